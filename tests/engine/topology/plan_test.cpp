// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace weir {
namespace {

std::shared_ptr<const Plan> planned(const Drawing& drawing) { return checkTopology(drawing.topology(), smallNodes()); }
const FieldValue::Object where{{"where", "x"}};
const FieldValue::Object byB{{"key", "b"}};
const FieldValue::Object counts{{"columns", names({"n"})}};
const FieldValue::Object countsByB{{"group_by", "b"}, {"columns", names({"n"})}};

/// "0: a k reads a-topic writes app-w.repartition; 1: w s reads app-w.repartition"
std::string shape(const Plan& plan) {
    std::string out;
    for (const SubTopology& sub : plan.subTopologies) {
        out += fmt::format("{}{}:", out.empty() ? "" : "; ", sub.id);
        for (std::size_t n : sub.nodes) out += " " + plan.typed.topology.nodes[n].id;
        out += " reads";
        for (const PlannedSource& s : sub.sources) out += (s.global ? " global " : " ") + s.topic;
        if (!sub.repartitions.empty()) out += " writes";
        for (const PlannedRepartition& r : sub.repartitions) out += " " + r.topic;
    }
    return out;
}

TEST(Plan, IsOneSubTopologyWithoutRepartition) {
    const auto plan = planned(Drawing().source("a").node("f", "filter", where).node("w", "aggregate", counts).sink("s").wire("a", "f").wire("f", "w").wire("w", "s"));
    EXPECT_TRUE(plan->ok()) << text(plan->diagnostics);
    EXPECT_EQ(shape(*plan), "0: a f w s reads a-topic");
    ASSERT_EQ(plan->subTopologies[0].stores.size(), 1U);
    EXPECT_EQ(plan->changelogTopic(plan->subTopologies[0].stores[0]), "app-w-changelog");
}

TEST(Plan, CutsAtARepartition) {
    const auto plan = planned(Drawing().source("a").node("w", "aggregate", countsByB).sink("s").wire("a", "w").wire("w", "s"));
    EXPECT_EQ(shape(*plan), "0: a reads a-topic writes app-w.repartition; 1: w s reads app-w.repartition");
    EXPECT_EQ(plan->subTopologyOf(0), 0);
    EXPECT_EQ(plan->subTopologyOf(1), 1);
    const PlannedRepartition& r = plan->subTopologies[0].repartitions[0];
    EXPECT_EQ(r.node, 1U);
    EXPECT_EQ(r.input, 0U);
    EXPECT_EQ(plan->subTopologies[1].sources[0].repartition, 0);
}

TEST(Plan, CutsAfterAChangedKeyOnlyWhereItMatters) {
    const auto plan = planned(Drawing().source("a").node("k", "select-key", byB).node("f", "filter", where).sink("raw").node("w", "aggregate", counts).sink("s")
                                  .wire("a", "k").wire("k", "f").wire("f", "raw").wire("f", "w").wire("w", "s"));
    EXPECT_EQ(shape(*plan), "0: a k f raw reads a-topic writes app-w.repartition; 1: w s reads app-w.repartition");
}

TEST(Plan, NumbersByTheFirstSourceInTheFile) {
    const auto plan = planned(Drawing().sink("s2").source("b").sink("s1").source("a").wire("a", "s2").wire("b", "s1"));
    EXPECT_EQ(shape(*plan), "0: b s1 reads b-topic; 1: s2 a reads a-topic");
}

TEST(Plan, UnitesWhatAJoinOrAMergeBringsTogether) {
    const auto plan = planned(Drawing().source("a").source("t", {"x"}, {{"as", "table"}}).source("b").node("j", "join", counts).node("m", "merge").sink("s")
                                  .wire("a", "j:left").wire("t", "j:right").wire("b", "m").wire("j", "m").wire("m", "s"));
    EXPECT_EQ(shape(*plan), "0: a t b j m s reads a-topic t-topic b-topic");
}

TEST(Plan, NamesTheRepartitionTopicsOfAJoin) {
    const auto plan = planned(Drawing().source("a").source("t", {"x"}, {{"as", "table"}}).node("k", "select-key", byB).node("j", "join", counts).sink("s")
                                  .wire("a", "k").wire("k", "j:left").wire("t", "j:right").wire("j", "s"));
    EXPECT_EQ(shape(*plan), "0: a k reads a-topic writes app-j.left-repartition; 1: t j s reads t-topic app-j.left-repartition");
}

TEST(Plan, GivesAGlobalTableATaskOfItsOwn) {
    const auto plan = planned(Drawing().source("g", {"x"}, {{"as", "global-table"}}).source("a").source("b").node("j", "join", counts).node("k", "join", counts)
                                  .wire("a", "j:left").wire("g", "j:right").wire("b", "k:left").wire("g", "k:right"));
    EXPECT_TRUE(plan->ok()) << text(plan->diagnostics);
    EXPECT_EQ(shape(*plan), "0: a j reads a-topic; 1: b k reads b-topic; 2: g reads global g-topic");
}

TEST(Plan, LeavesOutSwitchedOffNodes) {
    const auto plan = planned(Drawing().source("a").node("f", "filter", where).sink("s").sink("off").wire("a", "f").wire("f", "s").wire("f", "off").off("f").off("off"));
    EXPECT_EQ(shape(*plan), "0: a s reads a-topic");
    EXPECT_EQ(plan->subTopologyOf(1), -1);
}

TEST(Plan, SaysStoresOfOneName) {
    FieldValue::Object named = counts;
    named.emplace_back("store", "w");
    const auto plan = planned(Drawing().source("a").node("w", "aggregate", counts).node("v", "aggregate", named).wire("a", "w").wire("a", "v"));
    EXPECT_EQ(text(plan->diagnostics), "node v: store: the store \"w\" belongs to w already; choose another name\n");
    EXPECT_FALSE(plan->ok());
}

TEST(Plan, SaysInternalNamesThatAreTooLong) {
    Topology topology = Drawing().source("a").node(std::string(64, 'w'), "aggregate", countsByB).wire("a", std::string(64, 'w')).topology();
    topology.applicationId = std::string(100, 'a');
    EXPECT_EQ(text(checkTopology(topology, smallNodes())->diagnostics), "") << "100 + 64 and the suffix always fit";
}

TEST(Plan, BoundsTheNumberOfPartitions) {
    EXPECT_EQ(text(planned(Drawing().source("a", {}, {{"partitions", 0}}).source("b", {}, {{"partitions", std::int64_t{1} << 33}}).source("c", {}, {{"partitions", 1024}}))->diagnostics),
              "node a: partitions: must be from 1 to 1024, not 0\nnode b: partitions: must be from 1 to 1024, not 8589934592\n");
}

TEST(Plan, WarnsOfATopicThatIsReadAndWritten) {
    const auto plan = planned(Drawing().source("a").node("s", "sink", {{"topic", "a-topic"}}).wire("a", "s"));
    EXPECT_EQ(text(plan->diagnostics), "warning: node s: topic: writes the topic that a reads: what it writes comes in again\n");
    EXPECT_TRUE(plan->ok());
}

TEST(Plan, ListsEveryDiagnosticOnceInTheFilesOrder) {
    Topology topology = Drawing().source("a").node("f", "filter").sink("s").wire("a", "f").wire("f", "s").topology();
    topology.settings = {{"lingr", "5ms"}};
    EXPECT_EQ(text(checkTopology(topology, smallNodes())->diagnostics), "settings.lingr: there is no such setting; did you mean \"linger\"?\nnode f: where: is missing\n");
}

} // namespace
} // namespace weir
