// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/topic_flow.h"

#include "record_order.h"

#include "weir/core/time.h"

#include <algorithm>
#include <optional>
#include <set>

namespace weir {
namespace {

constexpr std::int64_t skewLeastMs = 1'000;
constexpr std::int64_t skewMostMs = 60'000;

/// How long this node waits for late records; nullopt: time means nothing to it.
std::optional<std::int64_t> graceOf(const Topology& topology, const BoundNode& node) {
    if (const auto* field = topology.nodes[node.index].field("grace"); field != nullptr && field->text() != nullptr)
        if (const auto parsed = parseDuration(*field->text())) return parsed->count();
    const bool opens = !node.outputs.empty() && node.outputs.front().type.windowed();
    if (opens) return node.outputs.front().type.graceMs;
    return std::nullopt;
}

/// The repartition topics that records reach inside one sub-topology.
class Reach {
public:
    Reach(const Plan& plan, const SubTopology& sub) : m_plan(plan), m_sub(sub) {}
    const std::set<std::string_view>& topics() const { return m_topics; }

    void from(const PlannedSource& source) {
        if (source.repartition < 0) return behind(source.node);
        const auto& port = m_plan.typed.nodes[source.node].repartitions[static_cast<std::size_t>(source.repartition)].port;
        if (port == "subscription") return written(source.node, "response");
        if (port == "response") return behind(source.node);
        into(source.node, port);
    }
    void behind(std::size_t node) {
        if (!m_seen.insert(node).second) return;
        for (const auto& [consumer, input] : consumersOf(m_plan, node)) {
            if (const auto* planned = repartitionOf(m_sub, consumer, input)) m_topics.insert(planned->topic);
            else into(consumer, m_plan.typed.nodes[consumer].inputs[input].port);
        }
    }

private:
    /// Of a foreign-key join left rows become subscriptions and right rows responses; its results come of responses.
    void into(std::size_t node, const std::string& port) {
        const auto& bound = m_plan.typed.nodes[node];
        if (!bound.remotePort.empty()) return written(node, port == bound.remotePort ? "response" : "subscription");
        if (std::binary_search(m_sub.nodes.begin(), m_sub.nodes.end(), node)) behind(node);
    }
    void written(std::size_t node, std::string_view port) {
        for (const auto& planned : m_sub.repartitions)
            if (planned.byNode && planned.node == node && m_plan.typed.nodes[node].repartitions[static_cast<std::size_t>(planned.repartition)].port == port) m_topics.insert(planned.topic);
    }

    const Plan& m_plan;
    const SubTopology& m_sub;
    std::set<std::size_t> m_seen;
    std::set<std::string_view> m_topics;
};

/// A topic comes after those that its records come of: while one of theirs is still to be taken, its own are not all there, and its
/// reader would wait for itself. Otherwise in the order in which one record reaches the topics.
void giveTurns(const Plan& plan, std::map<std::string_view, TopicFlow::Topic>& topics) {
    std::vector<std::string_view> waiting;
    for (const auto& sub : plan.subTopologies)
        for (const auto topic : writeOrder(plan, sub)) waiting.push_back(topic);
    const auto isWaiting = [&](std::string_view topic) { return std::find(waiting.begin(), waiting.end(), topic) != waiting.end(); };
    const auto comesNext = [&](std::string_view name) {
        const auto& topic = topics.at(name);
        const auto& sources = plan.subTopologies[static_cast<std::size_t>(topic.writer)].sources;
        for (std::size_t k = 0; k < sources.size(); ++k)
            if (topic.from[k] && sources[k].topic != name && isWaiting(sources[k].topic)) return false;
        return true;
    };
    for (std::size_t place = 1; !waiting.empty(); ++place) {
        auto next = std::find_if(waiting.begin(), waiting.end(), comesNext);
        if (next == waiting.end()) next = waiting.begin();
        topics.at(*next).place = place;
        waiting.erase(next);
    }
}

/// The rings of sub-topologies that write to each other.
class Rings {
public:
    Rings(const Plan& plan, std::map<std::string_view, TopicFlow::Topic>& topics) : m_plan(plan), m_topics(topics), m_colour(plan.subTopologies.size(), 0) {}
    void find() {
        for (const auto& sub : m_plan.subTopologies) close(sub.id);
        for (const auto& sub : m_plan.subTopologies)
            for (const auto& source : sub.sources)
                if (auto* topic = between(source); topic != nullptr && topic->heldBack && leads(sub.id, topic->writer)) topic->waitedFor = false;
    }

private:
    TopicFlow::Topic* between(const PlannedSource& source) {
        const auto found = m_topics.find(source.topic);
        return source.repartition < 0 || found == m_topics.end() ? nullptr : &found->second;
    }
    /// Delays the topics that lead back.
    void close(std::int32_t from) {
        auto& own = m_colour[static_cast<std::size_t>(from)];
        if (own != 0) return;
        own = 1;
        for (const auto& reader : m_plan.subTopologies)
            for (const auto& source : reader.sources) {
                auto* topic = between(source);
                if (topic == nullptr || topic->writer != from) continue;
                if (m_colour[static_cast<std::size_t>(reader.id)] == 1) topic->delayMs = skewFor(m_plan.typed, source.node);
                else close(reader.id);
            }
        own = 2;
    }
    bool leads(std::int32_t from, std::int32_t to) {
        std::set<std::int32_t> seen;
        std::vector<std::int32_t> open{from};
        while (!open.empty()) {
            const auto at = open.back();
            open.pop_back();
            if (at == to) return true;
            if (!seen.insert(at).second) continue;
            for (const auto& reader : m_plan.subTopologies)
                for (const auto& source : reader.sources)
                    if (const auto* topic = between(source); topic != nullptr && topic->writer == at) open.push_back(reader.id);
        }
        return false;
    }

    const Plan& m_plan;
    std::map<std::string_view, TopicFlow::Topic>& m_topics;
    std::vector<int> m_colour;
};

} // namespace

std::int64_t skewFor(const TypedTopology& typed, std::size_t node) {
    std::set<std::size_t> seen{node};
    std::vector<std::size_t> open{node};
    std::int64_t least = 4 * skewMostMs;
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        if (const auto grace = graceOf(typed.topology, typed.nodes[at])) least = std::min(least, *grace);
        for (const auto& consumer : typed.nodes)
            for (const auto& input : consumer.inputs)
                if (input.node == at && seen.insert(consumer.index).second) open.push_back(consumer.index);
    }
    return std::clamp(least / 4, skewLeastMs, skewMostMs);
}

TopicFlow::TopicFlow(const Plan& plan) {
    for (const auto& sub : plan.subTopologies) {
        for (std::size_t r = 0; r < sub.repartitions.size(); ++r) topics[sub.repartitions[r].topic] = {sub.id, r, std::vector<bool>(sub.sources.size(), false)};
        if (sub.repartitions.empty()) continue;
        for (std::size_t k = 0; k < sub.sources.size(); ++k) {
            Reach reach(plan, sub);
            reach.from(sub.sources[k]);
            for (const auto topic : reach.topics()) topics[topic].from[k] = true;
        }
        for (const auto node : sub.nodes) {
            const auto* emit = plan.typed.topology.nodes[node].field("emit");
            if (emit == nullptr || emit->text() == nullptr || *emit->text() != "merged") continue;
            Reach reach(plan, sub);
            reach.behind(node);
            for (const auto topic : reach.topics()) topics[topic].heldBack = true;
        }
    }
    giveTurns(plan, topics);
    Rings(plan, topics).find();
}

} // namespace weir
