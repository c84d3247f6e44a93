// SPDX-License-Identifier: Apache-2.0
// kill (R1): `weir run` is killed with SIGKILL 5 to 200 ms after its start or its first commit, started again, killed again, until its work is done. Each partition's
// output must be the bytes of a run that nobody disturbed, no transaction may be left open, the stores and positions must be equal, and no
// store may have been wiped on the way. Of many kills a third at least must fall between steps 2 and 5 of a commit: the flow commits all
// the time, and the log of kill points tells where each was.
#include "disk_job.h"
#include "frame.h"

#include "weir/runtime/engine_client.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <thread>

namespace weir::torture {
namespace {

constexpr std::int64_t orders = 3000;
constexpr int percentInCommit = 30;
constexpr std::int64_t manyKills = 100;
constexpr std::int64_t measureEvery = 10;
constexpr auto readyMost = std::chrono::seconds(2);
constexpr const char* settings = R"("settings": {"commit_interval": "1ms", "threads": 1}, )";

/// After these and before the next of the same thread it stood between step 2 and the end of step 5.
constexpr std::array<std::string_view, 6> betweenSteps{"commit.changelogs-written", "commit.outputs-written", "commit.partition-synced", "commit.all-synced", "commit.journaled", "commit.marker-written"};

/// Whether a thread was in the middle of a commit when the process ended.
bool endedInCommit(const Path& log) {
    std::ifstream in(log);
    std::string line;
    std::string last; // the job has one stream thread
    while (std::getline(in, line))
        if (line.starts_with("commit.")) last = line.substr(0, line.find(' '));
    return std::find(betweenSteps.begin(), betweenSteps.end(), last) != betweenSteps.end();
}

/// The first commit has begun (or the process has ended, or takes too long).
void awaitCommit(const Path& log, Process& process) {
    for (int i = 0; i < 5000 && process.running(); ++i) {
        std::ifstream in(log);
        for (std::string line; std::getline(in, line);)
            if (line.starts_with("commit.begin")) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

/// How long until a client sees the job run (or done).
std::optional<std::chrono::milliseconds> readyAfter(const Path& data, Process& process, std::chrono::steady_clock::time_point begin) {
    while (std::chrono::steady_clock::now() - begin < std::chrono::seconds(20)) {
        if (auto client = EngineClient::connect(data)) {
            const auto snapshot = (*client)->snapshot("torture");
            if (snapshot && (snapshot->state == JobState::Running || snapshot->state == JobState::Done))
                return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
        }
        if (!process.running()) return std::nullopt; // it was quicker than the look at it
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return std::chrono::milliseconds(20'000);
}

class Killing {
public:
    Killing(const DiskJob& job, const Options& options, Verdict& verdict) : m_job(job), m_verdict(verdict), m_rng(rngOf(options, 0)), m_wanted(options.cases(10, 200, 20'000)) {}

    void go(const Outcome& want) {
        for (std::int64_t round = 0; m_kills < m_wanted; ++round) {
            const auto data = m_job.fresh("killed");
            if (!data) return m_verdict.failed(round, data.error().text());
            const auto before = m_kills;
            m_known.clear();
            auto wrong = killUntilDone(*data);
            if (wrong.empty()) wrong = m_job.finish(*data);
            if (wrong.empty()) {
                const auto have = m_job.look(*data);
                wrong = have ? difference(want, *have) : have.error().text();
            }
            if (!wrong.empty()) m_verdict.failed(round, fmt::format("round {} of {} kills: {}", round, m_kills - before, wrong));
            m_verdict.count("rounds");
            m_verdict.passed(m_kills - before);
        }
        m_verdict.count("kills", m_kills);
        m_verdict.count("in_commit", m_inCommit);
        m_verdict.count("wipes", m_wipes);
        m_verdict.note("ready_ms_most", std::to_string(m_slowest.count()));
        m_verdict.require(m_wipes == 0, "a store was wiped");
        if (m_kills < manyKills) return; // a share of a few is chance, and the tests of a busy machine time nothing
        m_verdict.require(m_inCommit * 100 >= m_kills * percentInCommit, fmt::format("{} of {} kills fell between steps 2 and 5 of a commit, {} % must", m_inCommit, m_kills, percentInCommit));
        m_verdict.require(m_slowest <= readyMost, "it took longer than 2 s until it was ready again");
    }

private:
    std::string killUntilDone(const Path& data) {
        const auto log = m_job.work() / "points";
        while (m_kills < m_wanted) {
            std::filesystem::remove(log);
            const auto begin = std::chrono::steady_clock::now();
            const auto process = m_job.start(data, {{"WEIR_KILLPOINT_LOG", log.string()}});
            if (m_kills % measureEvery == measureEvery - 1)
                if (const auto ready = readyAfter(data, *process, begin)) m_slowest = std::max(m_slowest, *ready);
            // A quarter of the lives is counted from the start of the process, and ends in recovery and restore; the others from its first commit.
            const auto life = std::chrono::milliseconds(5 + m_rng.below(196));
            if (m_rng.below(4) != 0) awaitCommit(log, *process);
            if (const auto status = process->wait(life)) {
                if (*status != 0) return fmt::format("weir run ends with status {}: {}", *status, process->errors());
                return {};
            }
            process->kill();
            ++m_kills;
            if (endedInCommit(log)) ++m_inCommit;
            for (const auto& [task, identity] : DiskJob::identities(data)) {
                auto& known = m_known[task];
                if (!known.empty() && known != identity) ++m_wipes;
                known = identity;
            }
        }
        return {};
    }

    const DiskJob& m_job;
    Verdict& m_verdict;
    SplitMix64 m_rng;
    std::int64_t m_wanted;
    std::int64_t m_kills = 0;
    std::int64_t m_inCommit = 0;
    std::int64_t m_wipes = 0;
    std::chrono::milliseconds m_slowest{0};
    std::map<std::string, std::string> m_known;
};

} // namespace

int kill(const Options& options) {
    Verdict verdict(options);
    const TemporaryFolder work;
    const auto job = DiskJob::make(work.path(), options.weir, orders, options.seed, settings);
    const auto whole = job ? (*job)->fresh("whole") : Result<Path>(fail(job.error()));
    if (!whole) {
        verdict.failed(0, whole.error().text());
        return verdict.finish();
    }
    const auto begin = std::chrono::steady_clock::now();
    if (const auto wrong = (*job)->finish(*whole); !wrong.empty()) {
        verdict.failed(0, "undisturbed: " + wrong);
        return verdict.finish();
    }
    verdict.note("undisturbed_ms", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count()));
    const auto want = (*job)->look(*whole);
    if (!want) {
        verdict.failed(0, "undisturbed: " + want.error().text());
        return verdict.finish();
    }
    Killing(**job, options, verdict).go(*want);
    return verdict.finish();
}

} // namespace weir::torture
