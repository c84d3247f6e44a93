// SPDX-License-Identifier: Apache-2.0
#include "weir/record/json_out.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

using namespace weir;

namespace {

std::string json(const Type& type, const Datum& value) {
    std::string out;
    appendJson(out, type, value);
    return out;
}
std::string number(double value) { return json({TypeId::Double}, Datum::ofDouble(value)); }
std::string interval(IntervalValue value) {
    std::string out;
    appendIntervalIso(out, value);
    return out;
}
std::size_t digits(std::string_view text) {
    std::string kept;
    for (const char c : text.substr(0, text.find('e')))
        if (c >= '0' && c <= '9') kept += c;
    kept.erase(0, kept.find_first_not_of('0'));
    while (kept.ends_with('0')) kept.pop_back();
    return kept.size();
}

} // namespace

TEST(JsonOut, PrintsDoublesAsTheShortestThatReadsBack) {
    EXPECT_EQ(number(0.1), "0.1");
    EXPECT_EQ(number(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(number(5), "5");
    EXPECT_EQ(number(-0.0), "0");
    EXPECT_EQ(number(-123.45), "-123.45");
    EXPECT_EQ(number(-0.5), "-0.5");
    EXPECT_EQ(number(0.0001), "0.0001");
    EXPECT_EQ(number(0.00001), "0.00001");
    EXPECT_EQ(number(1.5e-7), "1.5e-7");
    EXPECT_EQ(number(1e-7), "1e-7");
    EXPECT_EQ(number(1e20), "100000000000000000000");
    EXPECT_EQ(number(1e23), "100000000000000000000000");
    EXPECT_EQ(number(9007199254740993.0), "9007199254740992");
    EXPECT_EQ(number(123456789012345.67), "123456789012345.67");
    EXPECT_EQ(json({TypeId::Real}, Datum::ofDouble(static_cast<double>(0.1F))), "0.1");
    EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "\"NaN\"");
    EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "\"Infinity\"");
    EXPECT_EQ(number(-std::numeric_limits<double>::infinity()), "\"-Infinity\"");
}

RC_GTEST_PROP(JsonOut, PrintsNoMoreDigitsThanNeeded, ()) {
    const auto any = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    const auto money = static_cast<double>(*rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000)) / 100;
    for (const double value : {any, money, money * 3, money / 7}) {
        if (!std::isfinite(value)) continue;
        const auto text = number(value);
        double back = 0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        RC_ASSERT(back == value);
        char shortest[40];
        const auto end = std::to_chars(shortest, shortest + sizeof shortest, value, std::chars_format::scientific).ptr;
        RC_ASSERT(digits(text) == digits({shortest, static_cast<std::size_t>(end - shortest)}));
        if (value == std::floor(value)) RC_ASSERT(text.find_first_of(".e") == std::string::npos);
    }
}

TEST(JsonOut, EscapesOnlyQuotesBackslashesAndControls) {
    std::string out;
    appendJsonString(out, std::string_view("a\"b\\c/d\n\t\b\f\r\x01\x1f ä\x7f\0", 19));
    EXPECT_EQ(out, "\"a\\\"b\\\\c/d\\n\\t\\b\\f\\r\\u0001\\u001f ä\x7f\\u0000\"");
}

TEST(JsonOut, PrintsEveryType) {
    EXPECT_EQ(json({TypeId::BigInt}, Datum()), "null");
    EXPECT_EQ(json({TypeId::BigInt}, Datum::ofInt(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
    EXPECT_EQ(json({TypeId::Boolean}, Datum::ofBool(true)), "true");
    EXPECT_EQ(json({TypeId::Bytea}, Datum::ofBytes(std::string_view("\0\1\xff", 3))), "\"AAH/\"");
    EXPECT_EQ(json({TypeId::Bytea}, Datum::ofBytes("a")), "\"YQ==\"");
    EXPECT_EQ(json({TypeId::Bytea}, Datum::ofBytes("ab")), "\"YWI=\"");
    EXPECT_EQ(json({TypeId::TimestampTz}, Datum::ofInt(1'795'341'600'123'000)), "\"2026-11-22T10:00:00.123Z\"");
    EXPECT_EQ(json({TypeId::TimestampTz}, Datum::ofInt(std::numeric_limits<std::int64_t>::max())), "\"infinity\"");
    EXPECT_EQ(json({TypeId::Jsonb}, Datum::ofBytes(R"({"a b": [1.50, "x, \" y"], "c": null})")), R"({"a b":[1.50,"x, \" y"],"c":null})");
    const Datum elements[] = {Datum::ofInt(1), Datum(), Datum::ofInt(3)};
    const ArrayValue array{3, elements};
    EXPECT_EQ(json({TypeId::BigInt, true}, Datum::ofBytes({reinterpret_cast<const char*>(&array), sizeof array})), "[1,null,3]");
}

TEST(JsonOut, PrintsIntervalsInIso8601) {
    constexpr std::int64_t second = 1'000'000;
    EXPECT_EQ(interval({}), "PT0S");
    EXPECT_EQ(interval({(4 * 3600 + 5 * 60 + 6) * second + 789'000, 3, 14}), "P1Y2M3DT4H5M6.789S");
    EXPECT_EQ(interval({90 * 60 * second, 0, 0}), "PT1H30M");
    EXPECT_EQ(interval({-second / 2, -1, 0}), "P-1DT-0.5S");
    EXPECT_EQ(interval({0, 0, -25}), "P-2Y-1M");
}

TEST(JsonOut, PrintsRowsInTheOrderOfTheirColumns) {
    const Schema schema{{{"b", {TypeId::BigInt}}, {"a\"", {TypeId::Text}}}};
    const Datum columns[] = {Datum::ofInt(1), Datum()};
    std::string out;
    appendJsonRow(out, schema, columns);
    EXPECT_EQ(out, R"({"b":1,"a\"":null})");
    out.clear();
    appendJsonRow(out, Schema{}, nullptr);
    EXPECT_EQ(out, "{}");
}

RC_GTEST_PROP(JsonRowWriter, WritesWhatAppendJsonRowDoes, (const std::string& name, std::int64_t integer, const std::string& text)) {
    const auto number = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    const auto bytes = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
    const auto schema = std::make_shared<const Schema>(Schema{{{name, {TypeId::Text}}, {"i", {TypeId::BigInt}}, {"at", {TypeId::TimestampTz}}, {"d", {TypeId::Double}}, {"e", {TypeId::Double}}, {"b", {TypeId::Boolean}}, {"t", {TypeId::Text}}}});
    std::vector<Datum> columns{Datum::ofBytes(text), Datum::ofInt(integer), Datum::ofInt(integer / 1000000), Datum::ofDouble(number), Datum::ofDouble(static_cast<double>(integer % 1000000) / 1000), Datum::ofBool(true), Datum::ofBytes(bytes)};
    columns[*rc::gen::inRange<std::size_t>(0, columns.size())] = Datum();
    std::string expected = "x";
    std::string out = "x";
    appendJsonRow(expected, *schema, columns.data());
    JsonRowWriter(schema).append(columns.data(), out);
    RC_ASSERT(out == expected);
}
