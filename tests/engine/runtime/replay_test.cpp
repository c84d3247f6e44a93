// SPDX-License-Identifier: Apache-2.0
// Replays (docs/adr/0009): a second run beside the first gives the same, is compared with it, takes over between two records, or goes
// without a trace.
#include "control_fixture.h"

#include "weir/core/rng.h"

#include <atomic>

namespace weir {
namespace {

class ReplayTest : public ControlFixture {
protected:
    /// Counts by k behind a repartition topic: the results of a key are 1, 2, 3, …
    static std::string counts(const std::string& more = {}) {
        return R"({"weir": 1, "application_id": "app", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "k text, a bigint"}},
        {"id": "c", "type": "aggregate", "group_by": "k", "select": "count(*) AS n)" + more + R"("},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 2, "value": {"format": "json"}}],
        "edges": [["in", "c"], ["c", "out"]]})";
    }
    ReplayRequest replayOf(const std::string& text, int threads = 2) { return {.topologyText = text, .file = "t.weir", .settings = request(text, threads).settings}; }
    std::string replay(const ReplayRequest& what) {
        const auto started = engine->startReplay(what);
        EXPECT_TRUE(started) << started.error().text();
        return started.value_or("");
    }
    std::optional<ReplayInfo> info(const std::string& app) {
        const auto all = engine->replays();
        EXPECT_TRUE(all) << all.error().text();
        if (all)
            for (const auto& each : *all)
                if (each.applicationId == app) return each;
        return std::nullopt;
    }
    testing::AssertionResult ready(const std::string& app) {
        return until([&] {
            const auto now = info(app);
            return now && now->phase == ReplayPhase::Ready && now->position == now->end;
        });
    }
    testing::AssertionResult switched(const std::string& app) {
        const auto over = until([&] {
            const auto now = info(app);
            return !now || now->phase == ReplayPhase::Failed;
        });
        if (const auto now = info(app)) return testing::AssertionFailure() << now->error->text();
        return over;
    }
    void feed(int from, int to) {
        for (int i = from; i < to; ++i) produce(i % 2, 1000 + i, "k" + std::to_string(i % 7), i);
    }
    /// Every key's counts go up by one from 1; returns how many results there are.
    std::size_t dense() {
        std::size_t all = 0;
        std::map<std::string, int> seen;
        for (std::int32_t p = 0; p < 2; ++p)
            for (const auto& record : records("out", p)) {
                const auto n = std::stoi(record.value.substr(record.value.find(':') + 1));
                EXPECT_EQ(n, ++seen[record.key]) << record.key << " " << record.value;
                ++all;
            }
        return all;
    }
    std::size_t results() { return records("out", 0).size() + records("out", 1).size(); }
};

TEST_F(ReplayTest, IsOfTheSameInputTheSameAtAnyNumberOfThreads) {
    // Orders that come up to 30 s late, windows of 5 minutes that wait 10.
    makeTopic();
    const auto text = windows("count(*) AS n, sum(a) AS s", "flow", R"("size": "5m", "grace": "10m")");
    ASSERT_TRUE(engine->start(request(text)));
    SplitMix64 rng(1);
    std::vector<std::vector<ProduceRecord>> chunks(1);
    for (int i = 0; i < 20'000; ++i) {
        if (chunks.back().size() >= 500) chunks.emplace_back();
        const auto late = static_cast<std::int64_t>(rng.next() % 30'000);
        chunks.back().push_back({.partition = i % 2, .timestamp = 1'000'000 + i * 200 - late, .key = "x", .value = fmt::format(R"({{"k":"k{}","a":{}}})", rng.next() % 50, i), .keyNull = false});
    }
    // A live job takes what has arrived: a partition whose thread does not get its turn would come too late.
    std::size_t fed = 0;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        ASSERT_TRUE(engine->produce("in", chunks[i]));
        fed += chunks[i].size();
        if (i % 4 == 3) { // 400 s
            ASSERT_TRUE(until([&] { return results() == fed; }));
        }
    }
    for (const int threads : {1, 2, 4}) {
        const auto id = replay(replayOf(text, threads));
        ASSERT_TRUE(ready("flow"));
        const auto difference = engine->diffReplay("flow", 5);
        ASSERT_TRUE(difference) << difference.error().text();
        ASSERT_EQ(difference->topics.size(), 1U);
        const auto& topic = difference->topics[0];
        EXPECT_TRUE(topic.table);
        EXPECT_EQ(topic.equal, table().size());
        EXPECT_EQ(topic.different + topic.onlyLive + topic.onlyReplay, 0U);
        EXPECT_EQ(difference->positions.at("in-0"), 10'000);
        EXPECT_EQ(table("out.replay-1"), table());
        const auto snapshot = engine->snapshot(id);
        for (const auto& node : snapshot->nodes)
            for (const auto& [reason, dropped] : node.dropped) EXPECT_EQ(dropped, 0U) << node.id << " " << reason;
        ASSERT_TRUE(engine->dropReplay("flow"));
    }
}

TEST_F(ReplayTest, SaysWhatIsDifferent) {
    makeTopic();
    feed(0, 70);
    ASSERT_TRUE(engine->start(request(counts())));
    auto changed = counts();
    changed.replace(changed.find("count(*)"), 8, "count(*) FILTER (WHERE a <> 3)");
    const auto id = replay(replayOf(changed));
    EXPECT_EQ(id, "app.replay-1");
    ASSERT_TRUE(ready("app"));
    ASSERT_TRUE(until([&] { return results() == 70; }));
    const auto difference = engine->diffReplay("app", 5);
    ASSERT_TRUE(difference) << difference.error().text();
    const auto& topic = difference->topics.at(0);
    EXPECT_EQ(topic.equal, 6U);
    EXPECT_EQ(topic.different, 1U);
    ASSERT_EQ(topic.examples.size(), 1U);
    EXPECT_EQ(topic.examples[0].key, "k3");
    EXPECT_EQ(topic.examples[0].live, R"({"n":10})");
    EXPECT_EQ(topic.examples[0].replay, R"({"n":9})");
    feed(70, 84); // both go on
    ASSERT_TRUE(until([&] { return results() == 84 && values("out.replay-1").size() == 84; }));
}

TEST_F(ReplayTest, TakesOverBetweenTwoRecordsUnderLoad) {
    makeTopic();
    feed(0, 200);
    ASSERT_TRUE(engine->start(request(counts())));
    int fed = 200;
    for (int round = 1; round <= 4; ++round) {
        const auto id = replay(replayOf(counts()));
        EXPECT_EQ(id, fmt::format("app.replay-{}", round % 2 == 1 ? 1 : 2));
        std::atomic<bool> stop{false};
        std::thread load([&] {
            for (; !stop; fed += 10) feed(fed, fed + 10);
        });
        const auto begun = engine->switchReplay("app");
        EXPECT_TRUE(begun) << begun.error().text();
        const auto over = switched("app");
        stop = true;
        load.join();
        ASSERT_TRUE(over);
        const auto shown = engine->snapshot("app");
        ASSERT_NE(shown, nullptr);
        EXPECT_EQ(shown->applicationId, "app");
        EXPECT_EQ(engine->snapshot(id), nullptr);
    }
    ASSERT_TRUE(until([&] { return results() >= static_cast<std::size_t>(fed); }));
    EXPECT_EQ(dense(), static_cast<std::size_t>(fed));
    EXPECT_EQ(topicNames(), (Values{"app.replay-2-c-changelog", "app.replay-2-c.repartition", "in", "out"}));
    EXPECT_EQ(stateFolders(), Values{"app.replay-2"});
    reopen(); // it stays the application's
    feed(fed, fed + 20);
    ASSERT_TRUE(engine->start(request(counts())));
    ASSERT_TRUE(until([&] { return results() >= static_cast<std::size_t>(fed) + 20; }));
    EXPECT_EQ(dense(), static_cast<std::size_t>(fed) + 20);
    ASSERT_TRUE(engine->stop("app"));
    ASSERT_TRUE(engine->offsets({.kind = OffsetsRequest::Kind::Reset, .applicationId = "app"}));
    EXPECT_EQ(topicNames(), (Values{"in", "out"}));
}

TEST_F(ReplayTest, AnEndInTheMiddleOfASwitchLeavesAllOfTheOldOrAllOfTheNew) {
    makeTopic();
    int fed = 0;
    std::size_t oldOnes = 0;
    for (int round = 0; round < 6; ++round) {
        feed(fed, fed + 50);
        fed += 50;
        ASSERT_TRUE(engine->start(request(counts())));
        replay(replayOf(counts())); // a new one, or the one that is left
        ASSERT_TRUE(engine->switchReplay("app"));
        std::this_thread::sleep_for(std::chrono::milliseconds(round * 20));
        reopen(); // wherever it is
        if (info("app")) ++oldOnes;
        EXPECT_EQ(topicNames().size(), info("app") ? 7U : 4U); // in, out, two internal ones; of a replay two more and its topic
    }
    ASSERT_TRUE(engine->start(request(counts())));
    ASSERT_TRUE(until([&] { return results() >= static_cast<std::size_t>(fed); }));
    EXPECT_EQ(dense(), static_cast<std::size_t>(fed));
    if (info("app").has_value()) {
        ASSERT_TRUE(engine->dropReplay("app"));
    }
    EXPECT_EQ(topicNames().size(), 4U);
    RecordProperty("left old", static_cast<int>(oldOnes));
}

TEST_F(ReplayTest, TakesOverFromAStoppedApplication) {
    makeTopic();
    feed(0, 100);
    auto batch = request(counts());
    batch.to = offset(30);
    run(batch);
    replay(replayOf(counts()));
    ASSERT_TRUE(ready("app"));
    ASSERT_TRUE(engine->switchReplay("app")); // it has read all: too far
    ASSERT_TRUE(until([&] { return info("app")->phase == ReplayPhase::Failed; }));
    EXPECT_NE(info("app")->error->detail.find("start it"), std::string::npos);
    batch.to = latest();
    run(batch);
    ASSERT_TRUE(engine->switchReplay("app"));
    ASSERT_TRUE(switched("app"));
    feed(100, 120);
    ASSERT_TRUE(until([&] { return results() >= 120; }));
    EXPECT_EQ(dense(), 120U);
}

// Of a topology that has passed nothing on no commit names what stands behind the repartition topic.
TEST_F(ReplayTest, TakesOverFromAnApplicationOfAnotherProcessWithoutATrace) {
    makeTopic();
    auto strict = counts();
    const auto node = strict.find(R"({"id": "c")");
    strict.insert(node, R"({"id": "f", "type": "filter", "where": "a > 1000"}, )");
    strict.replace(strict.find(R"(["in", "c"])"), 11, R"(["in", "f"], ["f", "c"])");
    feed(0, 50);
    auto batch = request(strict);
    batch.to = latest();
    run(batch);
    reopen();
    auto mild = strict;
    mild.replace(mild.find("1000"), 4, "-1");
    replay(replayOf(mild));
    ASSERT_TRUE(ready("app"));
    ASSERT_TRUE(engine->switchReplay("app"));
    ASSERT_TRUE(switched("app"));
    ASSERT_TRUE(reaches("app", JobState::Running));
    ASSERT_TRUE(until([&] { return stateFolders() == Values{"app.replay-1"}; })); // the last that goes
    EXPECT_EQ(topicNames(), (Values{"app.replay-1-c-changelog", "app.replay-1-c.repartition", "in", "out"}));
}

class LaggingReplayTest : public ReplayTest {
protected:
    /// The replay is at the end of the input, the application far behind it and at work.
    void begin() {
        makeTopic();
        feed(0, 10);
        ASSERT_TRUE(engine->start(request(counts(), 1)));
        ASSERT_TRUE(until([&] { return results() == 10; }));
        replay(replayOf(counts(), 1));
        ASSERT_TRUE(ready("app"));
        ASSERT_TRUE(engine->pause("app"));
        std::vector<ProduceRecord> many;
        for (int i = 10; i < fed; ++i) many.push_back({.partition = i % 2, .timestamp = 1000 + i, .key = "x", .value = fmt::format(R"({{"k":"k{}","a":{}}})", i % 7, i), .keyNull = false});
        ASSERT_TRUE(engine->produce("in", many));
        ASSERT_TRUE(until([&] { return info("app")->position == fed; }));
        ASSERT_TRUE(ready("app"));
        ASSERT_TRUE(engine->resume("app"));
    }
    static constexpr int fed = 300'000;
};

TEST_F(LaggingReplayTest, ASwitchEndsWhenTheApplicationIsStoppedMeanwhile) {
    begin();
    ASSERT_TRUE(engine->switchReplay("app"));
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // any will do
    ASSERT_TRUE(engine->stop("app"));
    ASSERT_TRUE(until([&] { return info("app")->phase == ReplayPhase::Failed; }));
    EXPECT_NE(info("app")->error->detail.find("stopped"), std::string::npos) << info("app")->error->detail;
    EXPECT_EQ(engine->snapshot("app")->state, JobState::Stopped);
    ASSERT_TRUE(engine->start(request(counts(), 2))); // neither is held any more
    ASSERT_TRUE(engine->switchReplay("app"));
    ASSERT_TRUE(switched("app"));
}

TEST_F(ReplayTest, IsComparedByOneAtATime) {
    makeTopic();
    feed(0, 200);
    ASSERT_TRUE(engine->start(request(counts())));
    replay(replayOf(counts()));
    ASSERT_TRUE(ready("app"));
    std::atomic<bool> stop{false};
    int fed = 200;
    std::thread load([&] {
        for (; !stop; ++fed) {
            feed(fed, fed + 1);
            std::this_thread::sleep_for(std::chrono::milliseconds(2)); // else the replay is never seen to have caught up
        }
    });
    std::vector<std::thread> comparing;
    std::atomic<int> compared{0};
    for (int i = 0; i < 3; ++i)
        comparing.emplace_back([&] {
            for (int round = 0; round < 60; ++round) {
                const auto difference = engine->diffReplay("app", 5);
                if (difference) {
                    EXPECT_EQ(difference->topics.at(0).equal, 7U);
                    ++compared;
                } else if (difference.error().code != Errc::Invalid) { // it may just be behind
                    EXPECT_EQ(difference.error().code, Errc::InUse) << difference.error().text();
                }
            }
        });
    for (auto& thread : comparing) thread.join();
    EXPECT_GT(compared, 0);
    const auto begun = engine->switchReplay("app");
    EXPECT_TRUE(begun) << begun.error().text();
    EXPECT_TRUE(switched("app"));
    stop = true;
    load.join();
    ASSERT_TRUE(until([&] { return results() >= static_cast<std::size_t>(fed); }));
    EXPECT_EQ(dense(), static_cast<std::size_t>(fed));
}

// Deleted, and its tombstone compacted away, or deleted a moment ago: there is no such row.
TEST_F(ReplayTest, TablesAreEqualWhereNeitherHasARow) {
    ASSERT_TRUE(engine->createTopic({.name = "in", .partitions = 1, .cleanup = Cleanup::Compact}));
    ASSERT_TRUE(engine->createTopic({.name = "out", .partitions = 1, .cleanup = Cleanup::Compact, .segmentBytes = 200, .deleteRetention = Milliseconds(0)}));
    const auto write = [&](const std::string& key, std::optional<int> a) {
        const auto done = engine->produce("in", {{.partition = 0, .timestamp = 1000, .key = key, .value = a ? fmt::format(R"({{"a":{}}})", *a) : std::string(), .keyNull = false, .valueNull = !a}});
        ASSERT_TRUE(done) << done.error().text();
    };
    const std::string text = R"({"weir": 1, "application_id": "app", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "as": "table", "key": {"format": "string"}, "value": {"format": "json", "schema": "a bigint"}},
        {"id": "out", "type": "sink", "topic": "out", "value": {"format": "json"}}], "edges": [["in", "out"]]})";
    ASSERT_TRUE(engine->start(request(text)));
    std::int64_t gone = 0;
    std::size_t there = 0;
    for (std::size_t i = 0; i < 60; ++i) { // a segment each
        if (i < 40) write(fmt::format("gone{}", i % 20), i < 20 ? std::optional(1) : std::nullopt);
        else write(fmt::format("here{}", i), 1);
        ASSERT_TRUE(until([&] { return records("out", 0).size() == there + 1; }));
        if (i == 45 || i == 55) gone += engine->compactTopic("out").value().tombstonesDropped;
        there = records("out", 0).size();
    }
    ASSERT_GT(gone, 0);
    replay(replayOf(text));
    ASSERT_TRUE(ready("app"));
    const auto difference = engine->diffReplay("app", 5);
    ASSERT_TRUE(difference) << difference.error().text();
    const auto& topic = difference->topics.at(0);
    EXPECT_EQ(topic.onlyReplay, 0U);
    EXPECT_EQ(topic.onlyLive + topic.different, 0U);
    EXPECT_EQ(topic.equal, 20U);
}

TEST_F(ReplayTest, IsDroppedWithoutATrace) {
    makeTopic();
    feed(0, 50);
    ASSERT_TRUE(engine->start(request(counts())));
    ASSERT_TRUE(until([&] { return results() == 50; }));
    replay(replayOf(counts()));
    ASSERT_TRUE(ready("app"));
    EXPECT_EQ(info("app")->topics, (std::map<std::string, std::string>{{"out", "out.replay-1"}}));
    ASSERT_TRUE(engine->dropReplay("app"));
    EXPECT_EQ(topicNames(), (Values{"app-c-changelog", "app-c.repartition", "in", "out"}));
    EXPECT_EQ(stateFolders(), Values{"app"});
    EXPECT_FALSE(info("app").has_value());
    EXPECT_EQ(engine->dropReplay("app").error().code, Errc::NotFound);
    EXPECT_EQ(results(), 50U);
}

TEST_F(ReplayTest, GoesOnAfterARestartAndWithItsOwnFileOnly) {
    makeTopic();
    feed(0, 50);
    auto late = replayOf(counts());
    late.from = offset(20);
    replay(late);
    ASSERT_TRUE(until([&] { return values("out.replay-1").size() == 10; }));
    reopen();
    EXPECT_EQ(info("app")->phase, ReplayPhase::Stopped);
    EXPECT_EQ(engine->startReplay(replayOf(counts(", sum(a) AS s"))).error().code, Errc::Exists);
    feed(50, 60);
    EXPECT_EQ(replay(late), "app.replay-1");
    ASSERT_TRUE(until([&] { return values("out.replay-1").size() == 20; }));
    EXPECT_EQ(engine->startReplay(late).error().code, Errc::InUse);
}

TEST_F(ReplayTest, OfWhatReadsItsOwnResultsIsRefused) {
    const std::string loop = R"({"weir": 1, "application_id": "loop", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "key": {"format": "string"}, "value": {"format": "json", "schema": "a bigint"}},
        {"id": "out", "type": "sink", "topic": "in", "value": {"format": "json"}}], "edges": [["in", "out"]]})";
    const auto refused = engine->startReplay(replayOf(loop));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::Unsupported);
    EXPECT_TRUE(topicNames().empty());
}

} // namespace
} // namespace weir
