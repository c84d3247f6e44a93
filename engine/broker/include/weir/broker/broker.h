// SPDX-License-Identifier: Apache-2.0
// Broker: the log as a job sees it: topics, a consumer and a producer for each task. The embedded log implements it here;
// librdkafka will behind the same interface (docs/adr/0005-broker-interface.md).
// Shape    a task assigns partitions, seeks to its committed positions, fetches whole batches, sends whole batches, and commits:
//          one transaction of outputs, changelogs and positions.
// Errors   NotFound (topic), Io, NoSpace, Corrupt, InUse (fenced), Network.
// Threads  a Broker is thread-safe; a Consumer and a Producer belong to one task's thread.
#pragma once

#include "weir/core/result.h"
#include "weir/log/commit_journal.h"
#include "weir/log/partition_log.h"
#include "weir/log/topic_store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace weir {

struct TopicPartition {
    std::string topic;
    std::int32_t partition = 0;
    bool operator==(const TopicPartition&) const = default;
    auto operator<=>(const TopicPartition&) const = default;
};

/// "orders-3": the name of a partition in commit records.
std::string partitionName(std::string_view topic, std::int32_t partition);

class Consumer {
public:
    virtual ~Consumer() = default;
    virtual std::size_t size() const = 0;
    virtual const TopicPartition& assigned(std::size_t i) const = 0;
    /// Next offset that fetch() asks for.
    virtual std::int64_t position(std::size_t i) const = 0;
    virtual void seek(std::size_t i, std::int64_t offset) = 0;
    /// Whole committed batches from the position on, about `bytesMax`; moves the position behind them. False: nothing there now,
    /// though the position may have passed markers and aborted batches.
    virtual Result<bool> fetch(std::size_t i, std::size_t bytesMax, BatchBuffer& into) = 0;
    /// From now on give batches of undecided and aborted transactions too, and the markers that decide them: the caller tells them
    /// apart itself. False: this log can't, and gives what is committed.
    virtual bool seeUndecided(std::size_t i) {
        (void)i;
        return false;
    }
    /// What stands before `offset` survives a power loss: a durable commit may name it. Else other records could stand there afterwards,
    /// which a reader that goes on behind them never sees.
    virtual Result<> secure(std::size_t i, std::int64_t offset) {
        (void)i, (void)offset;
        return {};
    }
    virtual std::int64_t startOffset(std::size_t i) const = 0;
    /// One past the last record that may be read.
    virtual std::int64_t endOffset(std::size_t i) const = 0;
    /// Timestamp of the newest record; -1: none.
    virtual std::int64_t endTimestamp(std::size_t i) const = 0;
    /// The first offset whose record's timestamp is >= `timestamp`, or the end.
    virtual Result<std::int64_t> offsetForTime(std::size_t i, std::int64_t timestamp) const = 0;
};

/// How what a producer sends becomes final.
struct ProducerOptions {
    ProducerOptions(bool durableCommits, bool inTransactions = false) : durable(durableCommits), transactional(inTransactions) {} // NOLINT: a bool says it all
    bool durable;               ///< commits are synced
    bool transactional = false; ///< nobody sees what is sent before it is committed; a durable producer
};

/// One that is destroyed aborts what it did not commit.
class Producer {
public:
    virtual ~Producer() = default;
    /// A handle for send(); NotFound if there is no such topic.
    virtual Result<std::size_t> open(const std::string& topic) = 0;
    virtual std::int32_t partitions(std::size_t handle) const = 0;
    /// Says in the batch under way whose it is: before BatchBuilder::take().
    virtual void sign(std::size_t handle, std::int32_t partition, BatchBuilder& builder) {
        (void)handle;
        (void)partition;
        (void)builder;
    }
    /// Append a whole batch (BatchBuilder::take). Returns its base offset where the log knows it at once, else -1.
    virtual Result<std::int64_t> send(std::size_t handle, std::int32_t partition, std::span<std::byte> batch) = 0;
    /// Everything sent since the last commit and these positions, or nothing. Durable as the settings say.
    Result<> commit(const CommitRecord& record) {
        WEIR_CHECK(prepare(record));
        return finish();
    }
    /// commit() in two halves, between which nothing else is done with the producer: what several have prepared shares the syncs.
    virtual Result<> prepare(const CommitRecord& record) = 0;
    virtual Result<> finish() = 0;
    /// Nobody will see what was sent since the last commit. The producer's end.
    virtual void abort() {}
    /// Try again what a commit could not write behind its commit point (a full disk). Cheap when there is nothing. An error: it can't be
    /// written before the log is opened again.
    virtual Result<> tend() { return {}; }
    /// Some of what was committed can't be read yet: tend() has something left. Any thread.
    virtual bool owes() const { return false; }
};

class Broker {
public:
    virtual ~Broker() = default;
    virtual std::optional<TopicSpec> find(std::string_view topic) const = 0;
    virtual std::vector<TopicSpec> topics() const = 0;
    virtual Result<> create(const TopicSpec& spec) = 0;
    virtual Result<std::unique_ptr<Consumer>> consumer(std::vector<TopicPartition> partitions) = 0;
    virtual Result<std::unique_ptr<Producer>> producer(ProducerOptions options) = 0;
    /// Try again to end transactions whose producers are gone. Cheap when there are none; any thread.
    virtual void tend() {}
    /// What a task committed last; nullopt: never.
    virtual Result<std::optional<CommitRecord>> committed(const std::string& application, const std::string& task) = 0;
    /// Records below `offset` are no longer needed (repartition topics behind the commit).
    virtual Result<> trimBefore(const TopicPartition& partition, std::int64_t offset) = 0;
    /// Called, from any thread, when there may be new records. Returns a token.
    virtual int onArrival(std::function<void()> listener) = 0;
    virtual void removeListener(int token) = 0;
};

} // namespace weir
