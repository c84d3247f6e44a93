// SPDX-License-Identifier: Apache-2.0
#include "topic_access.h"

#include "weir/log/record_batch.h"
#include "weir/record/key.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {

Result<std::vector<TopicInfo>> TopicAccess::topics() {
    std::vector<TopicInfo> out;
    for (const auto& spec : m_topics.list()) {
        TopicInfo info;
        info.spec = spec;
        for (std::int32_t p = 0; p < spec.partitions; ++p) {
            // One that is damaged hides neither the others nor itself.
            const auto log = m_topics.partition(spec.name, p);
            if (log) info.partitions.push_back({(*log)->startOffset(), (*log)->lastStableOffset(), (*log)->sizeBytes()});
            else info.partitions.push_back({.problem = log.error()});
        }
        out.push_back(std::move(info));
    }
    return out;
}

Result<FetchResult> TopicAccess::fetch(const FetchRequest& request) {
    WEIR_TRY(const auto* log, m_topics.partition(request.topic, request.partition));
    FetchResult out;
    out.endOffset = log->lastStableOffset();
    out.nextOffset = std::max(request.offset, log->startOffset());
    BatchBuffer buffer;
    BatchReader reader;
    std::size_t bytesTaken = 0;
    while (out.nextOffset < out.endOffset && out.records.size() < request.recordsMax && bytesTaken < request.bytesMax) {
        WEIR_TRY(const auto next, log->read(out.nextOffset, request.bytesMax, buffer));
        if (next == out.nextOffset) break;
        auto bytes = buffer.bytes();
        while (!bytes.empty()) {
            WEIR_TRY(const auto header, readBatchHeader(bytes));
            const auto whole = bytes.first(static_cast<std::size_t>(header.sizeBytes));
            bytes = bytes.subspan(whole.size());
            WEIR_CHECK(reader.open(whole));
            RecordView record;
            while (reader.next(record)) {
                if (record.offset < out.nextOffset) continue;
                if (out.records.size() >= request.recordsMax || bytesTaken >= request.bytesMax) return out;
                out.records.push_back({record.offset, record.timestamp, std::string(record.key), std::string(record.value), record.keyNull, record.valueNull, decodeHeaders(record.headers)});
                bytesTaken += record.key.size() + record.value.size();
                out.nextOffset = record.offset + 1;
            }
            if (reader.failed()) return fail(Errc::Corrupt, "a batch can't be read", {.topic = request.topic, .partition = request.partition, .offset = header.baseOffset});
            out.nextOffset = std::max(out.nextOffset, header.lastOffset() + 1);
        }
        out.nextOffset = std::max(out.nextOffset, next);
    }
    return out;
}

Result<std::int64_t> TopicAccess::offsetForTime(const std::string& topic, std::int32_t partition, std::int64_t timestamp) {
    WEIR_TRY(const auto* log, m_topics.partition(topic, partition));
    WEIR_TRY(const auto offset, log->offsetForTime(timestamp));
    return offset.value_or(log->lastStableOffset());
}

Result<> TopicAccess::produce(const std::string& topic, const std::vector<ProduceRecord>& records) {
    const auto spec = m_topics.find(topic);
    if (!spec) return fail(Errc::NotFound, "there is no topic \"" + topic + "\"; make it with weir topic create", {.topic = topic});
    std::vector<BatchBuilder> builders(static_cast<std::size_t>(spec->partitions));
    const std::lock_guard lock(m_mutex);
    for (const auto& record : records) {
        auto partition = record.partition;
        if (partition >= spec->partitions) return fail(Errc::OutOfRange, fmt::format("there is no partition {}, topic {} has 0 to {}", partition, topic, spec->partitions - 1), {.topic = topic});
        if (record.keyNull && spec->cleanup != Cleanup::Delete) return fail(Errc::Invalid, fmt::format("topic {} is compacted, so that each record needs a key", topic), {.topic = topic});
        if (partition < 0) partition = record.keyNull ? static_cast<std::int32_t>(m_dealt++ % static_cast<std::uint32_t>(spec->partitions)) : partitionOfKey(record.key, spec->partitions);
        const auto headers = encodeHeaders(record.headers);
        builders[static_cast<std::size_t>(partition)].add(record.timestamp >= 0 ? record.timestamp : m_clock.wallMs(), record.key, record.keyNull, record.value, record.valueNull,
                                                          {static_cast<std::int32_t>(record.headers.size()), headers});
    }
    for (std::size_t p = 0; p < builders.size(); ++p) {
        if (builders[p].empty()) continue;
        WEIR_TRY(auto* const log, m_topics.partition(topic, static_cast<std::int32_t>(p)));
        WEIR_TRY(const auto offset, log->append(builders[p].take()));
        static_cast<void>(offset);
        if (spec->durability == Durability::Fsync) WEIR_CHECK(log->sync());
    }
    m_topics.announce();
    return {};
}

} // namespace weir
