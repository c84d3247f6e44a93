// SPDX-License-Identifier: Apache-2.0
#include "partition_log_state.h"

#include "segment_walk.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace weir {
namespace {

constexpr std::size_t slackBytes = 64;
// Full segments whose file and index stay open for readers.
constexpr int openSealedMax = 4;

} // namespace

std::span<std::byte> BatchBuffer::reserve(std::size_t bytes) {
    if (m_bytes.size() < bytes + slackBytes) m_bytes.resize(bytes + slackBytes);
    m_size = bytes;
    return {m_bytes.data(), bytes};
}

std::shared_ptr<Segment> PartitionLog::State::segmentOf(std::int64_t offset) const {
    const auto after = std::upper_bound(segments.begin(), segments.end(), offset,
                                        [](std::int64_t wanted, const auto& segment) { return wanted < segment->baseOffset; });
    return *std::prev(after);
}

// Under `mutex`. Opens a sealed segment's file and index, and closes the one that was used longest ago.
Result<std::shared_ptr<SegmentContent>> PartitionLog::State::contentOf(Segment& segment) {
    if (retired) return fail(*failed);
    segment.lastUse = ++useCount;
    if (segment.content) return segment.content;
    bool rebuilt = false;
    WEIR_TRY(segment.content, openSegment(files, folder, segment, options.indexIntervalBytes, rebuilt));
    int open = 0;
    Segment* oldest = nullptr;
    for (auto& other : segments) {
        if (!other->sealed || other->pinned || !other->content || other == segments.back()) continue;
        ++open;
        if (oldest == nullptr || other->lastUse < oldest->lastUse) oldest = other.get();
    }
    if (open > openSealedMax) oldest->content.reset();
    return segment.content;
}

tl::unexpected<Error> PartitionLog::State::damage(std::int64_t baseOffset, std::int64_t offset, const Damage& what) const {
    auto place = placeIn(folder, offset);
    place.file = segmentFile(folder, baseOffset, ".log").string();
    return fail(Errc::Corrupt, fmt::format("the log is damaged at byte {}: {}; restore the file from a backup or remove the topic", what.position, what.what),
                std::move(place));
}

// The batch that holds `offset` (startOffset() <= offset < endOffset()). An index that leads astray is made again, once.
Result<BatchPlace> PartitionLog::State::placeOf(std::int64_t offset, std::shared_ptr<SegmentContent>& content, std::int64_t& limit) {
    std::shared_ptr<Segment> segment;
    for (bool again = false;; again = true) {
        SegmentIndex::Start start;
        {
            const std::lock_guard lock(mutex);
            if (offset < segments.front()->baseOffset) return fail(Errc::OutOfRange, "the log was trimmed meanwhile", placeIn(folder, offset));
            segment = segmentOf(offset);
            WEIR_TRY(content, contentOf(*segment));
            start = content->index.startFor(offset);
            limit = segment->size;
        }
        BatchWalk walk(*content->file, limit, segment->baseOffset, start);
        std::int64_t lastOffset = 0;
        while (true) {
            WEIR_TRY(const auto batch, walk.next(lastOffset));
            if (!batch) break;
            if (lastOffset >= offset) return *batch;
        }
        const auto what = walk.damage().value_or(Damage{limit, "the file ends too early"});
        const std::lock_guard lock(mutex);
        if (again || !segment->sealed || segment->pinned) return damage(segment->baseOffset, offset, what);
        WEIR_TRY(segment->content, rebuildIndex(files, folder, *segment, options.indexIntervalBytes));
    }
}

Result<std::int64_t> PartitionLog::read(std::int64_t from, std::size_t bytesMax, BatchBuffer& into, Isolation isolation) const {
    into.resize(0);
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t stable = 0;
    std::vector<AbortedTransaction> aborted;
    {
        const std::lock_guard lock(m_state->mutex);
        start = m_state->segments.front()->baseOffset;
        end = m_state->endOffset;
        stable = isolation == Isolation::Committed ? m_state->transactions.stableOffset(end) : end;
        if (isolation == Isolation::Committed) aborted = m_state->transactions.abortedIn(from, stable);
    }
    if (from < start || from > end)
        return fail(Errc::OutOfRange, fmt::format("the log has the offsets from {} to {}", start, end), placeIn(m_state->folder, from));
    if (from >= stable) return from;
    std::shared_ptr<SegmentContent> content;
    std::int64_t limit = 0;
    WEIR_TRY(const auto batch, m_state->placeOf(from, content, limit));
    WEIR_TRY(const auto run, readBatches(*content->file, limit, batch, std::min(bytesMax, batchBytesMax), stable, into));
    if (run.damage) return m_state->damage(content->index.baseOffset(), from, *run.damage);
    if (run.transactional && isolation == Isolation::Committed) keepCommitted(into, aborted);
    return run.nextOffset;
}

std::int64_t PartitionLog::startOffset() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->segments.front()->baseOffset;
}

std::int64_t PartitionLog::endOffset() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->endOffset;
}

std::int64_t PartitionLog::syncedOffset() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->syncedOffset;
}

std::int64_t PartitionLog::sizeBytes() const {
    const std::lock_guard lock(m_state->mutex);
    std::int64_t bytes = 0;
    for (const auto& segment : m_state->segments) bytes += segment->size;
    return bytes;
}

std::optional<std::int64_t> PartitionLog::maxTimestamp() const {
    const std::lock_guard lock(m_state->mutex);
    auto max = noTimestamp;
    for (const auto& segment : m_state->segments) max = std::max(max, segment->maxTimestamp);
    return max == noTimestamp ? std::nullopt : std::optional(max);
}

Result<std::optional<std::int64_t>> PartitionLog::offsetForTime(std::int64_t timestamp) const {
    auto& s = *m_state;
    for (std::int64_t next = 0;;) {
        std::int64_t offset = 0;
        {
            const std::lock_guard lock(s.mutex);
            const auto found = std::find_if(s.segments.begin(), s.segments.end(), [&](const auto& segment) {
                return segment->endOffset > next && segment->maxTimestamp != noTimestamp && segment->maxTimestamp >= timestamp;
            });
            if (found == s.segments.end()) return std::nullopt;
            WEIR_TRY(const auto content, s.contentOf(**found));
            offset = content->index.offsetBefore(timestamp);
            next = (*found)->endOffset;
        }
        std::shared_ptr<SegmentContent> content;
        std::int64_t limit = 0;
        WEIR_TRY(const auto first, s.placeOf(offset, content, limit));
        BatchWalk walk(*content->file, limit, first.baseOffset, {first.position, std::nullopt});
        while (true) {
            std::int64_t lastOffset = 0;
            WEIR_TRY(const auto batch, walk.next(lastOffset));
            if (!batch) break;
            if (batch->maxTimestamp < timestamp || batch->control) continue;
            WEIR_TRY(const auto found, s.firstAt(*batch, *content->file, limit, timestamp));
            if (found) return found;
        }
        if (walk.damage()) return s.damage(content->index.baseOffset(), offset, *walk.damage());
        // Its largest time was a marker's: seals of before say so.
    }
}

// The first record of the batch at or after `timestamp`.
Result<std::optional<std::int64_t>> PartitionLog::State::firstAt(const BatchPlace& batch, const File& file, std::int64_t limit,
                                                                 std::int64_t timestamp) const {
    BatchBuffer buffer;
    WEIR_TRY(const auto run, readBatches(file, limit, batch, 1, std::numeric_limits<std::int64_t>::max(), buffer));
    if (run.damage) return fail(Errc::Corrupt, run.damage->what, placeIn(folder, batch.baseOffset));
    BatchReader reader;
    WEIR_CHECK(reader.open(buffer.bytes()));
    RecordView record;
    while (reader.next(record))
        if (record.timestamp >= timestamp) return record.offset;
    return std::nullopt;
}

} // namespace weir
