// SPDX-License-Identifier: Apache-2.0
#include "driven.h"

#include <algorithm>

namespace weir {
namespace {

const std::string divide = R"({"id": "m", "type": "map-values", "select": "10 / a AS q"})";
const std::string edges = R"(["in", "m"], ["m", "out"])";
std::string header(const TestRecord& record, const std::string& name) {
    const auto found = std::find_if(record.headers.begin(), record.headers.end(), [&](const auto& header) { return header.first == name; });
    return found != record.headers.end() && found->second ? *found->second : "absent";
}

TEST(OnError, FailStopsWithThePlace) {
    Driven flow(sourceNode("in", "a bigint") + ", " + divide + ", " + sinkNode(), edges);
    ASSERT_TRUE(flow.pipe(record("in", "k", R"({"a":5})", 1)));
    const auto failed = flow.pipe(record("in", "k", R"({"a":0})", 2));
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::RecordFailed);
    EXPECT_EQ(failed.error().place.node, "m");
    EXPECT_EQ(failed.error().place.topic, "in");
    EXPECT_EQ(failed.error().place.partition, 0);
    EXPECT_EQ(failed.error().place.offset, 1);
    EXPECT_NE(failed.error().detail.find("division_by_zero"), std::string::npos);
    EXPECT_EQ(flow.drain(), (Lines{result("k", R"({"q":2})", 1)})) << "what was committed before stays";
    EXPECT_FALSE(flow.pipe(record("in", "k", R"({"a":5})", 3)));
}

TEST(OnError, SkipGoesOnAndCounts) {
    Driven flow(sourceNode("in", "a bigint") + ", " + divide + ", " + sinkNode(), edges, R"("on_error": "skip", )");
    EXPECT_EQ(flow({record("in", "k", R"({"a":0})", 1), record("in", "k", R"({"a":2})", 2)}), (Lines{result("k", R"({"q":5})", 2)}));
    EXPECT_EQ(flow.dropped("m", "skipped"), 1U);
}

TEST(OnError, ARecordThatCannotBeReadFailsAtItsSource) {
    Driven flow(sourceNode("in", "a bigint") + ", " + divide + ", " + sinkNode(), edges, R"("on_error": "skip", )");
    for (const auto* bad : {"{", "[1]", "{\"a\":\"x\"}", "{\"a\":99999999999999999999}", "\xff"}) ASSERT_TRUE(flow.driver().pipe({"in", "k", bad, 1, {}})) << bad;
    ASSERT_TRUE(flow.driver().pipe({"in", "k", R"({"a":1})", -5, {}}));
    EXPECT_EQ(flow({record("in", "k", R"({"a":2})", 2)}), (Lines{result("k", R"({"q":5})", 2)}));
    EXPECT_EQ(flow.dropped("in", "skipped"), 6U);
}

TEST(OnError, ADeadLetterKeepsTheRecordAndSaysWhatFailedWhere) {
    Driven flow(sourceNode("in", "a bigint", R"(, "on_error": "dead-letter", "dead_letter_topic": "unread")") + ", " + divide + ", " + sinkNode(), edges,
                R"("on_error": "dead-letter", "dead_letter_topic": "dead", )");
    ASSERT_TRUE(flow.driver().pipe({"in", "k", R"({"a":5})", 1, {}}));
    ASSERT_TRUE(flow.driver().pipe({"in", "k", R"({ "a":0})", 2, {{"trace", "t1"}}}));
    ASSERT_TRUE(flow.driver().pipe({"in", std::nullopt, "nonsense", 3, {}}));
    auto out = flow.records();
    ASSERT_EQ(out.size(), 3U);
    EXPECT_EQ(out[1].topic, "dead");
    EXPECT_EQ(out[1].key, "k");
    EXPECT_EQ(out[1].value, R"({ "a":0})");
    EXPECT_EQ(out[1].timestamp, 2);
    EXPECT_EQ(header(out[1], "trace"), "t1");
    EXPECT_EQ(header(out[1], "__weir.error.code"), "division_by_zero");
    EXPECT_NE(header(out[1], "__weir.error.message"), "absent");
    EXPECT_EQ(header(out[1], "__weir.error.node"), "m");
    EXPECT_EQ(header(out[1], "__weir.error.topic"), "in");
    EXPECT_EQ(header(out[1], "__weir.error.partition"), "0");
    EXPECT_EQ(header(out[1], "__weir.error.offset"), "1");
    EXPECT_EQ(out[2].topic, "unread");
    EXPECT_EQ(out[2].key, std::nullopt);
    EXPECT_EQ(out[2].value, "nonsense");
    EXPECT_EQ(header(out[2], "__weir.error.node"), "in");
    EXPECT_EQ(flow.dropped("m", "dead-letter"), 1U);
    EXPECT_EQ(flow.dropped("in", "dead-letter"), 1U);
}

TEST(OnError, ATimestampTooFarAheadIsARecordError) {
    Driven flow(sourceNode("in", "a bigint", R"(, "max_future": "1s", "on_error": "skip")") + ", " + divide + ", " + sinkNode(), edges, {}, 1'000'000);
    EXPECT_EQ(flow({record("in", "k", R"({"a":1})", 2001), record("in", "k", R"({"a":2})", 2000)}), (Lines{result("k", R"({"q":5})", 2000)}));
}

} // namespace
} // namespace weir
