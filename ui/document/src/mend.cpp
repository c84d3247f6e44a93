// SPDX-License-Identifier: GPL-3.0-or-later
// mend: a diagnostic's fix, step by step on a copy of the topology. A step that does not fit any more makes the whole edit empty.
#include "weir/document/edits.h"
#include "weir/document/engine_words.h"

#include "edit_builder.h"

#include <algorithm>

namespace weir::edits {

namespace {

Edge edgeOf(const WireEnds& ends) { return {{ends.fromNode, ends.fromPort}, {ends.toNode, ends.toPort}}; }

FieldValue valueOf(const FixValue& value) {
    return std::visit([](const auto& v) {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) return FieldValue();
        else return FieldValue(v);
    }, value);
}

class Mending {
public:
    Mending(const Topology& topology, const Diagnostic& diagnostic) : m_builder(topology), m_diagnostic(diagnostic) {}

    Edit run() {
        for (const FixStep& step : m_diagnostic.fix->steps)
            if (!std::visit([this](const auto& s) { return take(s); }, step)) return {};
        return m_builder.finish(engineWords(m_diagnostic.fix->title));
    }

private:
    bool hasEdge(const Edge& edge) const {
        const auto& edges = m_builder.topology().edges;
        return std::find(edges.begin(), edges.end(), edge) != edges.end();
    }

    bool take(const ReplaceText& step) {
        const Node* node = m_builder.topology().find(m_diagnostic.node);
        if (!node) return false;
        const FieldValue* value = fieldAt(node->fields, m_diagnostic.field);
        std::string text = value && value->text() ? *value->text() : std::string();
        if (step.span.known()) {
            const auto begin = static_cast<std::size_t>(step.span.begin);
            const auto end = static_cast<std::size_t>(step.span.end);
            if (begin > end || end > text.size()) return false;
            text.replace(begin, end - begin, step.text);
        } else {
            text = step.text;
        }
        return take(SetField{m_diagnostic.node, m_diagnostic.field, std::move(text)});
    }

    bool take(const SetField& step) {
        if (step.node.empty()) return setHeaderField(step);
        const Node* node = m_builder.topology().find(step.node);
        if (!node) return false;
        const auto* text = std::get_if<std::string>(&step.value);
        if (step.field == "id") {
            if (!text || !isNodeId(*text) || m_builder.topology().find(*text)) return false;
            m_builder.renameNode(step.node, *text);
            return true;
        }
        Node after = *node;
        if (step.field == "type" && text) after.type = *text;
        else if (step.field == "enabled") after.enabled = std::holds_alternative<bool>(step.value) ? std::get<bool>(step.value) : true;
        else setFieldAt(after.fields, step.field, valueOf(step.value));
        m_builder.changeNode(std::move(after));
        return true;
    }

    bool setHeaderField(const SetField& step) {
        const auto* text = std::get_if<std::string>(&step.value);
        TopologyHeader header = headerOf(m_builder.topology());
        if (step.field == "application_id" && text) header.applicationId = *text;
        else if (step.field == "dead_letter_topic" && text) header.deadLetterTopic = *text;
        else return false;
        m_builder.changeHeader(std::move(header));
        return true;
    }

    bool take(const RenameField& step) {
        const Node* node = m_builder.topology().find(step.node);
        if (!node) return false;
        const FieldValue* value = fieldAt(node->fields, step.from);
        if (!value || fieldAt(node->fields, step.to)) return false;
        Node after = *node;
        FieldValue kept = *value;
        setFieldAt(after.fields, step.from, {});
        setFieldAt(after.fields, step.to, std::move(kept));
        m_builder.changeNode(std::move(after));
        return true;
    }

    bool take(const InsertNode& step) {
        const Edge wire = edgeOf(step.wire);
        if (!hasEdge(wire)) return false;
        Node node;
        node.id = freeId(m_builder.topology(), step.type);
        node.type = step.type;
        for (const auto& [name, value] : step.fields) node.fields.emplace_back(name, FieldValue(value));
        const std::string id = node.id;
        m_builder.insertNode(std::move(node), placeOn(wire));
        m_builder.takeEdge(wire);
        m_builder.insertEdge({wire.from, {id, "in"}});
        m_builder.insertEdge({{id, "out"}, wire.to});
        return true;
    }

    /// Between the two cards where there is room for a third, else beneath.
    CanvasPoint placeOn(const Edge& wire) const {
        constexpr int room = 420;
        constexpr int beneath = 128;
        constexpr int grid = 8;
        const CanvasPoint from = m_builder.topology().position(wire.from.node).value_or(CanvasPoint{});
        const CanvasPoint to = m_builder.topology().position(wire.to.node).value_or(CanvasPoint{});
        const int x = (from.x + to.x) / 2 / grid * grid;
        if (to.x - from.x >= room) return {x, (from.y + to.y) / 2 / grid * grid};
        return {x, (std::max(from.y, to.y) + beneath) / grid * grid};
    }

    bool take(const RemoveNode& step) {
        if (!m_builder.topology().find(step.node)) return false;
        std::vector<PortRef> origins;
        std::vector<PortRef> targets;
        for (const Edge& edge : m_builder.topology().edges) {
            if (edge.to.node == step.node) origins.push_back(edge.from);
            if (edge.from.node == step.node) targets.push_back(edge.to);
        }
        m_builder.takeNode(step.node);
        if (origins.size() == 1)
            for (const PortRef& target : targets) m_builder.insertEdge({origins.front(), target});
        return true;
    }

    bool take(const AddEdge& step) {
        if (hasEdge(edgeOf(step.wire))) return false;
        m_builder.insertEdge(edgeOf(step.wire));
        return true;
    }

    bool take(const RemoveEdge& step) {
        if (!hasEdge(edgeOf(step.wire))) return false;
        m_builder.takeEdge(edgeOf(step.wire));
        return true;
    }

    EditBuilder m_builder;
    const Diagnostic& m_diagnostic;
};

} // namespace

Edit mend(const Topology& topology, const Diagnostic& diagnostic) {
    if (!diagnostic.fix) return {};
    return Mending(topology, diagnostic).run();
}

} // namespace weir::edits
