// SPDX-License-Identifier: Apache-2.0
#include "batch_schedule.h"

namespace weir {
namespace {
constexpr std::chrono::milliseconds lookEvery{20};
}

BatchSchedule::~BatchSchedule() {
    if (!m_thread.joinable()) return;
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

void BatchSchedule::add(const std::string& application, const StartRequest& request) {
    const std::lock_guard lock(m_mutex);
    const auto every = request.everyMs * 1'000'000;
    m_lines[application] = {request, every, m_clock.monotonicNanos() + every, nullptr, std::nullopt};
    if (m_thread.joinable()) return;
    m_thread = std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            tick();
            std::unique_lock wait(m_mutex);
            m_wake.wait_for(wait, stop, lookEvery, [] { return false; });
        }
    });
}

void BatchSchedule::remove(const std::string& application) {
    const std::lock_guard lock(m_mutex);
    m_lines.erase(application);
}

bool BatchSchedule::holds(const std::string& application) const {
    const std::lock_guard lock(m_mutex);
    return m_lines.contains(application);
}

std::shared_ptr<const JobSnapshot> BatchSchedule::shown(const std::string& application, std::shared_ptr<const JobSnapshot> now) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_lines.find(application);
    if (found == m_lines.end()) return now;
    if (!now) now = found->second.last;
    if (!now || now->state != JobState::Done) return now;
    auto out = std::make_shared<JobSnapshot>(*now);
    if (found->second.failed) {
        out->state = JobState::Failed;
        out->error = found->second.failed;
    } else {
        out->nextRunMs = m_clock.wallMs() + (found->second.dueNanos - m_clock.monotonicNanos()) / 1'000'000;
    }
    return out;
}

void BatchSchedule::tick() {
    std::map<std::string, Line> lines;
    {
        const std::lock_guard lock(m_mutex);
        lines = m_lines;
    }
    for (const auto& [application, line] : lines) {
        const auto snapshot = m_look(application);
        if (!snapshot || line.failed) continue;
        if (snapshot->state == JobState::Failed || snapshot->state == JobState::Stopped) {
            remove(application);
            continue;
        }
        const auto now = m_clock.monotonicNanos();
        if (now < line.dueNanos) continue;
        const auto due = line.dueNanos + ((now - line.dueNanos) / line.everyNanos + 1) * line.everyNanos;
        const bool free = snapshot->state == JobState::Done;
        {
            const std::lock_guard lock(m_mutex);
            const auto found = m_lines.find(application);
            if (found == m_lines.end()) continue;
            found->second.dueNanos = due;
            found->second.last = snapshot;
        }
        if (!free) continue;
        const auto started = m_start(line.request);
        if (started) continue;
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_lines.find(application); found != m_lines.end()) found->second.failed = started.error();
    }
}

} // namespace weir
