// SPDX-License-Identifier: Apache-2.0
// fold, suppress, deduplicate and repartition.
#include "driven.h"

namespace weir {
namespace {

std::string in(std::int64_t timestamp, const std::string& value, const std::string& key = "k") { return record("in", key, value, timestamp); }

Driven fold(const std::string& fields, const std::string& source = sourceNode("in", "g text, v bigint")) {
    return Driven(source + R"(, {"id": "f", "type": "fold", )" + fields + "}, " + sinkNode(), R"(["in", "f"], ["f", "out"])");
}

TEST(Fold, ItsAccumulatorGoesFromRecordToRecord) {
    auto run = fold(R"("init": "0 AS n, '' AS path", "update": "acc.path || COALESCE(v::text, '?') AS path, acc.n + 1 AS n")");
    EXPECT_EQ(run({in(5, R"({"v":1})"), in(3, R"({"v":null})"), in(9, "null"), in(7, R"({"v":2})", "")}),
              (Lines{result("k", R"({"n":1,"path":"1"})", 5), result("k", R"({"n":2,"path":"1?"})", 5)}));
    EXPECT_EQ(run.dropped("f", "null-key"), 1U);
}

TEST(Fold, WithoutInitTheFirstRowIsTheAccumulator) {
    auto run = fold(R"("group_by": "g", "update": "acc.v + v AS v, g")");
    EXPECT_EQ(run({in(5, R"({"g":"a","v":1})"), in(6, R"({"g":"a","v":2})"), in(7, R"({"g":null,"v":2})")}), (Lines{result("a", R"({"g":"a","v":1})", 5), result("a", R"({"g":"a","v":3})", 6)}));
}

TEST(Fold, InWindowsANullValueIsARowOfNulls) {
    auto run = fold(R"("window": {"type": "tumbling", "size": "10ms", "grace": "0ms"}, "init": "0 AS n", "update": "acc.n + COALESCE(v, 100)::integer AS n")");
    const auto lines = run({in(5, "null"), in(6, R"({"v":1})")});
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_NE(lines[1].find(R"("value":{"n":101})"), std::string::npos) << lines[1];
}

TEST(Fold, OnATableWhatLeavesAGroupIsTakenOut) {
    auto run = fold(R"("group_by": "g", "init": "0 AS n, 0::bigint AS s", "update": "acc.n + 1 AS n, acc.s + v AS s", "remove": "acc.n - 1 AS n, acc.s - v AS s")", tableNode("in", "g text, v bigint"));
    EXPECT_EQ(run({in(1, R"({"g":"a","v":5})")}), (Lines{result("a", R"({"n":1,"s":5})", 1)}));
    EXPECT_EQ(run({in(2, R"({"g":"a","v":7})")}), (Lines{result("a", R"({"n":1,"s":7})", 2)}));
    EXPECT_EQ(run({in(3, R"({"g":"b","v":7})")}), (Lines{result("a", R"({"n":0,"s":0})", 3), result("b", R"({"n":1,"s":7})", 3)}));
    EXPECT_EQ(run({in(2, "null")}), (Lines{result("b", R"({"n":0,"s":0})", 3)}));
}

TEST(Fold, AFailingStepLeavesTheAccumulator) {
    auto run = fold(R"("init": "0 AS n", "update": "acc.n + (10 / v)::integer AS n", "on_error": "skip")");
    EXPECT_EQ(run({in(1, R"({"v":0})"), in(2, R"({"v":5})")}), (Lines{result("k", R"({"n":2})", 2)}));
}

std::string problem(const std::string& nodes, const std::string& edges) {
    const auto registry = builtinNodes();
    const auto loaded = loadTopology(R"({"weir": 1, "name": "t", "application_id": "t", "nodes": [)" + nodes + "], \"edges\": [" + edges + "]}", registry);
    if (!loaded.topology) return "not loaded";
    const auto plan = checkTopology(*loaded.topology, registry);
    for (const auto& diagnostic : plan->diagnostics)
        if (diagnostic.severity == Severity::Error) return diagnostic.node + ": " + diagnostic.field + ": " + diagnostic.message;
    return "ok";
}
std::string foldProblem(const std::string& fields, const std::string& source = sourceNode("in", "g text, v bigint")) {
    return problem(source + R"(, {"id": "f", "type": "fold", )" + fields + "}, " + sinkNode(), R"(["in", "f"], ["f", "out"])");
}

TEST(Fold, WhatItCannotDoIsSaidWhileDrawing) {
    EXPECT_NE(foldProblem(R"("window": {"type": "session", "gap": "5s"}, "init": "0 AS n", "update": "acc.n + 1 AS n")").find("f: window.type: "), std::string::npos);
    EXPECT_NE(foldProblem(R"("init": "0 AS n", "update": "acc.n + 1 AS n", "remove": "acc.n - 1 AS n")").find("f: remove: "), std::string::npos);
    EXPECT_NE(foldProblem(R"("group_by": "g", "init": "0 AS n", "update": "acc.n + 1 AS n")", tableNode("in", "g text, v bigint")).find("f: remove: "), std::string::npos);
    EXPECT_NE(foldProblem(R"("init": "0 AS n", "update": "acc.m + 1 AS n")").find("f: update: "), std::string::npos);
    EXPECT_NE(foldProblem(R"("init": "v AS n", "update": "acc.n + 1 AS n")").find("f: init: "), std::string::npos);
    EXPECT_EQ(foldProblem(R"("init": "0 AS n", "update": "acc.n + 1 AS n")"), "ok");
}

const std::string counting = sourceNode("in", "v bigint") + R"(, {"id": "agg", "type": "aggregate", "select": "count(*) AS n"})";

TEST(Suppress, ATimeLimitLetsTheNewestOfEachKeyThrough) {
    Driven run(counting + R"(, {"id": "calm", "type": "suppress", "until": {"time_limit": "10ms"}}, )" + sinkNode(), R"(["in", "agg"], ["agg", "calm"], ["calm", "out"])");
    EXPECT_TRUE(run({in(100, "{}", "b"), in(100, "{}", "a"), in(105, "{}", "b")}).empty());
    EXPECT_EQ(run({in(110, "{}", "c")}), (Lines{result("a", R"({"n":1})", 100), result("b", R"({"n":2})", 105)}));
    EXPECT_EQ(run({in(130, "{}", "b")}), (Lines{result("c", R"({"n":1})", 110)})) << "b waits anew";
    EXPECT_EQ(run({in(140, "{}", "c")}), (Lines{result("b", R"({"n":3})", 130)}));
}

TEST(Suppress, ATimeLimitPassesTombstonesOn) {
    Driven run(tableNode("in", "v bigint") + R"(, {"id": "calm", "type": "suppress", "until": {"time_limit": "10ms"}}, )" + sinkNode(), R"(["in", "calm"], ["calm", "out"])");
    run({in(100, R"({"v":1})", "a"), in(101, "null", "a")});
    EXPECT_EQ(run({in(110, R"({"v":2})", "b")}), (Lines{result("a", "null", 101)}));
    EXPECT_EQ(run({in(120, R"({"v":3})", "b")}), (Lines{result("b", R"({"v":3})", 120)}));
}

TEST(Suppress, WindowCloseGivesEachWindowOnceAndNoTombstones) {
    Driven run(sourceNode("in", "v bigint") + R"(, {"id": "agg", "type": "aggregate", "window": {"type": "session", "gap": "10ms", "grace": "5ms"}, "select": "count(*) AS n"},
               {"id": "f", "type": "suppress", "until": "window-close"}, {"id": "s", "type": "to-stream"}, {"id": "m", "type": "map", "key": "_key", "select": "n, _window_start AS a, _window_end AS b"}, )" + sinkNode(),
               R"(["in", "agg"], ["agg", "f"], ["f", "s"], ["s", "m"], ["m", "out"])");
    EXPECT_TRUE(run({in(100, "{}"), in(105, "{}"), in(119, "{}")}).empty());
    EXPECT_EQ(run({in(120, "{}", "c")}), (Lines{result("k", R"({"n":2,"a":100,"b":105})", 105)}));
}

// As Kafka Streams does: not the 1 that the aggregate had, but the 20 that never came.
TEST(Suppress, BehindItATableAggregateTakesBackTheRowBeforeTheNewest) {
    Driven run(tableNode("in", "g text, v bigint") + R"(, {"id": "calm", "type": "suppress", "until": {"time_limit": "10ms"}}, {"id": "agg", "type": "aggregate", "group_by": "g", "select": "sum(v) AS s"}, )" + sinkNode(),
               R"(["in", "calm"], ["calm", "agg"], ["agg", "out"])");
    run({in(100, R"({"g":"x","v":1})", "a"), in(110, R"({"g":"x","v":1})", "b")});
    run({in(111, R"({"g":"x","v":20})", "a"), in(112, R"({"g":"x","v":30})", "a")});
    EXPECT_EQ(run({in(130, R"({"g":"y","v":1})", "c")}), (Lines{result("x", R"({"s":2})", 110), result("x", R"({"s":12})", 112)}));
}

TEST(Suppress, WindowCloseNeedsWindows) {
    EXPECT_NE(problem(counting + R"(, {"id": "calm", "type": "suppress", "until": "window-close"}, )" + sinkNode(), R"(["in", "agg"], ["agg", "calm"], ["calm", "out"])").find("calm: until: "), std::string::npos);
    EXPECT_NE(problem(sourceNode("in", "v bigint") + R"(, {"id": "calm", "type": "suppress", "until": {"time_limit": "1s"}}, )" + sinkNode(), R"(["in", "calm"], ["calm", "out"])").find("calm: port:in: "), std::string::npos);
}

TEST(Deduplicate, TheFirstOfEachValuePassesWithinTheSpan) {
    Driven run(sourceNode("in", "id text, v bigint") + R"(, {"id": "d", "type": "deduplicate", "by": "id", "within": "10ms"}, )" + sinkNode() + ", " + sinkNode("tardy"), R"(["in", "d"], ["d", "out"], ["d:late", "tardy"])");
    EXPECT_EQ(run({in(100, R"({"id":"x","v":1})"), in(110, R"({"id":"x","v":2})"), in(101, R"({"id":"x","v":3})"), in(111, R"({"id":"x","v":4})"), in(111, R"({"id":null,"v":5})"), in(111, R"({"id":null,"v":6})")}),
              (Lines{result("k", R"({"id":"x","v":1})", 100), result("k", R"({"id":"x","v":4})", 111), result("k", R"({"id":null,"v":5})", 111), result("k", R"({"id":null,"v":6})", 111)}));
    EXPECT_EQ(run({in(100, R"({"id":"y","v":7})")}), (Lines{result("k", R"({"id":"y","v":7})", 100, "tardy")}));
    EXPECT_EQ(run.dropped("d", "late"), 1U);
}

TEST(RepartitionNode, RecordsComeOutAsTheyWentIn) {
    Driven run(sourceNode("in", "v bigint") + R"(, {"id": "r", "type": "repartition", "partitions": 3}, )" + sinkNode(), R"(["in", "r"], ["r", "out"])");
    EXPECT_EQ(run({in(5, R"({"v":1})"), in(6, "null"), in(7, R"({"v":2})", "")}), (Lines{result("k", R"({"v":1})", 5), result("k", "null", 6), result("", R"({"v":2})", 7)}));
}

} // namespace
} // namespace weir
