// SPDX-License-Identifier: Apache-2.0
#include "job_table.h"

#include <thread>
#include <utility>

namespace weir {
namespace {

// Its stores must be closed before another opens them; a look into the old one, begun before, may last a moment longer, and who looks
// may be the one that ends it: that nobody holds it any more is not enough.
void end(std::shared_ptr<Job> job) {
    if (!job) return;
    job->stop();
    const auto gone = job->gone();
    job.reset();
    while (!gone->load(std::memory_order_acquire)) std::this_thread::yield();
}

} // namespace

Result<std::shared_ptr<Job>> JobTable::find(const std::string& id) const {
    auto job = peek(id);
    if (!job) return fail(Errc::NotFound, "no job with the application id \"" + id + "\" runs here");
    return job;
}

std::shared_ptr<Job> JobTable::peek(const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_jobs.find(id);
    return found != m_jobs.end() ? found->second : nullptr;
}

std::vector<std::string> JobTable::ids() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> out;
    for (const auto& [id, job] : m_jobs) out.push_back(id);
    return out;
}

Result<> JobTable::reserve(const std::string& id, const std::string& file) {
    std::shared_ptr<Job> old;
    {
        const std::lock_guard lock(m_mutex);
        if (m_reserved.contains(id)) return fail(Errc::InUse, "the application \"" + id + "\" is just being started or changed", {.file = file});
        if (const auto running = m_jobs.find(id); running != m_jobs.end()) {
            if (!ended(running->second->snapshot()->state))
                return fail(Errc::InUse, "a job with the application id \"" + id + "\" runs already; stop it first, or give this one another id", {.file = file});
            old = running->second;
            m_jobs.erase(running);
        }
        m_reserved.insert(id);
    }
    end(std::move(old));
    return {};
}

void JobTable::free(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    m_reserved.erase(id);
}

Result<> JobTable::whileFree(const std::string& id, const std::string& file, const std::function<Result<>()>& work) {
    WEIR_CHECK(reserve(id, file));
    auto done = work();
    free(id);
    return done;
}

Result<> JobTable::start(const std::string& id, const std::string& file, const std::function<Result<std::shared_ptr<Job>>()>& make) {
    return whileFree(id, file, [&]() -> Result<> {
        WEIR_TRY(auto job, make());
        {
            const std::lock_guard lock(m_mutex);
            holdOrNot(*job);
        }
        WEIR_CHECK(job->start());
        const std::lock_guard lock(m_mutex);
        holdOrNot(*job); // it may have changed while the job was in no table
        m_jobs[id] = std::move(job);
        return {};
    });
}

void JobTable::holdOrNot(Job& job) const {
    if (m_held) job.waitForSpace(*m_held);
    else job.goOn();
}

void JobTable::holdAll(const std::string& why) {
    const std::lock_guard lock(m_mutex);
    m_held = why;
    for (const auto& [id, job] : m_jobs) job->waitForSpace(why);
}

void JobTable::letGoOn() {
    const std::lock_guard lock(m_mutex);
    if (!m_held) return;
    m_held.reset();
    for (const auto& [id, job] : m_jobs) job->goOn();
}

void JobTable::remove(const std::string& id) {
    std::shared_ptr<Job> job;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_jobs.find(id);
        if (found == m_jobs.end()) return;
        job = found->second;
        m_jobs.erase(found);
    }
    end(std::move(job));
}

void JobTable::stopAll() {
    for (const auto& id : ids())
        if (const auto job = peek(id)) job->stop();
}

} // namespace weir
