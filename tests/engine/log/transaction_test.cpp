// SPDX-License-Identifier: Apache-2.0
// Transactions in one partition: what a reader of committed records sees, and what is known after an open.
#include "log_fixture.h"

#include "transaction_table.h"

namespace weir {
namespace {

constexpr std::int64_t ann = 100;
constexpr std::int64_t bob = 200;

class TransactionTest : public LogFixture {
protected:
    void SetUp() override { open(); }
    std::int64_t send(std::int64_t producerId, const std::vector<std::string>& values, std::int64_t timestamp = 1000) {
        m_batches.setProducer(producerId, 0, 0, producerId >= 0);
        for (const auto& value : values) m_batches.add(timestamp, "k", false, value, false);
        return log().append(m_batches.take()).value();
    }
    std::int64_t end(std::int64_t producerId, TransactionEnd how) { return log().endTransaction(producerId, how).value().value(); }
    std::vector<std::string> shown(std::size_t bytes = 1 << 20, std::int64_t from = 0) {
        std::vector<std::string> out;
        BatchBuffer buffer;
        BatchReader reader;
        RecordView record;
        while (from < log().lastStableOffset()) {
            const auto next = log().read(from, bytes, buffer);
            EXPECT_TRUE(next) << next.error().text();
            if (!next || *next == from) break;
            for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
                EXPECT_TRUE(reader.open(rest));
                EXPECT_FALSE(reader.header().control());
                while (reader.next(record)) out.emplace_back(record.value);
            }
            from = *next;
        }
        return out;
    }
    using Values = std::vector<std::string>;

private:
    BatchBuilder m_batches;
};

TEST_F(TransactionTest, NothingBehindAnOpenTransactionIsShown) {
    send(-1, {"before"});
    EXPECT_EQ(send(ann, {"a", "b"}), 1);
    send(-1, {"behind"});
    EXPECT_EQ(log().lastStableOffset(), 1);
    EXPECT_EQ(shown(), Values{"before"});
    EXPECT_EQ(log().openTransactions(), (std::vector<OpenTransaction>{{ann, 1}}));
    EXPECT_EQ(end(ann, TransactionEnd::Commit), 4);
    EXPECT_EQ(log().lastStableOffset(), 5);
    EXPECT_EQ(shown(), (Values{"before", "a", "b", "behind"}));
}

TEST_F(TransactionTest, AnAbortedTransactionIsLeftOutAmongOthers) {
    send(ann, {"a1"});
    send(bob, {"b1"});
    send(ann, {"a2"});
    end(ann, TransactionEnd::Abort);
    EXPECT_TRUE(shown().empty()) << "bob's first record is undecided";
    send(bob, {"b2"});
    end(bob, TransactionEnd::Commit);
    send(ann, {"a3"});
    end(ann, TransactionEnd::Commit);
    for (const std::size_t bytes : {1, 100, 1 << 20}) EXPECT_EQ(shown(bytes), (Values{"b1", "b2", "a3"}));
    EXPECT_EQ(shown(1, 2), (Values{"b2", "a3"}));
}

TEST_F(TransactionTest, AReadOfNothingButMarkersGoesOnBehindThem) {
    send(ann, {"a"});
    end(ann, TransactionEnd::Abort);
    BatchBuffer buffer;
    const auto next = log().read(0, 1 << 20, buffer);
    ASSERT_TRUE(next);
    EXPECT_EQ(*next, 2);
    EXPECT_TRUE(buffer.bytes().empty());
    EXPECT_EQ(*log().read(2, 1 << 20, buffer), 2);
    EXPECT_EQ(*log().read(0, 1 << 20, buffer, Isolation::All), 2);
    EXPECT_FALSE(buffer.bytes().empty());
}

TEST_F(TransactionTest, EndingWhatIsNotOpenWritesNothing) {
    EXPECT_EQ(log().endTransaction(ann, TransactionEnd::Abort).value(), std::nullopt);
    send(-1, {"plain"});
    EXPECT_EQ(log().endTransaction(-1, TransactionEnd::Commit).value(), std::nullopt);
    EXPECT_EQ(log().endOffset(), 1);
}

TEST_F(TransactionTest, AMarkerIsNobodysFirstRecordAtATime) {
    send(ann, {"a"}, 5000);
    end(ann, TransactionEnd::Commit);
    EXPECT_EQ(log().offsetForTime(5000).value(), 0);
    EXPECT_EQ(log().offsetForTime(5001).value(), std::nullopt);
    EXPECT_EQ(log().maxTimestamp(), 5000);
}

TEST_F(TransactionTest, OpenAndAbortedTransactionsAreKnownAfterAnOpenOverManySegments) {
    open({.segmentBytesMax = 150});
    send(ann, {"gone"});
    for (int i = 0; i < 4; ++i) send(bob, {"kept"});
    end(ann, TransactionEnd::Abort);
    end(bob, TransactionEnd::Commit);
    send(ann, {"open"});
    for (int i = 0; i < 4; ++i) send(-1, {"behind"});
    ASSERT_GT(segments(), 4U);
    const auto check = [&](std::string_view what) {
        SCOPED_TRACE(what);
        EXPECT_EQ(log().openTransactions(), (std::vector<OpenTransaction>{{ann, 7}}));
        EXPECT_EQ(shown(), Values(4, "kept"));
    };
    check("as written");
    ASSERT_TRUE(log().sync());
    reopen();
    check("from seals and indexes");
    for (const auto base : bases())
        if (files().exists(file(base, ".txnindex"))) flip(file(base, ".txnindex"), 5);
    close();
    reopen();
    check("with a bad index");
    for (const auto base : bases()) (void)files().remove(file(base, ".seal"));
    close();
    reopen();
    check("without seals");
    ASSERT_TRUE(log().sync());
    reopen();
    check("sealed again");
    EXPECT_EQ(end(ann, TransactionEnd::Commit), 12);
    reopen();
    EXPECT_EQ(shown().size(), 9U);
}

TEST_F(TransactionTest, TheIndexFileHasKafkasBytes) {
    const std::vector<AbortedTransaction> wanted{{1, 2, 3, 4}, {5, 6, 7, 8}};
    const auto bytes = encodeAborted(wanted);
    ASSERT_EQ(bytes.size(), 68U);
    EXPECT_EQ(bytes[1], std::byte{0});
    EXPECT_EQ(bytes[9], std::byte{1});
    EXPECT_EQ(bytes[33], std::byte{4});
    EXPECT_EQ(decodeAborted(bytes), wanted);
    EXPECT_FALSE(decodeAborted(std::span(bytes).first(40)));
}

TEST_F(TransactionTest, WhatIsUndecidedIsNotTrimmed) {
    open({.segmentBytesMax = 1});
    send(-1, {"old"});
    send(ann, {"open"});
    send(-1, {"behind"});
    send(-1, {"last"});
    ASSERT_TRUE(log().trimBefore(4));
    EXPECT_EQ(log().startOffset(), 1);
    end(ann, TransactionEnd::Commit);
    ASSERT_TRUE(log().trimBefore(4));
    EXPECT_GT(log().startOffset(), 1);
}

TEST_F(TransactionTest, AfterAFailedSyncNothingIsOpenThatWasCut) {
    send(-1, {"kept"});
    ASSERT_TRUE(log().sync());
    send(ann, {"cut"});
    files().failNth(FileCall::Sync, 1, EIO, true); // and what is written to another file can't be synced either
    EXPECT_FALSE(log().sync());
    EXPECT_TRUE(log().openTransactions().empty());
    EXPECT_EQ(log().lastStableOffset(), 1);
}

TEST_F(TransactionTest, AMarkerKeepsNoSegmentAndHidesNoTime) {
    open({.segmentBytesMax = 300, .retention = Milliseconds(1000)});
    send(-1, {"far ahead"}, 9'000'000);
    for (int i = 0; i < 10; ++i) {
        send(ann, {fmt::format("{}", i)}, 5000 + i);
        end(ann, TransactionEnd::Commit);
    }
    ASSERT_TRUE(log().sync());
    ASSERT_TRUE(log().trimBefore(baseOfSegment(1)));
    ASSERT_GT(log().startOffset(), 0) << "the record that was far ahead is gone";
    const auto first = log().startOffset();
    send(-1, {"newest"}, 8'000'000);
    const auto found = log().offsetForTime(7'000'000);
    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(*found, log().endOffset() - 1);
    clock().set(8'500'000'000);
    ASSERT_TRUE(log().applyRetention());
    EXPECT_EQ(segments(), 1U) << "from " << first << " on all records are old enough to go";
}

} // namespace
} // namespace weir
