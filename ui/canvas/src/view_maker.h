// SPDX-License-Identifier: GPL-3.0-or-later
// From a topology, its last check and the live figures to what cards and wires show.
#pragma once

#include "weir/canvas/live_figures.h"
#include "weir/canvas/node_view.h"
#include "weir/document/checker.h"
#include "weir/topology/edge_type.h"

namespace weir {

/// `wiredOutputs`: names of this node's outputs that a wire leaves.
NodeView makeNodeView(const Node& node, const NodeSpec* spec, const CheckResult& check,
                      const std::vector<std::string>& wiredOutputs);
void applyFigures(NodeView& view, const CardFigures* figures);
EdgeView makeEdgeView(const Edge& edge, const Node* from, const NodeSpec* fromSpec, const CheckResult& check);
void applyFigures(EdgeView& view, const WireFigures* figures);
/// A tooltip: "orders → big", the kind, the key, a table of columns.
QString schemaToolTip(const QString& title, const EdgeType& type);

} // namespace weir
