// SPDX-License-Identifier: Apache-2.0
// Job: a plan at work: its topics made, its tasks shared out over threads, its connectors driven.
// Threads  control calls from one thread at a time; snapshot() from any.
#pragma once

#include "connector_thread.h"
#include "stream_thread.h"
#include "weir/runtime/task.h"

#include "weir/runtime/engine_access.h"
#include "weir/topology/plan.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace weir {

struct JobOptions {
    std::string id;                ///< what others call it; empty: the plan's application id
    std::optional<LogPosition> to; ///< a batch run
    bool connectors = true;        ///< a replay drives none: what they made stands in their topics
};

class Job {
public:
    /// Makes missing topics. `plan` is free of errors.
    static Result<std::unique_ptr<Job>> create(std::shared_ptr<const Plan> plan, Settings settings, Broker& broker, FileSystem& files, const Clock& clock, Path stateFolder,
                                               JobOptions options);
    ~Job();

    /// Before start(): commits that make it begin there, with empty stores.
    Result<std::vector<CommitRecord>> positionsAt(const LogPosition& from) const;

    // A job that is at work can be held at a place of its input (RunLimits); one thread at a time does that.
    void hold(RunLimits::Limits limits);
    void release();
    /// Every task stands still or heads for the limits of the last hold().
    bool held() const;
    /// Everything before the limits is worked off and committed, and nothing behind them. Hold still and ask again: true twice at the same sum is true.
    std::optional<std::int64_t> restingAt(const RunLimits::Limits& limits) const;
    /// Where the sources stand.
    RunLimits::Limits positions() const;
    /// One past what may be read of the sources now.
    RunLimits::Limits ends() const;

    // Beside pause() and resume(), and before start() too: held so, no task takes a record.
    void standStill();
    void moveOn();
    /// Every task has committed what it had begun, its database has it, and nothing moves until moveOn(). Not for a job that was stopped or failed.
    bool standsStill() const;

    /// Take nothing in until goOn(); `why` stands in the snapshot. Before start() too; neither this nor pause() ends the other.
    void waitForSpace(std::string why);
    void goOn();

    Result<> start();
    void pause();
    void resume();
    bool pausedByPerson() const { return m_pause.byPerson(); }
    /// Somebody has called stop().
    bool stopAsked() const { return m_stopping.load(std::memory_order_acquire); }
    /// Commit and close every task; returns when they have ended.
    void stop();
    std::shared_ptr<const JobSnapshot> snapshot();
    const Plan& plan() const { return *m_env.plan; }
    /// Reads or writes the topic, or keeps a changelog there.
    bool uses(const std::string& topic) const;
    /// What the store that restores from a changelog's partition has durably passed; nullopt: no store of this job does. Any thread.
    std::optional<std::int64_t> changelogPassed(const std::string& topic, std::int32_t partition) const;
    std::vector<Task*> tasks() const;
    /// Keep a tap that was taken off until the job ends: a task may be using it.
    void keep(std::shared_ptr<EdgeTap> tap) { m_kept.push_back(std::move(tap)); }
    const PartitionCounts& partitions() const { return m_env.partitions; }
    const Settings& settings() const { return m_env.settings; }
    const GlobalTables& globals() const { return *m_env.globals; }

    /// True once the job is gone and what it had open (stores, topics) is closed. May be asked then.
    std::shared_ptr<const std::atomic<bool>> gone() const { return m_end.gone; }

private:
    struct End {
        End() = default;
        ~End() { gone->store(true, std::memory_order_release); }
        End(const End&) = delete;
        End& operator=(const End&) = delete;
        std::shared_ptr<std::atomic<bool>> gone = std::make_shared<std::atomic<bool>>(false);
    };
    Job(std::shared_ptr<const Plan> plan, Settings settings, Broker& broker, FileSystem& files, const Clock& clock, Path stateFolder, JobOptions options);
    RunLimits::Limits inputs(std::int64_t PartitionFigures::*offset) const;
    Result<> createTopics();
    std::int32_t partitionsRead() const;
    Result<> resolveLimits(const LogPosition& to);
    void supervise();
    std::optional<Error> firstError() const;
    JobState state() const;
    std::string nodeOfStore(const std::string& store) const;

    End m_end; ///< the first member: it ends when all others have
    TaskEnvironment m_env;
    JobOptions m_options;
    std::shared_ptr<RunLimits> m_held = std::make_shared<RunLimits>();
    std::vector<std::string> m_created;
    JobPause m_pause;
    Arrivals m_arrivals;
    int m_listener = -1;
    std::vector<std::unique_ptr<Task>> m_tasks;
    std::unique_ptr<ConnectorThread> m_connectors;
    std::vector<std::unique_ptr<StreamThread>> m_threads;
    std::jthread m_supervisor;
    std::atomic<bool> m_started{false};
    std::atomic<bool> m_stopping{false};
    std::atomic<bool> m_stopped{false};
    std::atomic<bool> m_done{false};
    std::int64_t m_finishedAt = -1; ///< the supervisor's: the sum of all positions when all was finished; -1: it was not
    std::mutex m_stopMutex;
    std::vector<std::shared_ptr<EdgeTap>> m_kept;
    std::mutex m_waitsMutex;
    std::string m_waits;
    std::mutex m_snapshotMutex;
    std::shared_ptr<const JobSnapshot> m_last;
    std::uint64_t m_sequence = 0;
};

} // namespace weir
