// SPDX-License-Identifier: Apache-2.0
// SegmentIndex: where in a segment an offset or a time stands: Kafka's sparse offset index and time index, in memory.
// Shape    one entry for each `intervalBytes` of log. An offset entry is (last offset of a batch, the batch's position); a
//          time entry is (largest timestamp so far, last offset of the batch that has it). Offsets are relative to the
//          segment's base. docs/formats/segment.md.
// Threads  none of its own.
#pragma once

#include "weir/log/record_batch.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace weir {

/// The largest timestamp of no records.
constexpr std::int64_t noTimestamp = std::numeric_limits<std::int64_t>::min();

class SegmentIndex {
public:
    SegmentIndex(std::int64_t baseOffset, std::int64_t intervalBytes) : m_baseOffset(baseOffset), m_intervalBytes(intervalBytes) {}

    /// The next batch of the segment, at `position`.
    void add(const BatchHeader& header, std::int64_t position);
    /// Note the largest timestamp as the last time entry: the segment is complete.
    void close();

    /// A batch from which a walk forward meets `offset`. `lastOffset`, if known, is the last offset of the batch there.
    struct Start {
        std::int64_t position = 0;
        std::optional<std::int64_t> lastOffset;
    };
    Start startFor(std::int64_t offset) const;
    /// No record before this offset has a timestamp >= `timestamp`.
    std::int64_t offsetBefore(std::int64_t timestamp) const;

    std::int64_t baseOffset() const { return m_baseOffset; }
    std::int64_t maxTimestamp() const { return m_maxTimestamp; }

    /// The bytes of the .index and the .timeindex file.
    std::vector<std::byte> offsetBytes() const;
    std::vector<std::byte> timeBytes() const;
    /// From those bytes, of a segment that ends at `size`, its largest timestamp being `maxTimestamp`.
    static std::optional<SegmentIndex> parse(std::int64_t baseOffset, std::int64_t intervalBytes, std::span<const std::byte> offsets,
                                             std::span<const std::byte> times, std::int64_t maxTimestamp);

private:
    struct OffsetEntry {
        std::int32_t lastOffset;
        std::int32_t position;
    };
    struct TimeEntry {
        std::int64_t timestamp;
        std::int32_t lastOffset;
    };
    void addTimeEntry();

    std::int64_t m_baseOffset;
    std::int64_t m_intervalBytes;
    std::int64_t m_bytesSinceEntry = 0;
    std::int64_t m_maxTimestamp = noTimestamp;
    std::int32_t m_offsetOfMax = 0;
    std::vector<OffsetEntry> m_offsets;
    std::vector<TimeEntry> m_times;
};

} // namespace weir
