// SPDX-License-Identifier: Apache-2.0
// weir status, stop, pause, resume: the jobs of a data folder's owner. None of them becomes the owner.
#include "commands.h"

#include "job_view.h"
#include "report.h"
#include "weir/runtime/protocol.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace weir::cli {

namespace {

struct Options {
    std::string app;
    std::string dataDir;
    bool json = false;
};

/// Null when nobody owns the folder.
Result<std::unique_ptr<EngineClient>> connectTo(const std::string& dataDir) {
    WEIR_TRY(const auto path, dataFolderOf(dataDir));
    auto client = EngineClient::connect(path);
    if (client) return client;
    if (client.error().code == Errc::Network || client.error().code == Errc::NotFound)
        return std::unique_ptr<EngineClient>();
    return client;
}

std::string textOf(const JobSnapshot& job) {
    std::int64_t lag = 0;
    for (const auto& partition : job.partitions)
        lag += partition.lag();
    auto text = fmt::format("{:<32} {:<10} {:>16} processed {:>12} lag\n", job.applicationId, stateName(job.state),
                            grouped(job.processed), grouped(static_cast<std::uint64_t>(lag)));
    if (job.error) text += "    " + job.error->text() + '\n';
    if (!job.waits.empty()) text += "    " + job.waits + '\n';
    return text;
}

ExitStatus status(const Options& options) {
    const auto client = connectTo(options.dataDir);
    if (!client) return report(client.error());
    std::vector<std::string> apps;
    if (*client) {
        auto jobs = (*client)->jobs();
        if (!jobs) return report(jobs.error());
        apps = std::move(*jobs);
    }
    bool found = false;
    for (const auto& app : apps) {
        if (!options.app.empty() && app != options.app) continue;
        const auto job = (*client)->snapshot(app);
        if (!job) continue;
        found = true;
        print(options.json ? snapshotToJson(*job) + '\n' : textOf(*job));
    }
    if (*client) {
        const auto problems = (*client)->problems();
        if (!problems) return report(problems.error());
        for (const auto& problem : *problems)
            say("data folder: " + problem.text());
    }
    if (found) return ExitStatus::Done;
    say(options.app.empty() ? "No job runs in this data folder."
                            : fmt::format("No job {} runs in this data folder.", options.app));
    return options.app.empty() ? ExitStatus::Done : ExitStatus::Failed;
}

using Call = Result<> (EngineAccess::*)(const std::string&);

ExitStatus callOn(const Options& options, Call call) {
    const auto client = connectTo(options.dataDir);
    if (!client) return report(client.error());
    if (!*client) {
        say(fmt::format("No job {} runs in this data folder.", options.app));
        return ExitStatus::Failed;
    }
    const auto done = ((**client).*call)(options.app);
    return done ? ExitStatus::Done : report(done.error());
}

void addCall(CLI::App& app, Chosen& chosen, const char* name, const char* help, Call call) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(name, help);
    command->add_option("APPLICATION", options->app, "The job's application id")->required();
    command->add_option("--data-dir", options->dataDir, "The embedded log (default: the user's XDG data folder)")
        ->type_name("DIR");
    command->callback([=, &chosen] { chosen = [=] { return callOn(*options, call); }; });
}

} // namespace

void addJobCommands(CLI::App& app, const Environment&, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("status", "Show the jobs that run in a data folder");
    command->add_option("APPLICATION", options->app, "Only this job");
    command->add_option("--data-dir", options->dataDir, "The embedded log (default: the user's XDG data folder)")
        ->type_name("DIR");
    command->add_flag("--json", options->json, "All figures of a job, one JSON object a line");
    command->callback([=, &chosen] { chosen = [=] { return status(*options); }; });
    addCall(app, chosen, "stop", "Stop a job after a commit", &EngineAccess::stop);
    addCall(app, chosen, "pause", "Suspend a job; its state stays open", &EngineAccess::pause);
    addCall(app, chosen, "resume", "Go on with a paused job", &EngineAccess::resume);
}

} // namespace weir::cli
