// SPDX-License-Identifier: Apache-2.0
// Records on their way in and out of what is no topic's log yet, or a copy of one: packed into batches, files of batches, and the
// committed records of a stretch of a partition.
// Threads  one each.
#pragma once

#include "weir/broker/broker.h"
#include "weir/core/file_system.h"
#include "weir/log/record_batch.h"

#include <functional>
#include <memory>
#include <span>

namespace weir {

/// Packs records into batches and hands them on.
class RecordPacker {
public:
    using Sink = std::function<Result<>(std::span<std::byte> batch)>;
    explicit RecordPacker(Sink sink) : m_sink(std::move(sink)) {}
    Result<> add(std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull, const HeadersView& headers = {});
    Result<> add(const RecordView& record) { return add(record.timestamp, record.key, record.keyNull, record.value, record.valueNull, record.headers); }
    /// What comes next stands in a batch of its own. At the end too.
    Result<> endBatch();

private:
    Sink m_sink;
    BatchBuilder m_builder{Compression::Lz4};
};

/// A new file of batches, one behind the other.
class RecordFileWriter {
public:
    static Result<std::unique_ptr<RecordFileWriter>> create(FileSystem& files, const Path& path);
    RecordPacker& records() { return m_packer; }

private:
    explicit RecordFileWriter(std::unique_ptr<File> file);
    std::unique_ptr<File> m_file;
    std::int64_t m_size = 0;
    RecordPacker m_packer;
};

class RecordFileReader {
public:
    static Result<std::unique_ptr<RecordFileReader>> open(FileSystem& files, const Path& path);
    /// False: the end. Corrupt: a batch whose checksum or form does not hold. The view stands until the next call.
    Result<bool> next(RecordView& record);
    /// The record that next() gave is the first of its batch.
    bool batchBegan() const { return m_began; }

private:
    RecordFileReader(std::unique_ptr<File> file, Path path, std::int64_t size) : m_file(std::move(file)), m_path(std::move(path)), m_size(size) {}
    std::unique_ptr<File> m_file;
    Path m_path;
    std::int64_t m_size;
    std::int64_t m_at = 0;
    BatchBuffer m_buffer;
    BatchReader m_reader;
    bool m_inBatch = false;
    bool m_began = false;
};

/// The committed records of a partition from one offset up to another.
class CommittedRecords {
public:
    /// From the partition's start, if that is behind `from`.
    static Result<std::unique_ptr<CommittedRecords>> open(Broker& broker, const TopicPartition& partition, std::int64_t from, std::int64_t to);
    /// False: everything was read. Corrupt: the partition ends before `to`.
    Result<bool> next(RecordView& record);
    bool batchBegan() const { return m_began; }
    /// Of what was read over, compaction had removed something.
    bool gaps() const { return m_gaps; }

private:
    CommittedRecords(std::unique_ptr<Consumer> consumer, TopicPartition partition, std::int64_t from, std::int64_t to)
        : m_consumer(std::move(consumer)), m_partition(std::move(partition)), m_from(from), m_to(to) {}
    Result<bool> nextBatch();
    std::unique_ptr<Consumer> m_consumer;
    TopicPartition m_partition;
    std::int64_t m_from;
    std::int64_t m_to;
    BatchBuffer m_buffer;
    std::span<const std::byte> m_rest;
    BatchReader m_reader;
    bool m_inBatch = false;
    bool m_began = false;
    bool m_gaps = false;
};

} // namespace weir
