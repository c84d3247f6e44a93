// SPDX-License-Identifier: Apache-2.0
// Task: one sub-topology on one partition number. It owns its stores, reads its partitions merged by timestamp, shares nothing.
// Shape    start() restores; step() processes up to a number of records; commit() makes outputs, changelogs and positions one
//          transaction (engine.md 4); abort() forgets what was not committed.
// Errors   a failure stops the task: error() says why and where; nothing after the last commit counts.
// Threads  one stream thread; figures are read from any.
#pragma once

#include "weir/runtime/batching_writer.h"
#include "weir/runtime/task_stores.h"

#include "weir/broker/broker.h"
#include "weir/core/file_system.h"
#include "weir/processors/operator.h"
#include "weir/processors/repartition.h"
#include "weir/runtime/job_snapshot.h"
#include "weir/topology/plan.h"

#include <atomic>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace weir {

/// What all tasks of a job share; must outlive them.
struct TaskEnvironment {
    std::shared_ptr<const Plan> plan;
    Settings settings;
    PartitionCounts partitions;
    Broker& broker;
    FileSystem& files;
    const Clock& clock;
    Path stateFolder;        ///< empty: stores in memory only
    bool durable = true;     ///< commits are synced
    /// Batch runs: topic-partition → where to stop. Absent: never.
    std::map<TopicPartition, std::int64_t> limits;
};

class Task final : public TaskContext {
public:
    Task(const TaskEnvironment& environment, std::int32_t subTopology, std::int32_t partition);
    ~Task() override;

    std::string id() const;
    /// Open partitions and topics, restore the stores, build the operators.
    Result<> start();
    /// Process up to `recordsMax`; returns how many. 0: nothing to do now.
    std::size_t step(std::size_t recordsMax);
    /// Something was processed since the last commit.
    bool pending() const { return m_processedSinceCommit > 0 || m_stores.dirty(); }
    /// Enough has gathered that it should commit before its interval.
    bool full() const;
    /// `last`: before it closes or rests; the database is brought up to date too.
    Result<> commit(bool last = false);
    /// The database lacks committed rows; commit(true) writes them.
    bool lagging() const { return m_stores.lagging(); }
    void flushOutputs();
    /// Every partition has reached its limit.
    bool finished() const;
    void fail(Error error);
    /// Why it stopped; any thread.
    std::optional<Error> stoppedError() const;

    void recordFailed(std::size_t node, std::string_view condition, std::string_view message) override;

    // Figures; any thread.
    TaskFigures figures() const;
    void addPartitions(std::vector<PartitionFigures>& out) const;
    void addNodes(std::vector<NodeFigures>& out) const;  ///< `out` by topology index
    void addEdges(std::vector<std::uint64_t>& out) const; ///< by edge index
    const TaskStores& stores() const { return m_stores; }
    std::uint64_t processed() const { return m_processed.get(); }
    /// start() is over: what figures read (partitions, nodes, edges) does not grow any more.
    bool built() const { return m_built.load(std::memory_order_acquire); }
    /// Null: not in this task, or the task is not built yet.
    EdgeProbe* probe(std::size_t edge) const;
    void setState(TaskState state) { m_state.store(state, std::memory_order_relaxed); }
    std::int32_t subTopology() const { return m_subTopology; }
    std::int32_t partition() const { return m_partition; }
    std::atomic<std::int32_t> thread{0};

private:
    class Context;
    struct Queue {
        std::size_t slot = 0;
        RecordSource* source = nullptr;
        const std::string* topic = nullptr;
        std::int32_t partition = 0;
        std::size_t node = 0;
        bool repartition = false;
        std::int64_t limit = std::numeric_limits<std::int64_t>::max();
        BatchBuffer buffer;
        std::size_t at = 0;
        bool inBatch = false;
        BatchReader reader;
        RecordView record;
        Arena arena;
        Row row;
        Row old;
        bool hasOld = false;
        bool ready = false;
        std::int64_t next = 0; ///< offset after the last processed record
        std::atomic<std::int64_t> position{0};
        std::atomic<std::int64_t> committed{-1};
        std::atomic<std::int64_t> timestamp{-1};
    };
    Result<> build();
    Result<> buildSources(const SubTopology& sub);
    Result<> seekToCommitted(const CommitRecord* committed);
    void connect(const SubTopology& sub);
    Result<BatchingWriter*> writerFor(const std::string& topic);
    bool fill(Queue& queue);
    bool nextRecord(Queue& queue);
    Queue* choose();
    NodeCounters& countersOf(std::size_t node);

    /// Views read their edge through a tap; here they are its end.
    class ViewEnd final : public Operator {
    public:
        ViewEnd(TaskContext& task, NodeCounters& counters) : Operator(0, task, counters) {}
        void process(int, const Row&, const Row*) override {}
    };

    const TaskEnvironment& m_env;
    std::int32_t m_subTopology;
    std::int32_t m_partition;
    std::unique_ptr<Consumer> m_consumer;
    std::unique_ptr<Producer> m_producer;
    std::map<std::string, std::unique_ptr<BatchingWriter>> m_writers;
    TaskStores m_stores;
    std::map<std::size_t, std::unique_ptr<Operator>> m_operators; ///< by topology index
    std::vector<std::unique_ptr<Operator>> m_repartitionWriters;
    std::vector<BatchingWriter*> m_repartitionTopics;
    std::vector<std::unique_ptr<RepartitionReader>> m_readers;
    std::vector<Operator*> m_order; ///< topological, for commits
    std::map<std::size_t, std::unique_ptr<NodeCounters>> m_counters;
    std::map<std::size_t, std::unique_ptr<EdgeProbe>> m_probes;
    EdgeProbe m_readProbe;             ///< behind a repartition topic; the edge is counted where it is written
    NodeCounters m_repartitionCounters;
    NodeCounters m_viewCounters;
    ViewEnd m_view{*this, m_viewCounters};
    std::deque<Queue> m_queues;
    Queue* m_current = nullptr;
    std::optional<Error> m_error; ///< guarded by m_errorsMutex
    std::int64_t m_bytesSinceCommit = 0;
    std::uint64_t m_processedSinceCommit = 0;
    Counter m_processed;
    Counter m_commits;
    std::atomic<std::int64_t> m_commitMicros{0};
    std::atomic<std::int64_t> m_streamTimeFigure{-1};
    std::atomic<TaskState> m_state{TaskState::Created};
    std::atomic<double> m_restored{1.0};
    std::atomic<bool> m_built{false};
    mutable std::mutex m_errorsMutex; ///< only taken when a record failed, and by figures
    std::map<std::size_t, std::string> m_lastErrors;
};

} // namespace weir
