// SPDX-License-Identifier: Apache-2.0
// explainDroppedColumns: a column that is unknown at a node, but was there further up: which node's select left it out.
#pragma once

#include "weir/topology/bind.h"

#include <cstddef>

namespace weir {

/// Looks at the diagnostics from `first` on, which are this node's.
void explainDroppedColumns(TypedTopology& typed, const BoundNode& bound, std::size_t first);

} // namespace weir
