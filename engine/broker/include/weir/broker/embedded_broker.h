// SPDX-License-Identifier: Apache-2.0
// EmbeddedBroker: the broker interface on a data folder (engine.md 3 and 4, docs/adr/0010-transactions.md).
// Shape    what a crash left undecided is decided by the commit journal: the partitions that it names at once, others when they are
//          opened. A marker that can't be written (a full disk) is tried again at tend().
// Threads  thread-safe; a Consumer and a Producer belong to one thread each.
#pragma once

#include "weir/broker/broker.h"

namespace weir {

class EmbeddedBroker final : public Broker {
public:
    /// Both must outlive the broker, and no partition is open yet. All of the broker's producers are gone before it.
    EmbeddedBroker(TopicStore& topics, CommitJournal& journal);

    std::optional<TopicSpec> find(std::string_view topic) const override { return m_topics.find(topic); }
    std::vector<TopicSpec> topics() const override { return m_topics.list(); }
    Result<> create(const TopicSpec& spec) override { return m_topics.create(spec); }
    Result<std::unique_ptr<Consumer>> consumer(std::vector<TopicPartition> partitions) override;
    Result<std::unique_ptr<Producer>> producer(ProducerOptions options) override;
    void tend() override;
    Result<std::optional<CommitRecord>> committed(const std::string& application, const std::string& task) override;
    Result<> trimBefore(const TopicPartition& partition, std::int64_t offset) override;
    int onArrival(std::function<void()> listener) override { return m_topics.addListener(std::move(listener)); }
    void removeListener(int token) override { m_topics.removeListener(token); }
    /// Sync what waits for it longer than since the last call, and write down in the journal how far the open partitions are durable, so that the loss of acknowledged records is noticed; what
    /// transactions name stands there anyway. To be called every second or so.
    Result<> noteEnds();

private:
    TopicStore& m_topics;
    CommitJournal& m_journal;
    std::shared_ptr<class UnfinishedTransactions> m_unfinished; ///< shared with the producers
    std::shared_ptr<class AcknowledgedEnds> m_ends;             ///< shared with the topics
};

} // namespace weir
