// SPDX-License-Identifier: Apache-2.0
// engine.md 10: with the input in the log before the start a job's output is byte for byte equal at any number of threads and with any
// batches; at another number of partitions the final tables are equal (docs/adr/0006-order-of-records.md says which records of a
// partition that several tasks write may change places).
#include "random_topology.h"

#include "job.h"
#include "weir/broker/embedded_broker.h"
#include "weir/record/key.h"
#include "weir/runtime/engine.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"
#include "weir/topology/topology_json.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <thread>

namespace weir {
namespace {

constexpr std::uint32_t shortSeeds = 20;
constexpr std::uint32_t fullSeeds = 300;
constexpr std::chrono::seconds patience{120}; // a loaded machine; never waited for when all is well

/// Remembers which task wrote what.
class SignedBroker final : public Broker {
public:
    SignedBroker(TopicStore& topics, CommitJournal& journal) : m_log(topics, journal) {}
    std::optional<TopicSpec> find(std::string_view topic) const override { return m_log.find(topic); }
    std::vector<TopicSpec> topics() const override { return m_log.topics(); }
    Result<> create(const TopicSpec& spec) override { return m_log.create(spec); }
    Result<std::unique_ptr<Consumer>> consumer(std::vector<TopicPartition> partitions) override { return m_log.consumer(std::move(partitions)); }
    Result<std::unique_ptr<Producer>> producer(bool durable) override {
        WEIR_TRY(auto own, m_log.producer(durable));
        return std::make_unique<Signing>(*this, std::move(own));
    }
    Result<std::optional<CommitRecord>> committed(const std::string& application, const std::string& task) override { return m_log.committed(application, task); }
    Result<> trimBefore(const TopicPartition& partition, std::int64_t offset) override { return m_log.trimBefore(partition, offset); }
    int onArrival(std::function<void()> listener) override { return m_log.onArrival(std::move(listener)); }
    void removeListener(int token) override { m_log.removeListener(token); }

    std::string writerOf(const TopicPartition& partition, std::int64_t offset) {
        const std::lock_guard lock(m_mutex);
        const auto at = m_writers[partition].upper_bound(offset);
        return at == m_writers[partition].begin() ? "?" : m_names[std::prev(at)->second];
    }

private:
    class Signing final : public Producer {
    public:
        Signing(SignedBroker& broker, std::unique_ptr<Producer> own) : m_broker(broker), m_own(std::move(own)) {}
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
            m_broker.m_writers[{m_topics[handle], partition}][base] = this;
            return base;
        }
        Result<> commit(const CommitRecord& record) override {
            {
                const std::lock_guard lock(m_broker.m_mutex);
                m_broker.m_names[this] = record.task;
            }
            return m_own->commit(record);
        }

    private:
        SignedBroker& m_broker;
        std::unique_ptr<Producer> m_own;
        std::vector<std::string> m_topics;
    };
    EmbeddedBroker m_log;
    std::mutex m_mutex;
    std::map<TopicPartition, std::map<std::int64_t, const Producer*>> m_writers; ///< by base offset
    std::map<const Producer*, std::string> m_names;
};

struct Variant {
    std::int32_t partitions = 1;
    std::int32_t threads = 1;
    int batch = 1;
    std::string emit = "updates";
    std::string text() const { return fmt::format("partitions={} threads={} batch={} emit={}", partitions, threads, batch, emit); }
};

struct Outcome {
    std::map<std::string, std::vector<std::string>> written; ///< "topic-partition task" → records in order
    std::map<std::string, std::vector<std::string>> final;   ///< topic of an exact sink → last rows, or all records
    bool failed = false;
};

class Run {
public:
    Run(const RandomTopology& random, const Variant& variant, const NodeRegistry& registry) : m_random(random), m_variant(variant) {
        EXPECT_TRUE(m_logFiles.createDirectories("/data"));
        m_topics = std::move(*TopicStore::open("/data", m_logFiles, m_clock));
        m_journal = std::move(*CommitJournal::open("/data", m_logFiles));
        m_broker = std::make_unique<SignedBroker>(*m_topics, *m_journal);
        auto loaded = loadTopology(random.text(variant.emit), registry);
        for (const auto& diagnostic : loaded.diagnostics) refuse(diagnostic);
        if (!loaded.topology) return;
        m_plan = checkTopology(*loaded.topology, registry);
        for (const auto& diagnostic : m_plan->diagnostics) refuse(diagnostic);
    }

    Outcome outcome() {
        Outcome out;
        out.failed = m_refused;
        if (m_refused) return out;
        fill();
        Diagnostics diagnostics;
        auto settings = resolveSettings(m_plan->typed.topology, {{"threads", std::to_string(m_variant.threads)}, {"batch_bytes", m_variant.batch == 1 ? "1KiB" : "256KiB"}, {"guarantee", "at-least-once"}, {"sync", "buffered"}}, diagnostics);
        auto job = Job::create(m_plan, settings, *m_broker, m_files, m_clock, {}, LogPosition{LogPosition::Kind::Latest, {}, 0});
        EXPECT_TRUE(job) << job.error().text();
        if (!job) return out;
        EXPECT_TRUE((*job)->start());
        const auto deadline = std::chrono::steady_clock::now() + patience;
        auto state = JobState::Starting;
        while (state != JobState::Done && state != JobState::Failed && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::yield();
            const auto shown = (*job)->snapshot();
            state = shown->state;
            if (state == JobState::Failed) {
                ADD_FAILURE() << shown->error->text();
            }
        }
        EXPECT_EQ(state, JobState::Done);
        out.failed = state != JobState::Done;
        (*job)->stop();
        for (const auto& sink : m_random.sinks()) collect(sink.topic, &sink, out);
        if (m_broker->find("dead")) collect("dead", nullptr, out);
        return out;
    }

private:
    void refuse(const Diagnostic& diagnostic) {
        if (diagnostic.severity != Severity::Error) return;
        ADD_FAILURE() << toText(diagnostic);
        m_refused = true;
    }
    void fill() {
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
    void collect(const std::string& topic, const RandomSink* sink, Outcome& out) {
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
                        out.written[fmt::format("{}-{} task {}", topic, p, m_broker->writerOf({topic, p}, record.offset))].push_back(fmt::format("{} {} {}", record.timestamp, key, value));
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

    const RandomTopology& m_random;
    Variant m_variant;
    FakeClock m_clock{1'700'000'000'000'000};
    PosixFileSystem m_files;
    MemoryFileSystem m_logFiles;
    std::unique_ptr<TopicStore> m_topics;
    std::unique_ptr<CommitJournal> m_journal;
    std::unique_ptr<SignedBroker> m_broker;
    std::shared_ptr<const Plan> m_plan;
    bool m_refused = false;
};

/// True: all variants agree.
bool agree(std::uint32_t seed, const NodeRegistry& registry, std::map<std::string, int>& types) {
    const RandomTopology random(seed);
    std::map<std::string, std::vector<std::string>> final;
    bool first = true;
    for (const std::int32_t partitions : {1, 4})
        for (const auto* emit : {"updates", "merged"}) {
            std::map<std::string, std::vector<std::string>> written;
            bool known = false;
            for (const std::int32_t threads : {1, 3})
                for (const int batch : {1, 1000}) {
                    const Variant variant{partitions, threads, batch, emit};
                    const auto outcome = Run(random, variant, registry).outcome();
                    const auto where = fmt::format("seed {}, {}\n{}", seed, variant.text(), random.text(emit));
                    if (outcome.failed) {
                        ADD_FAILURE() << where;
                        return false;
                    }
                    if (!known) written = outcome.written;
                    known = true;
                    EXPECT_EQ(outcome.written, written) << where;
                    if (first) final = outcome.final;
                    first = false;
                    EXPECT_EQ(outcome.final, final) << where;
                    if (outcome.written != written || outcome.final != final) return false;
                }
        }
    for (const auto& [type, count] : random.types()) types[type] += 1;
    return true;
}

std::vector<std::uint32_t> seeds() {
    if (const auto* one = std::getenv("WEIR_DETERMINISM_SEED"); one != nullptr) return {static_cast<std::uint32_t>(std::strtoul(one, nullptr, 10))};
    std::vector<std::uint32_t> out;
    std::ifstream kept(WEIR_SEEDS);
    for (std::string line; std::getline(kept, line);)
        if (!line.empty() && line.front() != '#') out.push_back(static_cast<std::uint32_t>(std::stoul(line)));
    const auto* mode = std::getenv("WEIR_DETERMINISM");
    const auto count = mode != nullptr && std::string_view(mode) == "full" ? fullSeeds : shortSeeds;
    for (std::uint32_t seed = 1; seed <= count; ++seed) out.push_back(seed);
    return out;
}

TEST(DeterminismTest, OutputsAreEqualAtAnyThreadsAndBatchesAndFinalTablesAtAnyPartitions) {
    const auto registry = builtinNodes();
    std::map<std::string, int> types;
    int failed = 0;
    const auto all = seeds();
    for (const auto seed : all)
        if (!agree(seed, registry, types)) {
            ++failed;
            fmt::print("seed {} failed: WEIR_DETERMINISM_SEED={} runs it alone; keep it in seeds.txt\n", seed, seed);
        }
    for (const auto& [type, count] : types) fmt::print("{} in {} topologies\n", type, count);
    fmt::print("seeds {}..{} cases={} failed={}\n", all.front(), all.back(), all.size() * 16, failed);
    EXPECT_EQ(failed, 0);
}

} // namespace
} // namespace weir
