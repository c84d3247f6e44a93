// SPDX-License-Identifier: Apache-2.0
#include "weir/broker/embedded_broker.h"

#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

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
    files->failNth(FileCall::Sync, 1, EIO);
    EXPECT_FALSE(producer->commit({.application = "app", .task = "0_0"}));
    EXPECT_FALSE(broker->committed("app", "0_0")->has_value());
}

} // namespace
} // namespace weir
