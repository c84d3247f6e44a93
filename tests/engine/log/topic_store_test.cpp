// SPDX-License-Identifier: Apache-2.0
// Topics of a data folder: names that stay inside it, descriptions that survive, partitions that many threads share.
#include "weir/log/topic_store.h"

#include "weir/core/kill_point.h"
#include "weir/core/rng.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace weir {
namespace {

class TopicStoreTest : public testing::Test {
protected:
    void SetUp() override { open(); }
    void open() {
        m_store.reset();
        auto opened = TopicStore::open("/data", m_files, m_clock);
        ASSERT_TRUE(opened) << opened.error().text();
        m_store = std::move(*opened);
    }
    TopicStore& store() { return *m_store; }
    void append(PartitionLog& log, std::int64_t timestamp, std::size_t bytes = 10) {
        BatchBuilder builder;
        builder.add(timestamp, "k", false, std::string(bytes, 'v'), false);
        ASSERT_TRUE(log.append(builder.take()));
    }
    MemoryFileSystem m_files;
    FakeClock m_clock;

private:
    std::unique_ptr<TopicStore> m_store;
};

TEST_F(TopicStoreTest, RefusesNamesThatCouldReachElsewhere) {
    const std::string bad[] = {"",          ".",      "..",    "../x", "a/b",       "/etc/passwd", "a\\b", std::string("a\0b", 3), "a b", "caf\xc3\xa9",
                               "\xe2\x80\xae" "x", "a\nb", "a:b", "~",  "${HOME}", "%2e%2e",      "a*",   std::string(250, 'a')};
    const auto before = m_files.calls(FileCall::Any);
    for (const auto& name : bad) {
        const auto made = store().create({.name = name});
        ASSERT_FALSE(made) << name;
        EXPECT_EQ(made.error().code, Errc::Invalid) << name;
        EXPECT_FALSE(store().partition(name, 0));
    }
    EXPECT_EQ(m_files.calls(FileCall::Any), before) << "nothing reached the file system";
    EXPECT_TRUE(store().create({.name = std::string(249, 'a')}));
    EXPECT_TRUE(store().create({.name = "..."}));
    EXPECT_EQ(store().create({.name = "__mine"}).error().code, Errc::Invalid);
    EXPECT_TRUE(store().create({.name = "__ours", .internal = true}));
}

TEST_F(TopicStoreTest, KeepsDescriptionsAcrossReopening) {
    const TopicSpec plain{.name = "orders"};
    const TopicSpec full{.name = "app-store-changelog",
                         .partitions = 7,
                         .cleanup = Cleanup::CompactDelete,
                         .durability = Durability::Buffered,
                         .retention = Milliseconds(60'000),
                         .retentionBytes = 1'000'000,
                         .segmentBytes = 12345,
                         .deleteRetention = Milliseconds(0),
                         .internal = true,
                         .rows = 0xfedcba9876543210};
    ASSERT_TRUE(store().create(plain));
    ASSERT_TRUE(store().create(full));
    open();
    EXPECT_EQ(store().list(), (std::vector{full, plain}));
    EXPECT_EQ(store().find("orders"), plain);
    EXPECT_EQ(store().find("nothing"), std::nullopt);
}

TEST_F(TopicStoreTest, RefusesATwiceMadeTopicAndItsTwin) {
    ASSERT_TRUE(store().create({.name = "a.b"}));
    EXPECT_EQ(store().create({.name = "a.b"}).error().code, Errc::Exists);
    EXPECT_EQ(store().create({.name = "a_b"}).error().code, Errc::Exists);
    EXPECT_TRUE(store().create({.name = "a-b"}));
    EXPECT_EQ(store().create({.name = "none", .partitions = 0}).error().code, Errc::Invalid);
    EXPECT_EQ(store().create({.name = "many", .partitions = topicPartitionsMax + 1}).error().code, Errc::Invalid);
}

TEST_F(TopicStoreTest, RefusesWhatItCouldNotReadAgain) {
    ASSERT_TRUE(store().create({.name = "orders"}));
    const std::vector<TopicSpec> bad{{.name = "t", .segmentBytes = 0},
                                     {.name = "t", .retention = Milliseconds(0)},
                                     {.name = "t", .retention = Milliseconds(-1)},
                                     {.name = "t", .retentionBytes = 0},
                                     {.name = "t", .deleteRetention = Milliseconds(-1)}};
    for (auto spec : bad) {
        EXPECT_EQ(store().create(spec).error().code, Errc::Invalid);
        spec.name = "orders";
        EXPECT_EQ(store().alter(spec).error().code, Errc::Invalid);
    }
    const auto again = TopicStore::open("/data", m_files, m_clock);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ((*again)->list(), std::vector<TopicSpec>{{.name = "orders"}});
}

TEST_F(TopicStoreTest, GivesTheSamePartitionToAllAndNoneThatIsNotThere) {
    ASSERT_TRUE(store().create({.name = "orders", .partitions = 2}));
    const auto log = store().partition("orders", 1);
    ASSERT_TRUE(log);
    append(**log, 1);
    EXPECT_EQ(store().partition("orders", 1).value(), *log);
    EXPECT_EQ(store().partition("orders", 0).value()->endOffset(), 0);
    EXPECT_EQ(store().partition("orders", 2).error().code, Errc::NotFound);
    EXPECT_EQ(store().partition("orders", -1).error().code, Errc::NotFound);
    EXPECT_EQ(store().partition("other", 0).error().code, Errc::NotFound);
}

TEST_F(TopicStoreTest, StartsEmptyWhenATopicIsRemovedAndMadeAgain) {
    ASSERT_TRUE(store().create({.name = "orders", .partitions = 1}));
    append(*store().partition("orders", 0).value(), 1);
    ASSERT_TRUE(store().remove("orders"));
    EXPECT_EQ(store().partition("orders", 0).error().code, Errc::NotFound);
    EXPECT_EQ(store().remove("orders").error().code, Errc::NotFound);
    EXPECT_TRUE(m_files.list("/data/topics")->empty());
    ASSERT_TRUE(store().create({.name = "orders", .partitions = 1}));
    EXPECT_EQ(store().partition("orders", 0).value()->endOffset(), 0);
}

TEST_F(TopicStoreTest, SurvivesAPowerLossOnceMade) {
    ASSERT_TRUE(m_files.syncDirectory("/"));
    ASSERT_TRUE(store().create({.name = "orders", .partitions = 2}));
    auto* const log = store().partition("orders", 1).value();
    append(*log, 1);
    ASSERT_TRUE(log->sync());
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        SplitMix64 rng(seed);
        const auto after = m_files.crash(rng);
        const auto again = TopicStore::open("/data", *after, m_clock);
        ASSERT_TRUE(again) << again.error().text();
        EXPECT_TRUE((*again)->find("orders"));
        EXPECT_EQ((*again)->partition("orders", 1).value()->endOffset(), 1);
    }
}

TEST_F(TopicStoreTest, SaysWhichDescriptionIsDamaged) {
    ASSERT_TRUE(store().create({.name = "orders"}));
    for (const auto* text : {"", "[]", "{", R"({"version":2,"partitions":1})", R"({"version":1})", R"({"version":1,"partitions":0})",
                             R"({"version":1,"partitions":1,"cleanup":"none"})", R"({"version":1,"partitions":1,"colour":"red"})"}) {
        ASSERT_TRUE(replaceFile(m_files, "/data/topics/orders.topic", text));
        const auto opened = TopicStore::open("/data", m_files, m_clock);
        ASSERT_FALSE(opened) << text;
        EXPECT_EQ(opened.error().code, Errc::Corrupt);
        EXPECT_EQ(opened.error().place.file, "/data/topics/orders.topic");
    }
}

// A partition count with a flipped bit is as good a number: nothing else would tell that half of a changelog is not read.
TEST_F(TopicStoreTest, SeesEveryFlippedBitOfADescription) {
    const Path path = "/data/topics/app-store-changelog.topic";
    const TopicSpec spec{.name = "app-store-changelog", .partitions = 4, .cleanup = Cleanup::Compact, .internal = true, .rows = 0x0123456789abcdef};
    ASSERT_TRUE(store().create(spec));
    const auto text = readFile(m_files, path, 1 << 16).value();
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        auto flipped = text;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        ASSERT_TRUE(replaceFile(m_files, path, flipped));
        const auto opened = TopicStore::open("/data", m_files, m_clock);
        if (opened) {
            EXPECT_EQ((*opened)->find(spec.name), spec) << "bit " << bit << ": white space may read the same, nothing else"; // NOLINT(bugprone-unchecked-optional-access)
            continue;
        }
        EXPECT_EQ(opened.error().code, Errc::Corrupt) << "bit " << bit;
        EXPECT_EQ(opened.error().place.file, path);
    }
}

TEST_F(TopicStoreTest, ReadsDescriptionsOfTheFirstVersionsWhichHaveNoChecksum) {
    ASSERT_TRUE(store().create({.name = "orders", .partitions = 3}));
    ASSERT_TRUE(replaceFile(m_files, "/data/topics/orders.topic", R"({"version":1,"partitions":3})"));
    open();
    EXPECT_EQ(store().find("orders"), (TopicSpec{.name = "orders", .partitions = 3}));
}

TEST_F(TopicStoreTest, SyncsWhatHasWaitedSinceTheCallBefore) {
    ASSERT_TRUE(store().create({.name = "orders", .durability = Durability::Buffered}));
    ASSERT_TRUE(store().create({.name = "__steps", .durability = Durability::Buffered, .internal = true}));
    for (const auto* topic : {"orders", "__steps"}) {
        auto* const log = store().partition(topic, 0).value();
        append(*log, 1);
        ASSERT_TRUE(store().syncWaiting());
        EXPECT_EQ(log->syncedOffset(), 0) << "somebody may be about to sync it";
        ASSERT_TRUE(store().syncWaiting());
        EXPECT_EQ(log->syncedOffset(), 1);
        const auto syncs = m_files.calls(FileCall::Sync);
        ASSERT_TRUE(store().syncWaiting());
        EXPECT_EQ(m_files.calls(FileCall::Sync), syncs);
    }
}

TEST_F(TopicStoreTest, TellsListenersUntilTheyAreRemoved) {
    int first = 0;
    int second = 0;
    const auto token = store().addListener([&] { ++first; });
    store().addListener([&] { ++second; });
    store().announce();
    store().removeListener(token);
    store().announce();
    EXPECT_EQ(first, 1);
    EXPECT_EQ(second, 2);
}

TEST_F(TopicStoreTest, AppliesRetentionOnlyWhereCleanupDeletes) {
    ASSERT_TRUE(store().create({.name = "events", .partitions = 1, .retention = Milliseconds(1000), .segmentBytes = 200}));
    ASSERT_TRUE(store().create({.name = "table", .partitions = 1, .cleanup = Cleanup::Compact, .retention = Milliseconds(1000), .segmentBytes = 200}));
    auto* const events = store().partition("events", 0).value();
    auto* const table = store().partition("table", 0).value();
    for (int i = 0; i < 20; ++i) {
        append(*events, i, 50);
        append(*table, i, 50);
    }
    m_clock.set(10'000'000);
    const auto freed = store().applyRetention();
    ASSERT_TRUE(freed);
    EXPECT_GT(*freed, 0);
    EXPECT_GT(events->startOffset(), 0);
    EXPECT_EQ(table->startOffset(), 0);
}

TEST_F(TopicStoreTest, FinishesARemovalThatACrashCutShort) {
    for (const std::string_view point : {"topic.remove.undescribed", "topic.remove.folders-removed"}) {
        for (const auto* name : {"orders", "orders-2"}) {
            (void)store().remove(name);
            ASSERT_TRUE(store().create({.name = name, .partitions = 3}));
            append(**store().partition(name, 1), 1);
            ASSERT_TRUE((*store().partition(name, 1))->sync());
        }
        std::unique_ptr<MemoryFileSystem> left;
        SplitMix64 rng(1);
        {
            const KillPointWatch watch([&](std::string_view passed) {
                if (passed == point && !left) left = m_files.crash(rng);
            });
            ASSERT_TRUE(store().remove("orders"));
        }
        ASSERT_TRUE(left) << point;
        const auto again = TopicStore::open("/data", *left, m_clock);
        ASSERT_TRUE(again) << again.error().text();
        const auto names = left->list("/data/topics");
        ASSERT_TRUE(names);
        for (const auto& name : *names) EXPECT_TRUE(name.starts_with("orders-2-") || name == "orders-2.topic") << name << " is left, of a kill at " << point;
        ASSERT_TRUE((*again)->partition("orders-2", 1));
        EXPECT_EQ((*(*again)->partition("orders-2", 1))->endOffset(), 1) << "a topic whose name looks like one of the folders";
        ASSERT_TRUE((*again)->create({.name = "orders", .partitions = 3}));
        EXPECT_TRUE(left->exists("/data/topics/orders-1"));
    }
}

TEST_F(TopicStoreTest, NothingIsLostThatATopicTookAfterARemovalFailed) {
    for (const auto kind : {FileCall::Any, FileCall::Rename, FileCall::SyncDirectory, FileCall::Remove})
        for (std::int64_t k = 1; k <= 8; ++k) {
            SCOPED_TRACE(fmt::format("call {} of kind {} failing", k, static_cast<int>(kind)));
            (void)store().remove("orders");
            if (!store().find("orders")) { ASSERT_TRUE(store().create({.name = "orders", .partitions = 1})); }
            auto& log = **store().partition("orders", 0);
            append(log, 1);
            ASSERT_TRUE(log.sync());
            m_files.failNth(kind, k, EIO);
            (void)store().remove("orders");
            m_files.mend();
            const bool stands = store().find("orders").has_value();
            if (stands) {
                append(log, 2);
                ASSERT_TRUE(log.sync());
            }
            open();
            ASSERT_EQ(store().find("orders").has_value(), stands);
            if (!stands) continue;
            EXPECT_EQ((*store().partition("orders", 0))->endOffset(), 2);
        }
}

} // namespace
} // namespace weir
