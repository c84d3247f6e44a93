// SPDX-License-Identifier: Apache-2.0
// Node types small enough to test the topology library alone: columns are listed by name, `reads` says what a node reads,
// and no SQL is compiled.
#pragma once

#include "weir/topology/node_spec.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// Constant, and alive as long as the test program: plans point into it.
const NodeRegistry& smallNodes();

/// Builds a topology in a few words: node("big", "filter", {{"where", "true"}}).wire("orders", "big").
class Drawing {
public:
    Drawing() { m_topology.applicationId = "app"; }
    Drawing& node(std::string id, std::string type, FieldValue::Object fields = {});
    Drawing& source(std::string id, std::vector<std::string> columns = {"a", "b", "c"}, FieldValue::Object more = {});
    Drawing& sink(std::string id) { return node(id, "sink", {{"topic", id + "-topic"}}); }
    /// "from" or "from:port"
    Drawing& wire(std::string from, std::string to);
    Drawing& off(std::string_view id);
    Topology topology() const { return m_topology; }

private:
    Topology m_topology;
};

FieldValue names(std::vector<std::string> words);
/// All as `weir check` prints them, one a line.
std::string text(const Diagnostics& diagnostics);
/// The file's bytes; a test fails if it can't be read.
std::string readFile(const std::string& path);

} // namespace weir
