// SPDX-License-Identifier: Apache-2.0
// convertJson: one JSON value to a column's value, as PostgreSQL's json_to_record does it (topology-format.md 3). Fits JsonConvert,
// so that a JsonRowReader takes it for the types it has no fast path for.
// Threads  a pure function.
#pragma once

#include "weir/core/arena.h"
#include "weir/record/datum.h"
#include "weir/record/json_in.h"

#include <string_view>

namespace weir::expr {

/// `json`: the value's own text. NULL for null. False: error.condition and message are set.
bool convertJson(std::string_view json, const Type& type, Arena& arena, Datum& out, JsonError& error);

} // namespace weir::expr
