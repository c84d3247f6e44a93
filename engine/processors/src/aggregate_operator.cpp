// SPDX-License-Identifier: Apache-2.0
#include "aggregate_config.h"

#include <set>
#include <tuple>

namespace weir {
namespace {

/// What every aggregate does with one group's state.
class AggregateOperator : public Operator {
public:
    explicit AggregateOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<AggregateConfig>()), m_store(context.store(m_config.store)),
          m_aggregator(m_config.plan), m_fixed(m_config.plan.fixedSize()), m_columns(m_config.plan.outputs().size()), m_needsOld(context.needsOld) {}

protected:
    /// Add (or take back) a row. False: it failed, the state is unchanged.
    bool apply(StateTable::Entry& entry, const Row& row, bool subtract, std::int64_t timestamp) {
        auto& table = m_store.table();
        const auto inputs = m_task.inputs(row);
        const bool made = !entry.present();
        if (made) table.put(entry, m_config.plan.emptyState(), timestamp);
        if (m_fixed) {
            const auto before = entry.timestamp();
            char* state = table.modify(entry, timestamp);
            if (subtract ? m_aggregator.subtractInPlace(state, inputs, m_task.machine, m_task.arena) : m_aggregator.addInPlace(state, inputs, m_task.machine, m_task.arena)) return true;
            undo(entry, made, before);
            return false;
        }
        std::string_view next;
        const bool done = subtract ? m_aggregator.subtract(entry.value(), inputs, m_task.machine, m_task.arena, next)
                                   : m_aggregator.add(entry.value(), inputs, m_task.machine, m_task.arena, next);
        if (done) table.put(entry, next, timestamp);
        if (!done) undo(entry, made, entry.timestamp());
        return done;
    }

    // The record that failed makes no group, and moves no time.
    void undo(StateTable::Entry& entry, bool made, std::int64_t timestamp) {
        if (made) {
            m_store.table().remove(entry, timestamp);
        } else if (m_fixed) {
            m_store.table().modify(entry, timestamp);
        }
    }

    /// The row that downstream sees of a state.
    bool result(std::string_view state, std::int64_t timestamp, Row& out) {
        auto* columns = m_task.arena.allocateArray<Datum>(m_columns);
        out.timestamp = timestamp;
        out.valueNull = false;
        out.valueRaw = false;
        out.value = {};
        if (!m_aggregator.result(state, out, m_task.nowMicros, m_task.machine, m_task.arena, {columns, m_columns})) {
            failed(m_aggregator.error());
            return false;
        }
        out.columns = columns;
        return true;
    }

    /// Forward the entry's row; `old` is what stood before this update (empty optional: nothing stood).
    void emitUpdate(const StateTable::Entry& entry, Row group, const std::optional<Row>& old) {
        if (result(entry.value(), entry.timestamp(), group)) forward(group, old ? &*old : nullptr);
    }

    /// The old row, if downstream wants it. Must be asked before the state changes.
    bool takeOld(const StateTable::Entry& entry, const Row& group, std::optional<Row>& old) {
        if (!m_needsOld || !entry.present()) return true;
        old = group;
        return result(m_task.arena.copy(entry.value()), entry.timestamp(), *old);
    }

    /// emit: merged. One row for each entry that changed since the last commit; the old one is what was committed.
    template <class Group>
    void emitMerged(const Group& groupOf) {
        for (auto* entry : m_store.table().dirty()) {
            if (!entry->present()) continue;
            Row group;
            if (!groupOf(entry->key(), group)) continue;
            std::optional<Row> old;
            if (m_needsOld && entry->committed().present) {
                old = group;
                if (!result(entry->committed().view(), entry->committed().timestamp, *old)) return;
            }
            emitUpdate(*entry, group, old);
            m_task.arena.reset();
            if (m_task.stopped) return;
        }
    }

    const AggregateConfig& m_config;
    Store& m_store;
    expr::Aggregator m_aggregator;
    bool m_fixed;
    std::size_t m_columns;
    bool m_needsOld;
};

Row groupRow(const Row& row) {
    Row group;
    group.key = row.key;
    group.keyNull = false;
    group.origin = row.origin;
    return group;
}

/// By key over all time; the input is a stream, or a table whose rows may be taken back.
class KeyedAggregate final : public AggregateOperator {
public:
    using AggregateOperator::AggregateOperator;

    void process(int, const Row& row, const Row* old) override {
        if (row.keyNull) return m_counters.nullKey.add();
        if (row.valueNull && (!m_config.table || old == nullptr)) return; // nothing to add, nothing to take back
        auto& entry = m_store.table().at(row.key);
        const auto group = groupRow(row);
        std::optional<Row> before;
        if (m_config.emit == AggregateConfig::Emit::Updates && !takeOld(entry, group, before)) return;
        const auto timestamp = std::max(entry.present() ? entry.timestamp() : -1, row.timestamp);
        if (old != nullptr && entry.present() && !apply(entry, *old, true, timestamp)) return failed(m_aggregator.error());
        if (!row.valueNull && !apply(entry, row, false, timestamp)) return failed(m_aggregator.error());
        if (m_config.emit == AggregateConfig::Emit::Updates && entry.present()) emitUpdate(entry, group, before);
    }

    void beforeCommit() override {
        if (m_config.emit != AggregateConfig::Emit::Merged) return;
        emitMerged([](std::string_view key, Row& group) {
            group.key = key;
            group.keyNull = false;
            return true;
        });
    }
};

/// Tumbling and hopping windows.
class WindowedAggregate final : public AggregateOperator {
public:
    explicit WindowedAggregate(OperatorContext& context) : AggregateOperator(context), m_windows(*m_config.windows) {}

    void process(int, const Row& row, const Row*) override {
        if (row.keyNull) return m_counters.nullKey.add();
        const auto streamTime = m_store.observe(row.timestamp);
        bool taken = false;
        for (auto start = m_windows.firstStart(row.timestamp); start <= row.timestamp; start += m_windows.advanceMs) {
            if (m_windows.closed(start, streamTime)) continue;
            taken = true;
            if (!update(row, start)) return;
        }
        if (!taken) {
            m_counters.late.add();
            forward(row, nullptr, 1);
        }
    }

    void beforeCommit() override {
        if (m_config.emit != AggregateConfig::Emit::Merged) return;
        emitMerged([this](std::string_view storeKey, Row& group) {
            group.keyNull = false;
            if (!splitWindowKey(storeKey, group.key, group.windowStart)) return false;
            group.windowEnd = group.windowStart + m_windows.sizeMs;
            return true;
        });
    }

    void afterCommit() override { m_store.expireBefore(m_store.observedTime() - m_config.retentionMs); }

    void restored() override {
        if (m_config.emit != AggregateConfig::Emit::Final) return;
        for (const auto* entry : m_store.table().all()) {
            std::string_view key;
            std::int64_t start = 0;
            if (splitWindowKey(entry->key(), key, start) && !m_windows.closed(start, m_store.emittedTime())) m_pending.emplace(start + m_windows.sizeMs, std::string(key), start);
        }
    }

private:
    bool update(const Row& row, std::int64_t start) {
        auto& entry = m_store.window(row.key, start);
        auto group = groupRow(row);
        group.windowStart = start;
        group.windowEnd = start + m_windows.sizeMs;
        std::optional<Row> before;
        if (m_config.emit == AggregateConfig::Emit::Updates && !takeOld(entry, group, before)) return false;
        const auto timestamp = std::max(entry.present() ? entry.timestamp() : -1, row.timestamp);
        if (!apply(entry, row, false, timestamp)) {
            failed(m_aggregator.error());
            return false;
        }
        if (m_config.emit == AggregateConfig::Emit::Updates) emitUpdate(entry, group, before);
        if (m_config.emit == AggregateConfig::Emit::Final) {
            m_pending.emplace(group.windowEnd, std::string(row.key), start);
            emitClosed(timestamp);
        }
        return !m_task.stopped;
    }

    // Suppress keeps its own stream time, advanced only by updates that reach it (semantics.md, rules 4 and 10).
    void emitClosed(std::int64_t updateTime) {
        if (updateTime > m_store.emittedTime()) m_store.setEmittedTime(updateTime);
        while (!m_pending.empty() && !m_task.stopped) {
            const auto& [end, key, start] = *m_pending.begin();
            if (end > m_store.emittedTime() - m_windows.graceMs) return;
            if (auto* entry = m_store.findWindow(key, start)) {
                Row group;
                group.key = m_task.arena.copy(key);
                group.keyNull = false;
                group.windowStart = start;
                group.windowEnd = end;
                emitUpdate(*entry, group, std::nullopt);
            }
            m_pending.erase(m_pending.begin());
        }
    }

    TimeWindows m_windows;
    std::set<std::tuple<std::int64_t, std::string, std::int64_t>> m_pending; ///< emit: final. Not yet emitted, by (end, key, start)
};

} // namespace

std::unique_ptr<Operator> makeAggregate(OperatorContext& context) {
    if (context.config<AggregateConfig>().windows) return std::make_unique<WindowedAggregate>(context);
    return std::make_unique<KeyedAggregate>(context);
}

} // namespace weir
