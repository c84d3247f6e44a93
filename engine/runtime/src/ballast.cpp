// SPDX-License-Identifier: Apache-2.0
#include "ballast.h"

#include "weir/core/rng.h"

#include <algorithm>
#include <vector>

namespace weir {
namespace {

constexpr std::size_t chunkWords = 32 << 10;
constexpr std::uint64_t seed = 0x5745'4952; // any

} // namespace

std::int64_t Ballast::bytes() const {
    const auto what = m_files.info(m_path);
    return what ? what->size : 0;
}

Result<> Ballast::make(std::int64_t bytes) {
    if (this->bytes() == bytes) return {};
    auto made = write(bytes);
    if (!made) (void)release();
    return made;
}

Result<> Ballast::write(std::int64_t bytes) {
    WEIR_TRY(const auto file, m_files.open(m_path, OpenMode::CreateOrOpen));
    WEIR_CHECK(file->truncate(0));
    SplitMix64 rng(seed);
    std::vector<std::uint64_t> words(chunkWords);
    for (std::int64_t at = 0; at < bytes;) {
        for (auto& word : words) word = rng.next();
        const auto chunk = std::as_bytes(std::span(words));
        const auto part = chunk.first(static_cast<std::size_t>(std::min<std::int64_t>(bytes - at, static_cast<std::int64_t>(chunk.size()))));
        WEIR_CHECK(file->writeAt(at, part));
        at += static_cast<std::int64_t>(part.size());
    }
    WEIR_CHECK(file->sync());
    return m_files.syncDirectory(m_path.parent_path());
}

Result<> Ballast::release() {
    if (auto removed = m_files.remove(m_path); !removed && removed.error().code != Errc::NotFound) return removed;
    return {};
}

} // namespace weir
