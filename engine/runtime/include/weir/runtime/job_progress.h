// SPDX-License-Identifier: Apache-2.0
// JobProgress: how far each task of a job is in event time, for the others (docs/adr/0006-order-of-records.md): whoever reads a
// repartition topic waits for the slowest task that writes it, and tasks that feed one topic keep near each other.
// Threads  a task writes its own figures; every other reads them. No locks.
#pragma once

#include "weir/runtime/topic_flow.h"
#include "weir/topology/plan.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

namespace weir {

struct TaskProgress {
    static constexpr std::int64_t notStarted = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t atEnd = std::numeric_limits<std::int64_t>::max(); ///< nothing to read: holds nobody back

    /// The merge time of what it takes next is this or later.
    alignas(64) std::atomic<std::int64_t> reached{notStarted};
    /// By the repartition topics of its sub-topology: all that it writes there with a lower merge time than this stands in the topic, and
    /// is committed where the job writes in transactions.
    struct Sent {
        alignas(64) std::atomic<std::int64_t> until{notStarted};
    };
    std::deque<Sent> sent;
};

class JobProgress {
public:
    JobProgress(const Plan& plan, const PartitionCounts& counts, const Settings& settings);

    TaskProgress& of(std::int32_t subTopology, std::int32_t partition) { return m_tasks[static_cast<std::size_t>(subTopology)][static_cast<std::size_t>(partition)]; }
    const std::deque<TaskProgress>& tasks(std::int32_t subTopology) const { return m_tasks[static_cast<std::size_t>(subTopology)]; }

    /// Tasks that feed one topic: none runs ahead of the slowest by more than the skew.
    struct Aligned {
        std::vector<std::int32_t> subTopologies;
        std::int64_t skewMs = 0;
    };
    /// Of the tasks of this sub-topology, by topic that they write.
    const std::vector<Aligned>& alignments(std::int32_t subTopology) const { return m_alignments[static_cast<std::size_t>(subTopology)]; }
    const TopicFlow& flow() const { return m_flow; }
    /// What a task of this sub-topology waits for may wait for its own commit.
    bool waitsForItself(std::int32_t subTopology) const { return m_waitsForItself[static_cast<std::size_t>(subTopology)]; }

private:
    void align(const std::vector<std::int32_t>& writers, std::int64_t skewMs);
    void findRings(const Plan& plan);

    TopicFlow m_flow;
    std::vector<std::deque<TaskProgress>> m_tasks; ///< by sub-topology, by partition
    std::vector<std::vector<Aligned>> m_alignments;
    std::vector<bool> m_waitsForItself;
};

} // namespace weir
