// SPDX-License-Identifier: Apache-2.0
// MemoryBroker: the broker interface on memory, for the test driver: topics are lists of whole batches, a commit is kept in a map.
// Threads  one.
#pragma once

#include "weir/broker/broker.h"

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace weir {

class MemoryBroker final : public Broker {
public:
    std::optional<TopicSpec> find(std::string_view topic) const override;
    std::vector<TopicSpec> topics() const override;
    Result<> create(const TopicSpec& spec) override;
    Result<std::unique_ptr<Consumer>> consumer(std::vector<TopicPartition> partitions) override;
    Result<std::unique_ptr<Producer>> producer(ProducerOptions options) override;
    Result<std::optional<CommitRecord>> committed(const std::string& application, const std::string& task) override;
    Result<> trimBefore(const TopicPartition&, std::int64_t) override { return {}; }
    int onArrival(std::function<void()>) override { return 0; }
    void removeListener(int) override {}

    struct Partition {
        std::deque<std::vector<std::byte>> batches;
        std::int64_t end = 0;
        std::int64_t maxTimestamp = -1;
    };
    struct Topic {
        TopicSpec spec;
        std::vector<Partition> partitions;
    };

private:
    friend class MemoryConsumer;
    friend class MemoryProducer;
    std::map<std::string, std::unique_ptr<Topic>, std::less<>> m_topics;
    std::map<std::pair<std::string, std::string>, CommitRecord> m_commits;
};

} // namespace weir
