// SPDX-License-Identifier: Apache-2.0
#include "file_follower.h"

#include "weir/core/crc32c.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <span>

namespace weir {
namespace {

constexpr std::size_t headBytesMax = 1024;

std::span<std::byte> bytesOf(std::string& text) { return std::as_writable_bytes(std::span(text)); }

} // namespace

std::string FilePosition::text() const { return fmt::format("1 {} {} {} {} {}", inode, headBytes, headCrc, offset, line); }

std::optional<FilePosition> FilePosition::parse(std::string_view text) {
    const auto take = [&](auto& number) {
        while (text.starts_with(' ')) text.remove_prefix(1);
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        return code == std::errc{};
    };
    FilePosition out;
    int version = 0;
    if (!take(version) || version != 1 || !take(out.inode) || !take(out.headBytes) || !take(out.headCrc) || !take(out.offset) || !take(out.line) || !text.empty())
        return std::nullopt;
    if (out.headBytes > headBytesMax || out.offset < 0) return std::nullopt;
    return out;
}

bool FileFollower::isSame(File& file, const FilePosition& position) const {
    std::string head(position.headBytes, '\0');
    const auto got = file.readAt(0, bytesOf(head));
    return got && *got == head.size() && crc32c(bytesOf(head)) == position.headCrc;
}

Result<bool> FileFollower::openAt(const Path& path, const FilePosition& position) {
    const auto info = m_files.info(path);
    if (!info || info->directory || info->inode != position.inode || info->size < position.offset) return false;
    WEIR_TRY(auto file, m_files.open(path, OpenMode::Read));
    if (!isSame(*file, position)) return false;
    m_head.assign(position.headBytes, '\0');
    WEIR_TRY(const auto got, file->readAt(0, bytesOf(m_head)));
    m_head.resize(got);
    m_file = std::move(file);
    m_inode = info->inode;
    m_read = position.offset;
    return true;
}

Result<> FileFollower::startFile() {
    WEIR_TRY(const auto info, m_files.info(m_path));
    if (info.directory) return fail(Errc::Invalid, m_path.string() + " is a folder, not a file.");
    WEIR_TRY(m_file, m_files.open(m_path, OpenMode::Read));
    m_inode = info.inode;
    m_head.clear();
    m_read = 0;
    return {};
}

Result<FilePosition> FileFollower::open(const std::optional<FilePosition>& position) {
    m_file.reset();
    m_waited = true;
    if (position) {
        WEIR_TRY(bool found, openAt(m_path, *position));
        if (!found && m_follow) {
            // Rotated while nobody read: "dpkg.log" is "dpkg.log.1" now.
            const auto folder = m_path.has_parent_path() ? m_path.parent_path() : Path(".");
            const auto name = m_path.filename().string();
            if (const auto names = m_files.list(folder))
                for (const auto& other : *names) {
                    if (found || !other.starts_with(name)) continue;
                    WEIR_TRY(found, openAt(folder / other, *position));
                }
        }
        if (found) return *position;
    }
    if (auto started = startFile(); !started) {
        if (!position || !m_follow || started.error().code != Errc::NotFound) return tl::unexpected(std::move(started).error());
        m_file.reset(); // between the two steps of a rotation: it will come
    }
    return FilePosition{};
}

bool FileFollower::beginsAsBefore() const {
    std::string head(m_head.size(), '\0');
    const auto got = m_file->readAt(0, bytesOf(head));
    return got && *got == head.size() && head == m_head;
}

Result<FileFollower::Read> FileFollower::read(char* into, std::size_t size) {
    const auto readOn = [&]() -> Result<Read> {
        WEIR_TRY(const auto got, m_file->readAt(m_read, std::as_writable_bytes(std::span(into, size))));
        if (got == 0) return Read{Step::Wait, 0};
        if (static_cast<std::size_t>(m_read) == m_head.size() && m_head.size() < headBytesMax)
            m_head.append(into, std::min(got, headBytesMax - m_head.size()));
        m_read += static_cast<std::int64_t>(got);
        m_waited = false;
        return Read{Step::Bytes, got};
    };
    const auto turnOver = [&]() -> Result<Read> {
        if (auto started = startFile(); !started) {
            if (started.error().code != Errc::NotFound) return tl::unexpected(std::move(started).error());
            return Read{Step::Wait, 0};
        }
        return Read{Step::NewFile, 0};
    };
    if (!m_file) return turnOver();
    if (m_waited && m_follow) {
        const auto now = m_file->size();
        if (now && (*now < m_read || (*now > m_read && !beginsAsBefore()))) return turnOver();
    }
    WEIR_TRY(auto got, readOn());
    if (got.step == Step::Bytes) return got;
    if (!m_follow) return Read{Step::End, 0};
    m_waited = true;
    const auto info = m_files.info(m_path);
    if (!info || info->inode == m_inode) return got;
    WEIR_TRY(got, readOn()); // what was written between our reading and the renaming
    if (got.step == Step::Bytes) return got;
    return turnOver();
}

FilePosition FileFollower::position(std::int64_t offset, std::int64_t line) const {
    FilePosition out;
    out.inode = m_inode;
    out.headBytes = static_cast<std::uint32_t>(m_head.size());
    out.headCrc = crc32c(std::as_bytes(std::span(m_head)));
    out.offset = offset;
    out.line = line;
    return out;
}

} // namespace weir
