// SPDX-License-Identifier: Apache-2.0
#include "frozen_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace weir::cli {

namespace {
constexpr std::int64_t copyBytesMax = 256LL << 20;
}

struct FrozenFiles::Content {
    std::mutex mutex;
    std::unique_ptr<File> below; ///< null once the content was copied, or if the file is new
    std::int64_t belowSize = 0;  ///< of it this much shows
    std::int64_t size = 0;
    std::vector<std::byte> copy; ///< what follows below's bytes

    Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) {
        const std::lock_guard lock(mutex);
        if (position >= size) return std::size_t{0};
        const auto wanted = std::min(into.size(), static_cast<std::size_t>(size - position));
        const auto beside = position < belowSize ? std::min(wanted, static_cast<std::size_t>(belowSize - position)) : std::size_t{0};
        if (beside > 0) WEIR_CHECK(below->readAt(position, into.first(beside)));
        if (beside < wanted) std::memcpy(into.data() + beside, copy.data() + (position + static_cast<std::int64_t>(beside) - belowSize), wanted - beside);
        return wanted;
    }
    Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) {
        const std::lock_guard lock(mutex);
        const auto end = position + static_cast<std::int64_t>(bytes.size());
        const auto kept = position < belowSize ? 0 : belowSize; // of the file below; what is appended leaves it alone
        if (std::max(end, size) - kept > copyBytesMax)
            return failErrno(EFBIG, "A file that is only read can't be changed in memory");
        if (kept < belowSize) {
            std::vector<std::byte> whole(static_cast<std::size_t>(belowSize));
            WEIR_CHECK(below->readAt(0, whole));
            whole.insert(whole.end(), copy.begin(), copy.end());
            copy = std::move(whole);
            belowSize = 0;
            below.reset();
        }
        size = std::max(size, end);
        copy.resize(static_cast<std::size_t>(size - belowSize));
        if (!bytes.empty()) std::memcpy(copy.data() + (position - belowSize), bytes.data(), bytes.size());
        return {};
    }
    Result<> truncate(std::int64_t to) {
        if (to > size) return writeAt(to, {});
        const std::lock_guard lock(mutex);
        size = to;
        belowSize = std::min(belowSize, to);
        copy.resize(static_cast<std::size_t>(to - belowSize));
        return {};
    }
};

namespace {

class FrozenFile final : public File {
public:
    explicit FrozenFile(std::shared_ptr<FrozenFiles::Content> content) : m_content(std::move(content)) {}
    Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) const override {
        return m_content->readAt(position, into);
    }
    Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) override {
        return m_content->writeAt(position, bytes);
    }
    Result<> sync() override { return {}; }
    Result<> truncate(std::int64_t size) override { return m_content->truncate(size); }
    Result<std::int64_t> size() const override {
        const std::lock_guard lock(m_content->mutex);
        return m_content->size;
    }

private:
    std::shared_ptr<FrozenFiles::Content> m_content;
};

} // namespace

FrozenFiles::FrozenFiles(FileSystem& below) : m_below(below) {}
FrozenFiles::~FrozenFiles() = default;

Result<std::unique_ptr<File>> FrozenFiles::open(const Path& path, OpenMode mode) {
    const std::lock_guard lock(m_mutex);
    auto& content = m_changed[path];
    if (content && mode == OpenMode::CreateNew)
        return failErrno(EEXIST, "The file can't be made", {.file = path.string()});
    if (content) return std::make_unique<FrozenFile>(content);
    auto below =
        hidden(path)
            ? Result<std::unique_ptr<File>>(failErrno(ENOENT, "The file can't be opened", {.file = path.string()}))
            : m_below.open(path, OpenMode::Read);
    if (below && mode == OpenMode::Read) {
        m_changed.erase(path);
        return below;
    }
    const bool absent = !below && below.error().code == Errc::NotFound;
    if (below ? mode == OpenMode::CreateNew : !absent || mode == OpenMode::Read || mode == OpenMode::Write) {
        m_changed.erase(path);
        if (below) return failErrno(EEXIST, "The file can't be made", {.file = path.string()});
        return fail(std::move(below).error());
    }
    content = std::make_shared<Content>();
    if (below) {
        auto size = (*below)->size();
        if (!size) return fail(std::move(size).error());
        content->size = content->belowSize = *size;
        content->below = std::move(*below);
    }
    m_removed.erase(path);
    return std::make_unique<FrozenFile>(content);
}

Result<> FrozenFiles::rename(const Path& from, const Path& to) {
    const std::lock_guard lock(m_mutex);
    const auto it = m_changed.find(from);
    if (it == m_changed.end())
        return fail(Errc::Unsupported, "A file that is only read can't be renamed.", {.file = from.string()});
    m_changed[to] = it->second;
    m_changed.erase(it);
    m_removed.insert(from);
    m_removed.erase(to);
    return {};
}

Result<> FrozenFiles::remove(const Path& path) {
    const auto known = info(path);
    if (!known) return fail(known.error());
    const std::lock_guard lock(m_mutex);
    m_changed.erase(path);
    m_directories.erase(path);
    m_removed.insert(path);
    return {};
}

Result<> FrozenFiles::createDirectories(const Path& path) {
    const std::lock_guard lock(m_mutex);
    for (Path at = path; !at.empty() && at != at.parent_path(); at = at.parent_path()) {
        const auto below = m_below.info(at);
        if (below && !below->directory) return failErrno(ENOTDIR, "The folder can't be made", {.file = at.string()});
        if (!below) m_directories.insert(at);
        m_removed.erase(at);
    }
    return {};
}

Result<std::vector<std::string>> FrozenFiles::list(const Path& path) const {
    const std::lock_guard lock(m_mutex);
    auto below = m_below.list(path);
    if (!below && !(below.error().code == Errc::NotFound && m_directories.contains(path))) return below;
    std::set<std::string> names;
    if (below)
        for (auto& name : *below)
            if (!hidden(path / name)) names.insert(std::move(name));
    for (const auto& [file, content] : m_changed)
        if (content && file.parent_path() == path) names.insert(file.filename().string());
    for (const auto& folder : m_directories)
        if (folder.parent_path() == path) names.insert(folder.filename().string());
    return std::vector<std::string>(names.begin(), names.end());
}

Result<FileInfo> FrozenFiles::info(const Path& path) const {
    const std::lock_guard lock(m_mutex);
    if (const auto it = m_changed.find(path); it != m_changed.end() && it->second) {
        auto about = m_below.info(path).value_or(FileInfo{});
        const std::lock_guard content(it->second->mutex);
        about.size = it->second->size;
        return about;
    }
    if (m_directories.contains(path)) return FileInfo{.directory = true};
    if (hidden(path)) return failErrno(ENOENT, "No such file", {.file = path.string()});
    return m_below.info(path);
}

Result<DiskSpace> FrozenFiles::space(const Path& path) const {
    return m_below.space(path);
}

Result<std::unique_ptr<FileLock>> FrozenFiles::lock(const Path&) {
    return std::make_unique<FileLock>();
}

} // namespace weir::cli
