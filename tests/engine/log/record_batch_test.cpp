// SPDX-License-Identifier: Apache-2.0
// Batches: what a builder writes, a reader gives back; the bytes are Kafka's; foreign bytes never crash a reader.
#include "weir/core/rng.h"
#include "weir/log/record_batch.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace weir {
namespace {

using Headers = std::vector<std::pair<std::string, std::optional<std::string>>>;

struct Sample {
    std::int64_t timestamp = 0;
    std::optional<std::string> key;
    std::optional<std::string> value;
    Headers headers;
    bool operator==(const Sample&) const = default;
};

void addTo(BatchBuilder& builder, const Sample& s) {
    const auto headers = encodeHeaders(s.headers);
    builder.add(s.timestamp, s.key.value_or(""), !s.key, s.value.value_or(""), !s.value,
                {static_cast<std::int32_t>(s.headers.size()), headers});
}

std::vector<Sample> readAll(BatchReader& reader) {
    std::vector<Sample> out;
    RecordView view;
    const auto text = [](std::string_view v, bool null) { return null ? std::nullopt : std::optional<std::string>(v); };
    while (reader.next(view)) {
        EXPECT_EQ(view.offset, static_cast<std::int64_t>(out.size()));
        out.push_back({view.timestamp, text(view.key, view.keyNull), text(view.value, view.valueNull), decodeHeaders(view.headers)});
    }
    return out;
}

std::vector<Sample> roundTrip(const std::vector<Sample>& samples, Compression compression) {
    BatchBuilder builder(compression);
    for (const auto& s : samples) addTo(builder, s);
    const auto batch = builder.take();
    EXPECT_TRUE(batchCrcHolds(batch));
    BatchReader reader;
    EXPECT_TRUE(reader.open(batch));
    auto out = readAll(reader);
    EXPECT_FALSE(reader.failed());
    return out;
}

std::string hex(std::span<const std::byte> bytes) {
    std::string out;
    for (const auto b : bytes) out += fmt::format("{:02x}", static_cast<unsigned>(b));
    return out;
}

const std::vector<Sample> mixed{
    {1'700'000'000'000, "alice", R"({"n":1})", {}},
    {1'699'999'999'000, "bob", std::nullopt, {{"trace", "t-1"}, {"empty", ""}, {"null", std::nullopt}}},
    {1'700'000'060'123, std::nullopt, std::string(70'000, 'x'), {}},
    {0, "", "", {}},
};

class EachCompression : public testing::TestWithParam<Compression> {};
INSTANTIATE_TEST_SUITE_P(RecordBatch, EachCompression,
                         testing::Values(Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd));

TEST_P(EachCompression, GivesBackKeysValuesNullsHeadersAndFallingTimestamps) { EXPECT_EQ(roundTrip(mixed, GetParam()), mixed); }

TEST_P(EachCompression, StoresPlainWhatAReadersCapWouldRefuse) {
    const std::vector<Sample> zeros(40, Sample{5, "k", std::string(100'000, '0'), {}}); // packs some 1000 : 1
    EXPECT_EQ(roundTrip(zeros, GetParam()), zeros);
}

TEST_P(EachCompression, GivesBackRandomRecords) {
    rc::check([&](const std::vector<std::tuple<std::int64_t, rc::Maybe<std::string>, rc::Maybe<std::string>>>& raw) {
        RC_PRE(!raw.empty());
        std::vector<Sample> samples;
        for (const auto& [timestamp, key, value] : raw)
            samples.push_back({timestamp, key ? std::optional(*key) : std::nullopt, value ? std::optional(*value) : std::nullopt, {}});
        RC_ASSERT(roundTrip(samples, GetParam()) == samples);
    });
}

TEST(RecordBatch, HasTheBytesThatKafkaWrites) {
    BatchBuilder builder;
    builder.setProducer(7, 1, 42, true);
    addTo(builder, {1000, "k", "v1", {}});
    addTo(builder, {998, std::nullopt, std::nullopt, {{"h", "x"}, {"n", std::nullopt}}});
    EXPECT_EQ(hex(builder.take()), "0000000000000000" // base offset: the log sets it
                                   "00000049"         // 73 bytes follow
                                   "00000000"         // leader epoch
                                   "02"               // magic
                                   "c4703a50"         // CRC-32C of what follows
                                   "0010"             // transactional
                                   "00000001"         // last offset delta
                                   "00000000000003e8" // first timestamp, 1000
                                   "00000000000003e8" // largest timestamp
                                   "0000000000000007" // producer
                                   "0001"             // its epoch
                                   "0000002a"         // base sequence
                                   "00000002"         // records
                                   "12" "00" "00" "00" "02" "6b" "04" "7631" "00"
                                   "1a" "00" "03" "02" "01" "01" "04" "02" "68" "02" "78" "02" "6e" "01");
}

TEST(RecordBatch, KeepsItsAttributesAcrossAControlBatch) {
    BatchBuilder builder;
    builder.setProducer(99, 0, -1, true);
    builder.setControl();
    builder.add(5, std::string_view("\0\0\0\1", 4), false, std::string_view("\0\0\0\0\0\0", 6), false);
    BatchReader reader;
    ASSERT_TRUE(reader.open(builder.take()));
    EXPECT_TRUE(reader.header().control());
    EXPECT_TRUE(reader.header().transactional());
    EXPECT_EQ(reader.header().producerId, 99);
    builder.add(6, "k", false, "v", false);
    ASSERT_TRUE(reader.open(builder.take()));
    EXPECT_FALSE(reader.header().control());
}

TEST(RecordBatch, KeepsExtremeTimestamps) {
    const std::vector<Sample> samples{{std::numeric_limits<std::int64_t>::max(), "a", "b", {}},
                                      {std::numeric_limits<std::int64_t>::min(), "a", "b", {}},
                                      {-1, "a", "b", {}}};
    EXPECT_EQ(roundTrip(samples, Compression::None), samples);
}

TEST(RecordBatch, ReadsRawSnappyAndSeveralXerialBlocks) {
    // Two raw blocks of one literal each, "records" being the five bytes of one record whose parts are all null or zero.
    const std::string record("\x0c\0\0\0\1\1\0", 7);
    const std::string raw = std::string("\x07\x18", 2) + record; // length 7, literal of 7
    const std::string framed = std::string("\x82SNAPPY\0\0\0\0\1\0\0\0\1", 16) + std::string("\0\0\0\5", 4) + std::string("\x03\x08", 2) + record.substr(0, 3) +
                               std::string("\0\0\0\6", 4) + std::string("\x04\x0c", 2) + record.substr(3);
    BatchBuilder builder;
    builder.add(1, "", true, "", true);
    const auto header = builder.take().first(batchHeaderBytes);
    for (const auto& body : {raw, framed}) {
        std::vector<std::byte> batch(header.begin(), header.end());
        for (const char c : body) batch.push_back(static_cast<std::byte>(c));
        batch[11] = static_cast<std::byte>(batch.size() - 12);
        batch[22] = std::byte{2};
        BatchReader reader;
        ASSERT_TRUE(reader.open(batch));
        RecordView view;
        EXPECT_TRUE(reader.next(view));
        EXPECT_TRUE(view.valueNull);
        EXPECT_FALSE(reader.next(view));
        EXPECT_FALSE(reader.failed());
    }
}

TEST(RecordBatch, RefusesHeadersThatCantBe) {
    BatchBuilder builder;
    addTo(builder, mixed[0]);
    const auto good = builder.take();
    ASSERT_TRUE(readBatchHeader(good));
    EXPECT_FALSE(readBatchHeader(good.first(batchHeaderBytes - 1)));
    const auto with = [&](std::size_t at, int value) {
        std::vector<std::byte> bytes(good.begin(), good.end());
        bytes[at] = static_cast<std::byte>(value);
        return readBatchHeader(bytes).has_value();
    };
    EXPECT_FALSE(with(8, 0x7F));  // length
    EXPECT_FALSE(with(15, 1));    // leader epoch
    EXPECT_FALSE(with(16, 1));    // magic
    EXPECT_FALSE(with(22, 5));    // compression
    EXPECT_FALSE(with(60, 2));    // more records than offsets
    EXPECT_FALSE(with(60, 0));    // no records
    EXPECT_FALSE(with(0, 0x80));  // negative offset
}

TEST(RecordBatch, FindsEveryFlippedBitBehindTheCrcsStart) {
    BatchBuilder builder;
    addTo(builder, mixed[0]);
    addTo(builder, mixed[1]);
    const auto batch = builder.take();
    for (std::size_t bit = std::size_t{17} * 8; bit < batch.size() * 8; ++bit) {
        batch[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        EXPECT_FALSE(batchCrcHolds(batch)) << bit;
        batch[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    }
}

TEST(RecordBatch, NeverReadsBeyondForeignBytes) {
    SplitMix64 rng(20261122);
    for (const auto compression : {Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd}) {
        BatchBuilder builder(compression);
        for (int i = 0; i < 20; ++i) addTo(builder, {1000 - i, fmt::format("key-{}", i % 3), std::string(50, 'v'), {{"h", "x"}}});
        const auto good = builder.take();
        std::vector<std::byte> bytes(good.size() + 64);
        BatchReader reader;
        RecordView view;
        for (int round = 0; round < 3000; ++round) {
            std::copy(good.begin(), good.end(), bytes.begin());
            for (std::uint64_t n = 1 + rng.below(4); n > 0; --n)
                bytes[17 + rng.below(good.size() - 17)] = static_cast<std::byte>(rng.below(256));
            if (!reader.open(std::span(bytes).first(good.size()))) continue;
            int records = 0;
            while (reader.next(view)) {
                ++records;
                (void)decodeHeaders(view.headers);
            }
            EXPECT_LE(records, reader.header().recordCount);
            EXPECT_FALSE(reader.next(view));
        }
    }
}

TEST(RecordBatch, SaysWhenRecordsAreMissing) {
    BatchBuilder builder;
    addTo(builder, mixed[0]);
    addTo(builder, mixed[0]);
    auto batch = builder.take();
    batch[60] = std::byte{1}; // counts one of the two
    batch[26] = std::byte{0};
    BatchReader reader;
    ASSERT_TRUE(reader.open(batch));
    RecordView view;
    EXPECT_TRUE(reader.next(view));
    EXPECT_FALSE(reader.next(view));
    EXPECT_TRUE(reader.failed());
    EXPECT_FALSE(reader.next(view));
    EXPECT_TRUE(reader.failed());
}

} // namespace
} // namespace weir
