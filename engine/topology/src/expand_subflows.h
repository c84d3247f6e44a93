// SPDX-License-Identifier: Apache-2.0
// expandSubflows: a topology with the nodes of its sub-flows in place (topology-format.md 1).
// Shape    {"type": "subflow", "use": name, "with": {}} stays at its index, without wires; the inner nodes stand at the end as
//          "outer.inner", inner wires behind the others; a wire to or from the sub-flow ends at the inner node that is open there. So
//          the indexes of what the file has stay what they are.
// Ports    `in` and `out` where one input or output is open inside; else the inner node's id, or "node.port".
// Text     ${name} in a text of an inner node is the parameter of that name: `with`'s, else the sub-flow's own value. A text that is
//          nothing else becomes the value itself.
// Limits   8 levels, 5,000 nodes.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/topology/node_spec.h"

namespace weir {

Topology expandSubflows(const Topology& topology, const NodeRegistry& registry, Diagnostics& diagnostics);
/// "outer.inner" of a sub-flow node of this topology.
bool isInnerId(const Topology& expanded, std::string_view id);

} // namespace weir
