// SPDX-License-Identifier: Apache-2.0
// What keeps a topic store in order: settings that change, topics that go, scrubs, compaction and retention of changelogs,
// and a copy of what recovery cut.
#include "weir/log/topic_store.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <utility>

namespace weir {
namespace {

const Path data = "/data";

class Upkeep : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(m_files.createDirectories(data));
        open();
    }
    void open() {
        m_topics.reset();
        auto opened = TopicStore::open(data, m_files, m_clock);
        ASSERT_TRUE(opened) << opened.error().text();
        m_topics = std::move(*opened);
    }
    void create(TopicSpec spec) { ASSERT_TRUE(m_topics->create(spec)); }
    PartitionLog& log(std::string_view topic) { return **m_topics->partition(topic, 0); }
    void write(std::string_view topic, int records, std::int64_t timestamp = 1000, int keys = 4) {
        for (int i = 0; i < records; ++i) {
            BatchBuilder builder;
            builder.add(timestamp, fmt::format("key-{}", i % keys), false, std::string(50, 'v'), false);
            ASSERT_TRUE(log(topic).append(builder.take()));
        }
        ASSERT_TRUE(log(topic).sync());
    }
    Path logFile(std::string_view topic, std::int64_t base) const { return data / "topics" / fmt::format("{}-0", topic) / fmt::format("{:020}.log", base); }
    void flip(const Path& path, std::int64_t at) {
        const auto file = m_files.open(path, OpenMode::Write);
        ASSERT_TRUE(file);
        std::byte byte[1];
        ASSERT_TRUE((*file)->readAt(at, byte));
        byte[0] ^= std::byte{1};
        ASSERT_TRUE((*file)->writeAt(at, byte));
    }

    MemoryFileSystem m_files;
    FakeClock m_clock;
    std::unique_ptr<TopicStore> m_topics;
};

TEST_F(Upkeep, AnAlteredTopicIsAnotherOneAtOnceAndAfterOpening) {
    create({.name = "t", .partitions = 1, .segmentBytes = 1 << 20});
    write("t", 50);
    auto spec = *m_topics->find("t");
    spec.segmentBytes = 500;
    spec.retentionBytes = 1000;
    spec.cleanup = Cleanup::CompactDelete;
    spec.durability = Durability::Buffered;
    ASSERT_TRUE(m_topics->alter(spec));
    EXPECT_EQ(m_topics->find("t"), spec);
    write("t", 50);
    ASSERT_TRUE(m_topics->applyRetention());
    EXPECT_LT(log("t").sizeBytes(), 2000) << "new segments have the new size, and retention the new bound";
    open();
    EXPECT_EQ(m_topics->find("t"), spec);
    spec.partitions = 2;
    EXPECT_EQ(m_topics->alter(spec).error().code, Errc::Unsupported);
    spec.name = "other";
    EXPECT_EQ(m_topics->alter(spec).error().code, Errc::NotFound);
}

TEST_F(Upkeep, ARemovedTopicTakesNothingMoreAndLeavesANewOneAlone) {
    create({.name = "t", .partitions = 1});
    write("t", 5);
    auto& old = log("t");
    ASSERT_TRUE(m_topics->remove("t"));
    BatchBuilder builder;
    builder.add(1, "a", false, "b", false);
    EXPECT_EQ(old.append(builder.take()).error().code, Errc::NotFound);
    create({.name = "t", .partitions = 1});
    write("t", 3);
    open();
    EXPECT_EQ(log("t").endOffset(), 3);
    EXPECT_TRUE(m_topics->verify("t"));
}

TEST_F(Upkeep, AScrubReadsEverythingAndNamesTheFirstDamage) {
    create({.name = "t", .partitions = 1, .segmentBytes = 600});
    write("t", 30);
    const auto whole = m_topics->verify("t");
    ASSERT_TRUE(whole) << whole.error().text();
    EXPECT_EQ(whole->records, 30);
    EXPECT_EQ(whole->bytes, log("t").sizeBytes());
    EXPECT_GT(whole->segments, 3);
    const auto size = m_files.info(logFile("t", 0))->size;
    for (std::int64_t at = 0; at < size; ++at) {
        flip(logFile("t", 0), at);
        const auto found = m_topics->verify("t");
        ASSERT_FALSE(found) << "byte " << at;
        EXPECT_EQ(found.error().code, Errc::Corrupt);
        EXPECT_EQ(found.error().place.topic, "t");
        EXPECT_EQ(found.error().place.partition, 0);
        flip(logFile("t", 0), at);
    }
    EXPECT_TRUE(m_topics->verify("t"));
}

TEST_F(Upkeep, CompactsTheDirtiestPartitionFirstAndThenNoMore) {
    create({.name = "plain", .partitions = 1, .segmentBytes = 600});
    create({.name = "table", .partitions = 1, .cleanup = Cleanup::Compact, .segmentBytes = 600});
    write("plain", 60);
    write("table", 60);
    const auto before = log("table").sizeBytes();
    EXPECT_TRUE(m_topics->compactDirtiest({}).value());
    EXPECT_LT(log("table").sizeBytes(), before / 2);
    EXPECT_EQ(log("plain").sizeBytes(), before);
    EXPECT_FALSE(m_topics->compactDirtiest({}).value());
    EXPECT_EQ(m_topics->compact("plain", {}).error().code, Errc::Invalid);
}

TEST_F(Upkeep, AChangelogsAgeCountsFromItsNewestRecordNotFromTheClock) {
    m_clock.advance(std::chrono::hours(24 * 365 * 30));
    create({.name = "app-store-changelog", .partitions = 1, .cleanup = Cleanup::CompactDelete, .retention = std::chrono::hours(1), .segmentBytes = 600, .internal = true});
    write("app-store-changelog", 30, 1'000'000);
    ASSERT_TRUE(m_topics->applyRetention());
    EXPECT_EQ(log("app-store-changelog").startOffset(), 0) << "old data that is replayed is as good as new";
    write("app-store-changelog", 30, 1'000'000 + 2 * 3'600'000);
    ASSERT_TRUE(m_topics->applyRetention());
    EXPECT_GT(log("app-store-changelog").startOffset(), 20);
    EXPECT_LE(log("app-store-changelog").startOffset(), 30);
}

TEST_F(Upkeep, ATombstoneStaysAsLongAsItsTopicSaysAndAChangelogsUntilTheStoresHavePassedIt) {
    const auto dropped = [&](const std::string& topic) {
        const auto end = log(topic).endOffset();
        BatchBuilder builder;
        builder.add(1000, "gone", false, "", true);
        EXPECT_TRUE(log(topic).append(builder.take()));
        write(topic, 30);
        EXPECT_EQ(m_topics->compact(topic, {}).value().tombstonesDropped, 0) << end;
        write(topic, 30);
        m_clock.advance(std::chrono::minutes(61));
        return m_topics->compact(topic, {}).value().tombstonesDropped;
    };
    create({.name = "day", .partitions = 1, .cleanup = Cleanup::Compact, .segmentBytes = 600});
    create({.name = "hour", .partitions = 1, .cleanup = Cleanup::Compact, .segmentBytes = 600, .deleteRetention = std::chrono::hours(1)});
    create({.name = "app-store-changelog", .partitions = 1, .cleanup = Cleanup::Compact, .segmentBytes = 600, .deleteRetention = std::chrono::hours(1), .internal = true});
    EXPECT_EQ(dropped("day"), 0);
    EXPECT_EQ(dropped("hour"), 1);
    EXPECT_EQ(dropped("app-store-changelog"), 0) << "nobody has told";
    std::int64_t passed = 0;
    m_topics->tellStoresPassed([&](const std::string& topic, std::int32_t partition) {
        EXPECT_EQ(topic, "app-store-changelog");
        EXPECT_EQ(partition, 0);
        return passed;
    });
    write("app-store-changelog", 30);
    EXPECT_EQ(m_topics->compact("app-store-changelog", {}).value().tombstonesDropped, 0);
    passed = 1; // the first one
    write("app-store-changelog", 30);
    EXPECT_EQ(m_topics->compact("app-store-changelog", {}).value().tombstonesDropped, 1);
}

TEST_F(Upkeep, KeepsACopyOfWhatRecoveryCut) {
    create({.name = "t", .partitions = 1});
    write("t", 3);
    m_topics.reset();
    const std::string torn = "what a crash left";
    const auto file = m_files.open(logFile("t", 0), OpenMode::Write);
    ASSERT_TRUE(file);
    ASSERT_TRUE((*file)->writeAt((*file)->size().value(), std::as_bytes(std::span(torn))));
    ASSERT_TRUE(m_files.remove(Path(logFile("t", 0)).replace_extension(".seal")));
    open();
    EXPECT_EQ(log("t").endOffset(), 3);
    EXPECT_EQ(readFile(m_files, data / "quarantine/t-0-00000000000000000000.cut", 1000).value(), torn);
}

TEST_F(Upkeep, ARemovalDuringAScrubBringsNoFolderBack) {
    create({.name = "t", .partitions = 3});
    write("t", 5);
    open(); // nothing is open yet
    bool removed = false;
    const auto read = m_topics->verify("t", [&](std::int64_t) {
        if (!std::exchange(removed, true)) { EXPECT_TRUE(m_topics->remove("t")); }
        return true;
    });
    EXPECT_TRUE(removed);
    if (!read) { EXPECT_EQ(read.error().code, Errc::NotFound) << read.error().text(); }
    EXPECT_EQ(m_files.list(data / "topics").value(), std::vector<std::string>{});
}

TEST_F(Upkeep, ARemovedTopicsLogRemovesNothingOfANewOne) {
    create({.name = "t", .partitions = 1, .cleanup = Cleanup::CompactDelete, .retentionBytes = 100, .segmentBytes = 300});
    write("t", 20);
    auto& old = log("t");
    ASSERT_TRUE(m_topics->remove("t"));
    create({.name = "t", .partitions = 1, .segmentBytes = 300});
    write("t", 20);
    (void)old.applyRetention();
    (void)old.trimBefore(20);
    (void)old.compact({});
    (void)old.leaveSegment();
    open();
    EXPECT_EQ(log("t").startOffset(), 0);
    EXPECT_EQ(log("t").endOffset(), 20);
    const auto read = m_topics->verify("t");
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->records, 20);
}

TEST_F(Upkeep, ATombstoneThatIsToStayForeverStays) {
    m_clock.set(1'700'000'000'000'000);
    create({.name = "t", .partitions = 1, .cleanup = Cleanup::Compact, .segmentBytes = 300, .deleteRetention = Milliseconds::max()});
    BatchBuilder builder;
    builder.add(1000, "gone", false, "", true);
    ASSERT_TRUE(log("t").append(builder.take()));
    for (int round = 0; round < 3; ++round) {
        write("t", 20);
        const auto done = m_topics->compact("t", {});
        ASSERT_TRUE(done) << done.error().text();
        EXPECT_EQ(done->tombstonesDropped, 0) << "round " << round;
    }
}

TEST_F(Upkeep, WhoReadsARemovedTopicIsToldSoAndHoldsNothingOfIt) {
    create({.name = "t", .partitions = 1, .segmentBytes = 300});
    write("t", 20);
    auto& old = log("t");
    ASSERT_TRUE(m_topics->remove("t"));
    create({.name = "t", .partitions = 1, .segmentBytes = 300});
    write("t", 20);
    BatchBuffer buffer;
    for (std::int64_t from = 0; from < 20; ++from) {
        const auto read = old.read(from, 1000, buffer);
        ASSERT_FALSE(read) << "offset " << from;
        EXPECT_EQ(read.error().code, Errc::NotFound);
    }
    EXPECT_EQ(old.offsetForTime(0).error().code, Errc::NotFound);
    EXPECT_EQ(old.verify().error().code, Errc::NotFound);
}

} // namespace
} // namespace weir
