// SPDX-License-Identifier: Apache-2.0
// Task: one sub-topology on one partition number. It owns its stores, takes its records in the order of docs/adr/0006, shares
// nothing but how far it is (JobProgress).
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
#include "weir/runtime/global_tables.h"
#include "weir/runtime/job_progress.h"
#include "weir/runtime/job_snapshot.h"
#include "weir/runtime/repartition_feed.h"
#include "weir/runtime/run_limits.h"
#include "weir/topology/plan.h"

#include <atomic>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace weir {

/// With `sync: buffered` commits are this far apart, whatever the profile's interval; results go out in between.
constexpr std::int64_t heldBackMs = 1000;
constexpr std::int64_t heldBackNanos = heldBackMs * 1'000'000;

/// What all tasks of a job share; must outlive them.
struct TaskEnvironment {
    std::shared_ptr<const Plan> plan;
    Settings settings;
    PartitionCounts partitions;
    Broker& broker;
    FileSystem& files;
    const Clock& clock;
    Path stateFolder;        ///< empty: stores in memory only
    bool durable = true;     ///< commits come as often as the settings say; else (`sync: buffered`) at most once in heldBackMs
    /// Batch runs: topic-partition → where to stop. Absent: never.
    std::map<TopicPartition, std::int64_t> limits{};
    /// How far the job's tasks are; null: a task alone, which waits for nobody.
    std::shared_ptr<JobProgress> progress{};
    std::size_t sliceRecords = 1000; ///< that a thread gives a task before the next has its turn
    std::shared_ptr<GlobalTables> globals{}; ///< never null where the plan has any
    bool transactional = false;              ///< exactly once: nobody sees what is not committed
    std::shared_ptr<const RunLimits> held{}; ///< limits that change while it runs; null: only `limits`
};

class Task final : public TaskContext {
public:
    Task(const TaskEnvironment& environment, std::int32_t subTopology, std::int32_t partition);
    ~Task() override;

    std::string id() const;
    /// Open partitions and topics, restore the stores, build the operators. Closed: `stopping` said so on the way.
    Result<> start(const std::function<bool()>& stopping = {});
    /// Process or pass over up to `recordsMax`; returns how many. 0: nothing to do now, or it waits for another task.
    std::size_t step(std::size_t recordsMax);
    /// Something was processed since the last commit.
    bool pending() const { return m_processedSinceCommit > 0 || m_stores.dirty(); }
    /// Enough has gathered that it should commit before its interval.
    bool full() const;
    /// `last`: before it closes or rests; the database is brought up to date too.
    Result<> commit(bool last = false);
    /// The first half of commit(), with no step() in between. The tasks of a thread do it one after the other before any of them waits
    /// for the sync of the journal, so that one sync is for all, and one of each partition that they share.
    Result<> prepareCommit();
    /// Between commits that are held back: outputs and changelogs go out, the stores take their values over; but what was read is
    /// read again after the end of the process. (A commit is always synced, so that it never names what a power loss could take.)
    Result<> sendUncommitted();
    /// There is something for it to do.
    bool unsent() const { return m_processedSinceCommit != m_sentOf || m_stores.dirty(); }
    /// The database lacks committed rows; commit(true) writes them.
    bool lagging() const { return m_stores.lagging(); }
    void flushOutputs();
    /// Sends outputs that have waited for `linger`, at least once; exactly once they go with the commit. `now` is monotonic.
    void flushDue(std::int64_t now);
    /// Outputs wait for more of their batch, or for `linger` to pass.
    bool lingering() const { return m_heldSince >= 0; }
    /// Ends transactions that a commit could not (a full disk).
    void tend();
    /// There are such: some of what it committed can't be read yet. Any thread, once it is built.
    bool owes() const;
    /// Every partition has reached its limit, what came of it can be read, and nobody writes a repartition topic of it any more.
    bool finished() const;
    /// With nothing to do it has something to commit that others wait for: at the end of its input for the first time (or held there),
    /// or before it can go on itself.
    bool dueAtEnd() const { return (!m_live || m_bounded) && pending() && (settled() || m_heldByItself); }
    /// The change of the held limits that it took last; any thread.
    std::uint64_t limitsTaken() const { return m_limitsTaken.load(std::memory_order_acquire); }
    /// It has a record and gives an empty partition time to fill (max_task_idle).
    bool idling() const { return m_idling; }
    /// Others may go on since the last call.
    bool takeAdvanced() { return std::exchange(m_advanced, false); }
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
    /// It fills global tables; start() loads them.
    bool global() const { return m_env.plan->subTopologies[static_cast<std::size_t>(m_subTopology)].global; }
    std::int32_t partition() const { return m_partition; }
    std::atomic<std::int32_t> thread{0};

private:
    class Context;
    /// An assigned partition.
    struct Input {
        std::size_t slot = 0;
        const std::string* topic = nullptr;
        std::int32_t partition = 0;
        std::size_t node = 0;
        bool repartition = false;
        std::int64_t limit = std::numeric_limits<std::int64_t>::max();
        std::size_t source = 0; ///< its place among the sub-topology's sources
        std::unique_ptr<RepartitionFeed> feed; ///< of a repartition topic
        std::atomic<std::int64_t> position{0};
        std::atomic<std::int64_t> committed{-1};
        std::atomic<std::int64_t> timestamp{-1};
        std::int64_t next = 0; ///< every record before it was processed
    };
    /// What is merged: a partition of a source topic, or one producing task's records in a partition of a repartition topic.
    struct Queue {
        Input* input = nullptr;
        std::size_t rank = 0; ///< its place in m_queues
        std::size_t producer = 0;
        const TaskProgress::Sent* upstream = nullptr; ///< of the producing task; null: waits for nobody
        std::int64_t delay = 0;                       ///< TopicFlow::Topic::delayMs: in the order of queues, not in what is published
        RecordSource* source = nullptr;
        const RepartitionReader* reader = nullptr;
        // A source partition's batches; a repartition topic's are in its feed.
        BatchBuffer buffer;
        std::size_t at = 0;
        bool inBatch = false;
        std::int64_t batchEnd = 0; ///< offset after the batch that is read: compaction may have taken its last records
        BatchReader batches;
        RepartitionFeed::Batch* batch = nullptr;
        // Its head.
        RecordView record;
        Arena arena;
        Row row;
        Row old;
        bool hasOld = false;
        bool ready = false;
        bool drained = false;   ///< nothing more to read in this step
        std::int64_t mergeTime = 0;
        std::int64_t floor = TaskProgress::atEnd; ///< what it may still get while it is drained has this merge time at least
        std::int64_t emptySince = -1;             ///< ns, for max_task_idle
        std::int64_t next = 0;                    ///< offset after the last processed record
    };
    /// A place in the order of merging: time first, then the queue (m_queues is sorted by topic, partition, producer).
    struct Turn {
        std::int64_t time = TaskProgress::atEnd;
        const Queue* queue = nullptr;
    };
    /// What others wait for: a repartition topic that it writes.
    struct Sending {
        TaskProgress::Sent* sent = nullptr;
        std::vector<const Queue*> from;
        bool heldBack = false;
        const BatchingWriter* writer = nullptr;
    };
    Result<> build();
    void buildSending(const SubTopology& sub);
    Result<> loadGlobals();
    void releaseGlobals();
    Result<> buildSources(const SubTopology& sub);
    void addInput(const PlannedSource& planned, std::int32_t partition, RecordSource* head, const RepartitionReader* reader);
    std::size_t producersOf(const Input& input) const;
    std::size_t producingTasks(std::string_view topic) const;
    Result<> seekToCommitted(const CommitRecord* committed);
    Result<> send();
    void connect(const SubTopology& sub);
    Result<BatchingWriter*> writerFor(const std::string& topic);
    void look();
    void takeLimits();
    void passTo(Queue& queue, std::int64_t offset);
    bool fill(Queue& queue);
    bool nextRecord(Queue& queue);
    bool nextOfFeed(Queue& queue);
    Queue* choose();
    bool comesFirst(const Queue& queue) const {
        return m_runnerUp.queue == nullptr || queue.mergeTime < m_runnerUp.time || (queue.mergeTime == m_runnerUp.time && queue.rank < m_runnerUp.queue->rank);
    }
    bool idles(Queue& queue);
    bool settled() const;
    std::int64_t alignedUntil() const;
    void updatePositions();
    std::int64_t positionEnd(const Input& input) const;
    std::string positionText(const Input& input) const;
    template <class Queues>
    std::int64_t boundOf(const Queues& queues) const;
    void publish();
    void withdrawEnd();
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
    TaskProgress m_alone; ///< stands in where there is no JobProgress
    TaskProgress* m_progress;
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
    std::deque<Input> m_inputs;
    std::deque<Queue> m_queues;
    std::vector<Sending> m_sending;
    Queue* m_current = nullptr;
    Turn m_runnerUp;           ///< the chosen queue goes on until here
    std::size_t m_budget = 0;  ///< records left in this step
    std::int64_t m_stepNanos = 0;
    bool m_holdsBack = false;  ///< a commit may send more
    bool m_live = false;       ///< its input's end was reached and committed once: from then on arrival decides
    bool m_bounded = false;    ///< a batch run, or held: its input ends at limits
    std::atomic<std::uint64_t> m_limitsTaken{0};
    bool m_saidEnd = false;    ///< it has published that nothing more comes, of a topic or of itself
    bool m_idling = false;
    bool m_heldByItself = false; ///< a commit would let others go on, whom it may wait for
    bool m_advanced = false;
    std::map<std::string, std::unique_ptr<GlobalTable::Reader>> m_globalReaders;
    std::vector<GlobalTable*> m_filled; ///< global tables that this task fills
    bool m_loading = false;
    std::optional<Error> m_error; ///< guarded by m_errorsMutex
    std::int64_t m_bytesSinceCommit = 0;
    std::uint64_t m_processedSinceCommit = 0;
    std::uint64_t m_sentOf = 0; ///< of those, when sendUncommitted() was there
    std::int64_t m_commitBegun = -1; ///< prepared at; monotonic
    std::int64_t m_heldSince = -1; ///< when outputs began to wait for linger; monotonic
    Counter m_processed;
    Counter m_commits;
    std::atomic<std::int64_t> m_commitMicros{0};
    std::atomic<std::int64_t> m_streamTimeFigure{-1};
    std::atomic<TaskState> m_state{TaskState::Created};
    RestoreProgress m_restored;
    std::atomic<bool> m_built{false};
    mutable std::mutex m_errorsMutex; ///< only taken when a record failed, and by figures
    std::map<std::size_t, std::string> m_lastErrors;
};

} // namespace weir
