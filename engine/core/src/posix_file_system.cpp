// SPDX-License-Identifier: Apache-2.0
#include "weir/core/file_system.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace weir {
namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    int get() const { return m_fd; }

private:
    int m_fd;
};

class PosixFile final : public File {
public:
    PosixFile(Descriptor fd, Path path) : m_fd(std::move(fd)), m_path(std::move(path)) {}

    Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) const override {
        std::size_t done = 0;
        while (done < into.size()) {
            const auto n = ::pread(m_fd.get(), into.data() + done, into.size() - done, position + static_cast<std::int64_t>(done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return failErrno(errno, "can't read " + m_path.string());
            if (n == 0) break;
            done += static_cast<std::size_t>(n);
        }
        return done;
    }
    Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const auto n = ::pwrite(m_fd.get(), bytes.data(), bytes.size(), position);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return failErrno(errno, "can't write " + m_path.string());
            bytes = bytes.subspan(static_cast<std::size_t>(n));
            position += n;
        }
        return {};
    }
    Result<> sync() override {
        if (::fdatasync(m_fd.get()) != 0) return failErrno(errno, "can't sync " + m_path.string());
        return {};
    }
    Result<> truncate(std::int64_t size) override {
        if (::ftruncate(m_fd.get(), size) != 0) return failErrno(errno, "can't truncate " + m_path.string());
        return {};
    }
    Result<std::int64_t> size() const override {
        struct stat s {};
        if (::fstat(m_fd.get(), &s) != 0) return failErrno(errno, "can't read the size of " + m_path.string());
        return s.st_size;
    }

private:
    Descriptor m_fd;
    Path m_path;
};

class OfdLock final : public FileLock {
public:
    explicit OfdLock(Descriptor fd) : m_fd(std::move(fd)) {}

private:
    Descriptor m_fd;
};

} // namespace

Result<std::unique_ptr<File>> PosixFileSystem::open(const Path& path, OpenMode mode) {
    const int flags = [&] {
        switch (mode) {
        case OpenMode::Read: return O_RDONLY;
        case OpenMode::Write: return O_RDWR;
        case OpenMode::CreateNew: return O_RDWR | O_CREAT | O_EXCL;
        case OpenMode::CreateOrOpen: return O_RDWR | O_CREAT;
        }
        return O_RDONLY;
    }();
    Descriptor fd(::open(path.c_str(), flags | O_CLOEXEC, 0600));
    if (fd.get() < 0) return failErrno(errno, "can't open " + path.string());
    return std::make_unique<PosixFile>(std::move(fd), path);
}

Result<> PosixFileSystem::rename(const Path& from, const Path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return failErrno(errno, fmt::format("can't rename {} to {}", from.string(), to.string()));
    return {};
}

Result<> PosixFileSystem::remove(const Path& path) {
    if (::remove(path.c_str()) != 0) return failErrno(errno, "can't remove " + path.string());
    return {};
}

Result<> PosixFileSystem::createDirectories(const Path& path) {
    if (path.empty()) return {};
    if (::mkdir(path.c_str(), 0700) == 0) return {};
    if (errno == EEXIST) {
        struct stat s {};
        if (::stat(path.c_str(), &s) == 0 && !S_ISDIR(s.st_mode)) return failErrno(ENOTDIR, "can't make the folder " + path.string());
        return {};
    }
    if (errno != ENOENT || !path.has_parent_path() || path.parent_path() == path)
        return failErrno(errno, "can't make the folder " + path.string());
    WEIR_CHECK(createDirectories(path.parent_path()));
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failErrno(errno, "can't make the folder " + path.string());
    return {};
}

Result<> PosixFileSystem::syncDirectory(const Path& path) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0) return failErrno(errno, "can't open the folder " + path.string());
    if (::fsync(fd.get()) != 0) return failErrno(errno, "can't sync the folder " + path.string());
    return {};
}

Result<std::vector<std::string>> PosixFileSystem::list(const Path& path) const {
    DIR* dir = ::opendir(path.c_str());
    if (dir == nullptr) return failErrno(errno, "can't list the folder " + path.string());
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): the stream is ours alone
        std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(std::move(name));
    }
    ::closedir(dir);
    std::sort(names.begin(), names.end());
    return names;
}

Result<FileInfo> PosixFileSystem::info(const Path& path) const {
    struct stat s {};
    if (::stat(path.c_str(), &s) != 0) return failErrno(errno, "can't look at " + path.string());
    return FileInfo{S_ISDIR(s.st_mode), s.st_size, s.st_ino, s.st_mtim.tv_sec * 1000 + s.st_mtim.tv_nsec / 1'000'000};
}

Result<DiskSpace> PosixFileSystem::space(const Path& path) const {
    struct statvfs s {};
    if (::statvfs(path.c_str(), &s) != 0) return failErrno(errno, "can't read the free space of " + path.string());
    return DiskSpace{static_cast<std::int64_t>(s.f_bavail * s.f_frsize), static_cast<std::int64_t>(s.f_blocks * s.f_frsize)};
}

Result<std::unique_ptr<FileLock>> PosixFileSystem::lock(const Path& path) {
    Descriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (fd.get() < 0) return failErrno(errno, "can't open " + path.string());
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(fd.get(), F_OFD_SETLK, &whole) != 0) {
        if (errno == EAGAIN || errno == EACCES) return fail(Errc::InUse, path.string() + " is locked by another process");
        return failErrno(errno, "can't lock " + path.string());
    }
    return std::make_unique<OfdLock>(std::move(fd));
}

Result<> FileSystem::removeTree(const Path& path) {
    const auto what = info(path);
    if (!what) {
        if (what.error().code == Errc::NotFound) return {};
        return fail(what.error());
    }
    if (what->directory) {
        WEIR_TRY(const auto names, list(path));
        for (const auto& name : names) WEIR_CHECK(removeTree(path / name));
    }
    return remove(path);
}

Result<std::string> readFile(FileSystem& files, const Path& path, std::int64_t maxBytes) {
    WEIR_TRY(const auto what, files.info(path));
    if (what.directory) return fail(Errc::Io, path.string() + " is a folder, not a file");
    if (what.size > maxBytes)
        return fail(Errc::Limit, fmt::format("{} has {} bytes; at most {} are read", path.string(), what.size, maxBytes));
    WEIR_TRY(const auto file, files.open(path, OpenMode::Read));
    std::string content(static_cast<std::size_t>(what.size), '\0');
    WEIR_TRY(const auto n, file->readAt(0, std::as_writable_bytes(std::span(content))));
    content.resize(n);
    return content;
}

Result<> replaceFile(FileSystem& files, const Path& path, std::string_view content) {
    Path temporary = path;
    temporary += ".tmp";
    // Of one whose sync failed no later sync can be trusted: it is another file.
    if (const auto removed = files.remove(temporary); !removed && removed.error().code != Errc::NotFound) return removed;
    {
        WEIR_TRY(const auto file, files.open(temporary, OpenMode::CreateNew));
        WEIR_CHECK(file->writeAt(0, std::as_bytes(std::span(content))));
        WEIR_CHECK(file->sync());
    }
    WEIR_CHECK(files.rename(temporary, path));
    return files.syncDirectory(path.has_parent_path() ? path.parent_path() : Path("."));
}

} // namespace weir
