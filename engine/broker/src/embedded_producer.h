// SPDX-License-Identifier: Apache-2.0
// EmbeddedProducer: sends batches to partitions of the embedded log and commits them: plainly, or in transactions.
// Shape    a commit in a transaction, in this order: the partitions are synced, a journal record is appended (prepare), it is synced
//          (the commit point), the markers are written, unsynced (finish). The record names what was written; the next ones do too, until the markers are durable.
// Threads  one; owes() any.
#pragma once

#include "unfinished_transactions.h"
#include "weir/broker/broker.h"

#include <atomic>
#include <optional>

namespace weir {

class EmbeddedProducer final : public Producer {
public:
    /// `producerId` -1: plainly.
    EmbeddedProducer(TopicStore& topics, CommitJournal& journal, std::shared_ptr<UnfinishedTransactions> unfinished, bool durable, std::int64_t producerId)
        : m_topics(topics), m_journal(journal), m_unfinished(std::move(unfinished)), m_durable(durable), m_id(producerId) {}
    ~EmbeddedProducer() override;

    Result<std::size_t> open(const std::string& topic) override;
    std::int32_t partitions(std::size_t handle) const override { return static_cast<std::int32_t>(m_targets[handle].partitions.size()); }
    void sign(std::size_t handle, std::int32_t partition, BatchBuilder& builder) override;
    Result<std::int64_t> send(std::size_t handle, std::int32_t partition, std::span<std::byte> batch) override;
    Result<> prepare(const CommitRecord& record) override;
    Result<> finish() override;
    void abort() override;
    Result<> tend() override;
    bool owes() const override { return m_anyOwed.load(std::memory_order_acquire); }

private:
    struct Partition {
        PartitionLog* log = nullptr;
        std::int64_t last = -1; ///< offset sent last
        std::int32_t sequence = 0;
        bool dirty = false; ///< sent to since the last commit
        bool owed = false;  ///< its commit's marker is still to be written
    };
    struct Target {
        std::string topic;
        std::vector<Partition> partitions;
    };
    /// A commit whose marker may not be durable.
    struct Unsettled {
        WrittenTransaction written;
        PartitionLog* log = nullptr;
        std::int64_t marker = -1; ///< its offset; -1: still to be written
    };
    bool transactional() const { return m_id >= 0; }
    Result<> syncDirty();
    Result<CommitJournal::Mark> journal(const CommitRecord& record);
    void writeMarkers();
    Result<> writeMarker(Target& target, std::size_t partition);
    void forgetSettled();
    void handOver();

    TopicStore& m_topics;
    CommitJournal& m_journal;
    std::shared_ptr<UnfinishedTransactions> m_unfinished;
    std::vector<Target> m_targets;
    std::vector<Unsettled> m_unsettled;
    std::vector<WrittenTransaction> m_carried; ///< of the task's producers before this one
    std::string m_application;                 ///< of the last commit
    std::string m_task;
    bool m_durable;
    std::int64_t m_id;
    std::optional<CommitJournal::Mark> m_prepared; ///< the journal has it, and it is not finished
    std::atomic<bool> m_anyOwed{false};
    bool m_undecided = false; ///< nobody knows whether the journal has the last commit
    bool m_over = false;
};

} // namespace weir
