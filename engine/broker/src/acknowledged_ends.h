// SPDX-License-Identifier: Apache-2.0
// AcknowledgedEnds: up to where somebody was told that a partition's records are there. It stands in the commit journal, so that what is lost from
// a partition's end later is noticed as damage and not taken for a torn write (reliability.md D2, D4).
// Threads  thread-safe.
#pragma once

#include "weir/log/commit_journal.h"
#include "weir/log/topic_store.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace weir {

class AcknowledgedEnds {
public:
    /// What is known of topics that are gone is forgotten.
    AcknowledgedEnds(const TopicStore& topics, CommitJournal& journal);
    /// One past the last offset; 0: nothing is known.
    std::int64_t of(const std::string& topic, std::int32_t partition) const;
    /// Of all open partitions that grew since.
    Result<> note(const TopicStore& topics);
    /// The topic is gone: a new one of its name is another one.
    Result<> forget(const std::string& topic);

private:
    CommitJournal& m_journal;
    mutable std::mutex m_mutex;
    std::map<std::string, std::int64_t> m_ends; ///< by partition
};

} // namespace weir
