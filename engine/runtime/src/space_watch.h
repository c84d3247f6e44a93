// SPDX-License-Identifier: Apache-2.0
// SpaceWatch: looks at the free space of a data folder's disk (reliability.md D10). Where it gets low every job is held and produce()
// refused, where it is nearly gone the ballast goes too; when there is room again the ballast is made anew and all go on by themselves.
// Shape    the jobs are held by their table, what failed for want of space is of StalledJobs; here are the figures.
// Threads  thread-safe. start() makes a thread that looks once a second; stop() ends it.
#pragma once

#include "background.h"
#include "ballast.h"
#include "job_table.h"
#include "stalled_jobs.h"

#include "weir/core/file_system.h"

#include <mutex>
#include <optional>
#include <string>

namespace weir {

/// What counts as little, by the size of the disk; in bytes.
struct SpaceLimits {
    std::int64_t low = 0;     ///< below it nothing is taken in
    std::int64_t full = 0;    ///< below it the ballast goes
    std::int64_t enough = 0;  ///< from it on all go on
    std::int64_t ballast = 0;
    static SpaceLimits of(std::int64_t diskBytes);
};

class SpaceWatch {
public:
    /// All references must outlive this.
    SpaceWatch(const Path& folder, FileSystem& files, JobTable& jobs, StalledJobs& stalled);
    SpaceWatch(const SpaceWatch&) = delete;
    SpaceWatch& operator=(const SpaceWatch&) = delete;

    void start();
    void stop();
    /// How much is free, and what follows from it at once.
    void measure();
    /// And what takes longer: jobs are started again, the ballast is made.
    void look();
    /// Why nothing may be written to a topic now, in words that stay the same meanwhile; nullopt: it may.
    std::optional<Error> refusal() const;
    /// What a job that failed for want of space waits for.
    std::string stalledText() const;

    /// Before a folder is opened, which needs some space too.
    static void releaseIfFull(const Path& folder, FileSystem& files);

private:
    struct Seen {
        std::int64_t free = 0;
        SpaceLimits limits;
        bool low = false;
    };
    Seen seen() const;

    const Path m_folder;
    FileSystem& m_files;
    JobTable& m_jobs;
    StalledJobs& m_stalled;
    Ballast m_ballast;
    std::mutex m_lookMutex; ///< one look at a time
    bool m_someStalled = false;
    mutable std::mutex m_mutex; ///< of what was seen
    Seen m_seen;
    std::optional<Background> m_looking;
};

} // namespace weir
