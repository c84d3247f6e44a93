// SPDX-License-Identifier: Apache-2.0
#include "segment_cleaner.h"

#include "big_endian.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace weir {
namespace {

constexpr std::size_t outputBatchBytes = std::size_t{256} << 10U;

// Who keeps tombstones forever says so with the largest number there is.
std::int64_t horizonAfter(std::int64_t nowMs, std::int64_t retentionMs) {
    constexpr auto forever = std::numeric_limits<std::int64_t>::max();
    return nowMs > 0 && retentionMs > forever - nowMs ? forever : nowMs + retentionMs;
}

} // namespace

/// The file that is being written. Offsets that are not added are skipped.
class SegmentCleaner::Output {
public:
    Output(std::unique_ptr<File> file, std::int64_t baseOffset, std::int64_t indexIntervalBytes)
        : m_content(std::make_shared<SegmentContent>(std::move(file), SegmentIndex(baseOffset, indexIntervalBytes))), m_segment(std::make_shared<Segment>()),
          m_next(baseOffset) {
        m_segment->baseOffset = m_segment->endOffset = baseOffset;
        m_segment->content = m_content;
    }

    /// A tombstone has a horizon.
    Result<> add(const RecordView& record, Compression codec, std::optional<std::int64_t> horizon) {
        const bool otherHorizon = horizon && m_horizon != horizon;
        const auto bytes = m_builder.sizeBytes() + record.key.size() + record.value.size() + record.headers.bytes.size();
        if (!m_builder.empty() && (codec != m_codec || bytes > outputBatchBytes || otherHorizon)) WEIR_CHECK(flush());
        if (m_builder.empty() && codec != m_codec) {
            const auto skipped = m_builder.offsets();
            m_builder = BatchBuilder(codec);
            m_builder.skip(skipped);
            m_codec = codec;
        }
        if (horizon && m_builder.empty()) {
            m_builder.setDeleteHorizon(*horizon);
            m_horizon = horizon;
        }
        skipTo(record.offset);
        m_builder.add(record.timestamp, record.key, record.keyNull, record.value, record.valueNull, record.headers);
        ++m_next;
        return {};
    }

    /// Durable.
    Result<std::shared_ptr<Segment>> finish(std::int64_t endOffset) {
        skipTo(endOffset);
        if (m_builder.offsets() > 0) WEIR_CHECK(flush());
        WEIR_KILLPOINT("compaction.written");
        WEIR_CHECK(m_content->file->sync());
        WEIR_KILLPOINT("compaction.synced");
        m_segment->maxTimestamp = m_content->index.maxTimestamp();
        m_segment->syncedSize = m_segment->size;
        return m_segment;
    }

private:
    void skipTo(std::int64_t offset) {
        m_builder.skip(static_cast<std::int32_t>(offset - m_next));
        m_next = offset;
    }

    Result<> flush() {
        const auto batch = m_builder.take();
        m_horizon.reset();
        storeBigEndian(batch.data(), m_segment->endOffset);
        WEIR_TRY(const auto header, readBatchHeader(batch));
        WEIR_CHECK(m_content->file->writeAt(m_segment->size, batch));
        WEIR_KILLPOINT("compaction.batch-written");
        m_content->index.add(header, m_segment->size);
        m_segment->size += header.sizeBytes;
        m_segment->endOffset = header.lastOffset() + 1;
        return {};
    }

    std::shared_ptr<SegmentContent> m_content;
    std::shared_ptr<Segment> m_segment;
    BatchBuilder m_builder;
    Compression m_codec = Compression::None;
    std::optional<std::int64_t> m_horizon; ///< of the batch under way
    std::int64_t m_next;
};

SegmentCleaner::SegmentCleaner(FileSystem& files, const Path& folder, std::int64_t indexIntervalBytes, const CompactionOptions& options, std::int64_t nowMs,
                               std::vector<AbortedTransaction> aborted, Open open)
    : m_files(files), m_folder(folder), m_indexIntervalBytes(indexIntervalBytes), m_options(options), m_nowMs(nowMs), m_aborted(std::move(aborted)),
      m_open(std::move(open)), m_keys(options.mapBytesMax) {}

bool SegmentCleaner::counts(const BatchHeader& batch) const {
    if (batch.control()) return false;
    return !batch.transactional() || std::none_of(m_aborted.begin(), m_aborted.end(), [&](const AbortedTransaction& gone) {
        return gone.producerId == batch.producerId && batch.baseOffset >= gone.first && batch.baseOffset < gone.last;
    });
}

bool SegmentCleaner::goOn(std::int64_t bytes) {
    if (!m_stopped && m_options.goOn && !m_options.goOn(bytes)) m_stopped = true;
    return !m_stopped;
}

SegmentCleaner::Sources SegmentCleaner::firstGroup(Sources sources, std::int64_t bytesMax) {
    constexpr auto offsetsMax = std::numeric_limits<std::int32_t>::max();
    std::size_t count = 1;
    auto bytes = sources.front()->size;
    while (count < sources.size() && bytes + sources[count]->size <= bytesMax && sources[count]->endOffset - sources.front()->baseOffset <= offsetsMax)
        bytes += sources[count++]->size;
    return sources.first(count);
}

Result<bool> SegmentCleaner::eachBatchOf(Segment& segment, const BatchVisit& visit) {
    WEIR_TRY(const auto content, m_open(segment));
    return eachBatch(m_folder, segment, *content->file, m_buffer, visit, [this](std::int64_t bytes) { return goOn(bytes); });
}

Result<std::int64_t> SegmentCleaner::noteKeys(Sources sources, std::int64_t from) {
    m_keys.clear();
    auto noted = from;
    for (const auto& segment : sources) {
        if (segment->endOffset <= from) continue;
        WEIR_TRY(const bool more, eachBatchOf(*segment, [&](auto batch, const BatchHeader& header) -> Result<bool> {
            if (header.lastOffset() < from) return true;
            if (counts(header)) {
                WEIR_CHECK(m_reader.open(batch));
                for (RecordView record; m_reader.next(record);) {
                    if (record.offset < from || record.keyNull) continue;
                    if (!m_keys.note(record.key, record.offset)) return false;
                    noted = record.offset + 1;
                }
                if (m_reader.failed()) return segmentDamage(m_folder, *segment, header.baseOffset, 0, "a batch has other records than it counts");
            }
            noted = header.lastOffset() + 1;
            return true;
        }));
        if (!more) break;
    }
    return noted;
}

Result<> SegmentCleaner::keep(std::span<const std::byte> batch, const BatchHeader& header, std::int64_t notedTo, Output& output) {
    if (!counts(header)) return {};
    WEIR_CHECK(m_reader.open(batch));
    for (RecordView record; m_reader.next(record);) {
        // Records without a key have no newer ones: they stay. So do those that the map knows nothing of yet.
        if (!record.keyNull && record.offset < notedTo) {
            const auto newest = m_keys.newest(record.key);
            if (newest && *newest > record.offset) {
                ++m_report.recordsDropped;
                continue;
            }
            if (record.valueNull && header.deleteHorizon() && *header.deleteHorizon() <= m_nowMs && record.offset < m_options.tombstonesBelow) {
                ++m_report.tombstonesDropped;
                continue;
            }
        }
        std::optional<std::int64_t> horizon;
        if (record.valueNull && !record.keyNull && record.offset < notedTo) horizon = header.deleteHorizon().value_or(horizonAfter(m_nowMs, m_options.deleteRetention.count()));
        WEIR_CHECK(output.add(record, header.compression(), horizon));
    }
    if (m_reader.failed()) return fail(Errc::Corrupt, "a batch has other records than it counts; restore the file from a backup or remove the topic", placeIn(m_folder, header.baseOffset));
    return {};
}

Result<std::shared_ptr<Segment>> SegmentCleaner::rewrite(Sources sources, std::int64_t notedTo) {
    const auto base = sources.front()->baseOffset;
    const auto path = segmentFile(m_folder, base, ".cleaned");
    WEIR_TRY(auto file, m_files.open(path, OpenMode::CreateOrOpen));
    WEIR_CHECK(file->truncate(0));
    Output output(std::move(file), base, m_indexIntervalBytes);
    std::int64_t before = 0;
    for (const auto& segment : sources) {
        before += segment->size;
        WEIR_TRY(const bool more, eachBatchOf(*segment, [&](auto batch, const BatchHeader& header) -> Result<bool> {
            WEIR_CHECK(keep(batch, header, notedTo, output));
            return true;
        }));
        if (!more) {
            WEIR_CHECK(m_files.remove(path));
            return std::shared_ptr<Segment>{};
        }
    }
    WEIR_TRY(auto cleaned, output.finish(sources.back()->endOffset));
    cleaned->sealed = true;
    cleaned->compacted = sources.back()->endOffset <= notedTo;
    m_report.bytesBefore += before;
    m_report.bytesAfter += cleaned->size;
    if (!goOn(cleaned->size)) return cleaned; // whole: it may still take its place
    return cleaned;
}

} // namespace weir
