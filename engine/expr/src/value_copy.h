// SPDX-License-Identifier: Apache-2.0
// Deep copies of values, for whoever keeps them longer than the row they came from.
#pragma once

#include "weir/core/arena.h"
#include "weir/record/datum.h"

namespace weir::expr {

Datum copyValue(const Type& type, const Datum& value, Arena& arena);
/// Bytes a copy takes beyond the datum itself.
std::size_t valueBytes(const Type& type, const Datum& value);

} // namespace weir::expr
