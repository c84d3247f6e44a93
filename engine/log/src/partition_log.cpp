// SPDX-License-Identifier: Apache-2.0
#include "partition_log_state.h"

#include "big_endian.h"
#include "log_recovery.h"
#include "recovery_point.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <limits>

namespace weir {
namespace {

// Full segments that wait for a sync, each with an open file and its index.
constexpr std::ptrdiff_t unsealedMax = 16;

} // namespace

PartitionLog::PartitionLog(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Result<std::unique_ptr<PartitionLog>> PartitionLog::open(Path directory, PartitionLogOptions options, FileSystem& files, const Clock& clock,
                                                         RecoveryReport* report) {
    const bool made = !files.exists(directory);
    WEIR_CHECK(files.createDirectories(directory));
    options.segmentBytesMax = std::clamp<std::int64_t>(options.segmentBytesMax, 1, segmentBytesLimit);
    auto state = std::make_unique<State>(std::move(directory), options, files, clock);
    RecoveryReport unread;
    WEIR_TRY(auto log, recoverLog(files, state->folder, options, report != nullptr ? *report : unread));
    state->segments = std::move(log.segments);
    state->transactions = std::move(log.transactions);
    state->folderDirty = !log.durable;
    state->parentDirty = made;
    const auto& last = *state->segments.back();
    state->endOffset = state->syncedOffset = last.endOffset;
    if (!last.sealed && !state->folderDirty) state->noteSynced(last, last.size, last.endOffset);
    return std::unique_ptr<PartitionLog>(new PartitionLog(std::move(state)));
}

// A log that is wholly durable is sealed, so that the next open need not scan it.
PartitionLog::~PartitionLog() {
    auto& active = *m_state->segments.back();
    const bool durable = !m_state->failed && m_state->syncedOffset == m_state->endOffset && active.syncedSize == active.size;
    if (!durable || active.sealed || active.size == 0) return;
    active.openSince = m_state->transactions.openSince();
    const auto written = writeTransactionIndex(m_state->files, m_state->folder, active, m_state->transactions.abortedBetween(active.baseOffset, active.endOffset));
    if (written) (void)sealSegment(m_state->files, m_state->folder, active, SealFor::Close);
}

Result<std::int64_t> PartitionLog::append(std::span<std::byte> batch) {
    bool manyUnsynced = false;
    WEIR_TRY(const auto base, m_state->append(batch, manyUnsynced));
    if (manyUnsynced) {
        // The batch stands, whatever the seals lack; the next sync says so. One that gave up has cut it.
        if (const auto synced = sync(); !synced && gaveUp()) return fail(synced.error());
    }
    return base;
}

Result<std::int64_t> PartitionLog::State::append(std::span<std::byte> batch, bool& manyUnsynced) {
    WEIR_TRY(const auto header, readBatchHeader(batch));
    if (static_cast<std::size_t>(header.sizeBytes) != batch.size() || header.recordCount != header.lastOffsetDelta + 1)
        return fail(Errc::Invalid, "a batch to append must be whole and its offsets without a gap");
    std::optional<TransactionEnd> end;
    if (header.control()) {
        end = readMarker(batch);
        if (!end) return fail(Errc::Invalid, "a control batch to append must be a transaction's marker");
    }
    const std::lock_guard appending(appendMutex);
    std::shared_ptr<Segment> active;
    {
        const std::lock_guard lock(mutex);
        if (failed) return fail(*failed);
        active = segments.back();
    }
    const auto base = endOffset; // only an appender changes it
    const bool full = active->size > 0 && (active->size + header.sizeBytes > options.segmentBytesMax ||
                                           base + header.lastOffsetDelta - active->baseOffset > std::numeric_limits<std::int32_t>::max());
    if (full) {
        WEIR_TRY(active, roll(manyUnsynced));
    }
    storeBigEndian(batch.data(), base);
    const auto position = active->size;
    WEIR_KILLPOINT("log.append.before");
    if (const auto written = active->content->file->writeAt(position, batch); !written) {
        // Part of it may stand there; the next batch, perhaps shorter, must not leave a rest behind itself.
        const auto cut = active->content->file->truncate(position);
        if (!cut) {
            const std::lock_guard lock(mutex);
            failed = cut.error();
        }
        return fail(written.error());
    }
    WEIR_KILLPOINT("log.append.written");
    auto placed = header;
    placed.baseOffset = base;
    const std::lock_guard lock(mutex);
    active->content->index.add(placed, position);
    active->size += header.sizeBytes;
    active->endOffset = endOffset = placed.lastOffset() + 1;
    if (!header.control()) active->maxTimestamp = std::max(active->maxTimestamp, header.maxTimestamp);
    active->sealed = false;
    if (placed.transactional() || placed.control()) transactions.take(placed, end);
    return base;
}

// The marker's time is the log's newest, so that it is nobody's first record at a time.
Result<std::optional<std::int64_t>> PartitionLog::endTransaction(std::int64_t producerId, TransactionEnd end) {
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->transactions.isOpen(producerId)) return std::nullopt;
    }
    BatchBuilder builder;
    WEIR_TRY(const auto offset, append(buildMarker(builder, producerId, end, maxTimestamp().value_or(0))));
    return offset;
}

std::vector<OpenTransaction> PartitionLog::openTransactions() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->transactions.open();
}

std::int64_t PartitionLog::lastStableOffset() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->transactions.stableOffset(m_state->endOffset);
}

// Make the folder's entries durable, and the folder's own the first time.
Result<> PartitionLog::State::syncFolder() {
    if (parentDirty) {
        WEIR_CHECK(files.syncDirectory(folder.has_parent_path() ? folder.parent_path() : Path(".")));
        parentDirty = false;
    }
    if (folderDirty) {
        WEIR_CHECK(files.syncDirectory(folder));
        folderDirty = false;
    }
    return {};
}

// A new active segment. Its folder's entry may become durable before its file's bytes, but never before its
// predecessor's entry: a log whose first segment is gone would not be a prefix.
Result<std::shared_ptr<Segment>> PartitionLog::State::roll(bool& manyUnsynced) {
    const std::lock_guard folderLock(folderMutex);
    WEIR_KILLPOINT("log.roll.before");
    if (const auto synced = syncFolder(); !synced) {
        const std::lock_guard lock(mutex);
        failed = synced.error();
        return fail(synced.error());
    }
    WEIR_KILLPOINT("log.roll.folder-synced");
    auto next = std::make_shared<Segment>();
    next->baseOffset = next->endOffset = endOffset;
    WEIR_TRY(auto file, files.open(segmentFile(folder, endOffset, ".log"), OpenMode::CreateNew));
    WEIR_TRY(const auto what, files.info(segmentFile(folder, endOffset, ".log")));
    next->inode = what.inode;
    next->content = std::make_shared<SegmentContent>(std::move(file), SegmentIndex(endOffset, options.indexIntervalBytes));
    folderDirty = true;
    WEIR_KILLPOINT("log.roll.file-made");
    const std::lock_guard lock(mutex);
    segments.back()->openSince = transactions.openSince();
    segments.push_back(next);
    manyUnsynced = std::count_if(segments.begin(), segments.end(), [](const auto& segment) { return !segment->sealed; }) > unsealedMax;
    return next;
}

Result<> PartitionLog::sync() { return sync(endOffset()); }

Result<> PartitionLog::sync(std::int64_t wanted) {
    auto& s = *m_state;
    const std::lock_guard syncing(s.syncMutex);
    std::vector<std::shared_ptr<Segment>> full;
    std::shared_ptr<Segment> active;
    std::int64_t activeSize = 0;
    std::int64_t end = 0;
    for (bool again = false;; again = true) {
        {
            const std::lock_guard lock(s.mutex);
            if (s.failed) return fail(*s.failed);
            if (s.syncedOffset >= wanted) return {}; // the sync before this one took our records along
            full.clear();
            std::copy_if(s.segments.begin(), s.segments.end() - 1, std::back_inserter(full), [](const auto& segment) { return !segment->sealed; });
            active = s.segments.back();
            activeSize = active->size;
            end = s.endOffset;
        }
        const auto synced = s.syncSegments(full, *active, activeSize);
        if (synced) break;
        if (s.noRoomForSeals) return synced; // no sync has failed: the next one goes on from here
        if (!again && s.rewriteUnsynced()) continue;
        s.giveUpUnsynced(synced.error());
        return fail(*s.failed);
    }
    s.noteSynced(*active, activeSize, end);
    const std::lock_guard lock(s.mutex);
    for (const auto& segment : full) {
        segment->sealed = true;
        segment->syncedSize = segment->size;
        segment->content.reset();
    }
    active->syncedSize = activeSize;
    s.syncedOffset = end;
    return {};
}

// Once, after a failed sync: no later sync of those files can be trusted, but what is in memory can be written to others (reliability.md D10).
Result<> PartitionLog::State::rewriteUnsynced() {
    const std::lock_guard appending(appendMutex);
    std::vector<std::shared_ptr<Segment>> unsynced;
    {
        const std::lock_guard lock(mutex);
        std::copy_if(segments.begin(), segments.end(), std::back_inserter(unsynced), [](const auto& segment) { return !segment->sealed; });
    }
    for (const auto& segment : unsynced) {
        const auto old = segment->content; // readers may hold it
        WEIR_TRY(auto scan, scanSegment(*old->file, segment->size, segment->baseOffset, options.indexIntervalBytes));
        if (scan.validBytes != segment->size) return fail(Errc::Corrupt, "what was written is not in memory any more", placeIn(folder, scan.endOffset));
        WEIR_TRY(auto file, copySegment(files, folder, segment->baseOffset, *old->file, 0, segment->size));
        WEIR_TRY(const auto what, files.info(segmentFile(folder, segment->baseOffset, ".log")));
        const std::lock_guard lock(mutex);
        segment->inode = what.inode;
        segment->content = std::make_shared<SegmentContent>(std::move(file), std::move(scan.index));
    }
    return {};
}

Result<> PartitionLog::leaveSegment() {
    WEIR_CHECK(sync());
    auto& s = *m_state;
    const std::lock_guard syncing(s.syncMutex);
    const std::lock_guard appending(s.appendMutex);
    const auto left = s.segments.back();
    if (left->size == 0) { // sealed it could not be told from the new one, which has its name
        const auto path = segmentFile(s.folder, left->baseOffset, ".log");
        WEIR_CHECK(s.files.remove(path));
        WEIR_TRY(auto file, s.files.open(path, OpenMode::CreateNew));
        WEIR_TRY(const auto what, s.files.info(path));
        left->inode = what.inode;
        left->content = std::make_shared<SegmentContent>(std::move(file), SegmentIndex(left->baseOffset, s.options.indexIntervalBytes));
        return s.files.syncDirectory(s.folder);
    }
    bool manyUnsynced = false;
    WEIR_TRY(const auto next, s.roll(manyUnsynced));
    WEIR_CHECK(s.syncSegments({left}, *next, 0));
    const std::lock_guard lock(s.mutex);
    left->sealed = true;
    left->syncedSize = left->size;
    left->content.reset();
    return {};
}

// Full segments get their seal before the active one's records count as durable: see Recovery::scannedSegment().
Result<> PartitionLog::State::syncSegments(const std::vector<std::shared_ptr<Segment>>& full, Segment& active, std::int64_t activeSize) {
    WEIR_KILLPOINT("log.sync.before");
    noRoomForSeals = false;
    for (const auto& segment : full) {
        if (segment->syncedSize < segment->size) WEIR_CHECK(segment->content->file->sync());
        WEIR_KILLPOINT("log.sync.full-synced");
        if (auto sealed = seal(*segment); !sealed) {
            // The records are on the disk, only the seal found no room: the next try writes another file.
            const auto removed = files.remove(segmentFile(folder, segment->baseOffset, ".seal"));
            noRoomForSeals = sealed.error().code == Errc::NoSpace && (removed || removed.error().code == Errc::NotFound);
            return sealed;
        }
    }
    if (active.syncedSize < activeSize) WEIR_CHECK(active.content->file->sync());
    WEIR_KILLPOINT("log.sync.active-synced");
    const std::lock_guard folderLock(folderMutex);
    if (!full.empty()) folderDirty = true;
    WEIR_CHECK(syncFolder());
    WEIR_KILLPOINT("log.sync.folder-synced");
    return {};
}

Result<> PartitionLog::State::seal(Segment& segment) {
    std::vector<AbortedTransaction> aborted;
    {
        const std::lock_guard lock(mutex);
        aborted = transactions.abortedBetween(segment.baseOffset, segment.endOffset);
    }
    WEIR_CHECK(writeTransactionIndex(files, folder, segment, aborted));
    return sealSegment(files, folder, segment, SealFor::Full);
}

// Where the next open begins to doubt. Without it that one doubts more: what it finds is copied, and the copy synced.
void PartitionLog::State::noteSynced(const Segment& active, std::int64_t size, std::int64_t end) {
    if (size > 0) (void)writeRecoveryPoint(files, folder, {active.baseOffset, size, end, active.inode});
}

// After a failed sync the kernel may call pages clean that never reached the disk, so that no later sync can be believed.
// What was not synced is cut, and the log refuses appends until it is opened again.
void PartitionLog::State::giveUpUnsynced(const Error& error) {
    const std::lock_guard appending(appendMutex);
    const std::lock_guard lock(mutex);
    failed = error;
    if (error.code == Errc::InUse) return; // the folder is another's now: the disk has done nothing wrong
    failed->detail += "; the partition can be read, but takes no records until Weir is started again: look at the disk's health and free space first";
    while (segments.size() > 1 && segments.back()->baseOffset >= syncedOffset && segments.back()->syncedSize == 0) {
        (void)removeSegment(files, folder, segments.back()->baseOffset);
        segments.pop_back();
    }
    auto& last = *segments.back();
    if (last.content && last.syncedSize < last.size) (void)last.content->file->truncate(last.syncedSize);
    last.size = last.syncedSize;
    last.endOffset = endOffset = syncedOffset;
    transactions.cutAt(endOffset);
}

} // namespace weir
