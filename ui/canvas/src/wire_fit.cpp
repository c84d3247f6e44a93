// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire_fit.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

WireFit::WireFit(const TypedTopology& typed, const NodeRegistry& registry, WireStart start, const std::optional<Edge>& without)
    : m_typed(typed), m_registry(registry), m_start(std::move(start)) {
    if (!without) return;
    std::erase(m_typed.topology.edges, *without);
    const auto target = m_typed.topology.indexOf(without->to.node);
    if (!target || *target >= m_typed.nodes.size()) return;
    std::erase_if(m_typed.nodes[*target].inputs, [&](const BoundInput& input) {
        return input.port == without->to.port && m_typed.topology.nodes[input.node].id == without->from.node;
    });
}

Edge WireFit::wireTo(const PortRef& end) const { return m_start.output ? Edge{m_start.port, end} : Edge{end, m_start.port}; }

std::optional<std::string> WireFit::refusal(const PortRef& end) const {
    const Edge edge = wireTo(end);
    return refuseEdge(m_typed, m_registry, edge.from, edge.to);
}

WireFit::Offer WireFit::offer(const PaletteEntry& entry) const {
    const NodeSpec* spec = m_registry.find(entry.type);
    const std::string no = QCoreApplication::translate("canvas", "takes no wire").toStdString();
    if (!spec) return {{}, no};
    WireFit with = *this;
    Node node = nodeOf(entry, m_typed.topology);
    BoundNode bound;
    bound.index = with.m_typed.topology.nodes.size();
    bound.spec = spec;
    const auto ports = m_start.output ? spec->inputs : spec->outputsOf(node);
    const std::string id = node.id;
    with.m_typed.topology.nodes.push_back(std::move(node));
    with.m_typed.nodes.push_back(std::move(bound));
    Offer refused{{}, no};
    for (const PortSpec& port : ports) {
        auto why = with.refusal({id, port.name});
        if (!why) return {port.name, std::nullopt};
        if (refused.port.empty()) refused = {port.name, std::move(why)};
    }
    return refused;
}

} // namespace weir
