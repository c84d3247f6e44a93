// SPDX-License-Identifier: Apache-2.0
#include "replays.h"

#include "cut.h"
#include "log_offset.h"
#include "renamed_plan.h"
#include "replay_diff.h"

#include "weir/core/kill_point.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <set>
#include <xxhash.h>

namespace weir {
namespace {

constexpr std::size_t idBytesMax = 100;
constexpr std::int64_t rateEveryNanos = 500'000'000;
constexpr std::int64_t cutNanosMax = 60'000'000'000; ///< how long a comparison waits for the replay
constexpr std::chrono::milliseconds catchUpNap{5};

std::string hashOf(const std::string& text) { return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size())); }

std::int64_t offsetIn(const std::string& text) {
    std::int64_t offset = -1;
    std::from_chars(text.data(), text.data() + text.size(), offset);
    return offset;
}

} // namespace

Replays::~Replays() {
    std::map<std::string, Running> running;
    {
        const std::lock_guard lock(m_mutex);
        running.swap(m_running);
    }
    for (auto& [application, each] : running) each.thread.request_stop();
}

Result<ReplayNote> Replays::noteOf(const std::string& application) const {
    const auto text = m_applications.journal().note(replayNotePrefix + application);
    if (!text) return fail(Errc::NotFound, "there is no replay of the application \"" + application + "\"");
    return replayNoteFrom(application, *text);
}

// A number that nothing bears: neither what the application has now, nor what anybody made by hand.
Result<ReplayNote> Replays::newNote(const ReplayRequest& request, const std::string& application, const Plan& plan) const {
    ReplayNote note;
    note.application = application;
    note.from = request.from.value_or(LogPosition{});
    note.whole = note.from.kind == LogPosition::Kind::Earliest;
    note.hash = hashOf(request.topologyText);
    const auto written = writtenTopics(plan);
    for (const auto& node : plan.typed.nodes)
        if (!node.sourceTopic.empty() && std::find(written.begin(), written.end(), node.sourceTopic) != written.end())
            return fail(Errc::Unsupported, "the topology reads the topic " + node.sourceTopic + ", which it writes too: such an application can't be replayed",
                        {.file = request.file, .node = plan.typed.topology.nodes[node.index].id});
    std::set<std::string> taken;
    for (const auto& spec : m_broker.topics()) taken.insert(spec.name);
    for (int n = 1;; ++n) {
        const auto suffix = fmt::format(".replay-{}", n);
        note.id = application + suffix;
        if (note.id.size() > idBytesMax) return fail(Errc::Limit, fmt::format("the id of the replay, {}, has more than {} characters", note.id, idBytesMax), {.file = request.file});
        note.topics.clear();
        for (const auto& topic : written) note.topics[topic] = topic + suffix;
        note.internalTopics = internalTopics(*renamedPlan(plan, note.id, {}));
        const auto all = topicsOf(note);
        const bool free = m_applications.stateName(application) != note.id && m_applications.journal().all(note.id).empty() && !m_applications.cleaning(note.id) && !m_applications.files().exists(m_applications.stateFolder() / note.id) &&
                          std::none_of(all.begin(), all.end(), [&](const std::string& topic) { return taken.contains(topic); });
        if (!free) continue;
        for (const auto& topic : all) WEIR_CHECK(checkTopicName(topic));
        return note;
    }
}

// With as many partitions as what they stand for.
Result<> Replays::makeShadows(const ReplayNote& note) {
    for (const auto& [topic, shadow] : note.topics) {
        auto spec = m_broker.find(topic);
        if (!spec || m_broker.find(shadow)) continue;
        spec->name = shadow;
        WEIR_CHECK(m_broker.create(*spec));
    }
    WEIR_KILLPOINT("replay.topics-made");
    return {};
}

Result<std::shared_ptr<Job>> Replays::makeJob(const ReplayNote& note, const std::shared_ptr<const Plan>& plan, const Settings& settings) {
    WEIR_CHECK(makeShadows(note));
    WEIR_TRY(std::shared_ptr<Job> job, Job::create(renamedPlan(*plan, note.id, note.topics), settings, m_broker, m_applications.files(), m_clock, m_applications.stateFolder(),
                                                   {.id = note.id, .to = std::nullopt, .connectors = false}));
    if (m_applications.commits(note.id).empty()) {
        WEIR_TRY(auto commits, job->positionsAt(note.from));
        WEIR_CHECK(m_applications.journal().change({.forget = {}, .commits = std::move(commits), .notes = {}}));
        WEIR_KILLPOINT("replay.begun");
    }
    return job;
}

Result<std::string> Replays::start(const ReplayRequest& request, const std::shared_ptr<const Plan>& plan, const Settings& settings) {
    const auto application = request.applicationId.empty() ? plan->typed.topology.applicationId : request.applicationId;
    if (Applications::isReplayName(application)) return fail(Errc::Invalid, "\"" + application + "\" is a replay itself", {.file = request.file});
    ReplayNote note;
    const auto known = m_applications.journal().note(replayNotePrefix + application);
    if (known) {
        WEIR_TRY(note, replayNoteFrom(application, *known));
        if (note.hash != hashOf(request.topologyText))
            return fail(Errc::Exists, fmt::format("there is a replay of {} already, of another topology: switch to it or drop it first (weir replay drop {})", application, application), {.file = request.file});
    } else {
        WEIR_TRY(note, newNote(request, application, *plan));
        WEIR_CHECK(m_applications.journal().change({.forget = {}, .commits = {}, .notes = {{replayNotePrefix + application, toText(note)}}}));
        WEIR_KILLPOINT("replay.noted");
    }
    if (const auto job = m_jobs.peek(note.id); job && !JobTable::ended(job->snapshot()->state))
        return fail(Errc::InUse, fmt::format("the replay of {0} runs already: compare it (weir replay diff {0}), switch to it (weir replay switch {0}) or drop it (weir replay drop {0})", application), {.file = request.file});
    auto started = m_jobs.start(note.id, request.file, [&] { return makeJob(note, plan, settings); });
    if (!started) {
        if (!known) (void)remove(note); // what can't be removed now goes at the next open
        return fail(started.error());
    }
    const std::lock_guard lock(m_mutex);
    auto& running = m_running[application];
    running.plan = plan;
    running.settings = settings;
    running.failed.reset();
    return note.id;
}

Result<> Replays::startAgain(const std::string& id, const std::shared_ptr<const Plan>& plan, const Settings& settings, bool paused) {
    for (const auto& [name, text] : m_applications.journal().notes(replayNotePrefix)) {
        WEIR_TRY(const auto note, replayNoteFrom(name.substr(replayNotePrefix.size()), text));
        if (note.id != id) continue;
        return m_jobs.start(id, {}, [&]() -> Result<std::shared_ptr<Job>> {
            WEIR_TRY(auto job, makeJob(note, plan, settings));
            if (paused) job->pause();
            return job;
        });
    }
    return fail(Errc::NotFound, "there is no replay " + id);
}

Result<> Replays::remove(const ReplayNote& note) {
    WEIR_CHECK(m_applications.journal().change(
        {.forget = {note.id}, .commits = {}, .notes = {{replayNotePrefix + note.application, std::nullopt}, Applications::cleanupNote(note.id, topicsOf(note))}}));
    return m_applications.cleanUp(note.id);
}

Result<> Replays::drop(const std::string& application) {
    std::jthread thread;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_running.find(application); found != m_running.end()) {
            thread = std::move(found->second.thread);
            m_running.erase(found);
        }
    }
    if (thread.joinable()) {
        thread.request_stop();
        thread.join();
    }
    WEIR_TRY(const auto note, noteOf(application)); // a switch may have been over before it could be stopped
    m_jobs.remove(note.id);
    return remove(note);
}

ReplayInfo Replays::describe(const ReplayNote& note) {
    ReplayInfo out;
    out.applicationId = note.application;
    out.id = note.id;
    out.topics = note.topics;
    const auto job = m_jobs.peek(note.id);
    const auto snapshot = job ? job->snapshot() : nullptr;
    const std::lock_guard lock(m_mutex);
    auto& running = m_running[note.application];
    if (snapshot) {
        for (const auto& p : snapshot->partitions) {
            if (p.repartition) continue;
            out.position += p.position;
            out.end += p.endOffset;
        }
        const auto nanos = snapshot->monotonicNanos - running.sampledNanos;
        if (running.sampledNanos < 0 || nanos >= rateEveryNanos) {
            if (running.sampledNanos >= 0) running.rate = static_cast<double>(out.position - running.sampledPosition) * 1e9 / static_cast<double>(nanos);
            running.sampledNanos = snapshot->monotonicNanos;
            running.sampledPosition = out.position;
        }
        out.recordsPerSecond = std::max(running.rate, 0.0);
        const auto left = static_cast<double>(out.end - out.position);
        const bool up = snapshot->state == JobState::Running && !snapshot->partitions.empty();
        if (up && left <= 0) out.secondsLeft = 0;
        else if (up && out.recordsPerSecond > 0) out.secondsLeft = static_cast<std::int64_t>(left / out.recordsPerSecond);
        out.phase = out.secondsLeft == 0 ? ReplayPhase::Ready : ReplayPhase::CatchingUp; // less than a second's work is left
        if (snapshot->state == JobState::Stopped || snapshot->state == JobState::Done) out.phase = ReplayPhase::Stopped;
        if (snapshot->state == JobState::Failed) {
            out.phase = ReplayPhase::Failed;
            out.error = snapshot->error;
        }
    }
    if (running.switching) out.phase = ReplayPhase::Switching;
    if (running.failed) {
        out.phase = ReplayPhase::Failed;
        out.error = running.failed;
    }
    return out;
}

Result<std::vector<ReplayInfo>> Replays::list() {
    std::vector<ReplayInfo> out;
    for (const auto& [name, text] : m_applications.journal().notes(replayNotePrefix)) {
        WEIR_TRY(const auto note, replayNoteFrom(name.substr(replayNotePrefix.size()), text));
        out.push_back(describe(note));
    }
    const std::lock_guard lock(m_mutex);
    for (const auto& [application, running] : m_running) { // the switch has happened, but the application is not up yet, or did not come up
        const bool named = std::any_of(out.begin(), out.end(), [&, &id = application](const ReplayInfo& info) { return info.applicationId == id; });
        if (named || (!running.switching && !running.failed)) continue;
        out.push_back({.applicationId = application, .id = m_applications.stateName(application), .phase = running.switching ? ReplayPhase::Switching : ReplayPhase::Failed, .error = running.failed, .topics = {}});
    }
    return out;
}

Result<ReplayDiff> Replays::diff(const std::string& application, std::size_t examplesMax) {
    WEIR_TRY(const auto note, noteOf(application));
    WEIR_TRY(auto live, m_jobs.find(application));
    WEIR_TRY(const auto replay, m_jobs.find(note.id));
    std::shared_ptr<const Plan> plan;
    const auto mine = std::make_shared<const ReplayNote>(note); // one at a time holds the two jobs
    {
        const std::lock_guard lock(m_mutex);
        auto& running = m_running[application];
        plan = running.plan;
        if (running.switching) return fail(Errc::InUse, "the replay is just taking over");
        if (!running.comparing.expired()) return fail(Errc::InUse, "the replay of " + application + " is just being compared: try again when that is over");
        running.comparing = mine;
    }
    if (!plan) return fail(Errc::NotFound, "the replay of " + application + " does not run in this process: begin it again");
    if (const auto info = describe(note); info.phase != ReplayPhase::Ready)
        return fail(Errc::Invalid, fmt::format("the replay of {} is at record {} of {}: it can be compared when it has caught up", application, info.position, info.end));
    std::map<std::string, ComparedTopic> liveEnds;
    const auto deadline = m_clock.monotonicNanos() + cutNanosMax;
    Cut cut([&] { return m_clock.monotonicNanos() > deadline; });
    WEIR_TRY(const auto at, cut.make(*live, *replay, [&]() -> Result<> {
        for (const auto& [topic, shadow] : note.topics) { WEIR_TRY(liveEnds[topic], endsOf(m_broker, topic)); }
        live->release();
        return {};
    }));
    live.reset(); // whoever takes its place waits until nobody looks at it
    std::map<std::string, ComparedTopic> replayEnds;
    Result<> read;
    for (const auto& [topic, shadow] : note.topics) {
        auto ends = endsOf(m_broker, shadow);
        if (ends) replayEnds[topic] = std::move(*ends);
        else read = fail(ends.error());
    }
    replay->release();
    WEIR_CHECK(read);
    ReplayDiff out;
    for (const auto& [name, offset] : at) out.positions[partitionName(name.topic, name.partition)] = offset;
    for (const auto& [topic, shadow] : note.topics) {
        WEIR_TRY(auto compared, compareTopics(m_broker, *plan, liveEnds[topic], replayEnds[topic], note.whole, examplesMax));
        out.topics.push_back(std::move(compared));
    }
    return out;
}

std::shared_ptr<const JobSnapshot> Replays::between(const std::string& application) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_running.find(application);
    return found != m_running.end() ? found->second.between : nullptr;
}

std::vector<std::string> Replays::switching() {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> out;
    for (const auto& [application, running] : m_running)
        if (running.between) out.push_back(application);
    return out;
}

Result<> Replays::beginSwitch(const std::string& application) {
    WEIR_TRY(const auto note, noteOf(application));
    if (!m_jobs.peek(note.id)) return fail(Errc::NotFound, "the replay of " + application + " does not run: begin it again (weir replay FILE), then switch");
    std::jthread before;
    const std::lock_guard lock(m_mutex);
    const auto found = m_running.find(application);
    if (found == m_running.end() || !found->second.plan) return fail(Errc::NotFound, "the replay of " + application + " was not begun in this process");
    auto& running = found->second;
    if (running.switching) return fail(Errc::InUse, "the replay of " + application + " is taking over already");
    if (!running.comparing.expired()) return fail(Errc::InUse, "the replay of " + application + " is just being compared: switch when that is over");
    running.switching = true;
    running.failed.reset();
    before = std::move(running.thread); // it is at its end
    running.thread = std::jthread([this, application](const std::stop_token& stop) {
        auto done = takeOver(application, stop);
        const std::lock_guard lockInside(m_mutex);
        const auto mine = m_running.find(application);
        if (mine == m_running.end()) return;
        mine->second.switching = false;
        mine->second.between.reset();
        if (!done) mine->second.failed = done.error();
        else mine->second.plan.reset();
    });
    return {};
}

/// Where a stopped application stands; its repartition topics are empty.
Result<RunLimits::Limits> Replays::stoppedAt(const std::string& application) const {
    const auto commits = m_applications.commits(m_applications.stateName(application));
    if (commits.empty()) return fail(Errc::NotFound, "the application \"" + application + "\" has committed nothing that a replay could take over from");
    RunLimits::Limits out;
    for (const auto& record : commits)
        for (const auto& [source, text] : record.positions) {
            const auto name = partitionFromName(source);
            const auto spec = name ? m_broker.find(name->topic) : std::nullopt;
            if (!spec || name->partition >= spec->partitions) continue;
            if (!spec->internal) {
                out[*name] = offsetIn(text);
                continue;
            }
            WEIR_TRY(const auto consumer, m_broker.consumer({*name}));
            if (offsetIn(text) < consumer->endOffset(0))
                return fail(Errc::Invalid, "the application \"" + application + "\" was stopped with work left in its repartition topics; start it, and switch while it runs", {.topic = name->topic});
        }
    return out;
}

Result<> Replays::cutForSwitch(const ReplayNote& note, const std::stop_token& stop, RunLimits::Limits& at) {
    const auto replay = m_jobs.peek(note.id);
    if (!replay) return fail(Errc::Closed, "the replay was stopped");
    while (describe(note).secondsLeft != 0) {
        if (stop.stop_requested()) return fail(Errc::Closed, "the switch was cancelled");
        if (const auto snapshot = replay->snapshot(); JobTable::ended(snapshot->state)) return fail(snapshot->error.value_or(Error{Errc::Closed, "the replay was stopped", {}}));
        std::this_thread::sleep_for(catchUpNap);
    }
    Cut cut([&] { return stop.stop_requested(); });
    const auto live = m_jobs.peek(note.application);
    if (live && !JobTable::ended(live->snapshot()->state)) {
        WEIR_TRY(at, cut.make(*live, *replay, [] { return Result<>{}; }));
        {
            auto shown = std::make_shared<JobSnapshot>(*live->snapshot());
            shown->state = JobState::Restoring;
            const std::lock_guard lock(m_mutex);
            const auto running = m_running.find(note.application);
            if (running == m_running.end()) return fail(Errc::Closed, "the switch was cancelled"); // the engine closes
            running->second.between = std::move(shown);
        }
        WEIR_KILLPOINT("switch.cut");
        live->stop();
        WEIR_KILLPOINT("switch.live-stopped");
    } else {
        WEIR_TRY(at, stoppedAt(note.application));
        WEIR_CHECK(cut.makeAt(*replay, at));
    }
    replay->stop();
    WEIR_KILLPOINT("switch.replay-stopped");
    return {};
}

Result<> Replays::checkStands(const std::string& stateName, const RunLimits::Limits& at) const {
    for (const auto& record : m_applications.commits(stateName))
        for (const auto& [source, text] : record.positions) {
            const auto name = partitionFromName(source);
            const auto limit = name ? at.find(*name) : at.end();
            if (limit != at.end() && limit->second != offsetIn(text))
                return fail(Errc::Internal, fmt::format("{} committed offset {} where offset {} was agreed; nothing was switched", stateName, offsetIn(text), limit->second), {.topic = name->topic, .partition = name->partition});
        }
    return {};
}

JournalChange Replays::switchChange(const ReplayNote& note, const std::string& old, const Plan& oldPlan) const {
    JournalChange change;
    const auto commits = m_applications.commits(old);
    change.forget = {old};
    for (auto& record : m_applications.journal().all(old)) // what connectors brought in stands in their topics: they go on from there
        if (std::none_of(commits.begin(), commits.end(), [&](const CommitRecord& known) { return known.task == record.task; })) {
            record.application = note.id;
            change.commits.push_back(std::move(record));
        }
    carryWritten(commits, m_applications.commits(note.id), change);
    auto superfluous = m_applications.internalTopics(commits);
    for (auto& topic : internalTopics(oldPlan)) superfluous.push_back(std::move(topic));
    for (const auto& [topic, shadow] : note.topics) superfluous.push_back(shadow);
    change.notes = {Applications::stateNameNote(note.application, note.id), {replayNotePrefix + note.application, std::nullopt}, Applications::cleanupNote(old, superfluous)};
    return change;
}

Result<> Replays::takeOver(const std::string& application, const std::stop_token& stop) {
    WEIR_KILLPOINT("switch.begin");
    WEIR_TRY(const auto note, noteOf(application));
    const auto old = m_applications.stateName(application);
    RunLimits::Limits at;
    WEIR_CHECK(cutForSwitch(note, stop, at));
    std::shared_ptr<const Plan> plan;
    Settings settings;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_running.find(application);
        if (found == m_running.end()) return fail(Errc::Closed, "the switch was cancelled");
        plan = found->second.plan;
        settings = found->second.settings;
    }
    // It may have run in another process, and commits name only what something has come to: the new topology has most of its topics.
    auto oldPlan = renamedPlan(*plan, old, {});
    if (const auto live = m_jobs.peek(application)) oldPlan = std::make_shared<Plan>(live->plan());
    auto started = m_jobs.start(application, {}, [&]() -> Result<std::shared_ptr<Job>> {
        m_jobs.remove(note.id);
        WEIR_KILLPOINT("switch.stores-closed");
        WEIR_CHECK(checkStands(old, at));
        WEIR_CHECK(checkStands(note.id, at));
        WEIR_CHECK(m_applications.journal().change(switchChange(note, old, *oldPlan))); // from here on all is new
        WEIR_KILLPOINT("switch.journaled");
        WEIR_TRY(std::shared_ptr<Job> job, Job::create(renamedPlan(*plan, note.id, {}), settings, m_broker, m_applications.files(), m_clock, m_applications.stateFolder(), {.id = application, .to = std::nullopt}));
        WEIR_KILLPOINT("switch.job-made");
        return job;
    });
    WEIR_KILLPOINT("switch.done");
    (void)m_applications.cleanUp(old); // readers need not wait for that; what can't be removed now goes at the next open
    return started;
}

} // namespace weir
