// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/engine.h"

#include "applications.h"
#include "batch_schedule.h"
#include "edge_sampler.h"
#include "job_table.h"
#include "offsets.h"
#include "renamed_plan.h"
#include "replays.h"
#include "store_reader.h"
#include "topic_access.h"
#include "upkeep.h"

#include "weir/broker/embedded_broker.h"
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

// What hangs on an edge: every tap that looks at it. Never changed once a task may see it.
class EdgeTaps final : public EdgeTap {
public:
    explicit EdgeTaps(std::vector<std::shared_ptr<EdgeSampler>> samplers) : m_samplers(std::move(samplers)) {}
    void offer(const Row& row, TaskContext& task) override {
        for (const auto& sampler : m_samplers) sampler->offer(row, task);
    }

private:
    std::vector<std::shared_ptr<EdgeSampler>> m_samplers;
};

struct Tap {
    std::shared_ptr<EdgeSampler> sampler;
    std::string applicationId;
    std::size_t edge = 0;
};

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

struct Engine::State {
    Path folder;
    FileSystem& files;
    const Clock& clock;
    const NodeRegistry& registry;
    std::unique_ptr<TopicStore> topics;
    std::unique_ptr<CommitJournal> journal;
    std::unique_ptr<EmbeddedBroker> broker;
    std::unique_ptr<TopicAccess> access;
    std::unique_ptr<Applications> applications;
    JobTable jobs{};
    std::unique_ptr<BatchSchedule> schedule;
    std::unique_ptr<Replays> replays;
    std::mutex mutex; ///< of the taps
    std::map<TapId, Tap> taps;
    TapId nextTap = 1;
    std::map<std::pair<std::string, std::size_t>, std::shared_ptr<EdgeTaps>> edges; ///< of those that are tapped
    std::map<std::string, StartRequest> requests; ///< that the jobs were started with, by state name
    std::unique_ptr<Upkeep> upkeep;

    /// Hang the edge's taps on every task that is built; others get theirs at the next drain. The mutex is held.
    void hang(const std::string& applicationId, std::size_t edge) {
        const auto job = jobs.peek(applicationId);
        if (!job) return;
        const auto group = edges.find({applicationId, edge});
        auto* const wanted = group != edges.end() ? group->second.get() : nullptr;
        for (auto* task : job->tasks())
            if (auto* probe = task->probe(edge)) probe->tap.store(wanted, std::memory_order_release);
    }

    /// The taps of an edge are others now. The mutex is held.
    void regroup(const std::string& applicationId, std::size_t edge) {
        std::vector<std::shared_ptr<EdgeSampler>> samplers;
        for (const auto& [id, tap] : taps)
            if (tap.applicationId == applicationId && tap.edge == edge) samplers.push_back(tap.sampler);
        auto& group = edges[{applicationId, edge}];
        const auto before = std::exchange(group, samplers.empty() ? nullptr : std::make_shared<EdgeTaps>(std::move(samplers)));
        if (!group) edges.erase({applicationId, edge});
        hang(applicationId, edge);
        // A task may be in offer() just now.
        if (const auto job = jobs.peek(applicationId); before && job) job->keep(before);
    }

    /// A job that has not stopped reads or writes the topic.
    Result<> checkUnused(const std::string& topic) const {
        for (const auto& id : jobs.ids()) {
            const auto job = jobs.peek(id);
            if (!job || JobTable::ended(job->snapshot()->state) || !job->uses(topic)) continue;
            return fail(Errc::InUse, "the job \"" + id + "\" uses topic " + topic + "; stop it first (weir stop " + id + ")", {.topic = topic});
        }
        return {};
    }

    /// What the stores that restore from a changelog have durably passed. Of an application that does not run nobody knows: 0.
    std::int64_t storesPassed(const std::string& topic, std::int32_t partition) const {
        for (const auto& id : jobs.ids())
            if (const auto job = jobs.peek(id))
                if (const auto passed = job->changelogPassed(topic, partition)) return *passed;
        return 0;
    }

    void remember(const std::string& stateName, const StartRequest& request) {
        const std::lock_guard lock(mutex);
        requests[stateName] = request;
    }
    Result<std::shared_ptr<Job>> find(const std::string& applicationId) const { return jobs.find(applicationId); }
    using Checked = std::pair<std::shared_ptr<const Plan>, Settings>;
    Result<Checked> check(const StartRequest& request) const;
    Result<> start(const std::string& id, const StartRequest& request, const std::shared_ptr<const Plan>& plan, const Settings& settings);
};

Engine::Engine(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Engine::~Engine() {
    m_state->schedule.reset();
    m_state->replays.reset();
    m_state->jobs.stopAll();
    m_state->upkeep.reset();
}

Result<std::unique_ptr<Engine>> Engine::open(const Path& dataFolder, FileSystem& files, const Clock& clock, const NodeRegistry& registry) {
    auto state = std::unique_ptr<State>(new State{.folder = dataFolder, .files = files, .clock = clock, .registry = registry});
    const bool fresh = !files.exists(dataFolder / "journal");
    WEIR_CHECK(files.createDirectories(dataFolder));
    if (fresh) WEIR_CHECK(files.syncDirectory(dataFolder.has_parent_path() ? dataFolder.parent_path() : Path("."))); // the folder itself survives a power loss
    WEIR_TRY(state->topics, TopicStore::open(dataFolder, files, clock));
    WEIR_TRY(state->journal, CommitJournal::open(dataFolder, files));
    state->broker = std::make_unique<EmbeddedBroker>(*state->topics, *state->journal);
    state->access = std::make_unique<TopicAccess>(*state->topics, clock);
    state->applications = std::make_unique<Applications>(*state->journal, *state->topics, files, stateFolderOf(dataFolder, files));
    state->applications->cleanUpAll();
    state->replays = std::make_unique<Replays>(*state->applications, state->jobs, *state->broker, clock);
    auto engine = std::unique_ptr<Engine>(new Engine(std::move(state)));
    engine->m_state->topics->tellStoresPassed([self = engine->m_state.get()](const std::string& topic, std::int32_t partition) { return self->storesPassed(topic, partition); });
    engine->m_state->schedule = std::make_unique<BatchSchedule>(
        clock, [self = engine.get()](const StartRequest& request) { return self->runAgain(request); },
        [self = engine->m_state.get()](const std::string& id) {
            const auto job = self->jobs.peek(id);
            return job ? job->snapshot() : nullptr;
        });
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
    auto run = request;
    if (run.everyMs > 0 && !run.to) run.to = LogPosition{LogPosition::Kind::Latest, {}, 0};
    WEIR_CHECK(m_state->start(id, run, plan, settings));
    m_state->schedule->remove(id);
    run.from.reset(); // the next runs go on from there
    if (run.everyMs > 0) m_state->schedule->add(id, run);
    m_state->remember(m_state->applications->stateName(id), run);
    return id;
}

Result<> Engine::State::start(const std::string& id, const StartRequest& request, const std::shared_ptr<const Plan>& plan, const Settings& resolved) {
    return jobs.start(id, request.file, [&]() -> Result<std::shared_ptr<Job>> {
        const auto name = applications->stateName(id);
        WEIR_CHECK(applications->cleanUp(name));
        const auto own = plan->typed.topology.applicationId == name ? plan : renamedPlan(*plan, name, {});
        if (request.from && !applications->commits(name).empty())
            return fail(Errc::Exists, "the application \"" + id + "\" has committed positions, and goes on from there; use `weir offsets` to change them", {.file = request.file});
        WEIR_TRY(std::shared_ptr<Job> job, Job::create(own, resolved, *broker, files, clock, applications->stateFolder(), {.id = id, .to = request.to}));
        if (request.from) {
            WEIR_TRY(auto commits, job->positionsAt(*request.from));
            WEIR_CHECK(journal->change({.forget = {}, .commits = std::move(commits), .notes = {}}));
        }
        return job;
    });
}

Result<> Engine::runAgain(const StartRequest& request) {
    WEIR_TRY(const auto checked, m_state->check(request));
    const auto& [plan, settings] = checked;
    const auto& id = plan->typed.topology.applicationId;
    WEIR_CHECK(m_state->start(id, request, plan, settings));
    if (m_state->schedule->holds(id)) return {};
    return stop(id); // its schedule was ended just now
}

Result<> Engine::pause(const std::string& applicationId) {
    WEIR_TRY(const auto job, m_state->find(applicationId));
    job->pause();
    return {};
}
Result<> Engine::resume(const std::string& applicationId) {
    {
        WEIR_TRY(const auto job, m_state->find(applicationId));
        if (job->snapshot()->state != JobState::Failed) {
            job->resume();
            return {};
        }
    }
    // It failed: new tasks go on from the last commit.
    if (Applications::isReplayName(applicationId)) return fail(Errc::Unsupported, "the replay " + applicationId + " failed; begin it again (weir replay FILE)");
    StartRequest request;
    {
        const std::lock_guard lock(m_state->mutex);
        request = m_state->requests[m_state->applications->stateName(applicationId)]; // after a switch the replay's
    }
    WEIR_TRY(const auto checked, m_state->check(request));
    WEIR_CHECK(m_state->start(applicationId, request, checked.first, checked.second));
    if (request.everyMs > 0) m_state->schedule->add(applicationId, request);
    return {};
}
Result<> Engine::stop(const std::string& applicationId) {
    m_state->schedule->remove(applicationId);
    WEIR_TRY(const auto job, m_state->find(applicationId));
    job->stop();
    return {};
}
Result<std::vector<std::string>> Engine::jobs() {
    auto ids = m_state->jobs.ids();
    for (auto& id : m_state->replays->switching())
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    return ids;
}
std::shared_ptr<const JobSnapshot> Engine::snapshot(const std::string& applicationId) {
    const auto job = m_state->jobs.peek(applicationId);
    auto now = job ? job->snapshot() : nullptr;
    if (!now || JobTable::ended(now->state))
        if (auto between = m_state->replays->between(applicationId)) return between; // its replay is taking over
    if (!now) // or has just done so
        if (const auto again = m_state->jobs.peek(applicationId)) now = again->snapshot();
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
    if (const auto job = m_state->jobs.peek(id); job && !JobTable::ended(job->snapshot()->state))
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
void Engine::startUpkeep() { m_state->upkeep = std::make_unique<Upkeep>(*m_state->topics); }
Result<FetchResult> Engine::fetch(const FetchRequest& request) { return m_state->access->fetch(request); }
Result<std::int64_t> Engine::offsetForTime(const std::string& topic, std::int32_t partition, std::int64_t timestamp) {
    return m_state->access->offsetForTime(topic, partition, timestamp);
}
Result<> Engine::produce(const std::string& topic, const std::vector<ProduceRecord>& records) { return m_state->access->produce(topic, records); }

NodeRegistry builtinNodes() {
    auto specs = processorSpecs();
    addConnectors(specs);
    return NodeRegistry(std::move(specs));
}

} // namespace weir
