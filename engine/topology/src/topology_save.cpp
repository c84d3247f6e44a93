// SPDX-License-Identifier: Apache-2.0
// The layout of a saved file (docs/formats/topology-file.md): one member of the file a line; a list or object that does
// not fit into 120 columns stands with one element a line; a node that does not fit stands with one field a line.
#include "weir/topology/topology_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace weir {
namespace {

constexpr std::size_t columnsMax = 120;

std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void writeValue(const FieldValue& value, std::string& out) {
    if (const auto* object = value.object()) {
        out += '{';
        for (std::size_t i = 0; i < object->size(); ++i) {
            if (i > 0) out += ", ";
            out += quoted((*object)[i].first) + ": ";
            writeValue((*object)[i].second, out);
        }
        out += '}';
    } else if (const auto* list = value.list()) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (i > 0) out += ", ";
            writeValue((*list)[i], out);
        }
        out += ']';
    } else if (const auto* text = value.text()) {
        out += quoted(*text);
    } else if (const auto* flag = value.boolean()) {
        out += *flag ? "true" : "false";
    } else if (const auto* whole = value.integer()) {
        out += fmt::format("{}", *whole);
    } else if (const auto* number = value.number()) {
        out += nlohmann::json(*number).dump(); // the shortest that reads back, with ".0" where it is whole
    } else {
        out += "null";
    }
}

std::string valueText(const FieldValue& value) {
    std::string out;
    writeValue(value, out);
    return out;
}

std::string pointText(CanvasPoint p) { return fmt::format("[{}, {}]", p.x, p.y); }

std::string portText(const PortRef& ref, std::string_view usual) {
    return quoted(ref.port == usual ? ref.node : ref.node + ":" + ref.port);
}

std::string edgeText(const Edge& edge) { return "[" + portText(edge.from, "out") + ", " + portText(edge.to, "in") + "]"; }

std::string nodeText(const Node& node, std::size_t indent) {
    std::string head = "{\"id\": " + quoted(node.id) + ", \"type\": " + quoted(node.type);
    if (!node.title.empty()) head += ", \"title\": " + quoted(node.title);
    if (!node.enabled) head += ", \"enabled\": false";
    std::vector<std::string> fields;
    std::size_t width = indent + head.size() + 1;
    for (const auto& [name, value] : node.fields) {
        fields.push_back(quoted(name) + ": " + valueText(value));
        width += fields.back().size() + 2;
    }
    const std::string separator = width <= columnsMax ? ", " : ",\n" + std::string(indent + 1, ' ');
    for (const std::string& field : fields) head += separator + field;
    return head + "}";
}

/// Collects the members of one JSON object of the file and lays them out.
class BlockWriter {
public:
    explicit BlockWriter(std::size_t indent) : m_indent(indent) {}

    void member(std::string_view key, const std::string& value) {
        m_members.push_back(fmt::format("{}\"{}\": {}", std::string(m_indent, ' '), key, value));
    }
    void text(std::string_view key, const std::string& value) {
        if (!value.empty()) member(key, quoted(value));
    }
    /// On one line if it fits, else one element a line.
    void elements(std::string_view key, char open, char close, const std::vector<std::string>& items, bool alwaysBlock = false) {
        std::size_t width = m_indent + key.size() + 7;
        for (const std::string& item : items) width += item.size() + 2;
        const bool block = !items.empty() && (alwaysBlock || width > columnsMax + 2);
        std::string out(1, open);
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (block)
                out += (i > 0 ? ",\n" : "\n") + std::string(m_indent + 2, ' ');
            else if (i > 0)
                out += ", ";
            out += items[i];
        }
        if (block) out += "\n" + std::string(m_indent, ' ');
        member(key, out + close);
    }
    void nodes(const std::vector<Node>& nodes) {
        std::vector<std::string> items;
        for (const Node& node : nodes) items.push_back(nodeText(node, m_indent + 2));
        elements("nodes", '[', ']', items, true);
    }
    void edges(const std::vector<Edge>& edges) {
        std::vector<std::string> items;
        for (const Edge& edge : edges) items.push_back(edgeText(edge));
        elements("edges", '[', ']', items);
    }
    void object(std::string_view key, const FieldValue::Object& object) {
        std::vector<std::string> items;
        for (const auto& [name, value] : object) items.push_back(quoted(name) + ": " + valueText(value));
        elements(key, '{', '}', items);
    }
    std::string finish() const {
        return fmt::format("{{\n{}\n{}}}", fmt::join(m_members, ",\n"), std::string(m_indent - 2, ' '));
    }

private:
    std::size_t m_indent;
    std::vector<std::string> m_members;
};

std::string subflowText(const Subflow& flow, std::size_t indent) {
    BlockWriter out(indent);
    out.object("parameters", flow.parameters.object() ? *flow.parameters.object() : FieldValue::Object{});
    out.nodes(flow.nodes);
    out.edges(flow.edges);
    return out.finish();
}

void writeCanvas(const Topology& topology, BlockWriter& out) {
    if (!topology.layout.empty()) {
        std::vector<std::string> items;
        for (const auto& [id, at] : topology.layout) items.push_back(quoted(id) + ": " + pointText(at));
        out.elements("layout", '{', '}', items);
    }
    if (!topology.notes.empty()) {
        std::vector<std::string> items;
        for (const Note& note : topology.notes) {
            items.push_back(fmt::format(R"({{"text": {}, "at": {}, "size": {}}})", quoted(note.text), pointText(note.at),
                                        pointText(note.size)));
        }
        out.elements("notes", '[', ']', items, true);
    }
    if (!topology.groups.empty()) {
        std::vector<std::string> items;
        for (const Group& group : topology.groups) {
            std::vector<std::string> ids;
            for (const std::string& id : group.nodes) ids.push_back(quoted(id));
            std::string item = fmt::format(R"({{"title": {}, "nodes": [{}])", quoted(group.title), fmt::join(ids, ", "));
            if (!group.color.empty()) item += ", \"color\": " + quoted(group.color);
            items.push_back(item + "}");
        }
        out.elements("groups", '[', ']', items, true);
    }
}

std::string_view guaranteeName(Guarantee g) { return g == Guarantee::ExactlyOnce ? "exactly-once" : "at-least-once"; }
std::string_view profileName(Profile p) {
    return p == Profile::Latency ? "latency" : p == Profile::Balanced ? "balanced" : "throughput";
}
std::string_view onErrorName(OnError e) { return e == OnError::Fail ? "fail" : e == OnError::Skip ? "skip" : "dead-letter"; }

} // namespace

std::string saveTopology(const Topology& topology) {
    BlockWriter out(2);
    out.text("$schema", topology.schemaUrl);
    out.member("weir", fmt::format("{}", topology.version));
    out.text("name", topology.name);
    out.member("application_id", quoted(topology.applicationId));
    out.text("connection", topology.connection);
    if (topology.guarantee) out.text("guarantee", std::string(guaranteeName(*topology.guarantee)));
    if (topology.profile) out.text("profile", std::string(profileName(*topology.profile)));
    if (!topology.settings.empty()) out.object("settings", topology.settings);
    if (topology.onError) out.text("on_error", std::string(onErrorName(*topology.onError)));
    out.text("dead_letter_topic", topology.deadLetterTopic);
    out.nodes(topology.nodes);
    out.edges(topology.edges);
    if (!topology.subflows.empty()) {
        std::vector<std::string> items;
        for (const Subflow& flow : topology.subflows) items.push_back(quoted(flow.name) + ": " + subflowText(flow, 6));
        out.elements("subflows", '{', '}', items, true);
    }
    writeCanvas(topology, out);
    return out.finish() + "\n";
}

std::string fragmentToJson(const Topology& fragment) {
    BlockWriter out(2);
    out.nodes(fragment.nodes);
    out.edges(fragment.edges);
    writeCanvas(fragment, out);
    return out.finish() + "\n";
}

std::string fieldToJson(const FieldValue& value) { return valueText(value); }

} // namespace weir
