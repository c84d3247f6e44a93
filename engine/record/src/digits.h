// SPDX-License-Identifier: Apache-2.0
// Short decimal numbers without branches on their length: eight digits at a time in one word. What is longer, signed in
// another way or no number at all is left to json_scalar.h. W1 spends a sixth less with it (benchmarks/record_benchmark.cpp).
// Shape    the caller guarantees 8 readable bytes from `begin`. Little-endian machines only (the engine's condition).
// Threads  pure functions.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace weir {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::uint64_t zeroDigits = 0x3030303030303030ULL;

inline std::uint64_t loadWord(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}
inline bool areDigits(std::uint64_t word) {
    constexpr std::uint64_t high = 0xF0F0F0F0F0F0F0F0ULL;
    return ((word & high) | ((word + 0x0606060606060606ULL) & high) >> 4U) == 0x3333333333333333ULL;
}
/// The value of eight ASCII digits, the first in the lowest byte.
inline std::uint64_t digitsValue(std::uint64_t word) {
    word -= zeroDigits;
    word = (word * 10) + (word >> 8U);
    return (((word & 0x000000FF000000FFULL) * 0x000F424000000064ULL) +
            (((word >> 16U) & 0x000000FF000000FFULL) * 0x0000271000000001ULL)) >> 32U;
}
/// The first `count` (1 to 8) bytes of the word as its last digits, zeros before them.
inline std::uint64_t alignDigits(std::uint64_t word, std::size_t count) {
    if (count == 8) return word;
    return word << (64 - 8 * count) | zeroDigits >> (8 * count);
}

/// -?[1-9][0-9]{0,15} or 0. False: something else.
inline bool parseShortInteger(const char* begin, const char* end, std::int64_t& out) {
    const bool minus = *begin == '-';
    begin += minus;
    const auto size = static_cast<std::size_t>(end - begin);
    if (size - 1 >= 16 || (*begin == '0' && size > 1)) return false;
    std::uint64_t value = 0;
    if (size <= 8) {
        const auto word = alignDigits(loadWord(begin), size);
        if (!areDigits(word)) return false;
        value = digitsValue(word);
    } else {
        const auto head = alignDigits(loadWord(begin), size - 8);
        const auto tail = loadWord(end - 8);
        if (!areDigits(head) || !areDigits(tail)) return false;
        value = digitsValue(head) * 100000000U + digitsValue(tail);
    }
    out = static_cast<std::int64_t>(value);
    if (minus) out = -out;
    return true;
}

/// [0-9]+\.[0-9]+ of at most 8 bytes, without needless zeros in front. False: something else.
inline bool parseShortDecimal(const char* begin, const char* end, double& out) {
    static constexpr std::array<double, 8> powersOfTen{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
    const auto size = static_cast<std::size_t>(end - begin);
    if (size - 3 > 5) return false;
    const auto word = loadWord(begin);
    const auto points = word ^ 0x2E2E2E2E2E2E2E2EULL;
    const auto found = (points - 0x0101010101010101ULL) & ~points & 0x8080808080808080ULL;
    if (found == 0) return false;
    const auto point = static_cast<std::size_t>(std::countr_zero(found)) / 8;
    if (point == 0 || point + 1 >= size || (*begin == '0' && point > 1)) return false;
    const auto before = (std::uint64_t{1} << (8 * point)) - 1;
    const auto digits = alignDigits((word & before) | (word >> 8U & ~before), size - 1);
    if (!areDigits(digits)) return false;
    out = static_cast<double>(digitsValue(digits)) / powersOfTen[size - 1 - point]; // both exact: rounds once
    return true;
}

} // namespace weir
