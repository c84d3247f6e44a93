// SPDX-License-Identifier: Apache-2.0
#include "cut.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

namespace weir {
namespace {

constexpr std::chrono::milliseconds nap{1};

bool comesUp(JobState state) { return state == JobState::Starting || state == JobState::Restoring; }

} // namespace

Result<> Cut::runs(Job& job) const {
    WEIR_CHECK(until(job, [&] { return !comesUp(job.snapshot()->state); }));
    const auto snapshot = job.snapshot();
    if (snapshot->state == JobState::Running) return {};
    if (snapshot->error) return fail(*snapshot->error);
    return fail(Errc::Closed, fmt::format("the job {} is {}: it must run", snapshot->applicationId, stateName(snapshot->state)));
}

Result<> Cut::until(Job& job, const std::function<bool()>& holds) const {
    while (!holds()) {
        if (m_giveUp()) return fail(Errc::Closed, "the two jobs did not come to one place of their input in time, or it was cancelled");
        // Somebody stopped it, or a connector failed: it will never be there.
        const auto now = job.snapshot();
        if (now->error) return fail(*now->error);
        if (job.stopAsked()) return fail(Errc::Closed, fmt::format("the job {} was stopped meanwhile", now->applicationId));
        std::this_thread::sleep_for(nap);
    }
    return {};
}

// Twice in a row at the same places: what a task committed last may still be on its way into a repartition topic.
Result<> Cut::rests(Job& job, const RunLimits::Limits& at) const {
    std::optional<std::int64_t> before;
    return until(job, [&] {
        const auto now = job.restingAt(at);
        const bool still = now && now == before;
        before = now;
        return still;
    });
}

Result<RunLimits::Limits> Cut::holdBoth(Job& live, Job& replay, const std::function<Result<>()>& liveIsThere) {
    live.hold({});
    WEIR_CHECK(until(live, [&] { return live.held(); }));
    auto at = live.positions();
    for (const auto& [name, end] : replay.ends()) at.emplace(name, end); // what only the replay reads
    replay.hold(at);
    WEIR_CHECK(until(replay, [&] { return replay.held(); }));
    for (const auto& [name, position] : replay.positions()) at[name] = std::max(at[name], position);
    live.hold(at);
    replay.hold(at);
    WEIR_CHECK(rests(live, at));
    WEIR_CHECK(liveIsThere());
    WEIR_CHECK(rests(replay, at));
    return at;
}

Result<RunLimits::Limits> Cut::make(Job& live, Job& replay, const std::function<Result<>()>& liveIsThere) {
    WEIR_CHECK(runs(live));
    WEIR_CHECK(runs(replay));
    auto at = holdBoth(live, replay, liveIsThere);
    if (!at) {
        live.release();
        replay.release();
    }
    return at;
}

Result<> Cut::makeAt(Job& replay, const RunLimits::Limits& stopped) {
    WEIR_CHECK(runs(replay));
    auto at = stopped;
    for (const auto& [name, end] : replay.ends()) at.emplace(name, end);
    replay.hold(at);
    auto done = until(replay, [&] { return replay.held(); });
    for (const auto& [name, position] : replay.positions())
        if (done && position > at[name])
            done = fail(Errc::Invalid, "the application is stopped behind the place that its replay has reached; start it, and switch when it has caught up", {.topic = name.topic, .partition = name.partition, .offset = at[name]});
    if (done) done = rests(replay, at);
    if (!done) replay.release();
    return done;
}

} // namespace weir
