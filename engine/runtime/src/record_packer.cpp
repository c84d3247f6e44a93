// SPDX-License-Identifier: Apache-2.0
#include "record_packer.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::size_t packBytes = std::size_t{256} << 10U;
constexpr std::size_t readBytes = std::size_t{1} << 20U;

} // namespace

Result<> RecordPacker::add(std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull, const HeadersView& headers) {
    m_builder.add(timestamp, key, keyNull, value, valueNull, headers);
    return m_builder.sizeBytes() >= packBytes ? endBatch() : Result<>{};
}

Result<> RecordPacker::endBatch() { return m_builder.empty() ? Result<>{} : m_sink(m_builder.take()); }

RecordFileWriter::RecordFileWriter(std::unique_ptr<File> file)
    : m_file(std::move(file)), m_packer([this](std::span<std::byte> batch) -> Result<> {
          WEIR_CHECK(m_file->writeAt(m_size, batch));
          m_size += static_cast<std::int64_t>(batch.size());
          return {};
      }) {}

Result<std::unique_ptr<RecordFileWriter>> RecordFileWriter::create(FileSystem& files, const Path& path) {
    WEIR_TRY(auto file, files.open(path, OpenMode::CreateNew));
    return std::unique_ptr<RecordFileWriter>(new RecordFileWriter(std::move(file)));
}

Result<std::unique_ptr<RecordFileReader>> RecordFileReader::open(FileSystem& files, const Path& path) {
    WEIR_TRY(auto file, files.open(path, OpenMode::Read));
    WEIR_TRY(const auto size, file->size());
    return std::unique_ptr<RecordFileReader>(new RecordFileReader(std::move(file), path, size));
}

Result<bool> RecordFileReader::next(RecordView& record) {
    m_began = false;
    while (true) {
        if (m_inBatch) {
            if (m_reader.next(record)) return true;
            if (m_reader.failed()) break;
            m_inBatch = false;
        }
        if (m_at == m_size) return false;
        const auto head = m_buffer.reserve(batchHeaderBytes);
        WEIR_TRY(const auto n, m_file->readAt(m_at, head));
        const auto header = readBatchHeader(head.first(n));
        if (!header || m_at + header->sizeBytes > m_size) break;
        const auto whole = m_buffer.reserve(static_cast<std::size_t>(header->sizeBytes)).first(static_cast<std::size_t>(header->sizeBytes));
        WEIR_TRY(const auto read, m_file->readAt(m_at, whole));
        if (read != whole.size() || !batchCrcHolds(whole)) break;
        if (!m_reader.open(whole)) break;
        m_at += header->sizeBytes;
        m_inBatch = true;
        m_began = true;
    }
    return fail(Errc::Corrupt, "the file holds a batch that is damaged", {.file = m_path.string(), .offset = m_at});
}

Result<std::unique_ptr<CommittedRecords>> CommittedRecords::open(Broker& broker, const TopicPartition& partition, std::int64_t from, std::int64_t to) {
    WEIR_TRY(auto consumer, broker.consumer({partition}));
    from = std::max(from, consumer->startOffset(0));
    consumer->seek(0, from);
    return std::unique_ptr<CommittedRecords>(new CommittedRecords(std::move(consumer), partition, from, to));
}

Result<bool> CommittedRecords::nextBatch() {
    if (m_rest.empty()) {
        WEIR_TRY(const bool more, m_consumer->fetch(0, readBytes, m_buffer));
        if (!more) {
            if (m_consumer->position(0) >= m_to) return false;
            return fail(Errc::Corrupt, fmt::format("the partition can be read up to offset {} only, where offset {} is committed", m_consumer->position(0), m_to),
                        {.topic = m_partition.topic, .partition = m_partition.partition});
        }
        m_rest = m_buffer.bytes();
    }
    WEIR_TRY(const auto header, readBatchHeader(m_rest));
    if (header.baseOffset >= m_to) return false;
    const auto whole = m_rest.first(static_cast<std::size_t>(header.sizeBytes));
    m_rest = m_rest.subspan(whole.size());
    if (header.control()) return true;
    m_gaps = m_gaps || (header.recordCount <= header.lastOffsetDelta && header.lastOffset() >= m_from);
    WEIR_CHECK(m_reader.open(whole));
    m_inBatch = true;
    return true;
}

Result<bool> CommittedRecords::next(RecordView& record) {
    m_began = false;
    while (m_from < m_to) {
        if (!m_inBatch) {
            WEIR_TRY(const bool more, nextBatch());
            if (!more) break;
            m_began = m_inBatch;
            continue;
        }
        if (m_reader.next(record)) {
            if (record.offset < m_from) continue;
            return record.offset < m_to;
        }
        if (m_reader.failed()) return fail(Errc::Corrupt, "a batch can't be read", {.topic = m_partition.topic, .partition = m_partition.partition});
        m_inBatch = false;
    }
    return false;
}

} // namespace weir
