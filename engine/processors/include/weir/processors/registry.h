// SPDX-License-Identifier: Apache-2.0
// The node types of this library, in the order of the palette. Adding one is a file and a line in registry.cpp.
#pragma once

#include "weir/topology/node_spec.h"

#include <vector>

namespace weir {
std::vector<NodeSpec> processorSpecs();
}
