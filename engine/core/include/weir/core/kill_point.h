// SPDX-License-Identifier: Apache-2.0
// Kill points: named places on the roads that write (append, sync, commit, recovery, restore), where a test ends the process or
// looks at the disk. WEIR_KILLPOINT("commit.journaled") costs one relaxed load while nobody asked for it.
// Shape    names stand in killPointNames, and the compiler refuses any other. "before" is before the call, a participle after it.
// Use      WEIR_KILLPOINT=commit.journaled:3 weir run …   the process kills itself (SIGKILL) at the third pass
//          WEIR_KILLPOINT_LOG=passed.txt weir run …       each pass appends the point's name, a line each
// Threads  any. The armed state is the process's own, as its environment is: the one exception to "no globals".
#pragma once

#include "weir/core/result.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <string_view>

namespace weir {

inline constexpr std::array<std::string_view, 92> killPointNames{
    "log.append.before", "log.append.written",
    "log.roll.before", "log.roll.folder-synced", "log.roll.file-made",
    "log.sync.before", "log.sync.full-synced", "log.sync.active-synced", "log.sync.folder-synced",
    "log.copy.synced", "log.copy.named",
    "log.seal.before", "log.seal.transactions-written", "log.seal.indexes-written", "log.seal.written",
    "log.trim.before", "log.trim.removed", "log.trim.folder-synced", "log.file-removed",
    "compaction.keys-noted", "compaction.batch-written", "compaction.written", "compaction.synced",
    "compaction.swap-named", "compaction.swap-synced", "compaction.segment-removed", "compaction.derived-removed", "compaction.removals-synced", "compaction.named",
    "compaction.folder-synced", "compaction.sealed",
    "topic.create.before", "topic.create.folders-made", "topic.create.described",
    "topic.remove.before", "topic.remove.undescribed", "topic.remove.folders-removed",
    "journal.open.before", "journal.open.epoch-synced",
    "journal.append.before", "journal.append.written", "journal.sync.before", "journal.sync.after",
    "journal.roll.before", "journal.roll.written", "journal.roll.synced", "journal.roll.renamed", "journal.roll.folder-synced", "journal.roll.old-removed",
    "commit.begin", "commit.changelogs-written", "commit.outputs-written", "commit.inputs-synced", "commit.partition-synced", "commit.all-synced", "commit.journaled",
    "commit.marker-written", "commit.markers-written", "commit.stores-applied", "commit.done",
    "abort.before", "abort.marker-written",
    "recovery.swap.begin", "recovery.swap.cleaned-removed", "recovery.swap.done", "recovery.log.scanned", "recovery.log.cut", "recovery.log.later-dropped", "recovery.log.sealed",
    "recovery.transaction.decided", "recovery.marker-written", "recovery.marker-synced",
    "restore.begin", "restore.chunk-written", "restore.done",
    "database.write.before", "database.write.after",
    "connector.commit.flushed",
    "replay.noted", "replay.topics-made", "replay.begun",
    "switch.begin", "switch.cut", "switch.live-stopped", "switch.replay-stopped", "switch.stores-closed", "switch.journaled", "switch.job-made", "switch.done",
    "cleanup.topic-removed", "cleanup.stores-removed", "cleanup.done"};

constexpr bool isKillPoint(std::string_view name) { return std::find(killPointNames.begin(), killPointNames.end(), name) != killPointNames.end(); }

extern constinit std::atomic<bool> killPointsArmed;
void passKillPoint(std::string_view name);

/// What WEIR_KILLPOINT and WEIR_KILLPOINT_LOG say. Invalid: a name or number that can't be.
Result<> armKillPointsFromEnvironment();

/// Calls `passed` at each pass while it lives: a test in this process copies the disk there. One at a time.
class KillPointWatch {
public:
    explicit KillPointWatch(std::function<void(std::string_view)> passed);
    ~KillPointWatch();
    KillPointWatch(const KillPointWatch&) = delete;
    KillPointWatch& operator=(const KillPointWatch&) = delete;
};

} // namespace weir

#define WEIR_KILLPOINT(name)                                                                                           \
    do {                                                                                                               \
        static_assert(::weir::isKillPoint(name), "this kill point is not in killPointNames");                          \
        if (::weir::killPointsArmed.load(std::memory_order_relaxed)) [[unlikely]] ::weir::passKillPoint(name);         \
    } while (false)
