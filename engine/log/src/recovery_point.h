// SPDX-License-Identifier: Apache-2.0
// RecoveryPoint: how much of the segment that grows is known to be durable: <folder>/recovery-point, written after each sync. docs/formats/segment.md.
// It is not synced itself: it may be lost or stand behind, it never says too much. What a start finds beyond it may be known to the page cache
// alone, and may stay so whatever a later sync of that file says (reliability.md D10).
#pragma once

#include "weir/core/file_system.h"

#include <cstdint>
#include <optional>

namespace weir {

struct RecoveryPoint {
    std::int64_t baseOffset = 0;
    std::int64_t size = 0;      ///< bytes of the log file that are durable
    std::int64_t endOffset = 0; ///< one past the last record in them
    std::uint64_t inode = 0;    ///< of the log file: another file of that name is another matter
};

/// nullopt: none, or bad.
std::optional<RecoveryPoint> readRecoveryPoint(FileSystem& files, const Path& folder);
Result<> writeRecoveryPoint(FileSystem& files, const Path& folder, const RecoveryPoint& point);

} // namespace weir
