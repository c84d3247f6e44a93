// SPDX-License-Identifier: Apache-2.0
// Kafka's varints: zigzag, then seven bits a byte, lowest first. Most are one byte long, so that case comes first.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace weir {

constexpr std::size_t varintBytesMax = 10;

inline std::uint64_t zigzag(std::int64_t v) {
    return (static_cast<std::uint64_t>(v) << 1U) ^ static_cast<std::uint64_t>(v >> 63U);
}
inline std::int64_t unzigzag(std::uint64_t v) { return static_cast<std::int64_t>((v >> 1U) ^ (~(v & 1U) + 1U)); }

/// Bytes that `zigzagged` takes.
inline std::size_t varintBytes(std::uint64_t zigzagged) {
    return (static_cast<std::size_t>(std::bit_width(zigzagged | 1U)) + 6) / 7;
}

inline char* writeVarint(char* to, std::uint64_t zigzagged) {
    while (zigzagged >= 0x80U) {
        *to++ = static_cast<char>(zigzagged | 0x80U);
        zigzagged >>= 7U;
    }
    *to++ = static_cast<char>(zigzagged);
    return to;
}

/// Reads up to varintBytesMax bytes without looking for an end: the caller has that much readable slack and checks the
/// returned place afterwards. nullptr: the tenth byte goes on.
inline const char* readVarintUnchecked(const char* at, std::int64_t& out) {
    const auto first = static_cast<std::uint8_t>(at[0]);
    if (first < 0x80U) [[likely]] {
        out = unzigzag(first);
        return at + 1;
    }
    const auto second = static_cast<std::uint8_t>(at[1]);
    std::uint64_t v = (first & 0x7FU) | (static_cast<std::uint64_t>(second & 0x7FU) << 7U);
    if (second < 0x80U) [[likely]] {
        out = unzigzag(v);
        return at + 2;
    }
    for (std::size_t i = 2; i < varintBytesMax; ++i) {
        const auto b = static_cast<std::uint8_t>(at[i]);
        v |= static_cast<std::uint64_t>(b & 0x7FU) << (7U * i);
        if (b < 0x80U) {
            out = unzigzag(v);
            return at + i + 1;
        }
    }
    return nullptr;
}

/// The same within [at, end). nullptr: cut short or too long.
inline const char* readVarint(const char* at, const char* end, std::int64_t& out) {
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < varintBytesMax && at + i < end; ++i) {
        const auto b = static_cast<std::uint8_t>(at[i]);
        v |= static_cast<std::uint64_t>(b & 0x7FU) << (7U * i);
        if (b < 0x80U) {
            out = unzigzag(v);
            return at + i + 1;
        }
    }
    return nullptr;
}

} // namespace weir
