// SPDX-License-Identifier: Apache-2.0
// Aggregates: the accumulators of one group, as fixed and variable bytes that a store keeps.
// Shape    a select list over aggregates is compiled to (1) calls, each with argument and filter programs over the input row,
//          (2) a final program over the calls' results. The accumulators of all calls of a group stand in one byte
//          string (docs/formats/accumulators.md): a fixed part first, updated in place, and a variable part
//          (text min/max, first/last, array_agg, numeric sums, sketches) that is rewritten when it changes.
// Threads  immutable; an Accumulator belongs to one task.
#pragma once

#include "weir/expr/program.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weir::expr {

struct AggregateCode;

/// The compiled select list of an `aggregate` node.
class AggregatePlan {
public:
    AggregatePlan();
    explicit AggregatePlan(std::shared_ptr<const AggregateCode> code);
    const Schema& outputs() const;
    const std::vector<SideUse>& uses() const;
    /// Every call has an inverse (count, sum, avg): allowed on tables.
    bool subtractable() const;
    /// Names of calls that have none, for the diagnostic.
    std::vector<std::string> notSubtractable() const;
    /// Bytes of the accumulators of an empty group. If fixedSize(), every state has exactly this size.
    std::string_view emptyState() const;
    bool fixedSize() const;
    explicit operator bool() const { return m_code != nullptr; }
    const AggregateCode& code() const { return *m_code; }

private:
    std::shared_ptr<const AggregateCode> m_code;
};

/// Runs an AggregatePlan on states. One per task.
class Aggregator {
public:
    explicit Aggregator(AggregatePlan plan);
    ~Aggregator();
    Aggregator(Aggregator&&) noexcept;
    /// Add a row to the state in place. Only for fixedSize() plans. False: run error, state unchanged.
    bool addInPlace(char* state, const Inputs& inputs, Machine& machine, Arena& arena);
    bool subtractInPlace(char* state, const Inputs& inputs, Machine& machine, Arena& arena);
    /// Add a row; the new state is in `arena`. False: run error.
    bool add(std::string_view state, const Inputs& inputs, Machine& machine, Arena& arena, std::string_view& out);
    bool subtract(std::string_view state, const Inputs& inputs, Machine& machine, Arena& arena, std::string_view& out);
    /// Sessions: `older`'s values come first.
    bool merge(std::string_view older, std::string_view newer, Machine& machine, Arena& arena, std::string_view& out);
    /// The select list's columns of a state. `group` gives _key, _timestamp and the window's pseudo-columns.
    bool result(std::string_view state, const Row& group, std::int64_t nowMicros, Machine& machine, Arena& arena, std::span<Datum> out);
    const RunError& error() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace weir::expr
