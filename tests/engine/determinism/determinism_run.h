// SPDX-License-Identifier: Apache-2.0
// One run of a topology over a log that is full before the start, and what it wrote.
#pragma once

#include "random_topology.h"

#include "job.h"
#include "weir/broker/embedded_broker.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace weir {

/// Remembers which task wrote what.
class SignedBroker final : public Broker {
public:
    SignedBroker(TopicStore& topics, CommitJournal& journal) : m_log(topics, journal) {}
    std::optional<TopicSpec> find(std::string_view topic) const override { return m_log.find(topic); }
    std::vector<TopicSpec> topics() const override { return m_log.topics(); }
    Result<> create(const TopicSpec& spec) override { return m_log.create(spec); }
    Result<std::unique_ptr<Consumer>> consumer(std::vector<TopicPartition> partitions) override { return m_log.consumer(std::move(partitions)); }
    Result<std::unique_ptr<Producer>> producer(ProducerOptions options) override;
    Result<std::optional<CommitRecord>> committed(const std::string& application, const std::string& task) override { return m_log.committed(application, task); }
    Result<> trimBefore(const TopicPartition& partition, std::int64_t offset) override { return m_log.trimBefore(partition, offset); }
    void tend() override { m_log.tend(); }
    int onArrival(std::function<void()> listener) override { return m_log.onArrival(std::move(listener)); }
    void removeListener(int token) override { m_log.removeListener(token); }

    std::string writerOf(const TopicPartition& partition, std::int64_t offset);

private:
    class Signing;
    EmbeddedBroker m_log;
    std::mutex m_mutex;
    std::uint64_t m_producers = 0;
    std::map<TopicPartition, std::map<std::int64_t, std::uint64_t>> m_writers; ///< producer by base offset
    std::map<std::uint64_t, std::string> m_names;                             ///< task by producer
};

struct Variant {
    std::int32_t partitions = 1;
    int batch = 1; ///< records of an input batch
    std::string emit = "updates";
    std::int32_t threads = 1;    ///< of a job; 0: the test gives the tasks their turns
    std::uint32_t turns = 0;     ///< seed of the turns
    int restarts = 0;            ///< all tasks are closed and started again so often
    std::uint64_t commitEvery = 0; ///< records of a task between its commits; 0: it commits at its end. Only with turns
    bool exactlyOnce = false;      ///< in transactions
    std::string text() const;
};

struct Outcome {
    std::map<std::string, std::vector<std::string>> written; ///< "topic-partition task" → records in order
    std::map<std::string, std::vector<std::string>> final;   ///< topic of an exact sink → last rows, or all records
    bool ordered = true;                                     ///< what is written is the same at the same number of partitions
    std::string failure{};                                   ///< why it did not come to its end
};

class Run {
public:
    Run(const RandomTopology& random, const Variant& variant, const NodeRegistry& registry);
    Outcome outcome();

private:
    void fill();
    std::string runJob();
    std::string takeTurns();
    Settings settings() const;
    void collect(const std::string& topic, const RandomSink* sink, Outcome& out);

    const RandomTopology& m_random;
    Variant m_variant;
    FakeClock m_clock{1'700'000'000'000'000};
    PosixFileSystem m_files;
    MemoryFileSystem m_logFiles;
    std::unique_ptr<TopicStore> m_topics;
    std::unique_ptr<CommitJournal> m_journal;
    std::unique_ptr<SignedBroker> m_broker;
    std::shared_ptr<const Plan> m_plan;
    std::string m_refused;
};

} // namespace weir
