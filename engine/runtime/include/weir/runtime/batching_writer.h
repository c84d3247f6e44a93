// SPDX-License-Identifier: Apache-2.0
// BatchingWriter: a task's records for one topic, gathered into one batch a partition and sent when a batch is full or the task
// flushes.
// Errors   a failed send is kept in error(); the task stops at its next look.
// Threads  one task.
#pragma once

#include "weir/broker/broker.h"
#include "weir/log/record_batch.h"
#include "weir/processors/operator.h"

#include <optional>
#include <string>
#include <vector>

namespace weir {

class BatchingWriter final : public RecordWriter {
public:
    BatchingWriter(Producer& producer, std::size_t handle, std::string topic, Compression compression, std::int64_t batchBytes);

    std::int32_t partitions() const override { return static_cast<std::int32_t>(m_builders.size()); }
    void write(std::int32_t partition, std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull, const HeadersView& headers) override;
    /// Send what is gathered.
    void flush();
    bool empty() const { return m_pending == 0; }
    std::int64_t pendingBytes() const { return m_bytes; }
    /// Bytes gathered and sent since the last call, for commit_bytes.
    std::int64_t takeBytes() {
        m_uncommitted = false;
        return std::exchange(m_bytes, 0);
    }
    /// Something was written since takeBytes().
    bool uncommitted() const { return m_uncommitted; }
    /// One past the last record sent to a partition; -1: nothing sent yet.
    std::int64_t endOffset(std::int32_t partition) const { return m_ends[static_cast<std::size_t>(partition)]; }
    const std::optional<Error>& error() const { return m_error; }
    const std::string& topic() const { return m_topic; }

private:
    void send(std::size_t partition);

    Producer& m_producer;
    std::size_t m_handle;
    std::string m_topic;
    std::size_t m_batchBytes;
    std::vector<BatchBuilder> m_builders;
    std::vector<std::int64_t> m_ends;
    std::int64_t m_bytes = 0;
    std::int64_t m_pending = 0;
    bool m_uncommitted = false;
    std::optional<Error> m_error;
};

Compression compressionFromName(std::string_view name);

} // namespace weir
