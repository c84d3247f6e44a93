// SPDX-License-Identifier: Apache-2.0
// The commit journal: the latest record of every task, whatever was cut, rolled or lost.
#include "weir/core/crc32c.h"
#include "weir/log/commit_journal.h"
#include "weir/testing/memory_file_system.h"

#include <cerrno>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>
#include <thread>

namespace weir {
namespace {

CommitRecord record(std::string_view task, int n) {
    return {.application = "app",
            .task = std::string(task),
            .positions = {{"orders-0", fmt::format("{}", n)}, {"file", std::string("inode\0hash", 10)}},
            .changelogs = {{"app-store-changelog-0", n * 10}, {"other-1", 0}},
            .streamTime = n - 5};
}

class CommitJournalTest : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(m_files.createDirectories("/data"));
        ASSERT_TRUE(m_files.syncDirectory("/"));
        open();
    }
    void open(std::int64_t fileBytesMax = 4LL << 20) {
        m_journal.reset();
        auto opened = CommitJournal::open("/data", m_files, fileBytesMax);
        ASSERT_TRUE(opened) << opened.error().text();
        m_journal = std::move(*opened);
    }
    CommitJournal& journal() { return *m_journal; }
    Path onlyFile() {
        const auto names = m_files.list("/data/journal").value();
        EXPECT_EQ(names.size(), 1U);
        return Path("/data/journal") / names.at(0);
    }
    std::string content() { return readFile(m_files, onlyFile(), 1LL << 30).value(); }
    /// The journal as a crash left it: this file alone.
    void leave(const Path& file, const std::string& bytes) {
        m_journal.reset();
        const auto names = m_files.list("/data/journal");
        for (const auto& name : *names) ASSERT_TRUE(m_files.remove(Path("/data/journal") / name));
        setContent(file, bytes);
    }
    void setContent(const Path& path, std::string_view bytes) { ASSERT_TRUE(replaceFile(m_files, path, bytes)); }
    MemoryFileSystem m_files;

private:
    std::unique_ptr<CommitJournal> m_journal;
};

TEST_F(CommitJournalTest, GivesBackTheLatestRecordOfATask) {
    EXPECT_EQ(journal().latest("app", "0_0"), std::nullopt);
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    ASSERT_TRUE(journal().commit(record("0_1", 2), false));
    ASSERT_TRUE(journal().commit(record("0_0", 3), true));
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(journal().latest("app", "0_0"), record("0_0", 3));
        EXPECT_EQ(journal().latest("app", "0_1"), record("0_1", 2));
        EXPECT_EQ(journal().all("app"), (std::vector{record("0_0", 3), record("0_1", 2)}));
        EXPECT_TRUE(journal().all("ap").empty());
        open();
    }
}

TEST_F(CommitJournalTest, EachOpenHasAHigherEpochAndNoProducerIdComesTwice) {
    std::set<std::int64_t> ids;
    for (int i = 1; i <= 5; ++i) {
        EXPECT_EQ(journal().epoch(), i);
        for (int k = 0; k < 3; ++k) EXPECT_TRUE(ids.insert(journal().newProducerId().value()).second);
        SplitMix64 rng(static_cast<std::uint64_t>(i));
        const auto after = m_files.crash(rng);
        EXPECT_EQ((*CommitJournal::open("/data", *after))->epoch(), i + 1) << "an epoch is durable before it is used";
        ASSERT_TRUE(journal().commit(record("0_0", i), true));
        open(1); // the next commit begins a new file
    }
}

TEST_F(CommitJournalTest, KeepsWhatWasWrittenInTransactions) {
    auto committed = record("0_0", 1);
    committed.written = {{77, "orders-3", 12}, {78, "orders-3", 15}};
    ASSERT_TRUE(journal().commit(committed, true));
    open();
    EXPECT_EQ(journal().latest("app", "0_0"), committed);
    EXPECT_EQ(journal().everything(), std::vector{committed});
}

TEST_F(CommitJournalTest, ForgetsAnApplicationForGood) {
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    auto other = record("0_0", 2);
    other.application = "other";
    ASSERT_TRUE(journal().commit(other, true));
    ASSERT_TRUE(journal().forget("app"));
    EXPECT_TRUE(journal().all("app").empty());
    open();
    EXPECT_TRUE(journal().all("app").empty());
    EXPECT_EQ(journal().latest("other", "0_0"), other);
}

TEST_F(CommitJournalTest, ForgetsWhatWasWrittenToATopicAndNothingElse) {
    auto first = record("0_0", 1);
    first.written = {{7, "orders-3", 10}, {7, "orders-by-id-3", 20}};
    auto second = record("0_1", 2);
    second.written = {{8, "orders-2", 30}};
    ASSERT_TRUE(journal().commit(first, true));
    ASSERT_TRUE(journal().commit(second, true));
    ASSERT_TRUE(journal().noteEnds({{"orders-1", 5}, {"orders-3", 4}, {"orders-by-id-1", 6}}));
    using Ends = std::map<std::string, std::int64_t>;
    EXPECT_EQ(journal().ends(), (Ends{{"orders-1", 5}, {"orders-2", 31}, {"orders-3", 11}, {"orders-by-id-1", 6}, {"orders-by-id-3", 21}}));
    ASSERT_TRUE(journal().forgetTopic("orders"));
    ASSERT_TRUE(journal().forgetTopic("other"));
    first.written = {{7, "orders-by-id-3", 20}};
    second.written = {};
    for (int opened = 0; opened < 2; ++opened) {
        EXPECT_EQ(journal().latest("app", "0_0"), first);
        EXPECT_EQ(journal().latest("app", "0_1"), second);
        EXPECT_EQ(journal().ends(), (Ends{{"orders-by-id-1", 6}, {"orders-by-id-3", 21}}));
        open();
    }
}

TEST_F(CommitJournalTest, AChangeIsOneEntryThatOutlivesARoll) {
    open(2000);
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    ASSERT_TRUE(journal().commit(record("0_1", 2), true));
    auto moved = record("0_0", 7);
    moved.application = "other";
    ASSERT_TRUE(journal().change({.forget = {"app"}, .commits = {moved, record("0_2", 3)}, .notes = {{"state:app", "other"}, {"cleanup:x", "y"}, {"none", std::nullopt}}}));
    ASSERT_TRUE(journal().change({.forget = {}, .commits = {}, .notes = {{"cleanup:x", std::nullopt}}}));
    for (int i = 0; i < 40; ++i) {
        ASSERT_TRUE(journal().commit(record("0_3", i), true));
        if (i % 10 == 9) open(2000);
        EXPECT_EQ(journal().all("other"), (std::vector{moved}));
        EXPECT_EQ(journal().all("app").size(), 2U);
        EXPECT_EQ(journal().latest("app", "0_2"), record("0_2", 3));
        EXPECT_EQ(journal().note("state:app"), "other");
        EXPECT_EQ(journal().note("cleanup:x"), std::nullopt);
        EXPECT_EQ(journal().notes("state:"), (std::map<std::string, std::string>{{"state:app", "other"}}));
    }
}

TEST_F(CommitJournalTest, AChangeIsThereWholeOrNotAtAll) {
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    const auto before = content().size();
    ASSERT_TRUE(journal().change({.forget = {"app"}, .commits = {record("0_1", 2)}, .notes = {{"state:app", "other"}}}));
    const auto whole = content();
    const auto path = onlyFile();
    for (auto size = before; size <= whole.size(); ++size) {
        leave(path, whole.substr(0, size));
        open();
        const bool happened = size >= before + (whole.size() - before) / 2; // it stands there twice
        EXPECT_EQ(journal().latest("app", "0_0").has_value(), !happened) << size;
        EXPECT_EQ(journal().latest("app", "0_1").has_value(), happened) << size;
        EXPECT_EQ(journal().note("state:app").has_value(), happened) << size;
    }
}

TEST_F(CommitJournalTest, FollowsAFullFileByOneThatStartsWithASnapshot) {
    open(2000);
    for (int i = 1; i <= 300; ++i) {
        ASSERT_TRUE(journal().commit(record(fmt::format("0_{}", i % 3), i), i % 7 == 0));
        EXPECT_LT(m_files.info(onlyFile())->size, 4000);
    }
    EXPECT_GT(onlyFile().filename(), "00000000000000000010.journal");
    open();
    for (int i = 298; i <= 300; ++i) EXPECT_EQ(journal().latest("app", fmt::format("0_{}", i % 3)), record(fmt::format("0_{}", i % 3), i));
}

TEST_F(CommitJournalTest, CutsATornTailAtEveryByte) {
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    const auto start = content().size();
    ASSERT_TRUE(journal().commit(record("0_0", 2), true));
    const auto whole = content();
    const auto path = onlyFile();
    const auto firstCopy = start + (whole.size() - start) / 2;
    for (auto cut = start; cut < whole.size(); ++cut)
        for (const auto& rest : {std::string(), std::string(whole.size() - cut, '\0'), std::string(whole.size() - cut, '\xff'), whole.substr(0, whole.size() - cut)}) {
            if (whole.substr(0, cut) + rest == whole) continue;
            leave(path, whole.substr(0, cut) + rest);
            open();
            const bool there = (whole.substr(0, cut) + rest).starts_with(whole.substr(0, firstCopy));
            ASSERT_EQ(journal().latest("app", "0_0"), record("0_0", there ? 2 : 1)) << cut;
            ASSERT_GT(onlyFile(), path) << "what follows stands in a file of its own";
        }
    ASSERT_TRUE(journal().commit(record("0_0", 3), true));
    open();
    EXPECT_EQ(journal().latest("app", "0_0"), record("0_0", 3));
}

TEST_F(CommitJournalTest, ReadsEveryEntryInWhichABitIsFlippedFromItsCopy) {
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    ASSERT_TRUE(journal().commit(record("0_1", 2), true));
    const auto whole = content();
    const auto path = onlyFile();
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        leave(path, bytes);
        const auto opened = CommitJournal::open("/data", m_files);
        if (bit / 8 < 24) { // the file's header has no copy
            ASSERT_FALSE(opened) << bit;
            EXPECT_EQ(opened.error().code, Errc::Corrupt);
            EXPECT_EQ(content(), bytes) << "nothing is changed";
            continue;
        }
        ASSERT_TRUE(opened) << bit << opened.error().text();
        EXPECT_EQ((*opened)->latest("app", "0_0"), record("0_0", 1)) << bit;
        EXPECT_EQ((*opened)->latest("app", "0_1"), record("0_1", 2)) << bit;
    }
}

TEST_F(CommitJournalTest, ReportsAnEntryWhoseBothCopiesAreDamagedInFrontOfAGoodOne) {
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    const auto start = content().size();
    ASSERT_TRUE(journal().commit(record("0_0", 2), true));
    const auto end = content().size();
    ASSERT_TRUE(journal().commit(record("0_0", 3), true));
    auto bytes = content();
    bytes[start + 20] = static_cast<char>(bytes[start + 20] ^ 1);
    bytes[start + (end - start) / 2 + 20] = static_cast<char>(bytes[start + (end - start) / 2 + 20] ^ 1);
    setContent(onlyFile(), bytes);
    const auto opened = CommitJournal::open("/data", m_files);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::Corrupt);
    EXPECT_EQ(content(), bytes) << "nothing is changed";
}

TEST_F(CommitJournalTest, GivesAnErrorAndNoAckWhenTheKthCallFails) {
    for (const auto kind : {FileCall::Write, FileCall::Sync, FileCall::Rename, FileCall::Open, FileCall::SyncDirectory, FileCall::Truncate, FileCall::Remove, FileCall::Any})
        for (const bool forever : {false, true})
            for (int k = 1; k <= 30; ++k) {
                MemoryFileSystem disk;
                ASSERT_TRUE(disk.createDirectories("/data"));
                ASSERT_TRUE(disk.syncDirectory("/"));
                disk.failNth(kind, k, EIO, forever);
                int acked = 0;
                if (const auto journal = CommitJournal::open("/data", disk, 500))
                    for (int i = 1; i <= 20; ++i)
                        if ((*journal)->commit(record("0_0", i), true)) acked = i;
                SplitMix64 rng(static_cast<std::uint64_t>(k));
                const auto after = disk.crash(rng);
                const auto again = CommitJournal::open("/data", *after);
                ASSERT_TRUE(again) << again.error().text();
                const auto latest = (*again)->latest("app", "0_0");
                const auto found = latest ? static_cast<int>(latest->streamTime + 5) : 0;
                ASSERT_GE(found, acked) << "call " << k << " of kind " << static_cast<int>(kind) << " failing";
            }
}

TEST_F(CommitJournalTest, ReadsAFileOfVersionOneWhichHadNoCopiesAndBeganWithAnything) {
    const auto number = [](std::uint32_t n) {
        return std::string{static_cast<char>(n >> 24U), static_cast<char>(n >> 16U), static_cast<char>(n >> 8U), static_cast<char>(n)};
    };
    ASSERT_TRUE(journal().commit(record("0_0", 7), true));
    const auto whole = content();
    const auto entryAt = [&](std::size_t at) {
        std::size_t size = 0;
        for (std::size_t i = 4; i < 8; ++i) size = size << 8U | static_cast<unsigned char>(whole[at + i]);
        return whole.substr(at, 12 + size);
    };
    const auto opened = entryAt(24);
    const auto commit = entryAt(24 + 2 * opened.size());
    const auto rest = number(1) + whole.substr(16, 8); // version, and the number in its name
    const auto old = whole.substr(0, 8) + number(crc32c(std::as_bytes(std::span(rest)))) + rest;
    const auto file = onlyFile();
    leave(file, old + commit);
    open();
    EXPECT_EQ(journal().latest("app", "0_0"), record("0_0", 7));
    leave(file, old);
    open();
    EXPECT_EQ(journal().latest("app", "0_0"), std::nullopt);
}

TEST_F(CommitJournalTest, SharesSyncsAmongThreads) {
    open(20'000);
    std::vector<std::jthread> tasks;
    for (int t = 0; t < 4; ++t)
        tasks.emplace_back([this, t] {
            for (int i = 1; i <= 200; ++i) EXPECT_TRUE(journal().commit(record(fmt::format("0_{}", t), i), true));
        });
    tasks.clear();
    open();
    for (int t = 0; t < 4; ++t) EXPECT_EQ(journal().latest("app", fmt::format("0_{}", t)), record(fmt::format("0_{}", t), 200));
}

TEST_F(CommitJournalTest, RefusesWhatItCouldNotReadAgain) {
    open();
    ASSERT_TRUE(journal().commit(record("0_0", 1), true));
    auto large = record("0_0", 2);
    large.positions["in-0"] = std::string(std::size_t{17} << 20U, 'x');
    const auto refused = journal().commit(large, true);
    open();
    EXPECT_EQ(journal().latest("app", "0_0"), refused ? large : record("0_0", 1));
}

} // namespace
} // namespace weir
