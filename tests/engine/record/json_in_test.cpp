// SPDX-License-Identifier: Apache-2.0
#include "json_reading.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace weir;
using namespace weir::testing;

namespace {

SchemaPtr orders() {
    return schemaOf({{"order_id", {TypeId::BigInt}},
                     {"customer", {TypeId::Text}},
                     {"amount", {TypeId::Double}},
                     {"paid", {TypeId::Boolean}}});
}
constexpr auto outOfRange = "numeric_value_out_of_range";
constexpr auto invalidText = "invalid_text_representation";

} // namespace

TEST(JsonRowReader, FillsTheColumnsOfARow) {
    Reading read(orders());
    EXPECT_EQ(read(R"({"order_id":100000001,"customer":"c-0007","amount":12.5,"paid":true})"),
              R"({"order_id":100000001,"customer":"c-0007","amount":12.5,"paid":true})");
}

TEST(JsonRowReader, ReadsMissingFieldsAndNullsAsNull) {
    Reading read(orders());
    EXPECT_EQ(read("{}"), R"({"order_id":null,"customer":null,"amount":null,"paid":null})");
    EXPECT_EQ(read(R"({"customer":null,"paid":false})"), R"({"order_id":null,"customer":null,"amount":null,"paid":false})");
}

TEST(JsonRowReader, FindsColumnsInAnyOrderAmongOthersAndWithSpaces) {
    Reading read(orders());
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(read("\n { \"paid\" : true ,\t\"more\":{\"order_id\":[1,{}]},\"amount\":1 , \"order_id\" : 7 }\r\n "),
                  R"({"order_id":7,"customer":null,"amount":1,"paid":true})");
        EXPECT_EQ(read(R"({"order_id":7,"order_idx":8,"order_i":9})"), R"({"order_id":7,"customer":null,"amount":null,"paid":null})");
        EXPECT_EQ(read(R"({"amount":2,"a-name-longer-than-sixteen-bytes":1,"a-name-longer-than-sixteen-bytez":2,"customer":"x"})"),
                  R"({"order_id":null,"customer":"x","amount":2,"paid":null})");
    }
}

TEST(JsonRowReader, TakesTheLastOfEqualNames) {
    Reading read(orders());
    EXPECT_EQ(read(R"({"amount":1,"amount":2})"), R"({"order_id":null,"customer":null,"amount":2,"paid":null})");
    EXPECT_EQ(read(R"({"amount":"no number","amount":2})"), R"({"order_id":null,"customer":null,"amount":2,"paid":null})");
    EXPECT_EQ(read(R"({"amount":1,"\u0061mount":3})"), R"({"order_id":null,"customer":null,"amount":3,"paid":null})");
    EXPECT_EQ(read(R"({"amount":01,"amount":2})"), "invalid_json");
    EXPECT_EQ(read(R"({"amount":2,"amount":"no number"})"), "invalid_text_representation amount");
}

TEST(JsonRowReader, KeepsTextWithoutEscapesAsAView) {
    Reading read(orders());
    ASSERT_TRUE(read.read(R"({"customer":"c-0007"})"));
    EXPECT_EQ(read.column(1).p, read.text().data() + 13);
    EXPECT_EQ(read(R"({"customer":"a\"\\\/\b\f\n\r\tä\u00e4\ud83d\ude00"})"),
              "{\"order_id\":null,\"customer\":\"a\\\"\\\\/\\b\\f\\n\\r\\tää😀\",\"amount\":null,\"paid\":null}");
}

TEST(JsonRowReader, ChecksColumnsThatNobodyWants) {
    Reading read(orders(), {true, false, false, false});
    EXPECT_TRUE(read.read(R"({"order_id":1,"amount":5})"));
    EXPECT_EQ(read(R"({"order_id":1,"amount":"five"})"), "invalid_text_representation amount");
    EXPECT_EQ(read(R"({"order_id":1,"paid":5})"), "invalid_text_representation paid");
}

TEST(JsonRowReader, NamesTheColumnAndTheValueOfAnError) {
    Reading read(orders());
    EXPECT_EQ(read(R"({"order_id":99999999999999999999})"), "numeric_value_out_of_range order_id");
    EXPECT_EQ(read.error().message, "The value \"99999999999999999999\" is out of range for type bigint.");
    EXPECT_EQ(read(R"([1])"), "invalid_json");
    EXPECT_EQ(read.error().message, "The value is not a valid JSON object: it starts with \"[\".");
    EXPECT_EQ(read(R"({"order_id":1)"), "invalid_json");
    EXPECT_EQ(read(R"({"order_id":1,})"), "invalid_json");
}

TEST(JsonIntegers, TakeIntegralNumbersHoweverWritten) {
    EXPECT_EQ(readAs({TypeId::BigInt}, "5.0"), "5");
    EXPECT_EQ(readAs({TypeId::BigInt}, "1e3"), "1000");
    EXPECT_EQ(readAs({TypeId::BigInt}, "-1.5E1"), "-15");
    EXPECT_EQ(readAs({TypeId::BigInt}, "1200e-2"), "12");
    EXPECT_EQ(readAs({TypeId::BigInt}, "0e999999999999"), "0");
    EXPECT_EQ(readAs({TypeId::BigInt}, "-0"), "0");
    EXPECT_EQ(readAs({TypeId::BigInt}, "9223372036854775807"), "9223372036854775807");
    EXPECT_EQ(readAs({TypeId::BigInt}, "-9223372036854775808"), "-9223372036854775808");
    EXPECT_EQ(readAs({TypeId::BigInt}, "-9223372036854775808.000"), "-9223372036854775808");
    EXPECT_EQ(readAs({TypeId::BigInt}, "12345678"), "12345678");
    EXPECT_EQ(readAs({TypeId::BigInt}, "123456789"), "123456789");
    EXPECT_EQ(readAs({TypeId::BigInt}, "1234567890123456"), "1234567890123456");
    EXPECT_EQ(readAs({TypeId::BigInt}, "12345678901234567"), "12345678901234567");
    EXPECT_EQ(readAs({TypeId::BigInt}, "9223372036854775808"), outOfRange);
    EXPECT_EQ(readAs({TypeId::BigInt}, "1e19"), outOfRange);
    EXPECT_EQ(readAs({TypeId::BigInt}, "1e999999999999"), outOfRange);
    EXPECT_EQ(readAs({TypeId::BigInt}, "5.5"), invalidText);
    EXPECT_EQ(readAs({TypeId::BigInt}, "1e-1"), invalidText);
    EXPECT_EQ(readAs({TypeId::BigInt}, "01"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::BigInt}, "1."), "invalid_json");
    EXPECT_EQ(readAs({TypeId::BigInt}, "+1"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::BigInt}, "--1"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::BigInt}, "-"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::BigInt}, "1:2"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::Integer}, "2147483647"), "2147483647");
    EXPECT_EQ(readAs({TypeId::Integer}, "2147483648"), outOfRange);
    EXPECT_EQ(readAs({TypeId::SmallInt}, "-32768"), "-32768");
    EXPECT_EQ(readAs({TypeId::SmallInt}, "32768"), outOfRange);
}

TEST(JsonIntegers, TakeTextAsPostgresDoes) {
    EXPECT_EQ(readAs({TypeId::BigInt}, R"("5")"), "5");
    EXPECT_EQ(readAs({TypeId::BigInt}, R"(" -5 ")"), "-5");
    EXPECT_EQ(readAs({TypeId::BigInt}, R"("+5")"), "5");
    EXPECT_EQ(readAs({TypeId::BigInt}, R"("\u0035")"), "5");
    EXPECT_EQ(readAs({TypeId::BigInt}, R"("5.0")"), invalidText);
    EXPECT_EQ(readAs({TypeId::BigInt}, R"("+-5")"), invalidText);
    EXPECT_EQ(readAs({TypeId::BigInt}, R"("")"), invalidText);
    EXPECT_EQ(readAs({TypeId::BigInt}, "true"), invalidText);
    EXPECT_EQ(readAs({TypeId::BigInt}, "[1]"), invalidText);
    EXPECT_EQ(readAs({TypeId::SmallInt}, R"("40000")"), outOfRange);
}

TEST(JsonDoubles, AreTheNearestOfEveryWayToWriteThem) {
    EXPECT_EQ(readAs({TypeId::Double}, "123.45"), "123.45");
    EXPECT_EQ(readAs({TypeId::Double}, "-0.25"), "-0.25");
    EXPECT_EQ(readAs({TypeId::Double}, "12345678.90123456789"), "12345678.901234567");
    EXPECT_EQ(readAs({TypeId::Double}, "5e-324"), "5e-324");
    EXPECT_EQ(readAs({TypeId::Double}, "1.7976931348623157e308").substr(0, 17), "17976931348623157");
    EXPECT_EQ(readAs({TypeId::Double}, R"("1.5")"), "1.5");
    EXPECT_EQ(readAs({TypeId::Double}, R"("NaN")"), R"("NaN")");
    EXPECT_EQ(readAs({TypeId::Double}, R"("-infinity")"), R"("-Infinity")");
    EXPECT_EQ(readAs({TypeId::Double}, "1e309"), outOfRange);
    EXPECT_EQ(readAs({TypeId::Double}, "1e-400"), outOfRange);
    EXPECT_EQ(readAs({TypeId::Double}, "0e-400"), "0");
    EXPECT_EQ(readAs({TypeId::Double}, "NaN"), "invalid_json");
    for (const auto* broken : {".5", "5.", "00.5", "1.2.3", "0x10", "1e", "1e+", "-.5", "1,5", "1.5.", "12.3456789e"})
        EXPECT_EQ(readAs({TypeId::Double}, broken), "invalid_json") << broken;
    EXPECT_EQ(readAs({TypeId::Double}, R"("five")"), invalidText);
    EXPECT_EQ(readAs({TypeId::Double}, R"("")"), invalidText);
    EXPECT_EQ(readAs({TypeId::Real}, "0.1"), "0.1");
    EXPECT_EQ(readAs({TypeId::Real}, "16777217"), "16777216");
    EXPECT_EQ(readAs({TypeId::Real}, "1e39"), outOfRange);
    EXPECT_EQ(readAs({TypeId::Real}, "1e-50"), outOfRange);
}

RC_GTEST_PROP(JsonDoubles, ReadBackWhatWasWritten, ()) {
    const auto bits = *rc::gen::arbitrary<std::uint64_t>();
    const auto cents = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
    for (const double value : {std::bit_cast<double>(bits), static_cast<double>(cents) / 100, static_cast<double>(cents) / 10000}) {
        if (!(value - value == 0)) continue; // NaN or infinite
        std::string text;
        appendJsonDouble(text, value);
        Reading read(schemaOf({{"x", {TypeId::Double}}}));
        RC_ASSERT(read.read("{\"x\":" + text + "}"));
        RC_ASSERT(read.column(0).d == value);
    }
}

RC_GTEST_PROP(JsonIntegers, ReadBackWhatWasWritten, (std::int64_t value)) {
    Reading read(schemaOf({{"x", {TypeId::BigInt}}}));
    RC_ASSERT(read.read("{\"x\":" + std::to_string(value) + "}"));
    RC_ASSERT(read.column(0).i == value);
}

TEST(JsonTexts, AreTheJsonOfWhatIsNoString) {
    EXPECT_EQ(readAs({TypeId::Text}, "1.50"), R"("1.50")");
    EXPECT_EQ(readAs({TypeId::Text}, "true"), R"("true")");
    EXPECT_EQ(readAs({TypeId::Text}, "null"), "null");
    EXPECT_EQ(readAs({TypeId::Text}, R"({"a": [1, "b"]})"), R"("{\"a\": [1, \"b\"]}")");
    EXPECT_EQ(readAs({TypeId::Text}, "[]"), R"("[]")");
    EXPECT_EQ(readAs({TypeId::Text}, R"("")"), R"("")");
    EXPECT_EQ(readAs({TypeId::Text}, "tru"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::Text}, "nulll"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::Text}, R"("a\u0000b")"), "untranslatable_character");
    EXPECT_EQ(readAs({TypeId::Text}, R"("\ud800")"), "invalid_json");
    EXPECT_EQ(readAs({TypeId::Text}, R"("\x")"), "invalid_json");
}

TEST(JsonTexts, FitTheirLength) {
    const Type three{TypeId::Varchar, false, 3};
    EXPECT_EQ(readAs(three, R"("äöü")"), R"("äöü")");
    EXPECT_EQ(readAs(three, R"("abc  ")"), R"("abc")");
    EXPECT_EQ(readAs(three, R"("abcd")"), "string_data_right_truncation");
}

TEST(JsonBooleans, TakePostgresWords) {
    EXPECT_EQ(readAs({TypeId::Boolean}, R"("yes")"), "true");
    EXPECT_EQ(readAs({TypeId::Boolean}, R"(" Tru ")"), "true");
    EXPECT_EQ(readAs({TypeId::Boolean}, R"("of")"), "false");
    EXPECT_EQ(readAs({TypeId::Boolean}, "1"), "true");
    EXPECT_EQ(readAs({TypeId::Boolean}, "0"), "false");
    EXPECT_EQ(readAs({TypeId::Boolean}, "2"), invalidText);
    EXPECT_EQ(readAs({TypeId::Boolean}, R"("o")"), invalidText);
    EXPECT_EQ(readAs({TypeId::Boolean}, "True"), "invalid_json");
}

TEST(JsonOtherTypes, GoToTheCallbackAsTheirOwnText) {
    Reading read(schemaOf({{"n", {TypeId::Text}}, {"j", {TypeId::Jsonb}}, {"a", {TypeId::BigInt, true}}}));
    ASSERT_TRUE(read.read(R"({"j": {"a" : 1.50} , "a":[1,2], "n":"x"})"));
    EXPECT_EQ(read.column(1).bytes(), R"({"a" : 1.50})");
    EXPECT_EQ(read.column(2).bytes(), "[1,2]");
    EXPECT_EQ(read(R"({"j":"refused"})"), "invalid_text_representation j");
    EXPECT_EQ(read(R"({"j":1.})"), "invalid_json");
}
