// SPDX-License-Identifier: Apache-2.0
#include "record_order.h"

#include <algorithm>
#include <functional>
#include <set>

namespace weir {
namespace {

bool isStatelessTable(const BoundNode& node) {
    return node.spec->shape == NodeShape::Stateless && node.outputs.size() == 1 && node.outputs[0].type.kind == EdgeKind::Table && node.inputs.size() == 1 && node.inputs[0].type.kind == EdgeKind::Table;
}

/// The input is the table of a stream–table join, or leads to one through nodes that hold nothing.
bool feedsLookup(const Plan& plan, std::size_t node, std::size_t input) {
    const auto& consumer = plan.typed.nodes[node];
    if (consumer.inputs.size() == 2) return consumer.inputs[input].type.kind == EdgeKind::Table && consumer.inputs[1 - input].type.kind == EdgeKind::Stream;
    if (!isStatelessTable(consumer)) return false;
    for (const auto& next : plan.typed.nodes)
        for (std::size_t i = 0; i < next.inputs.size(); ++i)
            if (next.ok && next.inputs[i].node == node && feedsLookup(plan, next.index, i)) return true;
    return false;
}

} // namespace

std::vector<std::pair<std::size_t, std::size_t>> consumersOf(const Plan& plan, std::size_t node) {
    std::vector<std::pair<std::size_t, std::size_t>> consumers;
    for (const auto& consumer : plan.typed.nodes)
        for (std::size_t i = 0; i < consumer.inputs.size(); ++i)
            if (consumer.ok && consumer.inputs[i].node == node) consumers.emplace_back(consumer.index, i);
    if (consumers.size() > 1) std::stable_partition(consumers.begin(), consumers.end(), [&](const auto& consumer) { return feedsLookup(plan, consumer.first, consumer.second); });
    return consumers;
}

const PlannedRepartition* repartitionOf(const SubTopology& sub, std::size_t node, std::size_t input) {
    const auto found = std::find_if(sub.repartitions.begin(), sub.repartitions.end(), [&](const auto& planned) { return planned.node == node && planned.input == input && !planned.byNode; });
    return found == sub.repartitions.end() ? nullptr : &*found;
}

std::vector<std::string_view> writeOrder(const Plan& plan, const SubTopology& sub) {
    std::vector<std::string_view> topics;
    std::set<std::size_t> seen;
    const std::function<void(std::size_t)> visit = [&](std::size_t node) {
        if (!seen.insert(node).second) return;
        for (const auto& [consumer, input] : consumersOf(plan, node)) {
            if (const auto* planned = repartitionOf(sub, consumer, input)) {
                topics.push_back(planned->topic);
            } else if (std::binary_search(sub.nodes.begin(), sub.nodes.end(), consumer)) {
                visit(consumer);
            }
        }
    };
    for (const auto node : sub.nodes) visit(node);
    for (const auto& planned : sub.repartitions)
        if (planned.byNode) topics.push_back(planned.topic);
    return topics;
}

} // namespace weir
