// SPDX-License-Identifier: Apache-2.0
// TimeIndex: at which times each key of a store has rows: sessions, windows and the records that a stream join remembers. The rows
// themselves stand in the store's table, perhaps evicted from memory; the index always is in memory and says which there are.
// Shape    a hash from key to a small ascending list; a heap with one entry a key (its earliest time, or earlier) for the expiry.
//          In a steady state nothing is allocated.
// Threads  one task.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace weir {

/// A row's place among its key's rows, in order.
struct RowTime {
    std::int64_t time = 0; ///< of a session its end
    std::int64_t tie = 0;  ///< a session's start; a join's count of rows at the same time; of windows 0
    auto operator<=>(const RowTime&) const = default;
};

class TimeIndex {
public:
    TimeIndex();
    ~TimeIndex();
    TimeIndex(const TimeIndex&) = delete;
    TimeIndex& operator=(const TimeIndex&) = delete;

    /// The key's rows with `from` <= time <= `to`, in order. Valid until the next change.
    std::span<const RowTime> range(std::string_view key, std::int64_t from, std::int64_t to) const;
    /// All of them.
    std::span<const RowTime> of(std::string_view key) const;
    /// Adding what is there and removing what is not change nothing.
    void add(std::string_view key, RowTime at);
    void remove(std::string_view key, RowTime at);
    /// remove() and add() in one search: a session that grew.
    void move(std::string_view key, RowTime from, RowTime to);
    /// Take out all rows with time < `before`; `row` is told of each. Cheap when there are none.
    void expireBefore(std::int64_t before, const std::function<void(std::string_view key, RowTime at)>& row);
    /// Every row, in no order of keys.
    void each(const std::function<void(std::string_view key, RowTime at)>& row) const;
    std::size_t size() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace weir
