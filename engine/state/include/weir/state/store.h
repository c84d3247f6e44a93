// SPDX-License-Identifier: Apache-2.0
// Store: a named table of rows that an operator keeps, with the operator's observed stream time (Kafka Streams loses it on a
// restart; ours is part of the commit) and, of rows that have a time, the index by key and time and their expiry.
// Shape    store keys (docs/formats/store.md), times as 8 bytes big-endian with the sign flipped, so that a key's rows are one range in order:
//          ByKey      the key
//          ByWindow   key, start
//          BySession  key, start; the row's timestamp is the session's end: a session that grows at its end stays one row
//          ByTime     key, time, 4 bytes that count the rows of the same key and time: equal records stay apart
//          Joined     the same keys, but the rows are in joinRows() and the table stays empty
//          The index (times()) is always in memory; rows are found by it and may have been evicted.
// Threads  one task.
#pragma once

#include "weir/state/join_rows.h"
#include "weir/state/state_table.h"
#include "weir/state/time_index.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

class Store {
public:
    enum class Layout : std::uint8_t { ByKey, ByWindow, BySession, ByTime, Joined };
    Store(std::string name, StateBacking* backing, bool complete, Layout layout = Layout::ByKey) : m_name(std::move(name)), m_table(backing, complete), m_layout(layout) {
        if (layout == Layout::Joined) m_joinRows.emplace();
    }

    const std::string& name() const { return m_name; }
    StateTable& table() { return m_table; }
    Layout layout() const { return m_layout; }
    /// Null but for Joined.
    JoinRows* joinRows() { return m_joinRows ? &*m_joinRows : nullptr; }

    bool dirty() const { return m_joinRows ? m_joinRows->dirty() : !m_table.dirty().empty(); }
    std::size_t dirtyBytes() const { return m_joinRows ? m_joinRows->dirtyBytes() : m_table.dirtyBytes(); }
    /// In memory, the committed ones.
    std::size_t rows() const { return m_joinRows ? m_joinRows->rows() : m_table.rows(); }
    std::size_t bytes() const { return m_joinRows ? m_joinRows->bytes() : m_table.bytes(); }
    /// What changed since the last commit: visit(store key, value, timestamp, present).
    template <class Visit>
    void eachDirty(const Visit& visit) const {
        if (m_joinRows) return m_joinRows->eachUncommitted([&](const JoinRows::Row& row) { visit(row.storeKey(), row.value(), row.at().time, true); });
        for (const auto* entry : m_table.dirty()) visit(entry->key(), entry->value(), entry->timestamp(), entry->present());
    }
    void commit() {
        m_table.commit();
        if (m_joinRows) m_joinRows->commit();
    }

    std::int64_t observedTime() const { return m_observedTime; }
    /// Advance first, then judge (semantics.md). Returns the new stream time.
    std::int64_t observe(std::int64_t timestamp) {
        if (timestamp > m_observedTime) m_observedTime = timestamp;
        return m_observedTime;
    }
    void setObservedTime(std::int64_t time) { m_observedTime = time; }
    /// emit: final. The stream time up to which closed windows were emitted.
    std::int64_t emittedTime() const { return m_emittedTime; }
    void setEmittedTime(std::int64_t time) { m_emittedTime = time; }

    /// ByWindow: a window's row; made if absent and then in the index.
    StateTable::Entry& window(std::string_view key, std::int64_t start);
    StateTable::Entry* findWindow(std::string_view key, std::int64_t start);
    /// BySession: make the session [start, end] of a key (or the one that began at `start` longer) with this value.
    void putSession(std::string_view key, std::int64_t start, std::int64_t end, std::string_view value);
    /// ByTime: add a row behind those of the same key and time.
    RowTime addRow(std::string_view key, std::int64_t time, std::string_view value);

    /// The key's rows with `from` <= time <= `to` in order; of windows the time is the start, of sessions the end. Valid until the next change.
    std::span<const RowTime> times(std::string_view key, std::int64_t from, std::int64_t to) const { return m_times.range(key, from, to); }
    /// The row at a place that times() named; null if it is gone (or the backing failed: the table says so).
    StateTable::Entry* row(std::string_view key, RowTime at) { return m_table.find(compose(key, at)); }
    void removeRow(std::string_view key, RowTime at, std::int64_t timestamp);
    const TimeIndex& index() const { return m_times; }

    /// Drop the rows with time < `before`, without a trace in the changelog. Cheap when there are none. After a commit.
    void expireBefore(std::int64_t before);
    /// Keys of rows that expired since the last call, for the database.
    std::vector<std::string> takeExpired() { return std::exchange(m_expired, {}); }
    /// After a restore: tell the index of rows that came back.
    void indexRow(std::string_view storeKey, std::int64_t timestamp);
    /// The uncommitted rows go, and the index with them.
    void abort();

private:
    std::string_view compose(std::string_view key, RowTime at);
    bool place(std::string_view storeKey, std::int64_t timestamp, std::string_view& key, RowTime& at) const;

    std::string m_name;
    StateTable m_table;
    Layout m_layout;
    std::int64_t m_observedTime = -1;
    std::int64_t m_emittedTime = -1;
    TimeIndex m_times;
    std::optional<JoinRows> m_joinRows;
    std::vector<std::string> m_expired;
    std::string m_composed;
};

void appendWindowStart(std::string& out, std::int64_t start);
/// Splits the store key of a window or a session; false if it is too short.
bool splitWindowKey(std::string_view storeKey, std::string_view& key, std::int64_t& start);
/// Splits a ByTime store's key.
bool splitTimeKey(std::string_view storeKey, std::string_view& key, RowTime& at);

} // namespace weir
