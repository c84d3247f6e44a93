// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

std::string mask(const std::vector<bool>& columns) {
    std::string out;
    for (bool c : columns) out += c ? '1' : '0';
    return out;
}

std::shared_ptr<const Plan> planned(const Drawing& drawing) {
    auto plan = checkTopology(drawing.topology(), smallNodes());
    EXPECT_EQ(text(plan->diagnostics), "");
    return plan;
}

FieldValue::Object reading(std::vector<std::string> columns, FieldValue::Object more = {}) {
    more.emplace_back("reads", names(std::move(columns)));
    return more;
}

TEST(Pruning, KeepsWhatANodeReadsAndWhatItsConsumersReadThroughIt) {
    const auto plan = planned(Drawing().source("a").node("f", "filter", reading({"a"}, {{"where", "x"}})).node("m", "shape", reading({"c"}, {{"columns", names({"z"})}})).sink("s")
                                  .wire("a", "f").wire("f", "m").wire("m", "s"));
    EXPECT_EQ(mask(plan->edgeUses[0].columns), "101");
    EXPECT_EQ(mask(plan->edgeUses[1].columns), "001");
    EXPECT_EQ(mask(plan->edgeUses[2].columns), "1");
    EXPECT_EQ(mask(plan->subTopologies[0].sources[0].uses.columns), "101");
}

TEST(Pruning, UnitesTheNeedsOfAllConsumersAndBranches) {
    const FieldValue::Object branches{{"branches", FieldValue::List{FieldValue::Object{{"name", "x"}, {"where", "x"}}, FieldValue::Object{{"name", "y"}, {"where", "x"}}}}};
    const auto plan = planned(Drawing().source("a").node("b", "branch", branches).node("m", "shape", reading({"a"})).node("n", "shape", reading({"b"}))
                                  .wire("a", "b").wire("b:x", "m").wire("b:y", "n"));
    EXPECT_EQ(mask(plan->edgeUses[0].columns), "110");
}

TEST(Pruning, LeavesASourceWithoutReadersNothingButItsOwnNeeds) {
    EXPECT_EQ(mask(planned(Drawing().source("a"))->subTopologies[0].sources[0].uses.columns), "000");
    EXPECT_EQ(mask(planned(Drawing().source("a", {"a", "b"}, reading({"b"})))->subTopologies[0].sources[0].uses.columns), "01") << "its timestamp";
}

TEST(Pruning, LetsOnlyWhatIsReadTravelThroughARepartitionTopic) {
    const auto plan = planned(Drawing().source("a").node("w", "aggregate", reading({"b"}, {{"group_by", "a"}, {"columns", names({"n"})}})).sink("s").wire("a", "w").wire("w", "s"));
    EXPECT_EQ(mask(plan->subTopologies[0].repartitions[0].columns), "010");
    EXPECT_EQ(mask(plan->subTopologies[1].sources[0].uses.columns), "010");
}

TEST(Pruning, KeepsTheWholeInputForLateRecords) {
    const FieldValue::Object window{{"window", FieldValue::Object{{"type", "tumbling"}, {"size", "5m"}}}, {"columns", names({"n"})}};
    const auto plan = planned(Drawing().source("a").node("w", "aggregate", window).sink("s").sink("late").wire("a", "w").wire("w", "s").wire("w:late", "late"));
    EXPECT_EQ(mask(plan->edgeUses[0].columns), "111");
}

TEST(Pruning, PassesTheNeedForTheWholeValueAndBuildsItFromAllColumns) {
    const auto raw = planned(Drawing().source("a").node("f", "filter", reading({"_value"}, {{"where", "x"}})).wire("a", "f"));
    EXPECT_TRUE(raw->edgeUses[0].value);
    EXPECT_EQ(mask(raw->edgeUses[0].columns), "000") << "the source's own bytes";
    const auto computed = planned(Drawing().source("a").node("m", "shape", {{"columns", names({"y", "z"})}}).node("f", "filter", reading({"_value"}, {{"where", "x"}})).wire("a", "m").wire("m", "f"));
    EXPECT_EQ(mask(computed->edgeUses[1].columns), "11");
}

TEST(Pruning, SeesThroughSwitchedOffNodes) {
    const auto plan = planned(Drawing().source("a").node("f", "filter").node("m", "shape", reading({"b"})).wire("a", "f").wire("f", "m").off("f"));
    EXPECT_EQ(mask(plan->edgeUses[0].columns), "010");
    EXPECT_EQ(mask(plan->edgeUses[1].columns), "010");
    EXPECT_EQ(mask(plan->subTopologies[0].sources[0].uses.columns), "010");
}

} // namespace
} // namespace weir
