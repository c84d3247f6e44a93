// SPDX-License-Identifier: Apache-2.0
// AggregateCode: the compiled calls of an aggregate's select list, and where each one's accumulator stands in a state.
// Shape    docs/formats/accumulators.md: the fixed parts of all calls, then the variable parts, each with its length.
// Threads  immutable once built.
#pragma once

#include "program_code.h"

#include "weir/expr/aggregate.h"

namespace weir::expr {

enum class Accumulator : std::uint8_t {
    // fixed
    CountRows,
    Count,
    SumInt,
    SumDouble,
    SumReal,
    SumInterval,
    AvgInt,
    AvgDouble,
    AvgInterval,
    MinInt,
    MaxInt,
    MinDouble,
    MaxDouble,
    FirstPlain, ///< of 8 bytes
    LastPlain,
    BoolAnd,
    BoolOr,
    StddevDouble,
    // fixed and variable
    SumNumeric,
    AvgNumeric,
    StddevNumeric,
    MinValue,
    MaxValue,
    First,
    Last,
    ArrayAgg,
    DistinctSketch,
    QuantileSketch,
    TopK,
};
inline constexpr bool isVariable(Accumulator kind) { return kind >= Accumulator::SumNumeric; }
std::size_t fixedBytesOf(Accumulator kind);

struct AggregateCall {
    Accumulator kind = Accumulator::CountRows;
    Type argument;
    Type result;
    Program filter;        ///< null: every row
    Program argumentValue; ///< null: the plain column below, or no argument
    std::int32_t column = -1;
    std::size_t offset = 0; ///< of the fixed part
    double fraction = 0;    ///< approx_percentile's p
    std::int64_t count = 0; ///< top_k's k
    std::string_view name;
};

struct AggregateCode {
    std::vector<AggregateCall> calls;
    Program results; ///< the select list over the calls' results as columns
    std::vector<SideUse> uses;
    std::size_t fixedBytes = 0;
    std::size_t variableParts = 0;
    std::string emptyState;
    bool restores = false; ///< a later call may fail after an earlier one was updated
};

/// One call's fixed accumulator at `at`. False: error; the accumulator may be half updated.
bool addFixed(const AggregateCall& call, char* at, const Datum& value, RunError& error);
bool subtractFixed(const AggregateCall& call, char* at, const Datum& value, RunError& error);
/// `at` is the older one and becomes the sum of both.
bool mergeFixed(const AggregateCall& call, char* at, const char* newer, RunError& error);
bool resultFixed(const AggregateCall& call, const char* at, Arena& arena, Datum& out, RunError& error);

/// The variable part of a call: `part` as it was; `out` as it becomes (in the arena), with the fixed part beside it.
bool addVariable(const AggregateCall& call, char* at, std::string_view part, const Datum& value, Arena& arena, std::string_view& out, RunError& error);
bool subtractVariable(const AggregateCall& call, char* at, std::string_view part, const Datum& value, Arena& arena, std::string_view& out, RunError& error);
bool mergeVariable(const AggregateCall& call, char* at, const char* newerAt, std::string_view older, std::string_view newer, Arena& arena, std::string_view& out, RunError& error);
bool resultVariable(const AggregateCall& call, const char* at, std::string_view part, Arena& arena, Datum& out, RunError& error);

/// An operator of the table, for accumulators on numerics and intervals.
bool applyOperator(std::string_view name, const Type& left, const Type& right, const Datum& a, const Datum& b, Arena& arena, Datum& out, RunError& error);

} // namespace weir::expr
