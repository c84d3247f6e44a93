// SPDX-License-Identifier: Apache-2.0
// The memory file system behaves as a real one, and forgets in a power loss what was not synced, and only that.
#include "file_system_contract.h"
#include "weir/testing/memory_file_system.h"

#include <cerrno>
#include <set>

namespace weir {
namespace {

class InMemory {
public:
    InMemory() { EXPECT_TRUE(m_files.createDirectories("/folder")); }
    FileSystem& files() { return m_files; }
    Path folder() const { return "/folder"; }

private:
    MemoryFileSystem m_files;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, FileSystemContract, InMemory);

std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

/// The contents of a file over many power losses; "-" where it is gone.
std::set<std::string> contentsAfterCrashes(const MemoryFileSystem& files, const Path& path) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SplitMix64 rng(seed);
        const auto after = files.crash(rng);
        seen.insert(after->exists(path) ? readFile(*after, path, 1 << 20).value() : "-");
    }
    return seen;
}

TEST(MemoryFileSystem, KeepsWhatWasSyncedAndMayKeepWhatWasNot) {
    MemoryFileSystem files;
    const auto file = files.open("/f", OpenMode::CreateNew).value();
    ASSERT_TRUE(file->writeAt(0, bytes("a")));
    EXPECT_EQ(contentsAfterCrashes(files, "/f"), (std::set<std::string>{"-", "", std::string(1, '\0'), "a"})) << "the entry is not synced";
    ASSERT_TRUE(files.syncDirectory("/"));
    EXPECT_EQ(contentsAfterCrashes(files, "/f"), (std::set<std::string>{"", std::string(1, '\0'), "a"}));
    ASSERT_TRUE(file->sync());
    EXPECT_EQ(contentsAfterCrashes(files, "/f"), (std::set<std::string>{"a"}));
    ASSERT_TRUE(files.remove("/f"));
    EXPECT_EQ(contentsAfterCrashes(files, "/f"), (std::set<std::string>{"-", "a"}));
}

TEST(MemoryFileSystem, TearsWritesAt512Bytes) {
    MemoryFileSystem files;
    const auto file = files.open("/f", OpenMode::CreateNew).value();
    ASSERT_TRUE(files.syncDirectory("/"));
    ASSERT_TRUE(file->writeAt(0, bytes(std::string(1000, 'x'))));
    bool firstAlone = false;
    bool secondAlone = false;
    for (const auto& content : contentsAfterCrashes(files, "/f"))
        for (std::size_t at = 0; at < content.size(); ++at) {
            EXPECT_EQ(content[at], content[at < 512 ? 0 : 512]) << "a sector is there or not";
            firstAlone = firstAlone || (content[0] == 'x' && (content.size() <= 512 || content.back() != 'x'));
            secondAlone = secondAlone || (content[0] != 'x' && content.back() == 'x');
        }
    EXPECT_TRUE(firstAlone);
    EXPECT_TRUE(secondAlone);
}

TEST(MemoryFileSystem, LosesEarlierWritesOfOneFileAndKeepsLaterOnesOfAnother) {
    MemoryFileSystem files;
    const auto first = files.open("/1", OpenMode::CreateNew).value();
    const auto second = files.open("/2", OpenMode::CreateNew).value();
    ASSERT_TRUE(files.syncDirectory("/"));
    ASSERT_TRUE(first->writeAt(0, bytes("a")));
    ASSERT_TRUE(second->writeAt(0, bytes("b")));
    bool seen = false;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        SplitMix64 rng(seed);
        const auto after = files.crash(rng);
        seen = seen || (readFile(*after, "/1", 10).value().empty() && readFile(*after, "/2", 10).value() == "b");
    }
    EXPECT_TRUE(seen);
}

TEST(MemoryFileSystem, NeverMixesTheNamesOfARename) {
    MemoryFileSystem files;
    ASSERT_TRUE(replaceFile(files, "/f", "old"));
    const auto next = files.open("/g", OpenMode::CreateNew).value();
    ASSERT_TRUE(next->writeAt(0, bytes("new")));
    ASSERT_TRUE(next->sync());
    ASSERT_TRUE(files.rename("/g", "/f"));
    EXPECT_EQ(contentsAfterCrashes(files, "/f"), (std::set<std::string>{"old", "new"}));
}

TEST(MemoryFileSystem, FailsTheKthCallOnceOrForEver) {
    MemoryFileSystem files;
    const auto file = files.open("/f", OpenMode::CreateNew).value();
    files.failNth(FileCall::Write, 2, ENOSPC);
    EXPECT_TRUE(file->writeAt(0, bytes("ab")));
    EXPECT_EQ(file->writeAt(2, bytes("cd")).error().code, Errc::NoSpace);
    EXPECT_EQ(readFile(files, "/f", 10).value(), "abc") << "half of it was written";
    EXPECT_TRUE(file->writeAt(2, bytes("cd")));
    files.failNth(FileCall::Write, 1, EIO, true);
    EXPECT_FALSE(file->writeAt(4, bytes("ef")));
    EXPECT_FALSE(file->writeAt(4, bytes("ef")));
    EXPECT_EQ(files.calls(FileCall::Write), 5);
}

TEST(MemoryFileSystem, MakesNothingDurableAfterAFailedSync) {
    MemoryFileSystem files;
    const auto file = files.open("/f", OpenMode::CreateNew).value();
    ASSERT_TRUE(files.syncDirectory("/"));
    ASSERT_TRUE(file->writeAt(0, bytes("a")));
    files.failNth(FileCall::Sync, 1, EIO);
    EXPECT_FALSE(file->sync());
    EXPECT_TRUE(file->sync()) << "it says so, as kernels do";
    EXPECT_TRUE(contentsAfterCrashes(files, "/f").contains(""));
}

TEST(MemoryFileSystem, IsFullAtItsCapacity) {
    MemoryFileSystem files;
    const auto file = files.open("/f", OpenMode::CreateNew).value();
    files.setCapacity(4);
    EXPECT_EQ(file->writeAt(0, bytes("abcdef")).error().code, Errc::NoSpace);
    EXPECT_EQ(readFile(files, "/f", 10).value(), "abcd");
    EXPECT_EQ(files.space("/").value().free, 0);
    EXPECT_EQ(files.space("/").value().total, 4);
    EXPECT_TRUE(file->writeAt(0, bytes("zzzz"))) << "what is there can be overwritten";
}

} // namespace
} // namespace weir
