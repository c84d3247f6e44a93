// SPDX-License-Identifier: Apache-2.0
// weir replay FILE, list, diff, switch, drop: a second run of an application beside the first.
#include "background.h"
#include "commands.h"
#include "data_dir.h"
#include "folder_view.h"
#include "job_view.h"
#include "log_position.h"
#include "report.h"
#include "signals.h"
#include "topology_file.h"
#include "weir/runtime/protocol.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace weir::cli {

namespace {

constexpr std::int64_t sayEveryNanos = 1'000'000'000;

struct Options {
    std::string target; ///< a file, or an application
    std::string from;
    std::string application;
    std::vector<std::string> set;
    std::size_t examples = 10;
    bool detach = false;
    DataDir folder;
    bool json = false;
};

std::string leftText(std::int64_t seconds) {
    return seconds < 0 ? "?" : formatDuration(Milliseconds(seconds * 1000));
}

std::string lineOf(const ReplayInfo& info) {
    auto text = fmt::format("{}: {}, {} of {} records, {} records/s, {} left", info.id, phaseName(info.phase), grouped(static_cast<std::uint64_t>(info.position)),
                            grouped(static_cast<std::uint64_t>(info.end)), shortRate(info.recordsPerSecond), leftText(info.secondsLeft));
    if (info.error) text += "; " + info.error->text();
    return text;
}

Result<std::optional<ReplayInfo>> replayOf(EngineAccess& engine, const std::string& application) {
    WEIR_TRY(auto replays, engine.replays());
    for (auto& info : replays)
        if (info.applicationId == application) return std::optional(std::move(info));
    return std::optional<ReplayInfo>();
}

/// Shows how far it is, until `over` or Ctrl+C; nullopt: the signal.
template <class Over>
Result<std::optional<ReplayInfo>> watch(const Environment& env, EngineAccess& engine, const std::string& application, const Signals& signals, std::optional<int>& signal, const Over& over) {
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    std::int64_t said = env.clock.monotonicNanos();
    for (;;) {
        WEIR_TRY(const auto info, replayOf(engine, application));
        if (!info || over(*info)) {
            if (terminal) std::fputs("\r\x1b[K", stderr);
            return info;
        }
        const auto now = env.clock.monotonicNanos();
        if (terminal) std::fprintf(stderr, "\r%s\x1b[K", lineOf(*info).c_str());
        else if (now - said >= sayEveryNanos) {
            said = now;
            say(lineOf(*info));
        }
        signal = signals.wait(Milliseconds(50));
        if (signal) return info;
    }
}

ExitStatus usage(const Error& error) {
    say(error.text());
    return ExitStatus::Usage;
}

Result<ReplayRequest> requestOf(const Environment& env, const CheckedFile& file, const Options& options) {
    ReplayRequest request{.topologyText = file.text, .file = file.name, .settings = {}, .from = std::nullopt, .applicationId = options.application};
    for (const auto& pair : options.set) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) return fail(Errc::Invalid, fmt::format("--set {}: give name=value, for example threads=2.", pair));
        request.settings.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    if (!options.from.empty()) {
        WEIR_TRY(request.from, parsePosition(options.from, env.clock));
    }
    return request;
}

// It runs in a process that outlives this one: a replay is there to be looked at, compared and switched to.
ExitStatus begin(const Environment& env, const Options& options) {
    const Signals signals;
    const auto file = checkFile(env, options.target);
    if (!file) return usage(file.error());
    std::fputs(problemLines(*file).c_str(), stderr);
    if (!file->ok()) return ExitStatus::InvalidTopology;
    const auto request = requestOf(env, *file, options);
    if (!request) return usage(request.error());
    const auto path = options.folder.path();
    if (!path) return usage(path.error());
    const auto client = ownerInBackground(env, *path, options.folder.takeover());
    if (!client) return report(client.error());
    const auto id = (*client)->startReplay(*request);
    if (!id) return report(id.error());
    const auto application = options.application.empty() ? file->topology->applicationId : options.application;
    say(fmt::format("{} runs beside {} in process {}.", *id, application, (*client)->ownerPid()));
    if (options.detach) return ExitStatus::Done;
    std::optional<int> signal;
    const auto info = watch(env, **client, application, signals, signal, [](const ReplayInfo& now) { return now.phase != ReplayPhase::CatchingUp; });
    if (!info) return report(info.error());
    if (!*info) {
        say(fmt::format("{} was dropped.", *id));
        return ExitStatus::Failed;
    }
    if (signal) {
        say(fmt::format("{} goes on; `weir replay drop {}` ends it.", *id, application));
        return Signals::statusOf(*signal);
    }
    if ((*info)->phase == ReplayPhase::Failed) return report((*info)->error.value_or(Error{Errc::Internal, "The replay failed.", {}}));
    say(lineOf(**info));
    say(fmt::format("`weir replay diff {0}` compares it, `weir replay switch {0}` makes it the job, `weir replay drop {0}` throws it away.", application));
    return ExitStatus::Done;
}

ExitStatus list(const Environment& env, const Options& options) {
    const auto path = options.folder.path();
    if (!path) return usage(path.error());
    auto view = FolderView::open(env, *path);
    if (!view) return report(view.error());
    const auto replays = view->engine().replays();
    if (!replays) return report(replays.error());
    for (const auto& info : *replays) {
        print((options.json ? replayToJson(info) : lineOf(info)) + '\n');
        if (options.json) continue;
        for (const auto& [topic, shadow] : info.topics) print(fmt::format("    {} in place of {}\n", shadow, topic));
    }
    if (replays->empty() && !options.json) say("There is no replay in this data folder.");
    return ExitStatus::Done;
}

ExitStatus diff(EngineAccess& engine, const Options& options) {
    const auto compared = engine.diffReplay(options.target, options.examples);
    if (!compared) return report(compared.error());
    bool same = true;
    for (const auto& topic : compared->topics) same = same && topic.different + topic.onlyLive + topic.onlyReplay == 0;
    if (options.json) {
        print(diffToJson(*compared) + '\n');
        return same ? ExitStatus::Done : ExitStatus::OutputDiffers;
    }
    for (const auto& topic : compared->topics) {
        print(fmt::format("{} ({}): {} keys equal, {} different, {} only live, {} only in the replay\n", topic.topic, topic.table ? "the newest of each key" : "all records of each key",
                          grouped(topic.equal), grouped(topic.different), grouped(topic.onlyLive), grouped(topic.onlyReplay)));
        for (const auto& example : topic.examples)
            print(fmt::format("    {}\n        live   {}\n        replay {}\n", example.key, example.live.empty() ? "-" : example.live, example.replay.empty() ? "-" : example.replay));
    }
    std::string at;
    for (const auto& [partition, offset] : compared->positions) at += fmt::format("{}{} {}", at.empty() ? "" : ", ", partition, offset);
    print(fmt::format("compared where both had read {}\n", at));
    return same ? ExitStatus::Done : ExitStatus::OutputDiffers;
}

ExitStatus switchOver(const Environment& env, EngineAccess& engine, const Signals& signals, const Options& options) {
    if (const auto begun = engine.switchReplay(options.target); !begun) return report(begun.error());
    std::optional<int> signal;
    const auto info = watch(env, engine, options.target, signals, signal, [](const ReplayInfo& now) { return now.phase != ReplayPhase::Switching; });
    if (!info) return report(info.error());
    if (signal) {
        say("The switch goes on; `weir replay list` shows it.");
        return Signals::statusOf(*signal);
    }
    if (*info) return report((*info)->error.value_or(Error{Errc::Internal, "The replay did not take over.", {}}));
    say(fmt::format("{} is now what was its replay.", options.target));
    return ExitStatus::Done;
}

ExitStatus drop(EngineAccess& engine, const Options& options) {
    const auto dropped = engine.dropReplay(options.target);
    if (!dropped) return report(dropped.error());
    say(fmt::format("The replay of {} is gone.", options.target));
    return ExitStatus::Done;
}

// Diff, switch and drop speak with whoever runs the replay, or become the owner.
ExitStatus diffOn(const Environment& env, const Options& options) {
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) { return diff(folder.engine(), options); });
}
ExitStatus switchOn(const Environment& env, const Options& options) {
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals& signals) { return switchOver(env, folder.engine(), signals, options); });
}
ExitStatus dropOn(const Environment& env, const Options& options) {
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) { return drop(folder.engine(), options); });
}

using Command = ExitStatus (*)(const Environment&, const Options&);

CLI::App* add(CLI::App& parent, const Environment& env, Chosen& chosen, std::shared_ptr<Options> options, const char* name, const char* help, Command run) {
    auto* command = parent.add_subcommand(name, help);
    options->folder.addTo(*command);
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return run(env, *options); }; });
    return command;
}

} // namespace

void addReplay(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto own = std::make_shared<Options>();
    auto* replay = app.add_subcommand("replay", "Run an application a second time beside the first, compare, switch over");
    replay->require_subcommand(0, 1);
    replay->add_option("FILE", own->target, "Topology file");
    replay->add_option("--from", own->from, fmt::format("Where it begins, default earliest: {}", positionHelp))->type_name("PLACE");
    replay->add_option("--app-id", own->application, "The application that it replays (default: the file's own id)")->type_name("APPLICATION");
    replay->add_option("--set", own->set, "Override a setting (see describe)")->type_name("NAME=VALUE")->allow_extra_args(false);
    replay->add_flag("--detach", own->detach, "Don't wait until it has caught up");
    own->folder.addTo(*replay);
    own->folder.addStealTo(*replay);
    replay->callback([=, &env, &chosen] {
        if (!replay->get_subcommands().empty()) return;
        if (own->target.empty()) throw CLI::RequiredError("FILE");
        chosen = [=, &env] { return begin(env, *own); };
    });
    const auto named = [&](const char* name, const char* help, Command run) {
        auto options = std::make_shared<Options>();
        auto* command = add(*replay, env, chosen, options, name, help, run);
        command->add_option("APPLICATION", options->target, "The application that is replayed")->required();
        options->folder.addStealTo(*command);
        return std::pair(command, options);
    };
    auto listed = std::make_shared<Options>();
    add(*replay, env, chosen, listed, "list", "Replays, and how far they are", list)->add_flag("--json", listed->json, "One JSON object a replay");
    const auto [diffing, compared] = named("diff", "Compare its results with the live ones, at the same place of the input", diffOn);
    diffing->add_option("--examples", compared->examples, "Keys to show of each topic (default 10)")->type_name("N");
    diffing->add_flag("--json", compared->json, "One JSON object");
    named("switch", "Make it the application's job: readers see no gap and no double", switchOn);
    named("drop", "Throw it away, with its topics and stores", dropOn);
}

} // namespace weir::cli
