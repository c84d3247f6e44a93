// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace weir {
namespace {

std::shared_ptr<const Plan> byRegion() {
    const FieldValue::Object revenue{{"group_by", "region"}, {"window", FieldValue::Object{{"type", "tumbling"}, {"size", "5m"}}}, {"columns", names({"revenue"})}, {"reads", names({"amount"})}};
    return checkTopology(Drawing()
                             .source("orders", {"region", "amount"})
                             .node("big", "filter", {{"where", "x"}, {"reads", names({"amount"})}})
                             .node("revenue", "aggregate", revenue)
                             .sink("out")
                             .wire("orders", "big")
                             .wire("big", "revenue")
                             .wire("revenue", "out")
                             .topology(),
                         smallNodes());
}

TEST(Describe, AsTextInKafkaStreamsWords) {
    EXPECT_EQ(describePlan(*byRegion(), DescribeForm::Text), readFile("tests/engine/topology/files/revenue.describe.txt"));
}

TEST(Describe, AsDotAndMermaidWithTheRepartitionTopic) {
    const std::string dot = describePlan(*byRegion(), DescribeForm::Dot);
    EXPECT_NE(dot.find("digraph \"app\" {"), std::string::npos);
    EXPECT_NE(dot.find("n1 -> t0 [label=\"stream, key text, 2 columns\"];\n  t0 -> n2;"), std::string::npos);
    const std::string mermaid = describePlan(*byRegion(), DescribeForm::Mermaid);
    EXPECT_EQ(mermaid.substr(0, 13), "flowchart LR\n");
    EXPECT_NE(mermaid.find("t0[(\"app-revenue.repartition\")]"), std::string::npos);
}

TEST(Describe, AsJsonForPrograms) {
    const auto json = nlohmann::json::parse(describePlan(*byRegion(), DescribeForm::Json));
    EXPECT_EQ(json["application_id"], "app");
    ASSERT_EQ(json["sub_topologies"].size(), 2U);
    EXPECT_EQ(json["sub_topologies"][0]["repartitions"][0]["topic"], "app-revenue.repartition");
    EXPECT_EQ(json["sub_topologies"][1]["nodes"][0]["stores"][0]["changelog"], "app-revenue-changelog");
    ASSERT_EQ(json["edges"].size(), 3U);
    EXPECT_EQ(json["edges"][1]["carries"], nlohmann::json::array({"amount"}));
    EXPECT_EQ(json["edges"][1]["topic"], "app-revenue.repartition");
    EXPECT_EQ(json["edges"][2]["kind"], "table");
    EXPECT_EQ(json["settings"]["commit_interval"], "100ms");
}

TEST(Describe, EscapesWhatStandsInNames) {
    Topology topology = Drawing().source("a").sink("s").wire("a", "s").topology();
    topology.applicationId = "a\"b\\";
    topology.nodes[0].id = "<\"b\">";
    topology.edges[0].from.node = topology.nodes[0].id;
    const auto plan = checkTopology(topology, smallNodes());
    EXPECT_NE(describePlan(*plan, DescribeForm::Dot).find("digraph \"a\\\"b\\\\\" {"), std::string::npos);
    EXPECT_NE(describePlan(*plan, DescribeForm::Mermaid).find("&lt;&quot;b&quot;&gt;"), std::string::npos);
    EXPECT_TRUE(nlohmann::json::accept(describePlan(*plan, DescribeForm::Json)));
}

} // namespace
} // namespace weir
