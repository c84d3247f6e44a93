// SPDX-License-Identifier: Apache-2.0
#include "weir/broker/embedded_broker.h"

#include "weir/core/kill_point.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

namespace weir {
namespace {

/// What stands in a data folder when it is opened: of task 0_0's commits, and of records in both partitions.
struct TransactionsAfter {
    TransactionsAfter(FileSystem& files, const Clock& clock) {
        auto topics = TopicStore::open("/data", files, clock);
        auto journal = CommitJournal::open("/data", files);
        ok = topics && journal;
        if (!ok) return;
        EmbeddedBroker broker(**topics, **journal);
        if (const auto record = *broker.committed("app", "0_0")) commits = std::stoi(record->positions.at("in-0"));
        for (std::int32_t p = 0; p < 2; ++p) {
            const auto consumer = broker.consumer({{"orders", p}});
            ok = ok && consumer;
            if (!ok) return;
            BatchBuffer buffer;
            while (*(*consumer)->fetch(0, 1 << 20, buffer))
                for (auto rest = buffer.bytes(); !rest.empty();) {
                    const auto header = readBatchHeader(rest);
                    shown[static_cast<std::size_t>(p)] += header->recordCount;
                    rest = rest.subspan(static_cast<std::size_t>(header->sizeBytes));
                }
        }
    }
    bool ok = false;
    int commits = 0;
    std::array<int, 2> shown{};
};

class EmbeddedBrokerTest : public testing::Test {
protected:
    EmbeddedBrokerTest() {
        reopen();
        EXPECT_TRUE(broker->create({.name = "orders", .partitions = 2}));
    }
    void reopen() {
        broker.reset();
        topics.reset();
        journal.reset();
        EXPECT_TRUE(files->createDirectories("/data"));
        EXPECT_TRUE(files->syncDirectory("/"));
        topics = std::move(*TopicStore::open("/data", *files, clock));
        journal = std::move(*CommitJournal::open("/data", *files));
        broker = std::make_unique<EmbeddedBroker>(*topics, *journal);
    }
    static std::span<std::byte> batchOf(BatchBuilder& builder, const std::vector<std::string>& values, std::int64_t timestamp = 1000) {
        for (const auto& value : values) builder.add(timestamp, "k", false, value, false, {});
        return builder.take();
    }
    static std::vector<std::string> valuesOf(const BatchBuffer& buffer) {
        std::vector<std::string> out;
        BatchReader reader;
        RecordView record;
        for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
            EXPECT_TRUE(reader.open(rest));
            while (reader.next(record)) out.emplace_back(record.value);
        }
        return out;
    }
    std::unique_ptr<MemoryFileSystem> files = std::make_unique<MemoryFileSystem>();
    FakeClock clock;
    std::unique_ptr<TopicStore> topics;
    std::unique_ptr<CommitJournal> journal;
    std::unique_ptr<EmbeddedBroker> broker;
    BatchBuilder builder;
};

TEST_F(EmbeddedBrokerTest, AConsumerGetsWhatAProducerSentAndThenNothing) {
    auto producer = *broker->producer(true);
    const auto handle = *producer->open("orders");
    EXPECT_EQ(producer->partitions(handle), 2);
    EXPECT_EQ(*producer->send(handle, 1, batchOf(builder, {"a", "b"}, 5000)), 0);
    EXPECT_EQ(*producer->send(handle, 1, batchOf(builder, {"c"}, 4000)), 2);
    auto consumer = *broker->consumer({{"orders", 0}, {"orders", 1}});
    BatchBuffer buffer;
    EXPECT_FALSE(*consumer->fetch(0, 1 << 20, buffer));
    ASSERT_TRUE(*consumer->fetch(1, 1 << 20, buffer));
    EXPECT_EQ(valuesOf(buffer), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(consumer->position(1), 3);
    EXPECT_EQ(consumer->endOffset(1), 3);
    EXPECT_EQ(consumer->endTimestamp(1), 5000);
    EXPECT_EQ(consumer->endTimestamp(0), -1);
    EXPECT_FALSE(*consumer->fetch(1, 1 << 20, buffer));
}

TEST_F(EmbeddedBrokerTest, ASmallFetchMovesBehindTheLastWholeBatch) {
    auto producer = *broker->producer(false);
    const auto handle = *producer->open("orders");
    ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {"a", "b"})));
    ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {"c"})));
    auto consumer = *broker->consumer({{"orders", 0}});
    consumer->seek(0, 1);
    BatchBuffer buffer;
    ASSERT_TRUE(*consumer->fetch(0, 1, buffer));
    EXPECT_EQ(valuesOf(buffer), (std::vector<std::string>{"a", "b"})) << "whole batches: the reader passes over what lies before its position";
    EXPECT_EQ(consumer->position(0), 2);
}

TEST_F(EmbeddedBrokerTest, AReaderThatRetentionPassedGoesOnAtTheStart) {
    ASSERT_TRUE(broker->create({.name = "small", .partitions = 1, .segmentBytes = 1}));
    auto producer = *broker->producer(false);
    const auto handle = *producer->open("small");
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {std::to_string(i)})));
    auto consumer = *broker->consumer({{"small", 0}});
    ASSERT_TRUE(broker->trimBefore({"small", 0}, 4));
    ASSERT_GT(consumer->startOffset(0), 0);
    const auto start = consumer->startOffset(0);
    BatchBuffer buffer;
    ASSERT_TRUE(*consumer->fetch(0, 1, buffer));
    EXPECT_EQ(valuesOf(buffer), std::vector<std::string>{std::to_string(start)});
}

TEST_F(EmbeddedBrokerTest, UnknownTopicsAndPartitionsAreNotFound) {
    const auto producer = *broker->producer(false);
    EXPECT_EQ(producer->open("nowhere").error().code, Errc::NotFound);
    EXPECT_EQ(broker->consumer({{"nowhere", 0}}).error().code, Errc::NotFound);
    EXPECT_FALSE(broker->consumer({{"orders", 2}}));
    EXPECT_FALSE(broker->consumer({{"orders", -1}}));
    EXPECT_FALSE(broker->find("nowhere"));
    EXPECT_EQ(broker->find("orders")->partitions, 2);
}

// A power loss may take the recovery point along, which no sync waits for; then only the journal knows.
TEST_F(EmbeddedBrokerTest, RecordsThatWereAcknowledgedAndAreGoneLaterAreDamageAndNoTornEnd) {
    const auto send = [&](const std::string& value) {
        auto* const log = *topics->partition("orders", 0);
        ASSERT_TRUE(log->append(batchOf(builder, {value})));
        ASSERT_TRUE(log->sync());
    };
    send("a");
    ASSERT_TRUE(broker->noteEnds());
    send("b");
    send("c");
    const auto damaged = [&](int lostBatches) {
        auto disk = files->killed();
        const Path folder = "/data/topics/orders-0";
        EXPECT_TRUE(disk->remove(folder / "recovery-point"));
        const auto file = disk->open(folder / "00000000000000000000.log", OpenMode::Write);
        const auto size = *(*file)->size();
        EXPECT_TRUE((*file)->truncate(size - lostBatches * size / 3));
        const auto store = TopicStore::open("/data", *disk, clock);
        const auto journalThere = CommitJournal::open("/data", *disk);
        const EmbeddedBroker there(**store, **journalThere);
        const auto opened = (*store)->partition("orders", 0);
        return opened ? std::string() : opened.error().text();
    };
    EXPECT_EQ(damaged(2), "") << "nothing says that they were there";
    EXPECT_NE(damaged(3).find("the commit journal names offsets up to 1"), std::string::npos) << damaged(3);
    ASSERT_TRUE(broker->noteEnds());
    EXPECT_NE(damaged(1).find("the commit journal names offsets up to 3"), std::string::npos) << damaged(1);

    ASSERT_TRUE(topics->remove("orders"));
    ASSERT_TRUE(broker->noteEnds());
    reopen();
    ASSERT_TRUE(broker->create({.name = "orders", .partitions = 2}));
    reopen();
    EXPECT_EQ((*topics->partition("orders", 0))->endOffset(), 0) << "another topic of its name";
}

TEST_F(EmbeddedBrokerTest, ADurableCommitAndWhatItStandsForSurviveAPowerLoss) {
    auto producer = *broker->producer(true);
    const auto handle = *producer->open("orders");
    ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {"a"})));
    const CommitRecord record{.application = "app", .task = "0_0", .positions = {{"in-0", "7"}}, .changelogs = {{"log-0", 3}}, .streamTime = 9};
    ASSERT_TRUE(producer->commit(record));
    ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {"lost, perhaps"})));
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        producer.reset();
        SplitMix64 rng(seed);
        auto after = files->crash(rng);
        std::swap(files, after);
        reopen();
        EXPECT_EQ(*broker->committed("app", "0_0"), record);
        EXPECT_GE((*broker->consumer({{"orders", 0}}))->endOffset(0), 1);
        broker.reset();
        topics.reset();
        journal.reset();
        std::swap(files, after);
    }
}

// Else a job without syncs would go on behind records that it never read.
TEST_F(EmbeddedBrokerTest, WhatIsTrimmedStaysBehindACommitThatAPowerLossLeaves) {
    ASSERT_TRUE(broker->create({.name = "__steps", .partitions = 1, .durability = Durability::Buffered, .segmentBytes = 200, .internal = true}));
    auto producer = *broker->producer(false);
    const auto handle = *producer->open("__steps");
    for (int n = 0; n < 20; ++n) ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {std::to_string(n)})));
    ASSERT_TRUE(producer->commit({.application = "app", .task = "1_0", .positions = {{"__steps-0", "12"}}}));
    ASSERT_TRUE(broker->trimBefore({"__steps", 0}, 12));
    ASSERT_GT((*broker->consumer({{"__steps", 0}}))->startOffset(0), 0);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        SplitMix64 rng(seed);
        const auto after = files->crash(rng);
        const auto left = CommitJournal::open("/data", *after);
        ASSERT_TRUE(left) << left.error().text();
        const auto record = (*left)->latest("app", "1_0");
        ASSERT_TRUE(record);
        EXPECT_EQ(record->positions.at("__steps-0"), "12"); // NOLINT(bugprone-unchecked-optional-access)
    }
}

TEST_F(EmbeddedBrokerTest, ATaskThatNeverCommittedHasNoPosition) { EXPECT_FALSE(broker->committed("app", "0_0")->has_value()); }

TEST_F(EmbeddedBrokerTest, AnArrivalIsToldUntilTheListenerLeaves) {
    int told = 0;
    const auto token = broker->onArrival([&] { ++told; });
    const auto producer = *broker->producer(false);
    const auto handle = *producer->open("orders");
    ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {"a"})));
    EXPECT_EQ(told, 1);
    broker->removeListener(token);
    ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {"b"})));
    EXPECT_EQ(told, 1);
}

TEST_F(EmbeddedBrokerTest, AFailedSyncFailsTheCommit) {
    const auto producer = *broker->producer(true);
    const auto handle = *producer->open("orders");
    ASSERT_TRUE(producer->send(handle, 0, batchOf(builder, {"a"})));
    files->failNth(FileCall::Sync, 1, EIO, true);
    EXPECT_FALSE(producer->commit({.application = "app", .task = "0_0"}));
    EXPECT_FALSE(broker->committed("app", "0_0")->has_value());
}

// Exactly once.

class TransactionsTest : public EmbeddedBrokerTest {
protected:
    static CommitRecord commitOf(std::string position, std::string task = "0_0") { return {.application = "app", .task = std::move(task), .positions = {{"in-0", std::move(position)}}}; }
    static Result<std::int64_t> sendTo(Producer& producer, std::int32_t partition, const std::vector<std::string>& values) {
        BatchBuilder batch;
        for (const auto& value : values) batch.add(1000, "k", false, value, false, {});
        producer.sign(0, partition, batch);
        return producer.send(0, partition, batch.take());
    }
    std::unique_ptr<Producer> open() {
        auto producer = *broker->producer({true, true});
        EXPECT_EQ(*producer->open("orders"), 0U);
        return producer;
    }
    std::vector<std::string> shown(std::int32_t partition) {
        const auto consumer = *broker->consumer({{"orders", partition}});
        std::vector<std::string> out;
        BatchBuffer buffer;
        while (*consumer->fetch(0, 1 << 20, buffer))
            for (auto& value : valuesOf(buffer)) out.push_back(std::move(value));
        EXPECT_EQ(consumer->position(0), consumer->endOffset(0)) << "markers at the end are passed";
        return out;
    }
    std::string positionNow() {
        const auto record = *broker->committed("app", "0_0");
        return record ? record->positions.at("in-0") : "";
    }
    using Values = std::vector<std::string>;
};

TEST_F(TransactionsTest, NothingIsSeenBeforeTheCommitAndAllOfItAfter) {
    const auto producer = open();
    ASSERT_TRUE(sendTo(*producer, 0, {"a"}));
    ASSERT_TRUE(sendTo(*producer, 1, {"b"}));
    EXPECT_EQ(shown(0), Values{});
    ASSERT_TRUE(producer->commit(commitOf("1")));
    EXPECT_EQ(shown(0), Values{"a"});
    EXPECT_EQ(shown(1), Values{"b"});
}

TEST_F(TransactionsTest, CommitsThatArePreparedTogetherShareTheirSyncs) {
    std::vector<std::unique_ptr<Producer>> producers;
    for (int n = 0; n < 3; ++n) producers.push_back(open());
    for (auto& producer : producers) ASSERT_TRUE(sendTo(*producer, 0, {"a"}));
    const auto syncs = files->calls(FileCall::Sync);
    for (std::size_t n = 0; n < 3; ++n) ASSERT_TRUE(producers[n]->prepare(commitOf("1", "0_" + std::to_string(n))));
    EXPECT_EQ(shown(0), Values{}) << "it is no commit yet";
    for (auto& producer : producers) ASSERT_TRUE(producer->finish());
    EXPECT_EQ(files->calls(FileCall::Sync) - syncs, 2) << "one of the partition, one of the journal";
    EXPECT_EQ(shown(0), (Values{"a", "a", "a"}));
}

TEST_F(TransactionsTest, APowerLossBetweenTheHalvesLeavesACommitWholeOrUndone) {
    const auto one = open();
    const auto other = open();
    ASSERT_TRUE(sendTo(*one, 0, {"a"}));
    ASSERT_TRUE(sendTo(*other, 0, {"b"}));
    ASSERT_TRUE(one->prepare(commitOf("1", "0_0")));
    ASSERT_TRUE(other->prepare(commitOf("1", "0_1")));
    std::set<Values> seen;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        SplitMix64 rng(seed);
        const auto after = files->crash(rng);
        const auto store = *TopicStore::open("/data", *after, clock);
        const auto left = *CommitJournal::open("/data", *after);
        EmbeddedBroker there(*store, *left);
        const auto consumer = *there.consumer({{"orders", 0}});
        Values values;
        BatchBuffer buffer;
        while (*consumer->fetch(0, 1 << 20, buffer))
            for (auto& value : valuesOf(buffer)) values.push_back(std::move(value));
        Values expected;
        if (left->latest("app", "0_0")) expected.emplace_back("a");
        if (left->latest("app", "0_1")) expected.emplace_back("b");
        EXPECT_EQ(values, expected);
        seen.insert(values);
    }
    EXPECT_GT(seen.size(), 1U) << "no state was another";
    ASSERT_TRUE(other->finish());
    ASSERT_TRUE(one->finish());
    EXPECT_EQ(shown(0), (Values{"a", "b"}));
}

TEST_F(TransactionsTest, WhatIsPreparedIsFinishedEvenByAProducerThatGoes) {
    auto producer = open();
    ASSERT_TRUE(sendTo(*producer, 0, {"a"}));
    ASSERT_TRUE(producer->prepare(commitOf("1")));
    producer.reset();
    EXPECT_EQ(shown(0), Values{"a"});
    EXPECT_EQ(positionNow(), "1");
}

TEST_F(TransactionsTest, WhatAProducerLeavesBehindIsAborted) {
    {
        const auto producer = open();
        ASSERT_TRUE(sendTo(*producer, 0, {"kept"}));
        ASSERT_TRUE(producer->commit(commitOf("1")));
        ASSERT_TRUE(sendTo(*producer, 0, {"gone"}));
    }
    ASSERT_TRUE(sendTo(*open(), 0, {"gone too"}));
    EXPECT_EQ(shown(0), Values{"kept"});
}

TEST_F(TransactionsTest, ABatchThatIsNotSignedIsRefused) {
    const auto producer = open();
    EXPECT_FALSE(producer->send(0, 0, batchOf(builder, {"a"})));
    producer->abort();
    EXPECT_FALSE(sendTo(*producer, 0, {"after the end"}));
}

// At every kill point of three commits, in states that a power loss could leave there: each partition shows the records of exactly as many
// commits as the journal counts.
TEST_F(TransactionsTest, ACrashAtAnyPointOfACommitLeavesItWholeOrUndone) {
    int states = 0;
    std::set<std::string> passed;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        broker.reset();
        topics.reset();
        journal.reset();
        SplitMix64 rng(seed);
        files = std::make_unique<MemoryFileSystem>();
        reopen();
        ASSERT_TRUE(broker->create({.name = "orders", .partitions = 2, .segmentBytes = 200}));
        int acknowledged = 0;
        int begun = 0;
        bool looking = false;
        std::string wrong;
        const KillPointWatch watch([&](std::string_view name) {
            if (looking || !wrong.empty()) return;
            looking = true; // what an open passes is no state of its own here
            passed.emplace(name);
            for (int again = 0; again < 2 && wrong.empty(); ++again) {
                ++states;
                auto after = files->crash(rng);
                for (int opens = 0; opens < 2 && wrong.empty(); ++opens) { // and a second crash behind the recovery
                    TransactionsAfter found(*after, clock);
                    if (!found.ok) wrong = "it does not open";
                    else if (found.commits < acknowledged || found.commits > begun) wrong = fmt::format("{} commits, {} acknowledged, {} begun", found.commits, acknowledged, begun);
                    else if (found.shown[0] != found.commits * 2 || found.shown[1] != found.commits) wrong = fmt::format("{} commits, but {} and {} records", found.commits, found.shown[0], found.shown[1]);
                    if (!wrong.empty()) wrong = fmt::format("seed {} at {}: {}", seed, name, wrong);
                    after = after->crash(rng);
                }
            }
            looking = false;
        });
        {
            const auto producer = open();
            for (begun = 1; begun <= 3; ++begun) {
                ASSERT_TRUE(sendTo(*producer, 0, {"x"}));
                ASSERT_TRUE(sendTo(*producer, 1, {"y"}));
                ASSERT_TRUE(sendTo(*producer, 0, {"z"}));
                ASSERT_TRUE(producer->commit(commitOf(std::to_string(begun))));
                acknowledged = begun;
            }
            ASSERT_TRUE(sendTo(*producer, 0, {"never"}));
            begun = 3;
        }
        ASSERT_EQ(wrong, "");
    }
    std::printf("states=%d kill points=%zu failed=0\n", states, passed.size());
    for (const auto* name : {"commit.partition-synced", "commit.all-synced", "journal.append.written", "journal.sync.after", "commit.journaled", "commit.marker-written", "commit.markers-written", "abort.marker-written"})
        EXPECT_TRUE(passed.contains(name)) << name;
}

TEST_F(TransactionsTest, ACommitStaysOneWhenItsMarkersAreLostAndTheTaskHasCommittedSince) {
    auto producer = open();
    ASSERT_TRUE(sendTo(*producer, 0, {"first"}));
    ASSERT_TRUE(producer->commit(commitOf("1")));
    ASSERT_TRUE(sendTo(*producer, 1, {"second"})); // another partition: the first one's marker is never synced
    ASSERT_TRUE(producer->commit(commitOf("2")));
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SplitMix64 rng(seed);
        const auto after = files->crash(rng);
        TransactionsAfter found(*after, clock);
        ASSERT_TRUE(found.ok);
        EXPECT_EQ(found.shown, (std::array<int, 2>{1, 1})) << "seed " << seed;
    }
}

TEST_F(TransactionsTest, APartitionThatLacksWhatTheJournalNamesStaysClosedUntilTheTopicIsRemoved) {
    auto producer = open();
    for (const auto* value : {"a", "b"}) {
        ASSERT_TRUE(sendTo(*producer, 0, {value}));
        ASSERT_TRUE(sendTo(*producer, 1, {value}));
        ASSERT_TRUE(producer->commit(commitOf(value)));
    }
    producer.reset();
    auto disk = files->killed(); // the last commit's record names both partitions
    broker.reset();
    topics.reset();
    journal.reset();
    files = std::move(disk);
    const Path folder = "/data/topics/orders-0";
    const auto names = *files->list(folder);
    for (const auto& name : names) ASSERT_TRUE(files->remove(folder / name)); // from outside
    reopen();
    EXPECT_EQ(shown(1), (Values{"a", "b"}));
    const auto closed = broker->consumer({{"orders", 0}});
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, Errc::Corrupt);
    EXPECT_NE(closed.error().detail.find("the commit journal names offsets up to 3"), std::string::npos) << closed.error().text();

    ASSERT_TRUE(topics->remove("orders"));
    ASSERT_TRUE(broker->create({.name = "orders", .partitions = 2}));
    EXPECT_EQ(shown(0), Values{}) << "in the same process";
    reopen();
    EXPECT_EQ(shown(0), Values{}) << "and in the next: it is another topic of that name";
    EXPECT_EQ(positionNow(), "b") << "the task's position is its own business";
}

TEST_F(TransactionsTest, AMarkerThatTheFullDiskRefusedIsWrittenLater) {
    const auto producer = open();
    ASSERT_TRUE(sendTo(*producer, 0, {"a"}));
    bool full = false;
    const KillPointWatch watch([&](std::string_view name) {
        if (name == "commit.journaled" && !full) files->failNth(FileCall::Write, 1, ENOSPC);
        full = full || name == "commit.journaled";
    });
    ASSERT_TRUE(producer->commit(commitOf("1"))) << "the journal has it";
    EXPECT_EQ(shown(0), Values{});
    EXPECT_TRUE(producer->owes());
    files->failNth(FileCall::Write, 1, ENOSPC);
    EXPECT_TRUE(producer->tend()) << "it is tried again";
    EXPECT_TRUE(producer->owes());
    EXPECT_TRUE(producer->tend());
    EXPECT_FALSE(producer->owes());
    EXPECT_EQ(shown(0), Values{"a"});
    ASSERT_TRUE(sendTo(*producer, 0, {"b"}));
    ASSERT_TRUE(producer->commit(commitOf("2")));
    EXPECT_EQ(shown(0), (Values{"a", "b"}));
}

TEST_F(TransactionsTest, AMarkerForALogThatGaveUpIsSaidAndWrittenAtTheNextOpen) {
    {
        const auto producer = open();
        ASSERT_TRUE(sendTo(*producer, 0, {"a"}));
        bool now = false;
        const KillPointWatch watch([&](std::string_view name) {
            if (name == "commit.journaled" && !now) files->failNth(FileCall::Any, 1, EIO, true); // neither the marker nor the cut behind it
            now = now || name == "commit.journaled";
        });
        ASSERT_TRUE(producer->commit(commitOf("1"))) << "the journal has it";
        files->mend();
        const auto tended = producer->tend();
        ASSERT_FALSE(tended);
        EXPECT_NE(tended.error().text().find("orders-0"), std::string::npos) << tended.error().text();
        EXPECT_TRUE(producer->owes());
    }
    reopen();
    EXPECT_EQ(shown(0), Values{"a"});
}

TEST_F(TransactionsTest, AnAbortThatTheFullDiskRefusedIsWrittenWithoutItsProducer) {
    {
        const auto producer = open();
        ASSERT_TRUE(sendTo(*producer, 0, {"gone"}));
        files->failNth(FileCall::Write, 1, ENOSPC);
    }
    {
        const auto plain = *broker->producer(true);
        ASSERT_TRUE(plain->open("orders"));
        ASSERT_TRUE(plain->send(0, 0, batchOf(builder, {"behind"})));
        broker->tend();
        EXPECT_EQ(shown(0), Values{"behind"});
    }
}

TEST_F(TransactionsTest, WhenNobodyKnowsWhetherTheJournalHasItTheNextOpenDecides) {
    {
        const auto producer = open();
        ASSERT_TRUE(sendTo(*producer, 0, {"a"}));
        bool now = false;
        const KillPointWatch watch([&](std::string_view name) {
            if (name == "journal.sync.before" && !now) files->failNth(FileCall::Sync, 1, EIO);
            now = now || name == "journal.sync.before";
        });
        EXPECT_FALSE(producer->commit(commitOf("1")));
    }
    EXPECT_EQ(shown(0), Values{}) << "and no abort stands there";
    reopen();
    EXPECT_EQ(shown(0).size(), positionNow().empty() ? 0U : 1U);
}

TEST_F(TransactionsTest, SequencesCountAProducersRecordsInAPartition) {
    const auto producer = open();
    ASSERT_TRUE(sendTo(*producer, 0, {"a", "b"}));
    ASSERT_TRUE(sendTo(*producer, 0, {"c"}));
    const auto consumer = *broker->consumer({{"orders", 0}});
    ASSERT_TRUE(consumer->seeUndecided(0));
    BatchBuffer buffer;
    ASSERT_TRUE(*consumer->fetch(0, 1 << 20, buffer));
    const auto first = *readBatchHeader(buffer.bytes());
    const auto second = *readBatchHeader(buffer.bytes().subspan(static_cast<std::size_t>(first.sizeBytes)));
    EXPECT_EQ(first.baseSequence, 0);
    EXPECT_EQ(second.baseSequence, 2);
    EXPECT_EQ(first.producerEpoch, 0);
    EXPECT_TRUE(first.transactional());
}

TEST_F(TransactionsTest, ATopicThatIsRemovedToMakeRoomLeavesANewOneOfItsNameAlone) {
    auto producer = open();
    for (const auto* value : {"a", "b", "c"}) {
        ASSERT_TRUE(sendTo(*producer, 0, {value}));
        ASSERT_TRUE(producer->commit(commitOf(value)));
    }
    producer.reset();
    files->failNth(FileCall::Write, 1, ENOSPC); // the journal's
    const auto removed = topics->remove("orders");
    files->mend();
    EXPECT_FALSE(topics->find("orders"));
    ASSERT_TRUE(broker->create({.name = "orders", .partitions = 2}));
    reopen();
    const auto consumer = broker->consumer({{"orders", 0}});
    ASSERT_TRUE(consumer) << consumer.error().text();
    EXPECT_EQ(shown(0), Values{});
}

} // namespace
} // namespace weir
