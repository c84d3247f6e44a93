// SPDX-License-Identifier: Apache-2.0
#include "group_operator.h"

#include <algorithm>

namespace weir {

bool GroupOperator::apply(StateTable::Entry& entry, const Row& row, bool subtract, std::int64_t timestamp) {
    auto& table = m_store.table();
    const bool made = !entry.present();
    if (m_fixedBytes > 0) {
        const auto before = entry.timestamp();
        if (made) {
            std::string_view empty;
            if (!m_accumulator->begin(empty)) return failedHere();
            table.put(entry, empty, timestamp);
        }
        if (m_accumulator->applyInPlace(table.modify(entry, timestamp), row, subtract)) return true;
        // The record that failed makes no group, and moves no time.
        if (made) {
            table.remove(entry, timestamp);
        } else {
            table.modify(entry, before);
        }
        return failedHere();
    }
    std::string_view state = entry.value();
    if (made && m_accumulator->beginsWithRow()) {
        state = m_accumulator->beginWith(row);
    } else {
        if (made && !m_accumulator->begin(state)) return failedHere();
        if (!m_accumulator->apply(state, row, subtract, state)) return failedHere();
    }
    table.put(entry, state, timestamp);
    return true;
}

bool GroupOperator::result(std::string_view state, std::int64_t timestamp, Row& out) {
    out.timestamp = timestamp;
    out.valueNull = false;
    out.valueRaw = false;
    out.value = {};
    return m_accumulator->result(state, out) || failedHere();
}

void GroupOperator::emitUpdate(const StateTable::Entry& entry, Row group, const std::optional<Row>& old) {
    if (result(entry.value(), entry.timestamp(), group)) forward(group, old ? &*old : nullptr);
}

bool GroupOperator::takeOld(const StateTable::Entry& entry, const Row& group, std::optional<Row>& old) {
    if (!m_needsOld || !entry.present()) return true;
    old = group;
    return result(m_task.arena.copy(entry.value()), entry.timestamp(), *old);
}

void TimeWindowGroup::beforeCommit() {
    if (m_config.emit != Emit::Merged) return;
    emitMerged([this](std::string_view storeKey, Row& group) {
        group.keyNull = false;
        if (!splitWindowKey(storeKey, group.key, group.windowStart)) return false;
        group.windowEnd = group.windowStart + m_windows.sizeMs;
        return true;
    });
}

void TimeWindowGroup::afterCommit() {
    auto before = m_store.observedTime() - m_config.retentionMs;
    if (m_config.emit == Emit::Final) before = std::min(before, m_closing.earliestEnd() - m_windows.sizeMs);
    m_store.expireBefore(before);
}

void TimeWindowGroup::restored() {
    if (m_config.emit != Emit::Final) return;
    for (const auto* entry : m_store.table().all()) {
        ClosingWindows::Window window;
        if (!splitWindowKey(entry->key(), window.key, window.start)) continue;
        window.end = window.start + m_windows.sizeMs;
        if (m_closing.open(window)) m_closing.add(window);
    }
}

bool TimeWindowGroup::update(const Row& row, std::int64_t start, StateTable::Entry& entry) {
    const auto group = windowRow(row, start);
    if (row.valueNull && !entry.present() && m_accumulator->beginsWithRow()) {
        // Reduce: nothing is the first row, so there is no accumulator yet, and downstream hears so.
        auto none = group;
        none.timestamp = row.timestamp;
        if (m_config.emit == Emit::Updates) forward(none);
        if (m_config.emit == Emit::Final) emitClosed(row.timestamp);
        return !m_task.stopped;
    }
    std::optional<Row> old;
    if (m_config.emit == Emit::Updates && !takeOld(entry, group, old)) return false;
    const auto timestamp = std::max(entry.present() ? entry.timestamp() : -1, row.timestamp);
    return apply(entry, row, false, timestamp) && emitWindow(entry, group, old);
}

bool TimeWindowGroup::emitWindow(const StateTable::Entry& entry, const Row& group, const std::optional<Row>& old) {
    if (m_config.emit == Emit::Updates) emitUpdate(entry, group, old);
    if (m_config.emit == Emit::Final) {
        m_closing.add({group.key, group.windowStart, group.windowEnd});
        emitClosed(entry.timestamp());
    }
    return !m_task.stopped;
}

void TimeWindowGroup::emitClosed(std::int64_t updateTime) {
    m_closing.advance(updateTime, [this](const ClosingWindows::Window& window) {
        if (const auto* entry = m_store.findWindow(window.key, window.start)) {
            Row group;
            group.key = m_task.arena.copy(window.key);
            group.keyNull = false;
            group.windowStart = window.start;
            group.windowEnd = window.end;
            emitUpdate(*entry, group, std::nullopt);
        }
        return !m_task.stopped;
    });
}

namespace {

/// By key over all time; the input is a stream, or a table whose rows may be taken back.
class KeyedGroup final : public GroupOperator {
public:
    using GroupOperator::GroupOperator;

    void process(int, const Row& row, const Row* old) override {
        if (row.keyNull) return m_counters.nullKey.add();
        if (row.valueNull && !m_config.table) return m_counters.nullValue.add();
        if (row.valueNull && old == nullptr) return; // nothing to add, nothing to take back
        auto& entry = m_store.table().at(storedKey(row, m_config.keyWindowing, m_key)); // a windowed key is a group as a whole
        auto group = groupRow(row);
        group.windowStart = row.windowStart;
        group.windowEnd = row.windowEnd;
        std::optional<Row> before;
        if (m_config.emit == Emit::Updates && !takeOld(entry, group, before)) return;
        const auto timestamp = std::max(entry.present() ? entry.timestamp() : -1, row.timestamp);
        if (old != nullptr && entry.present() && !apply(entry, *old, true, timestamp)) return;
        if (!row.valueNull && !apply(entry, row, false, timestamp)) return;
        if (m_config.emit != Emit::Updates) return;
        if (entry.present()) return emitUpdate(entry, group, before);
        // To be taken back from a group that never was (behind suppress a row may be that never came): there is none, and downstream hears so.
        group.timestamp = timestamp;
        group.valueNull = true;
        forward(group);
    }

    void beforeCommit() override {
        if (m_config.emit != Emit::Merged) return;
        emitMerged([this](std::string_view key, Row& group) {
            return readStoredKey(key, m_config.keyWindowing, m_config.keyWindowMs, group);
        });
    }

private:
    std::string m_key;
};

/// Tumbling and hopping windows.
class AlignedGroup final : public TimeWindowGroup {
public:
    using TimeWindowGroup::TimeWindowGroup;

    void process(int, const Row& row, const Row*) override {
        if (row.keyNull) return m_counters.nullKey.add();
        const auto streamTime = m_store.observe(row.timestamp);
        bool taken = false;
        for (auto start = m_windows.firstStart(row.timestamp); start <= row.timestamp; start += m_windows.advanceMs) {
            if (m_windows.closed(start, streamTime)) continue;
            taken = true;
            if (!update(row, start, m_store.window(row.key, start))) return;
        }
        if (!taken) late(row);
    }
};

} // namespace

std::unique_ptr<Operator> makeGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator) {
    if (!config.windows) return std::make_unique<KeyedGroup>(context, config, std::move(accumulator));
    switch (config.windows->type) {
    case Windows::Type::Time: break;
    case Windows::Type::Sliding: return makeSlidingGroup(context, config, std::move(accumulator));
    case Windows::Type::Session: return makeSessionGroup(context, config, std::move(accumulator));
    }
    return std::make_unique<AlignedGroup>(context, config, std::move(accumulator));
}

} // namespace weir
