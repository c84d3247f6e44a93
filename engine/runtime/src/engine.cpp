// SPDX-License-Identifier: Apache-2.0
#include "engine_state.h"

#include "checkpoint_start.h"
#include "renamed_plan.h"
#include "store_reader.h"

#include "weir/connect/specs.h"
#include "weir/processors/registry.h"
#include "weir/runtime/owner.h"
#include "weir/topology/topology_json.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace weir {
namespace {

constexpr std::int64_t everyMsMax = 100LL * 365 * 24 * 60 * 60 * 1000; // in nanoseconds it must be a number too

Error firstError(const Diagnostics& diagnostics, const std::string& file) {
    std::string text;
    Place place{.file = file};
    for (const auto& diagnostic : diagnostics) {
        if (diagnostic.severity != Severity::Error) continue;
        if (text.empty()) {
            place.node = diagnostic.node;
            place.field = diagnostic.field;
        }
        text += (text.empty() ? "" : "; ") + (text.empty() ? diagnostic.message : toText(diagnostic));
    }
    return {Errc::Invalid, text, place};
}

} // namespace

Engine::Engine(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Engine::~Engine() {
    if (m_state->space) m_state->space->stop(); // nobody is started any more
    m_state->schedule.reset();
    m_state->replays.reset();
    m_state->jobs.stopAll();
    m_state->upkeep.reset();
}

Result<std::unique_ptr<Engine>> Engine::open(const Path& dataFolder, FileSystem& files, const Clock& clock, const NodeRegistry& registry) {
    auto state = std::unique_ptr<State>(new State{.folder = dataFolder, .files = files, .clock = clock, .registry = registry});
    const bool fresh = !files.exists(dataFolder / "journal");
    WEIR_CHECK(files.createDirectories(dataFolder));
    SpaceWatch::releaseIfFull(dataFolder, files);
    if (fresh) WEIR_CHECK(files.syncDirectory(dataFolder.has_parent_path() ? dataFolder.parent_path() : Path("."))); // the folder itself survives a power loss
    WEIR_TRY(state->topics, TopicStore::open(dataFolder, files, clock));
    WEIR_TRY(state->journal, CommitJournal::open(dataFolder, files));
    state->broker = std::make_unique<EmbeddedBroker>(*state->topics, *state->journal);
    state->access = std::make_unique<TopicAccess>(*state->topics, clock);
    state->applications = std::make_unique<Applications>(*state->journal, *state->topics, files, stateFolderOf(dataFolder, files));
    state->applications->cleanUpAll();
    state->replays = std::make_unique<Replays>(*state->applications, state->jobs, *state->broker, clock);
    state->checkpoints = std::make_unique<Checkpoints>(dataFolder / "checkpoints", *state->applications, *state->broker, clock);
    state->checkpoints->removeUnfinished();
    auto engine = std::unique_ptr<Engine>(new Engine(std::move(state)));
    engine->m_state->topics->tellStoresPassed([self = engine->m_state.get()](const std::string& topic, std::int32_t partition) { return self->storesPassed(topic, partition); });
    engine->m_state->schedule = std::make_unique<BatchSchedule>(
        clock, [self = engine.get()](const StartRequest& request) { return self->runAgain(request); },
        [self = engine->m_state.get()](const std::string& id) { return self->look(id); });
    return engine;
}

Result<Engine::State::Checked> Engine::State::check(const StartRequest& request) const {
    auto loaded = loadTopology(request.topologyText, registry);
    if (!loaded.topology || hasErrors(loaded.diagnostics)) return fail(firstError(loaded.diagnostics, request.file));
    auto plan = checkTopology(*loaded.topology, registry);
    Diagnostics diagnostics = plan->diagnostics;
    auto settings = resolveSettings(plan->typed.topology, request.settings, diagnostics);
    if (hasErrors(diagnostics)) return fail(firstError(diagnostics, request.file));
    return Checked{std::move(plan), std::move(settings)};
}

Result<std::string> Engine::start(const StartRequest& request) {
    WEIR_TRY(const auto checked, m_state->check(request));
    const auto& [plan, settings] = checked;
    const auto id = plan->typed.topology.applicationId;
    if (Applications::isReplayName(id)) return fail(Errc::Invalid, "application ids that end in \".replay-\" and a number are replays'; give this one another id", {.file = request.file});
    if (Applications::isFromCheckpointName(id)) return fail(Errc::Invalid, "application ids that end in \".from-\" and a number name state that began at a checkpoint; give this one another id", {.file = request.file});
    if (request.from && !request.checkpoint.empty()) return fail(Errc::Invalid, "a run begins at a checkpoint or at a place of its input, not at both", {.file = request.file});
    if (request.everyMs > everyMsMax) return fail(Errc::Invalid, "a batch run can be run again after 100 years at most; name a shorter interval", {.file = request.file});
    auto run = request;
    if (run.everyMs > 0 && !run.to) run.to = LogPosition{LogPosition::Kind::Latest, {}, 0};
    WEIR_CHECK(m_state->start(id, run, plan, settings));
    m_state->schedule->remove(id);
    run.from.reset(); // the next runs go on from there
    run.checkpoint.clear();
    if (run.everyMs > 0) m_state->schedule->add(id, run);
    m_state->remember(m_state->applications->stateName(id), run);
    return id;
}

Result<> Engine::State::start(const std::string& id, const StartRequest& request, const std::shared_ptr<const Plan>& plan, const Settings& resolved, bool paused) {
    return jobs.start(id, request.file, [&]() -> Result<std::shared_ptr<Job>> {
        if (!request.checkpoint.empty()) WEIR_CHECK(CheckpointStart(*checkpoints, clock).goBack(id, request.checkpoint, request.file, *plan, resolved));
        const auto name = applications->stateName(id);
        WEIR_CHECK(applications->cleanUp(name));
        const auto own = plan->typed.topology.applicationId == name ? plan : renamedPlan(*plan, name, {});
        if (request.from && !applications->commits(name).empty())
            return fail(Errc::Exists, "the application \"" + id + "\" has committed positions, and goes on from there; `weir offsets set` moves them, `weir offsets reset` begins anew at a place that it names", {.file = request.file});
        WEIR_TRY(std::shared_ptr<Job> job, Job::create(own, resolved, *broker, files, clock, applications->stateFolder(), {.id = id, .to = request.to}));
        if (request.from) {
            WEIR_TRY(auto commits, job->positionsAt(*request.from));
            WEIR_CHECK(journal->change({.forget = {}, .commits = std::move(commits), .notes = {}}));
        }
        if (paused) job->pause();
        return job;
    });
}

Result<> Engine::runAgain(const StartRequest& request) {
    WEIR_TRY(const auto checked, m_state->check(request));
    const auto& [plan, settings] = checked;
    const auto& id = plan->typed.topology.applicationId;
    const auto last = m_state->look(id);
    if (auto started = m_state->start(id, request, plan, settings); !started) {
        if (started.error().code != Errc::NoSpace || !m_state->stalled) return started;
        m_state->stalled->add(id, last, started.error());
        return {};
    }
    if (m_state->schedule->holds(id)) return {};
    return stop(id); // its schedule was ended just now
}

Result<> Engine::pause(const std::string& applicationId) {
    const bool stalled = m_state->stalled && m_state->stalled->pause(applicationId);
    const auto job = m_state->find(applicationId);
    if (!job) return stalled ? Result<>{} : fail(job.error());
    (*job)->pause();
    return {};
}
Result<> Engine::resume(const std::string& applicationId) {
    if (!m_state->stalled || !m_state->stalled->holds(applicationId)) {
        WEIR_TRY(const auto job, m_state->find(applicationId));
        if (job->snapshot()->state != JobState::Failed) {
            job->resume();
            return {};
        }
        if (Applications::isReplayName(applicationId)) return fail(Errc::Unsupported, "the replay " + applicationId + " failed; begin it again (weir replay FILE)");
    }
    return goOn(applicationId, false);
}
// It failed: new tasks go on from the last commit.
Result<> Engine::goOn(const std::string& applicationId, bool paused) {
    const auto request = m_state->remembered(applicationId);
    WEIR_TRY(const auto checked, m_state->check(request));
    if (Applications::isReplayName(applicationId)) return m_state->replays->startAgain(applicationId, checked.first, checked.second, paused);
    WEIR_CHECK(m_state->start(applicationId, request, checked.first, checked.second, paused));
    if (request.everyMs > 0 && !m_state->schedule->holds(applicationId)) m_state->schedule->add(applicationId, request);
    return {};
}
Result<> Engine::stop(const std::string& applicationId) {
    m_state->schedule->remove(applicationId);
    const bool stalled = m_state->stalled && m_state->stalled->forget(applicationId);
    const auto job = m_state->find(applicationId);
    if (!job) return stalled ? Result<>{} : fail(job.error());
    (*job)->stop();
    return {};
}
Result<std::vector<std::string>> Engine::jobs() {
    auto ids = m_state->jobs.ids();
    auto others = m_state->replays->switching();
    if (m_state->stalled)
        for (auto& id : m_state->stalled->ids()) others.push_back(std::move(id));
    for (auto& id : others)
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    return ids;
}
std::shared_ptr<const JobSnapshot> Engine::snapshot(const std::string& applicationId) {
    auto now = m_state->look(applicationId);
    if (!now || JobTable::ended(now->state))
        if (auto between = m_state->replays->between(applicationId)) return between; // its replay is taking over
    if (!now) now = m_state->look(applicationId); // or has just done so
    return m_state->schedule->shown(applicationId, std::move(now));
}

namespace {

/// A tap's expression over an edge: it may name what travels there.
Result<expr::Program> compileForTap(const std::string& text, expr::Form form, const EdgeType& type, const std::vector<bool>& travelling) {
    auto compiled = expr::compile(text, form, {{type.side()}});
    if (!compiled.program) return fail(firstError(compiled.diagnostics, {}));
    for (const auto& use : compiled.program.uses())
        for (std::size_t i = 0; i < use.columns.size(); ++i)
            if (use.columns[i] && (i >= travelling.size() || !travelling[i]) && type.valueForm != expr::ValueForm::Columns)
                return fail(Errc::Unsupported, "column " + type.columns->columns[i].name + " is read by no node behind this edge, so a tap can't test it; take one of the columns that are");
    return std::move(compiled.program);
}

} // namespace

Result<TapId> Engine::tap(const TapRequest& request) {
    WEIR_TRY(const auto job, m_state->find(request.applicationId));
    const auto& plan = job->plan();
    const auto* type = plan.typed.edgeType(request.edge);
    if (type == nullptr) return fail(Errc::OutOfRange, "there is no edge " + std::to_string(request.edge));
    const auto columns = request.edge < plan.edgeUses.size() ? plan.edgeUses[request.edge].columns : std::vector<bool>{};
    expr::Program where;
    if (!request.where.empty()) {
        WEIR_TRY(where, compileForTap(request.where, expr::Form::Condition, *type, columns));
    }
    std::vector<expr::Program> values;
    for (const auto& text : request.values) {
        WEIR_TRY(auto value, compileForTap(text, expr::Form::Scalar, *type, columns));
        values.push_back(std::move(value));
    }
    auto sampler = std::make_shared<EdgeSampler>(*type, columns, std::move(where), std::move(values), request.perSecond, m_state->clock);
    const std::lock_guard lock(m_state->mutex);
    const auto id = m_state->nextTap++;
    m_state->taps[id] = {std::move(sampler), request.applicationId, request.edge};
    m_state->regroup(request.applicationId, request.edge);
    return id;
}

TapDrain Engine::drain(TapId tap) {
    std::shared_ptr<EdgeSampler> sampler;
    {
        const std::lock_guard lock(m_state->mutex);
        const auto found = m_state->taps.find(tap);
        if (found == m_state->taps.end()) return {};
        sampler = found->second.sampler;
        m_state->hang(found->second.applicationId, found->second.edge); // tasks that came up after the tap was set, or a job that was started again
    }
    return sampler->drain();
}

void Engine::untap(TapId tap) {
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->taps.find(tap);
    if (found == m_state->taps.end()) return;
    const auto taken = std::move(found->second);
    m_state->taps.erase(found);
    m_state->regroup(taken.applicationId, taken.edge);
    (void)taken.sampler->drain(); // it may be kept until the job ends, its records need not
}

Result<StorePage> Engine::storeRows(const StoreQuery& query) {
    WEIR_TRY(const auto job, m_state->find(query.applicationId));
    return readStore(*job, query);
}

Result<std::vector<TopicInfo>> Engine::topics() { return m_state->access->topics(); }
Result<> Engine::createTopic(const TopicSpec& spec) { return m_state->topics->create(spec); }
Result<> Engine::alterTopic(const TopicSpec& spec) {
    WEIR_CHECK(m_state->checkUnused(spec.name));
    return m_state->topics->alter(spec);
}
Result<> Engine::deleteTopic(const std::string& name) {
    WEIR_CHECK(m_state->checkUnused(name));
    return m_state->topics->remove(name);
}
Result<VerifyReport> Engine::verifyTopic(const std::string& name) { return m_state->topics->verify(name); }
Result<CompactionReport> Engine::compactTopic(const std::string& name) {
    return m_state->topics->compact(name, {});
}
void Engine::startUpkeep() {
    m_state->upkeep = std::make_unique<Upkeep>(*m_state->topics, *m_state->journal, *m_state->broker, m_state->clock);
    m_state->watchSpace([this](const std::string& id, bool paused) { return goOn(id, paused); });
    m_state->space->measure();
    m_state->space->start();
}
void Engine::lookAtSpace() {
    if (!m_state->space) m_state->watchSpace([this](const std::string& id, bool paused) { return goOn(id, paused); });
    m_state->space->look();
}
void Engine::State::watchSpace(StalledJobs::Start startAgain) {
    auto jobsStalled = std::make_unique<StalledJobs>(jobs, clock, std::move(startAgain));
    space = std::make_unique<SpaceWatch>(folder, files, jobs, *jobsStalled);
    stalled = std::move(jobsStalled);
}

Result<std::vector<Error>> Engine::problems() {
    auto out = m_state->upkeep ? m_state->upkeep->problems() : std::vector<Error>();
    if (m_state->space)
        if (auto low = m_state->space->refusal()) out.insert(out.begin(), std::move(*low));
    return out;
}
Result<FetchResult> Engine::fetch(const FetchRequest& request) { return m_state->access->fetch(request); }
Result<std::int64_t> Engine::offsetForTime(const std::string& topic, std::int32_t partition, std::int64_t timestamp) {
    return m_state->access->offsetForTime(topic, partition, timestamp);
}
Result<> Engine::produce(const std::string& topic, const std::vector<ProduceRecord>& records) {
    if (m_state->space)
        if (auto refused = m_state->space->refusal()) return fail(std::move(*refused));
    return m_state->access->produce(topic, records);
}

NodeRegistry builtinNodes() {
    auto specs = processorSpecs();
    addConnectors(specs);
    return NodeRegistry(std::move(specs));
}

} // namespace weir
