// SPDX-License-Identifier: Apache-2.0
// Table–table, foreign-key and global-table joins: semantics.md, "Table joins", rules 3, 7, 9, 11.
#include "driven.h"

namespace weir {
namespace {

const std::string sides = tableNode("l", "a bigint, f text") + ", " + tableNode("r", "b bigint") + ", ";
const std::string wires = R"(["l", "j:left"], ["r", "j:right"], ["j", "out"])";
std::string joinNode(const std::string& how, const std::string& more = {}) { return R"({"id": "j", "type": "join", "how": ")" + how + R"(", "select": "l.a, r.b")" + more + "}"; }
const std::string byForeignKey = R"(, "foreign_key": "l.f")";

std::string l(const std::string& key, const std::string& value, std::int64_t at) { return record("l", key, value, at); }
std::string r(const std::string& key, const std::string& value, std::int64_t at) { return record("r", key, value, at); }

TEST(TableTableJoin, InnerTriggersOnBothSidesAndDeletesEvenWhatNeverWas) {
    Driven flow(sides + joinNode("inner") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("k", R"({"a":1})", 9), r("k", R"({"b":2})", 5), r("n", R"({"b":2})", 6), l("n", "null", 7), l("k", R"({"a":3})", 1), r("k", "null", 2), l("k", "null", 3)}),
              (Lines{result("k", R"({"a":1,"b":2})", 9), result("n", "null", 7), result("k", R"({"a":3,"b":2})", 5), result("k", "null", 2)}));
}

TEST(TableTableJoin, LeftKeepsTheLeftRow) {
    Driven flow(sides + joinNode("left") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("k", "null", 1), r("k", R"({"b":2})", 2), l("k", "null", 3), l("k", R"({"a":1})", 4), r("k", "null", 5), r("k", "null", 6), l("k", "null", 7), l("k", "null", 8)}),
              (Lines{result("k", "null", 3), result("k", R"({"a":1,"b":2})", 4), result("k", R"({"a":1,"b":null})", 5), result("k", R"({"a":1,"b":null})", 6), result("k", "null", 7)}));
}

TEST(TableTableJoin, OuterKeepsEither) {
    Driven flow(sides + joinNode("outer") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({r("k", "null", 1), r("k", R"({"b":2})", 2), l("k", R"({"a":1})", 1), r("k", "null", 3), l("k", "null", 4), l("k", "null", 5)}),
              (Lines{result("k", R"({"a":null,"b":2})", 2), result("k", R"({"a":1,"b":2})", 2), result("k", R"({"a":1,"b":null})", 3), result("k", "null", 4)}));
}

TEST(TableTableJoin, GivesBackWhatItsUpdatesReplace) {
    Driven flow(sides + joinNode("left") + R"(, {"id": "n", "type": "aggregate", "group_by": "b", "select": "count(*) AS n, sum(a) AS s"}, )" + sinkNode(), R"(["l", "j:left"], ["r", "j:right"], ["j", "n"], ["n", "out"])");
    const auto keyed = [](const std::string& key, const std::string& value, std::int64_t at) { return R"({"topic":"out","key":)" + key + ",\"value\":" + value + ",\"timestamp\":" + std::to_string(at) + "}"; };
    EXPECT_EQ(flow({l("k", R"({"a":1})", 1), r("k", R"({"b":7})", 2), l("k", R"({"a":4})", 3), r("k", R"({"b":8})", 4), l("k", "null", 5)}),
              (Lines{keyed("7", R"({"n":1,"s":1})", 2), keyed("7", R"({"n":1,"s":4})", 3), keyed("7", R"({"n":0,"s":null})", 4), keyed("8", R"({"n":1,"s":4})", 4), keyed("8", R"({"n":0,"s":null})", 5)}));
}

TEST(TableTableJoin, OfWindowedTablesMeetsByKeyAndWindow) {
    const auto counted = [](const std::string& id) { return R"({"id": ")" + id + R"(", "type": "aggregate", "window": {"type": "tumbling", "size": "10ms", "grace": "0ms"}, "select": "count(*) AS n"})"; };
    Driven flow(sourceNode("x", "a bigint") + ", " + sourceNode("y", "a bigint") + ", " + counted("cx") + ", " + counted("cy") + R"(, {"id": "j", "type": "join", "select": "l.n AS x, r.n AS y"}, )" + sinkNode(),
                R"(["x", "cx"], ["y", "cy"], ["cx", "j:left"], ["cy", "j:right"], ["j", "out"])");
    const auto out = flow({record("x", "k", "{}", 1), record("y", "k", "{}", 12), record("x", "k", "{}", 13), record("y", "k", "{}", 14)});
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(out[0], R"({"topic":"out","key":{"key":"k","start":10,"end":20},"value":{"x":1,"y":1},"timestamp":13})");
    EXPECT_EQ(out[1], R"({"topic":"out","key":{"key":"k","start":10,"end":20},"value":{"x":1,"y":2},"timestamp":14})");
}

TEST(ForeignKeyJoin, InnerFollowsTheForeignKeyOfEachLeftRow) {
    Driven flow(sides + joinNode("inner", byForeignKey) + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("2", R"({"a":1,"f":"x"})", 1), l("1", R"({"a":2,"f":"x"})", 2), r("x", R"({"b":5})", 1)}), (Lines{result("1", R"({"a":2,"b":5})", 1), result("2", R"({"a":1,"b":5})", 1)}));
    // Another key without a row, the same again, then one with a row that is newer than the update.
    EXPECT_EQ(flow({l("1", R"({"a":3,"f":"y"})", 3), l("1", R"({"a":4,"f":"y"})", 4), r("z", R"({"b":6})", 9), l("1", R"({"a":5,"f":"z"})", 5)}), (Lines{result("1", "null", 3), result("1", R"({"a":5,"b":6})", 9)}));
    EXPECT_EQ(flow({l("1", "null", 6), l("1", "null", 7), r("x", "null", 8), r("x", "null", 9), r("y", R"({"b":1})", 9)}), (Lines{result("1", "null", 9), result("2", "null", 8), result("2", "null", 9)}));
}

TEST(ForeignKeyJoin, InnerPassesOverANullForeignKeyAndTakesAResultBack) {
    Driven flow(sides + joinNode("inner", byForeignKey) + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({r("x", R"({"b":5})", 1), l("1", R"({"a":1})", 2), l("1", R"({"a":1,"f":"q"})", 2), l("1", R"({"a":1,"f":"x"})", 3), l("1", R"({"a":2})", 4), l("1", "null", 5)}),
              (Lines{result("1", R"({"a":1,"b":5})", 3), result("1", "null", 4)}));
    EXPECT_EQ(flow.dropped("j", "null-key"), 1U);
}

TEST(ForeignKeyJoin, LeftKeepsTheLeftRow) {
    Driven flow(sides + joinNode("left", byForeignKey) + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({l("1", R"({"a":1})", 1), l("1", R"({"a":2,"f":"x"})", 2), r("x", R"({"b":5})", 3), l("1", R"({"a":3,"f":"y"})", 4), r("x", "null", 5), l("1", "null", 6), l("1", "null", 7)}),
              (Lines{result("1", R"({"a":1,"b":null})", 1), result("1", R"({"a":2,"b":null})", 2), result("1", R"({"a":2,"b":5})", 3), result("1", R"({"a":3,"b":null})", 4), result("1", "null", 6)}));
}

TEST(ForeignKeyJoin, ItsResultsCanBeTakenBack) {
    Driven flow(sides + joinNode("inner", byForeignKey) + R"(, {"id": "n", "type": "aggregate", "group_by": "b::text", "select": "count(*) AS n, sum(a) AS s"}, )" + sinkNode(),
                R"(["l", "j:left"], ["r", "j:right"], ["j", "n"], ["n", "out"])");
    EXPECT_EQ(flow({r("x", R"({"b":5})", 1), l("1", R"({"a":1,"f":"x"})", 2), l("2", R"({"a":2,"f":"x"})", 3), r("x", R"({"b":6})", 4), l("1", "null", 5)}),
              (Lines{result("5", R"({"n":1,"s":1})", 2), result("5", R"({"n":2,"s":3})", 3), result("5", R"({"n":1,"s":2})", 4), result("6", R"({"n":1,"s":1})", 4), result("5", R"({"n":0,"s":null})", 4),
                     result("6", R"({"n":2,"s":3})", 4), result("6", R"({"n":1,"s":2})", 5)}));
}

TEST(ForeignKeyJoin, ATableMayPointAtItself) {
    Driven flow(tableNode("l", "a bigint, f text") + R"(, {"id": "j", "type": "join", "select": "l.a, r.a AS b", "foreign_key": "l.f"}, )" + sinkNode(), R"(["l", "j:left"], ["l", "j:right"], ["j", "out"])");
    EXPECT_EQ(flow({l("boss", R"({"a":1})", 1), l("1", R"({"a":2,"f":"boss"})", 2), l("boss", R"({"a":3})", 3)}), (Lines{result("1", R"({"a":2,"b":1})", 2), result("1", R"({"a":2,"b":3})", 3)}));
}

TEST(GlobalTableJoin, LooksUpWhatOnNamesAndIsNeverTriggeredByTheTable) {
    const auto global = sourceNode("r", "b bigint", R"(, "as": "global-table")");
    for (const std::string how : {"inner", "left"}) {
        Driven flow(sourceNode("l", "a bigint, f text") + ", " + global + ", " + joinNode(how, R"(, "on": "l.f")") + ", " + sinkNode(), wires);
        const auto out = flow({l("k", R"({"a":1,"f":"x"})", 1), r("x", R"({"b":5})", 99), l("k", R"({"a":2,"f":"x"})", 2), l("", R"({"a":3,"f":"x"})", 3), l("k", R"({"a":4})", 4), l("", R"({"a":4})", 4), l("k", "null", 5),
                               r("x", R"({"b":6})", 1), l("k", R"({"a":5,"f":"x"})", 6), r("x", "null", 7), l("k", R"({"a":6,"f":"x"})", 7)});
        Lines want{result("k", R"({"a":2,"b":5})", 2), result("", R"({"a":3,"b":5})", 3), result("k", R"({"a":5,"b":6})", 6)};
        if (how == "left")
            want = {result("k", R"({"a":1,"b":null})", 1), want[0], want[1], result("", R"({"a":4,"b":null})", 4), want[2], result("k", R"({"a":6,"b":null})", 7)};
        EXPECT_EQ(out, want) << how;
    }
}

TEST(GlobalTableJoin, OnIsTheStreamsKeyWhereItIsAbsentAndIsCastToTheTablesKey) {
    const std::string global = R"({"id": "r", "type": "source", "topic": "r", "as": "global-table", "key": {"format": "int64"}, "value": {"format": "json", "schema": "b bigint"}})";
    Driven flow(sourceNode("l", "a integer") + ", " + global + ", " + joinNode("inner", R"(, "on": "a")") + ", " + sinkNode(), wires);
    EXPECT_EQ(flow({R"({"topic":"r","key":7,"value":{"b":1},"timestamp":1})", l("k", R"({"a":7})", 2), l("k", R"({"a":8})", 3)}), (Lines{result("k", R"({"a":7,"b":1})", 2)}));
}

} // namespace
} // namespace weir
