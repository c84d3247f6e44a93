// SPDX-License-Identifier: Apache-2.0
#include "point_scenarios.h"

#include "kept_topics.h"
#include "moved_offsets.h"

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

constexpr std::int64_t smallSegment = 2000;
constexpr auto patience = std::chrono::seconds(60);

/// Another application on the same inputs: what becomes of it is nobody's concern, but it must not get in the way of the first one.
std::vector<std::string> otherFlow(const Path& weir, const Path& data, const std::string& commitInterval, const std::string& nodes) {
    const auto file = data.string() + ".weir";
    std::ofstream(file) << R"({"weir": 1, "name": "Other", "application_id": "other", "guarantee": "exactly-once", "settings": {"threads": 1, "commit_interval": ")" << commitInterval << R"("}, "nodes": [
            {"id": "orders", "type": "source", "topic": "orders", "partitions": 4, "key": {"format": "string"}, "value": {"format": "json", "schema": "n bigint, amount bigint"}}, )"
                        << nodes << "}";
    return {weir.string(), "run", file, "--to", "latest", "--data-dir", data.string()};
}

Result<> removeSeals(const Path& data) {
    std::error_code error;
    std::vector<Path> seals;
    for (auto it = std::filesystem::recursive_directory_iterator(data / "topics", error); !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error))
        if (it->path().extension() == ".seal") seals.push_back(it->path());
    for (const auto& seal : seals)
        if (!error) std::filesystem::remove(seal, error);
    if (error) return fail(Errc::Io, "can't remove the seals: " + error.message());
    return {};
}

} // namespace

std::map<std::string, std::int64_t> passesIn(const Path& log) {
    std::map<std::string, std::int64_t> out;
    std::ifstream in(log);
    for (std::string line; std::getline(in, line);) ++out[line.substr(0, line.find(' '))];
    return out;
}

Result<Path> copyOfFolder(const Path& from, const Path& to) {
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

std::string runs(const std::vector<std::string>& command, const Path& errors) {
    Process process(command, errors);
    const auto status = process.wait(patience);
    if (!status) return fmt::format("{} {} does not come to its end: {}", command.at(1), command.at(2), process.errors());
    return *status == 0 ? "" : fmt::format("{} {} ends with status {}: {}", command.at(1), command.at(2), *status, process.errors());
}

Scenario::Command onFolder(std::vector<std::string> words) {
    return [words = std::move(words)](const Path& data) {
        auto out = words;
        out.insert(out.end(), {"--data-dir", data.string()});
        return out;
    };
}

std::string Scenarios::judgeRun(const Path& data) const {
    if (auto wrong = m_job.finish(data); !wrong.empty()) return wrong;
    const auto have = m_job.look(data);
    return have ? difference(m_want, *have) : have.error().text();
}

Result<> Scenarios::makeBase() const {
    WEIR_TRY(const auto folder, m_job.fresh(base));
    PosixFileSystem files;
    const SystemClock clock;
    WEIR_TRY(const auto topics, TopicStore::open(folder, files, clock));
    for (auto spec : topics->list()) {
        spec.segmentBytes = smallSegment;
        WEIR_CHECK(topics->alter(spec));
    }
    return {};
}

Result<Path> Scenarios::killedAt(const std::string& point) {
    const auto name = "killed-at-" + point;
    const auto folder = m_job.work() / name;
    if (std::filesystem::exists(folder)) return folder;
    if (m_passes.empty()) {
        WEIR_TRY(const auto whole, fresh("counted"));
        const auto log = m_job.work() / "counted.points";
        const auto process = m_job.start(whole, {{"WEIR_KILLPOINT_LOG", log.string()}});
        if (const auto status = process->wait(patience); !status || *status != 0) return fail(Errc::Internal, "the first run fails: " + process->errors());
        m_passes = passesIn(log);
    }
    // How many there are may change a little from run to run.
    for (auto pass = std::max<std::int64_t>(1, m_passes[point] / 2);; pass /= 2) {
        WEIR_CHECK(fresh(name));
        const auto process = m_job.start(folder, {{"WEIR_KILLPOINT", fmt::format("{}:{}", point, pass)}});
        const auto status = process->wait(patience);
        if (status && WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL) return folder;
        if (!status || pass == 1) return fail(Errc::Internal, fmt::format("a first run does not die at {}: {}", point, process->errors()));
    }
}

Result<> Scenarios::make() {
    WEIR_CHECK(makeBase());
    WEIR_CHECK(addRuns());
    addPowerLoss();
    addTopics();
    addApplications();
    WEIR_CHECK(addChangelogs());
    WEIR_CHECK(addKeptTopics(*this));
    return addMovedOffsets(*this);
}

Result<> Scenarios::addRuns() {
    const auto judge = [this](const Path& data) { return judgeRun(data); };
    const auto running = [this](const Path& data) { return run(data); };
    add({"a first run", [this](const std::string& name) { return fresh(name); }, running, judge});
    std::vector<std::string> points{"commit.journaled", "log.append.written", "commit.all-synced", "journal.append.written", "log.roll.file-made"};
    if (m_few) points.resize(2);
    for (const auto& point : points) {
        WEIR_TRY(const auto killed, killedAt(point));
        const auto after = [this, killed = killed](const std::string& name) { return copyOfFolder(killed, m_job.work() / name); };
        add({"a run after a kill at " + point, after, running, judge});
        add({"a run without its stores after a kill at " + point,
             [after](const std::string& name) -> Result<Path> {
                 WEIR_TRY(const auto data, after(name));
                 std::error_code error;
                 std::filesystem::remove_all(data / "state", error);
                 return data;
             },
             running, judge});
        add({"a run without seals after a kill at " + point,
             [after](const std::string& name) -> Result<Path> {
                 WEIR_TRY(const auto data, after(name));
                 WEIR_CHECK(removeSeals(data));
                 return data;
             },
             running, judge});
    }
    return {};
}

void Scenarios::addPowerLoss() {
    add({"a segment that a power loss cut off from the ones in front",
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
         [this](const Path& data) { return run(data); }, [this](const Path& data) { return judgeRun(data); }});
}

void Scenarios::addTopics() {
    const auto weir = m_job.weir().string();
    const auto create = onFolder({weir, "topic", "create", "more"});
    const auto judge = [this](const Path& data) { return judgeRun(data); };
    add({"a topic more", [this](const std::string& name) { return fresh(name); }, create, judge});
    add({"a topic less",
         [this, create](const std::string& name) -> Result<Path> {
             WEIR_TRY(const auto data, fresh(name));
             if (auto wrong = runs(create(data), data.string() + ".err"); !wrong.empty()) return fail(Errc::Internal, wrong);
             return data;
         },
         onFolder({weir, "topic", "delete", "more", "--yes", "more"}), judge});
}

void Scenarios::addApplications() {
    const auto weir = m_job.weir();
    const auto unused = [this](const std::string& name) { return fresh(name); };
    const auto judge = [this](const Path& data) { return judgeRun(data); };
    add({"an application that fails", unused,
         [weir](const Path& data) {
             return otherFlow(weir, data, "10s", R"({"id": "fails", "type": "map-values", "select": "n, repeat('x', 15000) AS pad, 1 / (n - 290) AS x"}, {"id": "out", "type": "sink", "topic": "other", "partitions": 4}], "edges": [["orders", "fails"], ["fails", "out"]])");
         },
         judge});
    add({"an application that writes a file", unused,
         [weir](const Path& data) {
             return otherFlow(weir, data, "5ms", fmt::format(R"({{"id": "out", "type": "file-sink", "path": "{}/out.jsonl"}}], "edges": [["orders", "out"]])", data.string()));
         },
         judge});
}

// With transactions in them that a kill left open, and that are aborted now.
Result<> Scenarios::addChangelogs() {
    WEIR_TRY(const auto killed, killedAt("commit.all-synced"));
    for (const auto& sub : m_job.plan()->subTopologies)
        for (const auto& store : sub.stores) {
            if (!store.changelog || store.global) continue;
            add({"compaction of the changelog of " + store.name + " after a kill", [this, killed = killed](const std::string& name) { return copyOfFolder(killed, m_job.work() / name); },
                 onFolder({m_job.weir().string(), "topic", "compact", m_job.plan()->changelogTopic(store)}), [this](const Path& data) { return judgeRun(data); }});
        }
    return {};
}

} // namespace weir::torture
