// SPDX-License-Identifier: Apache-2.0
// ChangelogReplay: a part of a store's changelog, step by step into what keeps its rows.
// Errors   Corrupt: a batch that can't be read, a changelog that ends too early.
// Threads  the caller's.
#pragma once

#include "store_positions.h"

#include "weir/broker/broker.h"
#include "weir/log/record_batch.h"
#include "weir/state/task_database.h"

#include <limits>
#include <string>

namespace weir {

struct ChangelogPart {
    TopicPartition changelog;
    std::string store;
    std::int64_t from = 0; ///< where the store stands
    std::int64_t to = 0;   ///< where the last commit stands
    std::int64_t oldest = std::numeric_limits<std::int64_t>::min(); ///< rows before it had left the store
    const OffsetRanges* discarded = nullptr;                        ///< of commits that never happened
};

class ChangelogReplay {
public:
    explicit ChangelogReplay(ChangelogPart part) : m_part(std::move(part)) {}

    Result<> open(Broker& broker);
    /// Everything before it was read.
    std::int64_t position() const { return m_position; }
    bool done() const { return m_position >= m_part.to; }
    /// The next few thousand records: what a stop may have to wait for.
    Result<> chunk(TaskDatabase::Batch& into);

private:
    Result<> nextBatch();

    ChangelogPart m_part;
    std::unique_ptr<Consumer> m_consumer;
    BatchBuffer m_buffer;
    std::span<const std::byte> m_rest;
    BatchReader m_reader;
    bool m_inBatch = false;
    std::int64_t m_batchEnd = 0;
    std::int64_t m_position = 0;
};

} // namespace weir
