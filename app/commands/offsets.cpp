// SPDX-License-Identifier: Apache-2.0
// weir offsets show, set, shift, reset: where an application resumes, as a table of current, new and delta.
#include "commands.h"
#include "data_dir.h"
#include "folder_view.h"
#include "log_position.h"
#include "report.h"
#include "target.h"
#include "weir/runtime/protocol.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace weir::cli {

namespace {

struct Options {
    std::string target;
    std::string toOffset;
    std::string toTime;
    std::string byDuration;
    std::optional<std::int64_t> shiftBy;
    bool earliest = false;
    bool latest = false;
    std::vector<std::string> topics;
    bool dryRun = false;
    DataDir folder;
    bool json = false;
};

Result<LogPosition> timeOf(const Environment& env, const Options& options) {
    if (!options.byDuration.empty()) return parsePosition("-" + options.byDuration, env.clock);
    WEIR_TRY(auto position, parsePosition(options.toTime, env.clock));
    if (position.kind != LogPosition::Kind::Time)
        return fail(Errc::Invalid, fmt::format("--to-time {}: give a time, for example 2026-11-22T10:00:00Z.", options.toTime));
    return position;
}

/// What the options ask for; how many of them.
Result<int> readPlace(const Environment& env, const Options& options, OffsetsRequest& request) {
    int named = 0;
    if (options.earliest || options.latest) {
        named += options.earliest && options.latest ? 2 : 1;
        request.to = LogPosition{options.latest ? LogPosition::Kind::Latest : LogPosition::Kind::Earliest, {}, 0};
    }
    if (!options.toOffset.empty()) {
        ++named;
        WEIR_TRY(request.to, parsePosition(options.toOffset, env.clock));
        if (request.to->kind != LogPosition::Kind::Offsets)
            return fail(Errc::Invalid, fmt::format("--to-offset {}: give an offset, or 0:1500,1:1800.", options.toOffset));
    }
    if (!options.toTime.empty() || !options.byDuration.empty()) {
        named += !options.toTime.empty() && !options.byDuration.empty() ? 2 : 1;
        WEIR_TRY(request.to, timeOf(env, options));
    }
    if (options.shiftBy) {
        ++named;
        request.shiftBy = *options.shiftBy;
    }
    return named;
}

std::string offsetText(std::int64_t offset) {
    return offset >= 0 ? std::to_string(offset) : "-";
}

std::string tableOf(const OffsetsReport& report, bool show) {
    std::size_t width = 5;
    for (const auto& p : report.partitions) width = std::max(width, p.topic.size());
    auto text = show ? fmt::format("{:<{}} {:>9} {:>12} {:>12} {:>12} {:>12}\n", "topic", width, "partition", "current", "start", "end", "lag")
                     : fmt::format("{:<{}} {:>9} {:>12} {:>12} {:>12}\n", "topic", width, "partition", "current", "new", "delta");
    for (const auto& p : report.partitions) {
        text += fmt::format("{:<{}} {:>9} {:>12} ", p.topic, width, p.partition, offsetText(p.current));
        if (show)
            text += fmt::format("{:>12} {:>12} {:>12}\n", p.start, p.end, p.end - std::max(p.current, p.start));
        else
            text += fmt::format("{:>12} {:>12}\n", offsetText(p.target), p.current >= 0 ? fmt::format("{:+}", p.target - p.current) : "-");
    }
    for (const auto& topic : report.removedTopics) text += fmt::format("{} the internal topic {}\n", report.changed ? "removed" : "removes", topic);
    return text;
}

/// Whether an offset that was asked for is none of its partition, so that the nearest one took its place.
bool takenNearest(const OffsetsRequest& request, const OffsetsReport& report) {
    return request.to && std::any_of(report.partitions.begin(), report.partitions.end(), [&](const auto& p) {
        return std::any_of(request.to->offsets.begin(), request.to->offsets.end(),
                           [&](const auto& named) { return (named.first < 0 || named.first == p.partition) && (named.second < p.start || named.second > p.end); });
    });
}

ExitStatus offsets(const Environment& env, const Options& options, OffsetsRequest request) {
    const auto usage = [](const Error& error) {
        say(error.text());
        return ExitStatus::Usage;
    };
    const auto target = targetOf(env, options.target);
    if (!target) return target.error().code == Errc::Invalid && options.target.ends_with(".weir") ? (say(target.error().detail), ExitStatus::InvalidTopology) : usage(target.error());
    request.applicationId = target->applicationId;
    request.topologyText = target->topologyText;
    request.file = target->file;
    request.topics = options.topics;
    request.dryRun = options.dryRun;
    const bool show = request.kind == OffsetsRequest::Kind::Show;
    if (!show) {
        const auto named = readPlace(env, options, request);
        if (!named) return usage(named.error());
        if (*named > 1 || (*named == 0 && request.kind == OffsetsRequest::Kind::Set)) {
            say("Name one place: --to-offset, --to-time, --by-duration, --shift-by, --earliest or --latest.");
            return ExitStatus::Usage;
        }
    }
    const auto ask = [&](EngineAccess& engine) {
        const auto result = engine.offsets(request);
        if (!result) return report(result.error());
        print(options.json ? offsetsToJson(*result) + '\n' : tableOf(*result, show));
        if (!show && takenNearest(request, *result)) say("Where the log has no such offset, its start or its end was taken.");
        if (!show && !result->changed) say("Nothing was changed (--dry-run).");
        return ExitStatus::Done;
    };
    if (!show && !options.dryRun) return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) { return ask(folder.engine()); });
    const auto path = options.folder.path();
    if (!path) return usage(path.error());
    auto view = FolderView::open(env, *path);
    return view ? ask(view->engine()) : report(view.error());
}

CLI::App* add(CLI::App& parent, const Environment& env, Chosen& chosen, const char* name, const char* help, OffsetsRequest::Kind kind) {
    auto options = std::make_shared<Options>();
    auto* command = parent.add_subcommand(name, help);
    command->add_option("TARGET", options->target, "Topology file or application id")->required();
    options->folder.addTo(*command);
    command->add_flag("--json", options->json, "One JSON object");
    if (kind != OffsetsRequest::Kind::Show) {
        command->add_option("--shift-by", options->shiftBy, "So many records on, or back (-100)")->type_name("N");
        command->add_option("--topic", options->topics, "Only this topic, or TOPIC:PARTITION (several times)")->type_name("TOPIC")->allow_extra_args(false);
        command->add_flag("--dry-run", options->dryRun, "Only show what it would do");
        options->folder.addStealTo(*command);
        if (std::string_view(name) != "shift") {
            command->add_option("--to-offset", options->toOffset, "An offset, or 0:1500,1:1800")->type_name("OFFSETS");
            command->add_option("--to-time", options->toTime, "The first record of this time or later")->type_name("TIME");
            command->add_option("--by-duration", options->byDuration, "As --to-time, so long before now, for example 2h")->type_name("DURATION");
            command->add_flag("--earliest,--to-earliest", options->earliest, "The oldest record there is");
            command->add_flag("--latest,--to-latest", options->latest, "The end");
        }
    }
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return offsets(env, *options, {.kind = kind}); }; });
    return command;
}

} // namespace

void addOffsets(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto* offsets = app.add_subcommand("offsets", "Where an application resumes: show it, change it while it is stopped");
    offsets->require_subcommand(1);
    using Kind = OffsetsRequest::Kind;
    add(*offsets, env, chosen, "show", "Committed offsets, ends and lag", Kind::Show);
    add(*offsets, env, chosen, "set", "Move it; its stores stay as they are", Kind::Set);
    add(*offsets, env, chosen, "shift", "Move it by a number of records; its stores stay as they are", Kind::Set);
    add(*offsets, env, chosen, "reset", "As if it had never run: without stores and internal topics, from the earliest record or a place", Kind::Reset);
}

} // namespace weir::cli
