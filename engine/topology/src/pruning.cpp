// SPDX-License-Identifier: Apache-2.0
#include "pruning.h"

#include <algorithm>

namespace weir {
namespace {

using expr::SideUse;

void addRowParts(SideUse& to, const SideUse& from) {
    to.key |= from.key;
    to.headers |= from.headers;
    to.origin |= from.origin;
}

void addAllOf(SideUse& to, const SideUse& from) {
    if (to.columns.size() < from.columns.size()) to.columns.resize(from.columns.size(), false);
    for (std::size_t i = 0; i < from.columns.size(); ++i)
        if (from.columns[i]) to.columns[i] = true;
    to.value |= from.value;
    addRowParts(to, from);
}

/// One bit a column; a computed row's `_value` is built from all of them.
void fit(SideUse& use, const EdgeType& type) {
    const std::size_t count = type.columns ? type.columns->size() : 0;
    const bool whole = use.value && type.valueForm == expr::ValueForm::Columns;
    if (whole)
        use.columns.assign(count, true);
    else
        use.columns.resize(count, false);
}

class Pruning {
public:
    explicit Pruning(const TypedTopology& typed) : m_typed(typed) {
        m_uses.edges.resize(typed.topology.edges.size());
        m_uses.nodes.resize(typed.nodes.size());
        m_uses.inputs.resize(typed.nodes.size());
        m_outputs.resize(typed.nodes.size());
        for (std::size_t n = 0; n < typed.nodes.size(); ++n) m_outputs[n].resize(typed.nodes[n].outputs.size());
    }

    CarriedUses run() {
        for (auto at = m_typed.order.rbegin(); at != m_typed.order.rend(); ++at) visit(m_typed.nodes[*at]);
        return std::move(m_uses);
    }

private:
    void visit(const BoundNode& node) {
        auto& outputs = m_outputs[node.index];
        if (node.inputs.empty()) {
            SideUse& own = m_uses.nodes[node.index];
            for (const SideUse& use : node.uses) addAllOf(own, use);
            for (const SideUse& use : outputs) addAllOf(own, use);
            if (!node.outputs.empty()) fit(own, node.outputs.front().type);
            return;
        }
        for (std::size_t i = 0; i < node.inputs.size(); ++i) {
            const BoundInput& input = node.inputs[i];
            SideUse use = i < node.uses.size() && !node.bypassed ? node.uses[i] : SideUse{};
            for (std::size_t o = 0; o < outputs.size(); ++o) {
                const bool late = node.outputs[o].port == "late"; // input records, unchanged
                if (node.passesThrough || node.bypassed || late)
                    addAllOf(use, outputs[o]);
                else
                    addRowParts(use, outputs[o]);
            }
            fit(use, input.produced);
            m_uses.inputs[node.index].push_back(use);
            for (const Repartition& r : node.repartitions)
                if (r.port == input.port && r.key && !r.key.uses().empty()) addAllOf(use, r.key.uses().front());
            fit(use, input.produced);
            m_uses.edges[input.edge] = use;
            // Who feeds a node behind a switched-off one is the producer before it.
            if (!node.bypassed) give(input.node, input.fromPort, use);
            giveBypassed(input.edge, use);
        }
    }

    void give(std::size_t producer, const std::string& port, const SideUse& use) {
        const BoundNode& node = m_typed.nodes[producer];
        for (std::size_t o = 0; o < node.outputs.size(); ++o)
            if (node.outputs[o].port == port) addAllOf(m_outputs[producer][o], use);
    }
    /// The wire into a switched-off node shows what passes it, though no row is given there.
    void giveBypassed(std::size_t edge, const SideUse& use) {
        const EdgeOrigin origin = edge < m_typed.edgeOrigins.size() ? m_typed.edgeOrigins[edge] : EdgeOrigin{};
        if (origin.output < 0) return;
        const auto node = static_cast<std::size_t>(origin.node);
        if (m_typed.nodes[node].bypassed) addAllOf(m_outputs[node][static_cast<std::size_t>(origin.output)], use);
    }

    const TypedTopology& m_typed;
    CarriedUses m_uses;
    std::vector<std::vector<SideUse>> m_outputs; ///< by node and output: what all consumers need
};

} // namespace

CarriedUses pruneColumns(const TypedTopology& typed) { return Pruning(typed).run(); }

} // namespace weir
