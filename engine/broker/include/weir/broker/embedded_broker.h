// SPDX-License-Identifier: Apache-2.0
// EmbeddedBroker: the broker interface on a data folder (engine.md 3 and 4).
#pragma once

#include "weir/broker/broker.h"

namespace weir {

class EmbeddedBroker final : public Broker {
public:
    /// Both must outlive the broker.
    EmbeddedBroker(TopicStore& topics, CommitJournal& journal) : m_topics(topics), m_journal(journal) {}

    std::optional<TopicSpec> find(std::string_view topic) const override { return m_topics.find(topic); }
    std::vector<TopicSpec> topics() const override { return m_topics.list(); }
    Result<> create(const TopicSpec& spec) override { return m_topics.create(spec); }
    Result<std::unique_ptr<Consumer>> consumer(std::vector<TopicPartition> partitions) override;
    Result<std::unique_ptr<Producer>> producer(bool durable) override;
    Result<std::optional<CommitRecord>> committed(const std::string& application, const std::string& task) override;
    Result<> trimBefore(const TopicPartition& partition, std::int64_t offset) override;
    int onArrival(std::function<void()> listener) override { return m_topics.addListener(std::move(listener)); }
    void removeListener(int token) override { m_topics.removeListener(token); }

private:
    TopicStore& m_topics;
    CommitJournal& m_journal;
};

} // namespace weir
