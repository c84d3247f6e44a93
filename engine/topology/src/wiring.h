// SPDX-License-Identifier: Apache-2.0
// Wiring: a topology's edges resolved to node indexes, checked (ends, ports, circles), and an order to bind in.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/topology/node_spec.h"
#include "weir/topology/topology.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace weir {

struct Wire {
    std::size_t edge = 0; ///< in the topology
    std::size_t from = 0;
    std::size_t to = 0;
};

class Wiring {
public:
    /// `specs` by topology index; null: an unknown type, whose ports nobody can check.
    Wiring(const Topology& topology, const std::vector<const NodeSpec*>& specs, Diagnostics& diagnostics);

    /// Producers before consumers, otherwise the file's order; nodes behind a circle come last.
    const std::vector<std::size_t>& order() const { return m_order; }
    bool behindCircle(std::size_t node) const { return m_behindCircle[node]; }
    /// Sound wires that end at a node, by the order of its ports, then the file's.
    const std::vector<Wire>& into(std::size_t node) const { return m_into[node]; }
    /// Some wire, sound or not, ends at this port (so "nothing is connected" would be wrong).
    bool anyAt(std::size_t node, std::string_view port) const;

private:
    void resolve();
    void checkPorts(std::size_t edge, std::size_t from, std::size_t to);
    Fix toFreePort(const Edge& edge, const std::vector<PortSpec>& ports) const;
    void sort();
    void reportCircles(const std::vector<bool>& done);
    void reportCircle(std::vector<std::size_t> circle, std::vector<bool>& said);
    void say(std::string node, std::string field, std::string message, std::string code, std::optional<Fix> fix = {});

    const Topology& m_topology;
    const std::vector<const NodeSpec*>& m_specs;
    Diagnostics& m_diagnostics;
    std::unordered_map<std::string_view, std::size_t> m_index;
    std::vector<std::vector<Wire>> m_into;
    std::vector<std::vector<std::size_t>> m_attempts; ///< edges that name a node as target
    std::vector<std::size_t> m_order;
    std::vector<bool> m_behindCircle;
};

/// "left or right": for messages.
std::string portNames(const std::vector<PortSpec>& ports);

} // namespace weir
