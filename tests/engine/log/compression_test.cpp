// SPDX-License-Identifier: Apache-2.0
// Codecs: a small batch can't fill the memory, and one cut short is refused.
#include "compression.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

class EachCodec : public testing::TestWithParam<Compression> {
protected:
    std::vector<std::byte> pack(const std::vector<char>& plain) {
        std::vector<std::byte> packed;
        EXPECT_TRUE(Compressor{}.compress(GetParam(), plain, packed));
        return packed;
    }
};
INSTANTIATE_TEST_SUITE_P(Compression, EachCodec, testing::Values(Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd));

TEST_P(EachCodec, StopsAtTheCap) {
    // Snappy and lz4 can't reach 100 : 1 and stop at 16 MiB.
    const auto bomb = pack(std::vector<char>(std::size_t{100} << 20U, '0'));
    Decompressor unpack;
    const auto plain = unpack.decompress(GetParam(), bomb);
    ASSERT_FALSE(plain);
    EXPECT_EQ(plain.error().code, Errc::Limit);
}

TEST_P(EachCodec, UnpacksUpToTheCap) {
    std::vector<char> zeros(plainBytesCap(0), '0');
    const auto small = pack(zeros);
    Decompressor unpack;
    const auto plain = unpack.decompress(GetParam(), small);
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->size(), zeros.size());
}

TEST_P(EachCodec, RefusesWhatIsCutShortOrFollowedByMore) {
    std::vector<char> text;
    for (int i = 0; i < 5000; ++i) text.push_back(static_cast<char>(i * i % 251));
    auto packed = pack(text);
    Decompressor unpack;
    for (const auto bytes : {packed.size() - 1, packed.size() / 2, std::size_t{17}, std::size_t{1}, std::size_t{0}})
        if (const auto plain = unpack.decompress(GetParam(), std::span(packed).first(bytes))) {
            EXPECT_NE(plain->size(), text.size());
        }
    packed.resize(packed.size() + 3, std::byte{0xEE});
    EXPECT_FALSE(unpack.decompress(GetParam(), packed));
}

} // namespace
} // namespace weir
