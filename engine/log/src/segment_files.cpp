// SPDX-License-Identifier: Apache-2.0
#include "segment_files.h"

#include "big_endian.h"
#include "segment_scan.h"
#include "weir/core/crc32c.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::array<char, 8> sealMagic{'W', 'E', 'I', 'R', 'S', 'E', 'A', 'L'};
constexpr std::uint32_t sealVersion = 2;
constexpr std::size_t sealBytes = 88;
constexpr std::size_t atCrc = 8;
constexpr std::size_t atVersion = 12; // the CRC covers from here on
constexpr std::size_t atFlags = 80;
constexpr std::size_t atFileCrc = 84;
constexpr std::uint32_t compactedFlag = 1;
constexpr std::uint32_t fileCrcFlag = 2;
constexpr std::int64_t indexBytesMax = 64LL << 20;

Result<> writeWhole(FileSystem& files, const Path& path, std::span<const std::byte> bytes, bool durable) {
    WEIR_TRY(const auto file, files.open(path, OpenMode::CreateOrOpen));
    WEIR_CHECK(file->truncate(0));
    WEIR_CHECK(file->writeAt(0, bytes));
    return durable ? file->sync() : Result<>{};
}

std::array<std::byte, sealBytes> encodeSeal(const SegmentSeal& seal) {
    std::array<std::byte, sealBytes> bytes{};
    std::memcpy(bytes.data(), sealMagic.data(), sealMagic.size());
    storeBigEndian(bytes.data() + atVersion, sealVersion);
    storeBigEndian(bytes.data() + 16, seal.baseOffset);
    storeBigEndian(bytes.data() + 24, seal.endOffset);
    storeBigEndian(bytes.data() + 32, seal.size);
    storeBigEndian(bytes.data() + 40, seal.maxTimestamp);
    storeBigEndian(bytes.data() + 48, seal.indexBytes);
    storeBigEndian(bytes.data() + 52, seal.indexCrc);
    storeBigEndian(bytes.data() + 56, seal.timeIndexBytes);
    storeBigEndian(bytes.data() + 60, seal.timeIndexCrc);
    storeBigEndian(bytes.data() + 64, seal.openSince);
    storeBigEndian(bytes.data() + 72, seal.txnIndexBytes);
    storeBigEndian(bytes.data() + 76, seal.txnIndexCrc);
    storeBigEndian(bytes.data() + atFlags, (seal.compacted ? compactedFlag : 0U) | (seal.fileCrc ? fileCrcFlag : 0U));
    storeBigEndian(bytes.data() + atFileCrc, seal.fileCrc.value_or(0));
    storeBigEndian(bytes.data() + atCrc, crc32c(std::span(bytes).subspan(atVersion)));
    return bytes;
}

// nullopt: missing, or not the bytes that the seal speaks of.
std::optional<std::string> indexFile(FileSystem& files, const Path& path, std::uint32_t bytes, std::uint32_t crc) {
    auto content = readFile(files, path, indexBytesMax);
    if (!content || content->size() != bytes || crc32c(std::as_bytes(std::span(*content))) != crc) return std::nullopt;
    return std::move(*content);
}

} // namespace

Path segmentFile(const Path& folder, std::int64_t baseOffset, std::string_view extension) {
    return folder / fmt::format("{:020}{}", baseOffset, extension);
}

std::optional<std::int64_t> baseOffsetOf(std::string_view name, std::string_view extension) {
    constexpr std::size_t digits = 20;
    if (name.size() != digits + extension.size() || !name.ends_with(extension)) return std::nullopt;
    std::int64_t offset = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + digits, offset);
    if (error != std::errc{} || end != name.data() + digits || offset < 0) return std::nullopt;
    return offset;
}

Place placeIn(const Path& folder, std::int64_t offset) {
    Place place;
    const auto name = folder.filename().string();
    const auto dash = name.rfind('-');
    if (dash != std::string::npos) {
        place.topic = name.substr(0, dash);
        std::from_chars(name.data() + dash + 1, name.data() + name.size(), place.partition);
    }
    place.offset = offset;
    return place;
}

Result<> writeTransactionIndex(FileSystem& files, const Path& folder, Segment& segment, const std::vector<AbortedTransaction>& aborted) {
    const auto path = segmentFile(folder, segment.baseOffset, ".txnindex");
    const auto bytes = encodeAborted(aborted);
    segment.txnIndexBytes = static_cast<std::uint32_t>(bytes.size());
    segment.txnIndexCrc = crc32c(bytes);
    if (!bytes.empty()) WEIR_CHECK(writeWhole(files, path, bytes, false));
    WEIR_KILLPOINT("log.seal.transactions-written");
    return {};
}

std::optional<std::vector<AbortedTransaction>> readTransactionIndex(FileSystem& files, const Path& folder, const SegmentSeal& seal) {
    if (seal.txnIndexBytes == 0) return std::vector<AbortedTransaction>{};
    const auto content = indexFile(files, segmentFile(folder, seal.baseOffset, ".txnindex"), seal.txnIndexBytes, seal.txnIndexCrc);
    return content ? decodeAborted(std::as_bytes(std::span(*content))) : std::nullopt;
}

Result<std::uint32_t> crcOfFile(const File& file, std::int64_t bytes) {
    constexpr std::int64_t chunkBytes = 1LL << 20;
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min(bytes, chunkBytes)));
    std::uint32_t crc = 0;
    for (std::int64_t at = 0; at < bytes;) {
        WEIR_TRY(const auto n, file.readAt(at, std::span(buffer).first(static_cast<std::size_t>(std::min(bytes - at, chunkBytes)))));
        if (n == 0) break; // shorter than it was: another CRC
        crc = crc32c(std::span(buffer).first(n), crc);
        at += static_cast<std::int64_t>(n);
    }
    return crc;
}

Result<> sealSegment(FileSystem& files, const Path& folder, const Segment& segment, SealFor why) {
    WEIR_KILLPOINT("log.seal.before");
    std::optional<std::uint32_t> fileCrc;
    if (why == SealFor::Full) {
        WEIR_TRY(fileCrc, crcOfFile(*segment.content->file, segment.size));
    } else if (const auto before = readSeal(files, folder, segment.baseOffset); before && before->size == segment.size) {
        fileCrc = before->fileCrc;
    }
    auto index = segment.content->index;
    index.close();
    const auto offsets = index.offsetBytes();
    const auto times = index.timeBytes();
    // Unsynced: a seal whose checksums they do not meet has them made again.
    WEIR_CHECK(writeWhole(files, segmentFile(folder, segment.baseOffset, ".index"), offsets, false));
    WEIR_CHECK(writeWhole(files, segmentFile(folder, segment.baseOffset, ".timeindex"), times, false));
    WEIR_KILLPOINT("log.seal.indexes-written");
    const SegmentSeal seal{.baseOffset = segment.baseOffset,
                           .endOffset = segment.endOffset,
                           .size = segment.size,
                           .maxTimestamp = segment.maxTimestamp,
                           .indexBytes = static_cast<std::uint32_t>(offsets.size()),
                           .indexCrc = crc32c(offsets),
                           .timeIndexBytes = static_cast<std::uint32_t>(times.size()),
                           .timeIndexCrc = crc32c(times),
                           .openSince = segment.openSince,
                           .txnIndexBytes = segment.txnIndexBytes,
                           .txnIndexCrc = segment.txnIndexCrc,
                           .compacted = segment.compacted,
                           .fileCrc = fileCrc};
    WEIR_CHECK(writeWhole(files, segmentFile(folder, segment.baseOffset, ".seal"), encodeSeal(seal), why == SealFor::Full));
    WEIR_KILLPOINT("log.seal.written");
    return {};
}

std::optional<SegmentSeal> readSeal(FileSystem& files, const Path& folder, std::int64_t baseOffset) {
    const auto content = readFile(files, segmentFile(folder, baseOffset, ".seal"), sealBytes);
    if (!content || content->size() != sealBytes) return std::nullopt;
    const auto bytes = std::as_bytes(std::span(*content));
    const auto* at = bytes.data();
    if (std::memcmp(at, sealMagic.data(), sealMagic.size()) != 0 || loadBigEndian<std::uint32_t>(at + atCrc) != crc32c(bytes.subspan(atVersion)) ||
        loadBigEndian<std::uint32_t>(at + atVersion) != sealVersion || loadBigEndian<std::int64_t>(at + 16) != baseOffset)
        return std::nullopt;
    const auto flags = loadBigEndian<std::uint32_t>(at + atFlags);
    return SegmentSeal{.baseOffset = baseOffset,
                       .endOffset = loadBigEndian<std::int64_t>(at + 24),
                       .size = loadBigEndian<std::int64_t>(at + 32),
                       .maxTimestamp = loadBigEndian<std::int64_t>(at + 40),
                       .indexBytes = loadBigEndian<std::uint32_t>(at + 48),
                       .indexCrc = loadBigEndian<std::uint32_t>(at + 52),
                       .timeIndexBytes = loadBigEndian<std::uint32_t>(at + 56),
                       .timeIndexCrc = loadBigEndian<std::uint32_t>(at + 60),
                       .openSince = loadBigEndian<std::int64_t>(at + 64),
                       .txnIndexBytes = loadBigEndian<std::uint32_t>(at + 72),
                       .txnIndexCrc = loadBigEndian<std::uint32_t>(at + 76),
                       .compacted = (flags & compactedFlag) != 0,
                       .fileCrc = (flags & fileCrcFlag) != 0 ? std::optional(loadBigEndian<std::uint32_t>(at + atFileCrc)) : std::nullopt};
}

Result<std::shared_ptr<SegmentContent>> openSegment(FileSystem& files, const Path& folder, const Segment& segment, std::int64_t indexIntervalBytes,
                                                    bool& rebuilt) {
    rebuilt = false;
    if (const auto seal = readSeal(files, folder, segment.baseOffset); seal && seal->size == segment.size) {
        const auto offsets = indexFile(files, segmentFile(folder, segment.baseOffset, ".index"), seal->indexBytes, seal->indexCrc);
        const auto times = indexFile(files, segmentFile(folder, segment.baseOffset, ".timeindex"), seal->timeIndexBytes, seal->timeIndexCrc);
        if (offsets && times) {
            auto index = SegmentIndex::parse(segment.baseOffset, indexIntervalBytes, std::as_bytes(std::span(*offsets)),
                                             std::as_bytes(std::span(*times)), seal->maxTimestamp);
            if (index) {
                WEIR_TRY(auto file, files.open(segmentFile(folder, segment.baseOffset, ".log"), OpenMode::Write));
                return std::make_shared<SegmentContent>(std::move(file), std::move(*index));
            }
        }
    }
    rebuilt = true;
    return rebuildIndex(files, folder, segment, indexIntervalBytes);
}

Result<std::shared_ptr<SegmentContent>> rebuildIndex(FileSystem& files, const Path& folder, const Segment& segment, std::int64_t indexIntervalBytes) {
    WEIR_TRY(auto file, files.open(segmentFile(folder, segment.baseOffset, ".log"), OpenMode::Write));
    WEIR_TRY(auto scan, scanSegment(*file, segment.size, segment.baseOffset, indexIntervalBytes));
    if (scan.validBytes != segment.size) {
        auto place = placeIn(folder, scan.endOffset);
        place.file = segmentFile(folder, segment.baseOffset, ".log").string();
        return fail(Errc::Corrupt, fmt::format("the record batch at byte {} is damaged; restore the file from a backup or remove the topic", scan.validBytes),
                    std::move(place));
    }
    auto content = std::make_shared<SegmentContent>(std::move(file), std::move(scan.index));
    auto copy = segment;
    copy.content = content;
    // The disk may be full or read-only; the index in memory is good without its files.
    (void)sealSegment(files, folder, copy, SealFor::Close);
    return content;
}

namespace {

Result<> removeThese(FileSystem& files, const Path& folder, std::int64_t baseOffset, std::initializer_list<std::string_view> extensions) {
    for (const auto extension : extensions) {
        const auto removed = files.remove(segmentFile(folder, baseOffset, extension));
        if (!removed && removed.error().code != Errc::NotFound) return fail(removed.error());
        if (removed) WEIR_KILLPOINT("log.file-removed");
    }
    return {};
}

} // namespace

Result<std::unique_ptr<File>> copySegment(FileSystem& files, const Path& folder, std::int64_t baseOffset, const File& source, std::int64_t from, std::int64_t to) {
    constexpr std::int64_t chunkBytes = 1LL << 20;
    const auto temporary = segmentFile(folder, baseOffset, ".copy");
    WEIR_CHECK(removeThese(files, folder, baseOffset, {".copy"})); // of one whose sync failed no later sync can be trusted
    WEIR_TRY(auto copy, files.open(temporary, OpenMode::CreateNew));
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min(chunkBytes, to - from)));
    for (auto at = from; at < to;) {
        WEIR_TRY(const auto n, source.readAt(at, std::span(buffer).first(static_cast<std::size_t>(std::min(chunkBytes, to - at)))));
        if (n == 0) return fail(Errc::Io, fmt::format("the file ends at byte {}, but had {} when it was looked at", at, to), placeIn(folder, baseOffset));
        WEIR_CHECK(copy->writeAt(at - from, std::span(buffer).first(n)));
        at += static_cast<std::int64_t>(n);
    }
    WEIR_CHECK(copy->sync());
    WEIR_KILLPOINT("log.copy.synced");
    WEIR_CHECK(removeDerived(files, folder, baseOffset));
    WEIR_CHECK(files.rename(temporary, segmentFile(folder, baseOffset, ".log")));
    WEIR_CHECK(files.syncDirectory(folder));
    WEIR_KILLPOINT("log.copy.named");
    return copy;
}

Result<> removeSegment(FileSystem& files, const Path& folder, std::int64_t baseOffset) {
    return removeThese(files, folder, baseOffset, {".swap", ".log", ".seal", ".index", ".timeindex", ".txnindex"});
}

Result<> removeDerived(FileSystem& files, const Path& folder, std::int64_t baseOffset) {
    return removeThese(files, folder, baseOffset, {".seal", ".index", ".timeindex", ".txnindex"});
}

} // namespace weir
