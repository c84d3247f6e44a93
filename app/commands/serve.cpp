// SPDX-License-Identifier: Apache-2.0
// weir serve: owns a data folder in the background until its last job has ended.
#include "background.h"
#include "commands.h"
#include "data_dir.h"
#include "report.h"

#include <CLI/CLI.hpp>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <map>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace weir::cli {

namespace {

constexpr std::int64_t idleNanos = 3'000'000'000;
constexpr std::int64_t startNanos = 15'000'000'000;

/// Nobody is at a terminal: why a job failed, or stands still, goes to the log.
void sayTroubles(EngineAccess& engine, std::map<std::string, JobState>& said) {
    const auto jobs = engine.jobs();
    if (!jobs) return;
    for (const auto& app : *jobs) {
        const auto snapshot = engine.snapshot(app);
        const bool failed = snapshot && snapshot->state == JobState::Failed && snapshot->error;
        const bool waits = snapshot && !snapshot->waits.empty();
        if (!failed && !waits)
            said.erase(app);
        else if (const auto before = std::exchange(said[app], snapshot->state); before != snapshot->state)
            say(fmt::format("{} {} {}", formatTimestampMs(snapshot->wallMicros / 1000), app,
                            failed ? "failed: " + snapshot->error->text() : "waits: " + snapshot->waits));
    }
}

ExitStatus serve(const Environment& env, const Path& dataFolder, Takeover takeover) {
    const Signals signals;
    auto owner = Owner::open(dataFolder, env.files, env.clock, [&](FileSystem& owned) { return env.openEngine(dataFolder, owned, true); }, takeover);
    if (!owner) return report(owner.error());
    std::map<std::string, JobState> said;
    auto busy = env.clock.monotonicNanos();
    for (;;) {
        if (const auto signal = signals.wait(Milliseconds(250))) return Signals::statusOf(*signal);
        sayTroubles((*owner)->engine(), said);
        const auto now = env.clock.monotonicNanos();
        if ((*owner)->connections() > 0 || hasWork((*owner)->engine())) busy = now;
        if (now - busy > idleNanos) return ExitStatus::Done;
    }
}

/// Start this program again, in a session of its own.
Result<pid_t> spawnServer(const Path& dataFolder, Takeover takeover) {
    std::array<char, 4096> self{};
    if (::readlink("/proc/self/exe", self.data(), self.size() - 1) < 0)
        return failErrno(errno, "This program's own file can't be found");
    const auto log = (dataFolder / "weir.log").string();
    auto folder = dataFolder.string();
    std::string name = "weir";
    std::string command = "serve";
    std::string option = "--data-dir";
    std::string steal = "--steal";
    const std::array<char*, 6> arguments{name.data(), command.data(), option.data(), folder.data(), takeover == Takeover::Steal ? steal.data() : nullptr, nullptr};

    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::posix_spawn_file_actions_adddup2(&files, 1, 2);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    pid_t pid = -1;
    const int problem = ::posix_spawn(&pid, self.data(), &files, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    if (problem != 0) return failErrno(problem, "The background process can't be started");
    return pid;
}

} // namespace

bool hasWork(EngineAccess& engine) {
    const auto jobs = engine.jobs();
    if (!jobs) return false;
    for (const auto& app : *jobs) {
        const auto snapshot = engine.snapshot(app);
        if (snapshot && snapshot->nextRunMs >= 0) return true;
        if (snapshot && snapshot->state != JobState::Stopped && snapshot->state != JobState::Done &&
            snapshot->state != JobState::Failed)
            return true;
    }
    return false;
}

void waitForOtherJobs(DataFolder& folder, const Signals& signals) {
    if (!folder.owner() || !hasWork(folder.engine())) return;
    say("Other jobs run in this process; it ends with them. Ctrl+C stops them too.");
    while (hasWork(folder.engine()))
        if (signals.wait(Milliseconds(200))) return;
}

Result<std::unique_ptr<EngineClient>> ownerInBackground(const Environment& env, const Path& dataFolder, Takeover takeover) {
    const bool steal = takeover == Takeover::Steal;
    if (!steal)
        if (auto client = EngineClient::connect(dataFolder); client || client.error().code == Errc::Unsupported) return client;
    WEIR_CHECK(env.files.createDirectories(dataFolder));
    WEIR_TRY(const pid_t pid, spawnServer(dataFolder, takeover));
    // Also when another process has just become the owner: then ours ends, and that one answers. A thief speaks with its own only.
    const auto connected = [&]() -> std::unique_ptr<EngineClient> {
        auto client = EngineClient::connect(dataFolder);
        return client && (!steal || (*client)->ownerPid() == pid) ? std::move(*client) : nullptr;
    };
    const auto deadline = env.clock.monotonicNanos() + startNanos;
    for (;;) {
        if (auto client = connected()) return client;
        const bool gone = ::waitpid(pid, nullptr, WNOHANG) == pid;
        if (gone || env.clock.monotonicNanos() > deadline) {
            if (auto client = connected()) return client;
            return fail(Errc::InUse, fmt::format("The background process did not start; {} says why.",
                                                 (dataFolder / "weir.log").string()));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void addServe(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto folder = std::make_shared<DataDir>();
    auto* command =
        app.add_subcommand("serve", "Own a data folder until its last job has ended (what run --detach starts)")
            ->group("");
    folder->addTo(*command);
    folder->addStealTo(*command);
    command->callback([folder, &env, &chosen] {
        chosen = [folder, &env] {
            const auto path = folder->path();
            return path ? serve(env, *path, folder->takeover()) : report(path.error());
        };
    });
}

} // namespace weir::cli
