// SPDX-License-Identifier: Apache-2.0
#include "weir/record/key.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace weir;

namespace {

std::string encoded(Format format, const Type& type, const Datum& value) {
    std::string out;
    return encodeKey(format, type, value, out) ? out : "refused";
}
std::string hex(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4U];
        out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15U];
    }
    return out;
}

} // namespace

// The vectors of Kafka's own UtilsTest.testMurmur2.
TEST(Murmur2, IsKafkas) {
    const auto hash = [](std::string_view text) { return static_cast<std::int32_t>(murmur2(text)); };
    EXPECT_EQ(hash("21"), -973932308);
    EXPECT_EQ(hash("foobar"), -790332482);
    EXPECT_EQ(hash("a-little-bit-long-string"), -985981536);
    EXPECT_EQ(hash("a-little-bit-longer-string"), -1486304829);
    EXPECT_EQ(hash("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8"), -58897971);
    EXPECT_EQ(hash("abc"), 479470107);
}

RC_GTEST_PROP(Murmur2, GivesEveryKeyAPartition, (const std::string& key)) {
    const auto count = *rc::gen::inRange(1, 1000);
    const auto partition = partitionOfKey(key, count);
    RC_ASSERT(partition >= 0 && partition < count);
}

TEST(Key, StandsAsKafkasSerdesWriteIt) {
    EXPECT_EQ(encoded(Format::String, {TypeId::Text}, Datum::ofBytes("eu-west")), "eu-west");
    EXPECT_EQ(hex(encoded(Format::Int32, {TypeId::Integer}, Datum::ofInt(-2))), "fffffffe");
    EXPECT_EQ(hex(encoded(Format::Int64, {TypeId::BigInt}, Datum::ofInt(258))), "0000000000000102");
    EXPECT_EQ(hex(encoded(Format::Double, {TypeId::Double}, Datum::ofDouble(1.5))), "3ff8000000000000");
    EXPECT_EQ(encoded(Format::Json, {TypeId::Boolean}, Datum::ofBool(true)), "true");
    EXPECT_EQ(encoded(Format::Json, {TypeId::Text}, Datum::ofBytes("a\"b")), R"("a\"b")");
    EXPECT_EQ(encoded(Format::Json, {TypeId::Jsonb}, Datum::ofBytes(R"({"a": 1, "b": 2})")), R"({"a":1,"b":2})");
}

TEST(Key, OfADoubleHasOneZeroAndNoNaN) {
    EXPECT_EQ(encoded(Format::Double, {TypeId::Double}, Datum::ofDouble(-0.0)), encoded(Format::Double, {TypeId::Double}, Datum::ofDouble(0)));
    EXPECT_EQ(encoded(Format::Json, {TypeId::Double}, Datum::ofDouble(-0.0)), "0");
    EXPECT_EQ(encoded(Format::Double, {TypeId::Double}, Datum::ofDouble(std::nan(""))), "refused");
    EXPECT_EQ(encoded(Format::Json, {TypeId::Real}, Datum::ofDouble(std::nan(""))), "refused");
}

RC_GTEST_PROP(Key, ReadsBackWhatWasWritten, (std::int64_t integer, double number, const std::string& text)) {
    Arena arena;
    Datum back;
    RC_ASSERT(decodeKey(Format::Int64, encoded(Format::Int64, {TypeId::BigInt}, Datum::ofInt(integer)), arena, back));
    RC_ASSERT(back.i == integer);
    const auto narrow = static_cast<std::int32_t>(integer);
    RC_ASSERT(decodeKey(Format::Int32, encoded(Format::Int32, {TypeId::Integer}, Datum::ofInt(narrow)), arena, back));
    RC_ASSERT(back.i == narrow);
    RC_ASSERT(decodeKey(Format::Double, encoded(Format::Double, {TypeId::Double}, Datum::ofDouble(number)), arena, back));
    RC_ASSERT(back.d == number);
    const auto bytes = encoded(Format::Bytes, {TypeId::Bytea}, Datum::ofBytes(text));
    RC_ASSERT(decodeKey(Format::Bytes, bytes, arena, back));
    RC_ASSERT(back.bytes() == text);
}

TEST(Key, RefusesBytesOfAnotherSize) {
    Arena arena;
    Datum out;
    EXPECT_FALSE(decodeKey(Format::Int32, "abc", arena, out));
    EXPECT_FALSE(decodeKey(Format::Int64, "abcd", arena, out));
    EXPECT_FALSE(decodeKey(Format::Double, "", arena, out));
    EXPECT_TRUE(decodeKey(Format::None, "whatever", arena, out));
    EXPECT_TRUE(out.null);
}

TEST(WindowedKey, StandsAsKafkaStreamsWritesIt) {
    std::string out;
    appendTimeWindowedKey(out, "k", 1'700'000'000'000);
    EXPECT_EQ(hex(out), "6b0000018bcfe56800");
    out.clear();
    appendSessionWindowedKey(out, "k", 1, 2);
    EXPECT_EQ(hex(out), "6b00000000000000020000000000000001"); // the end stands first
}
