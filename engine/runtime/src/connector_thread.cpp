// SPDX-License-Identifier: Apache-2.0
#include "connector_thread.h"

#include "weir/core/kill_point.h"
#include "weir/record/key.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::int64_t sliceRecords = 2000;
constexpr std::int64_t napMaxMicros = 50'000;
const std::string positionKey = "connector";

std::string taskName(const std::string& node) { return "connector-" + node; }

} // namespace

class ConnectorThread::Sink final : public ConnectorSink {
public:
    explicit Sink(BatchingWriter& writer) : m_writer(writer) {}
    Result<> produce(std::int32_t partition, std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull) override {
        if (partition < 0) partition = keyNull ? static_cast<std::int32_t>(m_dealt++ % static_cast<std::uint32_t>(m_writer.partitions())) : partitionOfKey(key, m_writer.partitions());
        m_writer.write(partition, timestamp, key, keyNull, value, valueNull, {});
        if (m_writer.error()) return weir::fail(*m_writer.error());
        return {};
    }
    std::int32_t partitions() const override { return m_writer.partitions(); }

private:
    BatchingWriter& m_writer;
    std::uint32_t m_dealt = 0;
};

struct ConnectorThread::Line {
    std::string node;
    std::unique_ptr<SourceConnector> connector;
    std::unique_ptr<Producer> producer;
    std::unique_ptr<BatchingWriter> writer;
    std::unique_ptr<Sink> sink;
    std::int64_t dueNanos = 0;
    std::int64_t lastCommit = 0;
    std::int64_t lastFlush = 0; ///< between commits that are held back
    bool outward = false; ///< carries its topic to somewhere else: it has no end of its own
    bool ended = false;
    bool pending = false;
    std::int64_t bytes = 0; ///< written since the last commit
    std::string committed; ///< the position of the last commit
    std::size_t index = 0;    ///< of its node
    ConnectorFigures figures; ///< as last published; guarded by m_mutex
};

ConnectorThread::ConnectorThread(const TaskEnvironment& environment, Arrivals& arrivals, const std::atomic<bool>& paused) : m_env(environment), m_arrivals(arrivals), m_paused(paused) {}
ConnectorThread::~ConnectorThread() {
    requestStop();
    join();
}

bool ConnectorThread::empty() const {
    return std::all_of(m_lines.begin(), m_lines.end(), [](const auto& line) { return line->outward; });
}

std::string ConnectorThread::endless() const {
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [](const auto& line) { return !line->outward && !line->connector->ends(); });
    return found == m_lines.end() ? std::string() : (*found)->node;
}

Result<> ConnectorThread::open() {
    const auto& typed = m_env.plan->typed;
    for (const auto& bound : typed.nodes) {
        if (!bound.spec->connector || !bound.ok) continue;
        const auto& node = typed.topology.nodes[bound.index];
        auto line = std::make_unique<Line>();
        line->node = node.id;
        line->index = bound.index;
        line->outward = bound.sourceTopic.empty();
        const auto& topic = line->outward ? bound.sinkTopic : bound.sourceTopic;
        ConnectorContext context(bound, node, m_env.files, m_env.clock, &m_env.broker);
        line->connector = bound.spec->connector(context);
        WEIR_TRY(line->producer, m_env.broker.producer({true, m_env.transactional}));
        WEIR_TRY(const auto handle, line->producer->open(topic));
        line->writer = std::make_unique<BatchingWriter>(*line->producer, handle, topic, compressionFromName(m_env.settings.compression), m_env.settings.batchBytes);
        line->sink = std::make_unique<Sink>(*line->writer);
        WEIR_TRY(const auto committed, m_env.broker.committed(typed.topology.applicationId, taskName(node.id)));
        std::string position;
        if (committed)
            if (const auto found = committed->positions.find(positionKey); found != committed->positions.end()) position = found->second;
        if (auto opened = line->connector->open(position); !opened) {
            auto error = opened.error();
            error.place.node = node.id;
            return weir::fail(std::move(error));
        }
        m_lines.push_back(std::move(line));
    }
    return {};
}

void ConnectorThread::start() {
    if (m_lines.empty()) {
        m_finished.store(true, std::memory_order_release);
        return;
    }
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}
void ConnectorThread::requestStop() {
    if (m_thread.joinable()) m_thread.request_stop();
}
void ConnectorThread::join() {
    if (m_thread.joinable()) m_thread.join();
}

std::optional<Error> ConnectorThread::error() const {
    const std::lock_guard lock(m_mutex);
    return m_error;
}
void ConnectorThread::fail(Error error) {
    const std::lock_guard lock(m_mutex);
    if (!m_error) m_error = std::move(error);
}

void ConnectorThread::publish(Line& line) {
    auto figures = line.connector->figures();
    const std::lock_guard lock(m_mutex);
    line.figures = std::move(figures);
}

void ConnectorThread::addNodes(std::vector<NodeFigures>& out) const {
    const std::lock_guard lock(m_mutex);
    for (const auto& line : m_lines) {
        if (line->figures.skipped == 0) continue;
        auto& node = out[line->index];
        node.failed += line->figures.skipped;
        node.dropped.emplace_back("skipped", line->figures.skipped);
        node.lastError = line->figures.lastError;
    }
}

Result<> ConnectorThread::commit(Line& line) {
    line.writer->flush();
    if (line.writer->error()) return weir::fail(*line.writer->error());
    line.pending = false;
    line.bytes = 0;
    WEIR_CHECK(line.connector->flush());
    WEIR_KILLPOINT("connector.commit.flushed");
    line.committed = line.connector->position();
    return line.producer->commit({.application = m_env.plan->typed.topology.applicationId, .task = taskName(line.node), .positions = {{positionKey, line.committed}}});
}

void ConnectorThread::run(const std::stop_token& stop) {
    const auto interval = m_env.settings.commitIntervalMs * 1'000'000;
    // What a file gets is seen at its commit: that is not held back as long.
    const auto commitEvery = [&](const Line& line) { return m_env.durable ? interval : std::max(interval, line.outward ? heldBackNanos / 10 : heldBackNanos); };
    while (!stop.stop_requested() && !error()) {
        const auto seen = m_arrivals.count();
        auto now = m_env.clock.monotonicNanos();
        std::int64_t nap = napMaxMicros;
        bool allEnded = true;
        for (auto& line : m_lines) {
            const bool held = m_paused.load(std::memory_order_acquire) || (!line->outward && m_sourcesStopped.load(std::memory_order_acquire));
            if (!line->ended && now >= line->dueNanos && !held) {
                const auto next = line->connector->poll(*line->sink, sliceRecords);
                publish(*line);
                line->bytes += line->writer->takeBytes();
                line->pending = line->pending || line->bytes > 0 || line->connector->position() != line->committed;
                if (!next) {
                    auto why = next.error();
                    why.place.node = line->node;
                    line->producer->abort();
                    fail(std::move(why));
                    break;
                }
                if (*next < 0) line->ended = true;
                now = m_env.clock.monotonicNanos();
                line->dueNanos = now + std::max<std::int64_t>(*next, 0) * 1000;
                if (*next != 0 && !m_env.transactional) line->writer->flush();
            }
            if (const auto tended = line->producer->tend(); !tended) fail(tended.error());
            const bool full = m_env.transactional && line->bytes >= m_env.settings.commitBytes;
            if (line->pending && (line->ended || full || now - line->lastCommit >= commitEvery(*line))) {
                line->lastCommit = now;
                if (const auto done = commit(*line); !done) {
                    line->producer->abort();
                    fail(done.error());
                }
            }
            if (!m_env.durable && now - line->lastFlush >= interval) {
                line->writer->flush();
                line->lastFlush = now;
            }
            allEnded = allEnded && (line->outward || (line->ended && !line->producer->owes()));
            if (!line->ended) nap = std::min(nap, (line->dueNanos - now) / 1000);
        }
        m_finished.store(allEnded, std::memory_order_release);
        if (m_paused.load(std::memory_order_acquire)) nap = napMaxMicros;
        if (nap > 0) m_arrivals.wait(allEnded ? seen : m_arrivals.count(), std::chrono::microseconds(nap));
    }
    for (auto& line : m_lines) {
        if (error()) return;
        // A batch run stops when its tasks have committed: what they wrote goes out before the end.
        for (Result<std::int64_t> next = 0; line->outward && next && *next == 0; line->pending = true) {
            next = line->connector->poll(*line->sink, sliceRecords);
            if (!next) fail(next.error());
        }
        if (line->pending)
            if (const auto done = commit(*line); !done) fail(done.error());
    }
}

} // namespace weir
