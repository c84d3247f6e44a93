// SPDX-License-Identifier: Apache-2.0
// Whether a record is valid never depends on which columns are read: broken text counts wherever it stands.
#include "json_reading.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

using namespace weir;
using namespace weir::testing;

namespace {

std::string nested(int depth, char open, char close) {
    std::string out;
    for (int i = 0; i < depth; ++i) out += open == '{' && i > 0 ? "{\"a\":" : std::string(1, open);
    if (open == '{') out.insert(1, "\"a\":").append("1");
    return out + std::string(static_cast<std::size_t>(depth), close);
}

} // namespace

class BrokenBehindTheLastWantedField : public ::testing::TestWithParam<const char*> {};

TEST_P(BrokenBehindTheLastWantedField, IsStillAnError) {
    Reading read(schemaOf({{"a", {TypeId::BigInt}}, {"late", {TypeId::Text}}}), {true, false});
    EXPECT_TRUE(read.read(R"({"a":1,"z":[true,{"b":null}]})")) << read.error().message;
    for (const auto* name : {"z", "late"}) {
        const auto text = std::string(R"({"a":1,")") + name + "\":" + GetParam();
        EXPECT_EQ(read(text), "invalid_json") << text;
    }
}

INSTANTIATE_TEST_SUITE_P(JsonRowReader, BrokenBehindTheLastWantedField,
                         ::testing::Values("", "}", "tru}", "truee}", "True}", "nul}", "1 2}", "01}", "1.}", ".5}", "1e}", "-}", "+1}",
                                           "0x1}", "NaN}", "1a}", "'x'}", "\"x}", "\"x\"\"y\"}", "\"x\"y}", "1\"x\"}", "\"\\x\"}", "\"\\u12\"}",
                                           "\"\\ud800\"}", "\"\\udc00\\ud800\"}", "\"\t\"}", "\"\x80\"}", "\"\xC0\xAF\"}", "\"\xED\xA0\x80\"}",
                                           "\"\xF5\x80\x80\x80\"}", "1,}", "1}}", "1}]", "1]", "1} x", "1}{\"b\":1}", "1,,\"b\":1}", "1 \"b\":1}",
                                           "1,\"b\"}", "1,\"b\":}", "1,\"b\" 1}", "1,b:1}", "1,1:1}", "1,\"b\":1", "[1,]}", "[,1]}", "[1 2]}",
                                           "[1}", "{]}", "[}", "{\"b\":1]}", "{\"b\"}}", "{\"b\":}}", "{\"b\":1,}}", "{,}}", "{1:1}}", "[:]}",
                                           "[\"\\q\"]}", "{\"\\q\":1}}", "[01]}", "[tru]}", "1,\"\\q\":1}", "\f1}", "1\v}"));

TEST(JsonRowReader, RefusesWhatIsNoObject) {
    Reading read(schemaOf({{"a", {TypeId::BigInt}}}));
    for (const auto* text : {"", " ", "1", "null", "\"a\"", "[]", "{", "}", "{}}", "{} {}", "\xEF\xBB\xBF{}", "{\"a\"}", "{\"a\":1", "{\"a\"", "{\"a\":"})
        EXPECT_EQ(read(text), "invalid_json") << text;
    EXPECT_EQ(read(std::string_view("{}\0", 3)), "invalid_json");
}

TEST(JsonRowReader, TakesNestingUpTo64AndNoDeeper) {
    Reading read(schemaOf({{"a", {TypeId::Jsonb}}}));
    Reading undeclared(schemaOf({}));
    EXPECT_TRUE(read.read(nested(64, '{', '}')));
    EXPECT_TRUE(undeclared.read(nested(64, '{', '}')));
    EXPECT_FALSE(read.read(nested(65, '{', '}')));
    EXPECT_FALSE(undeclared.read(nested(65, '{', '}')));
    EXPECT_TRUE(undeclared.read("{\"a\":" + nested(63, '[', ']') + "}"));
    EXPECT_FALSE(undeclared.read("{\"a\":" + nested(64, '[', ']') + "}"));
    EXPECT_FALSE(undeclared.read("{\"a\":" + nested(100'000, '[', ']') + "}"));
}

TEST(JsonRowReader, LearnsNoMoreNamesThanItKeepsRoomFor) {
    Reading read(schemaOf({{"last", {TypeId::BigInt}}}));
    for (int round = 0; round < 3; ++round) {
        std::string text = "{";
        for (int i = 0; i < 2000; ++i) text += "\"n" + std::to_string(round * 1000 + i) + "\":" + std::to_string(i) + ",";
        EXPECT_EQ(read(text + "\"" + std::string(5000, 'x') + "\":1,\"last\":7}"), "{\"last\":7}");
    }
}

// What the reader takes is what an independent parser takes.
RC_GTEST_PROP(JsonRowReader, AgreesWithAnotherParserOnDamagedRecords, ()) {
    std::string text = R"({"order_id":100000001,"customer":"c-\u00e40007\\","none":null,"amount":-12.50,"tags":["a",{"b":[]},{}],"ok":true,"ts":1700000000000})";
    const auto damages = *rc::gen::inRange(0, 4);
    for (int i = 0; i < damages; ++i) {
        static constexpr std::string_view bytes = "{}[]:,\"\\tnu0123456789.- \n\x01\xC3\xFF";
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        const auto byte = bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())];
        switch (*rc::gen::inRange(0, 4)) {
        case 0: text[at] = byte; break;
        case 1: text.insert(at, 1, byte); break;
        case 2: text.erase(at, 1); break;
        default: text.erase(at, *rc::gen::inRange<std::size_t>(1, 20));
        }
        if (text.empty()) text = " ";
    }
    const auto parsed = nlohmann::json::parse(text, nullptr, false);
    const bool valid = !parsed.is_discarded() && parsed.is_object();
    Reading undeclared(schemaOf({}));
    Reading texts(schemaOf({{"customer", {TypeId::Text}}, {"amount", {TypeId::Text}}, {"tags", {TypeId::Text}}, {"ts", {TypeId::Text}}}));
    RC_ASSERT(undeclared.read(text) == valid);
    if (text.find("\\u0000") == std::string::npos) RC_ASSERT(texts.read(text) == valid); // JSON may say it, a text can't hold it
}
