// SPDX-License-Identifier: Apache-2.0
// Accumulator: what one group's state is made of: an aggregate's accumulators, or a fold's row. States are bytes of a store.
// Errors   false: error() says what failed; nothing changed.
// Threads  one task.
#pragma once

#include "weir/processors/operator.h"

#include <string_view>

namespace weir {

class Accumulator {
public:
    virtual ~Accumulator() = default;

    /// Every state has this size and is updated in place; 0: states are rewritten.
    virtual std::size_t fixedBytes() const { return 0; }
    virtual bool applyInPlace(char* state, const Row& row, bool subtract) = 0;
    /// The state of a group that no row has entered; a group may begin with its first row instead (beginsWithRow).
    virtual bool begin(std::string_view& out) = 0;
    virtual bool beginsWithRow() const { return false; }
    /// The state of a group whose first row this is; only if beginsWithRow().
    virtual std::string_view beginWith(const Row& row) = 0;
    /// The new state, in the task's arena.
    virtual bool apply(std::string_view state, const Row& row, bool subtract, std::string_view& out) = 0;
    /// Sessions that become one: the older one's values come first.
    virtual bool merge(std::string_view older, std::string_view newer, std::string_view& out) = 0;
    /// Fills the row's columns (in the task's arena, maybe views into `state`) from a state; the rest of `row` is the group's.
    virtual bool result(std::string_view state, Row& row) = 0;
    virtual const expr::RunError& error() const = 0;
};

} // namespace weir
