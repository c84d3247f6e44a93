// SPDX-License-Identifier: Apache-2.0
// PartitionLog: the batches of one partition, as a run of append-only segment files.
// Shape    offsets ascend: startOffset() <= o < endOffset(), with gaps after control batches and compaction; a segment
//          is named by its base offset. Lag counts offsets, as Kafka's does. A batch that is marked transactional begins (or
//          goes on with) its producer id's transaction, endTransaction() ends it; until then lastStableOffset() stays before it.
// Units    sizes in bytes; timestamps in ms since the Unix epoch.
// Errors   Io, NoSpace, Corrupt (with file and position), OutOfRange.
// Threads  one appender (calls are serialized inside); readers on any thread see whole batches only, below endOffset().
// Source   docs/formats/segment.md, after Kafka's log: base-offset names, sparse offset and time indexes.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/log/compaction.h"
#include "weir/log/record_batch.h"
#include "weir/log/transaction.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace weir {

struct PartitionLogOptions {
    std::int64_t segmentBytesMax = 64LL << 20;
    std::int64_t indexIntervalBytes = 4096;
    std::optional<Milliseconds> retention;      ///< whole segments, by largest timestamp; none: keep all
    std::optional<std::int64_t> retentionBytes; ///< whole segments, oldest first; none: keep all
    bool retentionByStreamTime = false; ///< age counts from the log's largest timestamp, not from the clock (changelogs)
    std::int64_t acknowledgedOffset = -1; ///< one past the last record that somebody outside was told is there: recovery never cuts below it
    Path quarantine; ///< where recovery keeps a copy of what it cuts, 16 MiB at most; empty: nowhere
};

/// A reused read buffer with 64 bytes of slack behind what was read.
class BatchBuffer {
public:
    std::span<std::byte> reserve(std::size_t bytes);
    std::span<const std::byte> bytes() const { return {m_bytes.data(), m_size}; }
    std::span<std::byte> writable() { return {m_bytes.data(), m_size}; }
    void resize(std::size_t bytes) { m_size = bytes; }

private:
    std::vector<std::byte> m_bytes;
    std::size_t m_size = 0;
};

/// What recovery did at open, for the log and for tests.
struct RecoveryReport {
    std::int64_t cutBytes = 0; ///< torn tail cut from the last segment
    std::string cutFile;
    std::int64_t rebuiltIndexes = 0;
};

/// What a scrub read and found good.
struct VerifyReport {
    std::int64_t segments = 0;
    std::int64_t batches = 0;
    std::int64_t records = 0;
    std::int64_t bytes = 0;
};

class PartitionLog {
public:
    /// Open or create the folder. A last segment that was not closed is scanned, the tail behind its last whole, valid batch is cut, and what is not
    /// known to be durable is written anew; a bad batch before a good one, or one that was synced, is Corrupt with its place, and nothing is changed. That the parent folder survives a
    /// power loss is the caller's business; the entries in it and below are the log's.
    static Result<std::unique_ptr<PartitionLog>> open(Path directory, PartitionLogOptions options, FileSystem& files, const Clock& clock,
                                                      RecoveryReport* report = nullptr);
    ~PartitionLog();
    PartitionLog(const PartitionLog&) = delete;
    PartitionLog& operator=(const PartitionLog&) = delete;

    /// Append one batch (of a BatchBuilder); sets its base offset in place and returns it. Readable on return, durable
    /// after sync(). A failed append leaves the log as it was.
    Result<std::int64_t> append(std::span<std::byte> batch);
    /// fdatasync what was appended since the last sync; also the folder, if a segment was made. Callers on several threads
    /// share one sync. After a failed one what was not synced is written once more, to other files; if that fails too it is cut, and append() and
    /// sync() give the error until the log is opened again (reliability.md D10).
    Result<> sync();
    /// Nothing if everything before the offset is durable, else sync().
    Result<> sync(std::int64_t before);
    /// Append the marker that commits or aborts the producer's open transaction, and return its offset; nullopt: none is open.
    Result<std::optional<std::int64_t>> endTransaction(std::int64_t producerId, TransactionEnd end);
    std::vector<OpenTransaction> openTransactions() const;
    /// First offset of the earliest open transaction, else endOffset().
    std::int64_t lastStableOffset() const;
    /// Read whole batches from the one that holds `from` (or the next after a gap), at least one, else up to `bytesMax`, and return
    /// where to go on: one past the last that was read or passed over. Committed: up to lastStableOffset(), without markers and
    /// aborted batches, so that nothing may be left of what was read. `from` again: nothing there.
    /// OutOfRange unless startOffset() <= from <= endOffset(). CRCs are checked.
    Result<std::int64_t> read(std::int64_t from, std::size_t bytesMax, BatchBuffer& into, Isolation isolation = Isolation::Committed) const;
    std::int64_t startOffset() const;
    /// One past the last appended record.
    std::int64_t endOffset() const;
    /// One past the last record that sync() made durable.
    std::int64_t syncedOffset() const;
    /// The first offset whose record's timestamp is >= `timestamp`; nullopt: none.
    Result<std::optional<std::int64_t>> offsetForTime(std::int64_t timestamp) const;
    /// Delete whole segments that retention allows (never the active one, nor behind the last stable offset). Returns the bytes freed.
    Result<std::int64_t> applyRetention();
    /// Sync and seal what is there, and go on in a file that nobody has open: for who takes the folder from a process that may still
    /// write (reliability.md D5). What that one writes behind the seal is never read.
    Result<> leaveSegment();
    /// Delete whole segments below `offset` (repartition topics behind the commit).
    Result<> trimBefore(std::int64_t offset);
    /// Whether trimBefore() would delete something.
    bool trims(std::int64_t offset) const;
    /// Of the records of one key keep the newest, in sealed segments; the active one is left alone. Appends, syncs and reads
    /// go on meanwhile; retention waits.
    Result<CompactionReport> compact(const CompactionOptions& options);
    /// Bytes in sealed segments, and those of them that no compaction has seen.
    struct Compactable {
        std::int64_t bytes = 0;
        std::int64_t dirtyBytes = 0;
    };
    Compactable compactable() const;
    /// Below it compaction may have removed records because of newer ones, which stand below it too.
    std::int64_t compactableEnd() const;
    /// Read every byte: file checksums, batches, their order and records. Corrupt with its place at the first that is wrong.
    /// `goOn`, if given, after each piece; false: stop.
    Result<VerifyReport> verify(const std::function<bool(std::int64_t bytes)>& goOn = {}) const;
    /// Retention and segment size as they now are.
    void setOptions(const PartitionLogOptions& options);
    /// append() and sync() refuse everything until it is opened again: a failed sync, or a write that could not be taken back.
    bool gaveUp() const;
    /// The topic was removed: nothing more is appended or written, at closing either.
    void retire();
    std::int64_t sizeBytes() const;
    /// Largest timestamp appended; nullopt when empty.
    std::optional<std::int64_t> maxTimestamp() const;

private:
    struct State;
    explicit PartitionLog(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace weir
