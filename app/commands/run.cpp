// SPDX-License-Identifier: Apache-2.0
// weir run FILE: check, start, follow until the end or Ctrl+C. The job runs in the process that owns the data folder:
// this one, if there is no other.
#include "background.h"
#include "commands.h"
#include "data_dir.h"
#include "job_view.h"
#include "log_position.h"
#include "report.h"
#include "signals.h"
#include "topology_file.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <future>
#include <unistd.h>

namespace weir::cli {

namespace {

struct Options {
    std::string file;
    std::string from;
    std::string to;
    std::string every;
    std::string checkpoint;
    std::vector<std::string> set;
    DataDir folder;
    bool detach = false;
    bool watch = false;
    bool json = false;
};

bool ended(JobState state) {
    return state == JobState::Done || state == JobState::Stopped || state == JobState::Failed;
}

/// The engine's calls can take long: meanwhile a second Ctrl+C ends the process at once (the log survives that).
Result<> stopJob(EngineAccess& engine, const std::string& app, const Signals& signals) {
    auto stopped = std::async(std::launch::async, [&] { return engine.stop(app); });
    while (stopped.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        if (const auto signal = signals.wait(Milliseconds(10))) ::_exit(static_cast<int>(Signals::statusOf(*signal)));
    return stopped.get();
}

class Follower {
public:
    /// `bounded`: it has an end to reach.
    Follower(DataFolder& folder, std::string app, bool bounded, const Signals& signals, JobView& view)
        : m_folder(folder), m_engine(folder.engine()), m_app(std::move(app)), m_bounded(bounded), m_signals(signals),
          m_view(view) {}

    ExitStatus follow() {
        // A short batch run is over within the first looks; later ones need not be as frequent.
        for (auto pause = Milliseconds(2);; pause = std::min(pause * 2, Milliseconds(100))) {
            if (const auto signal = m_signals.wait(pause)) return stop(*signal);
            const auto snapshot = m_engine.snapshot(m_app);
            if (!snapshot) return lost();
            sayCreatedTopics(*snapshot);
            if (ended(snapshot->state) && snapshot->nextRunMs < 0) return finish(*snapshot);
            sayNextRun(*snapshot);
            sayWait(*snapshot);
            m_view.show(*snapshot);
        }
    }

private:
    ExitStatus stop(int signal) {
        const auto stopped = stopJob(m_engine, m_app, m_signals);
        if (const auto last = m_engine.snapshot(m_app)) m_view.finish(*last);
        if (!stopped) return report(stopped.error());
        waitForOtherJobs(m_folder, m_signals);
        return Signals::statusOf(signal);
    }
    ExitStatus finish(const JobSnapshot& last) {
        m_view.finish(last);
        auto status = ExitStatus::Done;
        if (last.state == JobState::Failed) {
            const auto error = last.error.value_or(Error{Errc::Internal, "The job failed.", {}});
            status = report(error);
        } else if (m_bounded && last.state != JobState::Done) {
            say(fmt::format("{} was stopped before it reached the place that --to names.", m_app));
            status = ExitStatus::Failed;
        }
        waitForOtherJobs(m_folder, m_signals);
        return status;
    }
    ExitStatus lost() {
        const auto jobs = m_engine.jobs();
        if (!jobs) return report(jobs.error());
        say(fmt::format("{} was removed by the owner of the data folder.", m_app));
        return ExitStatus::Failed;
    }
    void sayCreatedTopics(const JobSnapshot& snapshot) {
        for (; m_said < snapshot.createdTopics.size(); ++m_said)
            say(fmt::format("Made the topic {}.", snapshot.createdTopics[m_said]));
    }

    void sayNextRun(const JobSnapshot& snapshot) {
        const bool waits = snapshot.nextRunMs >= 0;
        if (waits && !m_waited) {
            m_view.finish(snapshot);
            say(fmt::format("The end is reached; the next run begins at {}.", formatTimestampMs(snapshot.nextRunMs)));
        }
        m_waited = waits;
    }

    /// Once when it begins to wait: the figures in the sentence change all the time.
    void sayWait(const JobSnapshot& snapshot) {
        const bool waits = !snapshot.waits.empty();
        if (waits && !m_waitSaid) {
            m_view.finish(snapshot);
            say(fmt::format("{}: {}", m_app, snapshot.waits));
        }
        m_waitSaid = waits;
    }

    DataFolder& m_folder;
    EngineAccess& m_engine;
    std::string m_app;
    bool m_bounded;
    bool m_waited = false;
    bool m_waitSaid = false;
    const Signals& m_signals;
    JobView& m_view;
    std::size_t m_said = 0;
};

/// `--set name=value`, `--from`, `--to` and `--every`.
Result<StartRequest> requestOf(const Environment& env, const CheckedFile& file, const Options& options) {
    StartRequest request{file.text, file.name, {}, {}};
    for (const auto& pair : options.set) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(Errc::Invalid, fmt::format("--set {}: give name=value, for example commit_interval=1s.", pair));
        request.settings.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    Diagnostics problems;
    resolveSettings(*file.topology, request.settings, problems);
    for (const auto& problem : problems)
        if (problem.severity == Severity::Error) return fail(Errc::Invalid, fmt::format("--set: {}", toText(problem)));
    if (!options.to.empty()) {
        WEIR_TRY(request.to, parsePosition(options.to, env.clock));
    }
    if (!options.from.empty()) {
        WEIR_TRY(request.from, parsePosition(options.from, env.clock));
    }
    request.checkpoint = options.checkpoint;
    if (!options.every.empty()) {
        WEIR_TRY(const auto every, parseDuration(options.every));
        if (every.count() <= 0) return fail(Errc::Invalid, "--every: give a duration above 0, for example 6h.");
        request.everyMs = every.count();
    }
    return request;
}

std::unique_ptr<JobView> viewFor(const Options& options, const CheckedFile& file, EngineAccess& engine) {
    if (options.json) return makeJsonView();
    if (options.watch)
        return makeWatchView(engine, ::isatty(STDOUT_FILENO) == 1,
                             file.topology->name.empty() ? file.topology->applicationId : file.topology->name);
    return makeStatusView(::isatty(STDERR_FILENO) == 1);
}

/// What only shows against the topics there are (co-partitioning) is a mistake of the topology too.
ExitStatus reportStart(const Error& error) {
    const auto status = report(error);
    return error.code == Errc::Invalid ? ExitStatus::InvalidTopology : status;
}

ExitStatus startDetached(const Environment& env, const Path& dataFolder, Takeover takeover, const StartRequest& request) {
    const auto client = ownerInBackground(env, dataFolder, takeover);
    if (!client) return report(client.error());
    const auto app = (*client)->start(request);
    if (!app) return reportStart(app.error());
    say(fmt::format("{} runs in process {}; `weir status` shows it, `weir stop {}` ends it.", *app,
                    (*client)->ownerPid(), *app));
    return ExitStatus::Done;
}

ExitStatus run(const Environment& env, const Options& options) {
    const Signals signals;
    const auto file = checkFile(env, options.file);
    if (!file) {
        report(file.error());
        return ExitStatus::Usage;
    }
    std::fputs(problemLines(*file).c_str(), stderr);
    if (!file->ok()) return ExitStatus::InvalidTopology;
    const auto request = requestOf(env, *file, options);
    const auto path = options.folder.path();
    if (!request || !path) {
        say(request ? path.error().text() : request.error().text());
        return ExitStatus::Usage;
    }
    if (options.detach) return startDetached(env, *path, options.folder.takeover(), *request);

    auto folder = env.openFolder(*path, options.folder.takeover());
    if (!folder) return report(folder.error());
    const auto app = folder->engine().start(*request);
    if (!app) return reportStart(app.error());
    const auto view = viewFor(options, *file, folder->engine());
    return Follower(*folder, *app, request->to || request->everyMs > 0, signals, *view).follow();
}

} // namespace

void addRun(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("run", "Run a topology until Ctrl+C, or to a place in its input");
    command->add_option("FILE", options->file, "Topology file")->required();
    command
        ->add_option("--from", options->from,
                     fmt::format("Where an application that has committed nothing yet begins: {}", positionHelp))
        ->type_name("PLACE");
    command->add_option("--checkpoint", options->checkpoint, "First go back to this checkpoint of the application: what it did since is forgotten")
        ->type_name("NAME")
        ->excludes("--from");
    command
        ->add_option("--to", options->to,
                     fmt::format("End when every partition is there and all is committed: {}", positionHelp))
        ->type_name("PLACE");
    command
        ->add_option("--every", options->every,
                     "Run again and again, each time to the end that is there when it begins, for example 6h")
        ->type_name("DURATION");
    command->add_option("--set", options->set, "Override a setting (see describe), for example commit_interval=1s")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    options->folder.addTo(*command);
    auto* detach = command->add_flag("--detach", options->detach, "Leave it running in the background");
    options->folder.addStealTo(*command);
    auto* watch = command->add_flag("--watch", options->watch, "Show nodes, topics and stores as text, live");
    command->add_flag("--json", options->json, "One JSON object a second on standard output")
        ->excludes(watch)
        ->excludes(detach);
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return run(env, *options); }; });
}

} // namespace weir::cli
