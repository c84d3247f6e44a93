// SPDX-License-Identifier: Apache-2.0
// JobSnapshot: what the outside sees of a job, taken at 30 Hz without locks on the record path (engine.md 9). Totals since the
// start; the reader makes rates of two snapshots. Names follow Kafka Streams' metrics where they exist.
// Threads  immutable once published.
#pragma once

#include "weir/core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

/// Waiting: it stands still though nobody paused it, and goes on by itself (JobSnapshot::waits says for what).
enum class JobState : std::uint8_t { Starting, Restoring, Running, Paused, Waiting, Stopping, Stopped, Done, Failed };
enum class TaskState : std::uint8_t { Created, Restoring, Running, Suspended, Closed, Failed };
std::string_view stateName(JobState state);
std::string_view stateName(TaskState state);

struct NodeFigures {
    std::string id;
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    std::vector<std::pair<std::string, std::uint64_t>> dropped; ///< by reason: "late", "null-key", "null-value", "duplicate", "skipped", "dead-letter"
    std::uint64_t failed = 0; ///< records that failed here
    std::string lastError;
};

struct PartitionFigures {
    std::string topic;
    std::int32_t partition = 0;
    std::string node; ///< the source node, or the node behind a repartition topic
    bool repartition = false;
    std::int64_t position = 0; ///< next offset to process
    std::int64_t endOffset = 0;
    std::int64_t committed = -1;
    std::int64_t timestamp = -1; ///< of the last processed record
    std::int64_t endTimestamp = -1; ///< of the newest record in the log
    std::int64_t lag() const { return endOffset > position ? endOffset - position : 0; }
    /// How far behind in event time, ms; 0 when there is no lag.
    std::int64_t timeLagMs() const { return lag() > 0 && timestamp >= 0 && endTimestamp > timestamp ? endTimestamp - timestamp : 0; }
};

struct TaskFigures {
    std::string id; ///< "0_3": sub-topology and partition, as in Kafka Streams
    std::int32_t subTopology = 0;
    std::int32_t partition = 0;
    std::int32_t thread = 0;
    TaskState state = TaskState::Created;
    double restored = 1.0; ///< share of the changelog read, while restoring
    double restoreRate = 0; ///< records a second, while restoring
    std::int64_t restoreRemainingMs = -1; ///< until it is restored, at this rate; -1: not known
    std::int64_t streamTime = -1;
    std::uint64_t commits = 0;
    std::int64_t commitMicros = 0; ///< of the last commit
};

struct StoreFigures {
    std::string name;
    std::string node;
    std::int32_t subTopology = -1; ///< whose tasks hold it; -1: a global table, which no changelog restores
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
};

struct JobSnapshot {
    std::uint64_t sequence = 0;
    std::int64_t wallMicros = 0;
    std::int64_t monotonicNanos = 0; ///< when it was taken, of the engine's process
    std::string applicationId;
    JobState state = JobState::Starting;
    std::optional<Error> error; ///< why it failed; while it waits: what happened to it
    std::string waits;          ///< what it waits for and what to do about it, a sentence; of a paused job too; empty: nothing
    std::vector<NodeFigures> nodes;
    std::vector<std::uint64_t> edges; ///< records that went over each edge, by index in the file
    std::vector<PartitionFigures> partitions;
    std::vector<TaskFigures> tasks;
    std::vector<StoreFigures> stores;
    std::int64_t streamTime = -1; ///< the largest of the tasks'
    std::uint64_t processed = 0;  ///< source records
    std::vector<std::string> createdTopics;
    std::int64_t nextRunMs = -1; ///< of a run with a schedule that is done: when it runs again, wall clock
};

/// How far tasks are with their changelogs.
struct RestoreFigures {
    double share = 0;              ///< of the changelogs read, 0 to 1, tasks that are still to begin among them
    double recordsPerSecond = 0;   ///< of all tasks that restore now
    std::int64_t remainingMs = -1; ///< of the task that needs longest; -1: not known
};
/// Of the tasks of one sub-topology, or of all; nothing when none restores.
std::optional<RestoreFigures> restoreOf(const JobSnapshot& snapshot, std::optional<std::int32_t> subTopology = {});

} // namespace weir
