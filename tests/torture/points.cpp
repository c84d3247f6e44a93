// SPDX-License-Identifier: Apache-2.0
// points (R2): every registered kill point, at passes chosen by the seed, each with a run that dies exactly there, and a run behind it that must
// come to the outputs of an undisturbed one. Which passes there are is found by letting each scenario run with the log of kill points on.
#include "disk_job.h"
#include "frame.h"

#include "weir/core/kill_point.h"
#include "weir/log/topic_store.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sys/wait.h>

namespace weir::torture {
namespace {

constexpr std::int64_t orders = 400;
constexpr std::int64_t smallSegment = 2000;
constexpr std::int64_t shortStride = 8; // of the points, another eighth at each seed
constexpr const char* settings = R"("settings": {"commit_interval": "5ms", "threads": 1}, )";

/// A road on which some kill points lie: what is done before, and the command that is to die.
struct Scenario {
    std::string name;
    std::function<Result<Path>(const std::string& folder)> prepare; ///< a data folder
    std::function<std::vector<std::string>(const Path& data)> command;
};

std::map<std::string, std::int64_t> passesIn(const Path& log) {
    std::map<std::string, std::int64_t> out;
    std::ifstream in(log);
    for (std::string line; std::getline(in, line);) ++out[line.substr(0, line.find(' '))];
    return out;
}

std::string lastIn(const Path& log) {
    std::ifstream in(log);
    std::string last;
    for (std::string line; std::getline(in, line);) last = line.substr(0, line.find(' '));
    return last;
}

class Points {
public:
    Points(const DiskJob& job, const Options& options, Verdict& verdict, const Outcome& want) : m_job(job), m_options(options), m_verdict(verdict), m_want(want) { makeScenarios(); }

    void go() {
        const auto each = m_options.cases(1, 3, 200);
        for (std::size_t i = 0; i < m_scenarios.size(); ++i) discover(i);
        struct Hit {
            std::string name;
            std::size_t scenario;
            std::int64_t pass;
        };
        std::vector<Hit> hits;
        std::string missed;
        std::int64_t passed = 0;
        std::int64_t known = 0;
        auto rng = rngOf(m_options, -1);
        for (const auto name : killPointNames) {
            if (name.starts_with("replay.") || name.starts_with("switch.") || name.starts_with("cleanup.")) continue; // `restore` has them
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
        m_verdict.require(missed.empty(), "no scenario passes " + missed);
        forEachCase(m_options, m_verdict, static_cast<std::int64_t>(hits.size()), [&](std::int64_t number, Rng&) {
            const auto& hit = hits[static_cast<std::size_t>(number)];
            auto wrong = dieAt(fmt::format("case-{}", number), m_scenarios[hit.scenario], hit.name, hit.pass);
            return wrong.empty() ? wrong : fmt::format("{}:{} in \"{}\": {}", hit.name, hit.pass, m_scenarios[hit.scenario].name, wrong);
        });
    }

private:
    bool isShort() const { return m_options.effort == Effort::Short && m_options.n == 0; }
    std::vector<std::string> run(const Path& data) const { return {m_job.weir().string(), "run", m_job.flow().string(), "--to", "latest", "--data-dir", data.string()}; }

    // A killed owner leaves its socket, which no copy needs.
    Result<Path> copyOf(const Path& from, const std::string& name) const {
        const auto to = m_job.work() / name;
        std::error_code error;
        std::filesystem::remove_all(to, error);
        std::filesystem::create_directories(to, error);
        for (auto it = std::filesystem::recursive_directory_iterator(from, error); !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
            const auto target = to / it->path().lexically_relative(from);
            if (it->is_directory()) std::filesystem::create_directories(target, error);
            else if (it->is_regular_file()) std::filesystem::copy_file(it->path(), target, error);
            if (error) break;
        }
        if (error) return fail(Errc::Io, fmt::format("can't copy {}: {}", from.string(), error.message()));
        return to;
    }

    /// The inputs, and topics whose segments are so small that they are followed, sealed and trimmed all the time.
    Result<Path> fresh(const std::string& name) {
        const auto base = m_job.work() / "small-segments";
        if (!std::filesystem::exists(base)) {
            WEIR_CHECK(m_job.fresh(base.filename().string()));
            PosixFileSystem files;
            const SystemClock clock;
            WEIR_TRY(const auto topics, TopicStore::open(base, files, clock));
            for (auto spec : topics->list()) {
                spec.segmentBytes = smallSegment;
                WEIR_CHECK(topics->alter(spec));
            }
        }
        return copyOf(base, name);
    }

    /// A folder in which the run was killed at a point, made once.
    Path killedAt(const std::string& point) {
        const auto folder = m_job.work() / ("killed-at-" + point);
        if (!std::filesystem::exists(folder) && fresh(folder.filename().string())) m_job.start(folder, {{"WEIR_KILLPOINT", point}})->wait(std::chrono::seconds(30));
        return folder;
    }

    /// Another application on the same inputs: what becomes of it is nobody's concern, but it must not get in the way of the first one.
    static std::vector<std::string> otherFlow(const Path& weir, const Path& data, const std::string& commitInterval, const std::string& nodes) {
        const auto file = data.string() + ".weir";
        std::ofstream(file) << R"({"weir": 1, "name": "Other", "application_id": "other", "guarantee": "exactly-once", "settings": {"threads": 1, "commit_interval": ")" << commitInterval << R"("}, "nodes": [
            {"id": "orders", "type": "source", "topic": "orders", "partitions": 4, "key": {"format": "string"}, "value": {"format": "json", "schema": "n bigint, amount bigint"}}, )"
                            << nodes << "}";
        return {weir.string(), "run", file, "--to", "latest", "--data-dir", data.string()};
    }

    void add(std::string name, std::function<Result<Path>(const std::string&)> prepare, std::function<std::vector<std::string>(const Path&)> command) {
        m_scenarios.push_back({std::move(name), std::move(prepare), std::move(command)});
    }

    void makeScenarios() {
        const auto running = [this](const Path& data) { return run(data); };
        const auto unused = [this](const std::string& name) { return fresh(name); };
        const auto weir = m_job.weir();
        const auto command = [weir](std::vector<std::string> words) {
            return [weir, words = std::move(words)](const Path& data) {
                std::vector<std::string> out{weir.string()};
                out.insert(out.end(), words.begin(), words.end());
                out.insert(out.end(), {"--data-dir", data.string()});
                return out;
            };
        };
        add("a first run", unused, running);
        std::vector<std::string> diedAt{"commit.journaled:20", "log.append.written:60", "commit.all-synced:20", "journal.append.written:20", "log.roll.file-made:3"};
        if (isShort()) diedAt.resize(2);
        for (const auto& point : diedAt) {
            const auto killed = killedAt(point);
            const auto after = [this, killed](const std::string& name) { return copyOf(killed, name); };
            add("a run after a kill at " + point, after, running);
            add("a run without its stores after a kill at " + point,
                [after](const std::string& name) -> Result<Path> {
                    WEIR_TRY(const auto data, after(name));
                    std::error_code error;
                    std::filesystem::remove_all(data / "state", error);
                    return data;
                },
                running);
            add("a run without seals after a kill at " + point,
                [after](const std::string& name) -> Result<Path> {
                    WEIR_TRY(const auto data, after(name));
                    std::vector<Path> seals;
                    for (const auto& file : std::filesystem::recursive_directory_iterator(data / "topics"))
                        if (file.path().extension() == ".seal") seals.push_back(file.path());
                    std::error_code error;
                    for (const auto& seal : seals) std::filesystem::remove(seal, error);
                    return data;
                },
                running);
        }
        add("a segment that a power loss cut off from the ones in front",
            [this](const std::string& name) -> Result<Path> {
                WEIR_TRY(const auto data, fresh(name));
                for (const int partition : {0, 1, 2, 3}) { // its last file's end is not where this one begins
                    const auto folder = data / "topics" / fmt::format("orders-{}", partition);
                    std::error_code error;
                    Path last;
                    for (const auto& file : std::filesystem::directory_iterator(folder))
                        if (file.path().extension() == ".log" && file.path() > last) last = file.path();
                    std::filesystem::remove(last.replace_extension(".seal"), error);
                    std::filesystem::remove(folder / "recovery-point", error);
                    std::ofstream(folder / fmt::format("{:020}.log", 1'000'000 + partition));
                }
                return data;
            },
            running);
        add("a topic more", unused, command({"topic", "create", "more"}));
        add("a topic less",
            [this, command](const std::string& name) -> Result<Path> {
                WEIR_TRY(const auto data, fresh(name));
                Process(command({"topic", "create", "more"})(data), data.string() + ".err").wait(std::chrono::seconds(30));
                return data;
            },
            command({"topic", "delete", "more", "--yes", "more"}));
        add("an application that fails", unused, [weir](const Path& data) {
            return otherFlow(weir, data, "10s", R"({"id": "fails", "type": "map-values", "select": "n, repeat('x', 15000) AS pad, 1 / (n - 390) AS x"}, {"id": "out", "type": "sink", "topic": "other", "partitions": 4}], "edges": [["orders", "fails"], ["fails", "out"]])");
        });
        add("an application that writes a file", unused, [weir](const Path& data) {
            return otherFlow(weir, data, "5ms", fmt::format(R"({{"id": "out", "type": "file-sink", "path": "{}.jsonl"}}], "edges": [["orders", "out"]])", data.string()));
        });
    }

    void discover(std::size_t scenario) {
        const auto name = fmt::format("discover-{}", scenario);
        const auto data = m_scenarios[scenario].prepare(name);
        if (!data) return m_verdict.failed(-1, data.error().text());
        const auto log = m_job.work() / (name + ".points");
        Process process(m_scenarios[scenario].command(*data), m_job.work() / (name + ".err"), {{"WEIR_KILLPOINT_LOG", log.string()}});
        process.wait(std::chrono::seconds(60));
        for (const auto& [point, passes] : passesIn(log)) m_passes[point].emplace_back(scenario, passes);
        std::error_code ignored;
        std::filesystem::remove_all(*data, ignored);
    }

    std::string dieAt(const std::string& name, const Scenario& scenario, const std::string& point, std::int64_t pass) {
        const auto data = scenario.prepare(name);
        if (!data) return data.error().text();
        const auto log = m_job.work() / (name + ".points");
        std::string wrong;
        // How many passes there are may change a little from run to run: what is armed too late dies earlier.
        for (bool died = false; !died && wrong.empty();) {
            Process process(scenario.command(*data), m_job.work() / (name + ".err"), {{"WEIR_KILLPOINT", fmt::format("{}:{}", point, pass)}, {"WEIR_KILLPOINT_LOG", log.string()}});
            const auto status = process.wait(std::chrono::seconds(60));
            died = status && WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL;
            if (!status) wrong = "it hangs";
            if (died && lastIn(log) != point) wrong = "it died at " + lastIn(log);
            if (died || !wrong.empty()) break;
            if (pass == 1) wrong = fmt::format("it never gets there (status {}): {}", *status, process.errors());
            pass = std::max<std::int64_t>(1, pass / 2);
            std::filesystem::remove(log);
            if (const auto again = scenario.prepare(name); !again) wrong = again.error().text();
        }
        if (wrong.empty()) wrong = m_job.finish(*data);
        if (wrong.empty()) {
            const auto have = m_job.look(*data);
            wrong = have ? difference(m_want, *have) : have.error().text();
        }
        std::error_code ignored;
        std::filesystem::remove_all(*data, ignored);
        return wrong;
    }

    const DiskJob& m_job;
    const Options& m_options;
    Verdict& m_verdict;
    const Outcome& m_want;
    std::vector<Scenario> m_scenarios;
    std::map<std::string, std::vector<std::pair<std::size_t, std::int64_t>>> m_passes; ///< point → scenarios that pass it, and how often
};

} // namespace

int points(const Options& options) {
    Verdict verdict(options);
    const TemporaryFolder work;
    const auto job = DiskJob::make(work.path(), options.weir, orders, options.seed, settings);
    const auto want = job ? (*job)->undisturbed() : Result<Outcome>(fail(job.error()));
    if (!want) {
        verdict.failed(0, want.error().text());
        return verdict.finish();
    }
    Points(**job, options, verdict, *want).go();
    return verdict.finish();
}

} // namespace weir::torture
