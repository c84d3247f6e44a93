// SPDX-License-Identifier: Apache-2.0
// The changelog of a stream-stream join, which keeps its rows in memory: what it may not lose.
#include "control_fixture.h"

namespace weir {
namespace {

class JoinChangelogTest : public ControlFixture {
protected:
    const std::string flow = R"({"weir": 1, "application_id": "app", "nodes": [
        {"id": "left", "type": "source", "topic": "left", "partitions": 1, "key": {"format": "string"}, "value": {"format": "json", "schema": "a bigint"}},
        {"id": "right", "type": "source", "topic": "right", "partitions": 1, "key": {"format": "string"}, "value": {"format": "json", "schema": "b bigint"}},
        {"id": "both", "type": "join", "within": "10s", "grace": "1s", "select": "l.a AS a, r.b AS b"},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 1, "value": {"format": "json"}}],
        "edges": [["left", "both:left"], ["right", "both:right"], ["both", "out"]]})";

    void take(const std::string& topic, std::int64_t timestamp, const std::string& value) {
        const auto done = engine->produce(topic, {{.timestamp = timestamp, .key = "k", .value = value, .keyNull = false}});
        ASSERT_TRUE(done) << done.error().text();
        run({flow, "t.weir", {{"threads", "1"}}, LogPosition{LogPosition::Kind::Latest, {}, 0}});
        reopen(); // the rows come back from the changelog
    }
};

TEST_F(JoinChangelogTest, KeepsTheRestoredRowsWhenALateRecordIsTheFirstOfARun) {
    makeTopic("left", 1);
    makeTopic("right", 1);
    const auto plan = planOf(flow, registry);
    for (const auto& sub : plan->subTopologies)
        for (const auto& store : sub.stores) { // a file for each batch: files go as a whole
            const auto made = engine->createTopic({.name = plan->changelogTopic(store), .partitions = 1, .cleanup = Cleanup::CompactDelete, .segmentBytes = 100, .internal = true});
            ASSERT_TRUE(made) << made.error().text();
        }
    take("left", 100'000, R"({"a":1})");
    take("left", 100'001, R"({"a":2})");
    take("left", 50'000, R"({"a":3})");   // older than what the join keeps
    take("right", 105'000, R"({"b":4})"); // within 10 s of the first two
    EXPECT_EQ(values("out", 1), (Values{R"({"a":1,"b":4})", R"({"a":2,"b":4})"}));
}

} // namespace
} // namespace weir
