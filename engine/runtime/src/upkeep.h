// SPDX-License-Identifier: Apache-2.0
// Upkeep: what a data folder needs while it is owned: retention, compaction and scrubs, in the background and at a bounded rate; and a note
// of how far its partitions are durable, every second.
// Threads  three of its own; the destructor ends them at the next place where the log is whole.
#pragma once

#include "background.h"
#include "scrub.h"

#include "weir/broker/embedded_broker.h"
#include "weir/log/topic_store.h"

#include <mutex>
#include <optional>
#include <vector>

namespace weir {

class Upkeep {
public:
    /// All must outlive this.
    Upkeep(TopicStore& topics, CommitJournal& journal, EmbeddedBroker& broker, const Clock& clock);
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;
    /// What went wrong last, if it is not over, and what the last scrub found.
    std::vector<Error> problems() const;

private:
    void keep(Background& thread);
    void scrub(Background& thread);
    void note(Background& thread);

    TopicStore& m_topics;
    EmbeddedBroker& m_broker;
    Scrub m_scrub;
    mutable std::mutex m_mutex;
    std::optional<Error> m_problem;
    Background m_keeping;
    Background m_scrubbing;
    Background m_noting;
};

} // namespace weir
