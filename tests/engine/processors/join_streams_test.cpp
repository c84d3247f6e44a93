// SPDX-License-Identifier: Apache-2.0
// Stream–stream joins: semantics.md, rules 2 to 4, 6, 11.
#include "driven.h"

namespace weir {
namespace {

std::string joinNode(const std::string& how, const std::string& times) { return R"({"id": "j", "type": "join", "how": ")" + how + R"(", "select": "l.a, r.b", )" + times + "}"; }
const std::string sides = sourceNode("l", "a bigint") + ", " + sourceNode("r", "b bigint") + ", ";
const std::string wires = R"(["l", "j:left"], ["r", "j:right"], ["j", "out"])";

std::string l(const std::string& key, int a, std::int64_t at) { return record("l", key, R"({"a":)" + std::to_string(a) + "}", at); }
std::string r(const std::string& key, int b, std::int64_t at) { return record("r", key, R"({"b":)" + std::to_string(b) + "}", at); }
std::string both(const std::string& key, int a, int b, std::int64_t at) { return result(key, R"({"a":)" + std::to_string(a) + R"(,"b":)" + std::to_string(b) + "}", at); }
std::string alone(const std::string& key, int a, std::int64_t at) { return result(key, R"({"a":)" + std::to_string(a) + R"(,"b":null})", at); }
std::string aloneRight(const std::string& key, int b, std::int64_t at) { return result(key, R"({"a":null,"b":)" + std::to_string(b) + "}", at); }

TEST(StreamStreamJoin, PairsWithinTheSpanBothEndsIncludedAtTheLargerTime) {
    Driven flow(sides + joinNode("inner", R"("within": "10ms", "grace": "0ms")") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("k", 1, 100), r("k", 2, 110), r("k", 3, 111), r("k", 4, 90), r("x", 5, 100), l("k", 6, 110)}),
              (Lines{both("k", 1, 2, 110), both("k", 1, 4, 100), both("k", 6, 2, 110), both("k", 6, 3, 111)}));
}

TEST(StreamStreamJoin, AnAsymmetricSpanSaysWhereTheRightRecordLies) {
    Driven flow(sides + joinNode("inner", R"("within": {"before": "0ms", "after": "20ms"}, "grace": "1s")") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("k", 1, 100), r("k", 2, 99), r("k", 3, 100), r("k", 4, 120), r("k", 5, 121), l("k", 6, 101)}),
              (Lines{both("k", 1, 3, 100), both("k", 1, 4, 120), both("k", 6, 4, 120), both("k", 6, 5, 121)}));
}

TEST(StreamStreamJoin, EqualRecordsStayApartAndMeetByTimeThenArrival) {
    Driven flow(sides + joinNode("inner", R"("within": "10ms", "grace": "1s")") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("k", 1, 105), l("k", 2, 100), l("k", 3, 105), l("k", 3, 105), r("k", 9, 104)}),
              (Lines{both("k", 2, 9, 104), both("k", 1, 9, 105), both("k", 3, 9, 105), both("k", 3, 9, 105)}));
}

TEST(StreamStreamJoin, InnerDropsNullKeysAndNullValuesWhichMoveTimeAllTheSame) {
    Driven flow(sides + joinNode("left", R"("within": "10ms", "grace": "0ms")") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("k", 1, 100), record("r", "k", "null", 110), record("r", "", R"({"b":1})", 111)}), (Lines{alone("k", 1, 100)}));
    EXPECT_EQ(flow.dropped("j", "null-key"), 1U);
    EXPECT_EQ(flow({record("l", "", R"({"a":7})", 112), record("l", "k", "null", 113)}), (Lines{alone("", 7, 112)}));
}

TEST(StreamStreamJoin, OuterGivesUnmatchedOnceTimeHasPassedByTimeThenRightThenKey) {
    Driven flow(sides + joinNode("outer", R"("within": "10ms", "grace": "5ms")") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("b", 1, 100), l("a", 2, 100), r("z", 3, 100), r("y", 4, 99), l("m", 5, 100), r("m", 6, 101), l("t", 7, 115)}), (Lines{both("m", 5, 6, 101), aloneRight("y", 4, 99)}));
    EXPECT_EQ(flow({record("l", "", "null", 116)}), (Lines{aloneRight("z", 3, 100), alone("a", 2, 100), alone("b", 1, 100)}));
}

TEST(StreamStreamJoin, EachSideWaitsForItsOwnPartOfTheSpan) {
    Driven flow(sides + joinNode("outer", R"("within": {"before": "50ms", "after": "10ms"}, "grace": "0ms")") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({r("r", 1, 100), l("l", 2, 101), l("t", 3, 112)}), (Lines{alone("l", 2, 101)}));
    EXPECT_EQ(flow({l("t", 4, 150)}), (Lines{alone("t", 3, 112)}));
    EXPECT_EQ(flow({l("t", 5, 151)}), (Lines{aloneRight("r", 1, 100)}));
}

TEST(StreamStreamJoin, ALateRecordStillMeetsWhatIsRememberedElseItIsUnmatchedAtOnce) {
    Driven flow(sides + joinNode("left", R"("within": "10ms", "grace": "0ms")") + R"(, )" + sinkNode() + R"(, {"id": "late", "type": "sink", "topic": "late", "value": {"format": "json"}})",
                wires + R"(, ["j:late", "late"])");
    EXPECT_EQ(flow({r("k", 1, 100), l("t", 9, 200), l("k", 2, 100), l("k", 3, 50)}),
              (Lines{both("k", 2, 1, 100), alone("k", 3, 50), result("k", R"({"a":3})", 50, "late")}));
    EXPECT_EQ(flow.dropped("j", "late"), 1U);
}

TEST(StreamStreamJoin, RetentionIsVisible) {
    Driven flow(sides + joinNode("inner", R"("within": "10ms", "grace": "5ms")") + ", " + sinkNode(), wires);
    // Kept: before + after + grace = 25 ms behind the largest time stored on that side.
    EXPECT_EQ(flow({r("k", 1, 100), r("k", 2, 101), r("o", 3, 125), l("k", 4, 100)}), (Lines{both("k", 4, 2, 101)}));
}

TEST(StreamStreamJoin, ChangedKeysGoThroughARepartition) {
    Driven flow(sourceNode("l", "a bigint, k text") + ", " + sourceNode("r", "b bigint, k text") +
                    R"(, {"id": "lk", "type": "select-key", "key": "k"}, {"id": "rk", "type": "select-key", "key": "k"}, )" + joinNode("inner", R"("within": "10ms", "grace": "0ms")") + ", " + sinkNode(),
                R"(["l", "lk"], ["r", "rk"], ["lk", "j:left"], ["rk", "j:right"], ["j", "out"])");
    EXPECT_EQ(flow({record("l", "1", R"({"a":1,"k":"x"})", 10), record("r", "2", R"({"b":2,"k":"x"})", 12)}), (Lines{both("x", 1, 2, 12)}));
}

} // namespace
} // namespace weir
