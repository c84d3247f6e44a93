// SPDX-License-Identifier: Apache-2.0
// Kafka's integers: big-endian, at any address.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace weir {

static_assert(std::endian::native == std::endian::little);

inline std::uint8_t swapped(std::uint8_t v) { return v; }
inline std::uint16_t swapped(std::uint16_t v) { return __builtin_bswap16(v); }
inline std::uint32_t swapped(std::uint32_t v) { return __builtin_bswap32(v); }
inline std::uint64_t swapped(std::uint64_t v) { return __builtin_bswap64(v); }

template <class T>
T loadBigEndian(const std::byte* at) {
    std::make_unsigned_t<T> v;
    std::memcpy(&v, at, sizeof v);
    return static_cast<T>(swapped(v));
}

template <class T>
void storeBigEndian(std::byte* at, T value) {
    const auto v = swapped(static_cast<std::make_unsigned_t<T>>(value));
    std::memcpy(at, &v, sizeof v);
}

} // namespace weir
