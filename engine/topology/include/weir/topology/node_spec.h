// SPDX-License-Identifier: Apache-2.0
// NodeSpec: everything that Weir knows of a node type, in one place. The file's parser and JSON Schema, the palette, the
// inspector's forms, the checks, the planner and the reference pages derive from it. Adding a node is one file in
// engine/processors (or engine/connect) and one line in the registry's list.
// Threads  immutable after the registry is built.
#pragma once

#include "weir/topology/topology.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

class BindContext;
class Operator;        // weir/processors/operator.h
class OperatorContext; // likewise
class SourceConnector; // weir/connect/connector.h
class ConnectorContext;

enum class FieldKind : std::uint8_t {
    Text,
    Topic,
    FilePath, ///< not "Path": that is a type
    Name,     ///< a store's or branch's name
    Duration, ///< "5m"
    Integer,
    Number,
    Boolean,
    Choice,     ///< one of `choices`
    Condition,  ///< SQL
    Scalar,     ///< SQL
    SelectList, ///< SQL
    GroupBy,    ///< SQL
    FlatSelect, ///< SQL
    Columns,    ///< a schema: a SQL column list
    TextList,
    Object,     ///< `members`
    ObjectList, ///< each an object of `members`
};

struct FieldSpec {
    std::string name;
    FieldKind kind = FieldKind::Text;
    bool required = false;
    FieldValue fallback;              ///< the default, as it would stand in the file; null: none
    std::vector<std::string> choices; ///< Choice; of a Duration or Text field: other words allowed ("record", "window-close")
    std::vector<FieldSpec> members;   ///< Object, ObjectList; a Text, Duration or Choice field may be given as an object of these instead
    std::string label;                ///< English, for the form ("Group by"); translated by the designer
    std::string help;                 ///< one or two English sentences
    bool advanced = false;            ///< folded in the inspector
    /// Shown and allowed only when another field has one of these values: {"type", {"hopping"}}; members of an object look at siblings.
    std::string onlyWhen;
    std::vector<std::string> onlyValues;
};

enum class NodeShape : std::uint8_t { Source, Stateless, Stateful, Table, Sink, View, Subflow };

struct PortSpec {
    std::string name;
    bool many = false; ///< several edges may end here (merge)
    bool optional = false;
};

struct NodeSpec {
    std::string type;
    std::string title;    ///< "Aggregate"
    std::string category; ///< "Sources and sinks", "Stateless", "Stateful", "Tables", "Connectors", "Views"
    NodeShape shape = NodeShape::Stateless;
    std::string summary;               ///< one sentence
    std::string help;                  ///< a paragraph or two, Markdown
    std::vector<std::string> keywords; ///< Kafka Streams names and synonyms, for search ("groupByKey", "windowedBy")
    std::vector<FieldSpec> fields;
    std::vector<PortSpec> inputs;
    std::vector<PortSpec> outputs;
    /// Output ports that follow from fields (branch: one per name); null: `outputs`.
    std::function<std::vector<PortSpec>(const Node&)> dynamicOutputs;
    /// Check the fields and inputs, say the outputs' types, programs, stores. Never null.
    std::function<void(BindContext&)> bind;
    /// Make the running operator of a bound node; null for views (headless runs leave them out) and sub-flows.
    std::function<std::unique_ptr<Operator>(OperatorContext&)> make;
    /// Sources that make their own records (generator, files, metrics): what writes the topic. Null otherwise.
    std::function<std::unique_ptr<SourceConnector>(ConnectorContext&)> connector;
    /// A node of this type and its input, for the reference page: a small topology file's text, and input lines.
    std::string exampleTopology;
    std::string exampleInput;

    std::vector<PortSpec> outputsOf(const Node& node) const { return dynamicOutputs ? dynamicOutputs(node) : outputs; }
    const FieldSpec* field(std::string_view name) const;
};

/// Fields that every node may have: on_error, dead_letter_topic.
const std::vector<FieldSpec>& commonNodeFields();
/// A spec's own field or a common one; null if there is none.
const FieldSpec* findField(const NodeSpec& spec, std::string_view name);
/// Set a field at its place in the spec's order, so that files keep one order of keys; a null value removes it.
void setFieldInOrder(Node& node, const NodeSpec& spec, std::string_view name, FieldValue value);

class NodeRegistry {
public:
    explicit NodeRegistry(std::vector<NodeSpec> specs) : m_specs(std::move(specs)) {}
    const NodeSpec* find(std::string_view type) const;
    const std::vector<NodeSpec>& specs() const { return m_specs; }

private:
    std::vector<NodeSpec> m_specs;
};

} // namespace weir
