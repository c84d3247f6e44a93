// SPDX-License-Identifier: GPL-3.0-or-later
// EditBuilder: makes an Edit change by change on a copy of the topology, so that each change has the indexes it will meet.
#pragma once

#include "weir/document/edits.h"

namespace weir {

class EditBuilder {
public:
    explicit EditBuilder(const Topology& topology) : m_topology(topology) {}
    const Topology& topology() const { return m_topology; }

    void insertNode(Node node, CanvasPoint at);
    /// With its edges and its places in groups.
    void takeNode(const std::string& id);
    void changeNode(Node after);
    void renameNode(const std::string& from, const std::string& to);
    void moveNode(const std::string& id, CanvasPoint to);
    void moveNodeBy(const std::string& id, CanvasPoint delta);
    /// Ignored if it is there already.
    void insertEdge(const Edge& edge);
    void takeEdge(const Edge& edge);
    void takeEdgesInto(const PortRef& port);
    void insertNote(Note note);
    void takeNote(std::size_t index);
    void changeNote(std::size_t index, Note after);
    void insertGroup(Group group);
    void takeGroup(std::size_t index);
    void changeGroup(std::size_t index, Group after);
    void changeHeader(TopologyHeader after);

    Edit finish(QString text, std::string mergeKey = {});

private:
    void add(ChangeEvent change);
    std::optional<LayoutSlot> slotOf(const std::string& id) const;

    Topology m_topology;
    std::vector<ChangeEvent> m_changes;
};

} // namespace weir
