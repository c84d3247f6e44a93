// SPDX-License-Identifier: Apache-2.0
#include "log_recovery.h"

#include "compaction_swap.h"
#include "recovery_point.h"
#include "segment_scan.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <optional>

namespace weir {
namespace {

// A segment of which less is known to be durable is copied as a whole, so that no crash leaves many small ones.
constexpr std::int64_t keptBytesLeast = 1LL << 20;

class Recovery {
public:
    Recovery(FileSystem& files, const Path& folder, const PartitionLogOptions& options, RecoveryReport& report)
        : m_files(files), m_folder(folder), m_indexIntervalBytes(options.indexIntervalBytes), m_quarantine(options.quarantine), m_acknowledged(options.acknowledgedOffset), m_report(report) {}

    Result<RecoveredLog> run() {
        WEIR_CHECK(finishSwaps(m_files, m_folder, m_indexIntervalBytes));
        WEIR_CHECK(listSegments());
        WEIR_CHECK(readPoint());
        if (m_bases.empty()) return startEmpty();
        RecoveredLog log;
        for (std::size_t i = 0; i < m_bases.size(); ++i) WEIR_CHECK(recoverSegment(i, log)); // may make this segment the last
        WEIR_KILLPOINT("recovery.log.scanned");
        WEIR_CHECK(findTransactions(log));
        WEIR_CHECK(sealScanned(log));
        WEIR_CHECK(makeAppendable(*log.segments.back(), log.durable));
        return log;
    }

private:
    // Names the segments; what belongs to none is left from a removal that a crash cut short.
    Result<> listSegments() {
        WEIR_TRY(const auto names, m_files.list(m_folder));
        for (const auto& name : names)
            if (const auto base = baseOffsetOf(name, ".log")) m_bases.push_back(*base);
        std::sort(m_bases.begin(), m_bases.end());
        for (const auto& name : names)
            for (const std::string_view extension : {".index", ".timeindex", ".txnindex", ".seal", ".copy"})
                if (const auto base = baseOffsetOf(name, extension); base && (extension == ".copy" || !std::binary_search(m_bases.begin(), m_bases.end(), *base)))
                    WEIR_CHECK(m_files.remove(m_folder / name));
        return {};
    }

    // It speaks of the last segment, or of one in front of it: then it is of no use.
    Result<> readPoint() {
        if (m_bases.empty() && m_acknowledged > 0) return damage(0, 0, 0, fmt::format("the file is missing, and {}", namedByJournal()));
        m_point = readRecoveryPoint(m_files, m_folder);
        if (!m_point) return {};
        if (m_bases.empty() || m_bases.back() < m_point->baseOffset)
            return damage(m_point->baseOffset, 0, m_point->baseOffset, fmt::format("the file is missing, and records up to offset {} were acknowledged", m_point->endOffset));
        WEIR_TRY(const auto what, m_files.info(segmentFile(m_folder, m_bases.back(), ".log")));
        if (m_bases.back() != m_point->baseOffset || what.inode != m_point->inode) m_point.reset();
        return {};
    }

    Result<RecoveredLog> startEmpty() {
        auto segment = std::make_shared<Segment>();
        WEIR_TRY(auto file, m_files.open(segmentFile(m_folder, 0, ".log"), OpenMode::CreateNew));
        segment->content = std::make_shared<SegmentContent>(std::move(file), SegmentIndex(0, m_indexIntervalBytes));
        WEIR_TRY(const auto what, m_files.info(segmentFile(m_folder, 0, ".log")));
        segment->inode = what.inode;
        return RecoveredLog{{std::move(segment)}, {}, false};
    }

    bool isLast(std::size_t i) const { return i + 1 == m_bases.size(); }

    Result<> recoverSegment(std::size_t i, RecoveredLog& log) {
        const auto base = m_bases[i];
        WEIR_TRY(const auto what, m_files.info(segmentFile(m_folder, base, ".log")));
        const auto seal = readSeal(m_files, m_folder, base);
        const bool complete = seal && (isLast(i) || seal->endOffset == m_bases[i + 1]);
        // A segment that another one follows is never written to again, but by a process that lost the folder and does not know it yet.
        const bool syncedSince = isLast(i) && m_point && seal && seal->size < m_point->size; // a seal of a close before that
        if (complete && !syncedSince && (seal->size == what.size || (!isLast(i) && seal->size < what.size))) {
            if (isLast(i) && seal->endOffset < m_acknowledged) return damage(base, seal->size, seal->endOffset, fmt::format("the records end here, and {}", namedByJournal()));
            WEIR_TRY(auto segment, sealedSegment(*seal));
            log.segments.push_back(std::move(segment));
            return {};
        }
        if (complete && !isLast(i) && what.size < seal->size)
            return damage(base, what.size, base, fmt::format("the file ends at byte {}, but had {} when it was complete", what.size, seal->size));
        return scannedSegment(i, what.size, log);
    }

    Result<std::shared_ptr<Segment>> sealedSegment(const SegmentSeal& seal) {
        auto segment = std::make_shared<Segment>();
        segment->baseOffset = seal.baseOffset;
        segment->endOffset = seal.endOffset;
        segment->size = segment->syncedSize = seal.size;
        segment->maxTimestamp = seal.maxTimestamp;
        segment->sealed = true;
        segment->openSince = seal.openSince;
        segment->txnIndexBytes = seal.txnIndexBytes;
        segment->txnIndexCrc = seal.txnIndexCrc;
        if (seal.baseOffset != (m_lastSealed ? m_lastSealed->endOffset : m_bases.front())) m_rebuildTransactions = true; // one in front of it has no seal
        if (const auto aborted = readTransactionIndex(m_files, m_folder, seal)) m_aborted.insert(m_aborted.end(), aborted->begin(), aborted->end());
        else m_rebuildTransactions = true;
        m_lastSealed = seal;
        segment->compacted = seal.compacted;
        if (!hasSize(".index", seal.baseOffset, seal.indexBytes) || !hasSize(".timeindex", seal.baseOffset, seal.timeIndexBytes)) {
            WEIR_CHECK(rebuildIndex(m_files, m_folder, *segment, m_indexIntervalBytes));
            ++m_report.rebuiltIndexes;
        }
        return segment;
    }

    bool hasSize(std::string_view extension, std::int64_t base, std::uint32_t bytes) const {
        const auto what = m_files.info(segmentFile(m_folder, base, extension));
        return what && what->size == std::int64_t{bytes};
    }

    // A segment without a seal for its size was never synced as a whole, and so neither was anything behind it: the seal
    // of a full segment is durable before a later one's records are acknowledged.
    Result<> scannedSegment(std::size_t i, std::int64_t fileBytes, RecoveredLog& log) {
        const auto base = m_bases[i];
        const auto next = isLast(i) ? std::numeric_limits<std::int64_t>::max() : m_bases[i + 1];
        WEIR_TRY(auto file, m_files.open(segmentFile(m_folder, base, ".log"), OpenMode::Write));
        WEIR_TRY(auto scan, scanSegment(*file, fileBytes, base, m_indexIntervalBytes, next));
        const bool complete = scan.endOffset == next; // what is left behind it was copied to the next one, before this one could be cut
        if (scan.validBytes < fileBytes && !complete) {
            WEIR_TRY(const auto later, findLaterBatch(*file, fileBytes, scan.validBytes, scan.endOffset));
            if (later) return damage(base, scan.validBytes, scan.endOffset, fmt::format("the batch at byte {} is damaged; a good one follows at byte {}", scan.validBytes, *later));
        }
        const auto known = isLast(i) && m_point ? *m_point : RecoveryPoint{};
        if (scan.validBytes < known.size)
            return damage(base, scan.validBytes, scan.endOffset, fmt::format("what stands there is no good batch, and records up to offset {} were acknowledged", known.endOffset));
        if (!complete && scan.endOffset < m_acknowledged) return damage(base, scan.validBytes, scan.endOffset, fmt::format("no good batch stands there, and {}", namedByJournal()));
        if (!isLast(i) && !complete) {
            const bool acknowledgedBehind = std::any_of(m_bases.begin() + static_cast<std::ptrdiff_t>(i) + 1, m_bases.end(),
                                                        [&](std::int64_t later) { return readSeal(m_files, m_folder, later).has_value(); });
            if (acknowledgedBehind || m_point || scan.endOffset > next)
                return damage(base, scan.validBytes, scan.endOffset, fmt::format("the file ends at offset {}, but the next one starts at {}", scan.endOffset, next));
            WEIR_CHECK(dropBehind(i));
        }
        if (scan.validBytes < fileBytes && !complete) {
            (void)quarantine(*file, base, scan.validBytes, fileBytes); // a courtesy: a full disk must not keep the log closed
            noteCut(base, fileBytes - scan.validBytes);
        }
        m_scanned = true;
        m_scannedTransactions = m_scannedTransactions || scan.transactional;
        return known.size >= keptBytesLeast ? splitAt(known, std::move(file), scan.validBytes, log) : copied(base, *file, std::move(scan), log);
    }

    // What was found may be known to the page cache alone, and a sync of a file that failed one before proves nothing: it goes into another file.
    Result<> copied(std::int64_t base, const File& found, SegmentScan scan, RecoveredLog& log) {
        WEIR_TRY(auto file, copySegment(m_files, m_folder, base, found, 0, scan.validBytes));
        WEIR_KILLPOINT("recovery.log.cut");
        add(base, std::move(file), std::move(scan), log);
        return {};
    }

    // A long one keeps what is known to be durable; the rest becomes a segment of its own.
    Result<> splitAt(const RecoveryPoint& known, std::unique_ptr<File> file, std::int64_t validBytes, RecoveredLog& log) {
        WEIR_TRY(auto front, scanSegment(*file, known.size, known.baseOffset, m_indexIntervalBytes));
        if (front.validBytes != known.size || front.endOffset != known.endOffset)
            return damage(known.baseOffset, front.validBytes, front.endOffset, "the recovery point beside it does not name the end of a batch");
        WEIR_TRY(auto tail, copySegment(m_files, m_folder, known.endOffset, *file, known.size, validBytes));
        WEIR_CHECK(file->truncate(known.size));
        WEIR_KILLPOINT("recovery.log.cut");
        WEIR_CHECK(file->sync());
        WEIR_TRY(auto back, scanSegment(*tail, validBytes - known.size, known.endOffset, m_indexIntervalBytes));
        add(known.baseOffset, std::move(file), std::move(front), log);
        add(known.endOffset, std::move(tail), std::move(back), log);
        return {};
    }

    static void add(std::int64_t base, std::unique_ptr<File> file, SegmentScan scan, RecoveredLog& log) {
        auto segment = std::make_shared<Segment>();
        segment->baseOffset = base;
        segment->endOffset = scan.endOffset;
        segment->size = segment->syncedSize = scan.validBytes;
        segment->maxTimestamp = scan.index.maxTimestamp();
        segment->content = std::make_shared<SegmentContent>(std::move(file), std::move(scan.index));
        log.segments.push_back(std::move(segment));
    }

    // What was open at the end of the last sealed segment stands in its seal; from there on the batches tell. Every segment with a
    // seal names its aborted transactions; if one does not, all is read.
    Result<> findTransactions(RecoveredLog& log) {
        auto& table = log.transactions;
        auto from = log.segments.front()->baseOffset;
        auto newFrom = from;
        if (m_lastSealed && !m_rebuildTransactions && log.segments.front()->sealed) {
            table.addAborted(m_aborted);
            newFrom = m_lastSealed->endOffset;
            from = m_lastSealed->openSince >= 0 ? m_lastSealed->openSince : newFrom;
        }
        if (from == newFrom && !m_scannedTransactions && !m_rebuildTransactions) return {};
        for (const auto& segment : log.segments) {
            if (segment->endOffset > from && segment->size > 0) {
                std::unique_ptr<File> opened;
                if (!segment->content) { WEIR_TRY(opened, m_files.open(segmentFile(m_folder, segment->baseOffset, ".log"), OpenMode::Read)); }
                const auto& file = segment->content ? *segment->content->file : *opened;
                if (auto walked = walkTransactions(file, segment->size, segment->baseOffset, from, newFrom, table); !walked) {
                    auto error = walked.error();
                    error.place = placeIn(m_folder, segment->baseOffset);
                    error.place.file = segmentFile(m_folder, segment->baseOffset, ".log").string();
                    return fail(std::move(error));
                }
            }
            if (!segment->sealed) segment->openSince = table.openSince();
        }
        return {};
    }

    // All of the log is known to be durable now, so full segments get the seal that a crash kept from them.
    Result<> sealScanned(RecoveredLog& log) {
        for (const auto& segment : log.segments) {
            if (segment->sealed || segment == log.segments.back()) continue;
            WEIR_CHECK(writeTransactionIndex(m_files, m_folder, *segment, log.transactions.abortedBetween(segment->baseOffset, segment->endOffset)));
            WEIR_CHECK(sealSegment(m_files, m_folder, *segment, SealFor::Full));
            WEIR_KILLPOINT("recovery.log.sealed");
            segment->sealed = true;
            segment->content.reset();
            ++m_report.rebuiltIndexes;
        }
        return {};
    }

    // A copy of what will be cut, for people: nothing reads it. The next cut of the same segment takes its place.
    Result<> quarantine(const File& file, std::int64_t base, std::int64_t from, std::int64_t to) {
        constexpr std::int64_t bytesMax = 16LL << 20;
        constexpr std::int64_t chunkBytes = 1LL << 20;
        if (m_quarantine.empty()) return {};
        WEIR_CHECK(m_files.createDirectories(m_quarantine));
        WEIR_TRY(const auto copy, m_files.open(m_quarantine / fmt::format("{}-{:020}.cut", m_folder.filename().string(), base), OpenMode::CreateOrOpen));
        WEIR_CHECK(copy->truncate(0));
        std::vector<std::byte> buffer(static_cast<std::size_t>(std::min(chunkBytes, to - from)));
        for (std::int64_t at = from; at < std::min(to, from + bytesMax);) {
            WEIR_TRY(const auto n, file.readAt(at, std::span(buffer).first(static_cast<std::size_t>(std::min(chunkBytes, std::min(to, from + bytesMax) - at)))));
            if (n == 0) break;
            WEIR_CHECK(copy->writeAt(at - from, std::span(buffer).first(n)));
            at += static_cast<std::int64_t>(n);
        }
        return copy->sync();
    }

    // Newest first, so that a crash on the way leaves a run of segments without a hole.
    Result<> dropBehind(std::size_t i) {
        while (m_bases.size() > i + 1) {
            const auto base = m_bases.back();
            WEIR_TRY(const auto what, m_files.info(segmentFile(m_folder, base, ".log")));
            WEIR_CHECK(removeSegment(m_files, m_folder, base));
            WEIR_CHECK(m_files.syncDirectory(m_folder));
            noteCut(base, what.size);
            m_bases.pop_back();
            WEIR_KILLPOINT("recovery.log.later-dropped");
        }
        return {};
    }

    Result<> makeAppendable(Segment& segment, bool& durable) {
        if (!segment.content) {
            bool rebuilt = false;
            WEIR_TRY(segment.content, openSegment(m_files, m_folder, segment, m_indexIntervalBytes, rebuilt));
            if (rebuilt) ++m_report.rebuiltIndexes;
        }
        if (m_scanned) WEIR_CHECK(m_files.syncDirectory(m_folder));
        WEIR_TRY(const auto what, m_files.info(segmentFile(m_folder, segment.baseOffset, ".log")));
        segment.inode = what.inode;
        durable = true;
        return {};
    }

    void noteCut(std::int64_t base, std::int64_t bytes) {
        m_report.cutBytes += bytes;
        m_report.cutFile = segmentFile(m_folder, base, ".log").string();
    }

    tl::unexpected<Error> damage(std::int64_t base, std::int64_t position, std::int64_t offset, std::string_view what) const {
        auto place = placeIn(m_folder, offset);
        place.file = segmentFile(m_folder, base, ".log").string();
        return fail(Errc::Corrupt, fmt::format("the log is damaged at byte {}: {}; nothing was changed: restore the file from a backup or remove the topic", position, what),
                    std::move(place));
    }

    std::string namedByJournal() const { return fmt::format("the commit journal names offsets up to {}", m_acknowledged); }

    FileSystem& m_files;
    const Path& m_folder;
    std::int64_t m_indexIntervalBytes;
    const Path& m_quarantine;
    const std::int64_t m_acknowledged;
    RecoveryReport& m_report;
    std::vector<std::int64_t> m_bases;
    std::optional<RecoveryPoint> m_point; ///< of the last segment
    bool m_scanned = false;
    bool m_scannedTransactions = false;      ///< a segment without seal has some
    bool m_rebuildTransactions = false;      ///< a seal does not tell
    std::optional<SegmentSeal> m_lastSealed; ///< of those in front
    std::vector<AbortedTransaction> m_aborted;
};

} // namespace

Result<RecoveredLog> recoverLog(FileSystem& files, const Path& folder, const PartitionLogOptions& options, RecoveryReport& report) {
    return Recovery(files, folder, options, report).run();
}

} // namespace weir
