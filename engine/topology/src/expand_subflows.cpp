// SPDX-License-Identifier: Apache-2.0
#include "expand_subflows.h"

#include "wording.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>

namespace weir {
namespace {

constexpr std::string_view subflowType = "subflow";
constexpr int levelsMax = 8;
constexpr std::size_t nodesMax = 5'000;

Diagnostic mistake(const std::string& node, std::string field, std::string message, std::string code) {
    Diagnostic d;
    d.node = node;
    d.field = std::move(field);
    d.message = std::move(message);
    d.code = std::move(code);
    return d;
}

using Values = std::map<std::string, FieldValue, std::less<>>;

std::string asText(const FieldValue& value) {
    if (value.text()) return *value.text();
    if (value.integer()) return std::to_string(*value.integer());
    if (value.number()) return fmt::format("{}", *value.number());
    if (value.boolean()) return *value.boolean() ? "true" : "false";
    return {};
}

/// Puts parameters into texts; the first unknown name is kept for a sentence.
class Parameters {
public:
    explicit Parameters(const Values& values) : m_values(values) {}
    const std::string& unknown() const { return m_unknown; }

    FieldValue put(const FieldValue& value) {
        if (value.text()) return text(*value.text());
        if (value.list()) {
            FieldValue::List out;
            for (const auto& item : *value.list()) out.push_back(put(item));
            return out;
        }
        if (value.object()) {
            FieldValue::Object out;
            for (const auto& [name, item] : *value.object()) out.emplace_back(name, put(item));
            return out;
        }
        return value;
    }

private:
    FieldValue text(const std::string& given) {
        std::string out;
        for (std::size_t at = 0; at < given.size();) {
            const auto open = given.find("${", at);
            const auto close = open == std::string::npos ? open : given.find('}', open);
            if (close == std::string::npos) {
                out.append(given, at);
                break;
            }
            const auto name = std::string_view(given).substr(open + 2, close - open - 2);
            const auto found = m_values.find(name);
            if (found == m_values.end()) {
                if (m_unknown.empty()) m_unknown = name;
                return given;
            }
            if (open == 0 && close + 1 == given.size()) return found->second;
            out.append(given, at, open - at);
            out += asText(found->second);
            at = close + 1;
        }
        return out;
    }

    const Values& m_values;
    std::string m_unknown;
};

class Expander {
public:
    Expander(const Topology& topology, const NodeRegistry& registry, Diagnostics& diagnostics) : m_out(topology), m_registry(registry), m_diagnostics(diagnostics) {}

    Topology run() {
        // Nodes that expansion adds are looked at in their turn: a sub-flow may use another.
        m_levels.assign(m_out.nodes.size(), 0);
        for (std::size_t i = 0; i < m_out.nodes.size(); ++i) {
            if (m_out.nodes[i].type != subflowType) continue;
            if (m_out.nodes[i].enabled)
                expand(i);
            else
                bypass(m_out.nodes[i].id);
        }
        return std::move(m_out);
    }

private:
    struct Open {
        std::string node; ///< inner id
        PortRef end;      ///< in the whole
    };

    const Subflow* used(const Node& node) {
        const auto* use = node.field("use");
        if (use == nullptr || use->text() == nullptr) {
            m_diagnostics.push_back(mistake(node.id, "use", "is missing: name the sub-flow that stands here", "missing"));
            return nullptr;
        }
        std::vector<std::string_view> known;
        for (const auto& flow : m_out.subflows) {
            if (flow.name == *use->text()) return &flow;
            known.push_back(flow.name);
        }
        m_diagnostics.push_back(mistake(node.id, "use", fmt::format("the file has no sub-flow \"{}\"{}", *use->text(), didYouMean(*use->text(), known)), "unknown_subflow"));
        return nullptr;
    }

    std::optional<Values> valuesOf(const Node& node, const Subflow& flow) {
        Values values;
        std::vector<std::string_view> known;
        for (const auto& [name, value] : *flow.parameters.object()) {
            values[name] = value;
            known.push_back(name);
        }
        bool ok = true;
        if (const auto* with = node.field("with"); with != nullptr) {
            if (with->object() == nullptr) {
                m_diagnostics.push_back(mistake(node.id, "with", "must be an object of parameters", "wrong_type"));
                return std::nullopt;
            }
            for (const auto& [name, value] : *with->object()) {
                if (!values.contains(name)) {
                    m_diagnostics.push_back(mistake(node.id, "with." + name, fmt::format("the sub-flow \"{}\" has no parameter \"{}\"{}", flow.name, name, didYouMean(name, known)), "unknown_key"));
                    ok = false;
                }
                values[name] = value;
            }
        }
        for (const auto& [name, value] : values)
            if (value.isNull()) {
                m_diagnostics.push_back(mistake(node.id, "with." + name, "is missing: the sub-flow has no value of its own for it", "missing"));
                ok = false;
            }
        for (const auto& [name, value] : node.fields)
            if (name != "use" && name != "with") {
                m_diagnostics.push_back(mistake(node.id, name, fmt::format("unknown key \"{}\" in a subflow; it has use and with", name), "unknown_key"));
                ok = false;
            }
        return ok ? std::optional(std::move(values)) : std::nullopt;
    }

    /// Switched off: what comes in goes out unchanged.
    void bypass(const std::string& id) {
        const auto in = std::find_if(m_out.edges.begin(), m_out.edges.end(), [&id](const Edge& edge) { return edge.to.node == id; });
        if (in == m_out.edges.end()) return;
        const auto from = in->from;
        for (auto& edge : m_out.edges)
            if (edge.from.node == id) edge.from = from;
    }

    void expand(std::size_t index) {
        const Node outer = m_out.nodes[index]; // a copy: the list grows below
        const Subflow* found = used(outer);
        if (found == nullptr) return;
        if (m_levels[index] >= levelsMax) {
            m_diagnostics.push_back(mistake(outer.id, "use", fmt::format("sub-flows stand in each other more than {} levels deep; perhaps one uses itself", levelsMax), "limit"));
            return;
        }
        const Subflow flow = *found;
        if (m_out.nodes.size() + flow.nodes.size() > nodesMax) {
            m_diagnostics.push_back(mistake(outer.id, "use", fmt::format("with its sub-flows the topology has more than {} nodes", nodesMax), "limit"));
            return;
        }
        const auto values = valuesOf(outer, flow);
        if (!values) return;
        for (const auto& inner : flow.nodes) {
            Node node = inner;
            node.id = outer.id + "." + inner.id;
            Parameters parameters(*values);
            for (auto& [name, value] : node.fields) value = parameters.put(value);
            if (!parameters.unknown().empty())
                m_diagnostics.push_back(mistake(node.id, {}, fmt::format("${{{}}} is no parameter of the sub-flow \"{}\"", parameters.unknown(), flow.name), "unknown_parameter"));
            m_out.nodes.push_back(std::move(node));
            m_levels.push_back(m_levels[index] + 1);
        }
        const auto inside = [&outer](const PortRef& port) { return PortRef{outer.id + "." + port.node, port.port}; };
        for (const auto& edge : flow.edges) m_out.edges.push_back({inside(edge.from), inside(edge.to)});
        const auto inputs = openEnds(flow, outer.id, true);
        const auto outputs = openEnds(flow, outer.id, false);
        for (auto& edge : m_out.edges) {
            if (edge.to.node == outer.id) connect(outer, edge.to, inputs, "in", "input");
            if (edge.from.node == outer.id) connect(outer, edge.from, outputs, "out", "output");
        }
    }

    /// Ports of inner nodes that no inner wire uses, in the order of the nodes.
    std::vector<Open> openEnds(const Subflow& flow, const std::string& outer, bool input) const {
        std::vector<Open> out;
        for (const auto& node : flow.nodes) {
            const auto* spec = m_registry.find(node.type);
            std::vector<PortSpec> ports;
            if (spec != nullptr) ports = input ? spec->inputs : spec->outputsOf(node);
            if (node.type == subflowType) ports = {{input ? "in" : "out"}};
            for (const auto& port : ports) {
                if (port.optional) continue;
                const PortRef end{node.id, port.name};
                const bool wired = std::any_of(flow.edges.begin(), flow.edges.end(), [&](const Edge& edge) { return (input ? edge.to : edge.from) == end; });
                if (!wired) out.push_back({node.id, {outer + "." + node.id, port.name}});
            }
        }
        return out;
    }

    /// An end at the sub-flow becomes the inner one that it means.
    void connect(const Node& outer, PortRef& end, const std::vector<Open>& open, std::string_view plain, std::string_view what) {
        if (end.port == plain && open.size() == 1) {
            end = open.front().end;
            return;
        }
        std::vector<std::string> names;
        for (const auto& candidate : open) {
            const bool only = std::count_if(open.begin(), open.end(), [&](const Open& other) { return other.node == candidate.node; }) == 1;
            const auto full = candidate.node + "." + candidate.end.port;
            if (end.port == full || (only && end.port == candidate.node)) {
                end = candidate.end;
                return;
            }
            names.push_back("\"" + outer.id + ":" + (only ? candidate.node : full) + "\"");
        }
        m_diagnostics.push_back(mistake(outer.id, "port:" + end.port,
                                        names.empty() ? fmt::format("the sub-flow has no open {}", what) : fmt::format("the sub-flow has no open {} \"{}\"; it has {}", what, end.port, listOr(names)),
                                        "unknown_port"));
    }

    Topology m_out;
    const NodeRegistry& m_registry;
    Diagnostics& m_diagnostics;
    std::vector<int> m_levels; ///< by node: how many sub-flows it stands in
};

} // namespace

Topology expandSubflows(const Topology& topology, const NodeRegistry& registry, Diagnostics& diagnostics) {
    const bool any = std::any_of(topology.nodes.begin(), topology.nodes.end(), [](const Node& node) { return node.type == subflowType; });
    return any ? Expander(topology, registry, diagnostics).run() : topology;
}

bool isInnerId(const Topology& expanded, std::string_view id) {
    const auto dot = id.rfind('.');
    if (dot == std::string_view::npos || !isNodeId(id.substr(dot + 1))) return false;
    const auto* outer = expanded.find(id.substr(0, dot));
    return outer != nullptr && outer->type == subflowType;
}

} // namespace weir
