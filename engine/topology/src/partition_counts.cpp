// SPDX-License-Identifier: Apache-2.0
// Partition counts, by Kafka Streams' rules (semantics.md, "Partitions, names, commit"): external topics have what they
// have; a co-partition group's internal topics follow its external ones; else as many as the largest source upstream.
#include "disjoint_sets.h"
#include "weir/topology/plan.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace weir {
namespace {

constexpr std::int32_t partitionsDefault = 4;

class PartitionCounter {
public:
    PartitionCounter(const Plan& plan, const std::map<std::string, std::int32_t>& existing)
        : m_plan(plan), m_existing(existing), m_feeding(plan.typed.nodes.size()) {}

    PartitionCounts run() {
        collectTopics();
        m_groups.emplace(m_topics.size());
        for (const BoundNode* join : joins()) {
            const auto topics = topicsOf(*join);
            for (std::size_t i = 1; i < topics.size(); ++i) m_groups->unite(topics[0], topics[i]);
        }
        for (const BoundNode* join : joins()) checkJoin(*join);
        for (std::size_t t = 0; t < m_topics.size(); ++t) m_out.topics[m_topics[t].name] = count(t);
        checkExistingInternal();
        for (const SubTopology& sub : m_plan.subTopologies) {
            std::int32_t tasks = sub.global ? 1 : 0;
            for (const PlannedSource& source : sub.sources)
                if (!source.global) tasks = std::max(tasks, m_out.topics[source.topic]);
            m_out.tasks.push_back(tasks);
        }
        sortInFileOrder(m_plan.typed.topology, m_out.diagnostics);
        return std::move(m_out);
    }

private:
    struct Topic {
        std::string name;
        std::int32_t fixed = 0; ///< an external topic's count, or one asked for; 0: follows others
        bool internal = false;
        std::size_t node = 0;
        std::vector<std::size_t> upstream; ///< of an internal topic: topics whose records end up in it
        bool resolving = false;
    };

    const std::vector<BoundNode>& nodes() const { return m_plan.typed.nodes; }

    std::size_t topic(const std::string& name) {
        const auto [at, fresh] = m_index.emplace(name, m_topics.size());
        if (fresh) m_topics.emplace_back().name = name;
        return at->second;
    }
    void external(const std::string& name, std::int32_t wanted) {
        Topic& t = m_topics[topic(name)];
        const auto there = m_existing.find(name);
        t.fixed = there != m_existing.end() ? there->second : std::max(t.fixed, wanted > 0 ? wanted : partitionsDefault);
    }

    void collectTopics() {
        for (const BoundNode& node : nodes()) {
            if (!node.spec || node.bypassed) continue;
            if (!node.sourceTopic.empty()) external(node.sourceTopic, node.partitions);
            if (!node.sinkTopic.empty()) external(node.sinkTopic, node.partitions);
        }
        for (const SubTopology& sub : m_plan.subTopologies) {
            for (const PlannedRepartition& r : sub.repartitions) {
                Topic& t = m_topics[topic(r.topic)];
                t.internal = true;
                t.node = r.node;
                t.fixed = std::max(t.fixed, r.partitions);
                if (r.byNode)
                    m_between.emplace_back(topic(r.topic), nodes()[r.node].inputs[r.input].node);
                else
                    m_repartitions.emplace(std::pair(r.node, r.input), topic(r.topic));
            }
        }
        for (const auto& [at, index] : m_repartitions) m_topics[index].upstream = feeding(nodes()[at.first].inputs[at.second].node);
        for (const auto& [index, producer] : m_between) m_topics[index].upstream = feeding(producer);
    }

    /// The topics whose partitions a node's rows stand in.
    const std::vector<std::size_t>& feeding(std::size_t index) {
        auto& memo = m_feeding[index];
        if (memo) return *memo;
        memo.emplace();
        const BoundNode& node = nodes()[index];
        std::set<std::size_t> found;
        if (node.inputs.empty() && !node.sourceTopic.empty()) found.insert(topic(node.sourceTopic));
        for (std::size_t i = 0; i < node.inputs.size(); ++i)
            for (std::size_t t : feedingInput(node, i)) found.insert(t);
        m_feeding[index] = std::vector<std::size_t>(found.begin(), found.end());
        return *m_feeding[index];
    }
    std::vector<std::size_t> feedingInput(const BoundNode& node, std::size_t input) {
        if (node.inputs[input].produced.kind == EdgeKind::GlobalTable || node.inputs[input].port == node.remotePort) return {};
        if (const auto at = m_repartitions.find({node.index, input}); at != m_repartitions.end()) return {at->second};
        return feeding(node.inputs[input].node);
    }

    std::vector<const BoundNode*> joins() const {
        std::vector<const BoundNode*> out;
        for (const BoundNode& node : nodes()) {
            if (!node.spec || node.bypassed || !node.copartitioned || node.spec->inputs.size() < 2 || node.inputs.size() < 2) continue;
            const bool any = std::any_of(node.inputs.begin(), node.inputs.end(), [](const BoundInput& in) { return in.produced.kind == EdgeKind::GlobalTable; });
            if (!any) out.push_back(&node);
        }
        return out;
    }
    std::vector<std::size_t> topicsOf(const BoundNode& join) {
        std::vector<std::size_t> out;
        for (std::size_t i = 0; i < join.inputs.size(); ++i)
            for (std::size_t t : feedingInput(join, i)) out.push_back(t);
        return out;
    }

    void checkJoin(const BoundNode& join) {
        std::size_t first = m_topics.size();
        for (std::size_t i = 0; i < join.inputs.size(); ++i) {
            for (std::size_t t : feedingInput(join, i)) {
                if (m_topics[t].fixed == 0) continue;
                if (first == m_topics.size()) first = t;
                if (m_topics[t].fixed == m_topics[first].fixed) continue;
                say(join.index, "port:" + join.inputs[i].port,
                    fmt::format("topic {} has {} partition{} and topic {} has {}, but both sides of a join must have equally many: give them one number, or put a "
                                "repartition before this input",
                                m_topics[first].name, m_topics[first].fixed, m_topics[first].fixed == 1 ? "" : "s", m_topics[t].name, m_topics[t].fixed),
                    alike(t, m_topics[first].fixed));
                return;
            }
        }
    }

    void checkExistingInternal() {
        for (const Topic& t : m_topics) {
            const auto there = t.internal ? m_existing.find(t.name) : m_existing.end();
            if (there != m_existing.end() && there->second != m_out.topics[t.name])
                say(t.node, {},
                    fmt::format("its topic {} has {} partitions from an earlier run, but {} are needed now: run it under another application id, or delete that topic", t.name,
                                there->second, m_out.topics[t.name]));
        }
    }

    std::int32_t count(std::size_t index) {
        Topic& asked = m_topics[index];
        if (asked.fixed > 0) return asked.fixed;
        if (asked.resolving) return 0; // a sub-topology that feeds itself: the others decide
        asked.resolving = true;
        const std::size_t group = m_groups->find(index);
        std::int32_t given = 0;
        std::int32_t largest = 0;
        for (std::size_t t = 0; t < m_topics.size(); ++t) {
            if (m_groups->find(t) != group) continue;
            given = std::max(given, m_topics[t].fixed);
        }
        for (std::size_t t = 0; given == 0 && t < m_topics.size(); ++t) {
            if (m_groups->find(t) != group) continue;
            for (std::size_t up : m_topics[t].upstream) largest = std::max(largest, count(up));
        }
        m_topics[index].resolving = false;
        return given > 0 ? given : largest;
    }

    /// The source of a topic that does not exist yet asks for as many partitions as the other side's.
    std::optional<Fix> alike(std::size_t index, std::int32_t partitions) const {
        if (m_existing.contains(m_topics[index].name)) return {};
        for (const BoundNode& node : nodes()) {
            if (!node.inputs.empty() || node.sourceTopic != m_topics[index].name) continue;
            const std::string& id = m_plan.typed.topology.nodes[node.index].id;
            return Fix{fmt::format("Set partitions of {} to {}", id, partitions), {SetField{id, "partitions", std::int64_t{partitions}}}};
        }
        return {};
    }

    void say(std::size_t node, std::string field, std::string message, std::optional<Fix> fix = {}) {
        Diagnostic d;
        d.fix = std::move(fix);
        d.node = m_plan.typed.topology.nodes[node].id;
        d.field = std::move(field);
        d.message = std::move(message);
        d.code = "partition_counts";
        m_out.diagnostics.push_back(std::move(d));
    }

    const Plan& m_plan;
    const std::map<std::string, std::int32_t>& m_existing;
    std::vector<Topic> m_topics;
    std::map<std::string, std::size_t> m_index;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_repartitions; ///< (node, input) to topic
    std::vector<std::pair<std::size_t, std::size_t>> m_between; ///< topics between a node's parts, and the producer whose partitions they have
    std::vector<std::optional<std::vector<std::size_t>>> m_feeding;
    std::optional<DisjointSets> m_groups;
    PartitionCounts m_out;
};

} // namespace

PartitionCounts countPartitions(const Plan& plan, const std::map<std::string, std::int32_t>& existing) { return PartitionCounter(plan, existing).run(); }

} // namespace weir
