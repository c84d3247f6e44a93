// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/task.h"

namespace weir {
namespace {

void addDropped(NodeFigures& figures, std::string_view reason, std::uint64_t count) {
    if (count == 0) return;
    for (auto& [known, total] : figures.dropped)
        if (known == reason) {
            total += count;
            return;
        }
    figures.dropped.emplace_back(reason, count);
}

} // namespace

TaskFigures Task::figures() const {
    TaskFigures out;
    out.id = id();
    out.subTopology = m_subTopology;
    out.partition = m_partition;
    out.thread = thread.load(std::memory_order_relaxed);
    out.state = m_state.load(std::memory_order_relaxed);
    out.restored = m_restored.share.load(std::memory_order_relaxed);
    out.restoreRate = m_restored.perSecond.load(std::memory_order_relaxed);
    out.restoreRemainingMs = m_restored.remainingMs.load(std::memory_order_relaxed);
    out.streamTime = m_streamTimeFigure.load(std::memory_order_relaxed);
    out.commits = m_commits.get();
    out.commitMicros = m_commitMicros.load(std::memory_order_relaxed);
    return out;
}

void Task::addPartitions(std::vector<PartitionFigures>& out) const {
    if (!built()) return;
    for (const auto& input : m_inputs) {
        PartitionFigures figures;
        figures.topic = *input.topic;
        figures.partition = input.partition;
        figures.node = m_env.plan->typed.topology.nodes[input.node].id;
        figures.repartition = input.repartition;
        figures.position = input.position.load(std::memory_order_relaxed);
        figures.committed = input.committed.load(std::memory_order_relaxed);
        figures.timestamp = input.timestamp.load(std::memory_order_relaxed);
        figures.endOffset = m_consumer->endOffset(input.slot);
        figures.endTimestamp = m_consumer->endTimestamp(input.slot);
        out.push_back(std::move(figures));
    }
}

void Task::addNodes(std::vector<NodeFigures>& out) const {
    if (!built()) return;
    for (const auto& [index, counters] : m_counters) {
        auto& figures = out[index];
        figures.in += counters->in.get();
        figures.out += counters->out.get();
        figures.failed += counters->failed.get();
        addDropped(figures, "late", counters->late.get());
        addDropped(figures, "null-key", counters->nullKey.get());
        addDropped(figures, "null-value", counters->nullValue.get());
        addDropped(figures, "duplicate", counters->duplicate.get());
        addDropped(figures, "skipped", counters->skipped.get());
        addDropped(figures, "dead-letter", counters->deadLettered.get());
    }
    const std::lock_guard lock(m_errorsMutex);
    for (const auto& [index, message] : m_lastErrors) out[index].lastError = message;
}

void Task::addEdges(std::vector<std::uint64_t>& out) const {
    if (!built()) return;
    for (const auto& [edge, probe] : m_probes) out[edge] += probe->records.get();
}

EdgeProbe* Task::probe(std::size_t edge) const {
    if (!built()) return nullptr;
    const auto found = m_probes.find(edge);
    return found == m_probes.end() ? nullptr : found->second.get();
}

} // namespace weir
