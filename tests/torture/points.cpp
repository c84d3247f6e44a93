// SPDX-License-Identifier: Apache-2.0
// points (R2): every registered kill point, at passes chosen by the seed, each with a run that dies exactly there, and what must hold behind it.
// Which passes there are is found by letting each scenario run with the log of kill points on. Those of a replay and its switch-over belong
// to `restore`. A kill loses nothing that was written, synced or not, so all but the long form works in memory where there is room.
#include "disk_job.h"
#include "frame.h"
#include "left_over.h"
#include "point_scenarios.h"
#include "switch_over.h"

#include "weir/core/kill_point.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sys/wait.h>

namespace weir::torture {
namespace {

constexpr std::int64_t orders = 300;
constexpr std::int64_t shortStride = 8; // of the points, another eighth at each seed
constexpr const char* settings = R"("settings": {"commit_interval": "5ms", "threads": 1}, )";
constexpr auto patience = std::chrono::seconds(60);

std::string lastIn(const Path& log) {
    std::ifstream in(log);
    std::string last;
    for (std::string line; std::getline(in, line);) last = line.substr(0, line.find(' '));
    return last;
}

class Points {
public:
    Points(const DiskJob& job, const Scenarios& scenarios, const Options& options, Verdict& verdict) : m_job(job), m_scenarios(scenarios.all()), m_options(options), m_verdict(verdict) {}

    void go() {
        discover();
        const auto hits = choose();
        forEachCase(m_options, m_verdict, static_cast<std::int64_t>(hits.size()), [&](std::int64_t number, Rng&) {
            const auto& hit = hits[static_cast<std::size_t>(number)];
            auto wrong = dieAt(fmt::format("case-{}", number), m_scenarios[hit.scenario], hit.name, hit.pass);
            return wrong.empty() ? wrong : fmt::format("{}:{} in \"{}\": {}", hit.name, hit.pass, m_scenarios[hit.scenario].name, wrong);
        });
    }

private:
    struct Hit {
        std::string name;
        std::size_t scenario;
        std::int64_t pass;
    };

    bool isShort() const { return m_options.effort == Effort::Short && m_options.n == 0; }

    std::vector<Hit> choose() {
        const auto each = m_options.cases(1, 3, 200);
        std::vector<Hit> hits;
        std::string missed;
        std::int64_t passed = 0;
        std::int64_t known = 0;
        std::int64_t elsewhere = 0;
        auto rng = rngOf(m_options, -1);
        for (const auto name : killPointNames) {
            if (SwitchOvers::diesAt(name)) {
                ++elsewhere;
                continue;
            }
            ++known;
            const auto found = m_passes.find(std::string(name));
            if (found == m_passes.end()) {
                missed += (missed.empty() ? "" : ", ") + std::string(name);
                continue;
            }
            ++passed;
            if (isShort() && (known + static_cast<std::int64_t>(m_options.seed % shortStride)) % shortStride != 0) continue;
            const auto first = static_cast<std::int64_t>(rng.below(found->second.size()));
            for (std::int64_t i = 0; i < each; ++i) {
                const auto& [scenario, passes] = found->second[static_cast<std::size_t>(first + i) % found->second.size()];
                hits.push_back({std::string(name), scenario, 1 + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(passes)))});
            }
        }
        m_verdict.note("points", fmt::format("{}/{}", passed, known));
        m_verdict.note("elsewhere", std::to_string(elsewhere));
        m_verdict.note("scenarios", std::to_string(m_scenarios.size()));
        m_verdict.require(missed.empty(), "no scenario passes " + missed);
        return hits;
    }

    /// How often each scenario passes each point. What it leaves must be in order too.
    void discover() {
        std::mutex mutex;
        std::vector<std::map<std::string, std::int64_t>> passes(m_scenarios.size());
        const Options all{.form = m_options.form, .seed = m_options.seed, .effort = m_options.effort, .threads = m_options.threads};
        forEachCase(all, m_verdict, static_cast<std::int64_t>(m_scenarios.size()), [&](std::int64_t number, Rng&) -> std::string {
            const auto& scenario = m_scenarios[static_cast<std::size_t>(number)];
            const auto name = fmt::format("discover-{}", number);
            const auto data = scenario.prepare(name);
            if (!data) return scenario.name + ": " + data.error().text();
            const auto log = m_job.work() / (name + ".points");
            Process process(scenario.command(*data), m_job.work() / (name + ".err"), {{"WEIR_KILLPOINT_LOG", log.string()}});
            if (!process.wait(patience)) return scenario.name + " hangs";
            auto wrong = leftOver(*data);
            std::error_code ignored;
            std::filesystem::remove_all(*data, ignored);
            const std::lock_guard lock(mutex);
            passes[static_cast<std::size_t>(number)] = passesIn(log);
            return wrong.empty() ? wrong : scenario.name + ": " + wrong;
        });
        for (std::size_t i = 0; i < passes.size(); ++i)
            for (const auto& [point, count] : passes[i]) m_passes[point].emplace_back(i, count);
    }

    std::string dieAt(const std::string& name, const Scenario& scenario, const std::string& point, std::int64_t pass) {
        auto data = scenario.prepare(name);
        if (!data) return data.error().text();
        const auto log = m_job.work() / (name + ".points");
        std::string wrong;
        // How many passes there are may change a little from run to run: what is armed too late dies earlier.
        while (true) {
            Process process(scenario.command(*data), m_job.work() / (name + ".err"), {{"WEIR_KILLPOINT", fmt::format("{}:{}", point, pass)}, {"WEIR_KILLPOINT_LOG", log.string()}});
            const auto status = process.wait(patience);
            if (!status) return "it hangs";
            if (WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL) break;
            if (pass == 1) return fmt::format("it never gets there (status {}): {}", *status, process.errors());
            pass /= 2;
            std::filesystem::remove(log);
            data = scenario.prepare(name);
            if (!data) return data.error().text();
        }
        if (lastIn(log) != point) wrong = "it died at " + lastIn(log);
        if (wrong.empty()) wrong = scenario.judge(*data);
        if (wrong.empty()) wrong = leftOver(*data);
        std::error_code ignored;
        if (wrong.empty()) std::filesystem::remove_all(*data, ignored);
        return wrong;
    }

    const DiskJob& m_job;
    const std::vector<Scenario>& m_scenarios;
    const Options& m_options;
    Verdict& m_verdict;
    std::map<std::string, std::vector<std::pair<std::size_t, std::int64_t>>> m_passes; ///< point → scenarios that pass it, and how often
};

Result<> torturePoints(const Path& work, const Options& options, Verdict& verdict) {
    WEIR_TRY(const auto job, DiskJob::make(work, options.weir, orders, options.seed, settings));
    WEIR_TRY(auto want, job->undisturbed());
    Scenarios scenarios(*job, std::move(want), verdict, options.effort == Effort::Short && options.n == 0);
    WEIR_CHECK(scenarios.make());
    Points(*job, scenarios, options, verdict).go();
    return {};
}

} // namespace

int points(const Options& options) {
    Verdict verdict(options);
    verdict.note("in", options.effort != Effort::Long && useMemory() ? "memory" : "disk");
    const TemporaryFolder work;
    if (const auto done = torturePoints(work.path(), options, verdict); !done) verdict.failed(0, done.error().text());
    return verdict.finish();
}

} // namespace weir::torture
