// SPDX-License-Identifier: Apache-2.0
#include "driven.h"

namespace weir {
namespace {

TEST(TableFilter, ARowThatNoLongerPassesBecomesATombstoneEvenIfItNeverPassed) {
    Driven flow(tableNode("in", "a bigint") + R"(, {"id": "f", "type": "filter", "where": "a > 1"}, {"id": "s", "type": "to-stream"}, )" + sinkNode(), R"(["in", "f"], ["f", "s"], ["s", "out"])");
    EXPECT_EQ(flow({record("in", "k", R"({"a":2})", 1), record("in", "k", R"({"a":0})", 2), record("in", "n", R"({"a":0})", 3), record("in", "", R"({"a":9})", 4)}).front(),
              result("k", R"({"a":2})", 1));
    EXPECT_EQ(flow({record("in", "k", R"({"a":5})", 5), record("in", "k", "null", 6)}), (Lines{result("k", R"({"a":5})", 5), result("k", "null", 6)}));
    EXPECT_EQ(flow.dropped("in", "null-key"), 1U);
}

TEST(TableFilter, BeforeAnAggregateOnlyWhatWasThereIsTakenBack) {
    Driven flow(tableNode("in", "g text, a bigint") +
                    R"(, {"id": "f", "type": "filter", "where": "a > 1"}, {"id": "n", "type": "aggregate", "group_by": "g", "select": "count(*) AS n, sum(a) AS s"}, )" + sinkNode(),
                R"(["in", "f"], ["f", "n"], ["n", "out"])");
    EXPECT_EQ(flow({record("in", "k", R"({"g":"x","a":0})", 1), record("in", "k", R"({"g":"x","a":2})", 2), record("in", "k", R"({"g":"x","a":5})", 3), record("in", "k", R"({"g":"x","a":1})", 4),
                    record("in", "k", "null", 5)}),
              (Lines{result("x", R"({"n":1,"s":2})", 2), result("x", R"({"n":1,"s":5})", 3), result("x", R"({"n":0,"s":null})", 4)}));
}

TEST(TableAggregate, AChangedGroupTakesBackTheOldOneFirst) {
    Driven flow(tableNode("in", "g text, a bigint") + R"(, {"id": "n", "type": "aggregate", "group_by": "g", "select": "count(*) AS n, sum(a) AS s"}, )" + sinkNode(), R"(["in", "n"], ["n", "out"])");
    EXPECT_EQ(flow({record("in", "k", R"({"g":"x","a":2})", 1), record("in", "k", R"({"g":"y","a":3})", 2), record("in", "k", R"({"g":null,"a":3})", 3)}),
              (Lines{result("x", R"({"n":1,"s":2})", 1), result("x", R"({"n":0,"s":null})", 2), result("y", R"({"n":1,"s":3})", 2), result("y", R"({"n":0,"s":null})", 3)}));
}

const std::string left = sourceNode("l", "a bigint");
const std::string right = tableNode("r", "b bigint");
std::string joinNode(const std::string& how) { return R"({"id": "j", "type": "join", "how": ")" + how + R"(", "select": "l.a, r.b"})"; }
const std::string joinEdges = R"(["l", "j:left"], ["r", "j:right"], ["j", "out"])";

TEST(StreamTableJoin, OnlyTheStreamTriggersAndTheLatestRowIsTaken) {
    Driven flow(left + ", " + right + ", " + joinNode("inner") + ", " + sinkNode(), joinEdges);
    EXPECT_EQ(flow({record("l", "k", R"({"a":1})", 1), record("r", "k", R"({"b":7})", 9), record("l", "k", R"({"a":2})", 2), record("r", "k", R"({"b":8})", 3), record("l", "k", R"({"a":3})", 3),
                    record("r", "k", "null", 4), record("l", "k", R"({"a":4})", 4)}),
              (Lines{result("k", R"({"a":2,"b":7})", 2), result("k", R"({"a":3,"b":8})", 3)}));
}

TEST(StreamTableJoin, InnerDropsANullKeyAndANullValue) {
    Driven flow(left + ", " + right + ", " + joinNode("inner") + ", " + sinkNode(), joinEdges);
    EXPECT_EQ(flow({record("r", "k", R"({"b":7})", 1), record("l", "", R"({"a":2})", 2), record("l", "k", "null", 3)}), Lines{});
    EXPECT_EQ(flow.dropped("j", "null-key"), 1U);
}

TEST(StreamTableJoin, LeftGivesTheUnmatchedRowForANullKeyButNotForANullValue) {
    Driven flow(left + ", " + right + ", " + joinNode("left") + ", " + sinkNode(), joinEdges);
    EXPECT_EQ(flow({record("l", "", R"({"a":2})", 2), record("l", "k", "null", 3), record("l", "k", R"({"a":4})", 4)}),
              (Lines{result("", R"({"a":2,"b":null})", 2), result("k", R"({"a":4,"b":null})", 4)}));
}

} // namespace
} // namespace weir
