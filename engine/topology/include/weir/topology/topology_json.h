// SPDX-License-Identifier: Apache-2.0
// The topology file as text: load with every mistake at once, save byte-stably, and its JSON Schema.
// Errors   limits stand before parsing: <= 8 MiB; after: <= 5,000 nodes, <= 20,000 edges, depth <= 64, a string <= 64 KiB,
//          finite numbers, no duplicate keys (reliability.md 4). Opening never runs code, opens a socket or reads a file.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/topology/node_spec.h"
#include "weir/topology/topology.h"

#include <optional>
#include <string>
#include <string_view>

namespace weir {

struct LoadedTopology {
    /// What could be read, also beside errors (the designer shows it); absent only if the text is no JSON object,
    /// is over a limit, or is of a newer version.
    std::optional<Topology> topology;
    /// What a Topology value can't hold: broken JSON, duplicate and unknown keys of the file, values of the wrong kind.
    /// Ids, the nodes' fields (unknown ones are kept in Node::fields) and wires are bind's to check, since edits change
    /// them too: the two lists never overlap, and together they are every mistake.
    Diagnostics diagnostics;
};
LoadedTopology loadTopology(std::string_view text, const NodeRegistry& registry);
/// Fixed key order, nodes in order, one node a block, integers for positions, a final newline. load(save(t)) == t, and
/// save(load(text)) == text for a text that save wrote.
std::string saveTopology(const Topology& topology);
/// One node, edge list or selection as JSON text, for the clipboard; and back (ids are the caller's to make unique).
std::string fragmentToJson(const Topology& fragment);
LoadedTopology fragmentFromJson(std::string_view text, const NodeRegistry& registry);
/// A field's value as compact JSON text, and back ("as JSON" in the inspector).
std::string fieldToJson(const FieldValue& value);
std::optional<FieldValue> fieldFromJson(std::string_view text);
/// JSON Schema draft-07 of the whole file.
std::string topologyJsonSchema(const NodeRegistry& registry);

} // namespace weir
