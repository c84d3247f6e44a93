// SPDX-License-Identifier: Apache-2.0
#include "log_recovery.h"

#include "compaction_swap.h"
#include "segment_scan.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace weir {
namespace {

class Recovery {
public:
    Recovery(FileSystem& files, const Path& folder, const PartitionLogOptions& options, RecoveryReport& report)
        : m_files(files), m_folder(folder), m_indexIntervalBytes(options.indexIntervalBytes), m_quarantine(options.quarantine), m_report(report) {}

    Result<RecoveredLog> run() {
        WEIR_CHECK(finishSwaps(m_files, m_folder, m_indexIntervalBytes));
        WEIR_CHECK(listSegments());
        if (m_bases.empty()) return startEmpty();
        RecoveredLog log;
        for (std::size_t i = 0; i < m_bases.size(); ++i) {
            WEIR_TRY(auto segment, recoverSegment(i));
            log.segments.push_back(std::move(segment)); // may have made this segment the last
        }
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
            for (const std::string_view extension : {".index", ".timeindex", ".txnindex", ".seal"})
                if (const auto base = baseOffsetOf(name, extension); base && !std::binary_search(m_bases.begin(), m_bases.end(), *base))
                    WEIR_CHECK(m_files.remove(m_folder / name));
        return {};
    }

    Result<RecoveredLog> startEmpty() {
        auto segment = std::make_shared<Segment>();
        WEIR_TRY(auto file, m_files.open(segmentFile(m_folder, 0, ".log"), OpenMode::CreateNew));
        segment->content = std::make_shared<SegmentContent>(std::move(file), SegmentIndex(0, m_indexIntervalBytes));
        return RecoveredLog{{std::move(segment)}, {}, false};
    }

    bool isLast(std::size_t i) const { return i + 1 == m_bases.size(); }

    Result<std::shared_ptr<Segment>> recoverSegment(std::size_t i) {
        const auto base = m_bases[i];
        WEIR_TRY(const auto what, m_files.info(segmentFile(m_folder, base, ".log")));
        const auto seal = readSeal(m_files, m_folder, base);
        const bool complete = seal && (isLast(i) || seal->endOffset == m_bases[i + 1]);
        if (complete && seal->size == what.size) return sealedSegment(*seal);
        // A segment that another one follows is never written to again, but by a process that lost the folder and does not know it yet.
        if (complete && !isLast(i) && seal->size < what.size) return sealedSegment(*seal);
        if (complete && !isLast(i) && what.size < seal->size)
            return damage(base, what.size, base, fmt::format("the file ends at byte {}, but had {} when it was complete", what.size, seal->size));
        return scannedSegment(i, what.size);
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
    Result<std::shared_ptr<Segment>> scannedSegment(std::size_t i, std::int64_t fileBytes) {
        const auto base = m_bases[i];
        WEIR_TRY(auto file, m_files.open(segmentFile(m_folder, base, ".log"), OpenMode::Write));
        WEIR_TRY(auto scan, scanSegment(*file, fileBytes, base, m_indexIntervalBytes));
        if (scan.validBytes < fileBytes) {
            WEIR_TRY(const auto later, findLaterBatch(*file, fileBytes, scan.validBytes, scan.endOffset));
            if (later) return damage(base, scan.validBytes, scan.endOffset, fmt::format("the batch at byte {} is damaged; a good one follows at byte {}", scan.validBytes, *later));
        }
        if (!isLast(i) && scan.endOffset != m_bases[i + 1]) {
            const bool acknowledgedBehind = std::any_of(m_bases.begin() + static_cast<std::ptrdiff_t>(i) + 1, m_bases.end(),
                                                        [&](std::int64_t later) { return readSeal(m_files, m_folder, later).has_value(); });
            if (acknowledgedBehind || scan.endOffset > m_bases[i + 1])
                return damage(base, scan.validBytes, scan.endOffset,
                              fmt::format("the file ends at offset {}, but the next one starts at {}", scan.endOffset, m_bases[i + 1]));
            WEIR_CHECK(dropBehind(i));
        }
        if (scan.validBytes < fileBytes) {
            (void)quarantine(*file, base, scan.validBytes, fileBytes); // a courtesy: a full disk must not keep the log closed
            WEIR_CHECK(file->truncate(scan.validBytes));
            WEIR_KILLPOINT("recovery.log.cut");
            noteCut(base, fileBytes - scan.validBytes);
        }
        WEIR_CHECK(file->sync()); // found is not yet durable
        auto segment = std::make_shared<Segment>();
        segment->baseOffset = base;
        segment->endOffset = scan.endOffset;
        segment->size = segment->syncedSize = scan.validBytes;
        segment->maxTimestamp = scan.index.maxTimestamp();
        segment->content = std::make_shared<SegmentContent>(std::move(file), std::move(scan.index));
        m_scanned = true;
        m_scannedTransactions = m_scannedTransactions || scan.transactional;
        return segment;
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

    FileSystem& m_files;
    const Path& m_folder;
    std::int64_t m_indexIntervalBytes;
    const Path& m_quarantine;
    RecoveryReport& m_report;
    std::vector<std::int64_t> m_bases;
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
