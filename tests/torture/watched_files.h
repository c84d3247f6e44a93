// SPDX-License-Identifier: Apache-2.0
// WatchedFiles: a memory file system whose every changing call can be seen, and made to fail, just before it happens.
// Threads  those of the code under test; the watcher is called from them, one at a time where that is one thread.
#pragma once

#include "weir/testing/memory_file_system.h"

#include <functional>
#include <string_view>

namespace weir::torture {

struct FileEvent {
    FileCall kind = FileCall::Any;
    const Path& path;
    std::int64_t position = 0;
    std::string_view bytes{};
};

class WatchedFiles final : public FileSystem {
public:
    /// Returns the errno that the call shall fail with; 0: it goes on.
    using Watcher = std::function<int(const FileEvent& event)>;
    /// `memory` must outlive this.
    explicit WatchedFiles(MemoryFileSystem& memory) : m_memory(memory) {}
    void watch(Watcher watcher) { m_watcher = std::move(watcher); }
    MemoryFileSystem& memory() { return m_memory; }

    Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) override;
    Result<> rename(const Path& from, const Path& to) override;
    Result<> remove(const Path& path) override;
    Result<> createDirectories(const Path& path) override;
    Result<> syncDirectory(const Path& path) override;
    Result<std::vector<std::string>> list(const Path& path) const override { return m_memory.list(path); }
    Result<FileInfo> info(const Path& path) const override { return m_memory.info(path); }
    Result<DiskSpace> space(const Path& path) const override { return m_memory.space(path); }
    Result<std::unique_ptr<FileLock>> lock(const Path& path) override { return m_memory.lock(path); }

private:
    class WatchedFile;
    void tell(const FileEvent& event);

    MemoryFileSystem& m_memory;
    Watcher m_watcher;
};

/// Every file and folder below, so that crash() gives an exact copy.
Result<> syncTree(FileSystem& files, const Path& folder);

} // namespace weir::torture
