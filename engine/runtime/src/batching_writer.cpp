// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/batching_writer.h"

namespace weir {

BatchingWriter::BatchingWriter(Producer& producer, std::size_t handle, std::string topic, Compression compression, std::int64_t batchBytes)
    : m_producer(producer), m_handle(handle), m_topic(std::move(topic)), m_batchBytes(static_cast<std::size_t>(batchBytes)) {
    const auto count = static_cast<std::size_t>(producer.partitions(handle));
    m_builders.reserve(count);
    for (std::size_t p = 0; p < count; ++p) m_builders.emplace_back(compression);
    m_ends.assign(count, -1);
}

void BatchingWriter::write(std::int32_t partition, std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull, const HeadersView& headers) {
    const auto p = static_cast<std::size_t>(partition);
    auto& builder = m_builders[p];
    builder.add(timestamp, key, keyNull, value, valueNull, headers);
    ++m_pending;
    m_uncommitted = true;
    m_bytes += static_cast<std::int64_t>(key.size() + value.size());
    if (builder.sizeBytes() >= m_batchBytes) send(p);
}

void BatchingWriter::send(std::size_t partition) {
    auto& builder = m_builders[partition];
    if (builder.empty()) return;
    const auto count = builder.count();
    m_pending -= count;
    m_producer.sign(m_handle, static_cast<std::int32_t>(partition), builder);
    const auto base = m_producer.send(m_handle, static_cast<std::int32_t>(partition), builder.take());
    if (!base) {
        if (!m_error) {
            m_error = base.error();
            m_error->place.topic = m_topic;
            m_error->place.partition = static_cast<std::int32_t>(partition);
        }
        return;
    }
    if (*base >= 0) m_ends[partition] = *base + count;
}

void BatchingWriter::flush() {
    if (m_pending == 0) return;
    for (std::size_t p = 0; p < m_builders.size(); ++p) send(p);
}

Compression compressionFromName(std::string_view name) {
    if (name == "lz4") return Compression::Lz4;
    if (name == "zstd") return Compression::Zstd;
    if (name == "snappy") return Compression::Snappy;
    if (name == "gzip") return Compression::Gzip;
    return Compression::None;
}

} // namespace weir
