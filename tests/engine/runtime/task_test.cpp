// SPDX-License-Identifier: Apache-2.0
#include "running.h"

#include "weir/broker/embedded_broker.h"
#include "weir/runtime/task.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

namespace weir {
namespace {

// The log lives in memory, the stores in a folder: RocksDB knows no file system of ours.
class TaskTest : public testing::Test {
protected:
    TaskTest() {
        EXPECT_TRUE(logFiles.createDirectories("/data"));
        topics = std::move(*TopicStore::open("/data", logFiles, clock));
        journal = std::move(*CommitJournal::open("/data", logFiles));
        broker = std::make_unique<EmbeddedBroker>(*topics, *journal);
        for (const auto* name : {"in", "out", "counts-n-changelog"}) EXPECT_TRUE(broker->create({.name = name, .partitions = 1}));
        use(countsTopology());
    }
    void use(const std::string& text) {
        plan = planOf(text, registry);
        Diagnostics diagnostics;
        environment = std::make_unique<TaskEnvironment>(TaskEnvironment{
            plan, resolveSettings(plan->typed.topology, {}, diagnostics), countPartitions(*plan, {{"in", 1}, {"out", 1}}), *broker, files, clock, folder.path() / "state", true, {}});
    }
    std::unique_ptr<Task> started() {
        auto task = std::make_unique<Task>(*environment, 0, 0);
        const auto done = task->start();
        EXPECT_TRUE(done) << done.error().text();
        return task;
    }
    void produce(const std::string& key, std::int64_t a, std::int64_t timestamp = 1) {
        const auto producer = *broker->producer(true);
        const auto handle = *producer->open("in");
        BatchBuilder builder;
        builder.add(timestamp, key, false, "{\"a\":" + std::to_string(a) + "}", false, {});
        EXPECT_TRUE(producer->send(handle, 0, builder.take()));
    }
    /// Runs all there is and commits.
    void settle(Task& task, bool last = false) {
        while (task.step(100) > 0) {}
        if (task.pending() || last) {
            EXPECT_TRUE(task.commit(last));
        }
    }
    /// The newest value of each output record since the last call.
    std::vector<std::string> outputs() {
        const auto consumer = *broker->consumer({{"out", 0}});
        consumer->seek(0, seen);
        std::vector<std::string> out;
        BatchBuffer buffer;
        BatchReader reader;
        RecordView record;
        while (*consumer->fetch(0, 1 << 20, buffer))
            for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
                EXPECT_TRUE(reader.open(rest));
                while (reader.next(record))
                    if (record.offset >= seen) out.emplace_back(record.value);
            }
        seen = consumer->endOffset(0);
        return out;
    }

    TemporaryFolder folder;
    PosixFileSystem files;
    MemoryFileSystem logFiles;
    FakeClock clock{1'000'000};
    NodeRegistry registry = builtinNodes();
    std::unique_ptr<TopicStore> topics;
    std::unique_ptr<CommitJournal> journal;
    std::unique_ptr<EmbeddedBroker> broker;
    std::shared_ptr<const Plan> plan;
    std::unique_ptr<TaskEnvironment> environment;
    std::int64_t seen = 0;
};

using Values = std::vector<std::string>;

TEST_F(TaskTest, ANewOneGoesOnFromTheCommitWithItsState) {
    {
        const auto task = started();
        produce("k", 1);
        produce("k", 2);
        settle(*task);
        EXPECT_EQ(task->figures().streamTime, 1);
    }
    EXPECT_EQ(outputs(), (Values{R"({"n":1,"s":1})", R"({"n":2,"s":3})"}));
    const auto task = started();
    EXPECT_EQ(task->step(100), 0U) << "what was committed is not read again";
    produce("k", 4);
    settle(*task);
    EXPECT_EQ(outputs(), (Values{R"({"n":3,"s":7})"}));
}

TEST_F(TaskTest, WhatWasNotCommittedIsDoneAgainOnTheCommittedState) {
    produce("k", 1);
    {
        const auto task = started();
        settle(*task);
        produce("k", 2);
        EXPECT_EQ(task->step(100), 1U); // and then the process ends
    }
    (void)outputs();
    const auto task = started();
    settle(*task);
    EXPECT_EQ(outputs(), (Values{R"({"n":2,"s":3})"}));
}

TEST_F(TaskTest, AChangelogTailOfACommitThatNeverHappenedIsPassedOver) {
    produce("k", 1);
    {
        const auto task = started();
        settle(*task);
        // A crash between the changelog and the journal: the rows are in the log, the commit is not.
        const auto producer = *broker->producer(true);
        const auto handle = *producer->open("counts-n-changelog");
        BatchBuilder builder;
        builder.add(1, "ghost", false, "x", false, {});
        builder.add(1, "k", false, "y", false, {});
        ASSERT_TRUE(producer->send(handle, 0, builder.take()));
    }
    for (int restart = 0; restart < 3; ++restart) {
        SCOPED_TRACE(restart);
        std::filesystem::remove_all(folder.path() / "state"); // each restores from the changelog, past the tail too
        const auto task = started();
        produce("k", 1);
        settle(*task);
        const auto now = outputs();
        ASSERT_FALSE(now.empty());
        EXPECT_EQ(now.back(), "{\"n\":" + std::to_string(restart + 2) + ",\"s\":" + std::to_string(restart + 2) + "}");
        produce("ghost", 5);
        settle(*task);
        EXPECT_EQ(outputs(), (Values{"{\"n\":" + std::to_string(restart + 1) + ",\"s\":" + std::to_string(5 * (restart + 1)) + "}"}));
    }
}

TEST_F(TaskTest, StoresComeBackFromTheChangelogWhenTheirFolderIsGone) {
    {
        const auto task = started();
        for (int i = 0; i < 50; ++i) produce("k" + std::to_string(i % 10), i);
        settle(*task);
    }
    (void)outputs();
    std::filesystem::remove_all(folder.path() / "state");
    const auto task = started();
    EXPECT_EQ(task->figures().restored, 1.0);
    produce("k3", 1000);
    settle(*task);
    EXPECT_EQ(outputs(), (Values{R"({"n":6,"s":1115})"})); // 3 + 13 + 23 + 33 + 43 + 1000
}

TEST_F(TaskTest, StoresInMemoryComeBackFromTheChangelogToo) {
    environment->stateFolder.clear();
    {
        const auto task = started();
        produce("k", 1);
        settle(*task);
    }
    (void)outputs();
    const auto task = started();
    produce("k", 2);
    settle(*task);
    EXPECT_EQ(outputs(), (Values{R"({"n":2,"s":3})"}));
}

TEST_F(TaskTest, AfterItsCommitsWereForgottenNothingOfItsStoresCounts) {
    {
        const auto task = started();
        produce("k", 1);
        settle(*task, true);
    }
    ASSERT_TRUE(journal->forget("counts"));
    (void)outputs();
    const auto task = started();
    settle(*task);
    EXPECT_EQ(outputs(), (Values{R"({"n":1,"s":1})"}));
}

TEST_F(TaskTest, ATopicMadeAnewIsNotMistakenForTheOld) {
    {
        const auto task = started();
        produce("k", 1);
        settle(*task);
    }
    ASSERT_TRUE(topics->remove("in"));
    ASSERT_TRUE(broker->create({.name = "in", .partitions = 1}));
    Task task(*environment, 0, 0);
    const auto done = task.start();
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Errc::OutOfRange);
    EXPECT_EQ(done.error().place.topic, "in");
}

const std::string finalWindows = R"(, "window": {"type": "tumbling", "size": "10ms", "grace": "5ms"}, "emit": "final")";

TEST_F(TaskTest, AWindowThatWasOpenAtARestartIsEmittedWholeAndALateRecordStaysLate) {
    for (const bool lose : {false, true}) {
        SCOPED_TRACE(lose ? "the folder is gone" : "the folder is there");
        const std::string id = lose ? "lost" : "kept";
        ASSERT_TRUE(broker->create({.name = id + "-n-changelog", .partitions = 1}));
        use(countsTopology(finalWindows, id));
        const auto base = (*broker->consumer({{"in", 0}}))->endOffset(0);
        ASSERT_TRUE(journal->commit({.application = id, .task = "0_0", .positions = {{"in-0", std::to_string(base)}}}, true));
        {
            const auto task = started();
            produce("k", 1, 103);
            produce("k", 2, 112);
            produce("k", 4, 127);
            settle(*task, true);
        }
        EXPECT_EQ(outputs(), (Values{R"({"n":1,"s":1})", R"({"n":1,"s":2})"}));
        if (lose) std::filesystem::remove_all(folder.path() / "state");
        const auto task = started();
        produce("k", 9, 118); // [110, 120) closed at 125
        settle(*task);
        EXPECT_EQ(outputs(), Values{});
        produce("k", 8, 129);
        produce("k", 1, 140);
        settle(*task);
        EXPECT_EQ(outputs(), (Values{R"({"n":2,"s":12})"}));
        std::vector<NodeFigures> nodes(3);
        task->addNodes(nodes);
        ASSERT_EQ(nodes[1].dropped.size(), 1U);
        EXPECT_EQ(nodes[1].dropped[0], (std::pair<std::string, std::uint64_t>("late", 1)));
    }
}

TEST_F(TaskTest, ABatchRunStopsAtItsLimit) {
    for (int i = 0; i < 5; ++i) produce("k", 1);
    environment->limits[{"in", 0}] = 3;
    const auto task = started();
    settle(*task);
    EXPECT_TRUE(task->finished());
    EXPECT_EQ(outputs().size(), 3U);
}

TEST_F(TaskTest, AFailingFirstRecordIsInTheFigures) {
    ASSERT_TRUE(broker->create({.name = "counts-q-changelog", .partitions = 1}));
    const auto task = started();
    const auto producer = *broker->producer(true);
    const auto handle = *producer->open("in");
    BatchBuilder builder;
    builder.add(1, "k", false, "not json", false, {});
    ASSERT_TRUE(producer->send(handle, 0, builder.take()));
    EXPECT_EQ(task->step(10), 0U);
    EXPECT_EQ(task->figures().state, TaskState::Failed);
    std::vector<NodeFigures> nodes(3);
    task->addNodes(nodes);
    EXPECT_EQ(nodes[0].failed, 1U);
    EXPECT_FALSE(nodes[0].lastError.empty());
    EXPECT_FALSE(task->commit());
}

TEST_F(TaskTest, AFullDiskStopsItAndANewOneGoesOnFromTheLastCommit) {
    produce("k", 1);
    {
        const auto task = started();
        settle(*task);
        produce("k", 2);
        logFiles.failNth(FileCall::Write, 1, ENOSPC);
        EXPECT_EQ(task->step(10), 1U);
        EXPECT_FALSE(task->commit());
        ASSERT_TRUE(task->stoppedError());
        EXPECT_EQ(task->stoppedError()->code, Errc::NoSpace);
    }
    (void)outputs();
    const auto task = started();
    settle(*task);
    EXPECT_EQ(outputs(), (Values{R"({"n":2,"s":3})"}));
}

} // namespace
} // namespace weir
