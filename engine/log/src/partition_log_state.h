// SPDX-License-Identifier: Apache-2.0
// PartitionLog::State: what appending (partition_log.cpp), reading (partition_log_read.cpp) and upkeep (partition_log_upkeep.cpp) of one
// partition share.
#pragma once

#include "segment_files.h"
#include "segment_scan.h"
#include "transaction_table.h"
#include "weir/log/partition_log.h"

#include <mutex>

namespace weir {

constexpr std::int64_t segmentBytesLimit = 1LL << 30; // positions in the index are 32-bit

// Locks are taken in the order they stand here. `mutex` is never held during a write or a sync.
struct PartitionLog::State {
    State(Path directory, PartitionLogOptions logOptions, FileSystem& fileSystem, const Clock& wallClock)
        : folder(std::move(directory)), options(logOptions), files(fileSystem), clock(wallClock) {}

    const Path folder;
    PartitionLogOptions options; // of it, setOptions() changes sizes and ages, under appendMutex and mutex
    FileSystem& files;
    const Clock& clock;

    std::mutex upkeepMutex; // one compaction, retention or trim at a time
    std::mutex syncMutex;   // one sync or removal at a time; who waits for it is served by the one before
    std::mutex appendMutex; // one appender at a time
    std::mutex folderMutex; // a segment is made only when the entry of the one before it is durable
    bool folderDirty = true;
    bool parentDirty = false;
    bool noRoomForSeals = false; // why the last sync failed: nothing of the segments is in doubt; under syncMutex
    bool removalUnsynced = false; // a segment is gone, perhaps not for good: none behind it may go; under syncMutex
    struct Replacing {
        std::shared_ptr<Segment> cleaned;
        std::vector<std::int64_t> bases;
    };
    std::optional<Replacing> replacing; // a compacted segment that counts, and whose place is not taken yet; under upkeepMutex

    mutable std::mutex mutex; // what follows
    std::vector<std::shared_ptr<Segment>> segments;
    std::int64_t endOffset = 0;
    std::int64_t syncedOffset = 0;
    TransactionTable transactions;
    std::uint64_t useCount = 0;
    bool retired = false; // the folder is gone, or another topic's
    std::optional<Error> failed; // a write or sync went wrong: nothing is acknowledged any more (reliability.md D10)

    Result<std::int64_t> append(std::span<std::byte> batch, bool& manyUnsynced);
    Result<std::shared_ptr<Segment>> roll(bool& manyUnsynced);
    Result<> syncFolder();
    Result<> syncSegments(const std::vector<std::shared_ptr<Segment>>& full, Segment& active, std::int64_t activeSize);
    Result<> seal(Segment& segment);
    void noteSynced(const Segment& active, std::int64_t size, std::int64_t end);
    Result<> rewriteUnsynced();
    void giveUpUnsynced(const Error& error);
    Result<std::shared_ptr<SegmentContent>> contentOf(Segment& segment);
    Result<bool> mayKeepUp();
    Result<> removeOldest(std::int64_t& freed);
    std::vector<std::shared_ptr<Segment>> sealedPrefix() const;
    Result<> replace(std::span<const std::shared_ptr<Segment>> old, const std::shared_ptr<Segment>& cleaned);
    Result<> finishReplacing();
    std::shared_ptr<Segment> segmentOf(std::int64_t offset) const;
    tl::unexpected<Error> damage(std::int64_t baseOffset, std::int64_t offset, const Damage& what) const;
    Result<BatchPlace> placeOf(std::int64_t offset, std::shared_ptr<SegmentContent>& content, std::int64_t& limit);
    Result<std::optional<std::int64_t>> firstAt(const BatchPlace& batch, const File& file, std::int64_t limit, std::int64_t timestamp) const;
};

} // namespace weir
