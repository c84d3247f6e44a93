// SPDX-License-Identifier: Apache-2.0
// Replays: second runs of applications beside the first, their comparison, and how they take over (docs/adr/0009).
// Shape    one replay an application. What the journal knows of it is its ReplayNote; what runs is an ordinary job of the JobTable,
//          under the replay's id.
// Threads  thread-safe; a switch has a thread of its own.
#pragma once

#include "applications.h"
#include "job_table.h"
#include "replay_note.h"

#include "weir/runtime/run_control.h"

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace weir {

class Replays {
public:
    Replays(Applications& applications, JobTable& jobs, Broker& broker, const Clock& clock) : m_applications(applications), m_jobs(jobs), m_broker(broker), m_clock(clock) {}
    ~Replays();

    /// `plan`: of the request's topology, under its own names.
    Result<std::string> start(const ReplayRequest& request, const std::shared_ptr<const Plan>& plan, const Settings& settings);
    Result<std::vector<ReplayInfo>> list();
    Result<ReplayDiff> diff(const std::string& application, std::size_t examplesMax);
    Result<> beginSwitch(const std::string& application);
    /// One that failed, from its last commit. NotFound: it was dropped.
    Result<> startAgain(const std::string& id, const std::shared_ptr<const Plan>& plan, const Settings& settings, bool paused);
    Result<> drop(const std::string& application);
    /// Of an application whose replay is taking over: what to show while neither job runs; else null.
    std::shared_ptr<const JobSnapshot> between(const std::string& application);
    std::vector<std::string> switching();

private:
    /// What is in this process of a replay.
    struct Running {
        std::shared_ptr<const Plan> plan; ///< under its own names
        Settings settings;
        std::int64_t sampledNanos = -1; ///< for the rate
        std::int64_t sampledPosition = 0;
        double rate = 0;
        bool switching = false;
        std::weak_ptr<const ReplayNote> comparing; ///< while somebody does
        std::shared_ptr<const JobSnapshot> between; ///< while it takes over from a job that ran
        std::optional<Error> failed; ///< of a switch
        std::jthread thread;
    };
    Result<ReplayNote> noteOf(const std::string& application) const;
    Result<ReplayNote> newNote(const ReplayRequest& request, const std::string& application, const Plan& plan) const;
    Result<> makeShadows(const ReplayNote& note);
    Result<std::shared_ptr<Job>> makeJob(const ReplayNote& note, const std::shared_ptr<const Plan>& plan, const Settings& settings);
    Result<> remove(const ReplayNote& note);
    ReplayInfo describe(const ReplayNote& note);
    Result<> takeOver(const std::string& application, const std::stop_token& stop);
    Result<> cutForSwitch(const ReplayNote& note, const std::stop_token& stop, RunLimits::Limits& at);
    Result<RunLimits::Limits> stoppedAt(const std::string& application) const;
    Result<> checkStands(const std::string& stateName, const RunLimits::Limits& at) const;
    JournalChange switchChange(const ReplayNote& note, const std::string& old, const Plan& oldPlan) const;

    Applications& m_applications;
    JobTable& m_jobs;
    Broker& m_broker;
    const Clock& m_clock;
    std::mutex m_mutex; ///< of what follows
    std::map<std::string, Running> m_running; ///< by application
};

} // namespace weir
