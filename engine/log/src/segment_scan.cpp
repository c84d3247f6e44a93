// SPDX-License-Identifier: Apache-2.0
#include "segment_scan.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::int64_t chunkBytes = 1LL << 20;
constexpr std::int64_t lookAheadBytes = 32LL << 20;
// A record takes seven bytes before compression, and a batch at least a header; a reader's cap is 100 times its bytes and 64 KiB.
constexpr std::int64_t recordsPerByteMax = (100 * static_cast<std::int64_t>(batchHeaderBytes) + 65536) / 7 / static_cast<std::int64_t>(batchHeaderBytes) + 1;
constexpr auto headerBytes = static_cast<std::int64_t>(batchHeaderBytes);

Result<std::span<const std::byte>> readInto(const File& file, std::int64_t position, std::int64_t bytes, std::vector<std::byte>& buffer) {
    if (buffer.size() < static_cast<std::size_t>(bytes)) buffer.resize(static_cast<std::size_t>(bytes));
    WEIR_TRY(const auto n, file.readAt(position, std::span(buffer).first(static_cast<std::size_t>(bytes))));
    return std::span<const std::byte>(buffer).first(n);
}

// A whole batch that starts `bytes`, with a good header and CRC.
std::optional<BatchHeader> wholeBatch(std::span<const std::byte> bytes) {
    const auto header = readBatchHeader(bytes);
    if (!header || bytes.size() < static_cast<std::size_t>(header->sizeBytes) || !batchCrcHolds(bytes.first(static_cast<std::size_t>(header->sizeBytes))))
        return std::nullopt;
    return *header;
}

} // namespace

Result<SegmentScan> scanSegment(const File& file, std::int64_t fileBytes, std::int64_t baseOffset, std::int64_t indexIntervalBytes, std::int64_t stopAt) {
    SegmentScan scan{.validBytes = 0, .endOffset = baseOffset, .transactional = false, .index = SegmentIndex(baseOffset, indexIntervalBytes)};
    std::vector<std::byte> buffer;
    std::span<const std::byte> ahead; // what of the buffer stands at validBytes and behind
    const auto atLeast = [&](std::int64_t bytes) -> Result<> {
        if (static_cast<std::int64_t>(ahead.size()) >= bytes) return {};
        WEIR_TRY(ahead, readInto(file, scan.validBytes, std::min(std::max(bytes, chunkBytes), fileBytes - scan.validBytes), buffer));
        return {};
    };
    while (scan.endOffset != stopAt && fileBytes - scan.validBytes >= headerBytes) {
        WEIR_CHECK(atLeast(headerBytes));
        const auto header = readBatchHeader(ahead);
        if (!header || header->baseOffset != scan.endOffset ||
            header->sizeBytes > fileBytes - scan.validBytes)
            break;
        WEIR_CHECK(atLeast(header->sizeBytes));
        if (!wholeBatch(ahead)) break;
        scan.index.add(*header, scan.validBytes);
        scan.transactional = scan.transactional || header->transactional() || header->control();
        scan.validBytes += header->sizeBytes;
        scan.endOffset = header->lastOffset() + 1;
        ahead = ahead.subspan(static_cast<std::size_t>(header->sizeBytes));
    }
    return scan;
}

Result<std::optional<std::int64_t>> findLaterBatch(const File& file, std::int64_t fileBytes, std::int64_t position, std::int64_t offset) {
    std::vector<std::byte> buffer;
    std::vector<std::byte> batch;
    const auto end = std::min(fileBytes, position + lookAheadBytes);
    for (auto at = position + 1; end - at >= headerBytes; at += chunkBytes) {
        // Chunks overlap by a header, so that none is missed at a seam.
        WEIR_TRY(const auto bytes, readInto(file, at, std::min(chunkBytes + headerBytes - 1, end - at), buffer));
        for (std::size_t i = 0; i + batchHeaderBytes <= bytes.size(); ++i) {
            constexpr std::size_t magicAt = 16;
            if (bytes[i + magicAt] != std::byte{2}) continue;
            const auto header = readBatchHeader(bytes.subspan(i));
            const auto here = at + static_cast<std::int64_t>(i);
            if (!header || header->baseOffset <= offset || header->sizeBytes > fileBytes - here) continue;
            // The checksum does not cover the offset: torn bytes before an older batch may give it any. Real ones are near.
            if (header->baseOffset - offset > (here - position) * recordsPerByteMax) continue;
            WEIR_TRY(const auto whole, readInto(file, here, header->sizeBytes, batch));
            if (wholeBatch(whole)) return here;
        }
    }
    return std::nullopt;
}

BatchWalk::BatchWalk(const File& file, std::int64_t fileBytes, std::int64_t segmentBaseOffset, SegmentIndex::Start from)
    : m_file(file), m_fileBytes(fileBytes), m_position(from.position), m_startLast(from.lastOffset) {
    if (!from.lastOffset) m_expected = segmentBaseOffset;
}

Result<std::optional<BatchPlace>> BatchWalk::next(std::int64_t& lastOffset) {
    if (m_damage || m_position == m_fileBytes) return std::nullopt;
    const auto damaged = [&](std::string what) {
        m_damage = Damage{m_position, std::move(what)};
        return std::optional<BatchPlace>{};
    };
    if (m_position < 0 || m_position > m_fileBytes - headerBytes) return damaged("there is no room for a batch");
    if (m_position < m_windowAt || m_position + headerBytes > m_windowAt + static_cast<std::int64_t>(m_windowSize)) {
        const auto bytes = std::min<std::int64_t>(windowBytes, m_fileBytes - m_position);
        WEIR_TRY(m_windowSize, m_file.readAt(m_position, std::span(m_window).first(static_cast<std::size_t>(bytes))));
        m_windowAt = m_position;
    }
    const auto header = readBatchHeader(std::span<const std::byte>(m_window).first(m_windowSize).subspan(static_cast<std::size_t>(m_position - m_windowAt)));
    if (!header) return damaged(header.error().detail);
    if (m_expected && header->baseOffset != *m_expected)
        return damaged(fmt::format("a batch has offset {}, where {} is due", header->baseOffset, *m_expected));
    if (m_first && m_startLast && header->lastOffset() != *m_startLast) return damaged("the index names another batch");
    if (header->sizeBytes > m_fileBytes - m_position) return damaged("a batch goes beyond the end");
    const BatchPlace place{m_position, header->baseOffset, header->sizeBytes, header->maxTimestamp, header->producerId, header->transactional(), header->control()};
    lastOffset = header->lastOffset();
    m_expected = lastOffset + 1;
    m_position += header->sizeBytes;
    m_first = false;
    return std::optional(place);
}

Result<BatchRun> readBatches(const File& file, std::int64_t fileBytes, const BatchPlace& first, std::size_t bytesMax, std::int64_t endOffset, BatchBuffer& into) {
    const auto wanted = std::min(std::max(static_cast<std::int64_t>(bytesMax), std::int64_t{first.sizeBytes}), fileBytes - first.position);
    WEIR_TRY(const auto n, file.readAt(first.position, into.reserve(static_cast<std::size_t>(wanted))));
    const auto bytes = into.bytes().first(n);
    std::size_t good = 0;
    BatchRun run{.nextOffset = first.baseOffset, .transactional = false, .damage = {}};
    while (bytes.size() - good >= batchHeaderBytes) {
        const auto header = readBatchHeader(bytes.subspan(good));
        const auto position = first.position + static_cast<std::int64_t>(good);
        if (!header) {
            run.damage = Damage{position, header.error().detail};
            break;
        }
        const auto size = static_cast<std::size_t>(header->sizeBytes);
        if (header->baseOffset != run.nextOffset) {
            run.damage = Damage{position, fmt::format("a batch has offset {}, where {} is due", header->baseOffset, run.nextOffset)};
            break;
        }
        if (size > bytes.size() - good || header->baseOffset >= endOffset) break;
        if (!batchCrcHolds(bytes.subspan(good, size))) {
            run.damage = Damage{position, "a batch fails its checksum"};
            break;
        }
        run.transactional = run.transactional || header->transactional() || header->control();
        run.nextOffset = header->lastOffset() + 1;
        good += size;
    }
    into.resize(good);
    if (good > 0) run.damage.reset();
    else if (!run.damage) run.damage = Damage{first.position, "a batch is cut short"};
    return run;
}

void keepCommitted(BatchBuffer& batches, const std::vector<AbortedTransaction>& aborted) {
    const auto bytes = batches.writable();
    std::size_t kept = 0;
    std::size_t size = 0;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        const auto header = *readBatchHeader(bytes.subspan(at)); // readBatches() has looked at it
        size = static_cast<std::size_t>(header.sizeBytes);
        const bool out = header.control() || (header.transactional() && std::any_of(aborted.begin(), aborted.end(), [&](const AbortedTransaction& gone) {
                                                  return gone.producerId == header.producerId && header.baseOffset >= gone.first && header.baseOffset < gone.last;
                                              }));
        if (out) continue;
        if (kept != at) std::memmove(bytes.data() + kept, bytes.data() + at, size);
        kept += size;
    }
    batches.resize(kept);
}

Result<> walkTransactions(const File& file, std::int64_t fileBytes, std::int64_t segmentBaseOffset, std::int64_t from, std::int64_t newFrom, TransactionTable& table) {
    BatchWalk walk(file, fileBytes, segmentBaseOffset, {});
    std::vector<std::byte> bytes;
    while (true) {
        std::int64_t lastOffset = 0;
        WEIR_TRY(const auto batch, walk.next(lastOffset));
        if (!batch) break;
        if (batch->baseOffset < from || !(batch->transactional || batch->control)) continue;
        BatchHeader header;
        header.baseOffset = batch->baseOffset;
        header.lastOffsetDelta = static_cast<std::int32_t>(lastOffset - batch->baseOffset);
        header.producerId = batch->producerId;
        header.attributes = static_cast<std::int16_t>((batch->transactional ? 0x10 : 0) | (batch->control ? 0x20 : 0));
        std::optional<TransactionEnd> end;
        if (batch->control) {
            WEIR_TRY(const auto whole, readInto(file, batch->position, batch->sizeBytes, bytes));
            end = readMarker(whole);
            if (end && batch->baseOffset < newFrom) end = TransactionEnd::Commit; // it closes what it closes; that it was an abort is known
        }
        table.take(header, end);
    }
    if (!walk.damage()) return {};
    return fail(Errc::Corrupt, fmt::format("the record batch at byte {} is damaged: {}", walk.damage()->position, walk.damage()->what));
}

} // namespace weir
