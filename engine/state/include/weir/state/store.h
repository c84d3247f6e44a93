// SPDX-License-Identifier: Apache-2.0
// Store: a named table of rows that an operator keeps, with the operator's observed stream time (Kafka Streams loses it on a
// restart; ours is part of the commit) and, for windows, their expiry.
// Shape    key-value: key bytes. Windows: key bytes, then the window's start, 8 bytes big-endian with the sign flipped, so that a
//          key's windows are one range in time order (docs/formats/store.md).
// Threads  one task.
#pragma once

#include "weir/state/state_table.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

class Store {
public:
    Store(std::string name, StateBacking* backing, bool complete) : m_name(std::move(name)), m_table(backing, complete) {}

    const std::string& name() const { return m_name; }
    StateTable& table() { return m_table; }

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

    /// A window's row; made if absent and then known to the expiry.
    StateTable::Entry& window(std::string_view key, std::int64_t start);
    StateTable::Entry* findWindow(std::string_view key, std::int64_t start);
    /// Drop the rows of windows with start < `before`. Cheap when there are none.
    void expireWindowsBefore(std::int64_t before);
    /// Keys of rows that expired since the last call, for the database.
    std::vector<std::string> takeExpired() { return std::exchange(m_expired, {}); }
    /// After a restore: tell the expiry of rows that came back.
    void indexWindow(std::string_view storeKey);

private:
    std::string_view compose(std::string_view key, std::int64_t start);

    std::string m_name;
    StateTable m_table;
    std::int64_t m_observedTime = -1;
    std::int64_t m_emittedTime = -1;
    std::map<std::int64_t, std::vector<std::string>> m_windows; ///< store keys by window start
    std::vector<std::string> m_expired;
    std::string m_composed;
};

void appendWindowStart(std::string& out, std::int64_t start);
/// Splits a window store's key; false if it is too short.
bool splitWindowKey(std::string_view storeKey, std::string_view& key, std::int64_t& start);

} // namespace weir
