// SPDX-License-Identifier: Apache-2.0
// OwnedFiles: a file system for the owner of a data folder. Once another process has put its own lock file in the place of ours (--steal),
// nothing is made, renamed, removed or called durable any more: every such call gives InUse.
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
    Result<std::vector<std::string>> list(const Path& path) const override { return m_files.list(path); }
    Result<FileInfo> info(const Path& path) const override { return m_files.info(path); }
    Result<std::int64_t> freeBytes(const Path& path) const override { return m_files.freeBytes(path); }
    Result<std::unique_ptr<FileLock>> lock(const Path& path) override { return m_files.lock(path); }

    Result<> checkOwned() const;

private:
    class OwnedFile;

    FileSystem& m_files;
    Path m_lockFile;
    std::uint64_t m_inode;
};

} // namespace weir
