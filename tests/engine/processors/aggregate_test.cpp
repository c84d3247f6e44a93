// SPDX-License-Identifier: Apache-2.0
#include "driven.h"

namespace weir {
namespace {

std::string aggregate(const std::string& fields) { return R"({"id": "n", "type": "aggregate", "select": "count(*) AS n, sum(a) AS s", )" + fields + "}"; }
const std::string tumbling = R"("window": {"type": "tumbling", "size": "10ms", "grace": "5ms"})";
std::string windowed(const std::string& key, std::int64_t start, std::int64_t end, const std::string& value, std::int64_t timestamp) {
    return R"({"topic":"out","key":{"key":")" + key + R"(","start":)" + std::to_string(start) + ",\"end\":" + std::to_string(end) + "},\"value\":" + value + ",\"timestamp\":" + std::to_string(timestamp) + "}";
}
std::string in(std::int64_t a, std::int64_t timestamp, const std::string& key = "k") { return record("in", key, "{\"a\":" + std::to_string(a) + "}", timestamp); }

TEST(Aggregate, ByKeyDropsNullKeysAndNullValuesAndKeepsTheLargestTimestamp) {
    Driven flow(sourceNode("in", "a bigint") + ", " + aggregate(R"("emit": "updates")") + ", " + sinkNode(), R"(["in", "n"], ["n", "out"])");
    EXPECT_EQ(flow({in(1, 5), in(2, 3), in(9, 6, ""), record("in", "k", "null", 7)}), (Lines{result("k", R"({"n":1,"s":1})", 5), result("k", R"({"n":2,"s":3})", 5)}));
    EXPECT_EQ(flow.dropped("n", "null-key"), 1U);
}

TEST(Aggregate, GroupsByAnExpressionThroughARepartition) {
    Driven flow(sourceNode("in", "a bigint, g text") + ", " + aggregate(R"x("group_by": "upper(g)")x") + ", " + sinkNode(), R"(["in", "n"], ["n", "out"])");
    EXPECT_EQ(flow({record("in", "1", R"({"a":1,"g":"x"})", 1), record("in", "2", R"({"a":2,"g":"X"})", 2), record("in", "3", R"({"a":3,"g":null})", 3)}),
              (Lines{result("X", R"({"n":1,"s":1})", 1), result("X", R"({"n":2,"s":3})", 2)}));
}

TEST(Aggregate, ALateRecordGoesToTheLatePortUnchanged) {
    Driven flow(sourceNode("in", "a bigint") + ", " + aggregate(tumbling) + ", " + sinkNode() + ", " + sinkNode("late"), R"(["in", "n"], ["n", "out"], ["n:late", "late"])");
    EXPECT_EQ(flow({in(1, 3), in(2, 14), in(3, 9)}), (Lines{windowed("k", 0, 10, R"({"n":1,"s":1})", 3), windowed("k", 10, 20, R"({"n":1,"s":2})", 14), windowed("k", 0, 10, R"({"n":2,"s":4})", 9)}));
    EXPECT_EQ(flow({in(4, 15), in(5, 9)}), (Lines{windowed("k", 10, 20, R"({"n":2,"s":6})", 15), result("k", R"({"a":5})", 9, "late")})) << "end <= stream time - grace: closed";
    EXPECT_EQ(flow.dropped("n", "late"), 1U);
}

TEST(Aggregate, AHoppingWindowIsJudgedAlone) {
    Driven flow(sourceNode("in", "a bigint") + ", " + aggregate(R"("window": {"type": "hopping", "size": "10ms", "advance": "5ms", "grace": "0ms"})") + ", " + sinkNode(), R"(["in", "n"], ["n", "out"])");
    EXPECT_EQ(flow({in(1, 12), in(2, 7)}),
              (Lines{windowed("k", 5, 15, R"({"n":1,"s":1})", 12), windowed("k", 10, 20, R"({"n":1,"s":1})", 12), windowed("k", 5, 15, R"({"n":2,"s":3})", 12)}));
    EXPECT_EQ(flow.dropped("n", "late"), 0U) << "one of its windows took it";
}

TEST(Aggregate, ANullValueIsCountedInAWindow) {
    Driven flow(sourceNode("in", "a bigint") + ", " + aggregate(tumbling) + ", " + sinkNode(), R"(["in", "n"], ["n", "out"])");
    EXPECT_EQ(flow({record("in", "k", "null", 1)}), (Lines{windowed("k", 0, 10, R"({"n":1,"s":null})", 1)}));
}

TEST(Aggregate, FinalEmitsAWindowOnceWhenAnUpdateComesAfterItsGrace) {
    Driven flow(sourceNode("in", "a bigint") + ", " + aggregate(tumbling + R"(, "emit": "final")") + ", " + sinkNode(), R"(["in", "n"], ["n", "out"])");
    EXPECT_EQ(flow({in(1, 3, "b"), in(2, 4, "a"), in(3, 14), in(9, 5, "a")}), Lines{});
    EXPECT_EQ(flow({in(4, 15)}), (Lines{windowed("a", 0, 10, R"({"n":2,"s":11})", 5), windowed("b", 0, 10, R"({"n":1,"s":1})", 3)}));
    EXPECT_EQ(flow({in(5, 24), in(6, 25)}), (Lines{windowed("k", 10, 20, R"({"n":2,"s":7})", 15)}));
}

TEST(Aggregate, MergedEmitsTheNewestOfEachKeyAtACommit) {
    Driven flow(sourceNode("in", "tags text[]") + R"(, {"id": "f", "type": "flat-map-values", "select": "unnest(tags) AS tag"}, )" +
                    R"({"id": "n", "type": "aggregate", "select": "count(*) AS n, max(tag) AS m", "emit": "merged"}, )" + sinkNode(),
                R"(["in", "f"], ["f", "n"], ["n", "out"])");
    EXPECT_EQ(flow({record("in", "k", R"({"tags":["a","c","b"]})", 1)}), (Lines{result("k", R"({"n":3,"m":"c"})", 1)})) << "the driver commits after each record";
}

TEST(Aggregate, ARecordThatFailsMakesNoGroupAndChangesNone) {
    for (const std::string emit : {"updates", "merged"}) {
        SCOPED_TRACE(emit);
        Driven flow(sourceNode("in", "a bigint") + R"(, {"id": "n", "type": "aggregate", "select": "count(*) AS n, sum(a) AS s, sum(10 / a) AS q", "on_error": "skip", "emit": ")" + emit + R"("}, )" + sinkNode(),
                    R"(["in", "n"], ["n", "out"])");
        EXPECT_EQ(flow({in(0, 1)}), Lines{});
        const auto out = flow({in(5, 2), in(0, 9), in(2, 3)}); // merged says the unchanged row once more: it was touched
        ASSERT_GE(out.size(), 2U);
        EXPECT_EQ(out.front(), result("k", R"({"n":1,"s":5,"q":2})", 2));
        EXPECT_EQ(out[out.size() - 2], out.front());
        EXPECT_EQ(out.back(), result("k", R"({"n":2,"s":7,"q":7})", 3));
        EXPECT_EQ(flow.dropped("n", "skipped"), 2U);
    }
}

} // namespace
} // namespace weir
