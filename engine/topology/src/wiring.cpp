// SPDX-License-Identifier: Apache-2.0
#include "wiring.h"

#include "wording.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <queue>

namespace weir {
namespace {

const PortSpec* findPort(const std::vector<PortSpec>& ports, std::string_view name) {
    for (const PortSpec& p : ports)
        if (p.name == name) return &p;
    return nullptr;
}

std::size_t portRank(const std::vector<PortSpec>& ports, std::string_view name) {
    for (std::size_t i = 0; i < ports.size(); ++i)
        if (ports[i].name == name) return i;
    return ports.size();
}

Fix removing(const Edge& edge) { return {"Remove the wire", {RemoveEdge{endsOf(edge)}}}; }

/// The wire as it was meant, or none.
Fix rewiring(const Edge& edge, Edge meant, const std::string& end) { return {"Wire it to " + end, {RemoveEdge{endsOf(edge)}, AddEdge{endsOf(meant)}}}; }

} // namespace

std::string portNames(const std::vector<PortSpec>& ports) {
    std::vector<std::string> names;
    for (const PortSpec& p : ports) names.push_back("\"" + p.name + "\"");
    return names.empty() ? "none" : listOr(names);
}

Wiring::Wiring(const Topology& topology, const std::vector<const NodeSpec*>& specs, Diagnostics& diagnostics)
    : m_topology(topology), m_specs(specs), m_diagnostics(diagnostics), m_into(topology.nodes.size()), m_attempts(topology.nodes.size()),
      m_behindCircle(topology.nodes.size(), false) {
    m_index.reserve(topology.nodes.size());
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) m_index.emplace(topology.nodes[i].id, i); // the first of equal ids
    resolve();
    sort();
}

void Wiring::say(std::string node, std::string field, std::string message, std::string code, std::optional<Fix> fix) {
    Diagnostic d;
    d.fix = std::move(fix);
    d.node = std::move(node);
    d.field = std::move(field);
    d.message = std::move(message);
    d.code = std::move(code);
    m_diagnostics.push_back(std::move(d));
}

bool Wiring::anyAt(std::size_t node, std::string_view port) const {
    return std::any_of(m_attempts[node].begin(), m_attempts[node].end(),
                       [&](std::size_t edge) { return m_topology.edges[edge].to.port == port; });
}

/// A wire to a port that is not there goes to the first one that has none.
Fix Wiring::toFreePort(const Edge& edge, const std::vector<PortSpec>& ports) const {
    for (const PortSpec& port : ports) {
        Edge meant = edge;
        meant.to.port = port.name;
        if (std::none_of(m_topology.edges.begin(), m_topology.edges.end(), [&](const Edge& e) { return e.to == meant.to; })) return rewiring(edge, meant, edge.to.node + ":" + port.name);
    }
    return removing(edge);
}

void Wiring::resolve() {
    for (std::size_t e = 0; e < m_topology.edges.size(); ++e) {
        const Edge& edge = m_topology.edges[e];
        const auto from = m_index.find(edge.from.node);
        const auto to = m_index.find(edge.to.node);
        const std::string field = fmt::format("edges[{}]", e);
        const auto meaning = [&](const PortRef& end, bool first) { // the node that was meant
            std::vector<std::string_view> ids;
            for (const Node& node : m_topology.nodes) ids.push_back(node.id);
            const std::string near(nearest(end.node, ids));
            Edge meant = edge;
            (first ? meant.from : meant.to).node = near;
            const bool there = std::find(m_topology.edges.begin(), m_topology.edges.end(), meant) != m_topology.edges.end();
            return near.empty() || there ? removing(edge) : rewiring(edge, std::move(meant), near);
        };
        if (from == m_index.end())
            say({}, field, fmt::format("the wire begins at \"{}\", which is no node; remove it or add the node", edge.from.node), "dangling_edge", meaning(edge.from, true));
        if (to == m_index.end())
            say({}, field, fmt::format("the wire ends at \"{}\", which is no node; remove it or add the node", edge.to.node), "dangling_edge", meaning(edge.to, false));
        if (to != m_index.end()) m_attempts[to->second].push_back(e);
        if (from != m_index.end() && to != m_index.end()) checkPorts(e, from->second, to->second);
    }
    for (std::size_t n = 0; n < m_into.size(); ++n) {
        if (!m_specs[n] || m_into[n].size() < 2) continue;
        const auto& ports = m_specs[n]->inputs;
        std::stable_sort(m_into[n].begin(), m_into[n].end(), [&](const Wire& a, const Wire& b) {
            return portRank(ports, m_topology.edges[a.edge].to.port) < portRank(ports, m_topology.edges[b.edge].to.port);
        });
    }
}

void Wiring::checkPorts(std::size_t e, std::size_t from, std::size_t to) {
    const Edge& edge = m_topology.edges[e];
    bool sound = true;
    if (const NodeSpec* spec = m_specs[from]) {
        const auto outputs = spec->dynamicOutputs ? spec->outputsOf(m_topology.nodes[from]) : std::vector<PortSpec>();
        const auto& ports = spec->dynamicOutputs ? outputs : spec->outputs;
        if (!findPort(ports, edge.from.port)) {
            sound = false;
            if (ports.empty())
                say(edge.from.node, "port:" + edge.from.port, fmt::format("{} has no output; the wire to {} can't begin here", withArticle(spec->type), edge.to.node),
                    "unknown_port", removing(edge));
            else
                say(edge.from.node, "port:" + edge.from.port,
                    fmt::format("there is no output \"{}\" for the wire to {}; the outputs are {}", edge.from.port, edge.to.node, portNames(ports)), "unknown_port", removing(edge));
        }
    }
    if (const NodeSpec* spec = m_specs[to]) {
        const PortSpec* port = findPort(spec->inputs, edge.to.port);
        const auto sameEnd = [&](const Wire& w) { return m_topology.edges[w.edge].to.port == edge.to.port; };
        if (!port) {
            sound = false;
            if (spec->inputs.empty())
                say(edge.to.node, "port:" + edge.to.port, fmt::format("{} has no input; the wire from {} can't end here", withArticle(spec->type), edge.from.node),
                    "unknown_port", removing(edge));
            else
                say(edge.to.node, "port:" + edge.to.port,
                    fmt::format("there is no input \"{}\" for the wire from {}; the inputs are {}", edge.to.port, edge.from.node, portNames(spec->inputs)), "unknown_port", toFreePort(edge, spec->inputs));
        } else if (std::any_of(m_into[to].begin(), m_into[to].end(), [&](const Wire& w) { return m_topology.edges[w.edge] == edge; })) {
            sound = false;
            say(edge.to.node, "port:" + edge.to.port, fmt::format("the wire from {} stands here twice; remove one", edge.from.node), "duplicate_edge", removing(edge));
        } else if (!port->many && std::any_of(m_into[to].begin(), m_into[to].end(), sameEnd)) {
            sound = false;
            const Wire& first = *std::find_if(m_into[to].begin(), m_into[to].end(), sameEnd);
            say(edge.to.node, "port:" + edge.to.port,
                fmt::format("two wires end here, from {} and from {}; put a merge before it", m_topology.edges[first.edge].from.node, edge.from.node),
                "port_taken", removing(edge));
        }
    }
    if (sound) m_into[to].push_back({e, from, to});
}

void Wiring::sort() {
    const std::size_t count = m_topology.nodes.size();
    std::vector<std::size_t> waiting(count, 0);
    std::vector<std::vector<std::size_t>> consumers(count);
    for (std::size_t n = 0; n < count; ++n) {
        waiting[n] = m_into[n].size();
        for (const Wire& w : m_into[n]) consumers[w.from].push_back(n);
    }
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (std::size_t n = 0; n < count; ++n)
        if (waiting[n] == 0) ready.push(n);
    std::vector<bool> done(count, false);
    m_order.reserve(count);
    while (!ready.empty()) {
        const std::size_t n = ready.top();
        ready.pop();
        done[n] = true;
        m_order.push_back(n);
        for (std::size_t c : consumers[n])
            if (--waiting[c] == 0) ready.push(c);
    }
    if (m_order.size() == count) return;
    reportCircles(done);
    for (std::size_t n = 0; n < count; ++n) {
        if (done[n]) continue;
        m_behindCircle[n] = true;
        m_order.push_back(n);
    }
}

/// A search against the wires, by an own stack since a file may be 5,000 nodes long: a wire back to a node on the way
/// closes a circle. Circles that share a node are said once.
void Wiring::reportCircles(const std::vector<bool>& done) {
    enum class Seen : std::uint8_t { No, OnTheWay, Left };
    std::vector<Seen> seen(done.size(), Seen::No);
    std::vector<bool> said(done.size(), false);
    struct Step {
        std::size_t node;
        std::size_t next = 0; ///< wire to follow
    };
    for (std::size_t start = 0; start < done.size(); ++start) {
        if (done[start] || seen[start] != Seen::No) continue;
        std::vector<Step> way{{start}};
        seen[start] = Seen::OnTheWay;
        while (!way.empty()) {
            Step& step = way.back();
            if (step.next == m_into[step.node].size()) {
                seen[step.node] = Seen::Left;
                way.pop_back();
                continue;
            }
            const std::size_t from = m_into[step.node][step.next++].from;
            if (done[from] || seen[from] == Seen::Left) continue;
            if (seen[from] == Seen::No) {
                seen[from] = Seen::OnTheWay;
                way.push_back({from});
                continue;
            }
            std::vector<std::size_t> circle;
            for (auto at = way.rbegin(); at != way.rend(); ++at) { // the way went against the wires, so back along it is with them
                circle.push_back(at->node);
                if (at->node == from) break;
            }
            reportCircle(std::move(circle), said);
        }
    }
}

void Wiring::reportCircle(std::vector<std::size_t> circle, std::vector<bool>& said) {
    if (std::any_of(circle.begin(), circle.end(), [&](std::size_t n) { return said[n]; })) return;
    std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
    std::string names;
    for (std::size_t n : circle) {
        said[n] = true;
        names += m_topology.nodes[n].id + " → ";
    }
    names += m_topology.nodes[circle.front()].id;
    std::optional<Fix> fix;
    const std::string& last = m_topology.nodes[circle.back()].id; // the wire that closes it
    for (const Edge& edge : m_topology.edges)
        if (edge.from.node == last && edge.to.node == m_topology.nodes[circle.front()].id) fix = Fix{fmt::format("Remove the wire from {} to {}", edge.from.node, edge.to.node), {RemoveEdge{endsOf(edge)}}};
    say(m_topology.nodes[circle.front()].id, {}, fmt::format("the wires go in a circle: {}; remove one of them", names), "cycle", std::move(fix));
}

} // namespace weir
