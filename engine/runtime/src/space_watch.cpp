// SPDX-License-Identifier: Apache-2.0
#include "space_watch.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr auto betweenLooks = std::chrono::seconds(1);
constexpr std::int64_t mebibyte = 1LL << 20;
constexpr std::int64_t lowMost = 256 * mebibyte;
constexpr std::int64_t lowLeast = 8 * mebibyte;
constexpr std::int64_t lowPart = 50; // of the disk: 2 %
constexpr std::int64_t ballastMost = 16 * mebibyte;
constexpr std::int64_t smallDisk = 1024 * mebibyte;
constexpr std::int64_t ballastPart = 64;

} // namespace

SpaceLimits SpaceLimits::of(std::int64_t diskBytes) {
    SpaceLimits out;
    out.low = std::max(lowLeast, std::min(lowMost, diskBytes / lowPart));
    out.full = out.low / 4;
    out.enough = out.low + out.low / 4;
    out.ballast = diskBytes < smallDisk ? diskBytes / ballastPart : ballastMost;
    return out;
}

SpaceWatch::SpaceWatch(const Path& folder, FileSystem& files, JobTable& jobs, StalledJobs& stalled)
    : m_folder(folder), m_files(files), m_jobs(jobs), m_stalled(stalled), m_ballast(folder, files) {}

void SpaceWatch::start() {
    m_looking.emplace([this](Background& thread) {
        while (thread.rest(betweenLooks)) look();
    });
}

void SpaceWatch::stop() { m_looking.reset(); }

SpaceWatch::Seen SpaceWatch::seen() const {
    const std::lock_guard lock(m_mutex);
    return m_seen;
}

void SpaceWatch::measure() {
    m_someStalled = m_stalled.look();
    const auto space = m_files.space(m_folder);
    if (!space || space->total <= 0) return; // a file system that says nothing about it: what fails is noticed by its error
    Seen now{.free = space->free, .limits = SpaceLimits::of(space->total), .low = seen().low};
    now.low = now.free < (now.low ? now.limits.enough : now.limits.low);
    {
        const std::lock_guard lock(m_mutex);
        m_seen = now;
    }
    if (now.free < now.limits.full || m_someStalled) (void)m_ballast.release();
    if (now.low) {
        m_jobs.holdAll(fmt::format("only {} MB are free on the disk of {}: the job waits until there are {} MB; free some space, it goes on by itself", now.free / mebibyte, m_folder.string(),
                                   now.limits.enough / mebibyte));
        m_stalled.excuse();
    } else {
        m_jobs.letGoOn();
    }
}

void SpaceWatch::look() {
    const std::lock_guard looking(m_lookMutex);
    measure();
    const auto now = seen();
    if (now.low) return;
    m_stalled.startAgain();
    // Without a ballast there is only less to give up.
    const auto missing = now.limits.ballast - m_ballast.bytes();
    if (!m_someStalled && now.limits.ballast > 0 && missing > 0 && now.free - missing >= now.limits.enough) (void)m_ballast.make(now.limits.ballast);
}

std::optional<Error> SpaceWatch::refusal() const {
    const auto now = seen();
    if (!now.low) return std::nullopt;
    return Error{Errc::NoSpace,
                 fmt::format("the disk of {} is nearly full: nothing is written to topics until {} MB are free there; free some space, and try again", m_folder.string(),
                             now.limits.enough / mebibyte),
                 {}};
}

std::string SpaceWatch::stalledText() const {
    const auto now = seen();
    if (!now.low) return "no space was left on the disk: the job tries by itself to go on from its last commit; free some space there";
    return fmt::format("the disk of {} was full, {} MB are free now: the job goes on from its last commit when there are {} MB; free some space, it goes on by itself", m_folder.string(),
                       now.free / mebibyte, now.limits.enough / mebibyte);
}

void SpaceWatch::releaseIfFull(const Path& folder, FileSystem& files) {
    const auto space = files.space(folder);
    if (space && space->total > 0 && space->free < SpaceLimits::of(space->total).full) (void)Ballast(folder, files).release();
}

} // namespace weir
