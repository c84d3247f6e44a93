// SPDX-License-Identifier: Apache-2.0
#include "weir/broker/embedded_broker.h"

#include <algorithm>

namespace weir {
namespace {

class EmbeddedConsumer final : public Consumer {
public:
    struct Slot {
        TopicPartition name;
        PartitionLog* log;
        std::int64_t position;
        Isolation isolation = Isolation::Committed;
    };
    explicit EmbeddedConsumer(std::vector<Slot> slots) : m_slots(std::move(slots)) {}

    std::size_t size() const override { return m_slots.size(); }
    const TopicPartition& assigned(std::size_t i) const override { return m_slots[i].name; }
    std::int64_t position(std::size_t i) const override { return m_slots[i].position; }
    void seek(std::size_t i, std::int64_t offset) override { m_slots[i].position = offset; }
    std::int64_t startOffset(std::size_t i) const override { return m_slots[i].log->startOffset(); }
    std::int64_t endOffset(std::size_t i) const override { return endOf(m_slots[i]); }
    std::int64_t endTimestamp(std::size_t i) const override { return m_slots[i].log->maxTimestamp().value_or(-1); }

    Result<bool> fetch(std::size_t i, std::size_t bytesMax, BatchBuffer& into) override {
        Slot& slot = m_slots[i];
        const auto end = endOf(slot);
        slot.position = std::max(slot.position, slot.log->startOffset()); // retention passed a slow reader
        while (slot.position < end) {
            const auto next = slot.log->read(slot.position, bytesMax, into, slot.isolation);
            if (!next) {
                if (slot.position >= slot.log->startOffset()) return fail(next.error());
                slot.position = slot.log->startOffset(); // retention passed between the look and the read
                continue;
            }
            if (*next == slot.position) break;
            slot.position = *next;
            if (!into.bytes().empty()) return true; // else all of it was markers, or aborted
        }
        into.resize(0);
        return false;
    }
    bool seeUndecided(std::size_t i) override {
        m_slots[i].isolation = Isolation::All;
        return true;
    }

private:
    static std::int64_t endOf(const Slot& slot) { return slot.isolation == Isolation::All ? slot.log->endOffset() : slot.log->lastStableOffset(); }
    std::vector<Slot> m_slots;
};

class EmbeddedProducer final : public Producer {
public:
    EmbeddedProducer(TopicStore& topics, CommitJournal& journal, bool durable) : m_topics(topics), m_journal(journal), m_durable(durable) {}

    Result<std::size_t> open(const std::string& topic) override {
        const auto spec = m_topics.find(topic);
        if (!spec) return fail(Errc::NotFound, "there is no topic \"" + topic + "\"", {.topic = topic});
        Target target{topic, {}, {}};
        for (std::int32_t p = 0; p < spec->partitions; ++p) {
            WEIR_TRY(auto* const log, m_topics.partition(topic, p));
            target.logs.push_back(log);
        }
        target.dirty.resize(target.logs.size());
        m_targets.push_back(std::move(target));
        return m_targets.size() - 1;
    }
    std::int32_t partitions(std::size_t handle) const override { return static_cast<std::int32_t>(m_targets[handle].logs.size()); }

    Result<std::int64_t> send(std::size_t handle, std::int32_t partition, std::span<std::byte> batch) override {
        auto& target = m_targets[handle];
        const auto p = static_cast<std::size_t>(partition);
        WEIR_TRY(const auto offset, target.logs[p]->append(batch));
        target.dirty[p] = true;
        m_topics.announce();
        return offset;
    }

    Result<> commit(const CommitRecord& record) override {
        for (auto& target : m_targets)
            for (std::size_t p = 0; p < target.logs.size(); ++p) {
                if (!target.dirty[p]) continue;
                if (m_durable) WEIR_CHECK(target.logs[p]->sync());
                target.dirty[p] = false;
            }
        return m_journal.commit(record, m_durable);
    }

private:
    struct Target {
        std::string topic;
        std::vector<PartitionLog*> logs;
        std::vector<bool> dirty;
    };
    TopicStore& m_topics;
    CommitJournal& m_journal;
    std::vector<Target> m_targets;
    bool m_durable;
};

} // namespace

std::string partitionName(std::string_view topic, std::int32_t partition) { return std::string(topic) + "-" + std::to_string(partition); }

Result<std::unique_ptr<Consumer>> EmbeddedBroker::consumer(std::vector<TopicPartition> partitions) {
    std::vector<EmbeddedConsumer::Slot> slots;
    for (auto& name : partitions) {
        WEIR_TRY(auto* const log, m_topics.partition(name.topic, name.partition));
        slots.push_back({std::move(name), log, log->startOffset()});
    }
    return std::make_unique<EmbeddedConsumer>(std::move(slots));
}

Result<std::unique_ptr<Producer>> EmbeddedBroker::producer(bool durable) { return std::make_unique<EmbeddedProducer>(m_topics, m_journal, durable); }

Result<std::optional<CommitRecord>> EmbeddedBroker::committed(const std::string& application, const std::string& task) {
    return m_journal.latest(application, task);
}

Result<> EmbeddedBroker::trimBefore(const TopicPartition& partition, std::int64_t offset) {
    WEIR_TRY(auto* const log, m_topics.partition(partition.topic, partition.partition));
    return log->trimBefore(offset);
}

} // namespace weir
