// SPDX-License-Identifier: Apache-2.0
// The node types of this library. Adding one is a file and a line in addConnectors().
#pragma once

#include "weir/topology/node_spec.h"

#include <vector>

namespace weir {

NodeSpec generatorSpec();
NodeSpec systemMetricsSpec();
NodeSpec fileSourceSpec();
NodeSpec fileSinkSpec();
void addConnectors(std::vector<NodeSpec>& specs);

} // namespace weir
