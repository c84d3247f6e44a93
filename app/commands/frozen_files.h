// SPDX-License-Identifier: Apache-2.0
// FrozenFiles: another file system, as it is, for reading. What is written stays in memory and is forgotten: a log
// opened on it repairs itself as always (a torn tail cut, an index rebuilt) and touches nothing. So a data folder is
// read without its lock. Errors   as the other file system's; a file changed here may have 256 MiB at most. Threads
// thread-safe; a File as in file_system.h.
#pragma once

#include "weir/core/file_system.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace weir::cli {

class FrozenFiles final : public FileSystem {
public:
    /// `below` must outlive this.
    explicit FrozenFiles(FileSystem& below);
    ~FrozenFiles() override;

    Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) override;
    Result<> rename(const Path& from, const Path& to) override;
    Result<> remove(const Path& path) override;
    Result<> createDirectories(const Path& path) override;
    Result<> syncDirectory(const Path&) override { return {}; }
    Result<std::vector<std::string>> list(const Path& path) const override;
    Result<FileInfo> info(const Path& path) const override;
    Result<DiskSpace> space(const Path& path) const override;
    Result<std::unique_ptr<FileLock>> lock(const Path& path) override;

    struct Content; ///< a file as it is here: what lies below, cut short or replaced

private:
    bool hidden(const Path& path) const { return m_removed.contains(path); }

    FileSystem& m_below;
    mutable std::mutex m_mutex;
    std::map<Path, std::shared_ptr<Content>> m_changed;
    std::set<Path> m_directories;
    std::set<Path> m_removed;
};

} // namespace weir::cli
