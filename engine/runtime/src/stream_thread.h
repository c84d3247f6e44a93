// SPDX-License-Identifier: Apache-2.0
// StreamThread: runs the tasks it owns: a slice of records each in turn, commits when their interval is over, sleeps when there
// is nothing to do. Tasks are started one after another beside that, since a restore may last; those that are started run.
// Threads  two std::jthreads of its own, the starter handing a task over once it is started; control calls come from the job's.
#pragma once

#include "job_pause.h"

#include "weir/runtime/task.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace weir {

/// Wakes sleeping threads when records may have arrived.
class Arrivals {
public:
    void announce() {
        m_count.fetch_add(1); // in one order with m_sleeping: else a sleeper could miss it
        if (m_sleeping.load() > 0) {
            const std::lock_guard lock(m_mutex);
            m_wake.notify_all();
        }
    }
    std::uint64_t count() const { return m_count.load(); }
    /// Until the count differs from `seen`, or the time is over.
    void wait(std::uint64_t seen, std::chrono::microseconds most);

private:
    std::atomic<std::uint64_t> m_count{0};
    std::atomic<int> m_sleeping{0};
    std::mutex m_mutex;
    std::condition_variable m_wake;
};

class StreamThread {
public:
    StreamThread(std::vector<Task*> tasks, std::int32_t index, const TaskEnvironment& environment, Arrivals& arrivals, const JobPause& pause);
    ~StreamThread();
    void start();
    /// Commit, close, end. Returns at once; join() waits.
    void requestStop();
    void join();
    bool ended() const { return m_ended.load(std::memory_order_acquire); }
    /// Every task's batch run is at its end and committed.
    bool finished() const { return m_finished.load(std::memory_order_acquire); }
    /// All its tasks are started, committed, and stand still until the pause changes again.
    bool rests() const { return m_rests.load(std::memory_order_acquire) == m_pause.version(); }
    bool running() const { return m_running.load(std::memory_order_acquire); }

private:
    void run(const std::stop_token& stop);
    void startTasks(const std::stop_token& stop);
    bool started(std::size_t task) const { return m_startedTasks[task].load(std::memory_order_acquire); }
    bool round(std::int64_t now);
    void commitDue();

    std::vector<Task*> m_tasks;
    std::vector<std::int64_t> m_lastCommit;
    std::vector<std::int64_t> m_lastSent; ///< between held-back commits
    std::vector<Task*> m_due; ///< tasks of a sub-topology that commit together
    std::vector<std::atomic<bool>> m_startedTasks; ///< the starter's until it is true
    std::int32_t m_index;
    const TaskEnvironment& m_env;
    Arrivals& m_arrivals;
    const JobPause& m_pause;
    std::atomic<std::uint64_t> m_rests{0}; ///< the change of the pause since which every task is committed and nothing moves
    std::atomic<bool> m_running{false};
    std::atomic<bool> m_ended{false};
    std::atomic<bool> m_finished{false};
    std::jthread m_starter;
    std::jthread m_thread;
};

} // namespace weir
