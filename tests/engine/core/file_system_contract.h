// SPDX-License-Identifier: Apache-2.0
// What every FileSystem does alike, as a typed fixture: a `Make` gives the file system and an empty, existing folder.
#pragma once

#include "weir/core/file_system.h"

#include <gtest/gtest.h>
#include <string>

namespace weir {

template <class Make>
class FileSystemContract : public testing::Test {
protected:
    FileSystem& files() { return m_make.files(); }
    Path folder() const { return m_make.folder(); }
    static std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }
    void write(const Path& path, std::string_view text) {
        const auto file = files().open(path, OpenMode::CreateOrOpen);
        ASSERT_TRUE(file);
        ASSERT_TRUE((*file)->truncate(0));
        ASSERT_TRUE((*file)->writeAt(0, bytes(text)));
    }
    std::string content(const Path& path) { return readFile(files(), path, 1 << 20).value(); }

private:
    Make m_make;
};
TYPED_TEST_SUITE_P(FileSystemContract);

TYPED_TEST_P(FileSystemContract, OpensAsTheModeSays) {
    const auto path = this->folder() / "file";
    EXPECT_EQ(this->files().open(path, OpenMode::Read).error().code, Errc::NotFound);
    EXPECT_EQ(this->files().open(path, OpenMode::Write).error().code, Errc::NotFound);
    ASSERT_TRUE(this->files().open(path, OpenMode::CreateNew));
    EXPECT_EQ(this->files().open(path, OpenMode::CreateNew).error().code, Errc::Exists);
    ASSERT_TRUE(this->files().open(path, OpenMode::CreateOrOpen));
    const auto file = this->files().open(path, OpenMode::Read);
    ASSERT_TRUE(file);
    EXPECT_FALSE((*file)->writeAt(0, this->bytes("x")));
    EXPECT_EQ(this->files().open(this->folder() / "none" / "file", OpenMode::CreateNew).error().code, Errc::NotFound);
}

TYPED_TEST_P(FileSystemContract, ReadsUpToTheEndAndWritesAnywhere) {
    const auto file = this->files().open(this->folder() / "file", OpenMode::CreateNew).value();
    ASSERT_TRUE(file->writeAt(3, this->bytes("defg")));
    EXPECT_EQ(file->size().value(), 7);
    std::byte into[10] = {};
    EXPECT_EQ(file->readAt(0, into).value(), 7U);
    EXPECT_EQ(into[0], std::byte{0}) << "a hole reads as zeros";
    EXPECT_EQ(into[3], std::byte{'d'});
    EXPECT_EQ(file->readAt(5, std::span(into).first(1)).value(), 1U);
    EXPECT_EQ(file->readAt(7, into).value(), 0U);
    EXPECT_EQ(file->readAt(100, into).value(), 0U);
    ASSERT_TRUE(file->truncate(4));
    EXPECT_EQ(file->size().value(), 4);
    ASSERT_TRUE(file->sync());
}

TYPED_TEST_P(FileSystemContract, ReplacesAFileByARename) {
    this->write(this->folder() / "a", "old");
    ASSERT_TRUE(replaceFile(this->files(), this->folder() / "a", "new"));
    EXPECT_EQ(this->content(this->folder() / "a"), "new");
    EXPECT_EQ(this->files().list(this->folder()).value(), std::vector<std::string>{"a"});
    EXPECT_EQ(this->files().rename(this->folder() / "b", this->folder() / "c").error().code, Errc::NotFound);
}

TYPED_TEST_P(FileSystemContract, MakesListsAndRemovesFolders) {
    const auto deep = this->folder() / "x" / "y";
    ASSERT_TRUE(this->files().createDirectories(deep));
    ASSERT_TRUE(this->files().createDirectories(deep)) << "fine if it exists";
    this->write(deep / "2", "");
    this->write(deep / "1", "abc");
    EXPECT_EQ(this->files().list(deep).value(), (std::vector<std::string>{"1", "2"}));
    EXPECT_TRUE(this->files().info(deep)->directory);
    EXPECT_EQ(this->files().info(deep / "1")->size, 3);
    EXPECT_NE(this->files().info(deep / "1")->inode, this->files().info(deep / "2")->inode);
    EXPECT_FALSE(this->files().remove(deep)) << "not empty";
    EXPECT_FALSE(this->files().createDirectories(deep / "1"));
    ASSERT_TRUE(this->files().syncDirectory(deep));
    ASSERT_TRUE(this->files().removeTree(this->folder() / "x"));
    EXPECT_FALSE(this->files().exists(this->folder() / "x"));
    EXPECT_TRUE(this->files().removeTree(this->folder() / "x"));
    EXPECT_EQ(this->files().remove(deep).error().code, Errc::NotFound);
    EXPECT_EQ(this->files().list(deep).error().code, Errc::NotFound);
}

TYPED_TEST_P(FileSystemContract, KeepsAnOpenFileReadableWhenItIsRemoved) {
    this->write(this->folder() / "file", "still here");
    const auto file = this->files().open(this->folder() / "file", OpenMode::Read).value();
    ASSERT_TRUE(this->files().remove(this->folder() / "file"));
    std::byte into[5];
    EXPECT_EQ(file->readAt(0, into).value(), 5U);
}

TYPED_TEST_P(FileSystemContract, LocksAFileForOneOnly) {
    const auto path = this->folder() / "LOCK";
    {
        const auto first = this->files().lock(path);
        ASSERT_TRUE(first);
        const auto second = this->files().lock(path);
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, Errc::InUse);
    }
    EXPECT_TRUE(this->files().lock(path));
}

TYPED_TEST_P(FileSystemContract, ReadsAWholeFileUpToItsLimit) {
    this->write(this->folder() / "file", "12345");
    EXPECT_EQ(readFile(this->files(), this->folder() / "file", 5).value(), "12345");
    EXPECT_EQ(readFile(this->files(), this->folder() / "file", 4).error().code, Errc::Limit);
    EXPECT_EQ(readFile(this->files(), this->folder(), 4).error().code, Errc::Io);
    const auto space = this->files().space(this->folder()).value();
    EXPECT_GT(space.free, 0);
    EXPECT_GE(space.total, space.free);
}

REGISTER_TYPED_TEST_SUITE_P(FileSystemContract, OpensAsTheModeSays, ReadsUpToTheEndAndWritesAnywhere, ReplacesAFileByARename, MakesListsAndRemovesFolders,
                            KeepsAnOpenFileReadableWhenItIsRemoved, LocksAFileForOneOnly, ReadsAWholeFileUpToItsLimit);

} // namespace weir
