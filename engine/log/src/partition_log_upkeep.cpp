// SPDX-License-Identifier: Apache-2.0
// Retention, trimming, compaction and scrub.
#include "partition_log_state.h"

#include "compaction_swap.h"
#include "segment_cleaner.h"
#include "weir/core/kill_point.h"

#include <algorithm>

namespace weir {

// Under upkeepMutex. What an error interrupted comes first: files that nobody knows of must not lie among those that are changed now. False: the
// topic was removed, and the folder's files may be another's.
Result<bool> PartitionLog::State::mayKeepUp() {
    {
        const std::lock_guard lock(mutex);
        if (retired) return false;
    }
    WEIR_CHECK(finishReplacing());
    return true;
}

// Under syncMutex, not under `mutex`. One segment at a time and oldest first, so that a crash leaves no hole.
Result<> PartitionLog::State::removeOldest(std::int64_t& freed) {
    if (removalUnsynced) WEIR_CHECK(files.syncDirectory(folder));
    removalUnsynced = false;
    std::shared_ptr<Segment> oldest;
    {
        const std::lock_guard lock(mutex);
        oldest = segments.front();
        segments.erase(segments.begin());
    }
    WEIR_KILLPOINT("log.trim.before");
    if (const auto removed = removeSegment(files, folder, oldest->baseOffset); !removed) {
        const auto left = files.info(segmentFile(folder, oldest->baseOffset, ".log"));
        removalUnsynced = !left && left.error().code == Errc::NotFound;
        const std::lock_guard lock(mutex);
        if (!removalUnsynced) segments.insert(segments.begin(), oldest);
        return removed;
    }
    WEIR_KILLPOINT("log.trim.removed");
    {
        const std::lock_guard lock(mutex);
        transactions.trimBelow(segments.front()->baseOffset);
    }
    removalUnsynced = true;
    WEIR_CHECK(files.syncDirectory(folder));
    removalUnsynced = false;
    WEIR_KILLPOINT("log.trim.folder-synced");
    freed += oldest->size;
    return {};
}

Result<std::int64_t> PartitionLog::applyRetention() {
    auto& s = *m_state;
    const std::lock_guard upkeep(s.upkeepMutex);
    WEIR_TRY(const bool may, s.mayKeepUp());
    if (!may) return 0;
    const std::lock_guard syncing(s.syncMutex);
    const auto expired = [&] {
        const std::lock_guard lock(s.mutex);
        if (s.retired || s.segments.size() < 2) return false;
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
    WEIR_TRY(const bool may, s.mayKeepUp());
    if (!may) return {};
    const std::lock_guard syncing(s.syncMutex);
    std::int64_t freed = 0;
    while (trims(offset)) WEIR_CHECK(s.removeOldest(freed));
    return {};
}

bool PartitionLog::trims(std::int64_t offset) const {
    const auto& s = *m_state;
    const std::lock_guard lock(s.mutex);
    return !s.retired && s.segments.size() > 1 && s.segments.front()->endOffset <= std::min(offset, s.transactions.stableOffset(s.endOffset));
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

std::int64_t PartitionLog::compactableEnd() const {
    const auto sealed = m_state->sealedPrefix();
    return sealed.empty() ? startOffset() : sealed.back()->endOffset;
}

// Readers get the new file before the old ones go; while its name is not its own it can't be opened a second time.
Result<> PartitionLog::State::replace(std::span<const std::shared_ptr<Segment>> old, const std::shared_ptr<Segment>& cleaned) {
    {
        const std::lock_guard lock(mutex);
        if (retired) return {};
    }
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
    replacing = Replacing{cleaned, std::move(bases)};
    return finishReplacing();
}

// Until it is done nothing else changes the segments: another swap would leave the old ones lying beneath it.
Result<> PartitionLog::State::finishReplacing() {
    if (!replacing) return {};
    const auto& cleaned = replacing->cleaned;
    const auto swap = files.info(segmentFile(folder, cleaned->baseOffset, ".swap"));
    if (!swap && swap.error().code != Errc::NotFound) return fail(swap.error());
    if (swap) WEIR_CHECK(completeSwap(files, folder, replacing->bases));
    else WEIR_CHECK(files.syncDirectory(folder)); // it got its name before the error
    WEIR_CHECK(sealSegment(files, folder, *cleaned, SealFor::Full));
    WEIR_KILLPOINT("compaction.sealed");
    {
        const std::lock_guard lock(mutex);
        cleaned->pinned = false;
    }
    replacing.reset();
    return {};
}

Result<CompactionReport> PartitionLog::compact(const CompactionOptions& options) {
    auto& s = *m_state;
    const std::lock_guard upkeep(s.upkeepMutex);
    WEIR_TRY(const bool may, s.mayKeepUp());
    if (!may) return CompactionReport{};
    auto sealed = s.sealedPrefix();
    std::vector<AbortedTransaction> aborted;
    std::int64_t segmentBytesMax = 0;
    {
        const std::lock_guard lock(s.mutex);
        aborted = s.transactions.aborted();
        segmentBytesMax = s.options.segmentBytesMax; // setOptions() may change it meanwhile
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
        WEIR_KILLPOINT("compaction.keys-noted");
        ++cleaner.report().passes;
        // Oldest first, each durable before the next: a tombstone goes only when nothing older is left of its key.
        for (auto rest = SegmentCleaner::Sources(sealed); !cleaner.stopped() && !rest.empty() && rest.front()->baseOffset < notedTo;) {
            const auto group = SegmentCleaner::firstGroup(rest, segmentBytesMax);
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
        if (segment.endOffset <= next) break; // a failed sync has cut the rest meanwhile
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

bool PartitionLog::gaveUp() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->failed.has_value();
}

// Waits for what is being written, synced or removed: a new topic of the name may get the folder. A compaction is not waited for, it looks itself.
void PartitionLog::retire() {
    const std::lock_guard syncing(m_state->syncMutex);
    const std::lock_guard appending(m_state->appendMutex);
    const std::lock_guard lock(m_state->mutex);
    m_state->retired = true;
    m_state->failed = Error{Errc::NotFound, "the topic was removed", placeIn(m_state->folder, -1)};
    for (const auto& segment : m_state->segments)
        if (!segment->pinned) segment->content.reset(); // an open file keeps its space on the disk; a compaction is at work on a pinned one
}

} // namespace weir
