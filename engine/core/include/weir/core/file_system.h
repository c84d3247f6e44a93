// SPDX-License-Identifier: Apache-2.0
// FileSystem: every file the engine touches, as an interface, so that tests run in memory, fail the n-th call and
// lose what was not synced.
// Shape    paths are plain; nothing expands ~ or variables.
// Errors   Io, NoSpace, Permission, NotFound, Exists. A failed sync poisons the descriptor: no retry (reliability.md D10).
// Threads  a FileSystem is thread-safe; a File has one writer, readAt may run beside it.
#pragma once

#include "weir/core/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace weir {

using Path = std::filesystem::path;

class File {
public:
    virtual ~File() = default;
    /// Read up to into.size() bytes at `position`; fewer only at the end of the file.
    virtual Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) const = 0;
    /// Write all of `bytes` at `position`, growing the file.
    virtual Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) = 0;
    /// fdatasync: the bytes and the size survive a power loss.
    virtual Result<> sync() = 0;
    virtual Result<> truncate(std::int64_t size) = 0;
    virtual Result<std::int64_t> size() const = 0;
};

enum class OpenMode : std::uint8_t {
    Read,         ///< must exist
    Write,        ///< read and write, must exist
    CreateNew,    ///< read and write, must not exist
    CreateOrOpen, ///< read and write
};

struct FileInfo {
    bool directory = false;
    std::int64_t size = 0;
    std::uint64_t inode = 0;
    std::int64_t modifiedMs = 0;
};

/// Of the disk that a path lies on, in bytes.
struct DiskSpace {
    std::int64_t free = 0;  ///< for us
    std::int64_t total = 0; ///< 0: the file system does not say
};

/// An exclusive lock on a file, held for life (an OFD lock on the real file system).
class FileLock {
public:
    virtual ~FileLock() = default;
};

class FileSystem {
public:
    virtual ~FileSystem() = default;
    virtual Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) = 0;
    virtual Result<> rename(const Path& from, const Path& to) = 0;
    /// Remove a file or an empty directory; NotFound if absent.
    virtual Result<> remove(const Path& path) = 0;
    /// Make a directory and its parents (mode 0700 for what is made); fine if it exists.
    virtual Result<> createDirectories(const Path& path) = 0;
    /// fsync of a folder: entries made, renamed or removed in it survive a power loss.
    virtual Result<> syncDirectory(const Path& path) = 0;
    /// Names (not paths) in a folder, sorted.
    virtual Result<std::vector<std::string>> list(const Path& path) const = 0;
    virtual Result<FileInfo> info(const Path& path) const = 0;
    virtual Result<DiskSpace> space(const Path& path) const = 0;
    /// InUse if another process (or another lock of this one) holds it. Creates the file.
    virtual Result<std::unique_ptr<FileLock>> lock(const Path& path) = 0;

    bool exists(const Path& path) const { return info(path).has_value(); }
    Result<> removeTree(const Path& path);
};

/// POSIX.
class PosixFileSystem final : public FileSystem {
public:
    Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) override;
    Result<> rename(const Path& from, const Path& to) override;
    Result<> remove(const Path& path) override;
    Result<> createDirectories(const Path& path) override;
    Result<> syncDirectory(const Path& path) override;
    Result<std::vector<std::string>> list(const Path& path) const override;
    Result<FileInfo> info(const Path& path) const override;
    Result<DiskSpace> space(const Path& path) const override;
    Result<std::unique_ptr<FileLock>> lock(const Path& path) override;
};

/// The whole file; Limit if larger than `maxBytes` (checked before reading).
Result<std::string> readFile(FileSystem& files, const Path& path, std::int64_t maxBytes);
/// Write to a temporary name, fsync, rename over `path`, fsync the folder: the file is the old or the new, never between.
Result<> replaceFile(FileSystem& files, const Path& path, std::string_view content);

} // namespace weir
