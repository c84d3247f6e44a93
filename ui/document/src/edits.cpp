// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/edits.h"

#include "edit_builder.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <set>

namespace weir::edits {

namespace {

QString named(const char* text, const std::string& name) {
    return QCoreApplication::translate("edits", text).arg(QString::fromStdString(name));
}
QString counted(const char* text, std::size_t count) {
    return QCoreApplication::translate("edits", text, nullptr, static_cast<int>(count));
}

bool contains(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

std::string freeId(const Topology& topology, std::string_view wish) {
    std::string base(wish.substr(0, 56));
    if (!isNodeId(base)) base = "node";
    std::string id = base;
    for (int n = 2; topology.find(id); ++n) id = base + "-" + std::to_string(n);
    return id;
}

Edit addNode(const Topology& topology, Node node, CanvasPoint at, std::vector<Edge> wires) {
    EditBuilder builder(topology);
    const std::string id = node.id;
    builder.insertNode(std::move(node), at);
    for (const Edge& wire : wires) builder.insertEdge(wire);
    return builder.finish(named(QT_TRANSLATE_NOOP("edits", "Add %1"), id));
}

Edit spliceNode(const Topology& topology, Node node, CanvasPoint at, const Edge& wire, const std::string& inPort,
                const std::string& outPort) {
    EditBuilder builder(topology);
    const std::string id = node.id;
    builder.insertNode(std::move(node), at);
    builder.takeEdge(wire);
    builder.insertEdge({wire.from, {id, inPort}});
    builder.insertEdge({{id, outPort}, wire.to});
    return builder.finish(named(QT_TRANSLATE_NOOP("edits", "Insert %1 into a wire"), id));
}

Edit spliceExisting(const Topology& topology, const std::string& id, CanvasPoint delta, const Edge& wire,
                    const std::string& inPort, const std::string& outPort) {
    EditBuilder builder(topology);
    builder.moveNodeBy(id, delta);
    builder.takeEdge(wire);
    builder.insertEdge({wire.from, {id, inPort}});
    builder.insertEdge({{id, outPort}, wire.to});
    return builder.finish(named(QT_TRANSLATE_NOOP("edits", "Insert %1 into a wire"), id));
}

Edit removeSelection(const Topology& topology, const Selection& selection) {
    EditBuilder builder(topology);
    for (const Edge& edge : selection.edges) builder.takeEdge(edge);
    auto notes = selection.notes;
    std::sort(notes.rbegin(), notes.rend());
    for (const std::size_t index : notes) builder.takeNote(index);
    auto groups = selection.groups;
    std::sort(groups.rbegin(), groups.rend());
    for (const std::size_t index : groups) builder.takeGroup(index);
    for (const std::string& id : selection.nodes) builder.takeNode(id);
    const std::size_t things =
        selection.nodes.size() + selection.edges.size() + selection.notes.size() + selection.groups.size();
    return builder.finish(selection.nodes.size() == 1 && things == 1
                              ? named(QT_TRANSLATE_NOOP("edits", "Delete %1"), selection.nodes.front())
                              : counted(QT_TRANSLATE_NOOP("edits", "Delete %n item(s)"), things));
}

Edit removeAndHeal(const Topology& topology, const std::vector<std::string>& nodes) {
    EditBuilder builder(topology);
    for (const std::string& id : nodes) {
        std::vector<PortRef> origins;
        std::vector<PortRef> targets;
        for (const Edge& edge : builder.topology().edges) {
            if (edge.to.node == id) origins.push_back(edge.from);
            if (edge.from.node == id) targets.push_back(edge.to);
        }
        builder.takeNode(id);
        if (origins.size() != 1) continue;
        for (const PortRef& target : targets) builder.insertEdge({origins.front(), target});
    }
    return builder.finish(counted(QT_TRANSLATE_NOOP("edits", "Delete %n node(s) and reconnect"), nodes.size()));
}

Edit moveNodes(const Topology& topology, const std::vector<std::string>& nodes, CanvasPoint delta) {
    return moveSelection(topology, Selection{nodes, {}, {}, {}}, delta);
}

Edit moveSelection(const Topology& topology, const Selection& selection, CanvasPoint delta, bool merging) {
    EditBuilder builder(topology);
    if (delta.x == 0 && delta.y == 0) return {};
    std::string key = "move";
    for (const std::string& id : selection.nodes) {
        builder.moveNodeBy(id, delta);
        key += ' ' + id;
    }
    for (const std::size_t index : selection.notes) {
        if (index >= topology.notes.size()) continue;
        Note note = topology.notes[index];
        note.at.x += delta.x;
        note.at.y += delta.y;
        builder.changeNote(index, std::move(note));
        key += " note" + std::to_string(index);
    }
    const std::size_t things = selection.nodes.size() + selection.notes.size();
    return builder.finish(selection.nodes.size() == 1 && things == 1
                              ? named(QT_TRANSLATE_NOOP("edits", "Move %1"), selection.nodes.front())
                              : counted(QT_TRANSLATE_NOOP("edits", "Move %n item(s)"), things),
                          merging ? key : std::string());
}

Edit arrangeNodes(const Topology& topology, const std::vector<std::pair<std::string, CanvasPoint>>& places,
                  const QString& text) {
    EditBuilder builder(topology);
    for (const auto& [id, at] : places) builder.moveNode(id, at);
    return builder.finish(text);
}

Edit connect(const Topology& topology, const Edge& edge, bool replacing) {
    EditBuilder builder(topology);
    if (std::find(topology.edges.begin(), topology.edges.end(), edge) != topology.edges.end()) return {};
    if (replacing) builder.takeEdgesInto(edge.to);
    builder.insertEdge(edge);
    return builder.finish(QCoreApplication::translate("edits", "Wire %1 to %2")
                              .arg(QString::fromStdString(edge.from.node), QString::fromStdString(edge.to.node)));
}

Edit disconnect(const Topology& topology, const std::vector<Edge>& edges) {
    return removeSelection(topology, Selection{{}, edges, {}, {}});
}

Edit replug(const Topology& topology, const Edge& before, const Edge& after, bool replacing) {
    if (before == after) return {};
    EditBuilder builder(topology);
    builder.takeEdge(before);
    if (replacing) builder.takeEdgesInto(after.to);
    builder.insertEdge(after);
    return builder.finish(QCoreApplication::translate("edits", "Move the wire to %1")
                              .arg(QString::fromStdString(before.to == after.to ? after.from.node : after.to.node)));
}

Edit setField(const Topology& topology, const std::string& id, const std::string& path, FieldValue value) {
    const Node* node = topology.find(id);
    if (!node) return {};
    Node after = *node;
    setFieldAt(after.fields, path, std::move(value));
    EditBuilder builder(topology);
    builder.changeNode(std::move(after));
    return builder.finish(QCoreApplication::translate("edits", "Change %2 of %1")
                              .arg(QString::fromStdString(id), QString::fromStdString(path)),
                          "field " + id + ' ' + path);
}

Edit setFields(const Topology& topology, const std::string& id, FieldValue::Object fields) {
    const Node* node = topology.find(id);
    if (!node) return {};
    Node after = *node;
    after.fields = std::move(fields);
    EditBuilder builder(topology);
    builder.changeNode(std::move(after));
    return builder.finish(named(QT_TRANSLATE_NOOP("edits", "Change %1"), id), "fields " + id);
}

Edit setTitle(const Topology& topology, const std::string& id, const std::string& title) {
    const Node* node = topology.find(id);
    if (!node) return {};
    Node after = *node;
    after.title = title == id ? std::string() : title;
    EditBuilder builder(topology);
    builder.changeNode(std::move(after));
    return builder.finish(named(QT_TRANSLATE_NOOP("edits", "Change the title of %1"), id), "title " + id);
}

Edit setEnabled(const Topology& topology, const std::vector<std::string>& nodes, bool enabled) {
    EditBuilder builder(topology);
    for (const std::string& id : nodes) {
        const Node* node = topology.find(id);
        if (!node) continue;
        Node after = *node;
        after.enabled = enabled;
        builder.changeNode(std::move(after));
    }
    return builder.finish(enabled ? counted(QT_TRANSLATE_NOOP("edits", "Enable %n node(s)"), nodes.size())
                                  : counted(QT_TRANSLATE_NOOP("edits", "Disable %n node(s)"), nodes.size()));
}

Edit renameNode(const Topology& topology, const std::string& from, const std::string& to) {
    if (from == to || !isNodeId(to) || topology.find(to) || !topology.find(from)) return {};
    EditBuilder builder(topology);
    builder.renameNode(from, to);
    return builder.finish(QCoreApplication::translate("edits", "Rename %1 to %2")
                              .arg(QString::fromStdString(from), QString::fromStdString(to)));
}

Edit setHeader(const Topology& topology, TopologyHeader header) {
    EditBuilder builder(topology);
    builder.changeHeader(std::move(header));
    return builder.finish(QCoreApplication::translate("edits", "Change the topology's settings"), "header");
}

Edit addNote(const Topology& topology, Note note) {
    EditBuilder builder(topology);
    builder.insertNote(std::move(note));
    return builder.finish(QCoreApplication::translate("edits", "Add a note"));
}

Edit setNote(const Topology& topology, std::size_t index, Note note) {
    EditBuilder builder(topology);
    builder.changeNote(index, std::move(note));
    return builder.finish(QCoreApplication::translate("edits", "Change a note"), "note " + std::to_string(index));
}

Edit addGroup(const Topology& topology, Group group) {
    EditBuilder builder(topology);
    // A node belongs to one group.
    for (std::size_t i = builder.topology().groups.size(); i-- > 0;) {
        Group other = builder.topology().groups[i];
        if (std::erase_if(other.nodes, [&](const std::string& id) { return contains(group.nodes, id); }) == 0) continue;
        if (other.nodes.empty()) builder.takeGroup(i);
        else builder.changeGroup(i, std::move(other));
    }
    builder.insertGroup(std::move(group));
    return builder.finish(QCoreApplication::translate("edits", "Group"));
}

Edit setGroup(const Topology& topology, std::size_t index, Group group) {
    EditBuilder builder(topology);
    builder.changeGroup(index, std::move(group));
    return builder.finish(QCoreApplication::translate("edits", "Change a group"), "group " + std::to_string(index));
}

Edit removeGroup(const Topology& topology, std::size_t index) {
    EditBuilder builder(topology);
    builder.takeGroup(index);
    return builder.finish(QCoreApplication::translate("edits", "Ungroup"));
}

Topology fragmentOf(const Topology& topology, const Selection& selection) {
    Topology fragment;
    for (const Node& node : topology.nodes) {
        if (!contains(selection.nodes, node.id)) continue;
        fragment.nodes.push_back(node);
        if (const auto at = topology.position(node.id)) fragment.setPosition(node.id, *at);
    }
    for (const Edge& edge : topology.edges)
        if (contains(selection.nodes, edge.from.node) && contains(selection.nodes, edge.to.node))
            fragment.edges.push_back(edge);
    for (const std::size_t index : selection.notes)
        if (index < topology.notes.size()) fragment.notes.push_back(topology.notes[index]);
    for (const Group& group : topology.groups)
        if (!group.nodes.empty() && std::all_of(group.nodes.begin(), group.nodes.end(),
                                                [&](const std::string& id) { return contains(selection.nodes, id); }))
            fragment.groups.push_back(group);
    return fragment;
}

Pasted paste(const Topology& topology, const Topology& fragment, CanvasPoint at) {
    Pasted pasted;
    EditBuilder builder(topology);
    CanvasPoint corner{std::numeric_limits<int>::max(), std::numeric_limits<int>::max()};
    const auto reach = [&corner](CanvasPoint p) { corner = {std::min(corner.x, p.x), std::min(corner.y, p.y)}; };
    for (const Node& node : fragment.nodes) reach(fragment.position(node.id).value_or(CanvasPoint{}));
    for (const Note& note : fragment.notes) reach(note.at);
    const auto placed = [&](CanvasPoint p) { return CanvasPoint{at.x + p.x - corner.x, at.y + p.y - corner.y}; };

    std::map<std::string, std::string> ids;
    for (const Node& node : fragment.nodes) {
        Node copy = node;
        copy.id = freeId(builder.topology(), node.id);
        ids[node.id] = copy.id;
        pasted.selection.nodes.push_back(copy.id);
        builder.insertNode(std::move(copy), placed(fragment.position(node.id).value_or(CanvasPoint{})));
    }
    for (const Edge& edge : fragment.edges)
        if (ids.contains(edge.from.node) && ids.contains(edge.to.node))
            builder.insertEdge({{ids[edge.from.node], edge.from.port}, {ids[edge.to.node], edge.to.port}});
    for (const Note& note : fragment.notes) {
        Note copy = note;
        copy.at = placed(note.at);
        pasted.selection.notes.push_back(builder.topology().notes.size());
        builder.insertNote(std::move(copy));
    }
    for (const Group& group : fragment.groups) {
        Group copy{group.title, {}, group.color};
        for (const std::string& id : group.nodes)
            if (ids.contains(id)) copy.nodes.push_back(ids[id]);
        if (!copy.nodes.empty()) builder.insertGroup(std::move(copy));
    }
    pasted.edit = builder.finish(
        counted(QT_TRANSLATE_NOOP("edits", "Paste %n item(s)"), fragment.nodes.size() + fragment.notes.size()));
    return pasted;
}

} // namespace weir::edits

namespace weir {

namespace {

/// "branches[1].where" → "branches", 1, "where".
struct PathStep {
    std::string_view name;
    std::optional<std::size_t> index;
};
std::vector<PathStep> stepsOf(std::string_view path) {
    std::vector<PathStep> steps;
    while (!path.empty()) {
        const std::size_t dot = path.find('.');
        std::string_view part = path.substr(0, dot);
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
        PathStep step{part, std::nullopt};
        if (const std::size_t open = part.find('['); open != std::string_view::npos && part.ends_with(']')) {
            const std::string_view digits = part.substr(open + 1, part.size() - open - 2);
            std::size_t index = 0;
            const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), index);
            if (parsed.ec == std::errc() && index < 100'000) step = {part.substr(0, open), index};
        }
        steps.push_back(step);
    }
    return steps;
}

bool isEmptyObject(const FieldValue& value) { return value.object() && value.object()->empty(); }

void setAt(FieldValue& holder, const std::vector<PathStep>& steps, std::size_t depth, FieldValue value) {
    const PathStep& step = steps[depth];
    const bool last = depth + 1 == steps.size();
    const FieldValue* present = holder.member(step.name);
    FieldValue next = present ? *present : FieldValue();
    if (step.index) {
        FieldValue::List list = next.list() ? *next.list() : FieldValue::List{};
        if (last && value.isNull()) {
            if (*step.index < list.size()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(*step.index));
        } else {
            if (list.size() <= *step.index) list.resize(*step.index + 1);
            if (last) list[*step.index] = std::move(value);
            else {
                if (!list[*step.index].object()) list[*step.index] = FieldValue::Object{};
                setAt(list[*step.index], steps, depth + 1, std::move(value));
            }
        }
        next = list.empty() ? FieldValue() : FieldValue(std::move(list));
    } else if (last) {
        next = std::move(value);
    } else {
        if (!next.object()) next = FieldValue::Object{};
        setAt(next, steps, depth + 1, std::move(value));
        if (isEmptyObject(next)) next = FieldValue();
    }
    holder.setMember(step.name, std::move(next));
}

} // namespace

const FieldValue* fieldAt(const FieldValue::Object& fields, std::string_view path) {
    const FieldValue* at = nullptr;
    for (const PathStep& step : stepsOf(path)) {
        if (!at) {
            const auto it = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == step.name; });
            at = it == fields.end() ? nullptr : &it->second;
        } else {
            at = at->member(step.name);
        }
        if (at && step.index) at = at->list() && *step.index < at->list()->size() ? &(*at->list())[*step.index] : nullptr;
        if (!at) return nullptr;
    }
    return at;
}

void setFieldAt(FieldValue::Object& fields, std::string_view path, FieldValue value) {
    const auto steps = stepsOf(path);
    if (steps.empty()) return;
    FieldValue holder(std::move(fields));
    setAt(holder, steps, 0, std::move(value));
    fields = std::move(*holder.object());
}

} // namespace weir
