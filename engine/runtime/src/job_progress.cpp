// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/job_progress.h"

#include "weir/core/time.h"

#include <algorithm>
#include <map>
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

} // namespace

std::int32_t writerOf(const Plan& plan, std::string_view repartitionTopic) {
    for (const auto& sub : plan.subTopologies)
        for (const auto& planned : sub.repartitions)
            if (planned.topic == repartitionTopic) return sub.id;
    return -1;
}

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

JobProgress::JobProgress(const Plan& plan, const PartitionCounts& counts, const Settings& settings) : m_tasks(plan.subTopologies.size()), m_alignments(plan.subTopologies.size()) {
    for (std::size_t sub = 0; sub < m_tasks.size(); ++sub) m_tasks[sub].resize(static_cast<std::size_t>(counts.tasks[sub]));
    const auto skewAt = [&](std::size_t node) { return settings.maxTimeSkewMs >= 0 ? settings.maxTimeSkewMs : skewFor(plan.typed, node); };
    std::map<std::string, std::vector<std::int32_t>> sinks;
    for (const auto& sub : plan.subTopologies) {
        for (const auto& planned : sub.repartitions) align({sub.id}, skewAt(planned.node));
        for (const auto node : sub.nodes)
            if (const auto& topic = plan.typed.nodes[node].sinkTopic; !topic.empty()) sinks[topic].push_back(sub.id);
    }
    for (const auto& sub : plan.subTopologies)
        for (const auto& source : sub.sources)
            if (const auto writers = sinks.find(source.topic); source.repartition < 0 && writers != sinks.end()) align(writers->second, skewAt(source.node));
    std::vector<int> colour(m_tasks.size(), 0);
    for (const auto& sub : plan.subTopologies) findCycles(plan, sub.id, colour);
}

void JobProgress::align(const std::vector<std::int32_t>& writers, std::int64_t skewMs) {
    std::size_t tasks = 0;
    for (const auto sub : writers) tasks += m_tasks[static_cast<std::size_t>(sub)].size();
    if (tasks < 2) return;
    for (const auto sub : writers) {
        auto& known = m_alignments[static_cast<std::size_t>(sub)];
        const auto same = std::find_if(known.begin(), known.end(), [&](const Aligned& aligned) { return aligned.subTopologies == writers; });
        if (same != known.end()) same->skewMs = std::min(same->skewMs, skewMs);
        else known.push_back({writers, skewMs});
    }
}

// A foreign-key join sends subscriptions one way and responses back: the edge that closes such a ring makes nobody wait.
void JobProgress::findCycles(const Plan& plan, std::int32_t from, std::vector<int>& colour) {
    auto& own = colour[static_cast<std::size_t>(from)];
    if (own != 0) return;
    own = 1;
    for (const auto& reader : plan.subTopologies)
        for (const auto& source : reader.sources) {
            if (source.repartition < 0 || writerOf(plan, source.topic) != from) continue;
            if (colour[static_cast<std::size_t>(reader.id)] == 1) m_feedback.emplace_back(reader.id, from);
            else findCycles(plan, reader.id, colour);
        }
    own = 2;
}

bool JobProgress::waits(std::int32_t reader, std::int32_t writer) const {
    return std::find(m_feedback.begin(), m_feedback.end(), std::pair{reader, writer}) == m_feedback.end();
}

} // namespace weir
