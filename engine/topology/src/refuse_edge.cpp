// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/bind.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <unordered_map>

namespace weir {
namespace {

/// Is there a way along the wires from `start` to `goal`?
bool reaches(const Topology& topology, std::size_t start, std::size_t goal) {
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) index.emplace(topology.nodes[i].id, i);
    std::vector<std::vector<std::size_t>> consumers(topology.nodes.size());
    for (const Edge& edge : topology.edges) {
        const auto from = index.find(edge.from.node);
        const auto to = index.find(edge.to.node);
        if (from != index.end() && to != index.end()) consumers[from->second].push_back(to->second);
    }
    std::vector<bool> seen(topology.nodes.size(), false);
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        if (at == goal) return true;
        if (seen[at]) continue;
        seen[at] = true;
        open.insert(open.end(), consumers[at].begin(), consumers[at].end());
    }
    return false;
}

std::string asSentence(std::string message) {
    if (!message.empty()) message[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(message[0])));
    return message + ".";
}

/// Bind the node alone with the wire added, and see whether a port complains that did not before.
std::optional<std::string> complaint(const TypedTopology& typed, std::size_t node, const NodeSpec& spec, BoundInput added) {
    BoundNode trial;
    trial.index = node;
    trial.spec = &spec;
    for (const BoundInput& in : typed.nodes[node].inputs) {
        trial.inputs.push_back(in);
        trial.inputs.back().type = in.produced;
    }
    trial.inputs.push_back(std::move(added));
    const auto rank = [&](const BoundInput& in) {
        return std::find_if(spec.inputs.begin(), spec.inputs.end(), [&](const PortSpec& p) { return p.name == in.port; }) - spec.inputs.begin();
    };
    std::stable_sort(trial.inputs.begin(), trial.inputs.end(), [&](const BoundInput& a, const BoundInput& b) { return rank(a) < rank(b); });
    Diagnostics said;
    BindContext context(typed.topology, typed.topology.nodes[node], trial, said);
    spec.bind(context);
    for (Diagnostic& d : said) {
        const bool known = std::find(typed.diagnostics.begin(), typed.diagnostics.end(), d) != typed.diagnostics.end();
        if (d.severity == Severity::Error && d.field.starts_with("port:") && !known) return asSentence(std::move(d.message));
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> refuseEdge(const TypedTopology& typed, const NodeRegistry& registry, const PortRef& from, const PortRef& to) {
    const Topology& topology = typed.topology;
    const auto fromIndex = topology.indexOf(from.node);
    const auto toIndex = topology.indexOf(to.node);
    if (!fromIndex || !toIndex) return "One end of the wire is no node.";
    const NodeSpec* fromSpec = registry.find(topology.nodes[*fromIndex].type);
    const NodeSpec* toSpec = registry.find(topology.nodes[*toIndex].type);
    if (fromSpec) {
        const auto ports = fromSpec->outputsOf(topology.nodes[*fromIndex]);
        if (std::none_of(ports.begin(), ports.end(), [&](const PortSpec& p) { return p.name == from.port; }))
            return fmt::format("{} has no output \"{}\".", from.node, from.port);
    }
    if (*fromIndex == *toIndex) return fmt::format("{} can't feed itself.", to.node);
    if (reaches(topology, *toIndex, *fromIndex)) return fmt::format("That would be a circle: {} already feeds {}.", to.node, from.node);
    if (!toSpec) return std::nullopt;
    const auto port = std::find_if(toSpec->inputs.begin(), toSpec->inputs.end(), [&](const PortSpec& p) { return p.name == to.port; });
    if (port == toSpec->inputs.end()) return fmt::format("{} has no input \"{}\".", to.node, to.port);
    for (const Edge& edge : topology.edges) {
        if (edge.to != to) continue;
        if (edge.from == from) return fmt::format("{} is already wired to {}.", from.node, to.node);
        if (!port->many) return fmt::format("{} already has a wire from {}; put a merge before it.", to.node, edge.from.node);
    }
    const BoundOutput* output = *fromIndex < typed.nodes.size() ? typed.nodes[*fromIndex].output(from.port) : nullptr;
    if (!output || *toIndex >= typed.nodes.size() || !toSpec->bind) return std::nullopt; // its type is not known yet: the wire may be right
    BoundInput added;
    added.port = to.port;
    added.node = *fromIndex;
    added.fromPort = from.port;
    added.edge = topology.edges.size();
    added.type = output->type;
    added.produced = output->type;
    return complaint(typed, *toIndex, *toSpec, std::move(added));
}

} // namespace weir
