// SPDX-License-Identifier: Apache-2.0
// CRC-32C: the vectors of RFC 3720, B.4, and the three-stream form against a bitwise one at every length.
#include "weir/core/crc32c.h"
#include "weir/core/rng.h"

#include <gtest/gtest.h>
#include <numeric>
#include <string_view>
#include <vector>

namespace weir {
namespace {

std::vector<std::byte> repeated(std::size_t n, int value) { return std::vector<std::byte>(n, static_cast<std::byte>(value)); }

// Straight from the definition: reflected polynomial 0x82F63B78, one bit at a time.
std::uint32_t bitwise(std::span<const std::byte> bytes) {
    std::uint32_t crc = ~0U;
    for (const auto b : bytes) {
        crc ^= static_cast<std::uint32_t>(b);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? (crc >> 1U) ^ 0x82F63B78U : crc >> 1U;
    }
    return ~crc;
}

TEST(Crc32c, HasTheValuesOfTheRfc) {
    EXPECT_EQ(crc32c(repeated(32, 0)), 0x8A9136AAU);
    EXPECT_EQ(crc32c(repeated(32, 0xFF)), 0x62A8AB43U);
    auto rising = repeated(32, 0);
    for (std::size_t i = 0; i < rising.size(); ++i) rising[i] = static_cast<std::byte>(i);
    EXPECT_EQ(crc32c(rising), 0x46DD794EU);
    const std::string_view digits = "123456789";
    EXPECT_EQ(crc32c(std::as_bytes(std::span(digits))), 0xE3069283U);
    EXPECT_EQ(crc32c({}), 0U);
}

TEST(Crc32c, EqualsTheBitwiseFormRoundTheStreamsLengths) {
    SplitMix64 rng(7);
    std::vector<std::byte> bytes(13'000);
    for (auto& b : bytes) b = static_cast<std::byte>(rng.next());
    std::vector<std::size_t> lengths;
    for (std::size_t n = 0; n < 70; ++n) lengths.push_back(n);
    for (const std::size_t around : {1024U, 3072U, 6144U, 9216U, 12'288U})
        for (std::size_t n = around - 10; n <= around + 10; ++n) lengths.push_back(n);
    for (const auto n : lengths)
        for (const std::size_t start : {0U, 1U, 5U}) {
            const auto part = std::span(bytes).subspan(start, n);
            ASSERT_EQ(crc32c(part), bitwise(part)) << n << " bytes from " << start;
        }
}

TEST(Crc32c, GoesOnFromASeed) {
    SplitMix64 rng(8);
    std::vector<std::byte> bytes(8000);
    for (auto& b : bytes) b = static_cast<std::byte>(rng.next());
    for (const std::size_t cut : {0U, 1U, 100U, 3072U, 4000U, 8000U})
        EXPECT_EQ(crc32c(std::span(bytes).subspan(cut), crc32c(std::span(bytes).first(cut))), crc32c(bytes));
}

} // namespace
} // namespace weir
