// SPDX-License-Identifier: Apache-2.0
// OwnedFiles: a file system for the owner of a data folder. Once another process has put its own lock file in the place of ours (--steal),
// nothing is made, renamed, removed or called durable any more: every such call gives InUse. So does each look at a path, as what stands there
// is the other one's: a file that is missing must not pass for damage.
// Threads  as the file system behind it.
#pragma once

#include "weir/core/file_system.h"

namespace weir {

class OwnedFiles final : public FileSystem {
public:
    /// `files` must outlive this. `inode` is of the lock file that we hold.
    OwnedFiles(FileSystem& files, Path lockFile, std::uint64_t inode) : m_files(files), m_lockFile(std::move(lockFile)), m_inode(inode) {}

    Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) override;
    Result<> rename(const Path& from, const Path& to) override;
    Result<> remove(const Path& path) override;
    Result<> createDirectories(const Path& path) override;
    Result<> syncDirectory(const Path& path) override;
    Result<std::vector<std::string>> list(const Path& path) const override;
    Result<FileInfo> info(const Path& path) const override;
    Result<DiskSpace> space(const Path& path) const override { return m_files.space(path); }
    Result<std::unique_ptr<FileLock>> lock(const Path& path) override { return m_files.lock(path); }

    Result<> checkOwned() const;

private:
    class OwnedFile;
    /// What was found, if it is still ours: asked afterwards, so that nothing the other one did can be in it.
    template <class T>
    Result<T> seen(Result<T> found) const {
        WEIR_CHECK(checkOwned());
        return found;
    }

    FileSystem& m_files;
    Path m_lockFile;
    std::uint64_t m_inode;
};

} // namespace weir
