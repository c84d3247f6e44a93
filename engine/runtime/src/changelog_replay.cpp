// SPDX-License-Identifier: Apache-2.0
#include "changelog_replay.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::size_t fetchBytes = std::size_t{1} << 20U;
constexpr std::size_t bytesMax = std::size_t{3} << 20U; // most of a memtable: in the order of their keys they cost a third there
constexpr std::size_t recordsMax = 50'000;

} // namespace

Result<> ChangelogReplay::open(Broker& broker) {
    WEIR_TRY(m_consumer, broker.consumer({m_part.changelog}));
    m_position = std::max(m_part.from, m_consumer->startOffset(0));
    m_consumer->seek(0, m_position);
    return {};
}

Result<> ChangelogReplay::chunk(TaskDatabase::Batch& into) {
    std::size_t records = 0;
    std::size_t bytes = 0;
    RecordView record;
    while (!done() && records < recordsMax && bytes < bytesMax) {
        if (!m_inBatch) {
            WEIR_CHECK(nextBatch());
            continue;
        }
        if (!m_reader.next(record)) {
            if (m_reader.failed()) return fail(Errc::Corrupt, "a changelog batch can't be read", {.topic = m_part.changelog.topic, .partition = m_part.changelog.partition, .offset = m_position});
            m_position = m_batchEnd;
            m_inBatch = false;
            continue;
        }
        if (record.offset < m_position) continue;
        if (record.offset >= m_part.to) {
            m_position = m_part.to;
            break;
        }
        m_position = record.offset + 1;
        ++records;
        bytes += record.key.size() + record.value.size();
        if (inRanges(*m_part.discarded, record.offset) || record.timestamp < m_part.oldest) continue;
        if (record.valueNull) into.remove(m_part.store, record.key);
        else into.put(m_part.store, record.key, record.value, record.timestamp);
    }
    m_position = std::min(m_position, m_part.to);
    return {};
}

Result<> ChangelogReplay::nextBatch() {
    if (m_rest.empty()) {
        WEIR_TRY(const bool more, m_consumer->fetch(0, fetchBytes, m_buffer));
        if (!more) {
            m_position = std::max(m_position, m_consumer->position(0));
            if (done()) return {};
            return fail(Errc::Corrupt, fmt::format("the changelog {} ends at offset {}, the last commit says {}", partitionName(m_part.changelog.topic, m_part.changelog.partition), m_position, m_part.to));
        }
        m_rest = m_buffer.bytes();
    }
    WEIR_TRY(const auto header, readBatchHeader(m_rest));
    const auto whole = m_rest.first(static_cast<std::size_t>(header.sizeBytes));
    m_rest = m_rest.subspan(whole.size());
    m_batchEnd = header.lastOffset() + 1;
    m_inBatch = !header.control();
    return m_inBatch ? m_reader.open(whole) : Result<>{};
}

} // namespace weir
