// SPDX-License-Identifier: Apache-2.0
// ParkedRows: the rows of one side of a stream–stream join that found no partner yet, in the order in which they are given out as
// unmatched: by time, key, arrival. A store keeps them; a heap beside it knows whose turn it is. A row that found a partner
// leaves the store at once and the heap when its turn would have come.
// Threads  one task.
#pragma once

#include "weir/state/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct ParkedRow {
    std::string key; ///< of the side's store: with the window on a windowed edge
    RowTime at;
};

class ParkedRows {
public:
    /// `side` tells the two sides' rows apart in the store.
    ParkedRows(Store& store, char side) : m_store(store), m_side(side) {}
    void park(std::string_view key, RowTime at);
    void unpark(std::string_view key, RowTime at);
    /// The first row still parked with time < `before`; null: none.
    const ParkedRow* due(std::int64_t before);
    /// Take out what due() gave.
    ParkedRow take();
    /// After a restore: what the store holds.
    void load();
    static constexpr char rightSide = 0; ///< sorts before the left one
    static constexpr char leftSide = 1;
    /// The parts of a store key. False: it is none.
    static bool split(std::string_view storeKey, std::string_view& key, RowTime& at, bool& left);

private:
    std::string_view compose(std::string_view key, RowTime at);
    void push(ParkedRow row);
    void pop();

    Store& m_store;
    char m_side;
    std::vector<ParkedRow> m_heap;
    std::string m_composed;
};

} // namespace weir
