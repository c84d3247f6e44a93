// SPDX-License-Identifier: GPL-3.0-or-later
// edits: what a person can do to a topology. Each function is pure: from a topology to an Edit, a list of changes that
// Document::push() makes one step of the history. An empty edit does nothing.
//   document.push(edits::moveNodes(document.topology(), ids, {16, 0}));
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/document/change_event.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct Edit {
    QString text; ///< for the history and "Undo …"
    std::vector<ChangeEvent> changes;
    /// Edits with the same key merge into one step, until Document::endGesture(). Empty: never.
    std::string mergeKey;
    bool empty() const { return changes.empty(); }
};

/// What is selected on the canvas. Notes and groups by index.
struct Selection {
    std::vector<std::string> nodes;
    std::vector<Edge> edges;
    std::vector<std::size_t> notes;
    std::vector<std::size_t> groups;
    bool empty() const { return nodes.empty() && edges.empty() && notes.empty() && groups.empty(); }
    bool operator==(const Selection&) const = default;
};

namespace edits {

/// `wish`, or `wish-2`, `wish-3`, … if it is taken.
std::string freeId(const Topology& topology, std::string_view wish);

/// The node's id must be free. `wires` may name it.
Edit addNode(const Topology& topology, Node node, CanvasPoint at, std::vector<Edge> wires = {});
/// Put a node onto a wire: from → node:in, node:out → to.
Edit spliceNode(const Topology& topology, Node node, CanvasPoint at, const Edge& wire, const std::string& inPort,
                const std::string& outPort);
/// The same for a node that is there already and is dropped onto a wire (moved by `delta` at the same time).
Edit spliceExisting(const Topology& topology, const std::string& id, CanvasPoint delta, const Edge& wire,
                    const std::string& inPort, const std::string& outPort);
/// Nodes go with their edges and leave their groups.
Edit removeSelection(const Topology& topology, const Selection& selection);
/// Remove nodes; where a node had one input, what it fed is wired to that input's origin.
Edit removeAndHeal(const Topology& topology, const std::vector<std::string>& nodes);
Edit moveNodes(const Topology& topology, const std::vector<std::string>& nodes, CanvasPoint delta);
/// Nodes and notes together; `gesture` merges (arrow keys).
Edit moveSelection(const Topology& topology, const Selection& selection, CanvasPoint delta, bool merging = false);
/// Several nodes to places of their own (auto layout, align).
Edit arrangeNodes(const Topology& topology, const std::vector<std::pair<std::string, CanvasPoint>>& places,
                  const QString& text);
/// Cards in a line or at equal distances, on the grid; nothing for fewer than two.
enum class Alignment : std::uint8_t { Left, Centre, Right, Top, Middle, Bottom, SpreadAcross, SpreadDown };
Edit alignNodes(const Topology& topology, const std::vector<std::string>& nodes, Alignment how);

/// A wire; if it exists already: empty. An input that takes one wire only loses the one it had (`replacing`).
Edit connect(const Topology& topology, const Edge& edge, bool replacing = false);
Edit disconnect(const Topology& topology, const std::vector<Edge>& edges);
Edit replug(const Topology& topology, const Edge& before, const Edge& after, bool replacing = false);

/// A field by path ("where", "window.size", "branches[1].where"); a null value removes it. Merges while typing.
Edit setField(const Topology& topology, const std::string& node, const std::string& path, FieldValue value);
/// All fields at once ("as JSON").
Edit setFields(const Topology& topology, const std::string& node, FieldValue::Object fields);
Edit setTitle(const Topology& topology, const std::string& node, const std::string& title);
Edit setEnabled(const Topology& topology, const std::vector<std::string>& nodes, bool enabled);
/// Empty if `to` is no id or is taken.
Edit renameNode(const Topology& topology, const std::string& from, const std::string& to);
Edit setHeader(const Topology& topology, TopologyHeader header);

/// What a diagnostic's fix says, all its steps in one edit; empty: it has none, or it does not fit the topology any more.
Edit mend(const Topology& topology, const Diagnostic& diagnostic);

Edit addNote(const Topology& topology, Note note);
Edit setNote(const Topology& topology, std::size_t index, Note note);
Edit addGroup(const Topology& topology, Group group);
Edit setGroup(const Topology& topology, std::size_t index, Group group);
Edit removeGroup(const Topology& topology, std::size_t index);

/// The selected nodes, the edges among them and the notes, as a topology for the clipboard (fragmentToJson).
Topology fragmentOf(const Topology& topology, const Selection& selection);
struct Pasted {
    Edit edit;
    Selection selection; ///< what was made, under its new ids
};
/// With its top left corner at `at`.
Pasted paste(const Topology& topology, const Topology& fragment, CanvasPoint at);

} // namespace edits

/// Read and write a field by path in a node's fields, as in setField().
const FieldValue* fieldAt(const FieldValue::Object& fields, std::string_view path);
void setFieldAt(FieldValue::Object& fields, std::string_view path, FieldValue value);

} // namespace weir
