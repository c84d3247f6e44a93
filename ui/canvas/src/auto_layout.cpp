// SPDX-License-Identifier: GPL-3.0-or-later
#include "auto_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <mutex>

#include <gvc.h>

namespace weir {

namespace {

constexpr double PX_PER_INCH = 72;

struct FreeContext {
    void operator()(GVC_t* context) const { gvFreeContext(context); }
};
struct CloseGraph {
    void operator()(Agraph_t* graph) const { agclose(graph); }
};

char* name(std::string& text) { return text.data(); } // Graphviz' C interface takes char* and copies

void attribute(Agraph_t* graph, int kind, std::string key, std::string value) { agattr(graph, kind, name(key), name(value)); }

int onGrid(double value) { return static_cast<int>(std::lround(value / 8)) * 8; }

} // namespace

Places layOut(const std::vector<std::string>& nodes, const std::vector<Edge>& edges, CanvasPoint corner) {
    // The C library keeps state of its own: one layout at a time.
    static std::mutex ONE_AT_A_TIME;
    const std::scoped_lock lock(ONE_AT_A_TIME);
    const std::unique_ptr<GVC_t, FreeContext> context(gvContext());
    if (!context) return {};
    std::string graphName = "g";
    std::unique_ptr<Agraph_t, CloseGraph> graph(agopen(name(graphName), Agdirected, nullptr));
    if (!graph) return {};
    attribute(graph.get(), AGRAPH, "rankdir", "LR");
    attribute(graph.get(), AGRAPH, "ranksep", std::to_string(88 / PX_PER_INCH));
    attribute(graph.get(), AGRAPH, "nodesep", std::to_string(56 / PX_PER_INCH));
    attribute(graph.get(), AGNODE, "shape", "box");
    attribute(graph.get(), AGNODE, "fixedsize", "true");
    attribute(graph.get(), AGNODE, "label", "");
    attribute(graph.get(), AGNODE, "width", std::to_string(168 / PX_PER_INCH));
    attribute(graph.get(), AGNODE, "height", std::to_string(56 / PX_PER_INCH));

    std::map<std::string, Agnode_t*> made;
    for (const std::string& id : nodes) {
        std::string key = id;
        made[id] = agnode(graph.get(), name(key), 1);
    }
    for (const Edge& edge : edges) {
        const auto from = made.find(edge.from.node);
        const auto to = made.find(edge.to.node);
        if (from != made.end() && to != made.end()) agedge(graph.get(), from->second, to->second, nullptr, 1);
    }
    if (gvLayout(context.get(), graph.get(), "dot") != 0) return {};
    Places places;
    double left = std::numeric_limits<double>::max();
    double top = std::numeric_limits<double>::max();
    std::map<std::string, std::pair<double, double>> centres;
    for (const auto& [id, node] : made) {
        const auto at = ND_coord(node);
        centres[id] = {at.x, -at.y}; // dot's y grows upwards
        left = std::min(left, at.x);
        top = std::min(top, -at.y);
    }
    for (const std::string& id : nodes)
        places.emplace_back(id, CanvasPoint{corner.x + onGrid(centres[id].first - left), corner.y + onGrid(centres[id].second - top)});
    gvFreeLayout(context.get(), graph.get());
    return places;
}

} // namespace weir
