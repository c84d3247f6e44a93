// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/job_snapshot.h"

#include <algorithm>

namespace weir {

std::optional<RestoreFigures> restoreOf(const JobSnapshot& snapshot, std::optional<std::int32_t> subTopology) {
    RestoreFigures out;
    std::size_t tasks = 0;
    std::size_t restoring = 0;
    for (const auto& task : snapshot.tasks) {
        if (subTopology && task.subTopology != *subTopology) continue;
        ++tasks;
        out.share += task.state == TaskState::Created ? 0 : task.restored;
        if (task.state != TaskState::Restoring) continue;
        ++restoring;
        out.recordsPerSecond += task.restoreRate;
        out.remainingMs = std::max(out.remainingMs, task.restoreRemainingMs);
    }
    if (restoring == 0) return std::nullopt;
    out.share /= static_cast<double>(tasks);
    return out;
}

} // namespace weir
