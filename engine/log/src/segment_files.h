// SPDX-License-Identifier: Apache-2.0
// Segment: one file of batches with its indexes and its seal. docs/formats/segment.md.
// Shape    <20-digit base offset>.log, and beside it what can be made again from it: .index, .timeindex, .txnindex (if a
//          transaction was aborted there), and .seal, which says that the log file is complete and durable and gives its end,
//          size, the checksums of its indexes, and since where a transaction was open at its end.
// Threads  the fields are guarded by their PartitionLog; a SegmentContent stays readable when its segment is closed or removed.
#pragma once

#include "segment_index.h"
#include "transaction_table.h"
#include "weir/core/file_system.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace weir {

/// What reading and appending need. Only the active segment's index changes, under the log's lock.
struct SegmentContent {
    SegmentContent(std::unique_ptr<File> theFile, SegmentIndex theIndex) : file(std::move(theFile)), index(std::move(theIndex)) {} // clang 14 makes no aggregate in place
    std::unique_ptr<File> file;
    SegmentIndex index;
};

struct Segment {
    std::int64_t baseOffset = 0;
    std::int64_t endOffset = 0; ///< one past the last record
    std::int64_t size = 0;
    std::int64_t maxTimestamp = noTimestamp;
    std::int64_t syncedSize = 0;
    bool sealed = false; ///< a seal for exactly this size is on disk
    std::int64_t openSince = -1; ///< first offset of the earliest transaction that was open at its end; of a full segment
    std::uint32_t txnIndexBytes = 0;
    std::uint32_t txnIndexCrc = 0;
    std::uint64_t inode = 0; ///< of the log file, while it is the active one
    bool compacted = false; ///< no two of its records, nor of the segments in front of it, have one key
    bool pinned = false; ///< its name in the folder is another file's still: the content stays open
    std::shared_ptr<SegmentContent> content; ///< null: closed until somebody reads
    std::uint64_t lastUse = 0;
};

struct SegmentSeal {
    std::int64_t baseOffset = 0;
    std::int64_t endOffset = 0;
    std::int64_t size = 0;
    std::int64_t maxTimestamp = noTimestamp;
    std::uint32_t indexBytes = 0;
    std::uint32_t indexCrc = 0;
    std::uint32_t timeIndexBytes = 0;
    std::uint32_t timeIndexCrc = 0;
    std::int64_t openSince = -1;
    std::uint32_t txnIndexBytes = 0;
    std::uint32_t txnIndexCrc = 0;
    bool compacted = false;
    std::optional<std::uint32_t> fileCrc; ///< of the log file; none: the segment was the active one
};

/// "00000000000000001000.log" in `folder`.
Path segmentFile(const Path& folder, std::int64_t baseOffset, std::string_view extension);
/// The base offset of a name made by segmentFile().
std::optional<std::int64_t> baseOffsetOf(std::string_view name, std::string_view extension);
/// Topic and partition from the folder's name.
Place placeIn(const Path& folder, std::int64_t offset);

/// Write the .txnindex of the transactions whose abort stands in the segment, and note it there for the seal.
Result<> writeTransactionIndex(FileSystem& files, const Path& folder, Segment& segment, const std::vector<AbortedTransaction>& aborted);
/// nullopt: missing, or not the bytes that the seal speaks of.
std::optional<std::vector<AbortedTransaction>> readTransactionIndex(FileSystem& files, const Path& folder, const SegmentSeal& seal);
/// CRC-32C of the first `bytes` of a file.
Result<std::uint32_t> crcOfFile(const File& file, std::int64_t bytes);
enum class SealFor : std::uint8_t {
    Full,  ///< nothing will be appended: with the log file's CRC; synced (its folder is the caller's)
    Close, ///< the active segment at a clean close, or indexes made again
};
/// Write both indexes and the seal.
Result<> sealSegment(FileSystem& files, const Path& folder, const Segment& segment, SealFor why);
/// nullopt: none, or bad.
std::optional<SegmentSeal> readSeal(FileSystem& files, const Path& folder, std::int64_t baseOffset);
/// Open a sealed segment's file and indexes; `rebuilt`: they were missing or bad and were made again from the log file.
Result<std::shared_ptr<SegmentContent>> openSegment(FileSystem& files, const Path& folder, const Segment& segment, std::int64_t indexIntervalBytes,
                                                    bool& rebuilt);
/// Make the indexes again from the log file, in memory and on disk.
Result<std::shared_ptr<SegmentContent>> rebuildIndex(FileSystem& files, const Path& folder, const Segment& segment, std::int64_t indexIntervalBytes);
/// Write bytes `from` to `to` of `source` as the log file of the segment `baseOffset`, in a file of its own that is synced before it gets the name
/// (and takes the place of one that has it); then the folder is synced. Returns the new file.
Result<std::unique_ptr<File>> copySegment(FileSystem& files, const Path& folder, std::int64_t baseOffset, const File& source, std::int64_t from, std::int64_t to);
/// Remove the segment's files, the log file first. Missing ones are fine.
Result<> removeSegment(FileSystem& files, const Path& folder, std::int64_t baseOffset);
/// Only what can be made again from its log file.
Result<> removeDerived(FileSystem& files, const Path& folder, std::int64_t baseOffset);

} // namespace weir
