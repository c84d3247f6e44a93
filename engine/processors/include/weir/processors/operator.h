// SPDX-License-Identifier: Apache-2.0
// Operator: a node at work in one task. Rows are pushed depth-first, one record at a time, to the consumers in the order of
// their nodes in the file (ADR 0002): one virtual call a node and record, no allocation, no lock.
// Shape    process(port, row, old): on a stream edge `old` is null; on a table edge the row is the new one (valueNull: deleted)
//          and `old`, where known and wanted, the one it replaces. Views in a row live until process() of the source returns.
// Errors   a record that fails is reported to the task (recordFailed), which applies on_error; nothing is forwarded for it.
// Threads  one task. Counters and taps are read from outside through relaxed atomics.
#pragma once

#include "weir/core/arena.h"
#include "weir/core/time.h"
#include "weir/expr/program.h"
#include "weir/log/record_batch.h"
#include "weir/record/row.h"
#include "weir/state/global_table.h"
#include "weir/state/store.h"
#include "weir/topology/plan.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// Written by one thread, read by any.
class Counter {
public:
    void add(std::uint64_t n = 1) { m_value.store(m_value.load(std::memory_order_relaxed) + n, std::memory_order_relaxed); }
    std::uint64_t get() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

struct NodeCounters {
    Counter in;
    Counter out;
    Counter failed;
    Counter late;
    Counter nullKey;   ///< dropped: NULL key or group
    Counter nullValue; ///< dropped: a NULL value where there is nothing to add or to join
    Counter duplicate; ///< dropped by deduplicate
    Counter skipped; ///< failed and passed over (on_error skip)
    Counter deadLettered;
};

class TaskContext;
class RepartitionReader; // weir/processors/repartition.h

/// Samples the rows of one edge, for a person who looks. offer() must return quickly and may drop.
class EdgeTap {
public:
    virtual ~EdgeTap() = default;
    virtual void offer(const Row& row, TaskContext& task) = 0;
};

/// One edge within one task.
struct EdgeProbe {
    Counter records;
    std::atomic<EdgeTap*> tap{nullptr};
};

class Operator;

class Output {
public:
    struct Target {
        Operator* consumer = nullptr;
        int port = 0;
        EdgeProbe* probe = nullptr;
    };
    void add(Target target) { m_targets.push_back(target); }
    bool empty() const { return m_targets.empty(); }
    inline void forward(const Row& row, const Row* old, TaskContext& task) const;

private:
    std::vector<Target> m_targets;
};

/// Writes records to one topic, in batches; the task sends them at the latest with its commit.
class RecordWriter {
public:
    virtual ~RecordWriter() = default;
    virtual std::int32_t partitions() const = 0;
    virtual void write(std::int32_t partition, std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull,
                       const HeadersView& headers) = 0;
};

/// What the operators of a task share.
class TaskContext {
public:
    virtual ~TaskContext() = default;
    Arena arena;             ///< reset after each source record
    expr::Machine machine;   ///< runs every program of the task
    std::int64_t nowMicros = 0; ///< the engine's clock, read once a batch
    std::int64_t streamTime = -1;
    bool stopped = false;    ///< a record failed under on_error fail, or a store did: nothing more is processed
    /// The source record on its way.
    const RecordView* source = nullptr;

    /// `node`: index in the topology. Applies on_error: stops the task, counts, or writes a dead letter.
    virtual void recordFailed(std::size_t node, std::string_view condition, std::string_view message) = 0;
    expr::Inputs inputs(const Row& row) const { return {{&row, nullptr}, nowMicros}; }
};

class Operator {
public:
    Operator(std::size_t node, TaskContext& task, NodeCounters& counters) : m_node(node), m_task(task), m_counters(counters) {}
    virtual ~Operator() = default;
    Operator(const Operator&) = delete;
    Operator& operator=(const Operator&) = delete;

    virtual void process(int port, const Row& row, const Row* old) = 0;
    /// Before the task's commit: emit what was held back (emit: merged).
    virtual void beforeCommit() {}
    /// After the commit: drop what is no longer needed (expired windows).
    virtual void afterCommit() {}
    /// Once, when the task's stores stand at their committed rows, before the first record.
    virtual void restored() {}
    /// The reader of a topic that the node itself writes (Repartition::byNode); null: it has no such topic here.
    virtual RepartitionReader* reader(std::string_view) { return nullptr; }
    /// Wall-clock time passed (at least every commit interval).
    virtual void onWallClock(TimestampMs) {}

    void receive(int port, const Row& row, const Row* old) {
        m_counters.in.add();
        process(port, row, old);
    }
    std::vector<Output>& outputs() { return m_outputs; }
    std::size_t node() const { return m_node; }

protected:
    void forward(const Row& row, const Row* old = nullptr, std::size_t port = 0) {
        m_counters.out.add();
        if (port < m_outputs.size()) m_outputs[port].forward(row, old, m_task);
    }
    void failed() { failed(m_task.machine.error()); }
    void failed(const expr::RunError& error) { m_task.recordFailed(m_node, error.condition, error.message); }

    std::size_t m_node;
    TaskContext& m_task;
    NodeCounters& m_counters;
    std::vector<Output> m_outputs; ///< by output port
};

inline void Output::forward(const Row& row, const Row* old, TaskContext& task) const {
    for (const auto& target : m_targets) {
        target.probe->records.add();
        if (auto* tap = target.probe->tap.load(std::memory_order_acquire)) [[unlikely]] tap->offer(row, task);
        target.consumer->receive(target.port, row, old);
        if (task.stopped) [[unlikely]] return;
    }
}

/// What NodeSpec::make gets.
class OperatorContext {
public:
    OperatorContext(const Plan& thePlan, const BoundNode& boundNode, TaskContext& taskContext, NodeCounters& nodeCounters)
        : plan(thePlan), bound(boundNode), task(taskContext), counters(nodeCounters) {}
    virtual ~OperatorContext() = default;
    const Plan& plan;
    const BoundNode& bound;
    TaskContext& task;
    NodeCounters& counters;
    bool needsOld = false; ///< something downstream wants the rows that its table updates replace
    const Node& node() const { return plan.typed.topology.nodes[bound.index]; }
    /// Of what this source is read downstream; null if the node is no source.
    const expr::SideUse* sourceUses = nullptr;
    virtual Store& store(const std::string& name) = 0;
    virtual RecordWriter& writer(const std::string& topic) = 0;
    /// A global table's rows: to fill them (its source), to look them up (a join).
    virtual GlobalTable& globalTable(const std::string& store) = 0;
    virtual GlobalTable::Reader& globalReader(const std::string& store) = 0;
    std::int32_t partition = 0; ///< the task's
    bool home = true;           ///< the node's own sub-topology is the task's
    bool remote = false;        ///< its part at BoundNode::remotePort works in this task
    template <class Config>
    const Config& config() const {
        return static_cast<const Config&>(*bound.config);
    }
};

/// The head of a task's chain: turns a record of the log into a row. Sources implement it beside Operator.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    /// Read, check and stamp a record into `row`. False: it failed (and was reported) or is passed over. Columns and bytes live in `arena`.
    virtual bool decode(const RecordView& record, const Origin& origin, Arena& arena, Row& row, Row& old, bool& hasOld) = 0;
    /// Send a decoded row on its way.
    virtual void emit(const Row& row, const Row* old) = 0;
};

} // namespace weir
