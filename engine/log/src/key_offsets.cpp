// SPDX-License-Identifier: Apache-2.0
#include "key_offsets.h"

#include <xxhash.h>

namespace weir {

KeyOffsets::Hash KeyOffsets::hashOf(std::string_view key) {
    const auto hash = XXH3_128bits(key.data(), key.size());
    return {hash.low64, hash.high64};
}

bool KeyOffsets::note(std::string_view key, std::int64_t offset) {
    const auto hash = hashOf(key);
    if (const auto found = m_offsets.find(hash); found != m_offsets.end()) {
        found->second = offset;
        return true;
    }
    if (m_offsets.size() >= m_keysMax) return false;
    m_offsets.emplace(hash, offset);
    return true;
}

std::optional<std::int64_t> KeyOffsets::newest(std::string_view key) const {
    const auto found = m_offsets.find(hashOf(key));
    return found == m_offsets.end() ? std::nullopt : std::optional(found->second);
}

} // namespace weir
