// SPDX-License-Identifier: Apache-2.0
// Walking over the batches of a segment file: recovery's scan, the search behind a bad batch, and the way to an offset.
// Offsets must run on without a hole from batch to batch: the CRC does not cover a batch's base offset, its neighbours do.
#pragma once

#include "segment_index.h"
#include "transaction_table.h"
#include "weir/core/file_system.h"
#include "weir/log/partition_log.h"

#include <limits>
#include <optional>

namespace weir {

struct SegmentScan {
    std::int64_t validBytes = 0; ///< up to the first batch that is cut short, damaged or out of sequence
    std::int64_t endOffset = 0;
    bool transactional = false; ///< it has transactional batches or markers
    SegmentIndex index;
};
/// Every batch from the start up to the one at `stopAt`, CRCs included.
Result<SegmentScan> scanSegment(const File& file, std::int64_t fileBytes, std::int64_t baseOffset, std::int64_t indexIntervalBytes,
                                std::int64_t stopAt = std::numeric_limits<std::int64_t>::max());

/// Position of a whole, valid batch with an offset above `offset`, in the 32 MiB behind `position`. Its presence means that
/// what stands at `position` is damage, not the end of a write that a crash cut short.
Result<std::optional<std::int64_t>> findLaterBatch(const File& file, std::int64_t fileBytes, std::int64_t position, std::int64_t offset);

/// Where a batch stands.
struct BatchPlace {
    std::int64_t position = 0;
    std::int64_t baseOffset = 0;
    std::int32_t sizeBytes = 0;
    std::int64_t maxTimestamp = 0;
    std::int64_t producerId = -1;
    bool transactional = false;
    bool control = false;
};
/// What was wrong, and where, in a file.
struct Damage {
    std::int64_t position = 0;
    std::string what;
};

/// Steps over batches by their headers, reading little.
class BatchWalk {
public:
    BatchWalk(const File& file, std::int64_t fileBytes, std::int64_t segmentBaseOffset, SegmentIndex::Start from);
    /// The next batch; nullopt at the end or at damage(). The outer Result is the file's.
    Result<std::optional<BatchPlace>> next(std::int64_t& lastOffset);
    const std::optional<Damage>& damage() const { return m_damage; }

private:
    static constexpr std::size_t windowBytes = 4096;
    const File& m_file;
    std::int64_t m_fileBytes;
    std::int64_t m_position;
    std::optional<std::int64_t> m_expected;  ///< the next batch's base offset
    std::optional<std::int64_t> m_startLast; ///< the first batch's last offset
    bool m_first = true;
    std::int64_t m_windowAt = 0;
    std::size_t m_windowSize = 0;
    std::byte m_window[windowBytes];
    std::optional<Damage> m_damage;
};

/// What readBatches() found.
struct BatchRun {
    std::int64_t nextOffset = 0;  ///< one past the last batch
    bool transactional = false;   ///< a batch of a transaction, or a marker, is among them
    std::optional<Damage> damage; ///< of the first batch
};
/// Read whole batches from `first` on, at least that one, else up to `bytesMax` and before `endOffset`; CRCs and sequence are
/// checked. Batches in front of a damaged one are returned without it.
Result<BatchRun> readBatches(const File& file, std::int64_t fileBytes, const BatchPlace& first, std::size_t bytesMax, std::int64_t endOffset, BatchBuffer& into);

/// Leave out markers and the batches of these transactions.
void keepCommitted(BatchBuffer& batches, const std::vector<AbortedTransaction>& aborted);

/// Note every transactional batch from `from` on; markers in front of `newFrom` were noted before.
Result<> walkTransactions(const File& file, std::int64_t fileBytes, std::int64_t segmentBaseOffset, std::int64_t from, std::int64_t newFrom, TransactionTable& table);

} // namespace weir
