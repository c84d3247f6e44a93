// SPDX-License-Identifier: Apache-2.0
#include "weir/core/crc32c.h"

#include <array>
#include <cstring>
#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace weir {
namespace {

constexpr std::uint32_t polynomial = 0x82F63B78U; // reflected Castagnoli

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? polynomial ^ (c >> 1U) : c >> 1U;
        table[i] = c;
    }
    return table;
}
constexpr auto table = makeTable();

std::uint32_t byTable(const unsigned char* p, std::size_t n, std::uint32_t crc) {
    while (n-- > 0) crc = table[(crc ^ *p++) & 0xFFU] ^ (crc >> 8U);
    return crc;
}

#if defined(__x86_64__)
// Three independent streams hide the instruction's latency of 3; they are joined by shifting a CRC over `streamBytes`
// zero bytes, a linear map kept as four tables (Mark Adler's method).
constexpr std::size_t streamBytes = 1024;

using Shift = std::array<std::array<std::uint32_t, 256>, 4>;

Shift makeShift() {
    std::array<std::uint32_t, 32> images{};
    for (std::size_t bit = 0; bit < 32; ++bit) {
        std::uint32_t c = 1U << bit;
        for (std::size_t i = 0; i < streamBytes; ++i) c = table[c & 0xFFU] ^ (c >> 8U);
        images[bit] = c;
    }
    Shift shift{};
    for (std::size_t byte = 0; byte < 4; ++byte)
        for (std::uint32_t v = 0; v < 256; ++v) {
            std::uint32_t sum = 0;
            for (std::size_t bit = 0; bit < 8; ++bit)
                if ((v >> bit & 1U) != 0) sum ^= images[byte * 8 + bit];
            shift[byte][v] = sum;
        }
    return shift;
}

std::uint32_t shifted(const Shift& shift, std::uint32_t crc) {
    return shift[0][crc & 0xFFU] ^ shift[1][crc >> 8U & 0xFFU] ^ shift[2][crc >> 16U & 0xFFU] ^ shift[3][crc >> 24U];
}

std::uint64_t load(const unsigned char* p) {
    std::uint64_t v = 0;
    std::memcpy(&v, p, sizeof v);
    return v;
}

__attribute__((target("sse4.2"))) std::uint32_t byInstruction(const unsigned char* p, std::size_t n, std::uint32_t crc) {
    static const Shift shift = makeShift();
    while (n >= 3 * streamBytes) {
        std::uint64_t a = crc;
        std::uint64_t b = 0;
        std::uint64_t c = 0;
        for (std::size_t i = 0; i < streamBytes; i += 8) {
            a = _mm_crc32_u64(a, load(p + i));
            b = _mm_crc32_u64(b, load(p + streamBytes + i));
            c = _mm_crc32_u64(c, load(p + 2 * streamBytes + i));
        }
        crc = shifted(shift, static_cast<std::uint32_t>(a)) ^ static_cast<std::uint32_t>(b);
        crc = shifted(shift, crc) ^ static_cast<std::uint32_t>(c);
        p += 3 * streamBytes;
        n -= 3 * streamBytes;
    }
    std::uint64_t a = crc;
    for (; n >= 8; n -= 8, p += 8) a = _mm_crc32_u64(a, load(p));
    crc = static_cast<std::uint32_t>(a);
    for (; n > 0; --n) crc = _mm_crc32_u8(crc, *p++);
    return crc;
}
#endif

} // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t seed) {
    const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~byInstruction(p, bytes.size(), ~seed);
#endif
    return ~byTable(p, bytes.size(), ~seed);
}

} // namespace weir
