// SPDX-License-Identifier: Apache-2.0
// What `aggregate` and `fold` share: rows gather in groups, by key and perhaps by window.
#pragma once

#include "accumulator.h"
#include "windows.h"

#include "weir/expr/aggregate.h"

#include <memory>
#include <optional>
#include <string>

namespace weir {

struct GroupConfig : BoundConfig {
    enum class Emit : std::uint8_t { Updates, Merged, Final } emit = Emit::Updates;
    std::optional<Windows> windows;
    std::int64_t retentionMs = -1;
    std::string store;
    bool table = false;                            ///< the input is a table: old rows are taken back
    Windowing keyWindowing = Windowing::None;      ///< the input's key is windowed: it is the group as a whole
    std::int64_t keyWindowMs = 0;
};

struct AggregateConfig : GroupConfig {
    expr::AggregatePlan plan;
};

struct FoldConfig : GroupConfig {
    SchemaPtr columns;    ///< the accumulator's
    expr::Program init;   ///< null: the first row is the accumulator (reduce)
    expr::Program update; ///< over the input row and acc
    expr::Program remove; ///< tables
};

/// The fields emit, retention and store.
std::vector<FieldSpec> groupFields();
/// group_by, window, emit and retention: sets `config` and the input's type, says the repartition. False: a diagnostic said why not.
bool bindGroup(BindContext& context, BoundInput& input, GroupConfig& config);
/// Says store and outputs. `columns`: a group's result; `meaning`: what the store's rows hold.
void finishGroup(BindContext& context, const BoundInput& input, GroupConfig& config, const Schema& columns, std::string meaning);
/// The operator for the group's windows.
std::unique_ptr<Operator> makeGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator);

std::unique_ptr<Accumulator> makeAggregateAccumulator(const AggregateConfig& config, TaskContext& task);
std::unique_ptr<Accumulator> makeFoldAccumulator(const FoldConfig& config, TaskContext& task);

} // namespace weir
