// SPDX-License-Identifier: Apache-2.0
// The order in which tasks take records (docs/adr/0006-order-of-records.md), with the turns of the threads made by the test.
#include "running.h"

#include "weir/broker/embedded_broker.h"
#include "weir/runtime/task.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <fmt/format.h>
#include <random>

namespace weir {
namespace {

/// in → [filter] → aggregate by `g` (another task) → out.
std::string regions(const std::string& window, const std::string& filter = "true") {
    return R"({"weir": 1, "name": "Regions", "application_id": "regions", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "key": {"format": "string"}, "value": {"format": "json", "schema": "g text, a bigint"}, "on_error": "skip"},
        {"id": "f", "type": "filter", "where": ")" + filter + R"("},
        {"id": "n", "type": "aggregate", "group_by": "g", "select": "count(*) AS n, sum(a) AS s")" + window + R"(},
        {"id": "out", "type": "sink", "topic": "out", "value": {"format": "json"}}],
        "edges": [["in", "f"], ["f", "n"], ["n", "out"]]})";
}
const std::string minutes = R"(, "window": {"type": "tumbling", "size": "1m", "grace": "10s"})";

struct Input {
    std::int32_t partition = 0;
    std::int64_t timestamp = 0;
    std::string group;
    std::int64_t a = 1;
};

class Rig {
public:
    explicit Rig(const std::string& text, std::int32_t partitions = 4, std::vector<std::pair<std::string, std::string>> settings = {}) : m_partitions(partitions) {
        EXPECT_TRUE(m_logFiles.createDirectories("/data"));
        m_topics = std::move(*TopicStore::open("/data", m_logFiles, clock));
        m_journal = std::move(*CommitJournal::open("/data", m_logFiles));
        broker = std::make_unique<EmbeddedBroker>(*m_topics, *m_journal);
        plan = planOf(text, m_registry);
        EXPECT_TRUE(broker->create({.name = "in", .partitions = partitions}));
        EXPECT_TRUE(broker->create({.name = "out", .partitions = partitions}));
        const auto counts = countPartitions(*plan, {{"in", partitions}, {"out", partitions}});
        Diagnostics diagnostics;
        environment = std::make_unique<TaskEnvironment>(TaskEnvironment{plan, resolveSettings(plan->typed.topology, settings, diagnostics), counts, *broker, m_files, clock, {}, false});
        for (const auto& [name, count] : counts.topics)
            if (!broker->find(name)) {
                EXPECT_TRUE(broker->create({.name = name, .partitions = count, .internal = true}));
            }
        for (std::size_t sub = 0; sub < plan->subTopologies.size(); ++sub)
            for (const auto& store : plan->subTopologies[sub].stores) EXPECT_TRUE(broker->create({.name = plan->changelogTopic(store), .partitions = counts.tasks[sub]}));
    }

    void produce(const std::vector<Input>& inputs, int batch = 100) {
        const auto producer = *broker->producer(false);
        const auto handle = *producer->open("in");
        std::vector<BatchBuilder> builders(static_cast<std::size_t>(m_partitions));
        const auto send = [&](std::int32_t p) {
            auto& builder = builders[static_cast<std::size_t>(p)];
            if (!builder.empty()) {
                EXPECT_TRUE(producer->send(handle, p, builder.take()));
            }
        };
        for (const auto& input : inputs) {
            auto& builder = builders[static_cast<std::size_t>(input.partition)];
            builder.add(input.timestamp, "k", false, input.a < 0 ? "broken" : fmt::format(R"({{"g":"{}","a":{}}})", input.group, input.a), false, {});
            if (builder.count() >= batch) send(input.partition);
        }
        for (std::int32_t p = 0; p < m_partitions; ++p) send(p);
    }
    /// New tasks from the last commits. `batchRun`: to the present end of the input.
    void start(bool batchRun = true) {
        tasks.clear();
        environment->limits.clear();
        const auto consumer = inputs();
        if (batchRun)
            for (std::int32_t p = 0; p < m_partitions; ++p) environment->limits[{"in", p}] = consumer->endOffset(static_cast<std::size_t>(p));
        environment->progress = std::make_shared<JobProgress>(*plan, environment->partitions, environment->settings);
        for (std::size_t sub = 0; sub < plan->subTopologies.size(); ++sub)
            for (std::int32_t p = 0; p < environment->partitions.tasks[sub]; ++p) {
                tasks.push_back(std::make_unique<Task>(*environment, static_cast<std::int32_t>(sub), p));
                const auto started = tasks.back()->start();
                EXPECT_TRUE(started) << started.error().text();
            }
    }
    /// One turn of a task, as a thread gives it.
    std::size_t turn(Task& task, std::size_t slice) {
        const auto done = task.step(slice);
        EXPECT_FALSE(task.stoppedError()) << task.stoppedError()->text();
        task.flushOutputs();
        if (done == 0 && task.dueAtEnd()) {
            EXPECT_TRUE(task.commit());
        }
        return done;
    }
    /// Turns in a random order until nothing moves.
    void run(std::uint32_t seed, std::size_t sliceMost) {
        std::mt19937 random(seed);
        for (int quiet = 0; quiet < 3; ++quiet) {
            for (int i = 0; i < 40; ++i) {
                auto& task = *tasks[random() % tasks.size()];
                if (turn(task, 1 + random() % sliceMost) > 0) quiet = 0;
            }
            for (const auto& task : tasks)
                if (turn(*task, sliceMost) > 0 || task->takeAdvanced()) quiet = 0;
        }
    }
    bool finished() const {
        return std::all_of(tasks.begin(), tasks.end(), [](const auto& task) { return task->finished() && !task->pending(); });
    }
    void commitAll() {
        for (const auto& task : tasks)
            if (task->pending()) {
                EXPECT_TRUE(task->commit());
            }
    }
    /// All records of a topic, a line each, by partition.
    std::vector<std::vector<std::string>> records(const std::string& topic = "out") {
        std::vector<std::vector<std::string>> out;
        const auto count = broker->find(topic)->partitions;
        for (std::int32_t p = 0; p < count; ++p) {
            const auto consumer = *broker->consumer({{topic, p}});
            auto& lines = out.emplace_back();
            BatchBuffer buffer;
            BatchReader reader;
            RecordView record;
            while (*consumer->fetch(0, 1 << 20, buffer))
                for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
                    EXPECT_TRUE(reader.open(rest));
                    while (reader.next(record)) lines.push_back(fmt::format("{} {} {}", record.timestamp, std::string(record.key), record.valueNull ? "NULL" : std::string(record.value)));
                }
        }
        return out;
    }
    std::uint64_t dropped(const std::string& node = "n", const std::string& reason = "late") const {
        std::vector<NodeFigures> nodes(plan->typed.topology.nodes.size());
        for (const auto& task : tasks) task->addNodes(nodes);
        for (const auto& [known, count] : nodes[*plan->typed.topology.indexOf(node)].dropped)
            if (known == reason) return count;
        return 0;
    }
    std::int64_t position(std::size_t task) const {
        std::vector<PartitionFigures> figures;
        tasks[task]->addPartitions(figures);
        return figures.front().position;
    }

    FakeClock clock{1'000'000};
    std::unique_ptr<EmbeddedBroker> broker;
    std::shared_ptr<const Plan> plan;
    std::unique_ptr<TaskEnvironment> environment;
    std::vector<std::unique_ptr<Task>> tasks;

private:
    std::unique_ptr<Consumer> inputs() {
        std::vector<TopicPartition> all;
        for (std::int32_t p = 0; p < m_partitions; ++p) all.push_back({"in", p});
        return *broker->consumer(all);
    }
    std::int32_t m_partitions;
    PosixFileSystem m_files;
    MemoryFileSystem m_logFiles;
    NodeRegistry m_registry = builtinNodes();
    std::unique_ptr<TopicStore> m_topics;
    std::unique_ptr<CommitJournal> m_journal;
};

/// Ten minutes of ten records a second, up to 30 s out of order, equal timestamps among them.
std::vector<Input> disordered(std::uint32_t seed, std::int32_t partitions, int count = 6000) {
    std::mt19937 random(seed);
    std::vector<Input> out;
    for (int i = 0; i < count; ++i) {
        const auto late = random() % 10 == 0 ? static_cast<std::int64_t>(random() % 30'000) : 0;
        const auto time = std::max<std::int64_t>(0, std::int64_t{i} / 3 * 300 - late);
        out.push_back({static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(partitions)), time, fmt::format("g{}", random() % 5), static_cast<std::int64_t>(random() % 100)});
    }
    return out;
}

TEST(OrderTest, AHeldTaskGoesOnWhenTheOthersFollow) {
    Rig rig(regions(minutes), 2, {{"max_time_skew", "10s"}});
    std::vector<Input> inputs;
    for (int i = 0; i < 100; ++i)
        for (const int p : {0, 1}) inputs.push_back({p, i * 1000, "g"});
    rig.produce(inputs);
    rig.start();
    EXPECT_EQ(rig.tasks[0]->step(1000), 10U) << "the other stands before its first record";
    EXPECT_EQ(rig.tasks[1]->step(1000), 21U) << "the other has 10 s next: up to 20 s";
    EXPECT_EQ(rig.tasks[0]->step(1000), 22U) << "up to 31 s";
    EXPECT_EQ(rig.tasks[0]->step(1000), 0U);
    EXPECT_FALSE(rig.tasks[0]->finished());
    EXPECT_EQ(rig.tasks[1]->step(1000), 22U);
    rig.run(1, 1000);
    EXPECT_TRUE(rig.finished());
}

TEST(OrderTest, AnEmptyPartitionHoldsNobodyBack) {
    Rig rig(regions(minutes));
    rig.produce({{1, 5'000, "g"}, {1, 500'000, "g"}, {3, 400'000, "g"}});
    for (const bool batchRun : {true, false}) {
        SCOPED_TRACE(batchRun);
        rig.start(batchRun);
        rig.run(2, 10);
        EXPECT_EQ(rig.finished(), batchRun);
        std::size_t count = 0;
        for (const auto& lines : rig.records()) count += lines.size();
        EXPECT_EQ(count, 3U) << "the second run finds all of it committed";
    }
}

TEST(OrderTest, AFilterThatDropsEverythingHoldsNobodyBack) {
    Rig rig(regions(minutes, "a > 0"), 2, {{"max_time_skew", "1s"}});
    std::vector<Input> inputs;
    for (int i = 0; i < 1000; ++i) inputs.push_back({i % 2, i * 1000, "g", i % 2});
    rig.produce(inputs);
    rig.start();
    rig.run(3, 7);
    EXPECT_TRUE(rig.finished());
    EXPECT_EQ(rig.dropped(), 0U);
}

TEST(OrderTest, APartitionThatBeginsMuchLaterIsWaitedFor) {
    Rig rig(regions(minutes), 2, {{"max_time_skew", "1s"}});
    rig.produce({{0, 0, "g"}, {0, 3'600'000, "g"}, {1, 1'800'000, "g"}, {1, 7'200'000, "g"}});
    rig.start();
    rig.run(4, 5);
    EXPECT_TRUE(rig.finished());
}

TEST(OrderTest, TheOutputIsEqualWhateverTheTurnsAndTheBatches) {
    for (const auto* emit : {"updates", "merged", "final"}) {
        std::vector<std::vector<std::string>> expected;
        for (std::uint32_t seed = 1; seed <= 12; ++seed) {
            SCOPED_TRACE(fmt::format("{} seed {}", emit, seed));
            Rig rig(regions(minutes + R"(, "emit": ")" + emit + "\""), 4, {{"batch_bytes", seed % 2 == 0 ? "1KiB" : "256KiB"}, {"max_time_skew", seed % 3 == 0 ? "1h" : "2s"}});
            rig.produce(disordered(7, 4), seed % 2 == 0 ? 1 : 1000);
            rig.start();
            rig.run(seed, seed % 3 == 1 ? 1000 : 3 * seed);
            EXPECT_TRUE(rig.finished());
            const auto got = rig.records();
            if (seed == 1) expected = got;
            EXPECT_EQ(got, expected);
        }
        std::size_t count = 0;
        for (const auto& lines : expected) count += lines.size();
        EXPECT_GT(count, 10U);
    }
}

TEST(OrderTest, NoRecordIsLateThatWasOnTimeInItsPartition) {
    const auto inputs = disordered(9, 4, 20'000);
    const std::string window = R"(, "window": {"type": "tumbling", "size": "1m", "grace": "31s"}, "emit": "final")";
    std::vector<std::string> expected;
    for (const std::int32_t partitions : {1, 4}) {
        Rig rig(regions(window), partitions, {{"max_time_skew", "1h"}});
        auto own = inputs;
        for (auto& input : own) input.partition %= partitions;
        for (int p = 0; p < partitions; ++p) // closes the windows of every group
            for (int g = 0; g < 5; ++g) own.push_back({p, 10'000'000, fmt::format("g{}", g), 0});
        rig.produce(own);
        rig.start();
        for (std::size_t i = 0; i < static_cast<std::size_t>(partitions); ++i) // the first task far ahead
            while (rig.turn(*rig.tasks[i], 1000) > 0) {}
        rig.run(5, 1000);
        EXPECT_TRUE(rig.finished());
        EXPECT_EQ(rig.dropped(), 0U);
        std::vector<std::string> all;
        for (const auto& lines : rig.records()) all.insert(all.end(), lines.begin(), lines.end());
        std::sort(all.begin(), all.end());
        if (partitions == 1) expected = all;
        EXPECT_EQ(all, expected);
        EXPECT_GT(all.size(), 100U);
    }
}

TEST(OrderTest, ARestartGoesOnWhereEachProducersQueueStood) {
    const auto inputs = disordered(11, 3);
    std::vector<std::vector<std::string>> expected;
    for (std::uint32_t seed = 0; seed < 8; ++seed) {
        SCOPED_TRACE(seed);
        Rig rig(regions(minutes), 3, {{"max_time_skew", "20s"}});
        rig.produce(inputs);
        rig.start();
        std::mt19937 random(seed);
        for (std::uint32_t restart = 0; restart < seed; ++restart) {
            for (int i = 0; i < 30; ++i) rig.turn(*rig.tasks[random() % rig.tasks.size()], 1 + random() % 50);
            rig.commitAll();
            rig.start();
        }
        rig.run(seed, 200);
        EXPECT_TRUE(rig.finished());
        const auto got = rig.records();
        if (seed == 0) expected = got;
        EXPECT_EQ(got, expected);
    }
}

TEST(OrderTest, BatchesThatWaitBeyondTheMemoryAreReadAgain) {
    Rig rig(regions(""), 2, {{"max_time_skew", "24h"}, {"compression", "none"}, {"commit_bytes", "1GiB"}});
    const std::string wide(900, 'x');
    std::vector<Input> inputs;
    for (int i = 0; i < 12'000; ++i) inputs.push_back({0, 2 * i, wide + std::to_string(i % 3)});
    for (int i = 0; i < 12'000; i += 4) inputs.push_back({1, 2 * i + 1, wide + std::to_string(i % 3)});
    rig.produce(inputs);
    rig.start();
    while (rig.turn(*rig.tasks[0], 1000) == 0) rig.turn(*rig.tasks[1], 1);
    while (rig.turn(*rig.tasks[0], 1000) > 0) {} // 11 MB, before the other wrote its share
    rig.run(6, 1000);
    EXPECT_TRUE(rig.finished());
    std::size_t count = 0;
    for (const auto& lines : rig.records()) {
        count += lines.size();
        std::int64_t last = -1;
        for (const auto& line : lines) {
            const auto time = std::stoll(line.substr(0, line.find(' ')));
            EXPECT_LE(last, time);
            last = time;
        }
    }
    EXPECT_EQ(count, 15'000U);
}

TEST(OrderTest, ManyBadRecordsEndAStepToo) {
    Rig rig(regions(""), 1);
    std::vector<Input> inputs(1000, Input{0, 1, "g", -1});
    inputs.push_back({0, 2, "g"});
    rig.produce(inputs);
    rig.start();
    EXPECT_EQ(rig.tasks[0]->step(10), 10U);
    EXPECT_EQ(rig.position(0), 10);
    rig.run(7, 100);
    EXPECT_TRUE(rig.finished());
    EXPECT_EQ(rig.dropped("in", "skipped"), 1000U);
}

TEST(OrderTest, LiveAnEmptyQueueWaitsForMaxTaskIdleAndNoLonger) {
    Rig rig(regions(""), 2, {{"max_task_idle", "50ms"}});
    rig.start(false);
    rig.run(8, 10);
    rig.produce({{0, 100, "g"}});
    for (int i = 0; i < 4; ++i)
        for (const auto& task : rig.tasks) rig.turn(*task, 10);
    const auto count = [&] {
        std::size_t n = 0;
        for (const auto& lines : rig.records()) n += lines.size();
        return n;
    };
    EXPECT_EQ(count(), 0U);
    EXPECT_TRUE(std::any_of(rig.tasks.begin(), rig.tasks.end(), [](const auto& task) { return task->idling(); }));
    rig.clock.advance(Milliseconds{50});
    for (const auto& task : rig.tasks) rig.turn(*task, 10);
    EXPECT_EQ(count(), 1U);
}

TEST(OrderTest, LiveARecordPassesAtOnceWhenTheOthersAreAtTheirEnd) {
    Rig rig(regions(""), 4);
    rig.start(false);
    rig.run(9, 10);
    for (int i = 1; i <= 3; ++i) {
        rig.produce({{2, 100 * i, "g"}});
        for (const auto& task : rig.tasks) rig.turn(*task, 10);
        std::size_t n = 0;
        for (const auto& lines : rig.records()) n += lines.size();
        EXPECT_EQ(n, static_cast<std::size_t>(i));
    }
}

TEST(OrderTest, TheSkewIsAQuarterOfTheSmallestGraceFromASecondToAMinute) {
    const NodeRegistry registry = builtinNodes();
    const auto skew = [&](const std::string& grace) {
        const auto plan = planOf(regions(R"(, "window": {"type": "tumbling", "size": "1m", "grace": ")" + grace + "\"}"), registry);
        return skewFor(plan->typed, *plan->typed.topology.indexOf("n"));
    };
    EXPECT_EQ(skew("40s"), 10'000);
    EXPECT_EQ(skew("1s"), 1'000);
    EXPECT_EQ(skew("0s"), 1'000);
    EXPECT_EQ(skew("24h"), 60'000);
}

TEST(Linger, OutputsOfAnAtLeastOnceTaskWaitForMoreOfTheirBatch) {
    const std::string copy = R"({"weir": 1, "name": "Copy", "application_id": "copy", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "key": {"format": "string"}, "value": {"format": "json", "schema": "g text, a bigint"}},
        {"id": "out", "type": "sink", "topic": "out"}], "edges": [["in", "out"]]})";
    Rig rig(copy, 1, {{"guarantee", "at-least-once"}, {"linger", "5ms"}});
    rig.produce({{0, 1, "x"}});
    rig.start(false);
    auto& live = rig.tasks.front();
    const auto shownAt = [&](std::int64_t ms) {
        (void)live->step(100);
        live->flushDue(ms * 1'000'000);
        return rig.records()[0].size();
    };
    EXPECT_EQ(shownAt(10), 0U);
    EXPECT_TRUE(live->lingering());
    rig.produce({{0, 2, "x"}});
    EXPECT_EQ(shownAt(14), 0U);
    EXPECT_EQ(shownAt(15), 2U); // 5 ms after the first
    EXPECT_FALSE(live->lingering());
    EXPECT_EQ(shownAt(1000), 2U);
}

} // namespace
} // namespace weir
