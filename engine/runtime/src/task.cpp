// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/task.h"

#include "failed_record.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::size_t fetchBytes = std::size_t{1} << 20U;

Path stateFolderOf(const TaskEnvironment& env, std::int32_t sub, std::int32_t partition) {
    if (env.stateFolder.empty()) return {};
    return env.stateFolder / env.plan->typed.topology.applicationId / fmt::format("{}_{}", sub, partition);
}

} // namespace

Task::Task(const TaskEnvironment& environment, std::int32_t subTopology, std::int32_t partition)
    : m_env(environment), m_subTopology(subTopology), m_partition(partition),
      m_stores(*environment.plan, environment.plan->subTopologies[static_cast<std::size_t>(subTopology)].stores, partition, stateFolderOf(environment, subTopology, partition), &environment.files) {}
Task::~Task() = default;

std::string Task::id() const { return fmt::format("{}_{}", m_subTopology, m_partition); }

Result<> Task::start() {
    setState(TaskState::Restoring);
    WEIR_TRY(m_producer, m_env.broker.producer(m_env.durable));
    WEIR_TRY(const auto committed, m_env.broker.committed(m_env.plan->typed.topology.applicationId, id()));
    WEIR_CHECK(m_stores.openChangelogs(*m_producer, compressionFromName(m_env.settings.compression), m_env.settings.batchBytes));
    WEIR_CHECK(m_stores.restore(m_env.broker, committed ? &*committed : nullptr, m_restored));
    m_restored.store(1.0, std::memory_order_relaxed);
    WEIR_CHECK(build());
    WEIR_CHECK(seekToCommitted(committed ? &*committed : nullptr));
    for (auto* op : m_order) op->restored();
    m_built.store(true, std::memory_order_release);
    setState(TaskState::Running);
    return {};
}

Result<> Task::seekToCommitted(const CommitRecord* committed) {
    if (committed != nullptr) streamTime = committed->streamTime;
    for (auto& queue : m_queues) {
        const auto name = partitionName(*queue.topic, queue.partition);
        std::int64_t offset = m_consumer->startOffset(queue.slot);
        bool known = false;
        if (committed != nullptr) {
            const auto found = committed->positions.find(name);
            if (found != committed->positions.end()) {
                std::from_chars(found->second.data(), found->second.data() + found->second.size(), offset);
                known = true;
            }
        }
        if (!known && !queue.repartition) {
            const auto* start = m_env.plan->typed.topology.nodes[queue.node].field("start");
            if (start != nullptr && start->text() != nullptr && *start->text() == "latest") offset = m_consumer->endOffset(queue.slot);
        }
        if (offset > m_consumer->endOffset(queue.slot))
            return weir::fail(Errc::OutOfRange, fmt::format("the last commit stands at offset {}, but the partition ends at {}: its topic was made anew; reset the application's offsets", offset, m_consumer->endOffset(queue.slot)),
                              {.node = m_env.plan->typed.topology.nodes[queue.node].id, .topic = *queue.topic, .partition = queue.partition});
        offset = std::max(offset, m_consumer->startOffset(queue.slot));
        m_consumer->seek(queue.slot, offset);
        queue.next = offset;
        queue.position.store(offset, std::memory_order_relaxed);
        queue.committed.store(offset, std::memory_order_relaxed);
        const auto limit = m_env.limits.find({*queue.topic, queue.partition});
        if (limit != m_env.limits.end()) queue.limit = limit->second;
    }
    return {};
}

bool Task::nextRecord(Queue& queue) {
    while (true) {
        if (queue.inBatch) {
            while (queue.reader.next(queue.record))
                if (queue.record.offset >= queue.next) return true;
            queue.inBatch = false;
            if (queue.reader.failed()) {
                fail({Errc::Corrupt, "a batch can't be read", {.topic = *queue.topic, .partition = queue.partition, .offset = queue.next}});
                return false;
            }
        }
        const auto bytes = queue.buffer.bytes().subspan(queue.at);
        if (bytes.empty()) {
            const auto more = m_consumer->fetch(queue.slot, fetchBytes, queue.buffer);
            queue.at = 0;
            if (!more) fail(more.error());
            if (!more || !*more) {
                queue.buffer.resize(0);
                return false;
            }
            continue;
        }
        const auto header = readBatchHeader(bytes);
        if (!header) {
            fail(header.error());
            return false;
        }
        const auto whole = bytes.first(static_cast<std::size_t>(header->sizeBytes));
        queue.at += whole.size();
        if (header->control()) {
            queue.next = std::max(queue.next, header->lastOffset() + 1);
            continue;
        }
        if (const auto opened = queue.reader.open(whole); !opened) {
            fail(opened.error());
            return false;
        }
        queue.inBatch = true;
    }
}

bool Task::fill(Queue& queue) {
    while (!queue.ready && queue.next < queue.limit && nextRecord(queue)) {
        if (queue.record.offset >= queue.limit) {
            queue.next = queue.limit;
            ++m_processedSinceCommit; // the gap before the limit is committed too
            queue.position.store(queue.next, std::memory_order_relaxed);
            break;
        }
        queue.arena.reset();
        m_current = &queue;
        source = &queue.record;
        const Origin origin{queue.topic, queue.partition, queue.record.offset};
        if (queue.source->decode(queue.record, origin, queue.arena, queue.row, queue.old, queue.hasOld)) {
            queue.ready = true;
            return true;
        }
        if (stopped) return false;
        queue.next = queue.record.offset + 1; // passed over
        ++m_processedSinceCommit;
        queue.position.store(queue.next, std::memory_order_relaxed);
    }
    return queue.ready;
}

// The lowest head timestamp; ties by the order of topics and partitions.
Task::Queue* Task::choose() {
    Queue* best = nullptr;
    for (auto& queue : m_queues) {
        if (!queue.ready && !fill(queue)) {
            if (stopped) return nullptr;
            continue;
        }
        if (best == nullptr || queue.row.timestamp < best->row.timestamp) best = &queue;
    }
    return best;
}

std::size_t Task::step(std::size_t recordsMax) {
    if (stopped) return 0;
    nowMicros = m_env.clock.wallMicros();
    std::size_t done = 0;
    const bool single = m_queues.size() == 1;
    while (done < recordsMax) {
        Queue* queue = nullptr;
        if (single) {
            queue = &m_queues.front();
            if (!fill(*queue)) break;
        } else {
            queue = choose();
            if (queue == nullptr) break;
        }
        m_current = queue;
        source = &queue->record;
        if (queue->row.timestamp > streamTime) streamTime = queue->row.timestamp;
        queue->source->emit(queue->row, queue->hasOld ? &queue->old : nullptr);
        arena.reset();
        if (stopped) break;
        queue->ready = false;
        queue->next = queue->record.offset + 1;
        ++done;
    }
    if (done > 0) {
        m_processedSinceCommit += done;
        m_processed.add(done);
        m_streamTimeFigure.store(streamTime, std::memory_order_relaxed);
        for (auto& queue : m_queues) {
            queue.position.store(queue.next, std::memory_order_relaxed);
            if (queue.row.timestamp > queue.timestamp.load(std::memory_order_relaxed)) queue.timestamp.store(queue.row.timestamp, std::memory_order_relaxed);
        }
    }
    // Small batches between sub-topologies: full ones would span minutes of event time while catching up, and the records of one
    // task would reach a window behind those of another after its grace.
    for (auto* writer : m_repartitionTopics) writer->flush();
    if (const auto bad = m_stores.failed(); bad && !stopped) fail(*bad);
    return done;
}

bool Task::full() const {
    std::int64_t bytes = m_bytesSinceCommit;
    for (const auto& [topic, writer] : m_writers) bytes += writer->pendingBytes();
    return bytes >= m_env.settings.commitBytes || m_stores.dirtyBytes() >= static_cast<std::size_t>(m_env.settings.cacheBytes) / 2;
}

void Task::flushOutputs() {
    for (auto& [topic, writer] : m_writers) {
        writer->flush();
        if (writer->error() && !stopped) fail(*writer->error());
    }
}

Result<> Task::commit(bool last) {
    if (stopped) return weir::fail(*m_error);
    const auto begin = m_env.clock.monotonicNanos();
    for (auto* op : m_order) {
        op->beforeCommit();
        if (stopped) return weir::fail(*m_error);
    }
    arena.reset();
    m_stores.writeChangelogs();
    flushOutputs();
    if (const auto bad = m_stores.failed(); bad && !stopped) fail(*bad);
    if (stopped) return weir::fail(*m_error);
    CommitRecord record{.application = m_env.plan->typed.topology.applicationId, .task = id(), .streamTime = streamTime};
    for (const auto& queue : m_queues) record.positions[partitionName(*queue.topic, queue.partition)] = std::to_string(queue.next);
    m_stores.describe(record);
    if (auto done = m_producer->commit(record); !done) {
        fail(done.error());
        return done;
    }
    if (auto done = m_stores.apply(static_cast<std::size_t>(m_env.settings.cacheBytes), m_env.clock.monotonicNanos(), last); !done) {
        fail(done.error());
        return done;
    }
    // Rows leave when the database has all the others: forgetting one that it lacks would cost a search.
    if (!m_stores.lagging())
        for (auto* op : m_order) op->afterCommit();
    for (auto& queue : m_queues) queue.committed.store(queue.next, std::memory_order_relaxed);
    for (auto& queue : m_queues)
        if (queue.repartition)
            if (auto trimmed = m_env.broker.trimBefore({*queue.topic, queue.partition}, queue.next); !trimmed) {
                fail(trimmed.error());
                return trimmed;
            }
    m_bytesSinceCommit = 0;
    for (auto& [topic, writer] : m_writers) writer->takeBytes();
    m_processedSinceCommit = 0;
    m_commits.add();
    m_commitMicros.store((m_env.clock.monotonicNanos() - begin) / 1000, std::memory_order_relaxed);
    return {};
}

bool Task::finished() const {
    return std::all_of(m_queues.begin(), m_queues.end(), [](const Queue& queue) { return queue.next >= queue.limit; });
}

void Task::fail(Error error) {
    stopped = true;
    {
        const std::lock_guard lock(m_errorsMutex);
        if (!m_error) m_error = std::move(error);
    }
    m_stores.abort();
    setState(TaskState::Failed);
}

std::optional<Error> Task::stoppedError() const {
    const std::lock_guard lock(m_errorsMutex);
    return m_error;
}

void Task::recordFailed(std::size_t node, std::string_view condition, std::string_view message) {
    const auto& topology = m_env.plan->typed.topology;
    auto& counters = countersOf(node);
    counters.failed.add();
    FailedRecord failed;
    failed.place = {.node = topology.nodes[node].id, .topic = m_current != nullptr ? *m_current->topic : std::string(), .partition = m_current != nullptr ? m_current->partition : -1,
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
            (*writer)->write(m_current->partition % (*writer)->partitions(), record.timestamp, record.key, record.keyNull, record.value, record.valueNull, {headers.count, headers.bytes});
            counters.deadLettered.add();
            return;
        }
        failed.message += "; and its dead letter can't be written: " + writer.error().detail;
    }
    fail({Errc::RecordFailed, fmt::format("{} ({})", failed.message, failed.condition), failed.place});
}

} // namespace weir
