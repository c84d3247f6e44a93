// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/plan.h"

#include "expand_subflows.h"
#include "disjoint_sets.h"
#include "pruning.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace weir {
namespace {

constexpr std::size_t topicNameMax = 249;
constexpr std::int64_t partitionsMax = 1024; ///< each is a folder with open files

bool isGlobalSource(const BoundNode& node) {
    return node.inputs.empty() && !node.outputs.empty() && node.outputs.front().type.kind == EdgeKind::GlobalTable;
}

/// engine.md 1: "<app>-<node>.repartition", of a join ".left-repartition"; of a foreign-key join ".subscription".
std::string repartitionTopic(const Topology& topology, const BoundNode& node, const Repartition& repartition) {
    const std::string& port = repartition.port;
    const std::string suffix = port == "in"                                   ? "repartition"
                               : port == "subscription" || port == "response" ? port
                                                                              : port + "-repartition";
    return topology.applicationId + "-" + topology.nodes[node.index].id + "." + suffix;
}

class Planner {
public:
    explicit Planner(TypedTopology typed) : m_uses(pruneColumns(typed)), m_sets(typed.nodes.size()) { m_plan.typed = std::move(typed); }

    Plan run() {
        dropUnwanted();
        connect();
        number();
        fill();
        addGlobals();
        checkNames();
        checkLoops();
        checkPartitions();
        resolveSettings(m_plan.typed.topology, {}, m_plan.diagnostics);
        m_plan.edgeUses = std::move(m_uses.edges);
        sortInFileOrder(m_plan.typed.topology, m_plan.diagnostics);
        return std::move(m_plan);
    }

private:
    const std::vector<BoundNode>& nodes() const { return m_plan.typed.nodes; }
    bool runs(const BoundNode& node) const { return node.spec && !node.bypassed; }
    static std::int32_t repartitionAt(const BoundNode& node, std::string_view port) {
        for (std::size_t r = 0; r < node.repartitions.size(); ++r)
            if (node.repartitions[r].port == port) return static_cast<std::int32_t>(r);
        return -1;
    }
    void say(Severity severity, std::size_t node, std::string field, std::string message, std::string code) {
        Diagnostic d;
        d.severity = severity;
        d.node = m_plan.typed.topology.nodes[node].id;
        d.field = std::move(field);
        d.message = std::move(message);
        d.code = std::move(code);
        m_plan.diagnostics.push_back(std::move(d));
    }

    /// Nodes that hand rows to each other directly are one sub-topology; a global table has its own.
    void connect() {
        for (const BoundNode& node : nodes()) {
            if (!runs(node)) continue;
            for (const BoundInput& in : node.inputs)
                if (repartitionAt(node, in.port) < 0 && in.port != node.remotePort && in.produced.kind != EdgeKind::GlobalTable) m_sets.unite(node.index, in.node);
        }
    }

    /// As Kafka Streams does: by the first source (a repartition topic counts as the node behind it) in the file's order.
    void number() {
        for (const BoundNode& node : nodes()) {
            if (!runs(node) || isGlobalSource(node)) continue;
            const bool reads = node.spec->inputs.empty() || !node.repartitions.empty();
            if (!reads || m_ids.contains(m_sets.find(node.index))) continue;
            const auto id = static_cast<std::int32_t>(m_plan.subTopologies.size());
            m_ids.emplace(m_sets.find(node.index), id);
            m_plan.subTopologies.emplace_back().id = id;
        }
    }

    SubTopology* of(std::size_t node) {
        const auto at = m_ids.find(m_sets.find(node));
        return at == m_ids.end() ? nullptr : &m_plan.subTopologies[static_cast<std::size_t>(at->second)];
    }

    void fill() {
        for (const BoundNode& node : nodes()) {
            if (!runs(node)) continue;
            if (isGlobalSource(node)) continue;
            SubTopology* own = of(node.index);
            if (!own) continue;
            own->nodes.push_back(node.index);
            addStores(node, *own);
            if (node.spec->inputs.empty()) own->sources.push_back({node.sourceTopic, node.index, -1, false, m_uses.nodes[node.index]});
            for (std::size_t i = 0; i < node.inputs.size(); ++i) addRepartition(node, i, *own);
            if (!node.remotePort.empty()) addRemote(node, *own);
        }
    }

    void dropUnwanted() {
        for (BoundNode& node : m_plan.typed.nodes) {
            const bool any = std::any_of(node.stores.begin(), node.stores.end(), [](const StoreSpec& s) { return s.forOldRows; });
            if (any && !m_plan.typed.wantsOld(node.index)) std::erase_if(node.stores, [](const StoreSpec& s) { return s.forOldRows; });
        }
    }

    void addStores(const BoundNode& node, SubTopology& sub, bool remote = false) {
        for (const StoreSpec& store : node.stores)
            if (store.remote == remote) sub.stores.push_back(store);
    }

    /// The part of a node that works beside its remote input, and the topics between the two.
    void addRemote(const BoundNode& node, SubTopology& home) {
        const auto at = [&](bool remote) {
            return static_cast<std::size_t>(std::find_if(node.inputs.begin(), node.inputs.end(), [&](const BoundInput& in) { return (in.port == node.remotePort) == remote; }) - node.inputs.begin());
        };
        const std::size_t near = at(false);
        const std::size_t far = at(true);
        if (near == node.inputs.size() || far == node.inputs.size()) return;
        SubTopology* remote = of(node.inputs[far].node);
        if (!remote) return;
        remote->remotes.push_back(node.index);
        addStores(node, *remote, true);
        for (std::size_t r = 0; r < node.repartitions.size(); ++r) {
            const Repartition& repartition = node.repartitions[r];
            if (!repartition.byNode) continue;
            const bool outward = repartition.port == "subscription";
            const std::string topic = repartitionTopic(m_plan.typed.topology, node, repartition);
            const auto index = static_cast<std::int32_t>(r);
            (outward ? *remote : home).sources.push_back({topic, node.index, index, false, {}});
            (outward ? home : *remote).repartitions.push_back({topic, node.index, index, outward ? far : near, 0, {}, {}, true});
            checkTopicLength(node, topic);
        }
    }

    void addRepartition(const BoundNode& node, std::size_t input, SubTopology& reader) {
        const std::int32_t index = repartitionAt(node, node.inputs[input].port);
        if (index < 0) return;
        const Repartition& repartition = node.repartitions[static_cast<std::size_t>(index)];
        const std::string topic = repartitionTopic(m_plan.typed.topology, node, repartition);
        const expr::SideUse& uses = m_uses.inputs[node.index][input];
        reader.sources.push_back({topic, node.index, index, false, uses});
        if (SubTopology* writer = of(node.inputs[input].node))
            writer->repartitions.push_back({topic, node.index, index, input, repartition.partitions, uses.columns, uses, false});
        checkTopicLength(node, topic);
    }
    void checkTopicLength(const BoundNode& node, const std::string& topic) {
        if (topic.size() > topicNameMax)
            say(Severity::Error, node.index, {}, fmt::format("its repartition topic's name has {} characters; at most {} are allowed: shorten the id", topic.size(), topicNameMax),
                "invalid_topic");
    }

    /// After the others, so that a global table more or less renames no task.
    void addGlobals() {
        for (const BoundNode& source : nodes()) {
            if (!runs(source) || !isGlobalSource(source)) continue;
            const bool joined = std::any_of(nodes().begin(), nodes().end(), [&](const BoundNode& node) {
                return runs(node) && std::any_of(node.inputs.begin(), node.inputs.end(), [&](const BoundInput& in) { return in.node == source.index; });
            });
            if (!joined) continue;
            const auto id = static_cast<std::int32_t>(m_plan.subTopologies.size());
            SubTopology& sub = m_plan.subTopologies.emplace_back();
            sub.id = id;
            sub.global = true;
            sub.nodes.push_back(source.index);
            sub.sources.push_back({source.sourceTopic, source.index, -1, true, m_uses.nodes[source.index]});
            sub.stores = source.stores;
        }
    }

    void checkNames() {
        std::map<std::string_view, std::size_t> owners;
        for (SubTopology& sub : m_plan.subTopologies) std::sort(sub.nodes.begin(), sub.nodes.end());
        for (const BoundNode& node : nodes()) {
            if (!runs(node)) continue;
            for (const StoreSpec& store : node.stores) {
                const auto [at, fresh] = owners.emplace(store.name, node.index);
                if (!fresh)
                    say(Severity::Error, node.index, "store", fmt::format("the store \"{}\" belongs to {} already; choose another name", store.name, m_plan.typed.topology.nodes[at->second].id),
                        "duplicate_store");
                if (const std::string topic = m_plan.changelogTopic(store); topic.size() > topicNameMax)
                    say(Severity::Error, node.index, "store",
                        fmt::format("its changelog topic's name has {} characters; at most {} are allowed: shorten the name", topic.size(), topicNameMax), "invalid_topic");
            }
        }
    }

    void checkLoops() {
        std::map<std::string_view, std::size_t> readers;
        for (const BoundNode& node : nodes())
            if (runs(node) && !node.sourceTopic.empty()) readers.emplace(node.sourceTopic, node.index);
        for (const BoundNode& node : nodes()) {
            if (!runs(node) || node.sinkTopic.empty()) continue;
            if (const auto at = readers.find(node.sinkTopic); at != readers.end())
                say(Severity::Warning, node.index, "topic",
                    fmt::format("writes the topic that {} reads: what it writes comes in again", m_plan.typed.topology.nodes[at->second].id), "topic_loop");
        }
    }

    void checkPartitions() {
        for (const Node& node : m_plan.typed.topology.nodes) {
            const FieldValue* wanted = node.field("partitions");
            if (!wanted || !wanted->integer() || (*wanted->integer() >= 1 && *wanted->integer() <= partitionsMax)) continue;
            say(Severity::Error, *m_plan.typed.topology.indexOf(node.id), "partitions", fmt::format("must be from 1 to {}, not {}", partitionsMax, *wanted->integer()), "invalid_value");
        }
    }

    Plan m_plan;
    CarriedUses m_uses;
    DisjointSets m_sets;
    std::map<std::size_t, std::int32_t> m_ids; ///< set to sub-topology
};

} // namespace

std::string Plan::changelogTopic(const StoreSpec& store) const { return typed.topology.applicationId + "-" + store.name + "-changelog"; }

std::int32_t Plan::subTopologyOf(std::size_t node) const {
    for (const SubTopology& sub : subTopologies)
        if (std::binary_search(sub.nodes.begin(), sub.nodes.end(), node)) return sub.id;
    return -1;
}

Plan planTopology(TypedTopology typed) { return Planner(std::move(typed)).run(); }

std::shared_ptr<const Plan> checkTopology(const Topology& topology, const NodeRegistry& registry) {
    Diagnostics expanding;
    auto plan = std::make_shared<Plan>(planTopology(bindTopology(expandSubflows(topology, registry, expanding), registry)));
    plan->diagnostics.insert(plan->diagnostics.end(), expanding.begin(), expanding.end());
    plan->diagnostics.insert(plan->diagnostics.begin(), plan->typed.diagnostics.begin(), plan->typed.diagnostics.end());
    if (std::any_of(topology.nodes.begin(), topology.nodes.end(), [](const Node& node) { return node.field("partitions") != nullptr; })) {
        // Topics that exist already may have other counts: only what the drawing itself asks for can be judged, so it is a warning.
        for (Diagnostic& mismatch : countPartitions(*plan, {}).diagnostics) {
            mismatch.severity = Severity::Warning;
            plan->diagnostics.push_back(std::move(mismatch));
        }
    }
    sortInFileOrder(plan->typed.topology, plan->diagnostics);
    return plan;
}

} // namespace weir
