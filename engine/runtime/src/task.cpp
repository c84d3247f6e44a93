// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/task.h"

#include "failed_record.h"

#include "weir/core/kill_point.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {
namespace {

Path stateFolderOf(const TaskEnvironment& env, std::int32_t sub, std::int32_t partition) {
    if (env.stateFolder.empty()) return {};
    return env.stateFolder / env.plan->typed.topology.applicationId / fmt::format("{}_{}", sub, partition);
}

std::vector<StoreSpec> storesOf(const TaskEnvironment& env, std::int32_t sub) {
    auto stores = env.plan->subTopologies[static_cast<std::size_t>(sub)].stores;
    std::erase_if(stores, [](const StoreSpec& store) { return store.global; }); // the job's
    return stores;
}

} // namespace

Task::Task(const TaskEnvironment& environment, std::int32_t subTopology, std::int32_t partition)
    : m_env(environment), m_subTopology(subTopology), m_partition(partition), m_progress(environment.progress ? &environment.progress->of(subTopology, partition) : &m_alone),
      m_stores(*environment.plan, storesOf(environment, subTopology), partition, stateFolderOf(environment, subTopology, partition), &environment.files) {}
Task::~Task() = default;

std::string Task::id() const { return fmt::format("{}_{}", m_subTopology, m_partition); }

Result<> Task::start(const std::function<bool()>& stopping) {
    setState(TaskState::Restoring);
    WEIR_TRY(m_producer, m_env.broker.producer({true, m_env.transactional}));
    WEIR_TRY(const auto committed, m_env.broker.committed(m_env.plan->typed.topology.applicationId, id()));
    WEIR_CHECK(m_stores.openChangelogs(*m_producer, compressionFromName(m_env.settings.compression), m_env.settings.batchBytes));
    WEIR_CHECK(m_stores.restore(m_env.broker, committed ? &*committed : nullptr, m_restored, m_env.clock, stopping));
    WEIR_CHECK(build());
    WEIR_CHECK(seekToCommitted(committed ? &*committed : nullptr));
    for (auto* op : m_order) op->restored();
    m_built.store(true, std::memory_order_release);
    publish();
    WEIR_CHECK(loadGlobals());
    setState(TaskState::Running);
    return {};
}

// Until what the topic holds now is read. A task that is started again while others run shows its table when it is whole.
Result<> Task::loadGlobals() {
    if (m_filled.empty()) return {};
    m_loading = true;
    const auto behind = [this] {
        return std::any_of(m_inputs.begin(), m_inputs.end(), [this](const Input& input) { return input.next < std::min(input.limit, m_consumer->endOffset(input.slot)); });
    };
    while (behind() && step(m_env.sliceRecords) > 0) {}
    m_loading = false;
    for (auto* table : m_filled) {
        (void)table->publish();
        table->setLoaded(); // after a failure too: nobody waits for a table that never comes
    }
    if (const auto error = stoppedError()) return weir::fail(*error);
    return {};
}

void Task::releaseGlobals() {
    for (auto& [store, reader] : m_globalReaders) reader->release();
    for (auto* table : m_filled)
        if (!m_loading || !table->loaded()) (void)table->publish();
}

std::size_t Task::step(std::size_t recordsMax) {
    if (stopped) return 0;
    nowMicros = m_env.clock.wallMicros();
    m_stepNanos = m_env.clock.monotonicNanos();
    m_budget = recordsMax;
    takeLimits();
    look();
    const auto until = alignedUntil();
    std::size_t done = 0;
    bool held = false;
    while (m_budget > 0 && !held && !stopped) {
        Queue* const queue = choose();
        if (queue == nullptr) break;
        if (m_saidEnd) withdrawEnd(); // others wait again
        do {
            held = queue->mergeTime - queue->delay > until;
            if (held) break;
            m_current = queue;
            source = &queue->record;
            streamTime = std::max(streamTime, queue->mergeTime - queue->delay);
            queue->source->emit(queue->row, queue->hasOld ? &queue->old : nullptr);
            arena.reset();
            if (stopped) break;
            queue->ready = false;
            queue->next = queue->record.offset + 1;
            ++done;
            --m_budget;
        } while (m_budget > 0 && fill(*queue) && comesFirst(*queue));
    }
    m_processedSinceCommit += done;
    if (done > 0) m_processed.add(done);
    releaseGlobals();
    // What was written must be there before others hear how far this task is.
    if (!m_env.transactional)
        for (auto* writer : m_repartitionTopics) writer->flush();
    tend();
    if (const auto bad = m_stores.failed(); bad && !stopped) fail(*bad);
    if (stopped) return done;
    updatePositions();
    publish();
    m_streamTimeFigure.store(streamTime, std::memory_order_relaxed);
    return recordsMax - m_budget;
}

void Task::tend() {
    if (const auto tended = m_producer->tend(); !tended && !stopped) fail(tended.error());
}

bool Task::owes() const { return m_producer->owes(); }

bool Task::full() const {
    std::int64_t bytes = m_bytesSinceCommit;
    for (const auto& [topic, writer] : m_writers) bytes += writer->pendingBytes();
    return bytes >= m_env.settings.commitBytes || m_stores.waitingBytes() >= static_cast<std::size_t>(m_env.settings.cacheBytes) / 2;
}

void Task::flushDue(std::int64_t now) {
    if (std::all_of(m_writers.begin(), m_writers.end(), [](const auto& writer) { return writer.second->empty(); })) {
        m_heldSince = -1;
        return;
    }
    if (m_heldSince < 0) m_heldSince = now;
    if (now - m_heldSince >= m_env.settings.lingerMs * 1'000'000) flushOutputs();
}

void Task::flushOutputs() {
    m_heldSince = -1;
    for (auto& [topic, writer] : m_writers) {
        writer->flush();
        if (writer->error() && !stopped) fail(*writer->error());
    }
}

Result<> Task::send() {
    for (auto* op : m_order) {
        op->beforeCommit();
        if (stopped) return weir::fail(*m_error);
    }
    arena.reset();
    m_stores.writeChangelogs();
    WEIR_KILLPOINT("commit.changelogs-written");
    flushOutputs();
    WEIR_KILLPOINT("commit.outputs-written");
    if (const auto bad = m_stores.failed(); bad && !stopped) fail(*bad);
    if (stopped) return weir::fail(*m_error);
    return {};
}

Result<> Task::sendUncommitted() {
    if (stopped) return weir::fail(*m_error);
    WEIR_CHECK(send());
    m_stores.takeOver();
    m_sentOf = m_processedSinceCommit;
    publish();
    return {};
}

Result<> Task::prepareCommit() {
    if (stopped) return weir::fail(*m_error);
    WEIR_KILLPOINT("commit.begin");
    const auto begin = m_env.clock.monotonicNanos();
    WEIR_CHECK(send());
    CommitRecord record{.application = m_env.plan->typed.topology.applicationId, .task = id(), .streamTime = streamTime};
    for (const auto& input : m_inputs) record.positions[partitionName(*input.topic, input.partition)] = positionText(input);
    m_stores.describe(record);
    for (const auto& input : m_inputs) {
        if (auto done = m_consumer->secure(input.slot, positionEnd(input)); !done) {
            fail(done.error());
            return done;
        }
    }
    WEIR_KILLPOINT("commit.inputs-synced");
    if (auto done = m_producer->prepare(record); !done) {
        fail(done.error());
        return done;
    }
    m_commitBegun = begin;
    return {};
}

Result<> Task::commit(bool last) {
    if (m_commitBegun < 0) WEIR_CHECK(prepareCommit());
    const auto begin = std::exchange(m_commitBegun, -1);
    if (auto done = m_producer->finish(); !done) {
        fail(done.error());
        return done;
    }
    if (auto done = m_stores.apply(static_cast<std::size_t>(m_env.settings.cacheBytes), m_env.clock.monotonicNanos(), last); !done) {
        fail(done.error());
        return done;
    }
    WEIR_KILLPOINT("commit.stores-applied");
    if (auto done = m_stores.trimChangelogs(m_env.broker); !done) {
        fail(done.error());
        return done;
    }
    // Rows leave when the database has all the others: forgetting one that it lacks would cost a search.
    if (!m_stores.lagging())
        for (auto* op : m_order) op->afterCommit();
    for (auto& input : m_inputs) input.committed.store(input.next, std::memory_order_relaxed);
    for (auto& input : m_inputs)
        if (input.repartition)
            if (auto trimmed = m_env.broker.trimBefore({*input.topic, input.partition}, input.next); !trimmed) {
                fail(trimmed.error());
                return trimmed;
            }
    WEIR_KILLPOINT("commit.done");
    m_bytesSinceCommit = 0;
    for (auto& [topic, writer] : m_writers) writer->takeBytes();
    m_processedSinceCommit = 0;
    m_sentOf = 0;
    m_commits.add();
    m_commitMicros.store((m_env.clock.monotonicNanos() - begin) / 1000, std::memory_order_relaxed);
    publish();
    return {};
}

void Task::fail(Error error) {
    stopped = true;
    {
        const std::lock_guard lock(m_errorsMutex);
        if (!m_error) m_error = std::move(error);
    }
    m_stores.abort();
    if (m_producer) m_producer->abort();
    setState(TaskState::Failed);
}

std::optional<Error> Task::stoppedError() const {
    const std::lock_guard lock(m_errorsMutex);
    return m_error;
}

void Task::recordFailed(std::size_t node, std::string_view condition, std::string_view message) {
    const auto& topology = m_env.plan->typed.topology;
    auto& counters = countersOf(node);
    // A global table is read again at each start; what failed before was answered then.
    if (m_loading && m_current != nullptr && m_current->record.offset < m_current->input->committed.load(std::memory_order_relaxed)) return;
    counters.failed.add();
    FailedRecord failed;
    failed.place = {.node = topology.nodes[node].id, .topic = m_current != nullptr ? *m_current->input->topic : std::string(), .partition = m_current != nullptr ? m_current->input->partition : -1,
                    .offset = m_current != nullptr ? m_current->record.offset : -1};
    failed.condition = condition;
    failed.message = message;
    {
        const std::lock_guard lock(m_errorsMutex);
        m_lastErrors[node] = failed.message;
    }
    const auto policy = errorPolicy(topology, topology.nodes[node]);
    if (policy.onError == OnError::Skip) {
        counters.skipped.add();
        return;
    }
    if (policy.onError == OnError::DeadLetter && m_current != nullptr) {
        const auto writer = writerFor(policy.deadLetterTopic);
        if (writer) {
            const auto& record = m_current->record;
            const auto headers = deadLetterHeaders(failed, record.headers);
            (*writer)->write(m_current->input->partition % (*writer)->partitions(), record.timestamp, record.key, record.keyNull, record.value, record.valueNull, {headers.count, headers.bytes});
            counters.deadLettered.add();
            return;
        }
        failed.message += "; and its dead letter can't be written: " + writer.error().detail;
    }
    fail({Errc::RecordFailed, fmt::format("{} ({})", failed.message, failed.condition), failed.place});
}

} // namespace weir
