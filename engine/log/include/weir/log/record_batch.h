// SPDX-License-Identifier: Apache-2.0
// Kafka's record batch, version 2 (magic 2), as it stands on disk and on the wire: building, checking, reading.
// Shape    a batch is 61 bytes of header and its records, perhaps compressed; docs/formats/segment.md has the bytes.
// Errors   Corrupt (length, magic, CRC-32C, varints beyond the batch), Limit (decompression past its cap).
// Threads  none of its own; a BatchReader and a BatchBuilder belong to one thread each.
// Source   Apache Kafka, "Record Batch" in its protocol guide; KIP-98.
#pragma once

#include "weir/core/result.h"
#include "weir/record/row.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

enum class Compression : std::uint8_t { None = 0, Gzip = 1, Snappy = 2, Lz4 = 3, Zstd = 4 };

struct BatchHeader {
    std::int64_t baseOffset = 0;
    std::int32_t sizeBytes = 0; ///< of the whole batch, header included
    std::int16_t attributes = 0;
    std::int32_t lastOffsetDelta = 0;
    std::int64_t baseTimestamp = 0;
    std::int64_t maxTimestamp = 0;
    std::int64_t producerId = -1;
    std::int16_t producerEpoch = -1;
    std::int32_t baseSequence = -1;
    std::int32_t recordCount = 0;
    Compression compression() const { return static_cast<Compression>(attributes & 7); }
    bool transactional() const { return (attributes & 0x10) != 0; }
    bool control() const { return (attributes & 0x20) != 0; }
    /// When compaction may drop the batch's tombstones (KIP-534), in ms since the epoch.
    std::optional<std::int64_t> deleteHorizon() const { return (attributes & 0x40) != 0 ? std::optional(baseTimestamp) : std::nullopt; }
    std::int64_t lastOffset() const { return baseOffset + lastOffsetDelta; }
};

constexpr std::size_t batchHeaderBytes = 61;
constexpr std::size_t batchBytesMax = std::size_t{16} << 20U;

/// Read and check a header at the start of `bytes` (which may hold less than the batch): length, magic, counts.
Result<BatchHeader> readBatchHeader(std::span<const std::byte> bytes);
/// CRC over attributes…end of a whole batch.
bool batchCrcHolds(std::span<const std::byte> batch);

/// One record, as views into the batch (or into the reader's buffer, when compressed).
struct RecordView {
    std::int64_t offset = 0;
    std::int64_t timestamp = 0;
    std::string_view key;
    std::string_view value;
    bool keyNull = true;
    bool valueNull = true;
    HeadersView headers;
};

class Compressor;
class Decompressor;

/// Steps through the records of one whole batch whose CRC holds. Values are followed by at least 64 readable bytes, so
/// that simdjson may read past their end: the caller's buffer must have that much slack (BatchBuffer and what
/// BatchBuilder::take() returns have).
class BatchReader {
public:
    BatchReader();
    ~BatchReader();
    BatchReader(BatchReader&&) noexcept;
    BatchReader& operator=(BatchReader&&) noexcept;
    /// `batch` must live while the reader is in use. Decompresses into a buffer that is reused, capped at
    /// min(16 MiB, 100 × input + 64 KiB).
    Result<> open(std::span<const std::byte> batch);
    /// False at the end or at an error; then see failed(). Allocates nothing.
    bool next(RecordView& out);
    /// The records do not fit the batch: too few, too many, or lengths beyond its end.
    bool failed() const { return m_failed; }
    const BatchHeader& header() const { return m_header; }
    /// Of the records that next() has not given yet, decompressed.
    std::size_t bytesLeft() const { return static_cast<std::size_t>(m_end - m_at); }

private:
    bool stop();

    BatchHeader m_header;
    const char* m_at = nullptr;
    const char* m_end = nullptr;
    std::int32_t m_left = 0;
    bool m_failed = false;
    std::unique_ptr<Decompressor> m_decompressor; ///< made at the first compressed batch
};

/// Encodes records into one batch. Reuse: take() keeps the capacity, so that a steady state allocates nothing.
class BatchBuilder {
public:
    explicit BatchBuilder(Compression compression = Compression::None);
    ~BatchBuilder();
    BatchBuilder(BatchBuilder&&) noexcept;
    BatchBuilder& operator=(BatchBuilder&&) noexcept;
    bool empty() const { return m_count == 0; }
    std::int32_t count() const { return m_count; }
    /// Bytes of the records so far, before compression.
    std::size_t sizeBytes() const { return m_end - batchHeaderBytes; }
    /// Append a record; its offset delta is that of the one before + 1 + what was skipped.
    void add(std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull, const HeadersView& headers = {});
    /// Leave out offsets whose records compaction removed. A batch may consist of them alone.
    void skip(std::int32_t offsets) { m_nextDelta += offsets; }
    /// Offsets that the batch under way covers.
    std::int32_t offsets() const { return m_nextDelta; }
    /// Before the first record of a batch: from when on its tombstones may be dropped. take() forgets it.
    void setDeleteHorizon(std::int64_t ms) { m_deleteHorizon = ms; }
    /// Of this and the following batches, until set again.
    void setProducer(std::int64_t producerId, std::int16_t epoch, std::int32_t baseSequence, bool transactional);
    /// Make the batch under way a control batch (a transaction marker); take() ends that.
    void setControl() { m_control = true; }
    /// Close the batch with base offset 0 and return its bytes (valid until the next add); the log sets the offset
    /// (the CRC does not cover it). The builder is then empty. Records that the codec would make larger, or so small
    /// that a reader's cap would refuse them, are stored plain. Not on an empty builder (no record and nothing skipped).
    std::span<std::byte> take();

private:
    void makeRoom(std::size_t bytes);
    std::span<std::byte> packed();
    void writeHeader(std::span<std::byte> batch, Compression compression) const;

    Compression m_compression;
    bool m_transactional = false;
    bool m_control = false;
    std::int16_t m_producerEpoch = -1;
    std::int32_t m_baseSequence = -1;
    std::int32_t m_count = 0;
    std::int32_t m_nextDelta = 0;
    std::optional<std::int64_t> m_deleteHorizon;
    std::int64_t m_baseTimestamp = 0;
    std::int64_t m_maxTimestamp = 0;
    std::int64_t m_producerId = -1;
    std::size_t m_end = batchHeaderBytes; ///< of the records in m_batch
    std::vector<std::byte> m_batch;       ///< its size is the capacity
    std::vector<std::byte> m_packed;
    std::unique_ptr<Compressor> m_compressor;
};

/// Kafka's header encoding, for `headers` of add() (their count stands beside the bytes).
std::string encodeHeaders(std::span<const std::pair<std::string, std::optional<std::string>>> headers);
/// As many as can be read: bytes that end early give fewer.
std::vector<std::pair<std::string, std::optional<std::string>>> decodeHeaders(const HeadersView& headers);

} // namespace weir
