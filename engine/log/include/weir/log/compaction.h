// SPDX-License-Identifier: Apache-2.0
// Compaction: of the records of one key only the newest stays (Kafka's meaning of cleanup "compact"). What is asked of it,
// and what it did. docs/formats/segment.md, "Compaction".
#pragma once

#include "weir/core/time.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace weir {

/// Kafka's.
constexpr Milliseconds deleteRetentionDefault = std::chrono::hours(24);

struct CompactionOptions {
    /// A tombstone stays this long after the compaction that first met it, so that a slow reader still sees it.
    Milliseconds deleteRetention = deleteRetentionDefault;
    /// Only tombstones below this offset may go: every store that restores from here has passed them (reliability.md D8).
    std::int64_t tombstonesBelow = std::numeric_limits<std::int64_t>::max();
    /// Memory for the keys of one pass; more keys take more passes.
    std::size_t mapBytesMax = std::size_t{16} << 20U;
    /// Called after each piece of reading and writing; false: stop at the next place where the log is whole.
    std::function<bool(std::int64_t bytes)> goOn;
};

struct CompactionReport {
    std::int64_t passes = 0;
    std::int64_t bytesBefore = 0; ///< of the segments that were rewritten
    std::int64_t bytesAfter = 0;
    std::int64_t recordsDropped = 0;
    std::int64_t tombstonesDropped = 0;
    bool finished = true; ///< goOn() said so

    CompactionReport& operator+=(const CompactionReport& other) {
        passes += other.passes;
        bytesBefore += other.bytesBefore;
        bytesAfter += other.bytesAfter;
        recordsDropped += other.recordsDropped;
        tombstonesDropped += other.tombstonesDropped;
        finished = finished && other.finished;
        return *this;
    }
};

} // namespace weir
