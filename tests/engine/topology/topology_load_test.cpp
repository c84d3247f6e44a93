// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

std::string problems(std::string_view file) { return text(loadTopology(file, smallNodes()).diagnostics); }

constexpr const char* rest = R"(, "application_id": "a", "nodes": [], "edges": [])";
std::string withMember(const std::string& member) { return R"({"weir": 1)" + std::string(rest) + ", " + member + "}"; }

TEST(Load, ReadsTheExampleOfTheContract) {
    const auto loaded = loadTopology(readFile("tests/engine/topology/files/revenue.weir"), smallNodes());
    ASSERT_TRUE(loaded.topology);
    EXPECT_EQ(text(loaded.diagnostics), "");
    EXPECT_EQ(loaded.topology->name, "Revenue by region");
    EXPECT_EQ(loaded.topology->applicationId, "revenue-by-region");
    EXPECT_EQ(loaded.topology->guarantee, Guarantee::ExactlyOnce);
    ASSERT_EQ(loaded.topology->nodes.size(), 4U);
    EXPECT_EQ(*loaded.topology->nodes[2].field("window")->member("size")->text(), "5m");
    ASSERT_EQ(loaded.topology->edges.size(), 3U);
    EXPECT_EQ(loaded.topology->edges[1], (Edge{{"big", "out"}, {"revenue", "in"}}));
    EXPECT_EQ(loaded.topology->position("out"), (CanvasPoint{720, 0}));
}

TEST(Load, ReadsPortsOfWires) {
    const auto loaded = loadTopology(R"({"weir": 1, "application_id": "a", "nodes": [], "edges": [["b:eu", "j:left"]]})", smallNodes());
    EXPECT_EQ(loaded.topology->edges[0], (Edge{{"b", "eu"}, {"j", "left"}}));
}

TEST(Load, NamesAnUnknownKeyAndTheNearestOne) {
    EXPECT_EQ(problems(withMember(R"("profil": "latency")")), "profil: unknown key \"profil\"; did you mean \"profile\"?\n");
}

TEST(Load, KeepsAnUnknownFieldOfANodeForBindToName) {
    const auto loaded = loadTopology(R"({"weir": 1, "application_id": "a", "nodes": [{"id": "f", "type": "filter", "wehre": "x"}], "edges": []})", smallNodes());
    EXPECT_EQ(text(loaded.diagnostics), "");
    EXPECT_NE(text(bindTopology(*loaded.topology, smallNodes()).diagnostics).find("node f: wehre: unknown key \"wehre\" in a filter; did you mean \"where\"?"), std::string::npos);
}

TEST(Load, RefusesANewerVersionWithoutReadingOn) {
    const auto loaded = loadTopology(R"({"weir": 2, "nodes": 17})", smallNodes());
    EXPECT_FALSE(loaded.topology);
    EXPECT_EQ(text(loaded.diagnostics), "weir: the file is of version 2, made by a newer Weir; this one reads up to version 1: install a newer Weir\n");
}

TEST(Load, SaysAMissingOrStrangeVersion) {
    EXPECT_EQ(problems(R"({"application_id": "a", "nodes": [], "edges": []})"), "weir: is missing: a topology file says \"weir\": 1\n");
    EXPECT_EQ(problems(R"({"weir": "1", "application_id": "a", "nodes": [], "edges": []})"), "weir: must be a whole number from 1\n");
    EXPECT_EQ(problems(R"({"weir": 0, "application_id": "a", "nodes": [], "edges": []})"), "weir: must be a whole number from 1\n");
}

TEST(Load, SaysEveryMistakeAtOnce) {
    const std::string said = problems(R"({"weir": 1, "name": 5, "guarantee": "twice", "nodes": [{"id": "x", "type": "filter", "enabled": 1}, 7], "edges": [["a"], ["a", 3], ["a", ":p"]],
        "layout": {"x": [1]}, "notes": [{"txt": ""}], "groups": {}, "extra": 1})");
    EXPECT_EQ(said, R"(name: must be a text in quotes
guarantee: must be "exactly-once" or "at-least-once"
node x: enabled: must be true or false
nodes[1]: must be an object, like {"id": "big", "type": "filter", "where": "amount > 100"}
edges[0]: must be a wire, ["from", "to"]
edges[1]: each end of a wire must be "node" or "node:port"
edges[2]: each end of a wire must be "node" or "node:port"
layout.x: must be two numbers, [x, y], up to 1000000000
notes[0].txt: unknown key "txt"; did you mean "text"?
groups: must be a list of groups
extra: unknown key "extra"
)");
}

TEST(Load, SaysMissingNodesAndEdges) {
    EXPECT_EQ(problems(R"({"weir": 1, "application_id": "a"})"), "nodes: is missing: a topology needs a list \"nodes\" (it may be empty)\n"
                                                                  "edges: is missing: a topology needs a list \"edges\" (it may be empty)\n");
}

TEST(Load, FindsADuplicateKeyInsideANode) {
    EXPECT_EQ(problems(R"({"weir": 1, "application_id": "a", "nodes": [{"id": "f", "type": "filter", "where": "a", "where": "b"}], "edges": []})"),
              "node f: where: the key \"where\" stands here twice; remove one\n");
    EXPECT_EQ(problems(R"({"weir": 1, "weir": 1, "application_id": "a", "nodes": [], "edges": []})"), "weir: the key \"weir\" stands here twice; remove one\n");
}

TEST(Load, RoundsPositionsToIntegers) {
    const auto loaded = loadTopology(withMember(R"("layout": {"a": [1.6, -2.4]})"), smallNodes());
    EXPECT_EQ(loaded.topology->position("a"), (CanvasPoint{2, -2}));
}

TEST(Load, KeepsSubflowsAndTheirMistakes) {
    const auto loaded = loadTopology(withMember(R"("subflows": {"clean": {"nodes": [{"id": "f", "type": "filter"}], "edges": [["in", "f"]], "x": 1}})"), smallNodes());
    ASSERT_EQ(loaded.topology->subflows.size(), 1U);
    EXPECT_EQ(loaded.topology->subflows[0].nodes[0].id, "f");
    EXPECT_EQ(text(loaded.diagnostics), "subflows.clean.x: unknown key \"x\"\n");
}

TEST(Fragment, IsPastedFromASelectionANodeOrAFile) {
    const NodeRegistry registry = smallNodes();
    const Topology drawn = Drawing().source("orders").node("big", "filter", {{"where", "x"}}).wire("orders", "big").topology();
    const auto pasted = fragmentFromJson(fragmentToJson(drawn), registry);
    ASSERT_TRUE(pasted.topology);
    EXPECT_EQ(pasted.topology->nodes, drawn.nodes);
    EXPECT_EQ(pasted.topology->edges, drawn.edges);
    EXPECT_EQ(fragmentFromJson(R"({"id": "a", "type": "filter"})", registry).topology->nodes.size(), 1U);
    EXPECT_EQ(fragmentFromJson(saveTopology(drawn), registry).topology->nodes.size(), 2U);
    EXPECT_FALSE(fragmentFromJson("some text", registry).topology);
    EXPECT_FALSE(fragmentFromJson("{}", registry).topology);
}

TEST(Field, IsJsonTextAndBack) {
    const FieldValue value = FieldValue::Object{{"type", "hopping"}, {"n", 3}, {"x", 2.0}, {"on", true}, {"list", FieldValue::List{1, "b"}}};
    EXPECT_EQ(fieldToJson(value), R"({"type": "hopping", "n": 3, "x": 2.0, "on": true, "list": [1, "b"]})");
    EXPECT_EQ(fieldFromJson(fieldToJson(value)), value);
    EXPECT_FALSE(fieldFromJson("{\"a\": 1, \"a\": 2}"));
    EXPECT_FALSE(fieldFromJson("{"));
}

} // namespace
} // namespace weir
