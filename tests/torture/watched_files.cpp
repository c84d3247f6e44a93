// SPDX-License-Identifier: Apache-2.0
#include "watched_files.h"

namespace weir::torture {

class WatchedFiles::WatchedFile final : public File {
public:
    WatchedFile(WatchedFiles& files, Path path, std::unique_ptr<File> own) : m_files(files), m_path(std::move(path)), m_own(std::move(own)) {}
    Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) const override { return m_own->readAt(position, into); }
    Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) override {
        m_files.tell({FileCall::Write, m_path, position, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}});
        return m_own->writeAt(position, bytes);
    }
    Result<> sync() override {
        m_files.tell({FileCall::Sync, m_path});
        return m_own->sync();
    }
    Result<> truncate(std::int64_t size) override {
        m_files.tell({FileCall::Truncate, m_path, size});
        return m_own->truncate(size);
    }
    Result<std::int64_t> size() const override { return m_own->size(); }

private:
    WatchedFiles& m_files;
    Path m_path;
    std::unique_ptr<File> m_own;
};

// The memory file system knows how a failing call leaves its file; here is only said that this one fails.
void WatchedFiles::tell(const FileEvent& event) {
    if (!m_watcher) return;
    if (const int error = m_watcher(event); error != 0) m_memory.failNth(event.kind, 1, error);
}

Result<std::unique_ptr<File>> WatchedFiles::open(const Path& path, OpenMode mode) {
    tell({FileCall::Open, path});
    WEIR_TRY(auto own, m_memory.open(path, mode));
    return std::make_unique<WatchedFile>(*this, path, std::move(own));
}
Result<> WatchedFiles::rename(const Path& from, const Path& to) {
    tell({FileCall::Rename, from, 0, to.native()});
    return m_memory.rename(from, to);
}
Result<> WatchedFiles::remove(const Path& path) {
    tell({FileCall::Remove, path});
    return m_memory.remove(path);
}
Result<> WatchedFiles::createDirectories(const Path& path) {
    tell({FileCall::CreateDirectory, path});
    return m_memory.createDirectories(path);
}
Result<> WatchedFiles::syncDirectory(const Path& path) {
    tell({FileCall::SyncDirectory, path});
    return m_memory.syncDirectory(path);
}

Result<> syncTree(FileSystem& files, const Path& folder) {
    WEIR_TRY(const auto names, files.list(folder));
    for (const auto& name : names) {
        WEIR_TRY(const auto what, files.info(folder / name));
        if (what.directory) {
            WEIR_CHECK(syncTree(files, folder / name));
        } else {
            WEIR_TRY(const auto file, files.open(folder / name, OpenMode::Read));
            WEIR_CHECK(file->sync());
        }
    }
    return files.syncDirectory(folder);
}

} // namespace weir::torture
