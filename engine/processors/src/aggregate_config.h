// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "windows.h"

#include "weir/expr/aggregate.h"
#include "weir/processors/operator.h"

#include <memory>
#include <optional>
#include <string>

namespace weir {

struct AggregateConfig : BoundConfig {
    enum class Emit : std::uint8_t { Updates, Merged, Final } emit = Emit::Updates;
    std::optional<TimeWindows> windows;
    std::int64_t retentionMs = -1;
    expr::AggregatePlan plan;
    std::string store;
    bool table = false; ///< the input is a table: old rows are taken back
};

std::unique_ptr<Operator> makeAggregate(OperatorContext& context);

} // namespace weir
