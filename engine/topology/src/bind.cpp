// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/bind.h"

#include "expand_subflows.h"
#include "dropped_columns.h"
#include "field_check.h"
#include "wiring.h"
#include "wording.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

namespace weir {
namespace {

Diagnostic errorAt(std::string node, std::string field, std::string message, std::string code, std::optional<Fix> fix = {}) {
    Diagnostic d;
    d.fix = std::move(fix);
    d.node = std::move(node);
    d.field = std::move(field);
    d.message = std::move(message);
    d.code = std::move(code);
    return d;
}

/// Letters, digits and the marks of `marks`; whatever else becomes a '-'.
std::string nameOf(std::string_view text, std::string_view marks, std::size_t most) {
    std::string out;
    for (const char c : text.substr(0, most)) {
        const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
        if (fits) out += c;
        else if (!out.empty() && out.back() != '-') out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

std::optional<Fix> applicationIdFix(std::string_view from) {
    std::string id = nameOf(from, "._-", 100);
    for (char& c : id) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (!isApplicationId(id)) return {};
    return Fix{"Set application_id to " + id, {SetField{{}, "application_id", id}}};
}

void checkFile(const Topology& topology, Diagnostics& diagnostics) {
    if (topology.applicationId.empty())
        diagnostics.push_back(errorAt({}, "application_id", "is missing: with the log it is the job's identity, a text of letters, digits, '.', '_' and '-'", "missing", applicationIdFix(topology.name)));
    else if (!isApplicationId(topology.applicationId))
        diagnostics.push_back(
            errorAt({}, "application_id", fmt::format("\"{}\" must be 1 to 100 letters, digits, '.', '_' and '-'", topology.applicationId), "invalid_name",
                                      applicationIdFix(topology.applicationId)));
    const bool anyDeadLetter = topology.onError == OnError::DeadLetter;
    if (anyDeadLetter && topology.deadLetterTopic.empty())
        diagnostics.push_back(errorAt({}, "dead_letter_topic", "is missing: on_error \"dead-letter\" needs the topic that failing records go to", "missing",
                                      Fix{"Set dead_letter_topic to dead-letters", {SetField{{}, "dead_letter_topic", "dead-letters"}}}));
    if (!topology.deadLetterTopic.empty() && !isTopicName(topology.deadLetterTopic))
        diagnostics.push_back(errorAt({}, "dead_letter_topic",
                                      fmt::format("\"{}\" is no topic name: use 1 to 249 letters, digits, '.', '_' and '-'", topology.deadLetterTopic), "invalid_topic"));
}

std::optional<Fix> idFix(const Topology& topology, const std::string& id) {
    const std::string fits = nameOf(id, "_-", 64);
    if (!isNodeId(fits) || topology.find(fits)) return {};
    return Fix{"Rename to " + fits, {SetField{id, "id", fits}}};
}

void checkIds(const Topology& topology, Diagnostics& diagnostics) {
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
        const Node& node = topology.nodes[i];
        if (node.id.empty())
            diagnostics.push_back(errorAt({}, fmt::format("nodes[{}].id", i), "is missing: a node needs an id, a text of letters, digits, _ and -", "missing"));
        else if (!isNodeId(node.id) && !isInnerId(topology, node.id))
            diagnostics.push_back(errorAt(node.id, "id", "must be 1 to 64 letters, digits, _ and -; what people read is the title", "invalid_name", idFix(topology, node.id)));
        if (!node.id.empty() && !seen.insert(node.id).second)
            diagnostics.push_back(errorAt(node.id, "id", "two nodes have this id; rename one", "duplicate_id"));
    }
}

/// The node's type in the registry, or null after a diagnostic.
const NodeSpec* specOf(const Node& node, std::size_t index, const NodeRegistry& registry, Diagnostics& diagnostics) {
    if (const NodeSpec* spec = registry.find(node.type)) {
        if (spec->shape != NodeShape::Subflow) return spec;
    }
    if (node.type.empty()) {
        diagnostics.push_back(errorAt(node.id, node.id.empty() ? fmt::format("nodes[{}].type", index) : "type", "is missing: say what the node does, like \"filter\"", "missing"));
    } else if (node.type != "subflow") { // its nodes stand at the end (expandSubflows)
        std::vector<std::string_view> known;
        for (const NodeSpec& spec : registry.specs()) known.push_back(spec.type);
        const std::string near(nearest(node.type, known));
        diagnostics.push_back(errorAt(node.id, "type", fmt::format("there is no node type \"{}\"{}", node.type, didYouMean(node.type, known)), "unknown_type",
                                      near.empty() ? std::optional<Fix>() : Fix{"Change to " + near, {SetField{node.id, "type", near}}}));
    }
    return nullptr;
}

bool sameColumns(const EdgeType& a, const EdgeType& b) {
    if (a.columns == b.columns) return true;
    return a.columns && b.columns && *a.columns == *b.columns;
}

class Binder {
public:
    Binder(TypedTopology& typed, const NodeRegistry& registry) : m_typed(typed), m_registry(registry) {}

    void run() {
        const Topology& topology = m_typed.topology;
        checkFile(topology, m_typed.diagnostics);
        checkIds(topology, m_typed.diagnostics);
        std::vector<const NodeSpec*> specs;
        specs.reserve(topology.nodes.size());
        for (std::size_t i = 0; i < topology.nodes.size(); ++i) specs.push_back(specOf(topology.nodes[i], i, m_registry, m_typed.diagnostics));
        const Wiring wiring(topology, specs, m_typed.diagnostics);
        m_typed.nodes.resize(topology.nodes.size());
        for (std::size_t index : wiring.order()) {
            m_typed.nodes[index].index = index;
            m_typed.nodes[index].spec = specs[index];
            if (specs[index]) bindNode(index, wiring);
        }
        m_typed.order = wiring.order();
        m_typed.edgeOrigins.assign(topology.edges.size(), {});
        for (const BoundNode& bound : m_typed.nodes)
            for (const Wire& wire : wiring.into(bound.index)) noteOrigin(wire);
        sortInFileOrder(topology, m_typed.diagnostics);
    }

private:
    void bindNode(std::size_t index, const Wiring& wiring) {
        const Node& node = m_typed.topology.nodes[index];
        BoundNode& bound = m_typed.nodes[index];
        Diagnostics& diagnostics = m_typed.diagnostics;
        const std::size_t before = diagnostics.size();
        gatherInputs(bound, wiring);
        if (!node.enabled) {
            bypass(node, bound, wiring);
        } else {
            checkFields(node, *bound.spec, diagnostics);
            checkDeadLetter(node);
            for (const PortSpec& port : bound.spec->inputs)
                if (!port.optional && !wiring.anyAt(index, port.name))
                    diagnostics.push_back(errorAt(node.id, "port:" + port.name,
                                                  port.name == "in" ? "nothing is connected to its input" : fmt::format("nothing is connected to its input \"{}\"", port.name),
                                                  "not_connected"));
            BindContext context(m_typed.topology, node, bound, diagnostics);
            bound.spec->bind(context);
            explainDroppedColumns(m_typed, bound, before);
        }
        bool failed = bound.inputs.size() < wiring.into(index).size();
        for (std::size_t i = before; i < diagnostics.size(); ++i) failed |= diagnostics[i].severity == Severity::Error;
        bound.ok = !failed;
    }

    void gatherInputs(BoundNode& bound, const Wiring& wiring) {
        for (const Wire& wire : wiring.into(bound.index)) {
            const Edge& edge = m_typed.topology.edges[wire.edge];
            const BoundNode* producer = &m_typed.nodes[wire.from];
            const BoundOutput* output = producer->output(edge.from.port);
            if (!output || (wiring.behindCircle(bound.index) && wiring.behindCircle(wire.from))) continue;
            BoundInput input;
            input.port = edge.to.port;
            input.node = wire.from;
            input.fromPort = edge.from.port;
            if (producer->bypassed && !producer->inputs.empty()) {
                input.node = producer->inputs.front().node;
                input.fromPort = producer->inputs.front().fromPort;
            }
            input.edge = wire.edge;
            input.type = output->type;
            input.produced = output->type;
            bound.inputs.push_back(std::move(input));
        }
    }

    void checkDeadLetter(const Node& node) {
        const FieldValue* onError = node.field("on_error");
        if (onError && onError->text() && *onError->text() == "dead-letter" && !node.field("dead_letter_topic") && m_typed.topology.deadLetterTopic.empty())
            m_typed.diagnostics.push_back(errorAt(node.id, "dead_letter_topic", "is missing here and in the file: on_error \"dead-letter\" needs a topic", "missing",
                                                   Fix{"Set dead_letter_topic to dead-letters", {SetField{node.id, "dead_letter_topic", "dead-letters"}}}));
    }

    /// `enabled: false`: consumers read from the producer; what the node says of its own fields does not matter.
    void bypass(const Node& node, BoundNode& bound, const Wiring& wiring) {
        const auto refuse = [&](std::string why) { m_typed.diagnostics.push_back(errorAt(node.id, "enabled", std::move(why), "not_passable", Fix{"Switch it on again", {SetField{node.id, "enabled", true}}})); };
        const auto ports = bound.spec->outputsOf(node);
        bound.bypassed = true;
        if (ports.empty()) return; // a sink or a view: nothing follows
        const bool hasOut = std::any_of(ports.begin(), ports.end(), [](const PortSpec& p) { return p.name == "out"; });
        if (bound.spec->inputs.empty()) return refuse(fmt::format("{} can't be switched off: it has no input to let pass; remove its wires instead", withArticle(node.type)));
        if (!hasOut || bound.spec->inputs.size() != 1 || wiring.into(bound.index).size() > 1)
            return refuse(fmt::format("{} can't be switched off: it has not one input and one output", withArticle(node.type)));
        if (bound.inputs.empty()) return;
        const EdgeType in = bound.inputs.front().type;
        BoundNode trial = bound;
        Diagnostics unheard;
        BindContext context(m_typed.topology, node, trial, unheard);
        bound.spec->bind(context);
        if (const BoundOutput* out = trial.output("out")) {
            if (out->type.kind != in.kind || out->type.windowing != in.windowing || !sameColumns(out->type, in))
                return refuse(fmt::format("{} can't be switched off: behind it stands a {}, before it a {}", withArticle(node.type), describeEdge(out->type), describeEdge(in)));
        }
        bound.outputs.push_back({"out", in});
    }

    void noteOrigin(const Wire& wire) {
        const auto& outputs = m_typed.nodes[wire.from].outputs;
        for (std::size_t i = 0; i < outputs.size(); ++i)
            if (outputs[i].port == m_typed.topology.edges[wire.edge].from.port)
                m_typed.edgeOrigins[wire.edge] = {static_cast<std::int32_t>(wire.from), static_cast<std::int32_t>(i)};
    }

    TypedTopology& m_typed;
    const NodeRegistry& m_registry;
};

} // namespace

const BoundOutput* BoundNode::output(std::string_view port) const {
    for (const BoundOutput& out : outputs)
        if (out.port == port) return &out;
    return nullptr;
}

const EdgeType* TypedTopology::edgeType(std::size_t edge) const {
    if (edge >= edgeOrigins.size() || edgeOrigins[edge].output < 0) return nullptr;
    return &nodes[static_cast<std::size_t>(edgeOrigins[edge].node)].outputs[static_cast<std::size_t>(edgeOrigins[edge].output)].type;
}

namespace {
bool wantsOldOf(const TypedTopology& typed, std::size_t node, std::vector<bool>& seen) {
    if (seen[node]) return false;
    seen[node] = true;
    for (const BoundNode& consumer : typed.nodes)
        for (const BoundInput& input : consumer.inputs) {
            if (input.node != node || !input.produced.isTable()) continue;
            if (consumer.wantsOld || input.wantsOld) return true;
            const bool table = std::any_of(consumer.outputs.begin(), consumer.outputs.end(), [](const BoundOutput& output) { return output.type.isTable(); });
            if (table && wantsOldOf(typed, consumer.index, seen)) return true;
        }
    return false;
}
} // namespace

bool TypedTopology::wantsOld(std::size_t node) const {
    std::vector<bool> seen(nodes.size(), false);
    return wantsOldOf(*this, node, seen);
}

void sortInFileOrder(const Topology& topology, Diagnostics& diagnostics) {
    if (diagnostics.size() < 2) return;
    std::unordered_map<std::string_view, std::size_t> rank;
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) rank.emplace(topology.nodes[i].id, i + 1);
    const auto rankOf = [&](const Diagnostic& d) {
        const auto at = rank.find(d.node);
        return at == rank.end() || d.node.empty() ? std::size_t{0} : at->second;
    };
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& a, const Diagnostic& b) { return rankOf(a) < rankOf(b); });
}

TypedTopology bindTopology(const Topology& topology, const NodeRegistry& registry) {
    TypedTopology typed;
    typed.topology = topology;
    Binder(typed, registry).run();
    return typed;
}

} // namespace weir
