// SPDX-License-Identifier: Apache-2.0
#include "recovery_point.h"

#include "big_endian.h"
#include "weir/core/crc32c.h"

#include <array>
#include <cstring>
#include <string_view>

namespace weir {
namespace {

constexpr std::string_view fileName = "recovery-point";
constexpr std::string_view magic = "WEIRSYNC";
constexpr std::uint32_t version = 1;
constexpr std::size_t bytesOfPoint = 48;
constexpr std::size_t atCrc = 8;
constexpr std::size_t atVersion = 12; // the CRC covers from here on

} // namespace

std::optional<RecoveryPoint> readRecoveryPoint(FileSystem& files, const Path& folder) {
    const auto content = readFile(files, folder / fileName, bytesOfPoint);
    if (!content || content->size() != bytesOfPoint || !content->starts_with(magic)) return std::nullopt;
    const auto bytes = std::as_bytes(std::span(*content));
    const auto* at = bytes.data();
    if (loadBigEndian<std::uint32_t>(at + atCrc) != crc32c(bytes.subspan(atVersion)) || loadBigEndian<std::uint32_t>(at + atVersion) != version) return std::nullopt;
    return RecoveryPoint{.baseOffset = loadBigEndian<std::int64_t>(at + 16),
                         .size = loadBigEndian<std::int64_t>(at + 24),
                         .endOffset = loadBigEndian<std::int64_t>(at + 32),
                         .inode = loadBigEndian<std::uint64_t>(at + 40)};
}

Result<> writeRecoveryPoint(FileSystem& files, const Path& folder, const RecoveryPoint& point) {
    std::array<std::byte, bytesOfPoint> bytes{};
    std::memcpy(bytes.data(), magic.data(), magic.size());
    storeBigEndian(bytes.data() + atVersion, version);
    storeBigEndian(bytes.data() + 16, point.baseOffset);
    storeBigEndian(bytes.data() + 24, point.size);
    storeBigEndian(bytes.data() + 32, point.endOffset);
    storeBigEndian(bytes.data() + 40, point.inode);
    storeBigEndian(bytes.data() + atCrc, crc32c(std::span<const std::byte>(bytes).subspan(atVersion)));
    WEIR_TRY(const auto file, files.open(folder / fileName, OpenMode::CreateOrOpen));
    return file->writeAt(0, bytes);
}

} // namespace weir
