// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit_builder.h"

#include <algorithm>

namespace weir {

void EditBuilder::add(ChangeEvent change) {
    applyChange(m_topology, change);
    m_changes.push_back(std::move(change));
}

std::optional<LayoutSlot> EditBuilder::slotOf(const std::string& id) const {
    for (std::size_t i = 0; i < m_topology.layout.size(); ++i)
        if (m_topology.layout[i].first == id) return LayoutSlot{i, m_topology.layout[i].second};
    return std::nullopt;
}

void EditBuilder::insertNode(Node node, CanvasPoint at) {
    add(NodeInserted{m_topology.nodes.size(), std::move(node), LayoutSlot{m_topology.layout.size(), at}});
}

void EditBuilder::takeNode(const std::string& id) {
    const auto index = m_topology.indexOf(id);
    if (!index) return;
    for (std::size_t i = m_topology.edges.size(); i-- > 0;) {
        const Edge& edge = m_topology.edges[i];
        if (edge.from.node == id || edge.to.node == id) add(EdgeTaken{i, Edge(edge)});
    }
    for (std::size_t i = m_topology.groups.size(); i-- > 0;) {
        Group group = m_topology.groups[i];
        if (std::erase(group.nodes, id) == 0) continue;
        if (group.nodes.empty()) takeGroup(i);
        else changeGroup(i, std::move(group));
    }
    add(NodeTaken{*index, Node(m_topology.nodes[*index]), slotOf(id)});
}

void EditBuilder::changeNode(Node after) {
    const Node* before = m_topology.find(after.id);
    if (before && *before != after) add(NodeChanged{Node(*before), std::move(after)});
}

void EditBuilder::renameNode(const std::string& from, const std::string& to) { add(NodeRenamed{from, to}); }

void EditBuilder::moveNode(const std::string& id, CanvasPoint to) {
    const auto before = slotOf(id);
    if (before && before->at == to) return;
    add(NodeMoved{id, before, LayoutSlot{before ? before->index : m_topology.layout.size(), to}});
}

void EditBuilder::moveNodeBy(const std::string& id, CanvasPoint delta) {
    const CanvasPoint at = m_topology.position(id).value_or(CanvasPoint{});
    moveNode(id, {at.x + delta.x, at.y + delta.y});
}

void EditBuilder::insertEdge(const Edge& edge) {
    if (std::find(m_topology.edges.begin(), m_topology.edges.end(), edge) == m_topology.edges.end())
        add(EdgeInserted{m_topology.edges.size(), edge});
}

void EditBuilder::takeEdge(const Edge& edge) {
    const auto it = std::find(m_topology.edges.begin(), m_topology.edges.end(), edge);
    if (it != m_topology.edges.end()) add(EdgeTaken{static_cast<std::size_t>(it - m_topology.edges.begin()), Edge(*it)});
}

void EditBuilder::takeEdgesInto(const PortRef& port) {
    for (std::size_t i = m_topology.edges.size(); i-- > 0;)
        if (m_topology.edges[i].to == port) add(EdgeTaken{i, Edge(m_topology.edges[i])});
}

void EditBuilder::insertNote(Note note) { add(NoteInserted{m_topology.notes.size(), std::move(note)}); }
void EditBuilder::takeNote(std::size_t index) {
    if (index < m_topology.notes.size()) add(NoteTaken{index, Note(m_topology.notes[index])});
}
void EditBuilder::changeNote(std::size_t index, Note after) {
    if (index < m_topology.notes.size() && m_topology.notes[index] != after)
        add(NoteChanged{index, Note(m_topology.notes[index]), std::move(after)});
}
void EditBuilder::insertGroup(Group group) { add(GroupInserted{m_topology.groups.size(), std::move(group)}); }
void EditBuilder::takeGroup(std::size_t index) {
    if (index < m_topology.groups.size()) add(GroupTaken{index, Group(m_topology.groups[index])});
}
void EditBuilder::changeGroup(std::size_t index, Group after) {
    if (index < m_topology.groups.size() && m_topology.groups[index] != after)
        add(GroupChanged{index, Group(m_topology.groups[index]), std::move(after)});
}

void EditBuilder::changeHeader(TopologyHeader after) {
    TopologyHeader before = headerOf(m_topology);
    if (before != after) add(HeaderChanged{std::move(before), std::move(after)});
}

Edit EditBuilder::finish(QString text, std::string mergeKey) {
    return {std::move(text), std::move(m_changes), std::move(mergeKey)};
}

} // namespace weir
