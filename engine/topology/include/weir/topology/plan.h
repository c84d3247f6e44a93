// SPDX-License-Identifier: Apache-2.0
// plan: a typed topology to what runs: sub-topologies cut at repartition topics as Kafka Streams does, internal topics,
// co-partitioning, and which columns each source must fill. A pure function.
#pragma once

#include "weir/topology/bind.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace weir {

/// A topic that a sub-topology reads: a source's, or a repartition topic.
struct PlannedSource {
    std::string topic;
    std::size_t node = 0;      ///< the source node; of a repartition topic the node behind it
    std::int32_t repartition = -1; ///< index into BoundNode::repartitions of that node, or -1: a source node
    bool global = false;       ///< a global table: its one task reads all partitions
    expr::SideUse uses;        ///< what is read downstream, and by the source itself; columns: by position, all or none of them
};

/// A topic that a sub-topology writes because a node downstream repartitions.
struct PlannedRepartition {
    std::string topic;   ///< "<app>-<node>.repartition", of a join ".left-repartition"
    std::size_t node = 0;
    std::int32_t repartition = 0; ///< index into BoundNode::repartitions
    std::size_t input = 0;        ///< index into BoundNode::inputs
    std::int32_t partitions = 0;  ///< 0 until counts of external topics are known
    std::vector<bool> columns;    ///< that travel; of the rows before the topic
    expr::SideUse uses;           ///< the same columns, and whether `_value`, headers, the origin must travel too
    bool byNode = false;          ///< Repartition::byNode; `input` is then the one whose partitions the topic has
};

struct SubTopology {
    std::int32_t id = 0;
    std::vector<std::size_t> nodes; ///< indexes, in the file's order
    std::vector<std::size_t> remotes; ///< nodes of another sub-topology (or of this one) that have their remote part here
    std::vector<PlannedSource> sources;
    std::vector<PlannedRepartition> repartitions; ///< written by this sub-topology
    std::vector<StoreSpec> stores;
    bool global = false; ///< it fills a global table and has one task
};

struct Plan {
    TypedTopology typed;
    std::vector<SubTopology> subTopologies;
    Diagnostics diagnostics; ///< co-partitioning and the like, beside typed.diagnostics
    /// What each edge must carry (column masks by edge index), after pruning.
    std::vector<expr::SideUse> edgeUses;
    std::string changelogTopic(const StoreSpec& store) const; ///< "<app>-<store>-changelog"
    bool ok() const { return typed.ok() && !hasErrors(diagnostics); }
    std::int32_t subTopologyOf(std::size_t node) const; ///< -1: none (switched off, or not bound)
};

Plan planTopology(TypedTopology typed);
/// Bind and plan. Plan::diagnostics then holds those of bind too: all in one list, in the file's order. Load's are the
/// caller's; they don't overlap.
std::shared_ptr<const Plan> checkTopology(const Topology& topology, const NodeRegistry& registry);

/// Given the partitions of external topics, how many each sub-topology's tasks and repartition topics have. A missing
/// topic counts with what its node wants. Mismatches in a co-partition group are errors that name both.
struct PartitionCounts {
    std::map<std::string, std::int32_t> topics; ///< every source, sink and repartition topic
    std::vector<std::int32_t> tasks;            ///< by sub-topology
    Diagnostics diagnostics;
};
PartitionCounts countPartitions(const Plan& plan, const std::map<std::string, std::int32_t>& existing);

enum class DescribeForm : std::uint8_t { Text, Dot, Mermaid, Json };
/// `weir describe`: sub-topologies as Kafka Streams prints them, edges' types, stores, internal topics, settings.
std::string describePlan(const Plan& plan, DescribeForm form);

/// engine.md 6: profile, guarantee and overrides to values. Diagnostics for unknown names (Kafka's dotted names get Weir's).
struct Settings {
    std::int64_t commitIntervalMs = 100;
    std::int64_t commitBytes = 16LL << 20;
    std::int64_t lingerMs = 5;
    std::int64_t batchBytes = 256LL << 10;
    std::int64_t cacheBytes = 16LL << 20;
    bool syncFsync = true;
    std::string compression = "lz4";
    std::int64_t maxTaskIdleMs = 0;
    std::int64_t maxTimeSkewMs = -1; ///< -1: auto
    std::int32_t threads = 0;        ///< 0: cores
    Guarantee guarantee = Guarantee::ExactlyOnce;
    Profile profile = Profile::Balanced;
};
Settings resolveSettings(const Topology& topology, const std::vector<std::pair<std::string, std::string>>& overrides, Diagnostics& diagnostics);
std::vector<std::pair<std::string, std::string>> settingsAsText(const Settings& settings);

} // namespace weir
