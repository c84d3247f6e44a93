// SPDX-License-Identifier: Apache-2.0
#include "weir/broker/embedded_broker.h"

#include "acknowledged_ends.h"
#include "embedded_producer.h"

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
    Result<> secure(std::size_t i, std::int64_t offset) override { return m_slots[i].log->sync(offset); }
    std::int64_t endTimestamp(std::size_t i) const override { return m_slots[i].log->maxTimestamp().value_or(-1); }
    Result<std::int64_t> offsetForTime(std::size_t i, std::int64_t timestamp) const override {
        WEIR_TRY(const auto offset, m_slots[i].log->offsetForTime(timestamp));
        const auto end = endOffset(i);
        return std::min(offset.value_or(end), end);
    }

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

} // namespace

std::string partitionName(std::string_view topic, std::int32_t partition) { return std::string(topic) + "-" + std::to_string(partition); }

EmbeddedBroker::EmbeddedBroker(TopicStore& topics, CommitJournal& journal) : m_topics(topics), m_journal(journal), m_unfinished(std::make_shared<UnfinishedTransactions>(journal)), m_ends(std::make_shared<AcknowledgedEnds>(topics, journal)) {
    m_topics.onOpened([unfinished = m_unfinished](PartitionLog& log, const std::string& topic, std::int32_t partition) { unfinished->decide(log, topic, partition); });
    m_topics.tellAcknowledged([ends = m_ends](const std::string& topic, std::int32_t partition) { return ends->of(topic, partition); });
    m_topics.onRemoved([unfinished = m_unfinished, ends = m_ends](const std::string& topic) {
        unfinished->forget(topic);
        return ends->forget(topic);
    });
    m_unfinished->decideNamed(m_topics);
}

Result<std::unique_ptr<Consumer>> EmbeddedBroker::consumer(std::vector<TopicPartition> partitions) {
    std::vector<EmbeddedConsumer::Slot> slots;
    for (auto& name : partitions) {
        WEIR_TRY(auto* const log, m_topics.partition(name.topic, name.partition));
        slots.push_back({std::move(name), log, log->startOffset()});
    }
    return std::make_unique<EmbeddedConsumer>(std::move(slots));
}

Result<std::unique_ptr<Producer>> EmbeddedBroker::producer(ProducerOptions options) {
    tend();
    std::int64_t id = -1;
    if (options.transactional) { WEIR_TRY(id, m_journal.newProducerId()); }
    return std::make_unique<EmbeddedProducer>(m_topics, m_journal, m_unfinished, options.durable || options.transactional, id);
}

Result<> EmbeddedBroker::noteEnds() {
    auto synced = m_topics.syncWaiting(); // first: the journal, which is synced with the note, should not name what is not there
    WEIR_CHECK(m_ends->note(m_topics));
    return synced;
}

void EmbeddedBroker::tend() { m_unfinished->tend(m_topics); }

Result<std::optional<CommitRecord>> EmbeddedBroker::committed(const std::string& application, const std::string& task) {
    return m_journal.latest(application, task);
}

Result<> EmbeddedBroker::trimBefore(const TopicPartition& partition, std::int64_t offset) {
    WEIR_TRY(auto* const log, m_topics.partition(partition.topic, partition.partition));
    if (!log->trims(offset)) return {};
    // A removal outlives a power loss: so must the commit that stands behind what is removed, which without sync it does not yet.
    WEIR_CHECK(m_journal.makeDurable());
    return log->trimBefore(offset);
}

} // namespace weir
