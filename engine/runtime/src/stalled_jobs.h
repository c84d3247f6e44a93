// SPDX-License-Identifier: Apache-2.0
// StalledJobs: the jobs that failed because no space was left on the disk. They are started again, from their last commits, when there
// is room; until then nobody takes them for ended.
// Shape    a job that fails again without a commit of its own in between is tried less and less often: a quota, or another disk than the
//          one that is watched. Between the end of the old job and the start of the new one the table has neither: the line here stands
//          for it.
// Threads  thread-safe; look() and startAgain() from one thread at a time.
#pragma once

#include "job_table.h"

#include "weir/core/time.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace weir {

class StalledJobs {
public:
    /// From its last commit; `paused`: it comes up paused.
    using Start = std::function<Result<>(const std::string& id, bool paused)>;
    /// `jobs` and `clock` must outlive this.
    StalledJobs(JobTable& jobs, const Clock& clock, Start start) : m_jobs(jobs), m_clock(clock), m_start(std::move(start)) {}

    /// Who has failed, and who is well again. True: somebody waits.
    bool look();
    /// There is no room: who waits is not to blame for it.
    void excuse();
    /// There is room: who is due is started again.
    void startAgain();
    /// One that could not even be started. `last`: what it showed before; may be null.
    void add(const std::string& id, std::shared_ptr<const JobSnapshot> last, const Error& why);
    /// A person has stopped it. False: it does not wait.
    bool forget(const std::string& id);
    /// False: it does not wait.
    bool pause(const std::string& id);

    /// Waiting jobs, also those that are in no table now.
    std::vector<std::string> ids() const;
    bool holds(const std::string& id) const;
    /// A job's snapshot as it is shown: one that failed for want of space waits. `job` and `now` are null if the table has none.
    std::shared_ptr<const JobSnapshot> shown(const std::string& id, const Job* job, std::shared_ptr<const JobSnapshot> now, const std::string& waits) const;

private:
    struct Line {
        std::shared_ptr<const JobSnapshot> last;
        bool waiting = false;
        bool paused = false;
        std::optional<Error> gaveUp; ///< why it could not be started again
        std::int64_t dueNanos = 0;
        std::int64_t delayNanos = 0;
        void wait(std::int64_t now);
    };
    static bool stalled(const Job& job, const JobSnapshot& snapshot);

    JobTable& m_jobs;
    const Clock& m_clock;
    const Start m_start;
    mutable std::mutex m_mutex;
    std::map<std::string, Line> m_lines;
};

} // namespace weir
