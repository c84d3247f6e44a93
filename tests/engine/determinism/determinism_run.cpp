// SPDX-License-Identifier: Apache-2.0
#include "determinism_run.h"

#include "weir/record/key.h"
#include "weir/runtime/engine.h"
#include "weir/runtime/topic_flow.h"
#include "weir/topology/topology_json.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>
#include <thread>

namespace weir {
namespace {

constexpr std::chrono::seconds patience{60}; // a loaded machine; never waited for when all is well

std::uint64_t bigEndian(std::string_view bytes) {
    std::uint64_t out = 0;
    for (const char c : bytes) out = out << 8U | static_cast<unsigned char>(c);
    return out;
}

/// The windows' starts are a windowed key's last eight bytes.
bool beforeClosing(const RandomSink& sink, std::string_view key, std::int64_t timestamp) {
    if (!sink.windowed || key.size() < 8) return timestamp < RandomTopology::closingTime;
    return static_cast<std::int64_t>(bigEndian(key.substr(key.size() - 8))) < RandomTopology::closingTime;
}

/// A dead letter's offset in a repartition topic is where arrival put the record.
std::string headersText(const HeadersView& headers) {
    std::string out;
    const auto all = decodeHeaders(headers);
    const bool between = std::any_of(all.begin(), all.end(), [](const auto& header) { return header.first == "__weir.error.topic" && header.second.value_or("").find('.') != std::string::npos; });
    for (const auto& [name, value] : all)
        if (!between || name != "__weir.error.offset") out += " " + name + "=" + value.value_or("NULL");
    return out;
}

} // namespace

class SignedBroker::Signing final : public Producer {
public:
    Signing(SignedBroker& broker, std::uint64_t id, std::unique_ptr<Producer> own) : m_broker(broker), m_id(id), m_own(std::move(own)) {}
    Result<std::size_t> open(const std::string& topic) override {
        WEIR_TRY(const auto handle, m_own->open(topic));
        m_topics.resize(std::max(m_topics.size(), handle + 1));
        m_topics[handle] = topic;
        return handle;
    }
    std::int32_t partitions(std::size_t handle) const override { return m_own->partitions(handle); }
    Result<std::int64_t> send(std::size_t handle, std::int32_t partition, std::span<std::byte> batch) override {
        WEIR_TRY(const auto base, m_own->send(handle, partition, batch));
        const std::lock_guard lock(m_broker.m_mutex);
        m_broker.m_writers[{m_topics[handle], partition}][base] = m_id;
        return base;
    }
    Result<> prepare(const CommitRecord& record) override {
        {
            const std::lock_guard lock(m_broker.m_mutex);
            m_broker.m_names[m_id] = record.task;
        }
        return m_own->prepare(record);
    }
    Result<> finish() override { return m_own->finish(); }
    void sign(std::size_t handle, std::int32_t partition, BatchBuilder& builder) override { m_own->sign(handle, partition, builder); }
    void abort() override { m_own->abort(); }
    Result<> tend() override { return m_own->tend(); }
    bool owes() const override { return m_own->owes(); }

private:
    SignedBroker& m_broker;
    std::uint64_t m_id;
    std::unique_ptr<Producer> m_own;
    std::vector<std::string> m_topics;
};

Result<std::unique_ptr<Producer>> SignedBroker::producer(ProducerOptions options) {
    WEIR_TRY(auto own, m_log.producer(options));
    const std::lock_guard lock(m_mutex);
    return std::make_unique<Signing>(*this, ++m_producers, std::move(own));
}

std::string SignedBroker::writerOf(const TopicPartition& partition, std::int64_t offset) {
    const std::lock_guard lock(m_mutex);
    const auto& writers = m_writers[partition];
    const auto at = writers.upper_bound(offset);
    return at == writers.begin() ? "?" : m_names[std::prev(at)->second];
}

std::string Variant::text() const {
    auto out = fmt::format("partitions={} batch={} emit={} guarantee={} ", partitions, batch, emit, exactlyOnce ? "exactly-once" : "at-least-once");
    if (threads > 0) return out + fmt::format("threads={}", threads);
    return out + fmt::format("turns={} restarts={} commit_every={}", turns, restarts, commitEvery);
}

Run::Run(const RandomTopology& random, const Variant& variant, const NodeRegistry& registry) : m_random(random), m_variant(variant) {
    EXPECT_TRUE(m_logFiles.createDirectories("/data"));
    m_topics = std::move(*TopicStore::open("/data", m_logFiles, m_clock));
    m_journal = std::move(*CommitJournal::open("/data", m_logFiles));
    m_broker = std::make_unique<SignedBroker>(*m_topics, *m_journal);
    const auto refuse = [this](const Diagnostic& diagnostic) {
        if (diagnostic.severity == Severity::Error) m_refused += toText(diagnostic) + "\n";
    };
    auto loaded = loadTopology(random.text(variant.emit), registry);
    for (const auto& diagnostic : loaded.diagnostics) refuse(diagnostic);
    if (!loaded.topology) return;
    m_plan = checkTopology(*loaded.topology, registry);
    for (const auto& diagnostic : m_plan->diagnostics) refuse(diagnostic);
}

Outcome Run::outcome() {
    Outcome out;
    out.failure = m_refused;
    if (!m_refused.empty()) return out;
    // Nobody waits for what commits send round a ring of sub-topologies (docs/adr/0006).
    for (const auto& [name, topic] : TopicFlow(*m_plan).topics) out.ordered = out.ordered && topic.waitedFor;
    // In a ring exactly once commits where a task waits, and what is merged comes with the commits.
    const JobProgress progress(*m_plan, countPartitions(*m_plan, {}), settings());
    for (const auto& sub : m_plan->subTopologies) out.ordered = out.ordered && !(m_variant.exactlyOnce && m_variant.emit == "merged" && progress.waitsForItself(sub.id));
    fill();
    out.failure = m_variant.threads > 0 ? runJob() : takeTurns();
    if (!out.failure.empty()) return out;
    for (const auto& sink : m_random.sinks()) collect(sink.topic, &sink, out);
    if (m_broker->find("dead")) collect("dead", nullptr, out);
    return out;
}

Settings Run::settings() const {
    Diagnostics diagnostics;
    return resolveSettings(m_plan->typed.topology,
                           {{"threads", std::to_string(std::max(m_variant.threads, 1))}, {"batch_bytes", m_variant.batch == 1 ? "1KiB" : "256KiB"}, {"guarantee", m_variant.exactlyOnce ? "exactly-once" : "at-least-once"}, {"sync", m_variant.exactlyOnce ? "fsync" : "buffered"}}, diagnostics);
}

// The clock stands still, so a task commits at its end and nowhere else.
std::string Run::runJob() {
    auto job = Job::create(m_plan, settings(), *m_broker, m_files, m_clock, {}, {.id = {}, .to = LogPosition{LogPosition::Kind::Latest, {}, 0}});
    if (!job) return job.error().text();
    if (const auto started = (*job)->start(); !started) return started.error().text();
    const auto deadline = std::chrono::steady_clock::now() + patience;
    auto state = JobState::Starting;
    while (state != JobState::Done && state != JobState::Failed && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::yield();
        const auto shown = (*job)->snapshot();
        state = shown->state;
        if (state == JobState::Failed) return shown->error->text();
    }
    if (state == JobState::Done) {
        (*job)->stop();
        return {};
    }
    std::string where = "it does not end:";
    for (const auto& partition : (*job)->snapshot()->partitions)
        if (partition.position < partition.endOffset || partition.committed < partition.position)
            where += fmt::format(" {}-{} at {} of {}, committed {};", partition.topic, partition.partition, partition.position, partition.endOffset, partition.committed);
    (*job)->stop();
    return where;
}

// What threads do, in an order that the seed makes: each turn is a slice of some task. Commits stand at places in a task's own records.
std::string Run::takeTurns() {
    {
        const auto job = Job::create(m_plan, settings(), *m_broker, m_files, m_clock, {}, {.id = {}, .to = LogPosition{LogPosition::Kind::Latest, {}, 0}});
        if (!job) return job.error().text(); // it makes the topics
    }
    std::map<std::string, std::int32_t> existing;
    for (const auto& spec : m_broker->topics()) existing[spec.name] = spec.partitions;
    TaskEnvironment environment{m_plan, settings(), countPartitions(*m_plan, existing), *m_broker, m_files, m_clock, {}, false};
    environment.globals = std::make_shared<GlobalTables>(*m_plan);
    environment.transactional = m_variant.exactlyOnce;
    for (const auto& sub : m_plan->subTopologies)
        for (const auto& source : sub.sources)
            if (source.repartition < 0)
                for (std::int32_t p = 0; p < m_variant.partitions; ++p) {
                    const auto consumer = *m_broker->consumer({{source.topic, p}});
                    environment.limits[{source.topic, p}] = consumer->endOffset(0);
                }
    std::mt19937 random(m_variant.turns);
    std::vector<std::unique_ptr<Task>> tasks;
    std::string failure;
    const auto start = [&] {
        tasks.clear();
        environment.progress = std::make_shared<JobProgress>(*m_plan, environment.partitions, environment.settings);
        for (const bool global : {true, false})
            for (std::size_t sub = 0; sub < m_plan->subTopologies.size(); ++sub)
                for (std::int32_t p = 0; p < environment.partitions.tasks[sub]; ++p)
                    if (m_plan->subTopologies[sub].global == global) {
                        tasks.push_back(std::make_unique<Task>(environment, static_cast<std::int32_t>(sub), p));
                        if (const auto started = tasks.back()->start(); !started) failure = started.error().text();
                    }
    };
    const auto commit = [&](Task& task) {
        if (const auto done = task.commit(); !done) failure = done.error().text();
    };
    const auto turn = [&](Task& task, std::size_t slice) {
        const auto every = m_variant.commitEvery;
        if (every > 0) slice = std::min<std::size_t>(slice, every - task.processed() % every);
        const auto before = task.processed();
        const auto done = task.step(slice);
        task.flushOutputs();
        if (task.stoppedError()) failure = task.stoppedError()->text();
        else if (every > 0 && task.processed() != before && task.processed() % every == 0) commit(task);
        else if (done == 0 && task.dueAtEnd()) commit(task);
        return done;
    };
    start();
    int restarts = m_variant.restarts;
    for (int quiet = 0; quiet < 3 && failure.empty(); ++quiet) {
        for (std::size_t i = 0; i < 8 * tasks.size() && failure.empty(); ++i)
            if (turn(*tasks[random() % tasks.size()], 1 + random() % 60) > 0) quiet = 0;
        for (const auto& task : tasks)
            if (failure.empty() && (turn(*task, 60) > 0 || task->takeAdvanced())) quiet = 0;
        if (restarts > 0 && failure.empty()) {
            --restarts;
            for (const auto& task : tasks)
                if (task->pending()) commit(*task);
            start();
            quiet = 0;
        }
    }
    if (failure.empty() && !std::all_of(tasks.begin(), tasks.end(), [](const auto& task) { return task->finished() && !task->pending(); })) failure = "tasks wait for each other";
    return failure;
}

void Run::fill() {
    const auto producer = *m_broker->producer(false);
    for (const auto& topic : m_random.inputs()) {
        EXPECT_TRUE(m_broker->create({.name = topic, .partitions = m_variant.partitions}));
        const auto handle = *producer->open(topic);
        std::vector<BatchBuilder> builders(static_cast<std::size_t>(m_variant.partitions));
        std::int32_t dealt = 0;
        for (const auto& record : m_random.records()) {
            if (record.topic != topic) continue;
            const auto partition = record.key ? partitionOfKey(*record.key, m_variant.partitions) : dealt++ % m_variant.partitions;
            auto& builder = builders[static_cast<std::size_t>(partition)];
            builder.add(record.timestamp, record.key.value_or(""), !record.key, record.value.value_or(""), !record.value, {});
            if (builder.count() >= m_variant.batch) {
                EXPECT_TRUE(producer->send(handle, partition, builder.take()));
            }
        }
        for (std::int32_t p = 0; p < m_variant.partitions; ++p)
            if (!builders[static_cast<std::size_t>(p)].empty()) {
                EXPECT_TRUE(producer->send(handle, p, builders[static_cast<std::size_t>(p)].take()));
            }
    }
}

void Run::collect(const std::string& topic, const RandomSink* sink, Outcome& out) {
    std::map<std::string, std::string> rows;
    std::vector<std::string> all;
    for (std::int32_t p = 0; p < m_broker->find(topic)->partitions; ++p) {
        const auto consumer = *m_broker->consumer({{topic, p}});
        BatchBuffer buffer;
        BatchReader reader;
        RecordView record;
        while (*consumer->fetch(0, 1 << 20, buffer))
            for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
                EXPECT_TRUE(reader.open(rest));
                while (reader.next(record)) {
                    const auto value = record.valueNull ? std::string("NULL") : std::string(record.value);
                    const auto key = record.keyNull ? std::string("NULL") : "'" + std::string(record.key);
                    out.written[fmt::format("{}-{} task {}", topic, p, m_broker->writerOf({topic, p}, record.offset))].push_back(
                        fmt::format("{} {} {}{}", record.timestamp, key, value, headersText(record.headers)));
                    if (sink == nullptr || (sink->tail && !beforeClosing(*sink, key, record.timestamp))) continue;
                    all.push_back(fmt::format("{} {} {}", record.timestamp, key, value));
                    if (record.valueNull) rows.erase(key);
                    else rows[key] = value;
                }
            }
    }
    if (sink == nullptr || !sink->exact) return;
    auto& final = out.final[topic];
    if (sink->table) {
        for (const auto& [key, value] : rows) final.push_back(key + " " + value);
    } else {
        std::sort(all.begin(), all.end());
        final = std::move(all);
    }
}

} // namespace weir
