// SPDX-License-Identifier: Apache-2.0
// JobTable: the jobs of an engine by their ids. An id is free while no job of that id is at work; whoever works on what a stopped
// application left (its offsets, its topics) holds its place meanwhile.
// Threads  thread-safe.
#pragma once

#include "job.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace weir {

class JobTable {
public:
    Result<std::shared_ptr<Job>> find(const std::string& id) const;
    /// Null: no such job.
    std::shared_ptr<Job> peek(const std::string& id) const;
    std::vector<std::string> ids() const;
    /// `work` runs while nobody can start a job of this id; InUse if one is at work. A job that has ended leaves the table first.
    Result<> whileFree(const std::string& id, const std::string& file, const std::function<Result<>()>& work);
    /// Likewise; what `make` gives is started and stands in the table.
    Result<> start(const std::string& id, const std::string& file, const std::function<Result<std::shared_ptr<Job>>()>& make);
    /// Stops it and takes it out, once nobody looks at it any more.
    void remove(const std::string& id);
    void stopAll();
    /// Every job takes nothing in, and those neither that are started from now on, until letGoOn(). Once more: another `why`.
    void holdAll(const std::string& why);
    void letGoOn();

    static bool ended(JobState state) { return state == JobState::Stopped || state == JobState::Done || state == JobState::Failed; }

private:
    Result<> reserve(const std::string& id, const std::string& file);
    void free(const std::string& id);
    void holdOrNot(Job& job) const;

    mutable std::mutex m_mutex;
    std::optional<std::string> m_held; ///< why all are held
    std::map<std::string, std::shared_ptr<Job>> m_jobs;
    std::set<std::string> m_reserved;
};

} // namespace weir
