// SPDX-License-Identifier: Apache-2.0
#include "segment_walk.h"

#include "segment_scan.h"

#include <fmt/format.h>

namespace weir {
namespace {
constexpr std::size_t readBytes = std::size_t{1} << 20U;
} // namespace

tl::unexpected<Error> segmentDamage(const Path& folder, const Segment& segment, std::int64_t offset, std::int64_t position, std::string_view what) {
    auto place = placeIn(folder, offset);
    place.file = segmentFile(folder, segment.baseOffset, ".log").string();
    return fail(Errc::Corrupt, fmt::format("the log is damaged at byte {}: {}; restore the file from a backup or remove the topic", position, what), std::move(place));
}

Result<bool> eachBatch(const Path& folder, const Segment& segment, const File& file, BatchBuffer& buffer, const BatchVisit& visit, const GoOn& goOn) {
    BatchPlace at;
    at.baseOffset = segment.baseOffset;
    while (at.position < segment.size) {
        std::byte head[batchHeaderBytes];
        WEIR_TRY(const auto n, file.readAt(at.position, head));
        const auto first = readBatchHeader(std::span<const std::byte>(head).first(n));
        if (!first) return segmentDamage(folder, segment, at.baseOffset, at.position, first.error().detail);
        at.sizeBytes = first->sizeBytes;
        WEIR_TRY(const auto run, readBatches(file, segment.size, at, readBytes, segment.endOffset, buffer));
        if (run.damage) return segmentDamage(folder, segment, at.baseOffset, run.damage->position, run.damage->what);
        const auto bytes = buffer.bytes();
        for (auto rest = bytes; !rest.empty();) {
            WEIR_TRY(const auto header, readBatchHeader(rest));
            const auto whole = rest.first(static_cast<std::size_t>(header.sizeBytes));
            WEIR_TRY(const bool more, visit(whole, header));
            if (!more) return false;
            at.baseOffset = header.lastOffset() + 1;
            rest = rest.subspan(whole.size());
        }
        at.position += static_cast<std::int64_t>(bytes.size());
        if (goOn && !goOn(static_cast<std::int64_t>(bytes.size()))) return false;
    }
    if (at.baseOffset != segment.endOffset)
        return segmentDamage(folder, segment, at.baseOffset, at.position, fmt::format("the file ends at offset {}, not at {}", at.baseOffset, segment.endOffset));
    return true;
}

Result<bool> verifySegment(FileSystem& files, const Path& folder, const Segment& segment, const GoOn& goOn, VerifyReport& report) {
    BatchBuffer buffer;
    BatchReader reader;
    WEIR_TRY(const bool whole, eachBatch(folder, segment, *segment.content->file, buffer, [&](auto batch, const BatchHeader& header) -> Result<bool> {
        if (const auto opened = reader.open(batch); !opened) return segmentDamage(folder, segment, header.baseOffset, 0, opened.error().detail);
        for (RecordView record; reader.next(record);) ++report.records;
        if (reader.failed()) return segmentDamage(folder, segment, header.baseOffset, 0, "a batch has other records than it counts");
        ++report.batches;
        return true;
    }, goOn));
    if (!whole) return false;
    if (const auto seal = readSeal(files, folder, segment.baseOffset); segment.sealed && !segment.pinned && seal && seal->fileCrc && seal->size == segment.size) {
        WEIR_TRY(const auto crc, crcOfFile(*segment.content->file, segment.size));
        if (crc != *seal->fileCrc) return segmentDamage(folder, segment, segment.baseOffset, 0, "the file fails the checksum of its seal");
    }
    ++report.segments;
    report.bytes += segment.size;
    return true;
}

} // namespace weir
