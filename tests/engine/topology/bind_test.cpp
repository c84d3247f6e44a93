// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include "weir/topology/bind.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

TypedTopology bound(const Drawing& drawing) { return bindTopology(drawing.topology(), smallNodes()); }
const FieldValue::Object where{{"where", "x"}};
const FieldValue::Object perWindow{{"window", FieldValue::Object{{"type", "tumbling"}, {"size", "5m"}}}, {"columns", names({"n"})}};

TEST(Bind, GivesEveryEdgeAType) {
    const auto typed = bound(Drawing().source("a").node("f", "filter", where).node("w", "aggregate", perWindow).sink("s").wire("a", "f").wire("f", "w").wire("w", "s"));
    EXPECT_EQ(text(typed.diagnostics), "");
    ASSERT_NE(typed.edgeType(0), nullptr);
    EXPECT_EQ(describeEdge(*typed.edgeType(0)), "stream, key text, 3 columns");
    EXPECT_EQ(describeEdge(*typed.edgeType(2)), "windowed table, key text, 1 column");
    EXPECT_EQ(typed.edgeType(2)->graceMs, 24 * 3'600'000) << "the spec's default";
    EXPECT_EQ(typed.edgeType(99), nullptr);
}

TEST(Bind, OrdersProducersBeforeConsumers) {
    const auto typed = bound(Drawing().sink("s").node("f", "filter", where).source("a").wire("a", "f").wire("f", "s"));
    EXPECT_EQ(typed.order, (std::vector<std::size_t>{2, 1, 0}));
    EXPECT_TRUE(typed.ok());
}

TEST(Bind, GivesTheInputsInTheOrderOfThePorts) {
    const auto typed = bound(Drawing().source("a").source("t", {"x"}, {{"as", "table"}}).node("j", "join", {{"columns", names({"z"})}}).wire("t", "j:right").wire("a", "j:left"));
    ASSERT_EQ(typed.nodes[2].inputs.size(), 2U);
    EXPECT_EQ(typed.nodes[2].inputs[0].port, "left");
    EXPECT_EQ(typed.nodes[2].inputs[0].edge, 1U);
    EXPECT_EQ(typed.nodes[2].inputs[1].port, "right");
}

TEST(Bind, SaysAWrongKindAtThePortWithWhatWouldFit) {
    EXPECT_EQ(text(bound(Drawing().source("t", {"x"}, {{"as", "table"}}).source("a").node("j", "join").wire("t", "j:left").wire("a", "j:right")).diagnostics),
              "node j: port:left: a table ends here; join needs a stream on left: put a to-stream between\n");
    EXPECT_EQ(text(bound(Drawing().source("a").node("x", "to-stream").wire("a", "x")).diagnostics),
              "node x: port:in: a stream ends here already; to-stream makes one of a table: remove this node, or put a to-table or an aggregate before it\n");
    EXPECT_NE(text(bound(Drawing().source("g", {"x"}, {{"as", "global-table"}}).node("x", "to-table").wire("g", "x")).diagnostics).find("a global table can only be the right side of a join"),
              std::string::npos);
}

TEST(Bind, GoesOnBehindAMistakeAndSaysNothingThatFollowsFromIt) {
    const auto typed = bound(Drawing().node("x", "nosuch").node("f", "filter").sink("s").wire("x", "f").wire("f", "s"));
    EXPECT_EQ(text(typed.diagnostics), "node x: type: there is no node type \"nosuch\"\nnode f: where: is missing\n");
    EXPECT_FALSE(typed.nodes[1].ok);
    EXPECT_FALSE(typed.nodes[2].ok) << "its producer may not run";
}

TEST(Bind, ReadsFieldsByPathWithDefaults) {
    const NodeRegistry registry = smallNodes();
    const Topology topology = Drawing().node("w", "aggregate", {{"window", FieldValue::Object{{"type", "tumbling"}, {"size", "5m"}}}, {"reads", names({"a", "b"})}}).topology();
    BoundNode node;
    node.spec = registry.find("aggregate");
    Diagnostics said;
    BindContext context(topology, topology.nodes[0], node, said);
    EXPECT_EQ(context.text("window.type"), "tumbling");
    EXPECT_EQ(context.durationMs("window.size"), 300'000);
    EXPECT_EQ(context.durationMs("window.grace"), 86'400'000);
    EXPECT_EQ(context.text("reads[1]"), "b");
    EXPECT_EQ(context.text("reads[2]"), std::nullopt);
    EXPECT_EQ(context.text("window.nosuch"), std::nullopt);
    EXPECT_EQ(context.integer("window.size"), std::nullopt);
    EXPECT_FALSE(context.failed());
}

TEST(SwitchedOff, ANodeLetsItsInputPass) {
    const auto typed = bound(Drawing().source("a").node("f", "filter").sink("s").wire("a", "f").wire("f", "s").off("f"));
    EXPECT_EQ(text(typed.diagnostics), "") << "what is missing in it does not matter";
    EXPECT_TRUE(typed.nodes[1].bypassed);
    EXPECT_EQ(typed.nodes[2].inputs[0].node, 0U) << "the sink reads from the source";
    EXPECT_EQ(typed.nodes[2].inputs[0].edge, 1U);
    ASSERT_NE(typed.edgeType(1), nullptr);
}

TEST(SwitchedOff, TwoInARowStillPass) {
    const auto typed = bound(Drawing().source("a").node("f", "filter").node("g", "filter").sink("s").wire("a", "f").wire("f", "g").wire("g", "s").off("f").off("g"));
    EXPECT_TRUE(typed.ok());
    EXPECT_EQ(typed.nodes[3].inputs[0].node, 0U);
    EXPECT_EQ(typed.nodes[3].inputs[0].fromPort, "out");
}

TEST(SwitchedOff, ANodeThatChangesKindOrColumnsIsRefused) {
    EXPECT_EQ(text(bound(Drawing().source("a").node("w", "aggregate", perWindow).sink("s").wire("a", "w").wire("w", "s").off("w")).diagnostics),
              "node w: enabled: an aggregate can't be switched off: behind it stands a windowed table, key text, 1 column, before it a stream, key text, 3 columns\n");
    EXPECT_NE(text(bound(Drawing().source("a").node("m", "shape", {{"columns", names({"z"})}}).wire("a", "m").off("m")).diagnostics).find("a shape can't be switched off"), std::string::npos);
}

TEST(SwitchedOff, SourcesBranchesAndJoinsAreRefusedSinksAreNot) {
    EXPECT_NE(text(bound(Drawing().source("a").off("a")).diagnostics).find("it has no input to let pass"), std::string::npos);
    const FieldValue::Object branches{{"branches", FieldValue::List{FieldValue::Object{{"name", "eu"}, {"where", "x"}}}}};
    EXPECT_NE(text(bound(Drawing().source("a").node("b", "branch", branches).wire("a", "b").off("b")).diagnostics).find("it has not one input and one output"), std::string::npos);
    EXPECT_EQ(text(bound(Drawing().source("a").sink("s").wire("a", "s").off("s")).diagnostics), "");
}

TEST(Repartition, ChangesTheInputAsTheNodeSeesIt) {
    const auto typed = bound(Drawing().source("a").node("k", "select-key", {{"key", "b"}}).node("w", "aggregate", {{"columns", names({"n"})}}).wire("a", "k").wire("k", "w"));
    ASSERT_EQ(typed.nodes[2].repartitions.size(), 1U);
    EXPECT_TRUE(typed.nodes[2].inputs[0].produced.keyChanged);
    EXPECT_FALSE(typed.nodes[2].inputs[0].type.keyChanged);
}

} // namespace
} // namespace weir
