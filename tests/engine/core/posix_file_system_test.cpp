// SPDX-License-Identifier: Apache-2.0
#include "file_system_contract.h"

#include <sys/stat.h>
#include <unistd.h>

namespace weir {
namespace {

class OnDisk {
public:
    OnDisk() {
        auto pattern = (std::filesystem::temp_directory_path() / "weir-test-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
    }
    OnDisk(const OnDisk&) = delete;
    OnDisk& operator=(const OnDisk&) = delete;
    ~OnDisk() { std::filesystem::remove_all(m_folder); }
    FileSystem& files() { return m_files; }
    Path folder() const { return m_folder; }

private:
    PosixFileSystem m_files;
    Path m_folder;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Posix, FileSystemContract, OnDisk);

TEST(PosixFileSystem, MakesFilesAndFoldersForTheirOwnerAlone) {
    OnDisk disk;
    ASSERT_TRUE(disk.files().createDirectories(disk.folder() / "x"));
    ASSERT_TRUE(disk.files().open(disk.folder() / "x" / "file", OpenMode::CreateNew));
    struct stat s {};
    ASSERT_EQ(::stat((disk.folder() / "x").c_str(), &s), 0);
    EXPECT_EQ(s.st_mode & 0777U, 0700U);
    ASSERT_EQ(::stat((disk.folder() / "x" / "file").c_str(), &s), 0);
    EXPECT_EQ(s.st_mode & 0077U, 0U);
}

TEST(PosixFileSystem, SaysWhatItCouldNotDoAndWhere) {
    OnDisk disk;
    const auto path = disk.folder() / "none";
    const auto opened = disk.files().open(path, OpenMode::Read);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().detail.find(path.string()), std::string::npos);
}

} // namespace
} // namespace weir
