// SPDX-License-Identifier: Apache-2.0
// KeyOffsets: the newest offset of each key, in bounded memory. Keys stand for themselves by a hash of 128 bits: that two
// of 2^40 keys share one has a chance of 2^-49.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace weir {

class KeyOffsets {
public:
    explicit KeyOffsets(std::size_t bytesMax) : m_keysMax(std::max<std::size_t>(1, bytesMax / bytesPerKey)) {}

    /// False: there is no room for another key.
    bool note(std::string_view key, std::int64_t offset);
    /// nullopt: none was noted.
    std::optional<std::int64_t> newest(std::string_view key) const;
    void clear() { m_offsets.clear(); }

private:
    using Hash = std::pair<std::uint64_t, std::uint64_t>;
    // An entry and its control byte, in a table that may be less than half full, and copied while it grows.
    static constexpr std::size_t bytesPerKey = 3 * (sizeof(Hash) + sizeof(std::int64_t) + 1);
    static Hash hashOf(std::string_view key);

    std::size_t m_keysMax;
    absl::flat_hash_map<Hash, std::int64_t> m_offsets;
};

} // namespace weir
