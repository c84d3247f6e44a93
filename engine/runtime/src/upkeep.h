// SPDX-License-Identifier: Apache-2.0
// Upkeep: what a data folder needs while it is owned: retention and compaction, in the background and at a bounded rate.
// Threads  one of its own; the destructor ends it at the next place where the log is whole.
#pragma once

#include "weir/log/topic_store.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace weir {

class Upkeep {
public:
    /// `topics` must outlive this.
    explicit Upkeep(TopicStore& topics);
    ~Upkeep();
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;
    /// What went wrong last; nullopt: nothing, or it is over.
    std::optional<Error> problem() const;

private:
    void run();
    bool rest(std::chrono::nanoseconds time);

    TopicStore& m_topics;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ending = false;
    std::optional<Error> m_problem;
    std::thread m_thread;
};

} // namespace weir
