// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/change_event.h"

#include <algorithm>

namespace weir {

namespace {

template <class T>
void insertAt(std::vector<T>& list, std::size_t index, T value) {
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(std::min(index, list.size())), std::move(value));
}
template <class T>
void eraseAt(std::vector<T>& list, std::size_t index) {
    if (index < list.size()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

void insertSlot(Topology& topology, const std::string& id, const LayoutSlot& slot) {
    insertAt(topology.layout, slot.index, std::pair{id, slot.at});
}

void rename(Topology& topology, const std::string& from, const std::string& to) {
    if (Node* node = topology.find(from)) node->id = to;
    for (Edge& edge : topology.edges) {
        if (edge.from.node == from) edge.from.node = to;
        if (edge.to.node == from) edge.to.node = to;
    }
    for (auto& [id, at] : topology.layout)
        if (id == from) id = to;
    for (Group& group : topology.groups) std::replace(group.nodes.begin(), group.nodes.end(), from, to);
}

void setHeader(Topology& topology, const TopologyHeader& header) {
    topology.name = header.name;
    topology.applicationId = header.applicationId;
    topology.connection = header.connection;
    topology.guarantee = header.guarantee;
    topology.profile = header.profile;
    topology.settings = header.settings;
    topology.onError = header.onError;
    topology.deadLetterTopic = header.deadLetterTopic;
}

void move(Topology& topology, const NodeMoved& c) {
    if (c.before && c.after) topology.layout[c.after->index].second = c.after->at;
    else if (c.after) insertSlot(topology, c.id, *c.after);
    else if (c.before) eraseAt(topology.layout, c.before->index);
}

} // namespace

TopologyHeader headerOf(const Topology& t) {
    return {t.name, t.applicationId, t.connection, t.guarantee, t.profile, t.settings, t.onError, t.deadLetterTopic};
}

void applyChange(Topology& topology, const ChangeEvent& change) {
    std::visit(Overloaded{
                   [&](const NodeInserted& c) {
                       insertAt(topology.nodes, c.index, c.node);
                       if (c.slot) insertSlot(topology, c.node.id, *c.slot);
                   },
                   [&](const NodeTaken& c) {
                       eraseAt(topology.nodes, c.index);
                       if (c.slot) eraseAt(topology.layout, c.slot->index);
                   },
                   [&](const NodeChanged& c) {
                       if (Node* node = topology.find(c.after.id)) *node = c.after;
                   },
                   [&](const NodeRenamed& c) { rename(topology, c.before, c.after); },
                   [&](const NodeMoved& c) { move(topology, c); },
                   [&](const EdgeInserted& c) { insertAt(topology.edges, c.index, c.edge); },
                   [&](const EdgeTaken& c) { eraseAt(topology.edges, c.index); },
                   [&](const NoteInserted& c) { insertAt(topology.notes, c.index, c.note); },
                   [&](const NoteTaken& c) { eraseAt(topology.notes, c.index); },
                   [&](const NoteChanged& c) { topology.notes[c.index] = c.after; },
                   [&](const GroupInserted& c) { insertAt(topology.groups, c.index, c.group); },
                   [&](const GroupTaken& c) { eraseAt(topology.groups, c.index); },
                   [&](const GroupChanged& c) { topology.groups[c.index] = c.after; },
                   [&](const HeaderChanged& c) { setHeader(topology, c.after); },
                   [](const DocumentReplaced&) {},
               },
               change);
}

ChangeEvent inverseOf(const ChangeEvent& change) {
    return std::visit(
        Overloaded{
            [](const NodeInserted& c) -> ChangeEvent { return NodeTaken{c.index, c.node, c.slot}; },
            [](const NodeTaken& c) -> ChangeEvent { return NodeInserted{c.index, c.node, c.slot}; },
            [](const NodeChanged& c) -> ChangeEvent { return NodeChanged{c.after, c.before}; },
            [](const NodeRenamed& c) -> ChangeEvent { return NodeRenamed{c.after, c.before}; },
            [](const NodeMoved& c) -> ChangeEvent { return NodeMoved{c.id, c.after, c.before}; },
            [](const EdgeInserted& c) -> ChangeEvent { return EdgeTaken{c.index, c.edge}; },
            [](const EdgeTaken& c) -> ChangeEvent { return EdgeInserted{c.index, c.edge}; },
            [](const NoteInserted& c) -> ChangeEvent { return NoteTaken{c.index, c.note}; },
            [](const NoteTaken& c) -> ChangeEvent { return NoteInserted{c.index, c.note}; },
            [](const NoteChanged& c) -> ChangeEvent { return NoteChanged{c.index, c.after, c.before}; },
            [](const GroupInserted& c) -> ChangeEvent { return GroupTaken{c.index, c.group}; },
            [](const GroupTaken& c) -> ChangeEvent { return GroupInserted{c.index, c.group}; },
            [](const GroupChanged& c) -> ChangeEvent { return GroupChanged{c.index, c.after, c.before}; },
            [](const HeaderChanged& c) -> ChangeEvent { return HeaderChanged{c.after, c.before}; },
            [](const DocumentReplaced&) -> ChangeEvent { return DocumentReplaced{}; },
        },
        change);
}

} // namespace weir
