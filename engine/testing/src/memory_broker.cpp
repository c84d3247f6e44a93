// SPDX-License-Identifier: Apache-2.0
#include "weir/testing/memory_broker.h"

#include <algorithm>
#include <cstring>

namespace weir {
namespace {

Error noTopic(const std::string& topic) { return {Errc::NotFound, "there is no topic \"" + topic + "\"", {.topic = topic}}; }

// The base offset is the first 8 bytes of a batch, big-endian; the CRC does not cover it.
void setBaseOffset(std::span<std::byte> batch, std::int64_t offset) {
    for (std::size_t i = 0; i < 8; ++i) batch[i] = static_cast<std::byte>(static_cast<std::uint64_t>(offset) >> (56 - 8 * i) & 0xFFU);
}

} // namespace

class MemoryConsumer final : public Consumer {
public:
    struct Slot {
        TopicPartition name;
        const MemoryBroker::Partition* partition;
        std::int64_t position = 0;
        std::size_t batch = 0;
    };
    explicit MemoryConsumer(std::vector<Slot> slots) : m_slots(std::move(slots)) {}
    std::size_t size() const override { return m_slots.size(); }
    const TopicPartition& assigned(std::size_t i) const override { return m_slots[i].name; }
    std::int64_t position(std::size_t i) const override { return m_slots[i].position; }
    void seek(std::size_t i, std::int64_t offset) override {
        m_slots[i].position = offset;
        m_slots[i].batch = 0;
    }
    Result<bool> fetch(std::size_t i, std::size_t bytesMax, BatchBuffer& into) override {
        auto& slot = m_slots[i];
        std::size_t taken = 0;
        const auto& batches = slot.partition->batches;
        std::size_t last = slot.batch;
        for (; slot.batch < batches.size(); ++slot.batch) {
            WEIR_TRY(const auto header, readBatchHeader(batches[slot.batch]));
            if (header.lastOffset() >= slot.position) break;
        }
        for (last = slot.batch; last < batches.size() && taken < bytesMax; ++last) taken += batches[last].size();
        if (taken == 0) return false;
        auto room = into.reserve(taken);
        std::size_t at = 0;
        for (; slot.batch < last; ++slot.batch) {
            std::memcpy(room.data() + at, batches[slot.batch].data(), batches[slot.batch].size());
            at += batches[slot.batch].size();
        }
        into.resize(taken);
        WEIR_TRY(const auto header, readBatchHeader(batches[last - 1]));
        slot.position = header.lastOffset() + 1;
        return true;
    }
    std::int64_t startOffset(std::size_t) const override { return 0; }
    std::int64_t endOffset(std::size_t i) const override { return m_slots[i].partition->end; }
    std::int64_t endTimestamp(std::size_t i) const override { return m_slots[i].partition->maxTimestamp; }
    Result<std::int64_t> offsetForTime(std::size_t i, std::int64_t timestamp) const override {
        for (const auto& batch : m_slots[i].partition->batches) {
            BatchReader reader;
            WEIR_CHECK(reader.open(batch));
            for (RecordView record; reader.next(record);)
                if (record.timestamp >= timestamp) return record.offset;
        }
        return endOffset(i);
    }

private:
    std::vector<Slot> m_slots;
};

class MemoryProducer final : public Producer {
public:
    explicit MemoryProducer(MemoryBroker& broker) : m_broker(broker) {}
    Result<std::size_t> open(const std::string& topic) override {
        const auto found = m_broker.m_topics.find(topic);
        if (found == m_broker.m_topics.end()) return fail(noTopic(topic));
        m_targets.push_back(found->second.get());
        return m_targets.size() - 1;
    }
    std::int32_t partitions(std::size_t handle) const override { return m_targets[handle]->spec.partitions; }
    Result<std::int64_t> send(std::size_t handle, std::int32_t partition, std::span<std::byte> batch) override {
        auto& target = m_targets[handle]->partitions[static_cast<std::size_t>(partition)];
        setBaseOffset(batch, target.end);
        WEIR_TRY(const auto header, readBatchHeader(batch));
        target.batches.emplace_back(batch.begin(), batch.end());
        const auto base = target.end;
        target.end = header.lastOffset() + 1;
        target.maxTimestamp = std::max(target.maxTimestamp, header.maxTimestamp);
        return base;
    }
    Result<> prepare(const CommitRecord& record) override {
        m_prepared = record;
        return {};
    }
    Result<> finish() override {
        m_broker.m_commits[{m_prepared.application, m_prepared.task}] = m_prepared;
        return {};
    }

private:
    CommitRecord m_prepared;
    MemoryBroker& m_broker;
    std::vector<MemoryBroker::Topic*> m_targets;
};

std::optional<TopicSpec> MemoryBroker::find(std::string_view topic) const {
    const auto found = m_topics.find(topic);
    if (found == m_topics.end()) return std::nullopt;
    return found->second->spec;
}
std::vector<TopicSpec> MemoryBroker::topics() const {
    std::vector<TopicSpec> out;
    for (const auto& [name, topic] : m_topics) out.push_back(topic->spec);
    return out;
}
Result<> MemoryBroker::create(const TopicSpec& spec) {
    auto topic = std::make_unique<Topic>();
    topic->spec = spec;
    topic->partitions.resize(static_cast<std::size_t>(spec.partitions));
    if (!m_topics.emplace(spec.name, std::move(topic)).second) return fail(Errc::Exists, "topic \"" + spec.name + "\" exists", {.topic = spec.name});
    return {};
}
Result<std::unique_ptr<Consumer>> MemoryBroker::consumer(std::vector<TopicPartition> partitions) {
    std::vector<MemoryConsumer::Slot> slots;
    for (auto& name : partitions) {
        const auto found = m_topics.find(name.topic);
        if (found == m_topics.end()) return fail(noTopic(name.topic));
        if (name.partition < 0 || name.partition >= found->second->spec.partitions) return fail(Errc::NotFound, "topic \"" + name.topic + "\" has no such partition", {.topic = name.topic, .partition = name.partition});
        const auto* partition = &found->second->partitions[static_cast<std::size_t>(name.partition)];
        slots.push_back({std::move(name), partition});
    }
    return std::make_unique<MemoryConsumer>(std::move(slots));
}
Result<std::unique_ptr<Producer>> MemoryBroker::producer(ProducerOptions) { return std::make_unique<MemoryProducer>(*this); }
Result<std::optional<CommitRecord>> MemoryBroker::committed(const std::string& application, const std::string& task) {
    const auto found = m_commits.find({application, task});
    if (found == m_commits.end()) return std::nullopt;
    return found->second;
}

} // namespace weir
