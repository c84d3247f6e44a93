// SPDX-License-Identifier: GPL-3.0-or-later
// ChangeEvent: one thing that changed in a document's topology, as values. Every edit, undo and redo is a sequence of these;
// each knows its inverse. Whoever shows the topology visits the variant, so a new kind of change must be handled there.
#pragma once

#include "weir/topology/topology.h"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace weir {

/// Where a node stands, and at which place of the file's layout list (so that undo gives the very same file).
struct LayoutSlot {
    std::size_t index = 0;
    CanvasPoint at;
    bool operator==(const LayoutSlot&) const = default;
};

struct NodeInserted {
    std::size_t index = 0; ///< in Topology::nodes
    Node node;
    std::optional<LayoutSlot> slot;
};
struct NodeTaken {
    std::size_t index = 0;
    Node node;
    std::optional<LayoutSlot> slot;
};
/// Fields, title, type or enabled; the id stays.
struct NodeChanged {
    Node before;
    Node after;
};
/// The id, wherever it is named: the node, its edges, the layout, groups.
struct NodeRenamed {
    std::string before;
    std::string after;
};
struct NodeMoved {
    std::string id;
    std::optional<LayoutSlot> before;
    std::optional<LayoutSlot> after;
};
struct EdgeInserted {
    std::size_t index = 0; ///< in Topology::edges
    Edge edge;
};
struct EdgeTaken {
    std::size_t index = 0;
    Edge edge;
};
struct NoteInserted {
    std::size_t index = 0;
    Note note;
};
struct NoteTaken {
    std::size_t index = 0;
    Note note;
};
struct NoteChanged {
    std::size_t index = 0;
    Note before;
    Note after;
};
struct GroupInserted {
    std::size_t index = 0;
    Group group;
};
struct GroupTaken {
    std::size_t index = 0;
    Group group;
};
struct GroupChanged {
    std::size_t index = 0;
    Group before;
    Group after;
};
/// What stands above the nodes in the file.
struct TopologyHeader {
    std::string name;
    std::string applicationId;
    std::string connection;
    std::optional<Guarantee> guarantee;
    std::optional<Profile> profile;
    FieldValue::Object settings;
    std::optional<OnError> onError;
    std::string deadLetterTopic;
    bool operator==(const TopologyHeader&) const = default;
};
TopologyHeader headerOf(const Topology& topology);
struct HeaderChanged {
    TopologyHeader before;
    TopologyHeader after;
};
/// Another file, or a recovered one: read everything anew. Not undoable.
struct DocumentReplaced {};

using ChangeEvent = std::variant<NodeInserted, NodeTaken, NodeChanged, NodeRenamed, NodeMoved, EdgeInserted, EdgeTaken,
                                 NoteInserted, NoteTaken, NoteChanged, GroupInserted, GroupTaken, GroupChanged,
                                 HeaderChanged, DocumentReplaced>;

/// Do it to the topology.
void applyChange(Topology& topology, const ChangeEvent& change);
/// What undoes it.
ChangeEvent inverseOf(const ChangeEvent& change);

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};

} // namespace weir
