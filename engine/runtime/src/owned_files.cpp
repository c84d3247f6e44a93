// SPDX-License-Identifier: Apache-2.0
#include "owned_files.h"

namespace weir {

// A write into a file that is open already does no harm: who stole the folder reads nothing behind what stood there then.
class OwnedFiles::OwnedFile final : public File {
public:
    OwnedFile(const OwnedFiles& files, std::unique_ptr<File> own) : m_files(files), m_own(std::move(own)) {}
    // Who stole the folder may have cut the file.
    Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) const override {
        auto read = m_own->readAt(position, into);
        if (!read || *read < into.size()) WEIR_CHECK(m_files.checkOwned());
        return read;
    }
    Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) override { return m_own->writeAt(position, bytes); }
    Result<> sync() override {
        WEIR_CHECK(m_files.checkOwned());
        return m_own->sync();
    }
    Result<> truncate(std::int64_t size) override {
        WEIR_CHECK(m_files.checkOwned());
        return m_own->truncate(size);
    }
    Result<std::int64_t> size() const override { return m_own->size(); }

private:
    const OwnedFiles& m_files;
    std::unique_ptr<File> m_own;
};

Result<> OwnedFiles::checkOwned() const {
    const auto now = m_files.info(m_lockFile);
    if (now && now->inode == m_inode) return {};
    return fail(Errc::InUse, "Another process has taken this data folder over (--steal): this one stops, and what it had not committed is done there.", {.file = m_lockFile.parent_path().string()});
}

Result<std::unique_ptr<File>> OwnedFiles::open(const Path& path, OpenMode mode) {
    if (mode != OpenMode::Read) WEIR_CHECK(checkOwned());
    WEIR_TRY(auto own, seen(m_files.open(path, mode)));
    return std::make_unique<OwnedFile>(*this, std::move(own));
}
Result<std::vector<std::string>> OwnedFiles::list(const Path& path) const { return seen(m_files.list(path)); }
Result<FileInfo> OwnedFiles::info(const Path& path) const { return seen(m_files.info(path)); }
Result<> OwnedFiles::rename(const Path& from, const Path& to) {
    WEIR_CHECK(checkOwned());
    return m_files.rename(from, to);
}
Result<> OwnedFiles::remove(const Path& path) {
    WEIR_CHECK(checkOwned());
    return m_files.remove(path);
}
Result<> OwnedFiles::createDirectories(const Path& path) {
    WEIR_CHECK(checkOwned());
    return m_files.createDirectories(path);
}
Result<> OwnedFiles::syncDirectory(const Path& path) {
    WEIR_CHECK(checkOwned());
    return m_files.syncDirectory(path);
}

} // namespace weir
