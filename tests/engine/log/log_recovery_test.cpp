// SPDX-License-Identifier: Apache-2.0
// Opening after a crash or damage: a torn tail is cut at the last whole batch, damage in front of good records is
// reported and nothing is changed, a failed write or sync is never taken for success.
#include "log_fixture.h"
#include "weir/core/kill_point.h"

#include <cerrno>

namespace weir {
namespace {

class LogRecovery : public LogFixture {
protected:
    // The log file's bytes, closed uncleanly: without a seal and without what says how much was synced, as a power loss may leave it.
    std::string killedContent() {
        close();
        (void)files().remove(file(0, ".seal"));
        forgetSyncs();
        return content(file(0, ".log"));
    }
    void forgetSyncs() { (void)files().remove(Path(file(0, ".log")).parent_path() / "recovery-point"); }
    std::size_t batchBytes(int records) {
        const auto before = log().sizeBytes();
        write(records);
        return static_cast<std::size_t>(log().sizeBytes() - before);
    }
};

class TornTail : public LogRecovery, public testing::WithParamInterface<const char*> {
protected:
    std::string tail(std::string_view whole, std::size_t bytes) const {
        const std::string_view kind = GetParam();
        if (kind == "zeros") return std::string(bytes, '\0');
        if (kind == "ones") return std::string(bytes, '\xff');
        if (kind == "old") return std::string(whole.substr(0, bytes));
        return {};
    }
};
INSTANTIATE_TEST_SUITE_P(LogRecovery, TornTail, testing::Values("nothing", "zeros", "ones", "old"), [](const auto& tested) { return std::string(tested.param); });

TEST_P(TornTail, IsCutAtEveryByteOfTheLastBatch) {
    for (const int records : {1, 100}) {
        open();
        if (log().endOffset() == 0) {
            write(4);
            write(2);
        }
        const auto start = log().endOffset();
        const auto last = batchBytes(records);
        const auto whole = killedContent();
        for (std::size_t cut = whole.size() - last; cut < whole.size(); ++cut) {
            (void)files().remove(file(0, ".seal"));
            forgetSyncs();
            const auto rest = tail(whole, whole.size() - cut);
            setContent(file(0, ".log"), whole.substr(0, cut) + rest);
            open();
            // A last byte that is what the batch has there anyway leaves the batch whole.
            if (whole.substr(0, cut) + rest == whole) continue;
            ASSERT_EQ(log().endOffset(), start) << "cut at " << cut;
            ASSERT_EQ(report().cutBytes, static_cast<std::int64_t>(cut - (whole.size() - last) + rest.size()));
            close();
        }
        (void)files().remove(file(0, ".seal"));
        forgetSyncs();
        setContent(file(0, ".log"), whole.substr(0, whole.size() - last));
        forgetFrom(start);
        open();
        EXPECT_EQ(readFrom(0, 1000), writtenFrom(0));
        write(2); // and goes on
        EXPECT_EQ(readFrom(0, 1000), writtenFrom(0));
        ASSERT_TRUE(log().sync());
    }
}

TEST_F(LogRecovery, TakesZerosBehindTheLastBatchForTheEnd) {
    open();
    write(3);
    const auto whole = killedContent();
    setContent(file(0, ".log"), whole + std::string(5000, '\0'));
    open();
    EXPECT_EQ(log().endOffset(), 3);
    EXPECT_EQ(report().cutBytes, 5000);
    EXPECT_EQ(content(file(0, ".log")).size(), whole.size());
}

// The checksum does not cover the first bytes: what was written before the cut gives the old batch behind it an offset far ahead.
TEST_F(LogRecovery, TakesAnOlderBatchBehindTornBytesForPartOfTheTail) {
    open();
    write(4);
    const auto first = log().sizeBytes();
    const auto last = batchBytes(1);
    const auto whole = killedContent();
    for (std::size_t torn = 1; torn < 8; ++torn) {
        (void)files().remove(file(0, ".seal"));
        forgetSyncs();
        const auto old = whole.substr(torn, static_cast<std::size_t>(first) - torn);
        setContent(file(0, ".log"), whole.substr(0, static_cast<std::size_t>(first)) + whole.substr(static_cast<std::size_t>(first) + 40, last - 40) + std::string(torn, 'x') + old);
        open();
        EXPECT_EQ(log().endOffset(), 4);
        close();
    }
    forgetSyncs();
    open();
    forgetFrom(4);
}

TEST_F(LogRecovery, ReportsASyncedTailThatWentBadInsteadOfCuttingIt) {
    open();
    write(3);
    const auto second = static_cast<std::size_t>(log().sizeBytes());
    write(3);
    ASSERT_TRUE(log().sync());
    const auto disk = files().killed();
    const auto path = file(0, ".log");
    const auto whole = *readFile(*disk, path, 1 << 20);
    for (auto bit = second * 8; bit < whole.size() * 8; ++bit) {
        auto bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        ASSERT_TRUE((*disk->open(path, OpenMode::Write))->writeAt(0, std::as_bytes(std::span(bytes))));
        const auto opened = PartitionLog::open(folder, {}, *disk, clock());
        ASSERT_FALSE(opened) << bit;
        EXPECT_EQ(opened.error().code, Errc::Corrupt);
        EXPECT_NE(opened.error().detail.find("up to offset 6 were acknowledged"), std::string::npos) << opened.error().text();
        EXPECT_EQ(*readFile(*disk, path, 1 << 20), bytes) << "nothing is changed";
    }
    ASSERT_TRUE((*disk->open(path, OpenMode::Write))->truncate(static_cast<std::int64_t>(second)));
    EXPECT_FALSE(PartitionLog::open(folder, {}, *disk, clock())) << "nor is a file that lost its end taken";
    ASSERT_TRUE(disk->remove(path));
    EXPECT_FALSE(PartitionLog::open(folder, {}, *disk, clock())) << "nor one that is gone";
}

TEST_F(LogRecovery, NeverCutsWhatTheCallerKnowsToBeAcknowledged) {
    open();
    write(3);
    write(3);
    const auto whole = killedContent();
    setContent(file(0, ".log"), whole.substr(0, whole.size() - 1));
    const auto opened = PartitionLog::open(folder, {.acknowledgedOffset = 6}, files(), clock());
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().detail.find("the commit journal names offsets up to 6"), std::string::npos) << opened.error().text();
    EXPECT_EQ(content(file(0, ".log")).size(), whole.size() - 1) << "nothing is changed";
    open({.acknowledgedOffset = 3});
    EXPECT_EQ(log().endOffset(), 3);
    forgetFrom(3);
    close();
    EXPECT_FALSE(PartitionLog::open(folder, {.acknowledgedOffset = 4}, files(), clock())) << "closed as a whole, and too short";
}

// The kernel calls pages clean that never reached the disk, so the next start reads them, and a sync of that file says nothing.
TEST_F(LogRecovery, MakesDurableWhatItFindsAfterASyncAndACutThatFailed) {
    MemoryFileSystem first;
    ASSERT_TRUE(first.createDirectories(folder.parent_path()));
    ASSERT_TRUE(first.syncDirectory("/data"));
    ASSERT_TRUE(first.syncDirectory("/"));
    BatchBuilder builder;
    {
        const auto log = PartitionLog::open(folder, {}, first, clock());
        for (int i = 0; i < 4; ++i) {
            builder.add(i, "key", false, "value", false);
            ASSERT_TRUE((*log)->append(builder.take()));
            if (i == 1) { ASSERT_TRUE((*log)->sync()); }
        }
        first.failNth(FileCall::Any, 1, EIO, true);
        ASSERT_FALSE((*log)->sync());
    }
    first.mend();
    const auto again = PartitionLog::open(folder, {}, first, clock());
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ((*again)->endOffset(), 4);
    builder.add(4, "key", false, "value", false);
    ASSERT_TRUE((*again)->append(builder.take()));
    ASSERT_TRUE((*again)->sync());
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        SplitMix64 rng(seed);
        const auto after = first.crash(rng);
        const auto opened = PartitionLog::open(folder, {}, *after, clock());
        ASSERT_TRUE(opened) << opened.error().text();
        EXPECT_EQ((*opened)->endOffset(), 5) << seed;
    }
}

TEST_F(LogRecovery, WritesWhatASyncRefusedOnceMoreToAnotherFile) {
    for (const bool forever : {false, true}) {
        MemoryFileSystem disk;
        ASSERT_TRUE(disk.createDirectories(folder.parent_path()));
        ASSERT_TRUE(disk.syncDirectory("/data"));
        ASSERT_TRUE(disk.syncDirectory("/"));
        const auto log = *PartitionLog::open(folder, {.segmentBytesMax = 300}, disk, clock());
        BatchBuilder builder;
        for (int i = 0; i < 9; ++i) {
            builder.add(i, "key", false, "value", false);
            ASSERT_TRUE(log->append(builder.take()));
            if (i == 1) { ASSERT_TRUE(log->sync()); }
        }
        disk.failNth(FileCall::Sync, 1, EIO, forever);
        const auto synced = log->sync();
        EXPECT_EQ(synced.has_value(), !forever);
        EXPECT_EQ(log->endOffset(), forever ? 2 : 9);
        EXPECT_EQ(log->verify()->records, forever ? 2 : 9) << "readers go on";
        builder.add(9, "key", false, "value", false);
        const auto more = log->append(builder.take());
        EXPECT_EQ(more.has_value(), !forever);
        if (forever) {
            EXPECT_NE(more.error().detail.find("takes no records until Weir is started again"), std::string::npos);
            continue;
        }
        ASSERT_TRUE(log->sync());
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            SplitMix64 rng(seed);
            const auto after = disk.crash(rng);
            EXPECT_EQ((*PartitionLog::open(folder, {}, *after, clock()))->endOffset(), 10) << seed;
        }
    }
}

TEST_F(LogRecovery, CopiesOnlyWhatIsNotKnownToBeDurableOfALongSegment) {
    open();
    const std::string large(300'000, 'v');
    BatchBuilder builder;
    const auto append = [&](PartitionLog& to) {
        builder.add(1, "key", false, large, false);
        ASSERT_TRUE(to.append(builder.take()));
    };
    for (int i = 0; i < 5; ++i) append(log());
    ASSERT_TRUE(log().sync());
    for (int i = 0; i < 2; ++i) append(log());
    std::vector<std::unique_ptr<MemoryFileSystem>> disks;
    disks.push_back(files().killed());
    {
        const auto disk = files().killed();
        const KillPointWatch watch([&](std::string_view point) {
            if (point == "log.copy.synced" || point == "log.copy.named" || point == "recovery.log.cut") disks.push_back(disk->killed());
        });
        ASSERT_TRUE(PartitionLog::open(folder, {}, *disk, clock()));
    }
    ASSERT_EQ(disks.size(), 4U);
    for (const auto& disk : disks) {
        {
            const auto opened = PartitionLog::open(folder, {}, *disk, clock());
            ASSERT_TRUE(opened) << opened.error().text();
            EXPECT_EQ((*opened)->endOffset(), 7);
            EXPECT_EQ(disk->info(file(0, ".log"))->size, 5 * (disk->info(file(5, ".log"))->size / 2)) << "the front stays, the rest is a segment of its own";
            append(**opened);
            ASSERT_TRUE((*opened)->sync());
            EXPECT_EQ((*opened)->verify()->records, 8);
        }
        const auto opened = PartitionLog::open(folder, {}, *disk, clock());
        ASSERT_TRUE(opened) << opened.error().text();
        EXPECT_EQ((*opened)->endOffset(), 8);
    }
}

TEST_F(LogRecovery, ReportsDamageInFrontOfAGoodBatchAndChangesNothing) {
    open();
    write(3);
    const auto second = static_cast<std::size_t>(log().sizeBytes());
    write(3);
    write(3);
    const auto whole = killedContent();
    for (const std::size_t at : {second + 0, second + 7, second + 9, second + 11, second + 16, second + 20, second + 60, second + 70}) {
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        setContent(file(0, ".log"), bytes);
        const auto opened = PartitionLog::open(folder, {}, files(), clock());
        ASSERT_FALSE(opened) << at;
        EXPECT_EQ(opened.error().code, Errc::Corrupt);
        EXPECT_EQ(opened.error().place.topic, "orders");
        EXPECT_EQ(opened.error().place.partition, 1);
        EXPECT_EQ(opened.error().place.offset, 3);
        EXPECT_NE(opened.error().detail.find(fmt::format("at byte {}", second)), std::string::npos) << opened.error().text();
        EXPECT_EQ(content(file(0, ".log")), bytes);
    }
}

TEST_F(LogRecovery, NeverReadsWhatIsWrittenBehindASegmentThatWasLeft) {
    open();
    ASSERT_TRUE(log().leaveSegment()) << "an empty one";
    write(3);
    const auto stolen = content(file(0, ".log"));
    ASSERT_TRUE(log().leaveSegment());
    // Its old owner goes on, as if nothing had happened.
    auto behind = stolen;
    behind[7] = 3;
    setContent(file(0, ".log"), stolen + behind);
    reopen();
    EXPECT_EQ(log().endOffset(), 3);
    write(2);
    EXPECT_EQ(readFrom(0, 1 << 20), writtenFrom(0));
    reopen();
    EXPECT_EQ(readFrom(0, 1 << 20), writtenFrom(0));
}

TEST_F(LogRecovery, DetectsEveryFlippedBitWhenReading) {
    open({.indexIntervalBytes = 100});
    for (int i = 0; i < 6; ++i) write(2);
    ASSERT_TRUE(log().sync());
    close();
    const auto whole = content(file(0, ".log"));
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        setContent(file(0, ".log"), bytes);
        const auto opened = PartitionLog::open(folder, {.indexIntervalBytes = 100}, files(), clock());
        ASSERT_TRUE(opened) << "sealed, so not scanned";
        BatchBuffer buffer;
        bool refused = false;
        for (std::int64_t from = 0; from < (*opened)->endOffset() && !refused;) {
            if (!(*opened)->read(from, 200, buffer)) refused = true;
            for (auto rest = buffer.bytes(); !rest.empty();) {
                const auto header = readBatchHeader(rest);
                ASSERT_TRUE(header);
                from = header->lastOffset() + 1;
                rest = rest.subspan(static_cast<std::size_t>(header->sizeBytes));
            }
        }
        ASSERT_TRUE(refused) << "bit " << bit;
    }
}

TEST_F(LogRecovery, FindsEveryFlippedBitOfAnIndexOrSealWithoutEffect) {
    const PartitionLogOptions options{.segmentBytesMax = 1200, .indexIntervalBytes = 100};
    open(options);
    for (int i = 0; i < 30; ++i) write(2);
    ASSERT_TRUE(log().sync());
    close();
    ASSERT_GT(segments(), 2U);
    for (const auto base : bases())
        for (const auto* extension : {".index", ".timeindex", ".seal"}) {
            const auto whole = content(file(base, extension));
            for (std::size_t bit = 0; bit < whole.size() * 8; bit += 3) {
                auto bytes = whole;
                bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
                setContent(file(base, extension), bytes);
                open(options);
                ASSERT_EQ(readFrom(0, 300), writtenFrom(0)) << base << extension << " bit " << bit;
                ASSERT_EQ(log().offsetForTime(31).value(), firstWrittenAt(31));
            }
            close();
            setContent(file(base, extension), whole);
        }
}

TEST_F(LogRecovery, ReportsASegmentThatGotShorter) {
    const PartitionLogOptions options{.segmentBytesMax = 600};
    open(options);
    for (int i = 0; i < 20; ++i) write(2);
    ASSERT_TRUE(log().sync());
    close();
    const auto base = baseOfSegment(1);
    const auto whole = content(file(base, ".log"));
    setContent(file(base, ".log"), whole.substr(0, whole.size() - 30));
    const auto opened = PartitionLog::open(folder, options, files(), clock());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::Corrupt);
    ASSERT_TRUE(files().remove(file(base, ".log")));
    EXPECT_FALSE(PartitionLog::open(folder, options, files(), clock())) << "a segment in the middle is gone";
}

TEST_F(LogRecovery, GivesAnErrorAndNoAckWhenTheKthCallFails) {
    struct Case {
        FileCall kind;
        int errnoValue;
        int calls;
    };
    for (const auto& c : {Case{FileCall::Write, ENOSPC, 40}, Case{FileCall::Sync, EIO, 20}, Case{FileCall::Open, EMFILE, 30},
                          Case{FileCall::SyncDirectory, EIO, 12}, Case{FileCall::Truncate, EIO, 12}, Case{FileCall::Any, EIO, 90}})
        for (const bool forever : {false, true})
            for (int k = 1; k <= c.calls; ++k) {
                MemoryFileSystem disk;
                SplitMix64 rng(static_cast<std::uint64_t>(k));
                ASSERT_TRUE(disk.createDirectories(folder.parent_path()));
                ASSERT_TRUE(disk.syncDirectory("/"));
                ASSERT_TRUE(disk.syncDirectory("/data"));
                disk.failNth(c.kind, k, c.errnoValue, forever);
                std::int64_t acked = 0;
                std::int64_t appended = 0;
                {
                    const auto log = PartitionLog::open(folder, {.segmentBytesMax = 600, .indexIntervalBytes = 100}, disk, clock());
                    if (log) {
                        BatchBuilder builder;
                        for (int i = 0; i < 16; ++i) {
                            builder.add(i, "key", false, "value", false);
                            const auto offset = (*log)->append(builder.take());
                            if (!offset) continue;
                            EXPECT_EQ(*offset, appended);
                            ++appended;
                            if (i % 3 != 2) continue;
                            if ((*log)->sync())
                                acked = appended;
                            else
                                appended = (*log)->endOffset();
                        }
                        EXPECT_GE((*log)->endOffset(), acked);
                        EXPECT_EQ((*log)->syncedOffset(), acked);
                    }
                }
                const auto after = disk.crash(rng);
                const auto again = PartitionLog::open(folder, {}, *after, clock());
                ASSERT_TRUE(again) << again.error().text();
                ASSERT_GE((*again)->endOffset(), acked) << "call " << k << " of kind " << static_cast<int>(c.kind) << " failing";
                ASSERT_LE((*again)->endOffset(), 16);
            }
}

TEST_F(LogRecovery, GoesOnWhenTheDiskHasRoomAgain) {
    open();
    write(3);
    files().setCapacity(log().sizeBytes() + 100);
    BatchBuilder builder;
    builder.add(1, "key", false, std::string(200, 'x'), false);
    EXPECT_EQ(log().append(builder.take()).error().code, Errc::NoSpace);
    EXPECT_EQ(log().endOffset(), 3);
    files().setCapacity(1LL << 30);
    write(2);
    ASSERT_TRUE(log().sync());
    EXPECT_EQ(readFrom(0, 1000), writtenFrom(0));
}

TEST_F(LogRecovery, GoesOnWhenTheDiskHasRoomForASealAgain) {
    open({.segmentBytesMax = 400});
    for (int i = 0; i < 7; ++i) write(1); // the first segment is full, and has no seal yet
    const auto before = files().space("/").value();
    files().setCapacity(before.total - before.free + 20);
    EXPECT_EQ(log().sync().error().code, Errc::NoSpace);
    EXPECT_EQ(log().sync().error().code, Errc::NoSpace) << "it tries again";
    files().setCapacity(1LL << 30);
    write(2);
    ASSERT_TRUE(log().sync());
    EXPECT_EQ(log().syncedOffset(), log().endOffset());
    EXPECT_EQ(readFrom(0, 1000), writtenFrom(0));
}

TEST_F(LogRecovery, AnOlderSealDoesNotExcuseTheLossOfWhatWasSyncedSince) {
    open();
    write(3);
    ASSERT_TRUE(log().sync());
    close();
    const auto sealed = content(file(0, ".log")).size();
    open();
    write(4);
    ASSERT_TRUE(log().sync());
    auto disk = files().killed();
    const auto path = file(0, ".log");
    ASSERT_TRUE((*disk->open(path, OpenMode::Write))->truncate(static_cast<std::int64_t>(sealed)));
    const auto again = PartitionLog::open(folder, {}, *disk, clock());
    ASSERT_FALSE(again) << "ends at " << (*again)->endOffset();
    EXPECT_EQ(again.error().code, Errc::Corrupt);
}

TEST_F(LogRecovery, AScrubEndsThoughWhatItWasToReadIsCutMeanwhile) {
    open({.segmentBytesMax = 400});
    for (int i = 0; i < 10; ++i) write(1);
    ASSERT_TRUE(log().sync());
    write(1);
    int pieces = 0;
    const auto read = log().verify([&](std::int64_t) {
        if (++pieces == 1) {
            files().failNth(FileCall::Sync, 1, EIO, true);
            EXPECT_FALSE(log().sync());
        }
        return pieces < 100;
    });
    EXPECT_TRUE(read) << read.error().text();
    EXPECT_LT(pieces, 100);
    EXPECT_EQ(read->records, log().endOffset());
}

} // namespace
} // namespace weir
