// SPDX-License-Identifier: Apache-2.0
// Compaction keeps the newest record of each key at its offset, tombstones as long as somebody may need them, and at any
// crash a log that reads the same newest values.
#include "weir/core/rng.h"
#include "weir/log/partition_log.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <random>

namespace weir {
namespace {

const Path folder = "/data/topics/table-0";
using Value = std::optional<std::string>;

struct Found {
    std::int64_t offset;
    std::string key;
    Value value;
    std::int64_t timestamp;
    bool operator==(const Found&) const = default;
};

/// Every record of a log, read batch by batch, with the rules that hold for any log.
std::vector<Found> readAll(const PartitionLog& log) {
    std::vector<Found> out;
    BatchBuffer buffer;
    BatchReader reader;
    for (auto next = log.startOffset(); next < log.endOffset();) {
        const auto got = log.read(next, 500, buffer);
        EXPECT_TRUE(got) << got.error().text();
        if (!got || *got == next) break;
        for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
            EXPECT_TRUE(reader.open(rest));
            for (RecordView record; reader.next(record);)
                out.push_back({record.offset, std::string(record.key), record.valueNull ? Value{} : Value(std::string(record.value)), record.timestamp});
            EXPECT_FALSE(reader.failed());
            next = reader.header().lastOffset() + 1;
        }
        next = *got;
    }
    for (std::size_t i = 1; i < out.size(); ++i) EXPECT_LT(out[i - 1].offset, out[i].offset);
    return out;
}

/// What a reader from the start has in the end.
std::map<std::string, std::string> tableOf(const std::vector<Found>& records) {
    std::map<std::string, std::string> table;
    for (const auto& r : records) {
        if (r.value)
            table[r.key] = *r.value;
        else
            table.erase(r.key);
    }
    return table;
}

class Compaction : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(m_files->createDirectories(folder.parent_path()));
        ASSERT_TRUE(m_files->syncDirectory("/"));
        ASSERT_TRUE(m_files->syncDirectory("/data"));
        open();
    }
    void open() {
        m_log.reset();
        auto opened = PartitionLog::open(folder, {.segmentBytesMax = m_segmentBytes, .indexIntervalBytes = 200}, *m_files, m_clock);
        ASSERT_TRUE(opened) << opened.error().text();
        m_log = std::move(*opened);
    }
    void put(std::string_view key, Value value, Compression codec = Compression::None) {
        BatchBuilder builder(codec);
        const auto offset = m_log->endOffset();
        builder.add(1000 + offset % 7, key, false, value.value_or(""), !value);
        ASSERT_TRUE(m_log->append(builder.take()));
        m_written.push_back({offset, std::string(key), std::move(value), 1000 + offset % 7});
    }
    void fillSegments(int records, int keys) {
        constexpr Compression codecs[] = {Compression::None, Compression::Lz4, Compression::Zstd, Compression::None};
        for (int i = 0; i < records; ++i) put(fmt::format("key-{}", i % keys), fmt::format("{}{}", m_log->endOffset(), std::string(60, '.')), codecs[i / 20 % 4]);
        ASSERT_TRUE(m_log->sync());
    }
    CompactionReport compact(CompactionOptions options = {}) {
        const auto done = m_log->compact(options);
        EXPECT_TRUE(done) << done.error().text();
        return done.value_or(CompactionReport{});
    }
    std::int64_t activeBase() const {
        const auto names = m_files->list(folder);
        std::int64_t base = 0;
        for (const auto& name : *names)
            if (name.ends_with(".log")) base = std::stoll(name);
        return base;
    }
    /// Of everything written: the newest of each key below the active segment, and all that stands in it.
    std::vector<Found> expected() const {
        std::map<std::string, std::int64_t> newest;
        const auto active = activeBase();
        for (const auto& r : m_written)
            if (r.offset < active) newest[r.key] = r.offset;
        std::vector<Found> out;
        for (const auto& r : m_written)
            if (r.offset >= active || newest[r.key] == r.offset) out.push_back(r);
        return out;
    }

    std::unique_ptr<MemoryFileSystem> m_files = std::make_unique<MemoryFileSystem>();
    FakeClock m_clock;
    std::int64_t m_segmentBytes = 2000;
    std::unique_ptr<PartitionLog> m_log;
    std::vector<Found> m_written;
};

TEST_F(Compaction, KeepsTheNewestRecordOfEachKeyAtItsOffset) {
    fillSegments(200, 7);
    const auto end = m_log->endOffset();
    const auto report = compact();
    EXPECT_EQ(readAll(*m_log), expected());
    EXPECT_EQ(m_log->endOffset(), end);
    EXPECT_EQ(m_log->startOffset(), 0);
    EXPECT_LT(report.bytesAfter, report.bytesBefore / 3);
    EXPECT_EQ(report.recordsDropped, 200 - static_cast<std::int64_t>(expected().size()));
    open();
    EXPECT_EQ(readAll(*m_log), expected());
    EXPECT_EQ(m_log->endOffset(), end);
}

TEST_F(Compaction, LeavesTheActiveSegmentAlone) {
    for (int i = 0; i < 5; ++i) put("a", fmt::format("{}", i));
    ASSERT_TRUE(m_log->sync());
    compact();
    EXPECT_EQ(readAll(*m_log), m_written);
}

TEST_F(Compaction, GoesOnWhereTheLastOneEnded) {
    fillSegments(100, 5);
    compact();
    EXPECT_EQ(m_log->compactable().dirtyBytes, 0);
    open();
    EXPECT_EQ(m_log->compactable().dirtyBytes, 0) << "known after opening again";
    EXPECT_EQ(compact().passes, 0);
    fillSegments(100, 8);
    EXPECT_GT(m_log->compactable().dirtyBytes, 0);
    compact();
    EXPECT_EQ(readAll(*m_log), expected());
}

TEST_F(Compaction, TakesSeveralPassesWhenTheKeysDoNotFitTheMemory) {
    fillSegments(300, 90);
    const auto report = compact({.mapBytesMax = 1000});
    EXPECT_GT(report.passes, 5);
    EXPECT_EQ(readAll(*m_log), expected());
    EXPECT_EQ(m_log->compactable().dirtyBytes, 0);
}

TEST_F(Compaction, KeepsATombstoneForItsTimeAndUntilEveryStoreHasPassedIt) {
    fillSegments(40, 4);
    put("key-1", std::nullopt);
    const auto tombstone = m_log->endOffset() - 1;
    fillSegments(60, 1);
    const auto there = [&] {
        const auto all = readAll(*m_log);
        return std::any_of(all.begin(), all.end(), [&](const auto& r) { return r.offset == tombstone; });
    };
    const CompactionOptions hour{.deleteRetention = std::chrono::hours(1)};
    compact(hour);
    EXPECT_TRUE(there()) << "this compaction is the first that met it";
    EXPECT_EQ(readAll(*m_log), expected());
    fillSegments(60, 1);
    m_clock.advance(std::chrono::minutes(59));
    compact(hour);
    EXPECT_TRUE(there());
    fillSegments(60, 1);
    m_clock.advance(std::chrono::minutes(2));
    compact({.deleteRetention = std::chrono::hours(1), .tombstonesBelow = tombstone});
    EXPECT_TRUE(there()) << "a store still has to read it";
    fillSegments(60, 1);
    EXPECT_EQ(compact(hour).tombstonesDropped, 1);
    EXPECT_FALSE(there());
    EXPECT_FALSE(tableOf(readAll(*m_log)).contains("key-1"));
}

TEST_F(Compaction, ASegmentWithoutSurvivorsLeavesNoHole) {
    m_segmentBytes = 400;
    open();
    fillSegments(60, 1);
    compact();
    EXPECT_EQ(readAll(*m_log), expected());
    for (std::int64_t from = 0; from < m_log->endOffset(); ++from) {
        BatchBuffer buffer;
        ASSERT_TRUE(m_log->read(from, 1, buffer)) << from;
        ASSERT_FALSE(buffer.bytes().empty());
    }
    open();
    EXPECT_EQ(readAll(*m_log), expected());
}

TEST_F(Compaction, KeepsRecordsWithoutAKey) {
    BatchBuilder builder;
    builder.add(1, {}, true, "first", false);
    builder.add(1, {}, true, "second", false);
    ASSERT_TRUE(m_log->append(builder.take()));
    fillSegments(100, 2);
    compact();
    const auto all = readAll(*m_log);
    ASSERT_GE(all.size(), 2U);
    EXPECT_EQ(all[0].value, "first");
    EXPECT_EQ(all[1].value, "second");
}

TEST_F(Compaction, DropsAbortedTransactionsAndMarkersAndLeavesOpenOnesAlone) {
    const auto write = [&](std::int64_t producer, std::string_view value) {
        BatchBuilder builder;
        builder.setProducer(producer, 0, 0, producer >= 0);
        for (int i = 0; i < 4; ++i) builder.add(1, fmt::format("key-{}", i), false, value, false);
        EXPECT_TRUE(m_log->append(builder.take()));
    };
    for (std::int64_t round = 0; round < 30; ++round) {
        write(1, fmt::format("committed {}", round));
        write(2, "aborted");
        ASSERT_TRUE(m_log->endTransaction(1, TransactionEnd::Commit));
        ASSERT_TRUE(m_log->endTransaction(2, TransactionEnd::Abort));
    }
    write(3, "open");
    const auto open = m_log->endOffset() - 4;
    for (int i = 0; i < 20; ++i) write(-1, "behind the open one");
    ASSERT_TRUE(m_log->sync());
    const auto before = tableOf(readAll(*m_log));
    const auto report = compact();
    EXPECT_LT(report.bytesAfter, report.bytesBefore / 4);
    EXPECT_EQ(tableOf(readAll(*m_log)), before);
    EXPECT_EQ(before.at("key-0"), "committed 29");
    EXPECT_EQ(m_log->lastStableOffset(), open);
    this->open();
    EXPECT_EQ(tableOf(readAll(*m_log)), before);
    EXPECT_EQ(m_log->lastStableOffset(), open);
    ASSERT_TRUE(m_log->endTransaction(3, TransactionEnd::Commit));
    EXPECT_EQ(tableOf(readAll(*m_log)).at("key-0"), "behind the open one");
}

TEST_F(Compaction, FindsTimesAsBefore) {
    fillSegments(150, 9);
    compact();
    const auto left = expected();
    for (std::int64_t time = 999; time <= 1008; ++time) {
        const auto first = std::find_if(left.begin(), left.end(), [&](const auto& r) { return r.timestamp >= time; });
        const auto found = m_log->offsetForTime(time);
        ASSERT_TRUE(found);
        EXPECT_EQ(*found, first == left.end() ? std::nullopt : std::optional(first->offset)) << time;
    }
}

TEST_F(Compaction, StopsWhenTold) {
    fillSegments(300, 20);
    for (int calls = 0; calls < 60; ++calls) {
        int left = calls;
        const auto report = compact({.goOn = [&](std::int64_t) { return left-- > 0; }});
        ASSERT_EQ(tableOf(readAll(*m_log)), tableOf(m_written));
        if (report.finished) break;
    }
    compact();
    EXPECT_EQ(readAll(*m_log), expected());
}

TEST_F(Compaction, RetentionStillDeletesWholeSegments) {
    m_log.reset();
    auto opened = PartitionLog::open(folder, {.segmentBytesMax = 2000, .retentionBytes = 3000}, *m_files, m_clock);
    ASSERT_TRUE(opened);
    m_log = std::move(*opened);
    fillSegments(300, 150);
    compact();
    ASSERT_TRUE(m_log->applyRetention());
    EXPECT_GT(m_log->startOffset(), 0);
    const auto all = readAll(*m_log);
    EXPECT_GE(all.front().offset, m_log->startOffset());
}

/// States after a power loss at a call of the compaction: the file system stops at each call in turn.
TEST_F(Compaction, ACrashAtAnyCallLeavesTheNewestValues) {
    std::int64_t states = 0;
    std::random_device entropy;
    const char* given = std::getenv("WEIR_SEED"); // NOLINT(concurrency-mt-unsafe)
    const auto seed = given != nullptr ? std::strtoull(given, nullptr, 10) : entropy();
    SplitMix64 rng(seed);
    bool whole = false;
    for (std::int64_t k = 1; !whole; ++k) {
        m_log.reset();
        m_files = std::make_unique<MemoryFileSystem>();
        m_written.clear();
        SetUp();
        fillSegments(120, 6);
        compact();
        fillSegments(100, 10);
        put("key-3", std::nullopt);
        fillSegments(40, 3);
        m_files->failNth(FileCall::Any, k, EIO, true);
        whole = m_log->compact({.deleteRetention = Milliseconds(0)}).has_value();
        for (int i = 0; i < 12; ++i) {
            ++states;
            auto after = m_files->crash(rng);
            const auto again = PartitionLog::open(folder, {.segmentBytesMax = m_segmentBytes, .indexIntervalBytes = 200}, *after, m_clock);
            ASSERT_TRUE(again) << again.error().text() << "\ncall " << k << ", repeat with WEIR_SEED=" << seed;
            const auto all = readAll(**again);
            ASSERT_EQ(tableOf(all), tableOf(m_written)) << "call " << k << ", repeat with WEIR_SEED=" << seed;
            ASSERT_EQ((*again)->endOffset(), m_log->endOffset());
            for (const auto& r : all) ASSERT_EQ(r, m_written[static_cast<std::size_t>(r.offset)]);
            const auto rest = (*again)->compact({});
            ASSERT_TRUE(rest) << rest.error().text();
            ASSERT_EQ(tableOf(readAll(**again)), tableOf(m_written));
            const auto names = after->list(folder);
            for (const auto& name : *names) ASSERT_FALSE(name.ends_with(".cleaned") || name.ends_with(".swap")) << name;
        }
        // The log that met the errors still reads.
        m_files->mend();
        ASSERT_EQ(tableOf(readAll(*m_log)), tableOf(m_written)) << "call " << k;
    }
    std::printf("seed=%llu states=%lld failed=0\n", static_cast<unsigned long long>(seed), static_cast<long long>(states));
    EXPECT_GT(states, 500);
}

/// One call fails, and the log goes on: the next compactions, then an open, find what an undisturbed one would.
TEST_F(Compaction, AnErrorAtAnyCallLeavesALogThatGoesOn) {
    for (const auto kind : {FileCall::Open, FileCall::Write, FileCall::Sync, FileCall::Rename, FileCall::Remove, FileCall::SyncDirectory}) {
        bool whole = false;
        for (std::int64_t k = 1; !whole; ++k) {
            SCOPED_TRACE(fmt::format("call {} of kind {} failing", k, static_cast<int>(kind)));
            m_log.reset();
            m_files = std::make_unique<MemoryFileSystem>();
            m_written.clear();
            SetUp();
            fillSegments(120, 60);
            compact(); // leaves small segments, which the next one makes one of
            fillSegments(60, 20);
            m_files->failNth(kind, k, EIO);
            whole = m_log->compact({}).has_value();
            m_files->mend();
            fillSegments(100, 30);
            const auto again = m_log->compact({});
            ASSERT_TRUE(again) << again.error().text();
            ASSERT_EQ(tableOf(readAll(*m_log)), tableOf(m_written));
            const auto here = readAll(*m_log);
            auto disk = m_files->killed();
            const auto opened = PartitionLog::open(folder, {.segmentBytesMax = m_segmentBytes, .indexIntervalBytes = 200}, *disk, m_clock);
            ASSERT_TRUE(opened) << opened.error().text();
            ASSERT_EQ(readAll(**opened), here);
        }
    }
}

} // namespace
} // namespace weir
