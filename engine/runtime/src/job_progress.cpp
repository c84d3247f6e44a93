// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/job_progress.h"

#include <algorithm>
#include <map>

namespace weir {
JobProgress::JobProgress(const Plan& plan, const PartitionCounts& counts, const Settings& settings) : m_flow(plan), m_tasks(plan.subTopologies.size()), m_alignments(plan.subTopologies.size()) {
    for (std::size_t sub = 0; sub < m_tasks.size(); ++sub) {
        m_tasks[sub].resize(static_cast<std::size_t>(counts.tasks[sub]));
        for (auto& task : m_tasks[sub]) task.sent.resize(plan.subTopologies[sub].repartitions.size());
    }
    // A task takes the records of a ring's topic their delay later than its others: so far behind is none of them slow.
    std::int64_t delays = 0;
    for (const auto& [name, topic] : m_flow.topics) delays += topic.delayMs;
    const auto skewAt = [&](std::size_t node) { return delays + (settings.maxTimeSkewMs >= 0 ? settings.maxTimeSkewMs : skewFor(plan.typed, node)); };
    std::map<std::string, std::vector<std::int32_t>> sinks;
    for (const auto& sub : plan.subTopologies) {
        for (const auto& planned : sub.repartitions) align({sub.id}, skewAt(planned.node));
        for (const auto node : sub.nodes)
            if (const auto& topic = plan.typed.nodes[node].sinkTopic; !topic.empty()) sinks[topic].push_back(sub.id);
    }
    for (const auto& sub : plan.subTopologies)
        for (const auto& source : sub.sources)
            if (const auto writers = sinks.find(source.topic); source.repartition < 0 && writers != sinks.end()) align(writers->second, skewAt(source.node));
    findRings(plan);
}

// Who waits for whom: a reader of a repartition topic for its writer's commits, aligned tasks for each other.
void JobProgress::findRings(const Plan& plan) {
    const auto count = plan.subTopologies.size();
    std::vector<std::vector<bool>> waits(count, std::vector<bool>(count, false));
    std::vector<std::pair<std::size_t, std::size_t>> forCommits; // reader, writer
    for (const auto& sub : plan.subTopologies) {
        const auto reader = static_cast<std::size_t>(sub.id);
        for (const auto& source : sub.sources) {
            const auto topic = m_flow.topics.find(source.topic);
            if (source.repartition < 0 || topic == m_flow.topics.end() || !topic->second.waitedFor) continue;
            const auto writer = static_cast<std::size_t>(topic->second.writer);
            waits[reader][writer] = true;
            forCommits.emplace_back(reader, writer);
        }
        for (const auto& aligned : m_alignments[reader])
            for (const auto other : aligned.subTopologies) waits[reader][static_cast<std::size_t>(other)] = true;
    }
    for (std::size_t k = 0; k < count; ++k)
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t j = 0; j < count; ++j) waits[i][j] = waits[i][j] || (waits[i][k] && waits[k][j]);
    m_waitsForItself.assign(count, false);
    for (const auto& [reader, writer] : forCommits) m_waitsForItself[writer] = m_waitsForItself[writer] || writer == reader || waits[writer][reader];
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

} // namespace weir
