// SPDX-License-Identifier: Apache-2.0
// GroupOperator: what every aggregate and fold does with one group's state; the windows are its subclasses.
// Threads  one task.
#pragma once

#include "closing_windows.h"
#include "group_config.h"

#include "weir/processors/operator.h"

#include <memory>
#include <optional>
#include <string_view>

namespace weir {

class GroupOperator : public Operator {
public:
    GroupOperator(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator)
        : Operator(context.bound.index, context.task, context.counters), m_config(config), m_store(context.store(config.store)), m_accumulator(std::move(accumulator)),
          m_fixedBytes(m_accumulator->fixedBytes()), m_needsOld(context.needsOld) {}

protected:
    using Emit = GroupConfig::Emit;

    /// Add (or take back) a row. False: it failed and was reported; the state is unchanged.
    bool apply(StateTable::Entry& entry, const Row& row, bool subtract, std::int64_t timestamp);
    /// The row that downstream sees of a state. False: it failed and was reported.
    bool result(std::string_view state, std::int64_t timestamp, Row& out);
    /// Forward the entry's row; `old` is what stood before this update (empty optional: nothing stood).
    void emitUpdate(const StateTable::Entry& entry, Row group, const std::optional<Row>& old);
    /// The old row, if downstream wants it. Must be asked before the state changes.
    bool takeOld(const StateTable::Entry& entry, const Row& group, std::optional<Row>& old);
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

    /// The row's key and origin; key NULL is the caller's.
    static Row groupRow(const Row& row) {
        Row group;
        group.key = row.key;
        group.keyNull = false;
        group.origin = row.origin;
        return group;
    }
    bool failedHere() {
        failed(m_accumulator->error());
        return false;
    }

    const GroupConfig& m_config;
    Store& m_store;
    std::unique_ptr<Accumulator> m_accumulator;
    std::size_t m_fixedBytes;
    bool m_needsOld;
};

/// Windows whose row is keyed by their start: tumbling, hopping and sliding.
class TimeWindowGroup : public GroupOperator {
public:
    TimeWindowGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator)
        : GroupOperator(context, config, std::move(accumulator)), m_windows(*config.windows), m_closing(m_store, false, m_windows.finalAfterMs()) {}

    void beforeCommit() override;
    void afterCommit() override;
    void restored() override;

protected:
    /// Add the row to a window and emit what `emit` says. False: nothing more of this record.
    bool update(const Row& row, std::int64_t start, StateTable::Entry& entry);
    /// A state was put into a window: emit what `emit` says. `old`: the row before, where wanted.
    bool emitWindow(const StateTable::Entry& entry, const Row& group, const std::optional<Row>& old);
    Row windowRow(const Row& row, std::int64_t start) const {
        auto group = groupRow(row);
        group.windowStart = start;
        group.windowEnd = start + m_windows.sizeMs;
        return group;
    }
    void late(const Row& row) {
        m_counters.late.add();
        forward(row, nullptr, 1);
    }

    Windows m_windows;
    ClosingWindows m_closing; ///< emit: final

private:
    void emitClosed(std::int64_t updateTime);
};

std::unique_ptr<Operator> makeSlidingGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator);
std::unique_ptr<Operator> makeSessionGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator);

} // namespace weir
