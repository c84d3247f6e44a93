// SPDX-License-Identifier: Apache-2.0
// Batch runs from one place of the log to another, on a schedule, and the offsets that an application resumes at.
#include "control_fixture.h"

#include "weir/log/commit_journal.h"

#include <atomic>
#include <limits>
#include <thread>
#include <vector>

namespace weir {
namespace {

constexpr std::int64_t minute = 60'000;

class BatchRunTest : public ControlFixture {
protected:
    void SetUp() override {
        makeTopic();
        for (int i = 0; i < 10; ++i) {
            produce(0, i * minute, "p", i);
            produce(1, i * minute, "q", 100 + i);
        }
    }
    StartRequest part(std::optional<LogPosition> from, std::optional<LogPosition> to) {
        auto out = request(windows());
        out.from = std::move(from);
        out.to = std::move(to);
        return out;
    }
    OffsetsReport offsets(const OffsetsRequest& wanted) {
        const auto report = engine->offsets(wanted);
        EXPECT_TRUE(report) << report.error().text();
        return report.value_or(OffsetsReport{});
    }
    std::vector<std::int64_t> committed() {
        std::vector<std::int64_t> out;
        for (const auto& p : offsets({.applicationId = "flow"}).partitions) out.push_back(p.current);
        return out;
    }
};

TEST_F(BatchRunTest, RunsFromATimeToATimeAndTheNextRunGoesOn) {
    run(part(time(2 * minute), time(5 * minute)));
    EXPECT_EQ(table().size(), 6U); // minutes 2, 3, 4 of p and q
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{5, 5}));
    run(part(std::nullopt, LogPosition{LogPosition::Kind::Offsets, {{0, 7}, {1, 6}}, 0}));
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{7, 6}));
    EXPECT_EQ(table().size(), 9U);
    run(part(std::nullopt, latest()));
    EXPECT_EQ(table().size(), 16U);
    EXPECT_EQ(values().size(), 16U);
}

TEST_F(BatchRunTest, BeginsWhereItIsToldOnlyOnce) {
    run(part(offset(8), latest()));
    EXPECT_EQ(table().size(), 4U);
    const auto again = engine->start(part(offset(0), latest()));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::Exists);
    EXPECT_NE(again.error().detail.find("weir offsets"), std::string::npos);
    const auto beyond = engine->start({windows("count(*) AS n", "other"), "t.weir", {}, latest(), offset(11)});
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().code, Errc::OutOfRange);
}

TEST_F(BatchRunTest, AnEndThatWasReachedBeforeIsReached) {
    run(part(std::nullopt, offset(6)));
    run(part(std::nullopt, offset(3)));
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{6, 6}));
}

TEST_F(BatchRunTest, MovesAndShowsOffsetsOfAPartition) {
    run(part(std::nullopt, offset(6)));
    OffsetsRequest set{.kind = OffsetsRequest::Kind::Set, .applicationId = "flow", .to = offset(2), .topics = {"in:1"}, .dryRun = true};
    const auto dry = offsets(set);
    EXPECT_FALSE(dry.changed);
    ASSERT_EQ(dry.partitions.size(), 2U);
    EXPECT_EQ(dry.partitions[0].target, 6);
    EXPECT_EQ(dry.partitions[1].current, 6);
    EXPECT_EQ(dry.partitions[1].target, 2);
    EXPECT_EQ(dry.partitions[1].end, 10);
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{6, 6}));
    set.dryRun = false;
    EXPECT_TRUE(offsets(set).changed);
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{6, 2}));
    EXPECT_TRUE(offsets({.kind = OffsetsRequest::Kind::Set, .applicationId = "flow", .shiftBy = -100}).changed);
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{0, 0}));
    EXPECT_TRUE(offsets({.kind = OffsetsRequest::Kind::Set, .applicationId = "flow", .to = time(4 * minute)}).changed);
    reopen();
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{4, 4}));
    run(part(std::nullopt, latest()));
    int twice = 0; // the stores stayed: minutes 4 and 5 were counted again
    for (const auto& [key, value] : table()) twice += value.find("\"n\":2") != std::string::npos ? 1 : 0;
    EXPECT_EQ(twice, 4);
    set.topics = {"in:2"};
    EXPECT_EQ(engine->offsets(set).error().code, Errc::NotFound);
}

TEST_F(BatchRunTest, SetsWhereAnApplicationBeginsThatNeverRan) {
    EXPECT_EQ(engine->offsets({.applicationId = "flow"}).error().code, Errc::NotFound);
    EXPECT_TRUE(offsets({.kind = OffsetsRequest::Kind::Set, .topologyText = windows(), .to = offset(9)}).changed);
    run(part(std::nullopt, latest()));
    EXPECT_EQ(table().size(), 2U);
}

TEST_F(BatchRunTest, AResetLeavesNothingButWhereItBegins) {
    run(part(std::nullopt, latest()));
    const auto once = table();
    EXPECT_EQ(stateFolders(), Values{"flow"});
    const auto report = offsets({.kind = OffsetsRequest::Kind::Reset, .applicationId = "flow", .to = offset(5)});
    EXPECT_TRUE(report.changed);
    EXPECT_EQ(report.removedTopics, (Values{"flow-w-changelog", "flow-w.repartition"}));
    EXPECT_EQ(topicNames(), (Values{"in", "out"}));
    EXPECT_EQ(stateFolders(), Values{});
    EXPECT_EQ(committed(), (std::vector<std::int64_t>{5, 5}));
    run(part(std::nullopt, latest()));
    EXPECT_EQ(values().size(), 30U);
    EXPECT_EQ(table(), once); // each window counted anew
}

TEST_F(BatchRunTest, AResetThatWasCutOffIsFinishedAtTheNextOpen) {
    run(part(std::nullopt, latest()));
    engine.reset();
    {
        auto journal = CommitJournal::open(folder.path(), files);
        ASSERT_TRUE(journal);
        ASSERT_TRUE((*journal)->change({.forget = {"flow"}, .commits = {}, .notes = {{"cleanup:flow", R"({"topics":["flow-w-changelog","flow-w.repartition"]})"}}}));
    }
    reopen();
    EXPECT_EQ(topicNames(), (Values{"in", "out"}));
    EXPECT_EQ(stateFolders(), Values{});
    run(part(std::nullopt, latest()));
    EXPECT_EQ(values().size(), 40U);
}

TEST_F(BatchRunTest, OffsetsOfARunningApplicationAreShownAndNotChanged) {
    const auto id = engine->start(request(windows()));
    ASSERT_TRUE(id);
    ASSERT_TRUE(until([&] { return values().size() == 20; }));
    ASSERT_TRUE(until([&] { return engine->offsets({.applicationId = "flow"}).has_value() && committed() == std::vector<std::int64_t>{10, 10}; }));
    const auto refused = engine->offsets({.kind = OffsetsRequest::Kind::Reset, .applicationId = "flow"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::InUse);
    ASSERT_TRUE(engine->stop("flow"));
    EXPECT_TRUE(engine->offsets({.kind = OffsetsRequest::Kind::Reset, .applicationId = "flow"}));
}

TEST_F(BatchRunTest, NamesOfReplaysAreNoApplicationIds) {
    const auto started = engine->start(request(windows("count(*) AS n", "flow.replay-3")));
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, Errc::Invalid);
}

// Who looks at a job may be the last to have it: its stores are open until it has let go.
TEST_F(BatchRunTest, AnApplicationIsStartedAgainWhileOthersLookAtIt) {
    std::atomic<bool> over{false};
    std::vector<std::thread> looking;
    for (int i = 0; i < 3; ++i)
        looking.emplace_back([&] {
            while (!over) (void)engine->snapshot("flow");
        });
    for (int round = 0; round < 20; ++round) {
        const auto started = engine->start(request(windows()));
        EXPECT_TRUE(started) << started.error().text();
        EXPECT_TRUE(until([&] { return JobState::Restoring < engine->snapshot("flow")->state; }));
        produce(0, (100 + round) * minute, "r", round);
        EXPECT_TRUE(engine->stop("flow"));
        const auto shown = engine->snapshot("flow");
        EXPECT_EQ(shown->state, JobState::Stopped) << (shown->error ? shown->error->text() : "");
    }
    over = true;
    for (auto& thread : looking) thread.join();
}

class ScheduleTest : public BatchRunTest {
protected:
    const Clock& clockOf() override { return fake; }
    ScheduleTest() { reopen(); } // with the fake clock from the start
    FakeClock fake{1'700'000'000'000'000};
    static constexpr std::chrono::hours six{6};
};

TEST_F(ScheduleTest, RefusesAnIntervalThatNoClockCounts) {
    auto scheduled = request(windows());
    for (const auto every : {std::int64_t{1} << 58U, std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max() / 1'000'000}) {
        scheduled.everyMs = every;
        EXPECT_EQ(engine->start(scheduled).error().code, Errc::Invalid) << every;
    }
    EXPECT_EQ(engine->snapshot("flow"), nullptr);
}

TEST_F(ScheduleTest, RunsAgainAndAgainToTheEndThatIsThere) {
    auto scheduled = request(windows());
    scheduled.everyMs = std::chrono::milliseconds(six).count();
    ASSERT_TRUE(engine->start(scheduled));
    const auto waits = [&] { return until([&] { return engine->snapshot("flow")->nextRunMs >= 0; }); };
    ASSERT_TRUE(waits());
    EXPECT_EQ(engine->snapshot("flow")->state, JobState::Done);
    EXPECT_EQ(engine->snapshot("flow")->nextRunMs, 1'700'000'000'000 + std::chrono::milliseconds(six).count());
    EXPECT_EQ(table().size(), 20U);
    for (int round = 1; round <= 3; ++round) {
        produce(0, (20 + round) * minute, "r", round);
        EXPECT_EQ(table().size(), 19U + static_cast<unsigned>(round)); // nobody runs
        fake.advance(six);
        ASSERT_TRUE(until([&] { return table().size() == 20U + static_cast<unsigned>(round); }));
        ASSERT_TRUE(waits());
    }
    ASSERT_TRUE(engine->stop("flow"));
    EXPECT_EQ(engine->snapshot("flow")->nextRunMs, -1);
    produce(0, 30 * minute, "r", 1);
    fake.advance(std::chrono::hours{60});
    ASSERT_TRUE(engine->start(part(std::nullopt, latest())));
    ASSERT_TRUE(reaches("flow", JobState::Done));
    EXPECT_EQ(values().size(), 24U);
}

} // namespace
} // namespace weir
