// SPDX-License-Identifier: Apache-2.0
#include "segment_index.h"

#include "big_endian.h"

#include <algorithm>

namespace weir {
namespace {
constexpr std::size_t offsetEntryBytes = 8;
constexpr std::size_t timeEntryBytes = 12;
} // namespace

void SegmentIndex::add(const BatchHeader& header, std::int64_t position) {
    const auto lastOffset = static_cast<std::int32_t>(header.lastOffset() - m_baseOffset);
    // A marker's time is that of a record in front of it, which may be gone by now.
    if (header.recordCount > 0 && !header.control() && header.maxTimestamp > m_maxTimestamp) {
        m_maxTimestamp = header.maxTimestamp;
        m_offsetOfMax = lastOffset;
    }
    if (m_bytesSinceEntry > m_intervalBytes) {
        m_offsets.push_back({lastOffset, static_cast<std::int32_t>(position)});
        addTimeEntry();
        m_bytesSinceEntry = 0;
    }
    m_bytesSinceEntry += header.sizeBytes;
}

void SegmentIndex::addTimeEntry() {
    if (m_times.empty() || m_times.back().timestamp < m_maxTimestamp) m_times.push_back({m_maxTimestamp, m_offsetOfMax});
}

void SegmentIndex::close() {
    if (m_maxTimestamp != noTimestamp) addTimeEntry();
}

SegmentIndex::Start SegmentIndex::startFor(std::int64_t offset) const {
    const auto after = std::upper_bound(m_offsets.begin(), m_offsets.end(), offset - m_baseOffset,
                                        [](std::int64_t wanted, const OffsetEntry& e) { return wanted < e.lastOffset; });
    if (after == m_offsets.begin()) return {};
    const auto& entry = *std::prev(after);
    return {entry.position, m_baseOffset + entry.lastOffset};
}

// The last entry whose timestamp is smaller: every record up to the next entry's time was appended behind it, or has a
// smaller timestamp.
std::int64_t SegmentIndex::offsetBefore(std::int64_t timestamp) const {
    const auto after = std::lower_bound(m_times.begin(), m_times.end(), timestamp,
                                        [](const TimeEntry& e, std::int64_t wanted) { return e.timestamp < wanted; });
    return after == m_times.begin() ? m_baseOffset : m_baseOffset + std::prev(after)->lastOffset;
}

std::vector<std::byte> SegmentIndex::offsetBytes() const {
    std::vector<std::byte> out(m_offsets.size() * offsetEntryBytes);
    auto* at = out.data();
    for (const auto& e : m_offsets) {
        storeBigEndian(at, e.lastOffset);
        storeBigEndian(at + 4, e.position);
        at += offsetEntryBytes;
    }
    return out;
}

std::vector<std::byte> SegmentIndex::timeBytes() const {
    std::vector<std::byte> out(m_times.size() * timeEntryBytes);
    auto* at = out.data();
    for (const auto& e : m_times) {
        storeBigEndian(at, e.timestamp);
        storeBigEndian(at + 8, e.lastOffset);
        at += timeEntryBytes;
    }
    return out;
}

std::optional<SegmentIndex> SegmentIndex::parse(std::int64_t baseOffset, std::int64_t intervalBytes, std::span<const std::byte> offsets,
                                                std::span<const std::byte> times, std::int64_t maxTimestamp) {
    if (offsets.size() % offsetEntryBytes != 0 || times.size() % timeEntryBytes != 0) return std::nullopt;
    SegmentIndex index(baseOffset, intervalBytes);
    for (; !offsets.empty(); offsets = offsets.subspan(offsetEntryBytes))
        index.m_offsets.push_back({loadBigEndian<std::int32_t>(offsets.data()), loadBigEndian<std::int32_t>(offsets.data() + 4)});
    for (; !times.empty(); times = times.subspan(timeEntryBytes))
        index.m_times.push_back({loadBigEndian<std::int64_t>(times.data()), loadBigEndian<std::int32_t>(times.data() + 8)});
    index.m_maxTimestamp = maxTimestamp;
    if (!index.m_times.empty()) index.m_offsetOfMax = index.m_times.back().lastOffset;
    return index;
}

} // namespace weir
