// SPDX-License-Identifier: Apache-2.0
// Scrub: reads every byte of all topics once a week, so that damage is known while there still is a backup (reliability.md D4). When the last pass ended
// stands in the journal's notes; a pass that was cut off begins anew.
// Threads  one at a time runs it; damage() from any.
#pragma once

#include "weir/core/time.h"
#include "weir/log/commit_journal.h"
#include "weir/log/topic_store.h"

#include <functional>
#include <mutex>
#include <vector>

namespace weir {

class Scrub {
public:
    /// All must outlive this. A folder that was never scrubbed is due a week from now.
    Scrub(TopicStore& topics, CommitJournal& journal, const Clock& clock);
    bool due() const;
    /// `goOn` after each piece that was read; false: stop.
    Result<> pass(const std::function<bool(std::int64_t bytes)>& goOn);
    /// What the last pass found so far: of each topic the first.
    std::vector<Error> damage() const;

private:
    Result<> noteNow();

    TopicStore& m_topics;
    CommitJournal& m_journal;
    const Clock& m_clock;
    mutable std::mutex m_mutex;
    std::vector<Error> m_damage;
};

} // namespace weir
