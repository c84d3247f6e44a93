// SPDX-License-Identifier: Apache-2.0
// Reading a whole segment batch by batch, every checksum and the order of offsets looked at: compaction's way and the scrub's.
// Errors   Corrupt with topic, partition, offset, file and position.
#pragma once

#include "segment_files.h"
#include "weir/log/partition_log.h"

#include <functional>
#include <span>

namespace weir {

/// One batch; false: enough.
using BatchVisit = std::function<Result<bool>(std::span<const std::byte> batch, const BatchHeader& header)>;
using GoOn = std::function<bool(std::int64_t bytes)>;

/// False: `visit` had enough, or `goOn` (asked after each piece) said no.
Result<bool> eachBatch(const Path& folder, const Segment& segment, const File& file, BatchBuffer& buffer, const BatchVisit& visit, const GoOn& goOn);
/// Everything in the segment, whose content is open; its seal's checksum of the file too. False: `goOn` said no.
Result<bool> verifySegment(FileSystem& files, const Path& folder, const Segment& segment, const GoOn& goOn, VerifyReport& report);
tl::unexpected<Error> segmentDamage(const Path& folder, const Segment& segment, std::int64_t offset, std::int64_t position, std::string_view what);

} // namespace weir
