// SPDX-License-Identifier: Apache-2.0
// Pruning: what of every row each edge must carry, from the consumers back to the sources.
#pragma once

#include "weir/topology/bind.h"

#include <vector>

namespace weir {

struct CarriedUses {
    std::vector<expr::SideUse> edges; ///< by edge index: what the producer must give
    std::vector<expr::SideUse> nodes; ///< by node: of a source, what its rows must hold
    /// By node and input: what the node and all behind it read of that input (without a repartition key's own needs).
    std::vector<std::vector<expr::SideUse>> inputs;
};
CarriedUses pruneColumns(const TypedTopology& typed);

} // namespace weir
