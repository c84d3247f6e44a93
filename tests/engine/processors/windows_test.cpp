// SPDX-License-Identifier: Apache-2.0
// Session and sliding windows: what merges, what is late, what retention hides, and in which order updates come.
#include "driven.h"

namespace weir {
namespace {

std::string windowed(const std::string& key, std::int64_t start, std::int64_t end, const std::string& value, std::int64_t timestamp) {
    return R"({"topic":"out","key":{"key":)" + key + ",\"start\":" + std::to_string(start) + ",\"end\":" + std::to_string(end) + "},\"value\":" + value + ",\"timestamp\":" + std::to_string(timestamp) + "}";
}
std::string window(const std::string& key, std::int64_t start, std::int64_t end, const std::string& value, std::int64_t timestamp) { return windowed("\"" + key + "\"", start, end, value, timestamp); }
std::string n(int count) { return R"({"n":)" + std::to_string(count) + "}"; }

class Windows : public ::testing::Test {
protected:
    static Driven make(const std::string& window, const std::string& more = {}, const std::string& select = "count(*) AS n", const std::string& late = {}) {
        return Driven(sourceNode("in", "v bigint") + R"(, {"id": "agg", "type": "aggregate", "window": )" + window + R"(, "select": ")" + select + "\"" + more + "}, " + sinkNode() + (late.empty() ? "" : ", " + sinkNode(late)),
                      R"(["in", "agg"], ["agg", "out"])" + (late.empty() ? std::string() : R"(, ["agg:late", ")" + late + "\"]"));
    }
    static std::string at(std::int64_t timestamp, const std::string& key = "k", const std::string& value = R"({"v":1})") { return record("in", key, value, timestamp); }
};

using SessionWindows = Windows;

TEST_F(SessionWindows, ARecordExtendsItsSession) {
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "0ms"})");
    EXPECT_EQ(run({at(100), at(110), at(105)}), (Lines{window("k", 100, 100, n(1), 100), window("k", 100, 100, "null", 100), window("k", 100, 110, n(2), 110), window("k", 100, 110, "null", 110), window("k", 100, 110, n(3), 110)}));
}

TEST_F(SessionWindows, ARecordJoinsAllSessionsWithinTheGap) {
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "1s"})", {}, "array_agg(v) AS all_v, first(v) AS f, last(v) AS l");
    run({at(120, "k", R"({"v":3})"), at(100, "k", R"({"v":1})"), at(140, "k", R"({"v":4})")});
    EXPECT_EQ(run({at(110, "k", R"({"v":2})")}), (Lines{window("k", 100, 100, "null", 100), window("k", 120, 120, "null", 120), window("k", 100, 120, R"({"all_v":[1,3,2],"f":1,"l":2})", 120)}));
}

TEST_F(SessionWindows, ARecordAtASessionsOnlyInstantUpdatesIt) {
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "0ms"})");
    EXPECT_EQ(run({at(100), at(100)}), (Lines{window("k", 100, 100, n(1), 100), window("k", 100, 100, n(2), 100)}));
}

TEST_F(SessionWindows, ASessionIsLateByItsMergedEnd) {
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "5ms"})", {}, "count(*) AS n", "tardy");
    run({at(100), at(114, "other")});
    EXPECT_EQ(run({at(98)}), (Lines{window("k", 100, 100, "null", 100), window("k", 98, 100, n(2), 100)}));
    EXPECT_EQ(run({at(200, "other"), at(184)}), (Lines{window("other", 200, 200, n(1), 200), result("k", R"({"v":1})", 184, "tardy")}));
    EXPECT_EQ(run({at(185)}), (Lines{window("k", 185, 185, n(1), 185)}));
    EXPECT_EQ(run.dropped("agg", "late"), 1U);
}

TEST_F(SessionWindows, RetentionHidesOldSessions) {
    // Rule 6: what ended at or before the largest stored end - (gap + grace) is not found, though a longer session would still be open.
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "5ms"})");
    run({at(100), at(115, "other")});
    EXPECT_EQ(run({at(108)}), (Lines{window("k", 108, 108, n(1), 108)}));
    auto longer = make(R"({"type": "session", "gap": "10ms", "grace": "5ms"})", R"(, "retention": "1s")");
    longer({at(100), at(115, "other")});
    EXPECT_EQ(longer({at(108)}), (Lines{window("k", 100, 100, "null", 100), window("k", 100, 108, n(2), 108)}));
}

TEST_F(SessionWindows, NullKeysAreDroppedAndNullValuesAreRows) {
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "0ms"})", {}, "count(*) AS n, count(v) AS v");
    EXPECT_EQ(run({at(100, ""), at(100, "k", "null")}), (Lines{window("k", 100, 100, R"({"n":1,"v":0})", 100)}));
    EXPECT_EQ(run.dropped("agg", "null-key"), 1U);
}

TEST_F(SessionWindows, FinalGivesEachSessionOnceInTheOrderOfItsEnd) {
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "5ms"})", R"(, "emit": "final")");
    EXPECT_TRUE(run({at(100), at(105), at(105, "b"), at(101, "a"), at(115)}).empty());
    EXPECT_EQ(run({at(120, "c")}), (Lines{window("a", 101, 101, n(1), 101), window("b", 105, 105, n(1), 105)}));
    EXPECT_EQ(run({at(200)}), (Lines{window("k", 100, 115, n(3), 115), window("c", 120, 120, n(1), 120)}));
}

TEST_F(SessionWindows, AFailingRecordLeavesSessionsAsTheyWere) {
    auto run = make(R"({"type": "session", "gap": "10ms", "grace": "1s"})", R"(, "on_error": "skip")", "sum(10 / v) AS s");
    run({at(100)});
    EXPECT_TRUE(run({at(105, "k", R"({"v":0})")}).empty());
    EXPECT_EQ(run({at(110)}), (Lines{window("k", 100, 100, "null", 100), window("k", 100, 110, R"({"s":20})", 110)}));
}

TEST_F(SessionWindows, TheWindowCanBeReadBehindThem) {
    Driven run(sourceNode("in", "v bigint") + R"(, {"id": "agg", "type": "aggregate", "window": {"type": "session", "gap": "10ms"}, "select": "count(*) AS n"},
               {"id": "s", "type": "to-stream"}, {"id": "m", "type": "map", "key": "_key", "select": "_window_start AS a, _window_end AS b"}, )" + sinkNode(),
               R"(["in", "agg"], ["agg", "s"], ["s", "m"], ["m", "out"])");
    EXPECT_EQ(run({at(100), at(105)}), (Lines{result("k", R"({"a":100,"b":100})", 100), result("k", "null", 100), result("k", R"({"a":100,"b":105})", 105)}));
}

using SlidingWindows = Windows;

TEST_F(SlidingWindows, EachRecordHasAWindowThatEndsAtItAndPerhapsOneBehindIt) {
    auto run = make(R"({"type": "sliding", "size": "10ms", "grace": "1s"})");
    EXPECT_EQ(run({at(100)}), (Lines{window("k", 90, 100, n(1), 100)}));
    EXPECT_EQ(run({at(105)}), (Lines{window("k", 101, 111, n(1), 105), window("k", 95, 105, n(2), 105)}));
    EXPECT_EQ(run({at(105)}), (Lines{window("k", 101, 111, n(2), 105), window("k", 95, 105, n(3), 105)}));
}

TEST_F(SlidingWindows, ALateRecordMakesTheWindowBehindItFromALaterOne) {
    auto run = make(R"({"type": "sliding", "size": "10ms", "grace": "1s"})");
    run({at(100), at(105)});
    EXPECT_EQ(run({at(103)}), (Lines{window("k", 101, 111, n(2), 105), window("k", 95, 105, n(3), 105), window("k", 93, 103, n(2), 103), window("k", 104, 114, n(1), 105)}));
}

TEST_F(SlidingWindows, BeforeTheFirstWholeWindowAllShareTheFirst) {
    auto run = make(R"({"type": "sliding", "size": "10ms", "grace": "1s"})");
    EXPECT_EQ(run({at(5)}), (Lines{window("k", 0, 10, n(1), 5)}));
    EXPECT_EQ(run({at(7)}), (Lines{window("k", 6, 16, n(1), 7), window("k", 0, 10, n(2), 7)}));
    EXPECT_EQ(run({at(2)}), (Lines{window("k", 3, 13, n(2), 7), window("k", 0, 10, n(3), 7)}));
    EXPECT_EQ(run({at(10)}), (Lines{window("k", 6, 16, n(2), 10), window("k", 3, 13, n(3), 10), window("k", 0, 10, n(4), 10), window("k", 8, 18, n(1), 10)}));
}

TEST_F(SlidingWindows, ARecordIsLateWhenEvenTheWindowBehindItHasClosed) {
    auto run = make(R"({"type": "sliding", "size": "10ms", "grace": "5ms"})", {}, "count(*) AS n", "tardy");
    run({at(100), at(200, "other")});
    EXPECT_EQ(run({at(184)}), (Lines{result("k", R"({"v":1})", 184, "tardy")}));
    EXPECT_EQ(run({at(195)}), (Lines{window("k", 185, 195, n(1), 195)})) << "the end of a window is in it";
}

TEST_F(SlidingWindows, NullValuesAreDropped) {
    auto run = make(R"({"type": "sliding", "size": "10ms", "grace": "5ms"})");
    EXPECT_TRUE(run({at(100, "k", "null"), at(100, "")}).empty());
}

TEST_F(SlidingWindows, FinalGivesEachWindowOnce) {
    auto run = make(R"({"type": "sliding", "size": "10ms", "grace": "0ms"})", R"(, "emit": "final")");
    EXPECT_EQ(run({at(100)}), (Lines{window("k", 90, 100, n(1), 100)}));
    EXPECT_EQ(run({at(105)}), (Lines{window("k", 95, 105, n(2), 105)}));
    EXPECT_EQ(run({at(300)}), (Lines{window("k", 101, 111, n(1), 105), window("k", 290, 300, n(1), 300)}));
}

TEST_F(Windows, WindowedKeysOfEachFormatAreWritten) {
    for (const auto& [format, key] : std::vector<std::pair<std::string, std::string>>{{"v", "7"}, {"v::integer", "7"}, {"v::double precision", "7"}, {"v, v + 1 AS w", R"({"v":7,"w":8})"}, {"v > 3 AS b", "true"}}) {
        for (const auto* type : {R"({"type": "session", "gap": "10ms"})", R"({"type": "sliding", "size": "10ms"})"}) {
            auto run = make(type, R"(, "group_by": ")" + format + "\"");
            const auto lines = run({at(100, "k", R"({"v":7})")});
            const std::int64_t start = std::string(type).find("session") != std::string::npos ? 100 : 90;
            EXPECT_EQ(lines, (Lines{windowed(key, start, 100, n(1), 100)})) << format << type;
        }
    }
}

TEST_F(Windows, AStreamOfAWindowedTableIsGroupedByKeyAndWindow) {
    Driven run(sourceNode("in", "v bigint") + R"(, {"id": "agg", "type": "aggregate", "window": {"type": "tumbling", "size": "10ms"}, "select": "count(*) AS n"},
               {"id": "s", "type": "to-stream"}, {"id": "updates", "type": "aggregate", "select": "count(*) AS n"}, )" + sinkNode(),
               R"(["in", "agg"], ["agg", "s"], ["s", "updates"], ["updates", "out"])");
    EXPECT_EQ(run({at(100), at(101), at(110)}), (Lines{window("k", 100, 110, n(1), 100), window("k", 100, 110, n(2), 101), window("k", 110, 120, n(1), 110)}));
}

} // namespace
} // namespace weir
