// SPDX-License-Identifier: Apache-2.0
#include "running.h"

#include <chrono>
#include <functional>
#include <thread>

namespace weir {
namespace {

constexpr std::chrono::seconds patience{120}; // a loaded machine; never waited for when all is well

class EngineTest : public testing::Test {
protected:
    EngineTest() { reopen(); }
    void reopen() {
        engine.reset();
        auto opened = Engine::open(folder.path(), files, clock, registry);
        EXPECT_TRUE(opened) << opened.error().text();
        engine = std::move(*opened);
    }
    std::string start(const std::string& text, bool toLatest = false) {
        StartRequest request{text, "t.weir", {{"commit_interval", "10ms"}, {"threads", "2"}}, std::nullopt};
        if (toLatest) request.to = LogPosition{LogPosition::Kind::Latest, {}, 0};
        const auto started = engine->start(request);
        EXPECT_TRUE(started) << started.error().text();
        return started.value_or("");
    }
    static testing::AssertionResult until(const std::function<bool()>& holds) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!holds()) {
            if (std::chrono::steady_clock::now() > deadline) return testing::AssertionFailure() << "it never came";
            std::this_thread::yield();
        }
        return testing::AssertionSuccess();
    }
    testing::AssertionResult reaches(const std::string& id, JobState state) {
        return until([&] {
            const auto shown = engine->snapshot(id);
            return shown && shown->state == state;
        });
    }
    void produce(const std::string& key, std::int64_t a, std::int32_t partition = 0) {
        const auto done = engine->produce("in", {{.partition = partition, .timestamp = 1000, .key = key, .value = "{\"a\":" + std::to_string(a) + ",\"b\":\"x\"}", .keyNull = false}});
        EXPECT_TRUE(done) << done.error().text();
    }
    std::vector<std::string> values(const std::string& topic = "out") { return valuesIn(*engine, topic); }
    testing::AssertionResult puts(std::size_t count) {
        return until([&] { return values().size() >= count; });
    }

    TemporaryFolder folder;
    PosixFileSystem files;
    SystemClock clock;
    NodeRegistry registry = builtinNodes();
    std::unique_ptr<Engine> engine;
};

using Values = std::vector<std::string>;

TEST_F(EngineTest, AJobMakesItsTopicsRunsAndStopsAtACommit) {
    const auto id = start(countsTopology());
    EXPECT_EQ(id, "counts");
    ASSERT_TRUE(reaches(id, JobState::Running));
    produce("k", 1);
    produce("k", 2);
    ASSERT_TRUE(puts(2));
    EXPECT_EQ(values(), (Values{R"({"n":1,"s":1})", R"({"n":2,"s":3})"}));
    ASSERT_TRUE(engine->stop(id));
    const auto last = engine->snapshot(id);
    EXPECT_EQ(last->state, JobState::Stopped);
    EXPECT_EQ(last->createdTopics, (Values{"in", "out", "counts-n-changelog"}));
    ASSERT_EQ(last->partitions.size(), 1U);
    EXPECT_EQ(last->partitions[0].committed, 2);
    EXPECT_EQ(last->partitions[0].lag(), 0);
    EXPECT_EQ(last->processed, 2U);
    EXPECT_EQ(last->edges, (std::vector<std::uint64_t>{2, 2}));
    EXPECT_EQ(last->nodes[1].in, 2U);
    ASSERT_EQ(last->tasks.size(), 1U);
    EXPECT_EQ(last->tasks[0].state, TaskState::Closed);
    ASSERT_EQ(last->stores.size(), 1U);
    EXPECT_EQ(last->stores[0].node, "n");
    EXPECT_EQ(last->stores[0].rows, 1U);
    EXPECT_EQ(*engine->jobs(), Values{"counts"});
}

TEST_F(EngineTest, AnotherEngineOnTheFolderGoesOnFromTheCommit) {
    const auto id = start(countsTopology());
    produce("k", 1);
    ASSERT_TRUE(puts(1));
    reopen();
    EXPECT_EQ(engine->snapshot(id), nullptr);
    produce("k", 2);
    start(countsTopology());
    ASSERT_TRUE(puts(2));
    ASSERT_TRUE(engine->stop(id));
    EXPECT_EQ(values().back(), R"({"n":2,"s":3})");
}

TEST_F(EngineTest, AStoppedJobCanBeStartedAgainInTheSameEngine) {
    for (std::size_t round = 1; round <= 3; ++round) {
        const auto id = start(countsTopology());
        produce("k", 1);
        ASSERT_TRUE(puts(round));
        EXPECT_EQ(values().back(), "{\"n\":" + std::to_string(round) + ",\"s\":" + std::to_string(round) + "}");
        ASSERT_TRUE(engine->stop(id));
        EXPECT_EQ(engine->snapshot(id)->state, JobState::Stopped);
    }
}

TEST_F(EngineTest, AnApplicationIdRunsOnce) {
    const auto id = start(countsTopology());
    const auto second = engine->start({countsTopology(), "second.weir", {}, std::nullopt});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::InUse);
    EXPECT_NE(second.error().text().find("counts"), std::string::npos);
    EXPECT_EQ(start(countsTopology({}, "other")), "other");
}

TEST_F(EngineTest, APausedJobTakesNothingUntilItIsResumed) {
    const auto id = start(countsTopology());
    produce("k", 1);
    ASSERT_TRUE(puts(1));
    ASSERT_TRUE(engine->pause(id));
    ASSERT_TRUE(until([&] { return engine->snapshot(id)->tasks.at(0).state == TaskState::Suspended; }));
    EXPECT_EQ(engine->snapshot(id)->state, JobState::Paused);
    produce("k", 2);
    ASSERT_TRUE(until([&] { return engine->snapshot(id)->partitions.at(0).lag() == 1; }));
    EXPECT_EQ(values().size(), 1U);
    ASSERT_TRUE(engine->resume(id));
    ASSERT_TRUE(puts(2));
    ASSERT_TRUE(engine->pause(id));
    ASSERT_TRUE(engine->stop(id)) << "a paused job stops too";
}

TEST_F(EngineTest, AFailingRecordFailsTheJobWithItsPlace) {
    const auto id = start(divideTopology());
    produce("a", 5, 1);
    ASSERT_TRUE(puts(1));
    produce("a", 0, 1);
    ASSERT_TRUE(reaches(id, JobState::Failed));
    const auto shown = engine->snapshot(id);
    ASSERT_TRUE(shown->error);
    EXPECT_EQ(shown->error->code, Errc::RecordFailed);
    EXPECT_EQ(shown->error->place.node, "m");
    EXPECT_EQ(shown->error->place.topic, "in");
    EXPECT_EQ(shown->error->place.partition, 1);
    EXPECT_EQ(shown->error->place.offset, 1);
    EXPECT_EQ(shown->nodes[1].failed, 1U);
    ASSERT_TRUE(engine->stop(id));
    EXPECT_EQ(engine->snapshot(id)->state, JobState::Failed);
    ASSERT_TRUE(engine->resume(id)) << "it is started again, from its last commit";
    ASSERT_TRUE(reaches(id, JobState::Failed)) << "the record is still there";
    EXPECT_EQ(values().size(), 1U) << "what was committed is not written twice";
    start(divideTopology(R"("on_error": "skip", )"));
    produce("a", 2, 1);
    ASSERT_TRUE(puts(2));
    EXPECT_EQ(values().back(), R"({"q":5})");
}

TEST_F(EngineTest, ABatchRunEndsAndTheNextGoesOnFromThere) {
    ASSERT_TRUE(engine->createTopic({.name = "in", .partitions = 1}));
    for (int i = 0; i < 10; ++i) produce("k", 1);
    const auto id = start(countsTopology(), true);
    ASSERT_TRUE(reaches(id, JobState::Done));
    EXPECT_EQ(values().back(), R"({"n":10,"s":10})");
    produce("k", 1);
    EXPECT_EQ(values().size(), 10U);
    start(countsTopology(), true);
    ASSERT_TRUE(reaches(id, JobState::Done));
    EXPECT_EQ(values().size(), 11U);
    EXPECT_EQ(values().back(), R"({"n":11,"s":11})");
    start(countsTopology(), true);
    ASSERT_TRUE(reaches(id, JobState::Done)) << "with nothing to do too";
}

TEST_F(EngineTest, ABatchRunThroughARepartitionLosesNothing) {
    ASSERT_TRUE(engine->createTopic({.name = "in", .partitions = 2}));
    for (int i = 0; i < 20; ++i) produce(std::to_string(i), 1, i % 2);
    const auto id = start(countsTopology(R"(, "group_by": "a")"), true);
    ASSERT_TRUE(reaches(id, JobState::Done));
    ASSERT_EQ(values().size(), 20U);
    EXPECT_EQ(values().back(), R"({"n":20,"s":20})");
}

TEST_F(EngineTest, TapsSeeWhatPassesEachForItself) {
    const auto id = start(divideTopology());
    ASSERT_TRUE(reaches(id, JobState::Running));
    const auto all = engine->tap({id, 1, 1'000'000, ""});
    ASSERT_TRUE(all) << all.error().text();
    const auto some = engine->tap({id, 1, 1'000'000, "q > 4"});
    ASSERT_TRUE(some) << some.error().text();
    produce("x", 10);
    produce("y", 2, 1);
    ASSERT_TRUE(puts(2));
    std::vector<SampledRecord> seen;
    ASSERT_TRUE(until([&] {
        for (auto& record : engine->drain(*all).records) seen.push_back(std::move(record));
        return seen.size() == 2;
    }));
    const auto matching = engine->drain(*some);
    EXPECT_EQ(matching.seen, 2U);
    ASSERT_EQ(matching.records.size(), 1U);
    EXPECT_EQ(matching.records[0].key, "y");
    EXPECT_EQ(matching.records[0].value, R"({"q":5})");
    EXPECT_EQ(matching.records[0].topic, "in");
    EXPECT_EQ(matching.records[0].partition, 1);
    engine->untap(*some);
    produce("z", 1);
    ASSERT_TRUE(until([&] { return engine->drain(*all).seen == 3; }));
    EXPECT_EQ(engine->drain(*some).seen, 0U);
    engine->untap(*all);
    engine->untap(*all);
}

TEST_F(EngineTest, ATapComputesWhatAViewShows) {
    const auto id = start(divideTopology());
    ASSERT_TRUE(reaches(id, JobState::Running));
    const auto tap = engine->tap({id, 1, 1'000'000, "", {"q * 2", "upper(_key)", "1 / (q - 5)"}});
    ASSERT_TRUE(tap) << tap.error().text();
    produce("y", 2);
    std::vector<SampledRecord> seen;
    ASSERT_TRUE(until([&] {
        for (auto& record : engine->drain(*tap).records) seen.push_back(std::move(record));
        return seen.size() == 1;
    }));
    EXPECT_EQ(seen[0].values, (std::vector<std::string>{"10", "\"Y\"", "null"})) << "what can't be computed is null, and fails nothing";
    EXPECT_EQ(engine->snapshot(id)->error, std::nullopt);
    EXPECT_EQ(engine->tap({id, 1, 200, "", {"nothing"}}).error().code, Errc::Invalid);
}

TEST_F(EngineTest, ATapGoesOnWhenItsJobIsStartedAgain) {
    const auto id = start(divideTopology());
    const auto tap = engine->tap({id, 0, 1'000'000, ""});
    ASSERT_TRUE(tap);
    ASSERT_TRUE(engine->stop(id));
    start(divideTopology());
    std::int64_t put = 0;
    ASSERT_TRUE(until([&] {
        produce("k", 1);
        ++put;
        return engine->drain(*tap).seen > 0;
    }));
}

TEST_F(EngineTest, ATapThatCannotBeSaysWhy) {
    const auto id = start(divideTopology());
    EXPECT_EQ(engine->tap({"nobody", 0, 200, ""}).error().code, Errc::NotFound);
    EXPECT_EQ(engine->tap({id, 9, 200, ""}).error().code, Errc::OutOfRange);
    EXPECT_EQ(engine->tap({id, 0, 200, "nothing = 1"}).error().code, Errc::Invalid);
    EXPECT_EQ(engine->tap({id, 0, 200, "b = 'x'"}).error().code, Errc::Unsupported) << "nobody reads b, so it is not there to be tested";
}

TEST_F(EngineTest, TapsComeAndGoWhileRecordsPass) {
    const auto id = start(divideTopology());
    ASSERT_TRUE(reaches(id, JobState::Running));
    std::jthread feeder([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) produce("k", 1, 0);
    });
    for (int i = 0; i < 200; ++i) {
        const auto tap = engine->tap({id, static_cast<std::size_t>(i % 2), 1'000'000, i % 3 == 0 ? "10 / q > 1" : ""});
        (void)engine->drain(tap.value_or(-1));
        engine->untap(tap.value_or(-1));
    }
    feeder.request_stop();
    feeder.join();
    EXPECT_EQ(engine->snapshot(id)->error, std::nullopt);
}

TEST_F(EngineTest, SnapshotsCanBeTakenWhileJobsStartFailAndStop) {
    std::jthread looker([this](const std::stop_token& stop) {
        while (!stop.stop_requested())
            for (const auto* id : {"divide", "counts"})
                if (const auto shown = engine->snapshot(id)) {
                    EXPECT_EQ(shown->applicationId, id);
                }
    });
    for (int i = 0; i < 10; ++i) {
        start(divideTopology());
        start(countsTopology());
        produce("k", i % 2);
        ASSERT_TRUE(engine->stop("divide"));
        ASSERT_TRUE(engine->stop("counts"));
    }
    looker.request_stop();
}

TEST_F(EngineTest, AStoreIsShownByKey) {
    const auto id = start(countsTopology());
    for (const auto* key : {"eu", "us", "asia", "eu"}) produce(key, 2);
    ASSERT_TRUE(until([&] {
        const auto page = engine->storeRows({id, "n"});
        return page && page->rows.size() == 3 && page->rows[1].columns == std::vector<std::string>{"2", "4"};
    }));
    const auto page = engine->storeRows({id, "n"});
    EXPECT_EQ(page->rows[0].key, "asia");
    EXPECT_EQ(page->columns[0].name, "n");
    EXPECT_EQ(page->total, 3U);
    EXPECT_EQ(engine->storeRows({id, "n", "u"})->rows.size(), 1U);
    EXPECT_EQ(engine->storeRows({id, "n", "", 2})->rows.size(), 2U);
    EXPECT_EQ(engine->storeRows({id, "nothing"}).error().code, Errc::NotFound);
    ASSERT_TRUE(engine->stop(id));
    EXPECT_EQ(engine->storeRows({id, "n"})->rows.size(), 3U) << "a stopped job's stores can still be seen";
}

TEST_F(EngineTest, RecordsAreProducedAndFetched) {
    ASSERT_TRUE(engine->createTopic({.name = "t", .partitions = 2}));
    EXPECT_EQ(engine->createTopic({.name = "t"}).error().code, Errc::Exists);
    EXPECT_FALSE(engine->createTopic({.name = "../t"}));
    ASSERT_TRUE(engine->produce("t", {{.timestamp = 10, .value = "a"}, {.timestamp = 20, .value = "b"}, {.timestamp = 30, .value = "c"}, {.partition = 0, .timestamp = 40, .key = "k", .keyNull = false, .valueNull = true, .headers = {{"h", "x"}}}}));
    const auto first = engine->fetch({.topic = "t"});
    ASSERT_TRUE(first);
    ASSERT_EQ(first->records.size(), 3U) << "NULL keys are dealt round robin";
    EXPECT_EQ(first->records[1].value, "c");
    EXPECT_TRUE(first->records[2].valueNull);
    EXPECT_EQ(first->records[2].key, "k");
    EXPECT_EQ(first->records[2].headers.at(0).second, "x");
    const auto rest = engine->fetch({.topic = "t", .offset = 1, .recordsMax = 1});
    ASSERT_EQ(rest->records.size(), 1U);
    EXPECT_EQ(rest->records[0].offset, 1);
    EXPECT_EQ(rest->nextOffset, 2);
    EXPECT_EQ(rest->endOffset, 3);
    EXPECT_EQ(*engine->offsetForTime("t", 0, 11), 1);
    EXPECT_EQ(*engine->offsetForTime("t", 0, 99), 3);
    EXPECT_EQ(engine->produce("t", {{.partition = 7}}).error().code, Errc::OutOfRange);
    EXPECT_EQ(engine->produce("nowhere", {{}}).error().code, Errc::NotFound);
    EXPECT_FALSE(engine->fetch({.topic = "nowhere"}));
    EXPECT_FALSE(engine->fetch({.topic = "t", .partition = 2}));
    ASSERT_EQ(engine->topics()->size(), 1U);
    EXPECT_EQ(engine->topics()->at(0).partitions.at(1).end, 1);
}

TEST_F(EngineTest, WhatIsNotThereIsNotFound) {
    EXPECT_EQ(engine->stop("x").error().code, Errc::NotFound);
    EXPECT_EQ(engine->pause("x").error().code, Errc::NotFound);
    EXPECT_EQ(engine->resume("x").error().code, Errc::NotFound);
    EXPECT_EQ(engine->snapshot("x"), nullptr);
    EXPECT_EQ(engine->drain(5).seen, 0U);
}

TEST_F(EngineTest, AMistakeInTheFileIsSaidWithItsPlace) {
    const auto bad = engine->start({"{", "bad.weir", {}, std::nullopt});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().place.file, "bad.weir");
    const auto wrong = engine->start({divideTopology(R"("settings": {"threads": -1}, )"), "wrong.weir", {}, std::nullopt});
    EXPECT_FALSE(wrong);
    EXPECT_TRUE(engine->jobs()->empty());
}

TEST_F(EngineTest, AConnectorFillsItsTopicAndABatchRunEndsWithIt) {
    const auto id = start(R"({"weir": 1, "name": "G", "application_id": "g", "nodes": [
        {"id": "gen", "type": "generator", "topic": "orders", "schema": "orders", "rate": 0, "count": 500, "seed": 7, "partitions": 1},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 1, "value": {"format": "json"}}], "edges": [["gen", "out"]]})", true);
    ASSERT_TRUE(reaches(id, JobState::Done));
    EXPECT_GE(engine->topics()->at(1).partitions.at(0).end, 500) << "its commits have an offset each";
    EXPECT_EQ(values().size(), 500U);
}

} // namespace
} // namespace weir
