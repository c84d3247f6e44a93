// SPDX-License-Identifier: Apache-2.0
// The order in which a task takes its records (docs/adr/0006-order-of-records.md): queues merged by time, waiting for what may
// still come, near the tasks that feed the same topic.
#include "weir/runtime/task.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <type_traits>

namespace weir {
namespace {

constexpr std::size_t fetchBytes = std::size_t{1} << 20U;
constexpr std::int64_t unknown = TaskProgress::notStarted;

/// "120", or of a repartition topic "100 120 100": the lowest, then each producer's.
std::vector<std::int64_t> parseOffsets(std::string_view text) {
    std::vector<std::int64_t> offsets;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        std::int64_t offset = 0;
        const auto [rest, error] = std::from_chars(at, end, offset);
        if (error != std::errc{}) break;
        offsets.push_back(offset);
        at = rest < end ? rest + 1 : rest;
    }
    return offsets;
}

} // namespace

Result<> Task::seekToCommitted(const CommitRecord* committed) {
    if (committed != nullptr) streamTime = committed->streamTime;
    m_bounded = !m_env.limits.empty();
    const auto& nodes = m_env.plan->typed.topology.nodes;
    for (auto& input : m_inputs) {
        const auto first = m_consumer->startOffset(input.slot);
        const auto end = m_consumer->endOffset(input.slot);
        std::vector<std::int64_t> offsets;
        if (committed != nullptr)
            if (const auto found = committed->positions.find(partitionName(*input.topic, input.partition)); found != committed->positions.end()) offsets = parseOffsets(found->second);
        if (offsets.empty()) {
            const auto* start = input.repartition ? nullptr : nodes[input.node].field("start");
            offsets.push_back(start != nullptr && start->text() != nullptr && *start->text() == "latest" ? end : first);
        }
        if (offsets.front() > end)
            return weir::fail(Errc::OutOfRange, fmt::format("the last commit stands at offset {}, but the partition ends at {}: its topic was made anew; reset the application's offsets", offsets.front(), end),
                              {.node = nodes[input.node].id, .topic = *input.topic, .partition = input.partition});
        const auto known = std::max(offsets.front(), first);
        const auto lowest = global() ? first : known; // a global table is filled anew at each start
        m_consumer->seek(input.slot, lowest);
        if (input.feed) input.feed->start(lowest);
        for (auto& queue : m_queues)
            if (queue.input == &input) queue.next = std::max(lowest, offsets.size() > queue.producer + 1 ? offsets[queue.producer + 1] : lowest);
        input.next = lowest;
        input.position.store(lowest, std::memory_order_relaxed);
        input.committed.store(known, std::memory_order_relaxed);
        if (const auto limit = m_env.limits.find({*input.topic, input.partition}); limit != m_env.limits.end()) input.limit = limit->second;
    }
    return {};
}

bool Task::nextRecord(Queue& queue) {
    if (queue.input->feed) return nextOfFeed(queue);
    while (true) {
        if (queue.inBatch) {
            while (queue.batches.next(queue.record))
                if (queue.record.offset >= queue.next) return true;
            queue.inBatch = false;
            if (queue.batches.failed()) {
                fail({Errc::Corrupt, "a batch can't be read", {.topic = *queue.input->topic, .partition = queue.input->partition, .offset = queue.next}});
                return false;
            }
            passTo(queue, queue.batchEnd);
            if (queue.next >= queue.input->limit) return false;
        }
        const auto bytes = queue.buffer.bytes().subspan(queue.at);
        if (bytes.empty()) {
            const auto more = m_consumer->fetch(queue.input->slot, fetchBytes, queue.buffer);
            queue.at = 0;
            if (!more) fail(more.error());
            if (!more || !*more) {
                if (more) queue.next = std::max(queue.next, m_consumer->position(queue.input->slot)); // it may have passed markers
                queue.buffer.resize(0);
                queue.drained = true;
                if (more) passTo(queue, m_consumer->position(queue.input->slot)); // a gap at the end of the log
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
            passTo(queue, header->lastOffset() + 1);
            continue;
        }
        if (const auto opened = queue.batches.open(whole); !opened) {
            fail(opened.error());
            return false;
        }
        queue.inBatch = true;
        queue.batchEnd = header->lastOffset() + 1;
    }
}

/// There is no record before this offset any more. A limit stays where it is: what is behind it was not looked at.
void Task::passTo(Queue& queue, std::int64_t offset) { queue.next = std::max(queue.next, std::min(offset, queue.input->limit)); }

bool Task::nextOfFeed(Queue& queue) {
    auto& feed = *queue.input->feed;
    while (true) {
        if (queue.batch != nullptr) {
            while (queue.batch->next(queue.record))
                if (queue.record.offset >= queue.next) return true;
            const bool failed = queue.batch->failed();
            feed.done(std::exchange(queue.batch, nullptr));
            if (failed) {
                fail({Errc::Corrupt, "a batch can't be read", {.topic = *queue.input->topic, .partition = queue.input->partition, .offset = queue.next}});
                return false;
            }
        }
        const auto batch = feed.next(queue.producer);
        if (!batch) {
            fail(batch.error());
            return false;
        }
        queue.drained = *batch == nullptr;
        if (queue.drained) return false;
        queue.batch = *batch;
    }
}

// Records that can't be read count as work too: however many there are, a step ends.
bool Task::fill(Queue& queue) {
    if (queue.ready) return true;
    const auto limit = queue.input->limit;
    while (!queue.drained && m_budget > 0) {
        if (queue.next >= limit) {
            queue.drained = true;
            break;
        }
        if (!nextRecord(queue)) {
            if (queue.next < limit || stopped) break;
            continue;
        }
        if (queue.record.offset >= limit) {
            queue.next = limit;
            ++m_processedSinceCommit; // the gap before the limit is committed too
            queue.drained = true;
            break;
        }
        queue.arena.reset();
        m_current = &queue;
        source = &queue.record;
        const Origin origin{queue.input->topic, queue.input->partition, queue.record.offset};
        if (queue.source->decode(queue.record, origin, queue.arena, queue.row, queue.old, queue.hasOld)) {
            queue.mergeTime = (queue.reader != nullptr ? queue.reader->mergeTime() : queue.row.timestamp) + queue.delay;
            queue.ready = true;
            return true;
        }
        if (stopped) return false;
        queue.next = queue.record.offset + 1; // passed over
        ++m_processedSinceCommit;
        --m_budget;
    }
    return false;
}

// What was read ahead is read again: it may stand behind the new limit, or the old one may have hidden it.
void Task::takeLimits() {
    if (!m_env.held || global() || m_env.held->version() == m_limitsTaken.load(std::memory_order_relaxed)) return;
    const auto version = m_env.held->version();
    const auto held = m_env.held->get();
    for (auto& input : m_inputs) {
        if (input.repartition) continue;
        const TopicPartition name{*input.topic, input.partition};
        const auto own = m_env.limits.find(name);
        input.limit = own != m_env.limits.end() ? own->second : std::numeric_limits<std::int64_t>::max();
        if (!held) continue;
        const auto limit = held->find(name);
        input.limit = std::min(input.limit, limit != held->end() ? limit->second : 0);
    }
    for (auto& queue : m_queues) {
        if (queue.input->repartition) continue;
        queue.ready = false;
        queue.inBatch = false;
        queue.buffer.resize(0);
        queue.at = 0;
        m_consumer->seek(queue.input->slot, queue.next);
    }
    m_bounded = held.has_value() || !m_env.limits.empty();
    m_limitsTaken.store(version, std::memory_order_release);
}

// What others have sent is read before the log's end is looked for: what is not found then comes later in time.
void Task::look() {
    for (auto& queue : m_queues) {
        queue.drained = false;
        if (queue.upstream == nullptr) continue;
        const auto until = queue.upstream->until.load(std::memory_order_acquire);
        queue.floor = until == TaskProgress::atEnd || until == unknown ? until : until + queue.delay;
    }
    for (auto& input : m_inputs)
        if (input.feed) input.feed->look();
}

// The queue with the lowest merge time; the runner-up says how long it goes on. Null: nothing there, or a queue that is empty may
// still get a record that comes first.
Task::Queue* Task::choose() {
    Queue* best = nullptr;
    Turn first;
    m_runnerUp = {};
    m_idling = false;
    for (auto& queue : m_queues) {
        if (!fill(queue) && (stopped || m_budget == 0)) return nullptr;
        if (queue.ready) queue.emptySince = -1;
        else if (queue.floor == TaskProgress::atEnd) {
            m_idling = idles(queue) || m_idling;
            continue;
        }
        const Turn turn{queue.ready ? queue.mergeTime : queue.floor, &queue};
        if (first.queue == nullptr || turn.time < first.time) {
            m_runnerUp = first;
            first = turn;
            best = &queue;
        } else if (m_runnerUp.queue == nullptr || turn.time < m_runnerUp.time) {
            m_runnerUp = turn;
        }
    }
    if (best == nullptr || !best->ready) return nullptr;
    return m_idling ? nullptr : best;
}

bool Task::idles(Queue& queue) {
    if (m_env.settings.maxTaskIdleMs <= 0 || m_bounded) return false;
    if (queue.emptySince < 0) queue.emptySince = m_stepNanos;
    return m_stepNanos - queue.emptySince < m_env.settings.maxTaskIdleMs * 1'000'000;
}

/// How far in time it may go beside the tasks that feed the same topics.
std::int64_t Task::alignedUntil() const {
    auto until = TaskProgress::atEnd;
    if (!m_env.progress) return until;
    for (const auto& aligned : m_env.progress->alignments(m_subTopology)) {
        auto slowest = TaskProgress::atEnd;
        for (const auto sub : aligned.subTopologies)
            for (const auto& other : m_env.progress->tasks(sub))
                if (&other != m_progress) slowest = std::min(slowest, other.reached.load(std::memory_order_relaxed));
        if (slowest < TaskProgress::atEnd - aligned.skewMs) until = std::min(until, slowest + aligned.skewMs);
    }
    return until;
}

/// It has taken all there is, and nobody is about to send more.
bool Task::settled() const {
    return std::all_of(m_queues.begin(), m_queues.end(), [](const Queue& queue) { return !queue.ready && queue.drained && queue.floor == TaskProgress::atEnd; });
}

bool Task::finished() const {
    return m_bounded && settled() && !m_producer->owes() && std::all_of(m_queues.begin(), m_queues.end(), [](const Queue& queue) { return queue.input->repartition || queue.next >= queue.input->limit; });
}

// Of a repartition topic: before the first record, of any producer, that is still to be processed.
void Task::updatePositions() {
    for (auto& input : m_inputs) input.next = std::numeric_limits<std::int64_t>::max();
    for (auto& queue : m_queues) {
        if (queue.ready) queue.next = queue.record.offset;
        else if (queue.input->feed && queue.batch == nullptr) queue.next = std::max(queue.next, queue.input->feed->waitingFrom(queue.producer));
        auto& input = *queue.input;
        input.next = std::min(input.next, queue.next);
        if (queue.row.timestamp > input.timestamp.load(std::memory_order_relaxed)) input.timestamp.store(queue.row.timestamp, std::memory_order_relaxed);
    }
    for (auto& input : m_inputs) {
        input.position.store(input.next, std::memory_order_relaxed);
        // Passed without a record (gaps, or what other producers' queues had done before a restart): that is committed too.
        if (m_processedSinceCommit == 0 && input.next != input.committed.load(std::memory_order_relaxed)) m_processedSinceCommit = 1;
    }
}

/// Every offset that its position in a commit names is below this.
std::int64_t Task::positionEnd(const Input& input) const {
    auto end = input.next;
    for (const auto& queue : m_queues)
        if (queue.input == &input) end = std::max(end, queue.next);
    return end;
}

std::string Task::positionText(const Input& input) const {
    auto text = std::to_string(input.next);
    if (!input.feed) return text;
    const bool same = std::all_of(m_queues.begin(), m_queues.end(), [&](const Queue& queue) { return queue.input != &input || queue.next == input.next; });
    if (same) return text;
    for (const auto& queue : m_queues)
        if (queue.input == &input) text += " " + std::to_string(queue.next);
    return text;
}

/// What is taken next from these is no earlier.
template <class Queues>
std::int64_t Task::boundOf(const Queues& queues) const {
    auto bound = TaskProgress::atEnd;
    for (const auto& each : queues) {
        const Queue* queue = nullptr;
        if constexpr (std::is_pointer_v<std::remove_cvref_t<decltype(each)>>) queue = each;
        else queue = &each;
        const auto next = queue->ready ? queue->mergeTime : queue->drained ? queue->floor : unknown;
        if (next != TaskProgress::atEnd) bound = std::min(bound, next == unknown ? unknown : next - queue->delay);
    }
    return bound == TaskProgress::atEnd ? bound : std::max(streamTime, bound);
}

// Of a topic: what comes next in it comes of the queues that lead there. What a commit may send has the time of the last record
// taken, and until it is sent nobody may hear of a later one. A live job that was at its end does not wait for its commits.
void Task::publish() {
    auto reached = boundOf(m_queues);
    const bool ended = reached == TaskProgress::atEnd;
    m_live = m_live || (ended && !m_bounded && !pending());
    const bool holds = m_holdsBack && !m_live && pending();
    if (ended && holds) reached = streamTime;
    m_saidEnd = reached == TaskProgress::atEnd;
    bool changed = m_progress->reached.exchange(reached, std::memory_order_relaxed) != reached;
    m_heldByItself = false;
    for (const auto& sending : m_sending) {
        const auto until = sending.heldBack && holds ? streamTime : boundOf(sending.from);
        if (m_env.transactional && sending.writer != nullptr && (sending.writer->uncommitted() || m_producer->owes())) {
            // What stands in the topic is not committed, or its marker is missing: nothing is said of it before readers see it.
            m_heldByItself = m_heldByItself || (m_env.progress->waitsForItself(m_subTopology) && boundOf(sending.from) != sending.sent->until.load(std::memory_order_relaxed));
            continue;
        }
        m_saidEnd = m_saidEnd || until == TaskProgress::atEnd;
        if (sending.sent->until.load(std::memory_order_relaxed) == until) continue;
        sending.sent->until.store(until, std::memory_order_release);
        changed = true;
    }
    m_advanced = m_advanced || changed;
}

// Before what was written stands in its topics nothing may be said of it, but that there is more to come.
void Task::withdrawEnd() {
    m_saidEnd = false;
    if (m_progress->reached.load(std::memory_order_relaxed) == TaskProgress::atEnd) m_progress->reached.store(boundOf(m_queues), std::memory_order_relaxed);
    for (const auto& sending : m_sending) {
        if (sending.sent->until.load(std::memory_order_relaxed) != TaskProgress::atEnd) continue;
        const auto until = boundOf(sending.from);
        sending.sent->until.store(until, std::memory_order_release);
        m_saidEnd = m_saidEnd || until == TaskProgress::atEnd;
    }
}

} // namespace weir
