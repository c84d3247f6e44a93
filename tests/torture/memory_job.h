// SPDX-License-Identifier: Apache-2.0
// MemoryJob: a job whose tasks take turns on one thread, in an order that a seed makes, over a file system that the test owns. Its stores
// stay in memory (RocksDB knows no file system of ours), so every start restores them from the changelogs.
// Shape    open(), then turn() until finished(); close() at any moment is what the end of the process is to the files.
#pragma once

#include "weir/broker/embedded_broker.h"
#include "weir/core/rng.h"
#include "weir/core/time.h"
#include "weir/runtime/task.h"
#include "weir/testing/memory_file_system.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace weir::torture {

/// "topic-partition" → its records as text, in order; committed ones only.
using Records = std::map<std::string, std::vector<std::string>>;

/// What a run leaves that must not depend on what befell it.
struct Outcome {
    Records outputs;
    Records stores; ///< of each changelog partition the last row of each key
    std::map<std::string, std::string> positions; ///< "task source-partition" → where the last commit stands
    bool operator==(const Outcome&) const = default;
};
/// Empty: equal; else the first difference in words.
std::string difference(const Outcome& want, const Outcome& have);

/// From a log that nobody writes to now.
Result<Outcome> outcomeOf(EmbeddedBroker& broker, const CommitJournal& journal);

/// What its commits promise.
enum class Promise : std::uint8_t { ExactlyOnce, Buffered }; ///< Buffered: at least once, results before their commits

class MemoryJob {
public:
    MemoryJob(const Path& data, FileSystem& files, const Clock& clock, std::shared_ptr<const Plan> plan, Promise promise = Promise::ExactlyOnce);
    ~MemoryJob();

    Result<> open();
    void close();
    /// A slice for some task, and perhaps its commit. False: nobody had anything to do.
    Result<bool> turn(Rng& rng);
    bool finished() const;
    /// Turns until it is finished.
    Result<> finish(Rng& rng);
    Result<Outcome> outcome();

    EmbeddedBroker& broker() { return *m_broker; }
    TopicStore& topics() { return *m_topics; }
    /// What commit() said yes to, by task.
    const std::map<std::string, CommitRecord>& acknowledged() const { return m_acknowledged; }
    std::int64_t commits() const { return m_commits; }

private:
    Result<> startTasks();
    Result<> commit(Task& task);

    Path m_data;
    FileSystem& m_files;
    const Clock& m_clock;
    std::shared_ptr<const Plan> m_plan;
    Promise m_promise;
    std::unique_ptr<TopicStore> m_topics;
    std::unique_ptr<CommitJournal> m_journal;
    std::unique_ptr<EmbeddedBroker> m_broker;
    std::unique_ptr<TaskEnvironment> m_environment;
    std::vector<std::unique_ptr<Task>> m_tasks;
    std::map<std::string, CommitRecord> m_acknowledged;
    std::int64_t m_commits = 0;
};

/// What the forms in memory begin with and compare with.
struct Baseline {
    NodeRegistry registry;
    std::shared_ptr<const Plan> plan;
    std::unique_ptr<MemoryFileSystem> inputs; ///< the data folder with the inputs in it, all synced
    Outcome want;                             ///< of a run without faults
};
Result<std::unique_ptr<Baseline>> makeBaseline(const Path& data, std::int64_t orders, std::uint64_t seed);

} // namespace weir::torture
