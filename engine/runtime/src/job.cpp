// SPDX-License-Identifier: Apache-2.0
#include "job.h"

#include "log_offset.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <thread>

namespace weir {
namespace {

constexpr std::int64_t snapshotNanos = 33'000'000;
constexpr std::chrono::milliseconds supervisorNap{5};

std::int32_t threadCount(const Settings& settings, std::size_t tasks) {
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    const auto wanted = settings.threads > 0 ? static_cast<std::size_t>(settings.threads) : std::size_t{cores};
    return static_cast<std::int32_t>(std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(tasks, 1)));
}

} // namespace

Job::Job(std::shared_ptr<const Plan> plan, Settings settings, Broker& broker, FileSystem& files, const Clock& clock, Path stateFolder, JobOptions options)
    : m_env{std::move(plan), std::move(settings), {}, broker, files, clock, std::move(stateFolder), true, {}},
      m_options(std::move(options)) {
    m_env.held = m_held;
    m_env.globals = std::make_shared<GlobalTables>(*m_env.plan);
    m_env.transactional = m_env.settings.guarantee == Guarantee::ExactlyOnce;
    m_env.durable = m_env.settings.guarantee == Guarantee::ExactlyOnce || m_env.settings.syncFsync;
}

Job::~Job() { stop(); }

Result<std::unique_ptr<Job>> Job::create(std::shared_ptr<const Plan> plan, Settings settings, Broker& broker, FileSystem& files, const Clock& clock, Path stateFolder,
                                         JobOptions options) {
    if (options.id.empty()) options.id = plan->typed.topology.applicationId;
    std::unique_ptr<Job> job(new Job(std::move(plan), std::move(settings), broker, files, clock, std::move(stateFolder), std::move(options)));
    WEIR_CHECK(job->createTopics());
    return job;
}

namespace {
// A changelog's row leaves so much stream time after its window may be read no more.
constexpr auto changelogSlack = std::chrono::minutes(10);
} // namespace

Result<> Job::createTopics() {
    const auto& plan = *m_env.plan;
    std::map<std::string, std::int32_t> existing;
    for (const auto& spec : m_env.broker.topics()) existing[spec.name] = spec.partitions;
    m_env.partitions = countPartitions(plan, existing);
    for (const auto& diagnostic : m_env.partitions.diagnostics)
        if (diagnostic.severity == Severity::Error) return weir::fail(Errc::Invalid, diagnostic.message, {.node = diagnostic.node, .field = diagnostic.field});
    std::set<std::string> repartitions;
    for (const auto& sub : plan.subTopologies)
        for (const auto& planned : sub.repartitions) repartitions.insert(planned.topic);
    const auto ensure = [&](TopicSpec spec) -> Result<> {
        if (const auto there = m_env.broker.find(spec.name)) {
            if (spec.rows == 0 || there->rows == 0 || there->rows == spec.rows) return {};
            return weir::fail(Errc::Invalid, fmt::format("the changelog {} holds rows of another shape than this topology's store: give the node's store another name or the application another id, begin again "
                                                         "with weir offsets reset, or compare both with weir replay", spec.name));
        }
        WEIR_CHECK(m_env.broker.create(spec));
        m_created.push_back(spec.name);
        return {};
    };
    const auto durability = m_env.durable ? Durability::Fsync : Durability::Buffered;
    for (const auto& [name, partitions] : m_env.partitions.topics) WEIR_CHECK(ensure({.name = name, .partitions = partitions, .durability = durability, .internal = repartitions.contains(name)}));
    for (const auto& node : plan.typed.topology.nodes)
        if (const auto* topic = node.field("dead_letter_topic"); topic != nullptr && topic->text() != nullptr) WEIR_CHECK(ensure({.name = *topic->text(), .durability = durability}));
    if (!plan.typed.topology.deadLetterTopic.empty()) WEIR_CHECK(ensure({.name = plan.typed.topology.deadLetterTopic, .durability = durability}));
    for (std::size_t sub = 0; sub < plan.subTopologies.size(); ++sub)
        for (const auto& store : plan.subTopologies[sub].stores)
            if (store.changelog && !store.global)
                WEIR_CHECK(ensure({.name = plan.changelogTopic(store),
                                   .partitions = m_env.partitions.tasks[sub],
                                   .cleanup = store.retentionMs >= 0 ? Cleanup::CompactDelete : Cleanup::Compact,
                                   .durability = durability,
                                   .retention = store.retentionMs >= 0 ? std::optional(Milliseconds(store.retentionMs) + changelogSlack) : std::nullopt,
                                   .internal = true,
                                   .rows = schemaHash(store)}));
    return {};
}

bool Job::uses(const std::string& topic) const {
    const auto& plan = *m_env.plan;
    if (m_env.partitions.topics.contains(topic) || plan.typed.topology.deadLetterTopic == topic) return true;
    for (const auto& node : plan.typed.topology.nodes)
        if (const auto* named = node.field("dead_letter_topic"); named != nullptr && named->text() != nullptr && *named->text() == topic) return true;
    for (const auto& sub : plan.subTopologies) {
        for (const auto& source : sub.sources)
            if (source.topic == topic) return true;
        for (const auto& store : sub.stores)
            if (store.changelog && !store.global && plan.changelogTopic(store) == topic) return true;
    }
    return false;
}

std::int32_t Job::partitionsRead() const {
    std::int32_t most = 0;
    for (const auto& [name, task] : sourcePartitions(*m_env.plan, m_env.partitions)) most = std::max(most, name.partition + 1);
    return most;
}

Result<> Job::resolveLimits(const LogPosition& to) {
    WEIR_CHECK(checkNamed(to, partitionsRead(), "--to"));
    for (const auto& sub : m_env.plan->subTopologies)
        for (const auto& planned : sub.sources) {
            if (planned.repartition >= 0) continue;
            const auto partitions = m_env.partitions.topics.at(planned.topic);
            std::vector<TopicPartition> assignment;
            for (std::int32_t p = 0; p < partitions; ++p) assignment.push_back({planned.topic, p});
            WEIR_TRY(const auto consumer, m_env.broker.consumer(assignment));
            for (std::size_t p = 0; p < assignment.size(); ++p) {
                WEIR_TRY(m_env.limits[assignment[p]], offsetAt(*consumer, p, to, consumer->endOffset(p)));
            }
        }
    return {};
}

Result<std::vector<CommitRecord>> Job::positionsAt(const LogPosition& from) const {
    WEIR_CHECK(checkNamed(from, partitionsRead(), "--from"));
    std::map<std::string, CommitRecord> out;
    for (const auto& [name, task] : sourcePartitions(*m_env.plan, m_env.partitions)) {
        WEIR_TRY(const auto consumer, m_env.broker.consumer({name}));
        const auto end = consumer->endOffset(0);
        WEIR_TRY(const auto offset, offsetAt(*consumer, 0, from, consumer->startOffset(0)));
        if (offset > end) return weir::fail(Errc::OutOfRange, fmt::format("--from names offset {}, but the partition ends at {}", offset, end), {.topic = name.topic, .partition = name.partition});
        auto& record = out[task];
        record.application = m_env.plan->typed.topology.applicationId;
        record.task = task;
        record.positions[partitionName(name.topic, name.partition)] = std::to_string(std::max(offset, consumer->startOffset(0)));
    }
    std::vector<CommitRecord> records;
    for (auto& [task, record] : out) records.push_back(std::move(record));
    return records;
}

void Job::hold(RunLimits::Limits limits) {
    m_held->hold(std::move(limits));
    m_arrivals.announce();
}
void Job::release() {
    m_held->release();
    m_arrivals.announce();
}
bool Job::held() const {
    const auto version = m_held->version();
    return std::all_of(m_tasks.begin(), m_tasks.end(), [&](const auto& task) { return task->global() || task->limitsTaken() == version; });
}

std::optional<std::int64_t> Job::restingAt(const RunLimits::Limits& limits) const {
    std::int64_t total = 0;
    for (const auto& task : m_tasks) {
        if (task->global()) continue;
        if (!task->built()) return std::nullopt;
        std::vector<PartitionFigures> partitions;
        task->addPartitions(partitions);
        for (const auto& p : partitions) {
            const auto limit = limits.find({p.topic, p.partition});
            total += p.position;
            if (p.committed != p.position || p.position < (limit != limits.end() ? limit->second : p.repartition ? p.endOffset : 0)) return std::nullopt;
        }
    }
    return total;
}

void Job::standStill() {
    m_pause.hold();
    m_arrivals.announce();
}
void Job::moveOn() {
    m_pause.letGo();
    m_arrivals.announce();
}
bool Job::standsStill() const {
    return m_started.load(std::memory_order_acquire) && std::all_of(m_threads.begin(), m_threads.end(), [](const auto& thread) { return thread->rests(); });
}

RunLimits::Limits Job::inputs(std::int64_t PartitionFigures::*offset) const {
    RunLimits::Limits out;
    for (const auto& task : m_tasks) {
        if (task->global() || !task->built()) continue;
        std::vector<PartitionFigures> partitions;
        task->addPartitions(partitions);
        for (const auto& p : partitions)
            if (!p.repartition) out[{p.topic, p.partition}] = p.*offset;
    }
    return out;
}

RunLimits::Limits Job::positions() const { return inputs(&PartitionFigures::position); }
RunLimits::Limits Job::ends() const { return inputs(&PartitionFigures::endOffset); }

Result<> Job::start() {
    m_listener = m_env.broker.onArrival([this] { m_arrivals.announce(); });
    m_connectors = std::make_unique<ConnectorThread>(m_env, m_arrivals, m_pause.ofConnectors());
    if (m_options.connectors) WEIR_CHECK(m_connectors->open());
    if (const auto node = m_connectors->endless(); m_options.to && !node.empty())
        return weir::fail(Errc::Invalid, "it gives records without an end, so a run with --to would never stop: let it end (a generator has a count), or run without --to", {.node = node});
    if (m_options.to && m_connectors->empty()) WEIR_CHECK(resolveLimits(*m_options.to));
    const auto& plan = *m_env.plan;
    m_env.progress = std::make_shared<JobProgress>(plan, m_env.partitions, m_env.settings);
    for (std::size_t sub = 0; sub < plan.subTopologies.size(); ++sub)
        for (std::int32_t p = 0; p < m_env.partitions.tasks[sub]; ++p) m_tasks.push_back(std::make_unique<Task>(m_env, static_cast<std::int32_t>(sub), p));
    const auto threads = threadCount(m_env.settings, m_tasks.size());
    std::vector<std::vector<Task*>> shares(static_cast<std::size_t>(threads));
    for (std::size_t i = 0; i < m_tasks.size(); ++i) shares[i % shares.size()].push_back(m_tasks[i].get());
    for (std::size_t i = 0; i < shares.size(); ++i) m_threads.push_back(std::make_unique<StreamThread>(std::move(shares[i]), static_cast<std::int32_t>(i), m_env, m_arrivals, m_pause));
    for (auto& thread : m_threads) thread->start();
    m_connectors->start();
    m_started.store(true, std::memory_order_release);
    m_supervisor = std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            supervise();
            std::this_thread::sleep_for(supervisorNap);
        }
    });
    return {};
}

// One failed task ends the job: the others commit and close. A batch run is done when all of it is processed and committed, and can be read.
void Job::supervise() {
    if (m_stopping.load(std::memory_order_acquire)) return;
    m_env.broker.tend();
    if (firstError()) {
        m_connectors->requestStop();
        for (auto& thread : m_threads) thread->requestStop();
        return;
    }
    if (!m_options.to || m_done.load(std::memory_order_relaxed) || !m_connectors->finished()) return;
    for (const auto& thread : m_threads)
        if (!thread->running()) return;
    // Twice in a row at the same positions: what an upstream task committed last may still be on its way into a repartition topic.
    std::int64_t total = 0;
    const bool finished = std::all_of(m_tasks.begin(), m_tasks.end(), [&](const auto& task) {
        std::vector<PartitionFigures> partitions;
        task->addPartitions(partitions);
        return !task->owes() && std::all_of(partitions.begin(), partitions.end(), [&](const PartitionFigures& p) {
            total += p.position;
            const auto limit = m_env.limits.find({p.topic, p.partition});
            return p.committed == p.position && p.position >= (limit != m_env.limits.end() ? limit->second : p.endOffset);
        });
    });
    if (finished && m_finishedAt == total) m_done.store(true, std::memory_order_release);
    m_finishedAt = finished ? total : -1;
}

void Job::waitForSpace(std::string why) {
    {
        const std::lock_guard lock(m_waitsMutex);
        m_waits = std::move(why);
    }
    m_pause.setForSpace(true);
    m_arrivals.announce();
}
void Job::goOn() {
    m_pause.setForSpace(false);
    m_arrivals.announce();
}

void Job::pause() {
    m_pause.setByPerson(true);
    m_arrivals.announce();
}
void Job::resume() {
    m_pause.setByPerson(false);
    m_arrivals.announce();
}

void Job::stop() {
    const std::lock_guard lock(m_stopMutex);
    m_stopping.store(true, std::memory_order_release);
    if (m_supervisor.joinable()) {
        m_supervisor.request_stop();
        m_supervisor.join();
    }
    if (m_connectors) m_connectors->stopSources();
    for (auto& thread : m_threads) thread->requestStop();
    for (auto& thread : m_threads) thread->join();
    if (m_connectors) { // what the tasks committed last goes out too
        m_connectors->requestStop();
        m_connectors->join();
    }
    if (m_listener >= 0) {
        m_env.broker.removeListener(m_listener);
        m_listener = -1;
    }
    m_stopped.store(true, std::memory_order_release);
}

std::optional<std::int64_t> Job::changelogPassed(const std::string& topic, std::int32_t partition) const {
    for (const auto& task : m_tasks) {
        if (task->partition() != partition || !task->stores().restoresFrom(topic)) continue;
        return task->built() ? task->stores().durablePosition(topic) : 0; // it may still be restoring
    }
    return std::nullopt;
}

std::vector<Task*> Job::tasks() const {
    std::vector<Task*> out;
    for (const auto& task : m_tasks) out.push_back(task.get());
    return out;
}

std::optional<Error> Job::firstError() const {
    if (m_connectors)
        if (auto error = m_connectors->error()) return error;
    for (const auto& task : m_tasks)
        if (task->stoppedError()) return task->stoppedError();
    return std::nullopt;
}

std::string Job::nodeOfStore(const std::string& store) const {
    for (const auto& bound : m_env.plan->typed.nodes)
        for (const auto& spec : bound.stores)
            if (spec.name == store) return m_env.plan->typed.topology.nodes[bound.index].id;
    return {};
}

JobState Job::state() const {
    if (firstError()) return JobState::Failed;
    if (m_stopped.load(std::memory_order_acquire)) return m_done.load(std::memory_order_acquire) ? JobState::Done : JobState::Stopped;
    if (m_stopping.load(std::memory_order_acquire)) return JobState::Stopping;
    if (m_done.load(std::memory_order_acquire)) return JobState::Done;
    if (!m_started.load(std::memory_order_acquire)) return JobState::Starting;
    for (const auto& task : m_tasks) {
        const auto state = task->figures().state;
        if (state == TaskState::Restoring) return JobState::Restoring;
        if (state == TaskState::Created) return JobState::Starting;
    }
    if (m_pause.byPerson()) return JobState::Paused;
    return m_pause.forSpace() ? JobState::Waiting : JobState::Running;
}

std::shared_ptr<const JobSnapshot> Job::snapshot() {
    const std::lock_guard lock(m_snapshotMutex);
    const auto now = m_env.clock.monotonicNanos();
    const auto current = state();
    if (m_last && now - m_last->monotonicNanos < snapshotNanos && m_last->state == current) return m_last;
    auto out = std::make_shared<JobSnapshot>();
    const auto& topology = m_env.plan->typed.topology;
    out->sequence = ++m_sequence;
    out->monotonicNanos = now;
    out->wallMicros = m_env.clock.wallMicros();
    out->applicationId = m_options.id;
    out->state = current;
    out->error = firstError();
    if (m_pause.forSpace() && current < JobState::Stopping) {
        const std::lock_guard waiting(m_waitsMutex);
        out->waits = m_waits;
    }
    out->createdTopics = m_created;
    out->nodes.resize(topology.nodes.size());
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) out->nodes[i].id = topology.nodes[i].id;
    out->edges.resize(topology.edges.size());
    if (!m_started.load(std::memory_order_acquire)) return m_last = out;
    for (std::int32_t sub = 0; const auto& planned : m_env.plan->subTopologies) {
        for (const auto& store : planned.stores)
            if (!store.global) out->stores.push_back({store.name, nodeOfStore(store.name), sub, 0, 0});
        ++sub;
    }
    for (const auto& task : m_tasks) {
        const auto figures = task->figures();
        out->streamTime = std::max(out->streamTime, figures.streamTime);
        out->processed += task->processed();
        out->tasks.push_back(figures);
        if (!task->built()) continue;
        task->addPartitions(out->partitions);
        task->addNodes(out->nodes);
        task->addEdges(out->edges);
        const auto& specs = task->stores().specs();
        for (std::size_t i = 0; i < specs.size(); ++i) {
            auto& store = *std::find_if(out->stores.begin(), out->stores.end(), [&](const StoreFigures& known) { return known.name == specs[i].name; });
            store.rows += task->stores().rows(i);
            store.bytes += task->stores().bytes(i);
        }
    }
    m_connectors->addNodes(out->nodes);
    for (const auto& [name, table] : m_env.globals->all()) out->stores.push_back({name, nodeOfStore(name), -1, table->rows(), table->bytes()});
    m_last = out;
    return out;
}

} // namespace weir
