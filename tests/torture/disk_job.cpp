// SPDX-License-Identifier: Apache-2.0
#include "disk_job.h"

#include "workload.h"

#include "weir/runtime/engine.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <thread>

namespace weir::torture {
namespace {

constexpr std::chrono::seconds patience{60};

Result<> copyTree(const Path& from, const Path& to) {
    std::error_code error;
    std::filesystem::remove_all(to, error);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, error);
    if (error) return fail(Errc::Io, fmt::format("can't copy {}: {}", from.string(), error.message()));
    return {};
}

/// The rows that the job's databases hold, by an engine that starts on the folder once more.
Result<> addDatabases(EngineAccess& engine, const std::string& text, const Plan& plan, Outcome& into) {
    WEIR_TRY(const auto id, engine.start({.topologyText = text, .file = "torture.weir", .settings = {}, .to = LogPosition{LogPosition::Kind::Latest, {}, 0}}));
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (true) {
        const auto snapshot = engine.snapshot(id);
        if (!snapshot || snapshot->state == JobState::Failed) return fail(Errc::Internal, "the job fails when it is started to be looked at");
        if (snapshot->state == JobState::Done) break;
        if (std::chrono::steady_clock::now() > deadline) return fail(Errc::Internal, "the job does not end when it is started to be looked at");
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    for (const auto& sub : plan.subTopologies)
        for (const auto& store : sub.stores) {
            const auto page = engine.storeRows({.applicationId = id, .store = store.name, .limit = 10'000'000});
            if (!page) continue; // one that is shown to nobody; its changelog is compared
            auto& rows = into.stores["database " + store.name];
            // Of windows those that are still open: when a closed one leaves the database is nobody's promise.
            std::map<std::int32_t, std::int64_t> newest;
            for (const auto& row : page->rows) newest[row.partition] = std::max(newest[row.partition], row.timestamp);
            for (const auto& row : page->rows) {
                if (row.windowEnd >= 0 && row.windowEnd <= newest[row.partition]) continue;
                auto text2 = fmt::format("{} {} {} {} {}", row.partition, row.key, row.windowStart, row.windowEnd, row.timestamp);
                for (const auto& column : row.columns) text2 += " " + column;
                rows.push_back(std::move(text2));
            }
        }
    return engine.stop(id);
}

} // namespace

DiskJob::DiskJob(Path work, Path weir) : m_work(std::move(work)), m_weir(std::move(weir)), m_flow(m_work / "torture.weir"), m_inputs(m_work / "inputs"), m_registry(builtinNodes()), m_plan(planOfFlow(m_registry)) {}

Result<std::unique_ptr<DiskJob>> DiskJob::make(const Path& work, const Path& weir, std::int64_t orders, std::uint64_t seed, const std::string& settings) {
    std::unique_ptr<DiskJob> job(new DiskJob(work, weir));
    std::ofstream(job->m_flow) << flowText(settings);
    PosixFileSystem files;
    const SystemClock clock;
    WEIR_TRY(const auto engine, Engine::open(job->m_inputs, files, clock, job->m_registry));
    WEIR_CHECK(fillInputs(*engine, orders, seed));
    WEIR_CHECK(makeSmallSegments(*engine, *job->m_plan));
    return job;
}

Result<Path> DiskJob::fresh(const std::string& name) const {
    const auto path = m_work / name;
    WEIR_CHECK(copyTree(m_inputs, path));
    return path;
}

std::unique_ptr<Process> DiskJob::start(const Path& data, const Process::Environment& environment, const std::vector<std::string>& more) const {
    std::vector<std::string> command{m_weir.string(), "run", m_flow.string(), "--to", "latest", "--data-dir", data.string()};
    command.insert(command.end(), more.begin(), more.end());
    return std::make_unique<Process>(command, m_work / (data.filename().string() + ".err"), environment);
}

std::string DiskJob::finish(const Path& data) const {
    const auto process = start(data);
    const auto status = process->wait(patience);
    if (!status) return "weir run does not come to its end: " + process->errors();
    return *status == 0 ? "" : fmt::format("weir run ends with status {}: {}", *status, process->errors());
}

Result<Outcome> DiskJob::undisturbed(const std::string& name) const {
    WEIR_TRY(const auto whole, fresh(name));
    if (const auto wrong = finish(whole); !wrong.empty()) return fail(Errc::Internal, "undisturbed: " + wrong);
    return look(whole);
}

Result<Outcome> DiskJob::look(const Path& data) const {
    PosixFileSystem files;
    const SystemClock clock;
    Outcome out;
    {
        WEIR_TRY(const auto topics, TopicStore::open(data, files, clock));
        WEIR_TRY(const auto journal, CommitJournal::open(data, files));
        EmbeddedBroker broker(*topics, *journal);
        WEIR_TRY(out, outcomeOf(broker, *journal));
    }
    WEIR_TRY(const auto engine, Engine::open(data, files, clock, m_registry));
    WEIR_CHECK(addDatabases(*engine, flowText(), *m_plan, out));
    return out;
}

std::map<std::string, std::string> DiskJob::identities(const Path& data) {
    std::map<std::string, std::string> out;
    std::error_code error;
    for (const auto& task : std::filesystem::directory_iterator(data / "state" / flowApplication, error)) {
        if (!std::filesystem::exists(task.path() / "CURRENT", error)) continue; // killed before it was a database
        std::ifstream in(task.path() / "IDENTITY");
        std::string text;
        std::getline(in, text);
        if (!text.empty()) out[task.path().filename().string()] = text;
    }
    return out;
}

} // namespace weir::torture
