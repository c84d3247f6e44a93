// SPDX-License-Identifier: Apache-2.0
#include "driven.h"

namespace weir {
namespace {

TEST(Filter, NullCountsAsFalse) {
    Driven flow(sourceNode("in", "a bigint") + R"(, {"id": "f", "type": "filter", "where": "a > 1"}, )" + sinkNode(), R"(["in", "f"], ["f", "out"])");
    EXPECT_EQ(flow({record("in", "k", R"({"a":1})", 1), record("in", "k", R"({"a":null})", 2), record("in", "k", R"({"a":2})", 3), record("in", "", R"({"a":3})", 4)}),
              (Lines{result("k", R"({"a":2})", 3), result("", R"({"a":3})", 4)}));
}

const std::string branches = R"({"id": "b", "type": "branch", "branches": [{"name": "big", "where": "a > 10"}, {"name": "even", "where": "a % 2 = 0"}])";

TEST(Branch, TheFirstThatIsTrueTakesTheRecordAndTheDefaultTheRest) {
    Driven flow(sourceNode("in", "a bigint") + ", " + branches + R"(, "default": "rest"}, )" + sinkNode("big") + ", " + sinkNode("even") + ", " + sinkNode("rest"),
                R"(["in", "b"], ["b:big", "big"], ["b:even", "even"], ["b:rest", "rest"])");
    EXPECT_EQ(flow({record("in", "k", R"({"a":12})", 1), record("in", "k", R"({"a":4})", 2), record("in", "k", R"({"a":3})", 3), record("in", "k", R"({"a":null})", 4)}),
              (Lines{result("k", R"({"a":12})", 1, "big"), result("k", R"({"a":4})", 2, "even"), result("k", R"({"a":3})", 3, "rest"), result("k", R"({"a":null})", 4, "rest")}));
}

TEST(Branch, WithoutADefaultTheRestIsDropped) {
    Driven flow(sourceNode("in", "a bigint") + ", " + branches + "}, " + sinkNode("big") + ", " + sinkNode("even"), R"(["in", "b"], ["b:big", "big"], ["b:even", "even"])");
    EXPECT_EQ(flow({record("in", "k", R"({"a":3})", 1), record("in", "k", R"({"a":4})", 2)}), (Lines{result("k", R"({"a":4})", 2, "even")}));
}

TEST(Merge, EveryInputComesThroughOnce) {
    Driven flow(sourceNode("a", "v bigint") + ", " + sourceNode("b", "v bigint") + R"(, {"id": "m", "type": "merge"}, )" + sinkNode(), R"(["a", "m"], ["b", "m"], ["m", "out"])");
    EXPECT_EQ(flow({record("a", "k", R"({"v":1})", 5), record("b", "k", R"({"v":2})", 1), record("a", "k", R"({"v":3})", 2)}),
              (Lines{result("k", R"({"v":1})", 5), result("k", R"({"v":2})", 1), result("k", R"({"v":3})", 2)}));
}

TEST(FlatMap, NullAndEmptyArraysGiveNothingAndANullElementARow) {
    Driven flow(sourceNode("in", "tags text[]") + R"(, {"id": "f", "type": "flat-map-values", "select": "unnest(tags) AS tag"}, )" + sinkNode(), R"(["in", "f"], ["f", "out"])");
    EXPECT_EQ(flow({record("in", "k", R"({"tags":null})", 1), record("in", "k", R"({"tags":[]})", 2), record("in", "k", R"({"tags":["a",null]})", 3)}),
              (Lines{result("k", R"({"tag":"a"})", 3), result("k", R"({"tag":null})", 3)}));
}

TEST(MapValues, SeesWhereARecordCameFrom) {
    Driven flow(sourceNode("in", "a bigint") + R"(, {"id": "m", "type": "map-values", "select": "_topic AS t, _partition AS p, _offset AS o, _timestamp AS at, _key AS k, a + 1 AS b"}, )" + sinkNode(),
                R"(["in", "m"], ["m", "out"])");
    EXPECT_EQ(flow({record("in", "x", R"({"a":1})", 7), record("in", "", R"({"a":null})", 9)}),
              (Lines{result("x", R"({"t":"in","p":0,"o":0,"at":7,"k":"x","b":2})", 7), result("", R"({"t":"in","p":0,"o":1,"at":9,"k":null,"b":null})", 9)}));
}

TEST(MapValues, SeesTheHeadersAndASinkPassesThemOn) {
    Driven flow(sourceNode("in", "a bigint") + R"(, {"id": "m", "type": "map-values", "select": "_headers AS h"}, )" + sinkNode(), R"(["in", "m"], ["m", "out"])");
    ASSERT_TRUE(flow.driver().pipe({"in", "k", R"({"a":1})", 1, {{"trace", "abc"}, {"none", std::nullopt}}}));
    const auto out = flow.records();
    ASSERT_EQ(out.size(), 1U);
    EXPECT_NE(out[0].value->find("YWJj"), std::string::npos) << *out[0].value;
    ASSERT_EQ(out[0].headers.size(), 2U);
    EXPECT_EQ(out[0].headers[0].second, "abc");
    EXPECT_EQ(out[0].headers[1].second, std::nullopt);
}

TEST(SelectKey, ANullKeyPasses) {
    Driven flow(sourceNode("in", "a text") + R"(, {"id": "s", "type": "select-key", "key": "a"}, )" + sinkNode(), R"(["in", "s"], ["s", "out"])");
    EXPECT_EQ(flow({record("in", "k", R"({"a":"n"})", 1), record("in", "k", R"({"a":null})", 2)}), (Lines{result("n", R"({"a":"n"})", 1), result("", R"({"a":null})", 2)}));
}

TEST(Sink, WritesTheChosenFormats) {
    Driven flow(R"({"id": "in", "type": "source", "topic": "in", "key": {"format": "int64"}, "value": {"format": "json", "schema": "a double precision"}}, )"
                R"({"id": "out", "type": "sink", "topic": "out", "key": {"format": "string"}, "value": {"format": "double"}})",
                R"(["in", "out"])");
    ASSERT_TRUE(flow.pipe(R"({"topic":"in","key":12,"value":{"a":1.5},"timestamp":1})"));
    const auto out = flow.records();
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].key, "12");
    EXPECT_EQ(out[0].value, std::string("\x3f\xf8\0\0\0\0\0\0", 8));
}

TEST(Sink, AValueWithoutColumnsKeepsItsBytes) {
    Driven flow(R"({"id": "in", "type": "source", "topic": "in", "key": {"format": "string"}, "value": {"format": "json"}}, )" + sinkNode(), R"(["in", "out"])");
    ASSERT_TRUE(flow.driver().pipe({"in", "k", R"({ "z": [1.0],  "a": 1 })", 1, {}}));
    const auto out = flow.records();
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].value, R"({ "z": [1.0],  "a": 1 })");
}

} // namespace
} // namespace weir
