// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/engine.h"

#include "edge_sampler.h"
#include "job.h"
#include "store_reader.h"
#include "topic_access.h"
#include "upkeep.h"

#include "weir/broker/embedded_broker.h"
#include "weir/connect/specs.h"
#include "weir/processors/registry.h"
#include "weir/runtime/owner.h"
#include "weir/topology/topology_json.h"

#include <map>
#include <mutex>
#include <set>
#include <thread>
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
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<Job>> jobs;
    std::map<TapId, Tap> taps;
    TapId nextTap = 1;
    std::map<std::pair<std::string, std::size_t>, std::shared_ptr<EdgeTaps>> edges; ///< of those that are tapped
    std::set<std::string> starting;
    std::map<std::string, StartRequest> requests; ///< that the jobs were started with
    std::unique_ptr<Upkeep> upkeep;

    /// Hang the edge's taps on every task that is built; others get theirs at the next drain. The mutex is held.
    void hang(const std::string& applicationId, std::size_t edge) {
        const auto job = jobs.find(applicationId);
        if (job == jobs.end()) return;
        const auto group = edges.find({applicationId, edge});
        auto* const wanted = group != edges.end() ? group->second.get() : nullptr;
        for (auto* task : job->second->tasks())
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
        if (const auto job = jobs.find(applicationId); before && job != jobs.end()) job->second->keep(before);
    }

    /// A job that has not stopped reads or writes the topic.
    Result<> checkUnused(const std::string& topic) {
        const std::lock_guard lock(mutex);
        for (const auto& [id, job] : jobs) {
            const auto state = job->snapshot()->state;
            if (state == JobState::Stopped || state == JobState::Done || state == JobState::Failed || !job->uses(topic)) continue;
            return fail(Errc::InUse, "the job \"" + id + "\" uses topic " + topic + "; stop it first (weir stop " + id + ")", {.topic = topic});
        }
        return {};
    }

    Result<std::shared_ptr<Job>> find(const std::string& applicationId) {
        const std::lock_guard lock(mutex);
        const auto found = jobs.find(applicationId);
        if (found == jobs.end()) return fail(Errc::NotFound, "no job with the application id \"" + applicationId + "\" runs here");
        return found->second;
    }
};

/// An application id between the check that it is free and the moment its job stands in the map.
class Engine::Reservation {
public:
    Reservation(State& state, std::string id) : m_state(state), m_id(std::move(id)) {
        const std::lock_guard lock(m_state.mutex);
        m_held = !m_state.jobs.contains(m_id) && m_state.starting.insert(m_id).second;
    }
    Reservation(const Reservation&) = delete;
    Reservation& operator=(const Reservation&) = delete;
    ~Reservation() {
        const std::lock_guard lock(m_state.mutex);
        if (m_held) m_state.starting.erase(m_id);
    }
    bool held() const { return m_held; }

private:
    State& m_state;
    std::string m_id;
    bool m_held = false;
};

Engine::Engine(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Engine::~Engine() {
    for (auto& [id, job] : m_state->jobs) job->stop();
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
    return std::unique_ptr<Engine>(new Engine(std::move(state)));
}

Result<std::string> Engine::start(const StartRequest& request) {
    auto loaded = loadTopology(request.topologyText, m_state->registry);
    if (!loaded.topology || hasErrors(loaded.diagnostics)) return fail(firstError(loaded.diagnostics, request.file));
    const auto plan = checkTopology(*loaded.topology, m_state->registry);
    Diagnostics diagnostics = plan->diagnostics;
    const auto settings = resolveSettings(plan->typed.topology, request.settings, diagnostics);
    if (hasErrors(diagnostics)) return fail(firstError(diagnostics, request.file));
    const auto id = plan->typed.topology.applicationId;
    std::shared_ptr<Job> old;
    {
        const std::lock_guard lock(m_state->mutex);
        const auto running = m_state->jobs.find(id);
        if (running != m_state->jobs.end()) {
            const auto state = running->second->snapshot()->state;
            if (state != JobState::Stopped && state != JobState::Done && state != JobState::Failed)
                return fail(Errc::InUse, "a job with the application id \"" + id + "\" runs already; stop it first, or give this one another id", {.file = request.file});
            old = running->second;
            m_state->jobs.erase(running);
        }
    }
    if (old) {
        old->stop();
        // Its stores must be closed before the new job opens them; a look into the old one, begun before, may last a moment longer.
        const std::weak_ptr<Job> gone = std::exchange(old, nullptr);
        while (!gone.expired()) std::this_thread::yield();
    }
    const Reservation reserved(*m_state, id); // of two starts at the same moment one is first
    if (!reserved.held()) return fail(Errc::InUse, "a job with the application id \"" + id + "\" is just being started", {.file = request.file});
    WEIR_TRY(std::shared_ptr<Job> job, Job::create(plan, settings, *m_state->broker, m_state->files, m_state->clock, stateFolderOf(m_state->folder, m_state->files), request.to));
    WEIR_CHECK(job->start());
    const std::lock_guard lock(m_state->mutex);
    m_state->jobs[id] = std::move(job);
    m_state->requests[id] = request;
    return id;
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
    StartRequest request;
    {
        const std::lock_guard lock(m_state->mutex);
        request = m_state->requests[applicationId];
    }
    WEIR_CHECK(start(request));
    return {};
}
Result<> Engine::stop(const std::string& applicationId) {
    WEIR_TRY(const auto job, m_state->find(applicationId));
    job->stop();
    return {};
}
Result<std::vector<std::string>> Engine::jobs() {
    const std::lock_guard lock(m_state->mutex);
    std::vector<std::string> ids;
    for (const auto& [id, job] : m_state->jobs) ids.push_back(id);
    return ids;
}
std::shared_ptr<const JobSnapshot> Engine::snapshot(const std::string& applicationId) {
    const auto job = m_state->find(applicationId);
    return job ? (*job)->snapshot() : nullptr;
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
    CompactionOptions options;
    // How far a changelog's stores are durable is not known here, so its tombstones stay (reliability.md D8).
    if (const auto spec = m_state->topics->find(name); spec && spec->internal) options.tombstonesBelow = 0;
    return m_state->topics->compact(name, options);
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
