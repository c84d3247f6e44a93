// SPDX-License-Identifier: Apache-2.0
// What is asked of an engine about applications as a whole: offsets, replays, checkpoints.
#include "engine_state.h"

#include "offsets.h"
#include "renamed_plan.h"
#include "state_at.h"

namespace weir {
namespace {

constexpr std::int64_t topologyBytesMax = 8LL << 20; // reliability.md 4

} // namespace

Result<OffsetsReport> Engine::offsets(const OffsetsRequest& request) {
    std::shared_ptr<const Plan> plan;
    auto id = request.applicationId;
    if (!request.topologyText.empty()) {
        WEIR_TRY(auto checked, m_state->check({request.topologyText, request.file, {}, std::nullopt}));
        plan = std::move(checked.first);
        if (id.empty()) id = plan->typed.topology.applicationId;
        if (const auto name = m_state->applications->stateName(id); name != plan->typed.topology.applicationId) plan = renamedPlan(*plan, name, {});
    }
    const Offsets offsets(*m_state->applications, *m_state->broker);
    if (request.kind == OffsetsRequest::Kind::Show || request.dryRun) return offsets.report(request, id, plan.get());
    if (m_state->atWork(id))
        return fail(Errc::InUse, "the application \"" + id + "\" runs: its offsets can be changed when it is stopped (weir stop " + id + ")", {.file = request.file});
    OffsetsReport report;
    WEIR_CHECK(m_state->jobs.whileFree(id, request.file, [&]() -> Result<> {
        WEIR_TRY(report, offsets.report(request, id, plan.get()));
        return offsets.apply(request, plan.get(), report);
    }));
    return report;
}

Result<std::string> Engine::startReplay(const ReplayRequest& request) {
    WEIR_TRY(const auto checked, m_state->check({request.topologyText, request.file, request.settings, std::nullopt}));
    WEIR_TRY(auto id, m_state->replays->start(request, checked.first, checked.second));
    m_state->remember(id, {request.topologyText, request.file, request.settings, std::nullopt});
    return id;
}
Result<std::vector<ReplayInfo>> Engine::replays() { return m_state->replays->list(); }
Result<ReplayDiff> Engine::diffReplay(const std::string& applicationId, std::size_t examplesMax) { return m_state->replays->diff(applicationId, examplesMax); }
Result<> Engine::switchReplay(const std::string& applicationId) {
    WEIR_CHECK(m_state->replays->beginSwitch(applicationId));
    m_state->schedule->remove(applicationId); // it names the old topology
    return {};
}
Result<> Engine::dropReplay(const std::string& applicationId) { return m_state->replays->drop(applicationId); }

// A stopped application comes up standing still: its stores are restored, no record is taken.
Result<CheckpointInfo> Engine::createCheckpoint(const CheckpointRequest& request) {
    auto id = request.applicationId;
    StartRequest run{request.topologyText, request.file, {}, std::nullopt};
    if (id.empty()) {
        WEIR_TRY(const auto checked, m_state->check(run));
        id = checked.first->typed.topology.applicationId;
    }
    auto wanted = request;
    auto job = m_state->jobs.peek(id);
    const bool runs = job && !JobTable::ended(job->snapshot()->state);
    if (!runs) job.reset(); // whoever takes its place waits until nobody looks at it
    if (runs || run.topologyText.empty()) run = m_state->remembered(id);
    if (run.topologyText.empty()) return fail(Errc::NotFound, "the application \"" + id + "\" does not run in this process: name its topology file");
    wanted.topologyText = run.topologyText;
    wanted.file = run.file;
    if (runs) return m_state->checkpoints->create(id, wanted, *job);
    WEIR_TRY(const auto checked, m_state->check(run));
    CheckpointInfo made;
    const auto done = m_state->jobs.whileFree(id, run.file, [&]() -> Result<> {
        const auto name = m_state->applications->stateName(id);
        if (m_state->applications->commits(name).empty()) return fail(Errc::NotFound, "the application \"" + id + "\" has committed nothing in this data folder: there is nothing to keep");
        WEIR_TRY(const auto resting, Job::create(renamedPlan(*checked.first, name, {}), checked.second, *m_state->broker, m_state->files, m_state->clock, m_state->applications->stateFolder(),
                                                 {.id = id, .to = std::nullopt, .connectors = false}));
        resting->standStill();
        WEIR_CHECK(resting->start());
        WEIR_TRY(made, m_state->checkpoints->create(id, wanted, *resting));
        return {};
    });
    return done ? Result<CheckpointInfo>(std::move(made)) : fail(done.error());
}
Result<std::vector<CheckpointInfo>> Engine::checkpoints(const std::string& applicationId) { return m_state->checkpoints->list(applicationId); }
Result<> Engine::deleteCheckpoint(const std::string& applicationId, const std::string& name) { return m_state->checkpoints->remove(applicationId, name); }

/// Of the topology that the rows are read with: the one that is named, else the running job's, else a checkpoint's.
Result<std::shared_ptr<const Plan>> Engine::State::planFor(const StateQuery& query) {
    auto text = query.topologyText;
    if (text.empty() && query.checkpoint.empty())
        if (const auto job = jobs.peek(query.applicationId)) return std::make_shared<const Plan>(job->plan());
    if (text.empty()) {
        auto known = checkpoints->openAll(query.applicationId, {});
        if (!query.checkpoint.empty()) std::erase_if(known, [&](const auto& each) { return each.manifest.name != query.checkpoint; });
        if (known.empty())
            return fail(Errc::NotFound, query.checkpoint.empty() ? "the application \"" + query.applicationId + "\" does not run here and has no checkpoint: name its topology file" : "there is no such checkpoint, or it is damaged: " + query.checkpoint);
        WEIR_TRY(text, readFile(files, known.back().folder / topologyFile, topologyBytesMax));
    }
    WEIR_TRY(const auto checked, check({text, query.file, {}, std::nullopt}));
    if (!query.topologyText.empty() && checked.first->typed.topology.applicationId != query.applicationId)
        return fail(Errc::Invalid, "the topology is that of the application \"" + checked.first->typed.topology.applicationId + "\", not of \"" + query.applicationId + "\"", {.file = query.file});
    return checked.first;
}
Result<StateReply> Engine::stateAt(const StateQuery& query) {
    WEIR_TRY(const auto plan, m_state->planFor(query));
    return StateAt(*m_state->checkpoints, plan).read(query);
}

} // namespace weir
