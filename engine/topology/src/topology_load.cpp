// SPDX-License-Identifier: Apache-2.0
// Load says what a Topology value can't hold: broken JSON, keys that mean nothing, values of the wrong kind. What it can
// hold (ids, fields, wires) is bind's to check, which sees it after every edit too.
#include "json_tree.h"
#include "weir/topology/topology_json.h"
#include "wording.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::size_t nodesMax = 5'000;
constexpr std::size_t edgesMax = 20'000;
constexpr std::int64_t newestVersion = 1;

constexpr std::array<std::pair<std::string_view, Guarantee>, 2> guarantees{
    {{"exactly-once", Guarantee::ExactlyOnce}, {"at-least-once", Guarantee::AtLeastOnce}}};
constexpr std::array<std::pair<std::string_view, Profile>, 3> profiles{
    {{"latency", Profile::Latency}, {"balanced", Profile::Balanced}, {"throughput", Profile::Throughput}}};
constexpr std::array<std::pair<std::string_view, OnError>, 3> onErrors{
    {{"fail", OnError::Fail}, {"skip", OnError::Skip}, {"dead-letter", OnError::DeadLetter}}};

class TopologyReader {
public:
    explicit TopologyReader(Diagnostics& diagnostics) : m_diagnostics(diagnostics) {}

    Topology file(const FieldValue::Object& members);
    Topology fragment(const FieldValue::Object& members);
    Node node(const FieldValue& value, const std::string& where);
    bool overLimit() const { return m_overLimit; }

private:
    void say(std::string field, std::string message, std::string code = "wrong_type", std::string node = {}) {
        m_diagnostics.push_back({.severity = Severity::Error,
                                 .node = std::move(node),
                                 .field = std::move(field),
                                 .span = {},
                                 .message = std::move(message),
                                 .code = std::move(code),
                                 .fix = {}});
    }
    void unknownKey(std::string_view key, const std::string& where, const std::vector<std::string_view>& known) {
        say(where.empty() ? std::string(key) : where + "." + std::string(key),
            fmt::format("unknown key \"{}\"{}", key, didYouMean(key, known)), "unknown_key");
    }
    std::string text(const FieldValue& value, const std::string& where) {
        if (const std::string* t = value.text()) return *t;
        say(where, "must be a text in quotes");
        return {};
    }
    template <class Enum, std::size_t N>
    std::optional<Enum> choice(const FieldValue& value, const std::string& where,
                               const std::array<std::pair<std::string_view, Enum>, N>& words) {
        std::vector<std::string> known;
        for (const auto& [word, meaning] : words) {
            if (value.text() && *value.text() == word) return meaning;
            known.push_back("\"" + std::string(word) + "\"");
        }
        say(where, "must be " + listOr(known), "invalid_value");
        return {};
    }
    std::optional<CanvasPoint> point(const FieldValue& value, const std::string& where);
    std::vector<Node> nodes(const FieldValue& value, const std::string& where);
    std::vector<Edge> edges(const FieldValue& value, const std::string& where);
    std::optional<PortRef> port(const FieldValue& value, const std::string& where, std::string_view fallback);
    std::vector<Subflow> subflows(const FieldValue& value);
    std::vector<std::pair<std::string, CanvasPoint>> layout(const FieldValue& value);
    std::vector<Note> notes(const FieldValue& value);
    std::vector<Group> groups(const FieldValue& value);

    Diagnostics& m_diagnostics;
    bool m_overLimit = false;
};

std::optional<CanvasPoint> TopologyReader::point(const FieldValue& value, const std::string& where) {
    const auto* pair = value.list();
    std::array<int, 2> out{};
    for (std::size_t i = 0; i < 2; ++i) {
        double v = NAN;
        if (pair && pair->size() == 2) {
            if (const auto* whole = (*pair)[i].integer())
                v = static_cast<double>(*whole);
            else if (const auto* real = (*pair)[i].number())
                v = std::round(*real);
        }
        if (!(std::abs(v) <= 1e9)) {
            say(where, "must be two numbers, [x, y], up to 1000000000");
            return {};
        }
        out[i] = static_cast<int>(v);
    }
    return CanvasPoint{out[0], out[1]};
}

Node TopologyReader::node(const FieldValue& value, const std::string& where) {
    Node out;
    const auto* members = value.object();
    if (!members) {
        say(where, R"(must be an object, like {"id": "big", "type": "filter", "where": "amount > 100"})");
        return out;
    }
    // An id or a type that is no text stays empty: bind says that it is missing.
    if (const FieldValue* id = value.member("id"); id && id->text()) out.id = *id->text();
    out.fields.reserve(members->size());
    for (const auto& [key, v] : *members) {
        if (key == "id") continue;
        if (key == "type") {
            if (v.text()) out.type = *v.text();
        } else if (key == "title") {
            if (v.text())
                out.title = *v.text();
            else
                say("title", "must be a text in quotes", "wrong_type", out.id);
        } else if (key == "enabled") {
            if (v.boolean())
                out.enabled = *v.boolean();
            else
                say("enabled", "must be true or false", "wrong_type", out.id);
        } else if (v.isNull()) {
            say(key, "is null; leave the field out for its default", "wrong_type", out.id);
        } else {
            out.fields.emplace_back(key, v);
        }
    }
    return out;
}

std::vector<Node> TopologyReader::nodes(const FieldValue& value, const std::string& where) {
    std::vector<Node> out;
    const auto* list = value.list();
    if (!list) {
        say(where, "must be a list of nodes");
        return out;
    }
    if (list->size() > nodesMax) {
        say(where, fmt::format("has {} nodes; at most {} are allowed", list->size(), nodesMax), "limit");
        m_overLimit = true;
        return out;
    }
    out.reserve(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) {
        Node n = node((*list)[i], fmt::format("{}[{}]", where, i));
        if ((*list)[i].object()) out.push_back(std::move(n));
    }
    return out;
}

std::optional<PortRef> TopologyReader::port(const FieldValue& value, const std::string& where, std::string_view fallback) {
    if (const std::string* t = value.text()) {
        const auto colon = t->find(':');
        PortRef out{t->substr(0, colon), colon == std::string::npos ? std::string(fallback) : t->substr(colon + 1)};
        if (!out.node.empty() && !out.port.empty()) return out;
    }
    say(where, R"(each end of a wire must be "node" or "node:port")");
    return {};
}

std::vector<Edge> TopologyReader::edges(const FieldValue& value, const std::string& where) {
    std::vector<Edge> out;
    const auto* list = value.list();
    if (!list) {
        say(where, R"(must be a list of wires, each ["from", "to"])");
        return out;
    }
    if (list->size() > edgesMax) {
        say(where, fmt::format("has {} wires; at most {} are allowed", list->size(), edgesMax), "limit");
        m_overLimit = true;
        return out;
    }
    out.reserve(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto* pair = (*list)[i].list();
        const std::string at = fmt::format("{}[{}]", where, i);
        if (!pair || pair->size() != 2) {
            say(at, R"(must be a wire, ["from", "to"])");
            continue;
        }
        auto from = port((*pair)[0], at, "out");
        auto to = from ? port((*pair)[1], at, "in") : std::nullopt;
        if (from && to) out.push_back({std::move(*from), std::move(*to)});
    }
    return out;
}

std::vector<Subflow> TopologyReader::subflows(const FieldValue& value) {
    std::vector<Subflow> out;
    if (!value.object()) {
        say("subflows", "must be an object of sub-flows by name");
        return out;
    }
    for (const auto& [name, body] : *value.object()) {
        const std::string where = "subflows." + name;
        Subflow flow;
        flow.name = name;
        flow.parameters = FieldValue::Object{};
        if (!body.object()) {
            say(where, R"(must be an object with "nodes" and "edges")");
            continue;
        }
        for (const auto& [key, v] : *body.object()) {
            if (key == "parameters") {
                if (v.object())
                    flow.parameters = v;
                else
                    say(where + ".parameters", "must be an object");
            } else if (key == "nodes") {
                flow.nodes = nodes(v, where + ".nodes");
            } else if (key == "edges") {
                flow.edges = edges(v, where + ".edges");
            } else {
                unknownKey(key, where, {"parameters", "nodes", "edges"});
            }
        }
        out.push_back(std::move(flow));
    }
    return out;
}

std::vector<std::pair<std::string, CanvasPoint>> TopologyReader::layout(const FieldValue& value) {
    std::vector<std::pair<std::string, CanvasPoint>> out;
    if (!value.object()) {
        say("layout", R"(must be an object of positions, {"node": [x, y]})");
        return out;
    }
    out.reserve(value.object()->size());
    for (const auto& [id, v] : *value.object())
        if (auto at = point(v, "layout." + id)) out.emplace_back(id, *at);
    return out;
}

std::vector<Note> TopologyReader::notes(const FieldValue& value) {
    std::vector<Note> out;
    if (!value.list()) {
        say("notes", "must be a list of notes");
        return out;
    }
    for (std::size_t i = 0; i < value.list()->size(); ++i) {
        const FieldValue& item = (*value.list())[i];
        const std::string where = fmt::format("notes[{}]", i);
        if (!item.object()) {
            say(where, R"(must be an object with "text", "at" and "size")");
            continue;
        }
        Note note;
        for (const auto& [key, v] : *item.object()) {
            if (key == "text")
                note.text = text(v, where + ".text");
            else if (key == "at")
                note.at = point(v, where + ".at").value_or(note.at);
            else if (key == "size")
                note.size = point(v, where + ".size").value_or(note.size);
            else
                unknownKey(key, where, {"text", "at", "size"});
        }
        out.push_back(std::move(note));
    }
    return out;
}

std::vector<Group> TopologyReader::groups(const FieldValue& value) {
    std::vector<Group> out;
    if (!value.list()) {
        say("groups", "must be a list of groups");
        return out;
    }
    for (std::size_t i = 0; i < value.list()->size(); ++i) {
        const FieldValue& item = (*value.list())[i];
        const std::string where = fmt::format("groups[{}]", i);
        if (!item.object()) {
            say(where, R"(must be an object with "title", "nodes" and "color")");
            continue;
        }
        Group group;
        for (const auto& [key, v] : *item.object()) {
            if (key == "title") {
                group.title = text(v, where + ".title");
            } else if (key == "color") {
                group.color = text(v, where + ".color");
            } else if (key == "nodes") {
                if (!v.list()) say(where + ".nodes", "must be a list of node ids");
                for (const FieldValue& id : v.list() ? *v.list() : FieldValue::List{})
                    if (std::string t = text(id, where + ".nodes"); !t.empty()) group.nodes.push_back(std::move(t));
            } else {
                unknownKey(key, where, {"title", "nodes", "color"});
            }
        }
        out.push_back(std::move(group));
    }
    return out;
}

Topology TopologyReader::file(const FieldValue::Object& members) {
    static constexpr std::array<std::string_view, 16> known{
        "$schema", "weir",  "name",  "application_id", "connection", "guarantee", "profile", "settings",
        "on_error", "dead_letter_topic", "nodes", "edges", "subflows", "layout", "notes", "groups"};
    Topology out;
    bool hasNodes = false;
    bool hasEdges = false;
    for (const auto& [key, v] : members) {
        if (key == "weir") continue; // looked at before
        if (key == "$schema") out.schemaUrl = text(v, key);
        else if (key == "name") out.name = text(v, key);
        else if (key == "application_id") out.applicationId = v.text() ? *v.text() : std::string(); // bind says that it is missing
        else if (key == "connection") out.connection = text(v, key);
        else if (key == "guarantee") out.guarantee = choice(v, key, guarantees);
        else if (key == "profile") out.profile = choice(v, key, profiles);
        else if (key == "on_error") out.onError = choice(v, key, onErrors);
        else if (key == "dead_letter_topic") out.deadLetterTopic = text(v, key);
        else if (key == "subflows") out.subflows = subflows(v);
        else if (key == "layout") out.layout = layout(v);
        else if (key == "notes") out.notes = notes(v);
        else if (key == "groups") out.groups = groups(v);
        else if (key == "settings") {
            if (v.object())
                out.settings = *v.object();
            else
                say(key, R"(must be an object, like {"commit_interval": "100ms"})");
        } else if (key == "nodes") {
            hasNodes = true;
            out.nodes = nodes(v, key);
        } else if (key == "edges") {
            hasEdges = true;
            out.edges = edges(v, key);
        } else {
            unknownKey(key, {}, {known.begin(), known.end()});
        }
    }
    if (!hasNodes) say("nodes", R"(is missing: a topology needs a list "nodes" (it may be empty))", "missing");
    if (!hasEdges) say("edges", R"(is missing: a topology needs a list "edges" (it may be empty))", "missing");
    return out;
}

Topology TopologyReader::fragment(const FieldValue::Object& members) {
    Topology out;
    for (const auto& [key, v] : members) {
        if (key == "nodes") out.nodes = nodes(v, key);
        else if (key == "edges") out.edges = edges(v, key);
        else if (key == "layout") out.layout = layout(v);
        else if (key == "notes") out.notes = notes(v);
        else if (key == "groups") out.groups = groups(v);
        else unknownKey(key, {}, {"nodes", "edges", "layout", "notes", "groups"});
    }
    return out;
}

/// Problems that the parser met inside a node are said with the node's id.
void placeProblems(const JsonTree& tree, Diagnostics& diagnostics) {
    for (const JsonProblem& p : tree.problems) {
        Diagnostic d;
        d.message = p.message;
        d.code = p.code;
        d.field = pathText(p.path);
        if (p.path.size() > 2 && p.path[0].key == "nodes" && p.path[1].index) {
            const FieldValue* list = tree.root->member("nodes");
            if (list && list->list() && *p.path[1].index < list->list()->size()) {
                const FieldValue* id = (*list->list())[*p.path[1].index].member("id");
                if (id && id->text()) {
                    d.node = *id->text();
                    d.field = pathText(p.path, 2);
                }
            }
        }
        diagnostics.push_back(std::move(d));
    }
}

void sayFile(LoadedTopology& out, std::string message, std::string code, std::string field = {}) {
    Diagnostic d;
    d.field = std::move(field);
    d.message = std::move(message);
    d.code = std::move(code);
    out.diagnostics.push_back(std::move(d));
}

/// The tree of an object; nullopt after a diagnostic.
std::optional<JsonTree> readObject(std::string_view text, LoadedTopology& out) {
    JsonTree tree = readJson(text);
    if (!tree.root) {
        sayFile(out, "can't be read: " + tree.fatal, "invalid_json");
        return {};
    }
    if (!tree.root->object()) {
        sayFile(out, R"(is no topology: it must be one JSON object that begins with "weir": 1)", "invalid_json");
        return {};
    }
    placeProblems(tree, out.diagnostics);
    return tree;
}

/// False if the file is of a newer version, which this program can't judge.
bool readVersion(const FieldValue& root, LoadedTopology& out) {
    const FieldValue* version = root.member("weir");
    if (!version) {
        sayFile(out, R"(is missing: a topology file says "weir": 1)", "missing", "weir");
        return true;
    }
    if (!version->integer() || *version->integer() < 1) {
        sayFile(out, "must be a whole number from 1", "invalid_value", "weir");
        return true;
    }
    if (*version->integer() <= newestVersion) return true;
    sayFile(out,
            fmt::format("the file is of version {}, made by a newer Weir; this one reads up to version {}: install a newer Weir",
                        *version->integer(), newestVersion),
            "newer_version", "weir");
    return false;
}

} // namespace

LoadedTopology loadTopology(std::string_view text, const NodeRegistry&) {
    LoadedTopology out;
    const auto tree = readObject(text, out);
    if (!tree || !readVersion(*tree->root, out)) return out;
    TopologyReader reader(out.diagnostics);
    Topology topology = reader.file(*tree->root->object());
    if (!reader.overLimit()) out.topology = std::move(topology);
    return out;
}

LoadedTopology fragmentFromJson(std::string_view text, const NodeRegistry& registry) {
    LoadedTopology out;
    auto tree = readObject(text, out);
    if (!tree) return out;
    if (tree->root->member("weir")) return loadTopology(text, registry);
    TopologyReader reader(out.diagnostics);
    if (tree->root->member("type")) { // a single node
        out.topology.emplace().nodes.push_back(reader.node(*tree->root, "node"));
        return out;
    }
    if (!tree->root->member("nodes")) {
        sayFile(out, R"(is no part of a topology: it has no "nodes")", "missing", "nodes");
        return out;
    }
    Topology topology = reader.fragment(*tree->root->object());
    if (!reader.overLimit()) out.topology = std::move(topology);
    return out;
}

std::optional<FieldValue> fieldFromJson(std::string_view text) {
    JsonTree tree = readJson(text);
    if (!tree.root || !tree.problems.empty()) return {};
    return std::move(tree.root);
}

} // namespace weir
