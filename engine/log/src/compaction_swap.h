// SPDX-License-Identifier: Apache-2.0
// How a compacted file takes the place of a run of segments so that a crash at any moment leaves the old run or the new
// file, never a mixture. docs/formats/segment.md, "Compaction".
// Shape    <base>.cleaned is being written and counts for nothing; <base>.swap is whole and durable and stands for every
//          segment from <base> up to where its batches end.
#pragma once

#include "weir/core/file_system.h"

#include <cstdint>
#include <span>

namespace weir {

/// Make the synced <base>.cleaned count: from here on a crash ends in the new file.
Result<> commitSwap(FileSystem& files, const Path& folder, std::int64_t baseOffset);
/// Remove the segments that the swap stands for (`bases`, its own the first) and give it its name.
Result<> completeSwap(FileSystem& files, const Path& folder, std::span<const std::int64_t> bases);
/// At open: complete what was committed, drop what was not. Corrupt: a swap that is not whole, and nothing else stands there.
Result<> finishSwaps(FileSystem& files, const Path& folder, std::int64_t indexIntervalBytes);

} // namespace weir
