// SPDX-License-Identifier: Apache-2.0
// UnfinishedTransactions: what is decided but does not stand in its partition yet. After a crash: which transactions the journal
// says are committed. Later: markers that could not be written, and commits whose markers may not be durable, of producers that are gone.
// Threads  thread-safe.
#pragma once

#include "weir/log/commit_journal.h"
#include "weir/log/topic_store.h"

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace weir {

class UnfinishedTransactions {
public:
    explicit UnfinishedTransactions(const CommitJournal& journal);

    /// End what a crash left open in a partition that was just opened.
    void decide(PartitionLog& log, const std::string& topic, std::int32_t partition);
    /// Open, decide and sync every partition that the journal names: the next commit of a task takes its record's place.
    void decideNamed(TopicStore& topics);

    struct Owed {
        std::string topic;
        std::int32_t partition = 0;
        std::int64_t producerId = -1;
        TransactionEnd end = TransactionEnd::Abort;
    };
    void owe(Owed marker);
    /// Write the markers that are owed, as far as it goes.
    void tend(TopicStore& topics);

    /// The task's next commit says these again, until that one's producer knows better.
    void carry(const std::string& application, const std::string& task, WrittenTransaction written);
    /// The topic is gone: what is known of it says nothing about a new one of its name.
    void forget(const std::string& topic);
    std::vector<WrittenTransaction> takeCarried(const std::string& application, const std::string& task);

private:
    using Task = std::pair<std::string, std::string>;
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> m_committed; ///< (producer id, partition) → last offset, as found
    std::vector<std::pair<Task, WrittenTransaction>> m_named;                ///< the same, by task
    std::atomic<bool> m_any{false};                                           ///< m_owed or m_carried
    std::mutex m_mutex;
    std::vector<Owed> m_owed;
    std::map<Task, std::vector<WrittenTransaction>> m_carried;
};

} // namespace weir
