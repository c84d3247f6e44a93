// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

const FieldValue::Object counts{{"columns", names({"n"})}};
const FieldValue::Object countsByB{{"group_by", "b"}, {"columns", names({"n"})}};
FieldValue::Object partitions(int n) { return {{"partitions", n}}; }

PartitionCounts counted(const Drawing& drawing, const std::map<std::string, std::int32_t>& existing = {}) {
    const auto plan = checkTopology(drawing.topology(), smallNodes());
    EXPECT_TRUE(plan->ok()) << text(plan->diagnostics);
    return countPartitions(*plan, existing);
}

TEST(PartitionCounts, AreWhatExistsElseWhatIsWantedElseFour) {
    const Drawing drawing = Drawing().source("a").source("b", {}, partitions(6)).source("c", {}, partitions(6)).sink("s").wire("a", "s");
    const auto out = counted(drawing, {{"c-topic", 3}});
    EXPECT_EQ(out.topics.at("a-topic"), 4);
    EXPECT_EQ(out.topics.at("b-topic"), 6);
    EXPECT_EQ(out.topics.at("c-topic"), 3);
    EXPECT_EQ(out.topics.at("s-topic"), 4);
    EXPECT_EQ(out.tasks, (std::vector<std::int32_t>{4, 6, 3}));
}

TEST(PartitionCounts, OfARepartitionTopicFollowTheLargestSourceUpstream) {
    const auto out = counted(Drawing().source("a", {"a", "b"}, partitions(2)).source("b", {"a", "b"}, partitions(5)).node("m", "merge").node("w", "aggregate", countsByB)
                                 .wire("a", "m").wire("b", "m").wire("m", "w"));
    EXPECT_EQ(out.topics.at("app-w.repartition"), 5);
    EXPECT_EQ(out.tasks, (std::vector<std::int32_t>{5, 5})) << "a task for each partition of the largest";
}

TEST(PartitionCounts, OfARepartitionNodeAreAsAsked) {
    const auto out = counted(Drawing().source("a").node("r", "repartition", partitions(9)).sink("s").wire("a", "r").wire("r", "s"));
    EXPECT_EQ(out.topics.at("app-r.repartition"), 9);
    EXPECT_EQ(out.tasks, (std::vector<std::int32_t>{4, 9}));
}

TEST(PartitionCounts, MustBeEqualOnBothSidesOfAJoin) {
    const Drawing drawing = Drawing().source("a", {"x"}, partitions(4)).source("t", {"x"}, {{"as", "table"}, {"partitions", 8}}).node("j", "join", counts).wire("a", "j:left").wire("t", "j:right");
    EXPECT_EQ(text(counted(drawing).diagnostics), "node j: port:right: topic a-topic has 4 partitions and topic t-topic has 8, but both sides of a join must have equally many: give "
                                                  "them one number, or put a repartition before this input\n");
    EXPECT_EQ(text(counted(drawing, {{"t-topic", 4}}).diagnostics), "");
}

TEST(PartitionCounts, OfAJoinsRepartitionFollowItsExternalSide) {
    const auto out = counted(Drawing().source("a", {"x"}, partitions(4)).node("k", "select-key", {{"key", "x"}}).source("t", {"x"}, {{"as", "table"}, {"partitions", 8}}).node("j", "join", counts)
                                 .wire("a", "k").wire("k", "j:left").wire("t", "j:right"));
    EXPECT_EQ(text(out.diagnostics), "");
    EXPECT_EQ(out.topics.at("app-j.left-repartition"), 8);
    EXPECT_EQ(out.tasks, (std::vector<std::int32_t>{4, 8}));
}

TEST(PartitionCounts, OfAJoinOfTwoRepartitionsAreTheLarger) {
    const auto out = counted(Drawing().source("a", {"x"}, partitions(3)).source("t", {"x"}, {{"as", "table"}, {"partitions", 7}})
                                 .node("k", "select-key", {{"key", "x"}}).node("l", "select-key", {{"key", "x"}}).node("j", "join", counts)
                                 .wire("a", "k").wire("t", "l").wire("k", "j:left").wire("l", "j:right"));
    EXPECT_EQ(out.topics.at("app-j.left-repartition"), 7);
    EXPECT_EQ(out.topics.at("app-j.right-repartition"), 7);
}

TEST(PartitionCounts, CarryThroughAChainOfJoins) {
    // j1 joins two repartitions; j2 joins its result with a topic of 8, so all must be 8.
    const auto out = counted(Drawing().source("a", {"x"}, partitions(3)).source("t", {"x"}, {{"as", "table"}, {"partitions", 2}}).source("u", {"x"}, {{"as", "table"}, {"partitions", 8}})
                                 .node("k", "select-key", {{"key", "x"}}).node("l", "select-key", {{"key", "x"}}).node("j1", "join", counts).node("j2", "join", counts)
                                 .wire("a", "k").wire("t", "l").wire("k", "j1:left").wire("l", "j1:right").wire("j1", "j2:left").wire("u", "j2:right"));
    EXPECT_EQ(out.topics.at("app-j1.left-repartition"), 8);
    EXPECT_EQ(out.topics.at("app-j1.right-repartition"), 8);
}

TEST(PartitionCounts, IgnoreGlobalTables) {
    const auto out = counted(Drawing().source("a", {"x"}, partitions(4)).source("g", {"x"}, {{"as", "global-table"}, {"partitions", 9}}).node("j", "join", counts).wire("a", "j:left").wire("g", "j:right"));
    EXPECT_EQ(text(out.diagnostics), "");
    EXPECT_EQ(out.tasks, (std::vector<std::int32_t>{4, 1}));
    EXPECT_EQ(out.topics.at("g-topic"), 9);
}

TEST(PartitionCounts, OfASubTopologyThatFeedsItselfAreFound) {
    const auto out = counted(Drawing().source("a", {"x"}, partitions(4)).node("k", "select-key", {{"key", "x"}}).node("t", "to-table").node("j", "join", counts)
                                 .wire("a", "k").wire("k", "t").wire("a", "j:left").wire("t", "j:right"));
    EXPECT_EQ(text(out.diagnostics), "");
    EXPECT_EQ(out.topics.at("app-t.repartition"), 4);
    EXPECT_EQ(out.tasks, (std::vector<std::int32_t>{4}));
}

TEST(PartitionCounts, OfAnEarlierRunsTopicMustStillFit) {
    const auto out = counted(Drawing().source("a", {"a", "b"}, partitions(6)).node("w", "aggregate", countsByB).wire("a", "w"), {{"app-w.repartition", 4}});
    EXPECT_EQ(text(out.diagnostics),
              "node w: its topic app-w.repartition has 4 partitions from an earlier run, but 6 are needed now: run it under another application id, or delete that topic\n");
}

} // namespace
} // namespace weir
