// SPDX-License-Identifier: Apache-2.0
// The arena: aligned memory of any size that a reset takes back without giving up its blocks.
#include "weir/core/arena.h"

#include <cstring>
#include <gtest/gtest.h>
#include <vector>

namespace weir {
namespace {

TEST(Arena, GivesAlignedMemoryThatDoesNotOverlap) {
    Arena arena;
    std::vector<std::pair<char*, std::size_t>> given;
    for (std::size_t i = 1; i < 2000; ++i) {
        const auto align = std::size_t{1} << (i % 5);
        const auto size = i * 7 % 300;
        char* const at = arena.allocate(size, align);
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(at) % align, 0U);
        std::memset(at, static_cast<int>(i % 251), size);
        given.emplace_back(at, size);
    }
    for (std::size_t i = 1; i < 2000; ++i)
        for (std::size_t k = 0; k < given[i - 1].second; ++k) ASSERT_EQ(given[i - 1].first[k], static_cast<char>(i % 251)) << i;
}

TEST(Arena, GivesTheSameMemoryAgainAfterAReset) {
    Arena arena;
    std::vector<char*> first;
    for (int i = 0; i < 1000; ++i) first.push_back(arena.allocate(100));
    for (int round = 0; round < 3; ++round) {
        arena.reset();
        EXPECT_EQ(arena.used(), 0U);
        for (const char* at : first) EXPECT_EQ(arena.allocate(100), at);
    }
}

TEST(Arena, TakesMoreThanABlock) {
    Arena arena;
    char* const large = arena.allocate(std::size_t{9} << 20U);
    large[0] = large[(std::size_t{9} << 20U) - 1] = 'x';
    EXPECT_GE(arena.used(), std::size_t{9} << 20U);
    EXPECT_EQ(arena.copy("text"), "text");
    EXPECT_EQ(arena.copy("").size(), 0U);
}

TEST(Arena, SaysWhenItsLimitIsPassed) {
    Arena arena(1000);
    (void)arena.allocate(900);
    EXPECT_FALSE(arena.overLimit());
    (void)arena.allocate(200);
    EXPECT_TRUE(arena.overLimit());
    arena.reset();
    EXPECT_FALSE(arena.overLimit());
}

} // namespace
} // namespace weir
