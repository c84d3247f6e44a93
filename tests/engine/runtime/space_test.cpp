// SPDX-License-Identifier: Apache-2.0
// What happens when the disk gets full (docs/promises.md): jobs wait and go on by themselves, the ballast goes and comes back. The log lies
// on a disk in memory, whose capacity the tests set; a fake clock, so that what is tried again is due when a test says so.
#include "running.h"
#include "stalled_jobs.h"

#include "weir/core/kill_point.h"
#include "weir/runtime/protocol.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <functional>
#include <thread>

namespace weir {
namespace {

constexpr std::int64_t mebibyte = 1LL << 20;
constexpr std::int64_t diskBytes = 16 * mebibyte; // low: 8 MiB, full: 2 MiB, enough: 10 MiB
constexpr std::int64_t ballastBytes = mebibyte / 4;
constexpr std::chrono::seconds patience{120};     // a loaded machine; never waited for when all is well

class SpaceTest : public testing::Test {
protected:
    SpaceTest() {
        disk.setCapacity(diskBytes);
        // RocksDB knows no file system of ours: its folders are on the real one.
        std::filesystem::create_directories(folder.path() / "state" / "counts");
        reopen();
        EXPECT_TRUE(engine->createTopic({.name = "in"}));
    }
    void reopen() {
        engine.reset();
        auto opened = Engine::open(folder.path(), disk, clock, registry);
        ASSERT_TRUE(opened) << opened.error().text();
        engine = std::move(*opened);
    }
    /// Other files take all but `free` bytes of the disk. A job may write meanwhile.
    void leave(std::int64_t free) {
        const auto file = disk.open("/others", OpenMode::CreateOrOpen).value();
        ASSERT_TRUE(file->truncate(0));
        ASSERT_GE(disk.space("/").value().free, free);
        for (std::int64_t have = 0; (have = disk.space("/").value().free) > free;) (void)file->writeAt(disk.info("/others").value().size, std::vector<std::byte>(static_cast<std::size_t>(have - free)));
        ASSERT_TRUE(file->sync());
    }
    void freeAll() { ASSERT_TRUE(disk.remove("/others")); }
    bool ballast() const { return disk.exists(folder.path() / "ballast"); }
    testing::AssertionResult until(const std::function<bool()>& holds) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!holds()) {
            if (std::chrono::steady_clock::now() > deadline) return testing::AssertionFailure() << "it never came";
            clock.advance(Milliseconds(5)); // commits are due
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return testing::AssertionSuccess();
    }
    std::shared_ptr<const JobSnapshot> shown() { return engine->snapshot("counts"); }
    testing::AssertionResult reaches(JobState state) {
        return until([&] { return shown() && shown()->state == state; });
    }
    void start(std::optional<LogPosition> to = {}) {
        StartRequest request{countsTopology(), "t.weir", {{"commit_interval", "10ms"}, {"threads", "1"}}, std::move(to)};
        const auto started = engine->start(request);
        ASSERT_TRUE(started) << started.error().text();
    }
    Result<> produce(std::int64_t a) {
        return engine->produce("in", {{.partition = 0, .timestamp = 1000, .key = "k", .value = "{\"a\":" + std::to_string(a) + "}", .keyNull = false, .headers = {}}});
    }
    std::vector<std::string> values() { return valuesIn(*engine, "out"); }
    testing::AssertionResult puts(std::size_t count) {
        return until([&] { return values().size() >= count; });
    }
    testing::AssertionResult standsStill() {
        return until([&] { return !shown()->tasks.empty() && shown()->tasks[0].state == TaskState::Suspended; });
    }
    /// The disk gets full while the job has a record to work off, and the job notices before anybody looks at the free space.
    void failForSpace(std::int64_t a) {
        ASSERT_TRUE(engine->pause("counts"));
        ASSERT_TRUE(standsStill());
        ASSERT_TRUE(produce(a));
        leave(0);
        ASSERT_TRUE(engine->resume("counts"));
        ASSERT_TRUE(until([&] { return shown()->error.has_value(); }));
        EXPECT_EQ(shown()->error->code, Errc::NoSpace);
    }

    TemporaryFolder folder;
    MemoryFileSystem disk;
    FakeClock clock{1'700'000'000'000'000};
    NodeRegistry registry = builtinNodes();
    std::unique_ptr<Engine> engine;
};

using Values = std::vector<std::string>;
const Values two{R"({"n":1,"s":1})", R"({"n":2,"s":3})"};
const Values three{R"({"n":1,"s":1})", R"({"n":2,"s":3})", R"({"n":3,"s":6})"};

TEST_F(SpaceTest, AJobWaitsWhileSpaceIsLowAndGoesOnByItself) {
    start();
    engine->lookAtSpace();
    ASSERT_TRUE(produce(1));
    ASSERT_TRUE(puts(1));
    leave(8 * mebibyte - 1);
    ASSERT_TRUE(produce(2));
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Waiting));
    ASSERT_TRUE(standsStill());
    const auto waiting = shown();
    EXPECT_EQ(waiting->waits, "only 7 MB are free on the disk of " + folder.path().string() + ": the job waits until there are 10 MB; free some space, it goes on by itself");
    EXPECT_FALSE(waiting->error);
    EXPECT_EQ(waiting->partitions.at(0).committed, waiting->partitions.at(0).position) << "what was begun is committed";
    leave(9 * mebibyte);
    engine->lookAtSpace();
    EXPECT_EQ(shown()->state, JobState::Waiting) << "a little more is not enough, or it would stop and go all the time";
    freeAll();
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Running));
    EXPECT_TRUE(shown()->waits.empty());
    ASSERT_TRUE(produce(3));
    ASSERT_TRUE(puts(3));
    EXPECT_EQ(values(), three);
}

TEST_F(SpaceTest, AJobThatIsStartedWhileSpaceIsLowTakesNothingUntilThereIsSome) {
    ASSERT_TRUE(produce(1));
    leave(5 * mebibyte);
    engine->lookAtSpace();
    start();
    ASSERT_TRUE(reaches(JobState::Waiting));
    ASSERT_TRUE(standsStill());
    EXPECT_EQ(shown()->processed, 0U);
    freeAll();
    engine->lookAtSpace();
    ASSERT_TRUE(puts(1));
}

TEST_F(SpaceTest, ReadersGoOnAndWritersAreRefusedWhileSpaceIsLow) {
    start();
    engine->lookAtSpace();
    ASSERT_TRUE(produce(1));
    ASSERT_TRUE(puts(1));
    leave(5 * mebibyte);
    engine->lookAtSpace();
    const auto refused = produce(2);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::NoSpace);
    EXPECT_EQ(refused.error().detail,
              "the disk of " + folder.path().string() + " is nearly full: nothing is written to topics until 10 MB are free there; free some space, and try again");
    EXPECT_EQ(values().size(), 1U);
    EXPECT_TRUE(engine->storeRows({.applicationId = "counts", .store = shown()->stores.at(0).name}));
    freeAll();
    engine->lookAtSpace();
    EXPECT_TRUE(produce(2));
    ASSERT_TRUE(puts(2));
    EXPECT_EQ(values(), two);
}

TEST_F(SpaceTest, APersonsPauseOutlivesTheWaitAndResumeDoesNotEndTheWait) {
    start();
    ASSERT_TRUE(reaches(JobState::Running));
    ASSERT_TRUE(engine->pause("counts"));
    leave(5 * mebibyte);
    engine->lookAtSpace();
    clock.advance(Milliseconds(100)); // a snapshot is kept for a moment
    EXPECT_EQ(shown()->state, JobState::Paused);
    EXPECT_FALSE(shown()->waits.empty());
    freeAll();
    engine->lookAtSpace();
    clock.advance(Milliseconds(100));
    EXPECT_EQ(shown()->state, JobState::Paused);
    EXPECT_TRUE(shown()->waits.empty());
    leave(5 * mebibyte);
    engine->lookAtSpace();
    ASSERT_TRUE(engine->resume("counts"));
    EXPECT_EQ(shown()->state, JobState::Waiting);
    freeAll();
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Running));
}

TEST_F(SpaceTest, ABallastIsKeptGivenUpWhenTheDiskIsFullAndMadeAnew) {
    EXPECT_FALSE(ballast()) << "nobody looks at the space yet";
    engine->lookAtSpace();
    ASSERT_TRUE(ballast());
    EXPECT_EQ(disk.info(folder.path() / "ballast")->size, ballastBytes);
    leave(3 * mebibyte);
    engine->lookAtSpace();
    EXPECT_TRUE(ballast()) << "low, but not full";
    leave(2 * mebibyte - 1);
    engine->lookAtSpace();
    EXPECT_FALSE(ballast());
    EXPECT_EQ(disk.space("/")->free, 2 * mebibyte - 1 + ballastBytes);
    leave(10 * mebibyte);
    engine->lookAtSpace();
    EXPECT_FALSE(ballast()) << "with it there would be too little again";
    leave(11 * mebibyte);
    engine->lookAtSpace();
    EXPECT_TRUE(ballast());
    reopen();
    EXPECT_TRUE(ballast()) << "it stays";
    leave(0);
    reopen();
    EXPECT_FALSE(ballast()) << "to open a folder needs some space too";
}

TEST_F(SpaceTest, AJobThatFailedOnAFullDiskGoesOnFromItsLastCommitByItself) {
    start();
    engine->lookAtSpace();
    ASSERT_TRUE(produce(1));
    ASSERT_TRUE(puts(1));
    failForSpace(2);
    EXPECT_EQ(shown()->state, JobState::Waiting) << "nobody takes it for ended";
    EXPECT_TRUE(ballast());
    engine->lookAtSpace();
    EXPECT_FALSE(ballast());
    EXPECT_EQ(shown()->state, JobState::Waiting);
    EXPECT_EQ(shown()->waits.substr(0, 12), "the disk of ");
    EXPECT_EQ(*engine->jobs(), Values{"counts"});
    EXPECT_EQ(engine->deleteTopic("out").error().code, Errc::InUse);
    freeAll();
    engine->lookAtSpace();
    ASSERT_TRUE(puts(2));
    EXPECT_EQ(values(), two);
    EXPECT_EQ(shown()->state, JobState::Running);
    engine->lookAtSpace();
    EXPECT_TRUE(ballast());
}

TEST_F(SpaceTest, ABatchRunThatFailedOnAFullDiskComesToItsEnd) {
    start(); // makes its topics
    ASSERT_TRUE(reaches(JobState::Running));
    ASSERT_TRUE(engine->stop("counts"));
    ASSERT_TRUE(produce(1));
    ASSERT_TRUE(produce(2));
    engine->lookAtSpace();
    leave(0);
    start(LogPosition{LogPosition::Kind::Latest, {}, 0}); // before anybody has looked again
    ASSERT_TRUE(reaches(JobState::Waiting));
    engine->lookAtSpace();
    EXPECT_EQ(shown()->state, JobState::Waiting);
    freeAll();
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Done));
    EXPECT_EQ(values(), two);
}

TEST_F(SpaceTest, ABatchRunIsNotDoneBeforeWhatItCommittedCanBeRead) {
    ASSERT_TRUE(produce(1));
    std::atomic<bool> committed{false};
    const KillPointWatch watch([&](std::string_view name) {
        if (name == "commit.journaled" && !committed.exchange(true)) disk.failNth(FileCall::Write, 1, ENOSPC, true);
    });
    start(LogPosition{LogPosition::Kind::Latest, {}, 0});
    ASSERT_TRUE(until([&] { return committed && shown()->partitions.at(0).committed == 1; }));
    for (int looks = 0; looks < 50; ++looks) { // the supervisor's, too
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        ASSERT_EQ(shown()->state, JobState::Running);
    }
    EXPECT_EQ(values(), Values{});
    disk.mend();
    ASSERT_TRUE(reaches(JobState::Done));
    EXPECT_EQ(values(), Values{two[0]});
}

TEST_F(SpaceTest, APauseThatWasAskedForWhileAFailedJobWaitsStays) {
    start();
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Running));
    failForSpace(1);
    ASSERT_TRUE(engine->pause("counts"));
    engine->lookAtSpace();
    EXPECT_EQ(shown()->state, JobState::Paused);
    EXPECT_FALSE(shown()->waits.empty());
    freeAll();
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Paused));
    ASSERT_TRUE(standsStill());
    ASSERT_TRUE(engine->resume("counts"));
    ASSERT_TRUE(puts(1));
}

TEST_F(SpaceTest, AFailedJobThatAPersonStopsIsNotStartedAgain) {
    start();
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Running));
    failForSpace(1);
    engine->lookAtSpace();
    ASSERT_TRUE(engine->stop("counts"));
    EXPECT_EQ(shown()->state, JobState::Failed);
    freeAll();
    engine->lookAtSpace();
    engine->lookAtSpace();
    EXPECT_EQ(shown()->state, JobState::Failed);
    EXPECT_EQ(values().size(), 0U);
}

// A quota, or another disk than the one that is looked at, which has room enough.
TEST(StalledJobs, AreTriedLessAndLessOftenWhileTheyFailInSpiteOfFreeSpace) {
    JobTable jobs;
    FakeClock clock;
    int tries = 0;
    StalledJobs stalled(jobs, clock, [&](const std::string&, bool) -> Result<> {
        ++tries;
        return fail(Errc::NoSpace, "full");
    });
    stalled.add("x", nullptr, {Errc::NoSpace, "full", {}});
    for (int second = 0; second < 300; ++second) {
        EXPECT_TRUE(stalled.look());
        stalled.startAgain();
        clock.advance(Milliseconds(1000));
    }
    EXPECT_EQ(tries, 10) << "at 0, 1, 3, 7, 15, 31, 63, 123, 183 and 243 s";
    EXPECT_EQ(stalled.shown("x", nullptr, nullptr, "for space")->state, JobState::Waiting);
    stalled.excuse(); // there was too little: not its own fault
    stalled.startAgain();
    EXPECT_EQ(tries, 11);
    EXPECT_TRUE(stalled.forget("x"));
    EXPECT_FALSE(stalled.look());
}

TEST_F(SpaceTest, AFileSystemThatDoesNotSayItsSizeHoldsNobody) {
    MemoryFileSystem other;
    auto opened = Engine::open("/data", other, clock, registry);
    ASSERT_TRUE(opened);
    other.setCapacity(0);
    (*opened)->lookAtSpace();
    EXPECT_EQ((*opened)->produce("in", {}).error().code, Errc::NotFound) << "the topic is missing, not the space";
}

TEST_F(SpaceTest, TheWaitGoesOverTheSocket) {
    JobSnapshot snapshot;
    snapshot.applicationId = "counts";
    snapshot.state = JobState::Waiting;
    snapshot.waits = "for space";
    EXPECT_NE(snapshotToJson(snapshot).find(R"("state":"waiting")"), std::string::npos);
    EXPECT_NE(snapshotToJson(snapshot).find(R"("waits":"for space")"), std::string::npos);
}

TEST_F(SpaceTest, WhatIsWrittenOverManyFullDisksIsWhatAnUndisturbedRunWrites) {
    start();
    engine->lookAtSpace();
    ASSERT_TRUE(reaches(JobState::Running));
    Values want;
    std::int64_t sum = 0;
    for (int round = 0; round < 9; ++round) {
        for (int i = 0; i < 20; ++i) {
            const auto a = static_cast<std::int64_t>(want.size());
            ASSERT_TRUE(produce(a));
            sum += a;
            want.push_back("{\"n\":" + std::to_string(want.size() + 1) + ",\"s\":" + std::to_string(sum) + "}");
        }
        if (round % 3 == 0) { // the job's own commit finds the disk full, or just not
            leave(0);
            clock.advance(Milliseconds(50));
        } else if (round % 3 == 1) {
            leave(3 * mebibyte);
            engine->lookAtSpace();
            ASSERT_TRUE(reaches(JobState::Waiting));
        } else { // what is looked at first is a full disk
            leave(0);
            engine->lookAtSpace();
            clock.advance(Milliseconds(50));
            (void)shown();
        }
        freeAll();
        ASSERT_TRUE(until([&] {
            engine->lookAtSpace();
            return shown()->state == JobState::Running && values().size() == want.size();
        }));
    }
    EXPECT_EQ(values(), want);
}

} // namespace
} // namespace weir
