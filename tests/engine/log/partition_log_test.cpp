// SPDX-License-Identifier: Apache-2.0
// A partition's log: what was appended is read back, over segments, reopening, retention and beside other threads.
#include "log_fixture.h"

#include <atomic>
#include <thread>

namespace weir {
namespace {

using PartitionLogTest = LogFixture;

TEST_F(PartitionLogTest, GivesBackWhatWasAppendedFromEveryOffset) {
    open({.segmentBytesMax = 2000, .indexIntervalBytes = 200});
    for (int i = 0; i < 100; ++i) write(1 + i % 7);
    EXPECT_GT(segments(), 3U);
    for (std::int64_t from = 0; from <= log().endOffset(); ++from) EXPECT_EQ(readFrom(from, 300), writtenFrom(from)) << from;
}

TEST_F(PartitionLogTest, ReadsAtLeastOneBatchAndNoMoreThanAsked) {
    open();
    for (int i = 0; i < 10; ++i) write(5);
    BatchBuffer buffer;
    ASSERT_TRUE(log().read(7, 1, buffer));
    const auto header = readBatchHeader(buffer.bytes());
    ASSERT_TRUE(header);
    EXPECT_EQ(header->baseOffset, 5);
    EXPECT_EQ(buffer.bytes().size(), static_cast<std::size_t>(header->sizeBytes));
    ASSERT_TRUE(log().read(50, 1000, buffer));
    EXPECT_TRUE(buffer.bytes().empty());
}

TEST_F(PartitionLogTest, RefusesOffsetsThatItDoesNotHave) {
    open();
    write(3);
    BatchBuffer buffer;
    EXPECT_EQ(log().read(4, 100, buffer).error().code, Errc::OutOfRange);
    EXPECT_EQ(log().read(-1, 100, buffer).error().code, Errc::OutOfRange);
}

TEST_F(PartitionLogTest, RefusesBytesThatAreNoBatch) {
    open();
    std::vector<std::byte> rubbish(100, std::byte{7});
    EXPECT_FALSE(log().append(rubbish));
    BatchBuilder builder;
    builder.add(1, "k", false, "v", false);
    auto batch = builder.take();
    EXPECT_FALSE(log().append(batch.first(batch.size() - 1)));
    EXPECT_EQ(log().endOffset(), 0);
}

TEST_F(PartitionLogTest, GoesOnWhereItEndedAfterReopening) {
    for (const bool sync : {true, false}) {
        for (int round = 0; round < 4; ++round) {
            open({.segmentBytesMax = 1500, .indexIntervalBytes = 200});
            for (int i = 0; i < 12; ++i) write(3);
            if (sync) {
                ASSERT_TRUE(log().sync());
            }
            const auto end = log().endOffset();
            const auto max = log().maxTimestamp();
            open({.segmentBytesMax = 1500, .indexIntervalBytes = 200});
            EXPECT_EQ(log().endOffset(), end);
            EXPECT_EQ(log().maxTimestamp(), max);
            EXPECT_EQ(readFrom(0, 4000), writtenFrom(0));
            EXPECT_EQ(report().cutBytes, 0);
        }
    }
}

TEST_F(PartitionLogTest, IsDurableUpToTheLastSync) {
    open();
    write(3);
    EXPECT_EQ(log().syncedOffset(), 0);
    ASSERT_TRUE(log().sync());
    EXPECT_EQ(log().syncedOffset(), 3);
    const auto syncs = files().calls(FileCall::Sync);
    ASSERT_TRUE(log().sync());
    EXPECT_EQ(files().calls(FileCall::Sync), syncs) << "nothing new, so nothing to sync";
}

TEST_F(PartitionLogTest, FindsTheFirstOffsetAtATime) {
    open({.segmentBytesMax = 3000, .indexIntervalBytes = 100});
    SplitMix64 rng(3);
    for (int i = 0; i < 60; ++i) writeAt(1000 + i * 10 + static_cast<std::int64_t>(rng.below(80)), 1 + i % 4);
    for (const bool reopened : {false, true}) {
        if (reopened) {
            ASSERT_TRUE(log().sync());
            reopen();
        }
        for (std::int64_t time = 900; time < 1800; time += 7) {
            const auto found = log().offsetForTime(time);
            ASSERT_TRUE(found);
            EXPECT_EQ(*found, firstWrittenAt(time)) << time;
        }
    }
    open();
    EXPECT_EQ(log().offsetForTime(5000).value(), std::nullopt);
}

TEST_F(PartitionLogTest, MakesIndexesAgainThatAreMissingOrBad) {
    const PartitionLogOptions options{.segmentBytesMax = 3000, .indexIntervalBytes = 100};
    open(options);
    for (int i = 0; i < 160; ++i) write(3);
    ASSERT_TRUE(log().sync());
    close();
    ASSERT_TRUE(files().remove(file(0, ".index")));
    const auto second = baseOfSegment(1);
    flip(file(second, ".index"), 5);
    flip(file(baseOfSegment(2), ".timeindex"), 3);
    ASSERT_TRUE(files().remove(file(baseOfSegment(3), ".seal")));
    open(options);
    EXPECT_EQ(report().rebuiltIndexes, 2) << "the missing one, and that of the unsealed segment";
    EXPECT_EQ(readFrom(0, 500), writtenFrom(0));
    for (std::int64_t from = 0; from < log().endOffset(); from += 5) EXPECT_EQ(readFrom(from, 100), writtenFrom(from));
    EXPECT_TRUE(files().exists(file(0, ".index")));
}

TEST_F(PartitionLogTest, DropsWholeSegmentsByTimeAndBySize) {
    PartitionLogOptions options{.segmentBytesMax = 1000, .indexIntervalBytes = 100};
    open(options);
    for (int i = 0; i < 40; ++i) writeAt(i * 1000, 2);
    ASSERT_TRUE(log().sync());
    options.retention = Milliseconds(15'000);
    open(options);
    clock().set(40'000'000);
    const auto before = log().sizeBytes();
    const auto freed = log().applyRetention();
    ASSERT_TRUE(freed);
    EXPECT_GT(*freed, 0);
    EXPECT_EQ(log().sizeBytes(), before - *freed);
    EXPECT_GT(log().startOffset(), 30);
    EXPECT_LE(log().startOffset(), 50) << "records of the last 15 s stay";
    EXPECT_EQ(readFrom(log().startOffset(), 100), writtenFrom(log().startOffset()));
    options.retention.reset();
    options.retentionBytes = 1500;
    open(options);
    ASSERT_TRUE(log().applyRetention());
    EXPECT_LT(log().sizeBytes(), 2500);
    EXPECT_GE(log().sizeBytes(), 1500);
    reopen();
    EXPECT_EQ(readFrom(log().startOffset(), 100), writtenFrom(log().startOffset()));
}

TEST_F(PartitionLogTest, TrimsWholeSegmentsBelowAnOffset) {
    open({.segmentBytesMax = 1000});
    for (int i = 0; i < 40; ++i) write(2);
    ASSERT_TRUE(log().trimBefore(41));
    EXPECT_GT(log().startOffset(), 20);
    EXPECT_LE(log().startOffset(), 41);
    ASSERT_TRUE(log().trimBefore(1000));
    EXPECT_EQ(segments(), 1U) << "the active segment stays";
    EXPECT_EQ(readFrom(log().startOffset(), 100), writtenFrom(log().startOffset()));
}

TEST_F(PartitionLogTest, ServesReadersBesideAnAppenderAndASyncer) {
    open({.segmentBytesMax = 20'000, .indexIntervalBytes = 500});
    constexpr std::int64_t total = 6000;
    std::atomic<bool> good = true;
    const auto readAll = [&] {
        BatchBuffer buffer;
        BatchReader reader;
        RecordView record;
        std::int64_t next = 0;
        while (next < total && good) {
            if (!log().read(next, 3000, buffer)) good = false;
            auto bytes = buffer.bytes();
            while (!bytes.empty() && good) {
                if (!reader.open(bytes)) good = false;
                while (reader.next(record))
                    if (record.offset == next)
                        good = good && record.value == fmt::format("value-{}", next++);
                bytes = bytes.subspan(static_cast<std::size_t>(reader.header().sizeBytes));
            }
            if (buffer.bytes().empty()) std::this_thread::yield();
        }
    };
    std::jthread first(readAll);
    std::jthread second(readAll);
    std::jthread syncer([&] {
        while (log().syncedOffset() < total && good) good = good && log().sync().has_value();
    });
    BatchBuilder builder;
    for (std::int64_t i = 0; i < total;) {
        for (int n = 0; n < 5; ++n, ++i) builder.add(i, "key", false, fmt::format("value-{}", i), false);
        ASSERT_TRUE(log().append(builder.take()));
    }
    first.join();
    second.join();
    syncer.join();
    EXPECT_TRUE(good);
}

TEST_F(PartitionLogTest, ARemovalThatFailedLeavesNoHole) {
    for (const auto kind : {FileCall::Remove, FileCall::SyncDirectory})
        for (std::int64_t k = 1; k <= 6; ++k) {
            SCOPED_TRACE(fmt::format("call {} of kind {} failing", k, static_cast<int>(kind)));
            close();
            forgetFrom(0);
            ASSERT_TRUE(files().removeTree(folder));
            open({.segmentBytesMax = 300});
            for (int i = 0; i < 20; ++i) write(1);
            ASSERT_TRUE(log().sync());
            const auto second = baseOfSegment(2);
            files().failNth(kind, k, EIO);
            (void)log().trimBefore(second);
            files().mend();
            ASSERT_TRUE(log().trimBefore(second));
            const auto start = log().startOffset();
            EXPECT_EQ(start, second);
            EXPECT_EQ(readFrom(start, 1000), writtenFrom(start));
            reopen();
            EXPECT_EQ(readFrom(log().startOffset(), 1000), writtenFrom(log().startOffset()));
            EXPECT_EQ(log().endOffset(), 20);
        }
}

TEST_F(PartitionLogTest, AnAppendThatFailsForWantOfRoomForSealsLeavesNothing) {
    open({.segmentBytesMax = 100});
    std::int64_t appended = 0;
    bool failed = false;
    BatchBuilder builder;
    for (int i = 0; i < 40; ++i) {
        if (i == 16) { // room for batches, and for no seal
            const auto space = files().space("/").value();
            files().setCapacity(space.total - space.free + 150);
        }
        builder.add(1, "key", false, std::string(10, 'x'), false);
        const auto base = log().append(builder.take());
        if (base) ++appended;
        else failed = true;
        EXPECT_EQ(log().endOffset(), appended) << "append " << i << (base ? "" : base.error().text());
    }
    EXPECT_TRUE(failed) << "the disk is full in the end";
}

} // namespace
} // namespace weir
