// SPDX-License-Identifier: Apache-2.0
#include "stalled_jobs.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::int64_t delayLeast = 1'000'000'000;
constexpr std::int64_t delayMost = 60 * delayLeast;

bool hasCommitted(const JobSnapshot& snapshot) {
    return std::any_of(snapshot.tasks.begin(), snapshot.tasks.end(), [](const TaskFigures& task) { return task.commits > 0; });
}

} // namespace

void StalledJobs::Line::wait(std::int64_t now) {
    waiting = true;
    dueNanos = now + delayNanos;
    delayNanos = std::clamp(2 * delayNanos, delayLeast, delayMost);
}

bool StalledJobs::stalled(const Job& job, const JobSnapshot& snapshot) {
    return snapshot.state == JobState::Failed && snapshot.error && snapshot.error->code == Errc::NoSpace && !job.stopAsked();
}

bool StalledJobs::look() {
    const auto now = m_clock.monotonicNanos();
    for (const auto& id : m_jobs.ids()) {
        const auto job = m_jobs.peek(id);
        if (!job) continue;
        const auto snapshot = job->snapshot();
        const std::lock_guard lock(m_mutex);
        if (!stalled(*job, *snapshot)) {
            if (const auto found = m_lines.find(id); found != m_lines.end()) {
                found->second.waiting = false;
                found->second.gaveUp.reset();
                if (hasCommitted(*snapshot) || JobTable::ended(snapshot->state)) m_lines.erase(found);
            }
            continue;
        }
        auto& line = m_lines[id];
        line.last = snapshot;
        line.paused = job->pausedByPerson();
        if (line.waiting) continue;
        if (hasCommitted(*snapshot)) line.delayNanos = 0;
        line.wait(now);
    }
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_lines.begin(), m_lines.end(), [](const auto& line) { return line.second.waiting; });
}

void StalledJobs::excuse() {
    const std::lock_guard lock(m_mutex);
    for (auto& [id, line] : m_lines) line.dueNanos = line.delayNanos = 0;
}

void StalledJobs::startAgain() {
    const auto now = m_clock.monotonicNanos();
    for (const auto& id : ids()) {
        bool paused = false;
        {
            const std::lock_guard lock(m_mutex);
            const auto found = m_lines.find(id);
            if (found == m_lines.end() || !found->second.waiting || found->second.dueNanos > now) continue;
            paused = found->second.paused;
        }
        const auto started = m_start(id, paused);
        bool wanted = true;
        {
            const std::lock_guard lock(m_mutex);
            const auto found = m_lines.find(id);
            wanted = found != m_lines.end();
            if (wanted && !started) {
                const auto& error = started.error();
                if (error.code == Errc::NoSpace) {
                    found->second.wait(now);
                } else if (error.code == Errc::NotFound) { // a replay that was dropped
                    m_lines.erase(found);
                } else {
                    found->second.waiting = false; // somebody else starts it just now
                    if (error.code != Errc::InUse) found->second.gaveUp = error;
                }
            } else if (wanted) {
                found->second.waiting = false;
            }
        }
        if (started && !wanted) // it was stopped just now
            if (const auto job = m_jobs.peek(id)) job->stop();
    }
}

void StalledJobs::add(const std::string& id, std::shared_ptr<const JobSnapshot> last, const Error& why) {
    auto shown = last ? std::make_shared<JobSnapshot>(*last) : std::make_shared<JobSnapshot>();
    shown->applicationId = id;
    shown->error = why;
    const std::lock_guard lock(m_mutex);
    auto& line = m_lines[id];
    line.last = std::move(shown);
    line.wait(m_clock.monotonicNanos());
}

bool StalledJobs::forget(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    return m_lines.erase(id) > 0;
}

bool StalledJobs::pause(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_lines.find(id);
    if (found == m_lines.end()) return false;
    found->second.paused = true;
    return true;
}

std::vector<std::string> StalledJobs::ids() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> out;
    for (const auto& [id, line] : m_lines)
        if (line.waiting || line.gaveUp) out.push_back(id);
    return out;
}

bool StalledJobs::holds(const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_lines.find(id);
    return found != m_lines.end() && (found->second.waiting || found->second.gaveUp);
}

std::shared_ptr<const JobSnapshot> StalledJobs::shown(const std::string& id, const Job* job, std::shared_ptr<const JobSnapshot> now, const std::string& waits) const {
    if (now && !stalled(*job, *now)) return now;
    const std::lock_guard lock(m_mutex);
    const auto found = m_lines.find(id);
    const auto* line = found != m_lines.end() ? &found->second : nullptr;
    if (!now && (line == nullptr || !line->last || !(line->waiting || line->gaveUp))) return nullptr;
    auto out = std::make_shared<JobSnapshot>(now ? *now : *line->last);
    if (!now && line->gaveUp) {
        out->state = JobState::Failed;
        out->error = line->gaveUp;
        return out;
    }
    const bool paused = job != nullptr ? job->pausedByPerson() : line->paused;
    out->state = paused ? JobState::Paused : JobState::Waiting;
    out->waits = waits;
    return out;
}

} // namespace weir
