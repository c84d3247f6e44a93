// SPDX-License-Identifier: Apache-2.0
#include "weir/log/partition_log.h"

#include "big_endian.h"
#include "compaction_swap.h"
#include "log_recovery.h"
#include "segment_cleaner.h"
#include "segment_scan.h"
#include "segment_walk.h"
#include "transaction_table.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <mutex>

namespace weir {
namespace {

constexpr std::size_t slackBytes = 64;
// Full segments that wait for a sync, each with an open file and its index.
constexpr std::ptrdiff_t unsealedMax = 16;
// Full segments whose file and index stay open for readers.
constexpr int openSealedMax = 4;
constexpr std::int64_t segmentBytesLimit = 1LL << 30; // positions in the index are 32-bit

} // namespace

std::span<std::byte> BatchBuffer::reserve(std::size_t bytes) {
    if (m_bytes.size() < bytes + slackBytes) m_bytes.resize(bytes + slackBytes);
    m_size = bytes;
    return {m_bytes.data(), bytes};
}

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

    mutable std::mutex mutex; // what follows
    std::vector<std::shared_ptr<Segment>> segments;
    std::int64_t endOffset = 0;
    std::int64_t syncedOffset = 0;
    TransactionTable transactions;
    std::uint64_t useCount = 0;
    std::optional<Error> failed; // a write or sync went wrong: nothing is acknowledged any more (reliability.md D10)

    Result<std::int64_t> append(std::span<std::byte> batch, bool& manyUnsynced);
    Result<std::shared_ptr<Segment>> roll(bool& manyUnsynced);
    Result<> syncFolder();
    Result<> syncSegments(const std::vector<std::shared_ptr<Segment>>& full, Segment& active, std::int64_t activeSize);
    void giveUpUnsynced(const Error& error);
    Result<std::shared_ptr<SegmentContent>> contentOf(Segment& segment);
    Result<> removeOldest(std::int64_t& freed);
    std::vector<std::shared_ptr<Segment>> sealedPrefix() const;
    Result<> replace(std::span<const std::shared_ptr<Segment>> old, const std::shared_ptr<Segment>& cleaned);
    std::shared_ptr<Segment> segmentOf(std::int64_t offset) const;
    tl::unexpected<Error> damage(std::int64_t baseOffset, std::int64_t offset, const Damage& what) const;
    Result<BatchPlace> placeOf(std::int64_t offset, std::shared_ptr<SegmentContent>& content, std::int64_t& limit);
    Result<std::optional<std::int64_t>> firstAt(const BatchPlace& batch, const File& file, std::int64_t limit, std::int64_t timestamp) const;
};

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
    state->endOffset = state->syncedOffset = state->segments.back()->endOffset;
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
    if (manyUnsynced) WEIR_CHECK(sync());
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
    active->maxTimestamp = std::max(active->maxTimestamp, header.maxTimestamp);
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
    next->content = std::make_shared<SegmentContent>(std::move(file), SegmentIndex(endOffset, options.indexIntervalBytes));
    folderDirty = true;
    WEIR_KILLPOINT("log.roll.file-made");
    const std::lock_guard lock(mutex);
    segments.back()->openSince = transactions.openSince();
    segments.push_back(next);
    manyUnsynced = std::count_if(segments.begin(), segments.end(), [](const auto& segment) { return !segment->sealed; }) > unsealedMax;
    return next;
}

Result<> PartitionLog::sync() {
    auto& s = *m_state;
    const auto wanted = endOffset();
    const std::lock_guard syncing(s.syncMutex);
    std::vector<std::shared_ptr<Segment>> full;
    std::shared_ptr<Segment> active;
    std::int64_t activeSize = 0;
    std::int64_t end = 0;
    {
        const std::lock_guard lock(s.mutex);
        if (s.failed) return fail(*s.failed);
        if (s.syncedOffset >= wanted) return {}; // the sync before this one took our records along
        std::copy_if(s.segments.begin(), s.segments.end() - 1, std::back_inserter(full), [](const auto& segment) { return !segment->sealed; });
        active = s.segments.back();
        activeSize = active->size;
        end = s.endOffset;
    }
    if (const auto synced = s.syncSegments(full, *active, activeSize); !synced) {
        s.giveUpUnsynced(synced.error());
        return fail(synced.error());
    }
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
    for (const auto& segment : full) {
        if (segment->syncedSize < segment->size) WEIR_CHECK(segment->content->file->sync());
        WEIR_KILLPOINT("log.sync.full-synced");
        std::vector<AbortedTransaction> aborted;
        {
            const std::lock_guard lock(mutex);
            aborted = transactions.abortedBetween(segment->baseOffset, segment->endOffset);
        }
        WEIR_CHECK(writeTransactionIndex(files, folder, *segment, aborted));
        WEIR_CHECK(sealSegment(files, folder, *segment, SealFor::Full));
    }
    if (active.syncedSize < activeSize) WEIR_CHECK(active.content->file->sync());
    WEIR_KILLPOINT("log.sync.active-synced");
    const std::lock_guard folderLock(folderMutex);
    if (!full.empty()) folderDirty = true;
    WEIR_CHECK(syncFolder());
    WEIR_KILLPOINT("log.sync.folder-synced");
    return {};
}

// After a failed sync the kernel may call pages clean that never reached the disk, so that no later sync can be believed.
// What was not synced is cut, and the log refuses appends until it is opened again.
void PartitionLog::State::giveUpUnsynced(const Error& error) {
    const std::lock_guard appending(appendMutex);
    const std::lock_guard lock(mutex);
    failed = error;
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

std::shared_ptr<Segment> PartitionLog::State::segmentOf(std::int64_t offset) const {
    const auto after = std::upper_bound(segments.begin(), segments.end(), offset,
                                        [](std::int64_t wanted, const auto& segment) { return wanted < segment->baseOffset; });
    return *std::prev(after);
}

// Under `mutex`. Opens a sealed segment's file and index, and closes the one that was used longest ago.
Result<std::shared_ptr<SegmentContent>> PartitionLog::State::contentOf(Segment& segment) {
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
    std::int64_t offset = 0;
    {
        const std::lock_guard lock(s.mutex);
        const auto found = std::find_if(s.segments.begin(), s.segments.end(), [&](const auto& segment) {
            return segment->maxTimestamp != noTimestamp && segment->maxTimestamp >= timestamp;
        });
        if (found == s.segments.end()) return std::nullopt;
        WEIR_TRY(const auto content, s.contentOf(**found));
        offset = content->index.offsetBefore(timestamp);
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
    if (!walk.damage()) return std::nullopt;
    return s.damage(content->index.baseOffset(), offset, *walk.damage());
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

// Under syncMutex, not under `mutex`. One segment at a time and oldest first, so that a crash leaves no hole.
Result<> PartitionLog::State::removeOldest(std::int64_t& freed) {
    std::shared_ptr<Segment> oldest;
    {
        const std::lock_guard lock(mutex);
        oldest = segments.front();
        segments.erase(segments.begin());
        transactions.trimBelow(segments.front()->baseOffset);
    }
    WEIR_KILLPOINT("log.trim.before");
    WEIR_CHECK(removeSegment(files, folder, oldest->baseOffset));
    WEIR_KILLPOINT("log.trim.removed");
    WEIR_CHECK(files.syncDirectory(folder));
    WEIR_KILLPOINT("log.trim.folder-synced");
    freed += oldest->size;
    return {};
}

Result<std::int64_t> PartitionLog::applyRetention() {
    auto& s = *m_state;
    const std::lock_guard upkeep(s.upkeepMutex);
    const std::lock_guard syncing(s.syncMutex);
    const auto expired = [&] {
        const std::lock_guard lock(s.mutex);
        if (s.segments.size() < 2) return false;
        const auto& oldest = *s.segments.front();
        if (oldest.endOffset > s.transactions.stableOffset(s.endOffset)) return false;
        if (s.options.retention) {
            auto now = s.options.retentionByStreamTime ? noTimestamp : s.clock.wallMs();
            if (s.options.retentionByStreamTime)
                for (const auto& segment : s.segments) now = std::max(now, segment->maxTimestamp);
            // An empty segment, of compaction, holds nothing that anybody waits for.
            if (oldest.maxTimestamp == noTimestamp || oldest.maxTimestamp < now - s.options.retention->count()) return true;
        }
        if (!s.options.retentionBytes) return false;
        std::int64_t bytes = 0;
        for (const auto& segment : s.segments) bytes += segment->size;
        return bytes - oldest.size >= *s.options.retentionBytes;
    };
    std::int64_t freed = 0;
    while (expired()) WEIR_CHECK(s.removeOldest(freed));
    return freed;
}

Result<> PartitionLog::trimBefore(std::int64_t offset) {
    auto& s = *m_state;
    const std::lock_guard upkeep(s.upkeepMutex);
    const std::lock_guard syncing(s.syncMutex);
    const auto below = [&] {
        const std::lock_guard lock(s.mutex);
        return s.segments.size() > 1 && s.segments.front()->endOffset <= std::min(offset, s.transactions.stableOffset(s.endOffset));
    };
    std::int64_t freed = 0;
    while (below()) WEIR_CHECK(s.removeOldest(freed));
    return {};
}

// The segments in which everything is durable and decided.
std::vector<std::shared_ptr<Segment>> PartitionLog::State::sealedPrefix() const {
    const std::lock_guard lock(mutex);
    const auto stable = transactions.stableOffset(endOffset);
    const auto end = std::find_if(segments.begin(), segments.end() - 1, [&](const auto& segment) { return !segment->sealed || segment->endOffset > stable; });
    return {segments.begin(), end};
}

PartitionLog::Compactable PartitionLog::compactable() const {
    Compactable out;
    bool clean = true;
    for (const auto& segment : m_state->sealedPrefix()) {
        clean = clean && segment->compacted;
        out.bytes += segment->size;
        if (!clean) out.dirtyBytes += segment->size;
    }
    return out;
}

// Readers get the new file before the old ones go; while its name is not its own it can't be opened a second time.
Result<> PartitionLog::State::replace(std::span<const std::shared_ptr<Segment>> old, const std::shared_ptr<Segment>& cleaned) {
    WEIR_CHECK(commitSwap(files, folder, cleaned->baseOffset));
    cleaned->pinned = true;
    std::vector<std::int64_t> bases;
    for (const auto& segment : old) bases.push_back(segment->baseOffset);
    {
        const std::lock_guard lock(mutex);
        const auto first = std::find(segments.begin(), segments.end(), old.front());
        *first = cleaned;
        segments.erase(first + 1, first + static_cast<std::ptrdiff_t>(old.size()));
    }
    WEIR_CHECK(completeSwap(files, folder, bases));
    WEIR_CHECK(sealSegment(files, folder, *cleaned, SealFor::Full));
    const std::lock_guard lock(mutex);
    cleaned->pinned = false;
    return {};
}

Result<CompactionReport> PartitionLog::compact(const CompactionOptions& options) {
    auto& s = *m_state;
    const std::lock_guard upkeep(s.upkeepMutex);
    auto sealed = s.sealedPrefix();
    std::vector<AbortedTransaction> aborted;
    {
        const std::lock_guard lock(s.mutex);
        aborted = s.transactions.aborted();
    }
    SegmentCleaner cleaner(s.files, s.folder, s.options.indexIntervalBytes, options, s.clock.wallMs(), std::move(aborted), [&s](Segment& segment) {
        const std::lock_guard lock(s.mutex);
        return s.contentOf(segment);
    });
    const auto dirty = std::find_if(sealed.begin(), sealed.end(), [](const auto& segment) { return !segment->compacted; });
    if (dirty == sealed.end()) return cleaner.report();
    const auto end = sealed.back()->endOffset;
    for (auto from = (*dirty)->baseOffset; from < end && !cleaner.stopped(); sealed = s.sealedPrefix()) {
        std::erase_if(sealed, [&](const auto& segment) { return segment->endOffset > end; }); // sealed meanwhile: the next compaction's
        WEIR_TRY(const auto notedTo, cleaner.noteKeys(sealed, from));
        ++cleaner.report().passes;
        // Oldest first, each durable before the next: a tombstone goes only when nothing older is left of its key.
        for (auto rest = SegmentCleaner::Sources(sealed); !cleaner.stopped() && !rest.empty() && rest.front()->baseOffset < notedTo;) {
            const auto group = SegmentCleaner::firstGroup(rest, s.options.segmentBytesMax);
            WEIR_TRY(const auto cleaned, cleaner.rewrite(group, notedTo));
            if (cleaned) WEIR_CHECK(s.replace(group, cleaned));
            rest = rest.subspan(group.size());
        }
        from = notedTo;
    }
    cleaner.report().finished = !cleaner.stopped();
    return cleaner.report();
}

Result<VerifyReport> PartitionLog::verify(const std::function<bool(std::int64_t bytes)>& goOn) const {
    auto& s = *m_state;
    VerifyReport report;
    auto next = startOffset();
    const auto end = endOffset();
    while (next < end) {
        Segment segment;
        {
            const std::lock_guard lock(s.mutex);
            if (next < s.segments.front()->baseOffset) next = s.segments.front()->baseOffset; // trimmed meanwhile
            const auto shared = s.segmentOf(next);
            WEIR_TRY(const auto content, s.contentOf(*shared));
            segment = *shared;
            segment.content = content;
        }
        WEIR_TRY(const bool more, verifySegment(s.files, s.folder, segment, goOn, report));
        if (!more) break;
        next = segment.endOffset;
    }
    return report;
}

void PartitionLog::setOptions(const PartitionLogOptions& options) {
    auto& s = *m_state;
    const std::lock_guard appending(s.appendMutex);
    const std::lock_guard lock(s.mutex);
    s.options.segmentBytesMax = std::clamp<std::int64_t>(options.segmentBytesMax, 1, segmentBytesLimit);
    s.options.retention = options.retention;
    s.options.retentionBytes = options.retentionBytes;
    s.options.retentionByStreamTime = options.retentionByStreamTime;
}

void PartitionLog::retire() {
    const std::lock_guard lock(m_state->mutex);
    m_state->failed = Error{Errc::NotFound, "the topic was removed", placeIn(m_state->folder, -1)};
}

} // namespace weir
