// SPDX-License-Identifier: Apache-2.0
#include "weir/expr/json_value.h"

#include "kernel.h"

#include <gtest/gtest.h>

namespace weir::expr::test {
namespace {

/// The value's text, "NULL", or "!condition".
std::string converted(std::string_view json, Type type) {
    Arena arena;
    Datum value;
    JsonError error;
    if (!convertJson(json, type, arena, value, error)) return "!" + error.condition;
    if (value.null) return "NULL";
    RunError failure;
    KernelContext context{.arena = arena, .error = failure, .argumentTypes = {}, .resultType = type};
    std::string text;
    EXPECT_TRUE(toText(context, type, value, text));
    return text;
}

TEST(JsonValue, TakesIntegralNumbersForIntegers) {
    EXPECT_EQ(converted("1e3", {TypeId::Integer}), "1000");
    EXPECT_EQ(converted("5.0", {TypeId::BigInt}), "5");
    EXPECT_EQ(converted("1.5", {TypeId::BigInt}), "!invalid_text_representation");
    EXPECT_EQ(converted("40000", {TypeId::SmallInt}), "!numeric_value_out_of_range");
    EXPECT_EQ(converted("\"12\"", {TypeId::Integer}), "12");
    EXPECT_EQ(converted("true", {TypeId::Integer}), "!invalid_text_representation");
}

TEST(JsonValue, KeepsTheDigitsOfNumerics) {
    EXPECT_EQ(converted("1.10", {TypeId::Numeric}), "1.10");
    EXPECT_EQ(converted("\"NaN\"", {TypeId::Numeric}), "NaN");
    EXPECT_EQ(converted("12345678901234567890.123", {TypeId::Numeric}), "12345678901234567890.123");
    EXPECT_EQ(converted("1.005", {TypeId::Numeric, false, 10 << 16 | 2}), "1.01");
    EXPECT_EQ(converted("123.4", {TypeId::Numeric, false, 3 << 16 | 1}), "!numeric_value_out_of_range");
}

TEST(JsonValue, ReadsInstantsAsTextOrMilliseconds) {
    EXPECT_EQ(converted("1700000000000", {TypeId::TimestampTz}), "2023-11-14 22:13:20+00");
    EXPECT_EQ(converted("-1.5", {TypeId::TimestampTz}), "1969-12-31 23:59:59.9985+00");
    EXPECT_EQ(converted("\"2024-01-02T03:04:05.5+02:00\"", {TypeId::TimestampTz}), "2024-01-02 01:04:05.5+00");
    EXPECT_EQ(converted("1e30", {TypeId::TimestampTz}), "!datetime_field_overflow");
    EXPECT_EQ(converted("\"P1Y2M3DT4H5M6.789S\"", {TypeId::Interval}), "1 year 2 mons 3 days 04:05:06.789");
}

TEST(JsonValue, ReadsBytesAsBase64) {
    EXPECT_EQ(converted("\"AP8=\"", {TypeId::Bytea}), "\\x00ff");
    EXPECT_EQ(converted("\"*\"", {TypeId::Bytea}), "!invalid_parameter_value");
    EXPECT_EQ(converted("5", {TypeId::Bytea}), "!invalid_text_representation");
}

TEST(JsonValue, KeepsJsonTextForTextColumns) {
    EXPECT_EQ(converted("{\"b\": 1,  \"a\":2}", {TypeId::Text}), "{\"b\": 1,  \"a\":2}");
    EXPECT_EQ(converted("1.50", {TypeId::Text}), "1.50");
    EXPECT_EQ(converted("\"\\u00e9\\n\\ud83d\\ude42\"", {TypeId::Text}), "é\n🙂");
    EXPECT_EQ(converted("\"abcdef\"", {TypeId::Varchar, false, 3}), "!string_data_right_truncation");
    EXPECT_EQ(converted("\"abc  \"", {TypeId::Varchar, false, 3}), "abc");
}

TEST(JsonValue, ReadsArraysElementByElement) {
    EXPECT_EQ(converted("[1, null, 3]", {TypeId::BigInt, true}), "{1,NULL,3}");
    EXPECT_EQ(converted("[\"a,b\", \"[x\", 1.50, {\"k\": [1]}]", {TypeId::Text, true}), R"({"a,b",[x,1.50,"{\"k\": [1]}"})");
    EXPECT_EQ(converted("[]", {TypeId::Text, true}), "{}");
    EXPECT_EQ(converted("\"{1,2}\"", {TypeId::BigInt, true}), "{1,2}");
    EXPECT_EQ(converted("[[1],[2]]", {TypeId::BigInt, true}), "!feature_not_supported");
    EXPECT_EQ(converted("5", {TypeId::BigInt, true}), "!invalid_text_representation");
    EXPECT_EQ(converted("[1,", {TypeId::BigInt, true}), "!invalid_text_representation");
}

TEST(JsonValue, MakesNullOfNull) {
    for (const TypeId id : {TypeId::Text, TypeId::Jsonb, TypeId::Numeric, TypeId::TimestampTz}) EXPECT_EQ(converted("null", {id}), "NULL");
    EXPECT_EQ(converted("{\"a\":null}", {TypeId::Jsonb}), "{\"a\": null}");
}

} // namespace
} // namespace weir::expr::test
