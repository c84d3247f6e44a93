// SPDX-License-Identifier: GPL-3.0-or-later
// Automatic layout, left to right, by Graphviz' dot. A pure function of values: it may run on any thread.
#pragma once

#include "weir/topology/topology.h"

#include <string>
#include <utility>
#include <vector>

namespace weir {

using Places = std::vector<std::pair<std::string, CanvasPoint>>;

/// Places on the 8 px grid for these nodes, the upper left one at `corner`; empty if Graphviz fails.
Places layOut(const std::vector<std::string>& nodes, const std::vector<Edge>& edges, CanvasPoint corner);

} // namespace weir
