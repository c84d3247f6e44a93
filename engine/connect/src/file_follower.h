// SPDX-License-Identifier: Apache-2.0
// FileFollower: the bytes of a file in order, once or for ever, also when the file is rotated.
// Shape    a file is known by its inode and the CRC of its first bytes (at most 1,024). Rotation by rename: the renamed file is read
//          to its end, then the new one from its start. By copy and truncate: a file that shrank, or begins in another way, is new.
// Errors   NotFound at open() without a position, and without `follow`; Io, Permission.
// Threads  one owner.
#pragma once

#include "weir/core/file_system.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

struct FilePosition {
    std::uint64_t inode = 0;
    std::uint32_t headBytes = 0;
    std::uint32_t headCrc = 0;
    std::int64_t offset = 0; ///< behind the last line taken
    std::int64_t line = 1;   ///< number of the next line

    std::string text() const;
    static std::optional<FilePosition> parse(std::string_view text);
};

class FileFollower {
public:
    FileFollower(FileSystem& files, Path path, bool follow) : m_files(files), m_path(std::move(path)), m_follow(follow) {}

    /// Where reading begins: the position, if its file is still there, else the start of the file at the path (offset 0, line 1).
    Result<FilePosition> open(const std::optional<FilePosition>& position);
    enum class Step : std::uint8_t {
        Bytes,   ///< some were read
        NewFile, ///< the old one is read to its end; the next bytes are a new file's first
        Wait,    ///< nothing new yet
        End      ///< nothing will follow
    };
    struct Read {
        Step step = Step::Wait;
        std::size_t size = 0;
    };
    Result<Read> read(char* into, std::size_t size);
    /// The position of a line's end in the file that is read now.
    FilePosition position(std::int64_t offset, std::int64_t line) const;

private:
    bool isSame(File& file, const FilePosition& position) const;
    Result<bool> openAt(const Path& path, const FilePosition& position);
    Result<> startFile();
    bool beginsAsBefore() const;

    FileSystem& m_files;
    Path m_path;
    bool m_follow;
    std::unique_ptr<File> m_file;
    std::uint64_t m_inode = 0;
    std::string m_head;
    std::int64_t m_read = 0; ///< next byte
    bool m_waited = false;   ///< nothing came last time: the file may have changed since
};

} // namespace weir
