// SPDX-License-Identifier: Apache-2.0
#include "stream_thread.h"

#include <algorithm>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace weir {
namespace {

constexpr std::chrono::microseconds pausedNap{20'000};
constexpr std::chrono::microseconds globalsNap{1'000};
constexpr std::chrono::microseconds shortNap{1'000}; // max_task_idle and linger count in milliseconds
constexpr int engineNice = 5; // the window's thread goes first (performance.md)

} // namespace

void Arrivals::wait(std::uint64_t seen, std::chrono::microseconds most) {
    std::unique_lock lock(m_mutex);
    m_sleeping.fetch_add(1);
    m_wake.wait_for(lock, most, [&] { return count() != seen; });
    m_sleeping.fetch_sub(1);
}

StreamThread::StreamThread(std::vector<Task*> tasks, std::int32_t index, const TaskEnvironment& environment, Arrivals& arrivals, const JobPause& pause)
    : m_tasks(std::move(tasks)), m_lastCommit(m_tasks.size(), 0), m_lastSent(m_tasks.size(), 0), m_startedTasks(m_tasks.size()), m_index(index), m_env(environment), m_arrivals(arrivals), m_pause(pause) {}

StreamThread::~StreamThread() {
    requestStop();
    join();
}

void StreamThread::start() {
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}
void StreamThread::requestStop() {
    if (m_thread.joinable()) m_thread.request_stop();
    m_arrivals.announce();
}
void StreamThread::join() {
    if (m_thread.joinable()) m_thread.join();
}

// Global tables first: joins begin with whole ones. A failure is the task's, and the thread looks at its tasks.
void StreamThread::startTasks(const std::stop_token& stop) {
    const auto startThose = [&](bool global) {
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            auto& task = *m_tasks[i];
            if (task.global() != global) continue;
            if (stop.stop_requested()) return false;
            task.thread.store(m_index, std::memory_order_relaxed);
            const auto done = task.start([&] { return stop.stop_requested(); });
            if (!done && done.error().code == Errc::Closed) return false;
            if (!done) task.fail(done.error());
            m_lastCommit[i] = m_lastSent[i] = m_env.clock.monotonicNanos();
            m_startedTasks[i].store(true, std::memory_order_release);
            m_arrivals.announce(); // it runs, and a task that stands at its start holds nobody back any more
            if (!done) return false;
        }
        return true;
    };
    if (!startThose(true)) return;
    while (m_env.globals && !m_env.globals->loaded()) { // another thread may be filling them
        if (stop.stop_requested()) return;
        m_arrivals.wait(m_arrivals.count(), globalsNap);
    }
    if (startThose(false)) m_running.store(true, std::memory_order_release);
}

// A failure is the task's: it stops, and its error goes into the snapshot.
void StreamThread::commitDue() {
    for (auto* task : m_due) (void)task->prepareCommit();
    for (auto* task : m_due)
        if (!task->stopped) (void)task->commit();
    m_due.clear();
}

bool StreamThread::round(std::int64_t now) {
    bool busy = false;
    const auto interval = m_env.settings.commitIntervalMs * 1'000'000;
    const auto commitEvery = m_env.durable ? interval : std::max(interval, heldBackNanos);
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        if (!started(i)) continue;
        auto& task = *m_tasks[i];
        if (task.stopped) continue;
        if (!m_due.empty() && m_due.back()->subTopology() != task.subTopology()) commitDue(); // what follows reads it in this round
        const auto done = task.step(m_env.sliceRecords);
        busy = busy || done > 0;
        // At rest the database catches up too, so that a person who looks at a store sees its last row.
        const bool rests = done == 0 && task.lagging() && now - m_lastCommit[i] >= 2 * commitEvery;
        if (rests && !task.stopped) (void)task.commit(true);
        const bool due = !rests && task.pending() && (now - m_lastCommit[i] >= commitEvery || task.full() || (done == 0 && task.dueAtEnd()));
        if (due && !task.stopped) {
            m_due.push_back(&task);
            m_lastCommit[i] = m_lastSent[i] = now;
        } else if (!task.stopped && !m_env.durable && task.unsent() && now - m_lastSent[i] >= interval) {
            (void)task.sendUncommitted();
            m_lastSent[i] = now;
        } else if (!task.stopped && !m_env.transactional) {
            task.flushDue(now);
        }
    }
    commitDue();
    bool advanced = false;
    for (std::size_t i = 0; i < m_tasks.size(); ++i)
        if (started(i)) advanced = m_tasks[i]->takeAdvanced() || advanced;
    if (advanced) m_arrivals.announce(); // a task on another thread may have waited for this
    return busy;
}

void StreamThread::run(const std::stop_token& stop) {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), engineNice);
    m_starter = std::jthread([this](const std::stop_token& stopStarting) {
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), engineNice);
        startTasks(stopStarting);
    });
    std::vector<Task*> ready; // those that are started
    while (!stop.stop_requested()) {
        const auto seen = m_arrivals.count();
        const auto change = m_pause.version();
        const bool all = running();
        ready.clear();
        for (std::size_t i = 0; i < m_tasks.size(); ++i)
            if (started(i)) ready.push_back(m_tasks[i]);
        if (m_pause.paused()) {
            for (auto* task : ready) {
                if (task->stopped) continue;
                if (task->pending() || task->lagging()) (void)task->commit(true);
                task->tend();
                if (!task->stopped) task->setState(TaskState::Suspended);
            }
            if (all) m_rests.store(change, std::memory_order_release);
            m_arrivals.wait(seen, pausedNap);
            if (!m_pause.paused())
                for (auto* task : ready)
                    if (!task->stopped) task->setState(TaskState::Running);
            continue;
        }
        const bool busy = round(m_env.clock.monotonicNanos());
        if (std::any_of(ready.begin(), ready.end(), [](const Task* task) { return task->stopped; })) break;
        if (!busy) {
            const bool pending = std::any_of(ready.begin(), ready.end(), [](const Task* task) { return task->pending(); });
            m_finished.store(all && !pending && std::all_of(ready.begin(), ready.end(), [](const Task* task) { return task->finished(); }), std::memory_order_release);
            const bool idling = std::any_of(ready.begin(), ready.end(), [](const Task* task) { return task->idling(); });
            const bool lingering = std::any_of(ready.begin(), ready.end(), [](const Task* task) { return task->lingering(); });
            const auto nap = idling || lingering ? shortNap : pending ? std::chrono::microseconds(std::max<std::int64_t>(m_env.settings.commitIntervalMs * 1000 / 4, 200)) : pausedNap;
            m_arrivals.wait(seen, nap);
        } else {
            m_finished.store(false, std::memory_order_release);
        }
    }
    m_starter.request_stop();
    m_arrivals.announce();
    m_starter.join();
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        auto& task = *m_tasks[i];
        if (task.stopped) continue;
        if (started(i) && (task.pending() || task.lagging())) (void)task.commit(true);
        if (!task.stopped) task.setState(TaskState::Closed);
    }
    m_ended.store(true, std::memory_order_release);
}

} // namespace weir
