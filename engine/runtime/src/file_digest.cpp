// SPDX-License-Identifier: Apache-2.0
#include "file_digest.h"

#include <array>
#include <fmt/format.h>
#include <nettle/sha2.h>
#include <vector>

namespace weir {
namespace {

constexpr std::size_t chunkBytes = std::size_t{1} << 20U;

class Digest {
public:
    Digest() { sha256_init(&m_context); }
    void add(std::string_view bytes) { sha256_update(&m_context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data())); }
    std::string text() {
        std::array<std::uint8_t, SHA256_DIGEST_SIZE> bytes{};
        sha256_digest(&m_context, bytes.size(), bytes.data());
        std::string out;
        for (const auto byte : bytes) out += fmt::format("{:02x}", byte);
        return out;
    }

private:
    sha256_ctx m_context{};
};

} // namespace

std::string sha256(std::string_view bytes) {
    Digest digest;
    digest.add(bytes);
    return digest.text();
}

Result<std::string> sha256OfFile(FileSystem& files, const Path& path) {
    WEIR_TRY(const auto file, files.open(path, OpenMode::Read));
    Digest digest;
    std::vector<char> buffer(chunkBytes);
    for (std::int64_t at = 0;;) {
        WEIR_TRY(const auto n, file->readAt(at, std::as_writable_bytes(std::span(buffer))));
        if (n == 0) return digest.text();
        digest.add({buffer.data(), n});
        at += static_cast<std::int64_t>(n);
    }
}

} // namespace weir
