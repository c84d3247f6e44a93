// SPDX-License-Identifier: Apache-2.0
// TransactionTable: which transactions of a partition are open, and which offsets belong to aborted ones.
// Shape    the open ones by producer id; aborted ranges in the order of their markers, as Kafka's .txnindex has them.
// Threads  guarded by its PartitionLog.
#pragma once

#include "weir/log/transaction.h"

#include <map>
#include <span>
#include <vector>

namespace weir {

/// Batches of the producer from `first` on, up to its marker at `last`.
struct AbortedTransaction {
    std::int64_t producerId = -1;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t stableOffset = 0; ///< the partition's last stable offset once the marker stood
    bool operator==(const AbortedTransaction&) const = default;
};

class TransactionTable {
public:
    /// The next transactional batch of the log, its base offset being set; `end` of a control batch.
    void take(const BatchHeader& batch, std::optional<TransactionEnd> end);
    bool isOpen(std::int64_t producerId) const { return m_open.contains(producerId); }
    std::vector<OpenTransaction> open() const;
    /// First offset of the earliest open transaction; -1: none is open.
    std::int64_t openSince() const;
    /// What a log that ends at `endOffset` may show.
    std::int64_t stableOffset(std::int64_t endOffset) const { return m_open.empty() ? endOffset : openSince(); }

    const std::vector<AbortedTransaction>& aborted() const { return m_aborted; }
    /// Those whose markers stand in [from, to).
    std::vector<AbortedTransaction> abortedBetween(std::int64_t from, std::int64_t to) const;
    /// Those that a reader of [from, to) meets. Allocates nothing when there are none.
    std::vector<AbortedTransaction> abortedIn(std::int64_t from, std::int64_t to) const;
    void addAborted(std::span<const AbortedTransaction> transactions) { m_aborted.insert(m_aborted.end(), transactions.begin(), transactions.end()); }

    /// Offsets from here on are gone. An abort whose marker went stays an abort.
    void cutAt(std::int64_t endOffset);
    /// Offsets below are gone.
    void trimBelow(std::int64_t startOffset);

private:
    std::map<std::int64_t, std::int64_t> m_open; ///< producer id → first offset
    std::vector<AbortedTransaction> m_aborted;
};

/// The bytes of a .txnindex file: Kafka's, 34 an entry.
std::vector<std::byte> encodeAborted(std::span<const AbortedTransaction> transactions);
/// nullopt: those are no such bytes.
std::optional<std::vector<AbortedTransaction>> decodeAborted(std::span<const std::byte> bytes);

} // namespace weir
