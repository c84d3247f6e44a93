// SPDX-License-Identifier: Apache-2.0
// bind: a topology to a typed topology. Every edge gets a kind, a key and columns; every expression is compiled against
// its input; every mistake becomes a diagnostic at its node and field. A pure function; the designer calls it on every edit.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/expr/compile.h"
#include "weir/topology/edge_type.h"
#include "weir/topology/node_spec.h"
#include "weir/topology/topology.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// What a node type keeps of its fields and programs for its operator; each type derives its own in its .cpp.
struct BoundConfig {
    virtual ~BoundConfig() = default;
};

struct StoreSpec {
    std::string name; ///< "<node>" or the field `store`; of a join "<node>.left"
    /// Join: the records that one side of a stream–stream join remembers. Seen: (key, time) of records, without a value.
    /// Buffer: rows that wait, in an order of their own.
    enum class Kind : std::uint8_t { KeyValue, Window, Session, Join, Seen, Buffer } kind = Kind::KeyValue;
    std::int64_t retentionMs = -1; ///< Window, Session, Join, Seen: rows older than stream time - retention leave
    bool changelog = true;
    bool global = false;     ///< a global table's: one for the whole job, filled from its topic at each start
    bool remote = false;     ///< stands where the node's remote port has its rows (a foreign-key join)
    bool forOldRows = false; ///< only there if something downstream takes back the rows that the node's updates replace
    std::string schemaText; ///< what the rows hold, for the schema hash
    SchemaPtr columns;      ///< for the designer's store table
};

/// An input that must be repartitioned before it enters the node: rows get this key and go through a topic.
struct Repartition {
    std::string port;       ///< "in", "left", "right"
    expr::Program key;      ///< null: the row's key as it is
    Format keyFormat = Format::String;
    Type keyType{TypeId::Text};
    std::int32_t partitions = 0; ///< 0: as many as the largest source upstream
    bool table = false;          ///< carries old and new rows of a table (adder and subtractor)
    std::vector<std::string> keyMembers; ///< several group expressions: the key object's member names
    /// The node itself writes and reads this topic, between its part at `remotePort` and the rest (a foreign-key join); then `port`
    /// is the topic's word, "subscription" or "response".
    bool byNode = false;
};

struct BoundInput {
    std::string port;
    std::size_t node = 0; ///< index of the producing node in the topology
    std::string fromPort;
    std::size_t edge = 0; ///< index of the edge
    EdgeType type;        ///< as the node sees it: after a repartition with the new key
    EdgeType produced;    ///< as the producer gives it
    bool wantsOld = false; ///< the node needs the rows that this input's updates replace
};

struct BoundOutput {
    std::string port;
    EdgeType type;
};

struct BoundNode {
    std::size_t index = 0; ///< in the topology
    const NodeSpec* spec = nullptr;
    std::vector<BoundInput> inputs;
    std::vector<BoundOutput> outputs;
    std::vector<StoreSpec> stores;
    std::vector<Repartition> repartitions;
    std::shared_ptr<const BoundConfig> config;
    /// What of each input (by position in `inputs`) the node itself reads; and whether its outputs pass the input's row on.
    /// A source or table source has no input: its uses[0] says what it reads of its own rows (timestamp, its store).
    std::vector<expr::SideUse> uses;
    bool passesThrough = false;
    bool wantsOld = false; ///< of every input needs the row that a table update replaces (aggregates of tables, foreign-key joins)
    bool ok = false; ///< bound without errors, and so were its producers: it may run
    /// `enabled: false`: it has no operator. Its consumers' BoundInput::node and fromPort name the node before it.
    bool bypassed = false;
    std::string summary; ///< the settings in words, for the card ("hop 1 min of 5 min, grace 30 s")
    bool copartitioned = true; ///< several inputs must be partitioned alike (a foreign-key join's need not)
    /// An input whose rows stay in their own sub-topology: a second part of the node works there (a foreign-key join's "right").
    std::string remotePort;
    // Sources and sinks.
    std::string sourceTopic;
    std::string sinkTopic;
    std::int32_t partitions = 0; ///< wanted for a topic that has to be made

    const BoundOutput* output(std::string_view port) const; ///< null if bind did not say it
};

/// Where an edge's type stands: an output of a node; -1: unknown.
struct EdgeOrigin {
    std::int32_t node = -1;
    std::int32_t output = -1;
};

struct TypedTopology {
    Topology topology;
    std::vector<BoundNode> nodes; ///< by topology index
    std::vector<EdgeOrigin> edgeOrigins; ///< by edge index
    std::vector<std::size_t> order;      ///< every node, producers before consumers, otherwise the file's order
    Diagnostics diagnostics; ///< the file's first, then by node in the file's order
    bool ok() const { return !hasErrors(diagnostics); }
    const EdgeType* edgeType(std::size_t edge) const; ///< null if unknown
    /// Something downstream of a table takes back the rows that its updates replace.
    bool wantsOld(std::size_t node) const;
};

/// The registry must outlive the result. Every node is bound, also beside errors; a node whose producer's type is unknown
/// gets no input there.
TypedTopology bindTopology(const Topology& topology, const NodeRegistry& registry);
/// The file's first, then by node in the file's order; otherwise as they stand.
void sortInFileOrder(const Topology& topology, Diagnostics& diagnostics);

/// Why a wire from → to would be refused; nullopt: it fits. For the canvas while wiring.
std::optional<std::string> refuseEdge(const TypedTopology& typed, const NodeRegistry& registry, const PortRef& from, const PortRef& to);

/// What a NodeSpec::bind sees and says. One node, its inputs bound already.
class BindContext {
public:
    BindContext(const Topology& topology, const Node& node, BoundNode& bound, Diagnostics& diagnostics);

    const Node& node() const { return m_node; }
    const Topology& topology() const { return m_topology; }
    BoundNode& bound() { return m_bound; }
    /// The (first) input at a port; null if no edge ends there or its producer failed to bind (say nothing then).
    const BoundInput* input(std::string_view port) const;
    BoundInput* input(std::string_view port);

    /// Fields, with the spec's default when absent. A path names members: "window.size", "branches[1].where". Kinds,
    /// choices, missing and unknown fields are checked against the spec before; a value of the wrong kind reads as absent.
    const FieldValue* field(std::string_view path) const;
    std::optional<std::string> text(std::string_view path) const;
    std::optional<std::int64_t> durationMs(std::string_view path); ///< says a diagnostic if it is no duration
    std::optional<std::int64_t> integer(std::string_view path) const;
    std::optional<double> number(std::string_view path) const;
    bool flag(std::string_view path) const;

    void error(std::string_view field, std::string message, std::string code = {}, Span span = {}, std::optional<Fix> fix = {});
    void warn(std::string_view field, std::string message, std::string code = {}, Span span = {}, std::optional<Fix> fix = {});
    void note(std::string_view field, std::string message, std::string code, std::optional<Fix> fix = {}); ///< legal, and worth knowing
    /// A fix: a node put into the wire at a port; nullopt: no wire of the file ends there.
    std::optional<Fix> nodeBefore(std::string_view port, std::string_view type, std::vector<std::pair<std::string, std::string>> fields = {}) const;
    void addAll(std::string_view field, Diagnostics diagnostics); ///< from expr, placed at this node and field
    /// The input must be a stream (or a table): else a diagnostic at the port that says why and what would fit. True if fine.
    bool requireStream(std::string_view port);
    bool requireTable(std::string_view port);

    /// Compile the SQL in a field; a null program after a diagnostic, or if the field is absent.
    expr::Program compile(std::string_view field, expr::Form form, const expr::Scope& scope, std::vector<bool>* flat = nullptr);
    expr::Program compileText(std::string_view field, std::string_view text, expr::Form form, const expr::Scope& scope, std::vector<bool>* flat = nullptr);
    struct Condition {
        expr::Program program;
        std::optional<bool> constant; ///< what it gives whatever the row
    };
    Condition compileCondition(std::string_view field, std::string_view text, const expr::Scope& scope);
    SchemaPtr parseColumns(std::string_view field, std::string_view text);

    void output(std::string_view port, EdgeType type);
    void store(StoreSpec store) { m_bound.stores.push_back(std::move(store)); }
    void repartition(Repartition repartition);
    template <class Config>
    void finish(Config config) {
        m_bound.config = std::make_shared<const Config>(std::move(config));
    }
    bool failed() const { return m_failed; }

private:
    const Topology& m_topology;
    const Node& m_node;
    BoundNode& m_bound;
    Diagnostics& m_diagnostics;
    bool m_failed = false;
};

} // namespace weir
