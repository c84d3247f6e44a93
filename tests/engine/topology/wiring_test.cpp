// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

std::string said(const Drawing& drawing) { return text(bindTopology(drawing.topology(), smallNodes()).diagnostics); }
const FieldValue::Object where{{"where", "x"}};

TEST(Ids, AreCheckedAndUnique) {
    Topology topology = Drawing().source("a").source("a").node("b c", "repartition").node("", "repartition").topology();
    EXPECT_EQ(text(bindTopology(topology, smallNodes()).diagnostics), "nodes[3].id: is missing: a node needs an id, a text of letters, digits, _ and -\n"
                                                                       "port:in: nothing is connected to its input\n"
                                                                       "node a: id: two nodes have this id; rename one\n"
                                                                       "node b c: id: must be 1 to 64 letters, digits, _ and -; what people read is the title\n"
                                                                       "node b c: port:in: nothing is connected to its input\n");
}

TEST(Ids, OfTheApplicationAreChecked) {
    Topology topology;
    EXPECT_NE(text(bindTopology(topology, smallNodes()).diagnostics).find("application_id: is missing"), std::string::npos);
    topology.applicationId = "../x";
    EXPECT_EQ(text(bindTopology(topology, smallNodes()).diagnostics), "application_id: \"../x\" must be 1 to 100 letters, digits, '.', '_' and '-'\n");
}

TEST(Types, UnknownOnesAreNamedWithTheNearest) {
    EXPECT_EQ(said(Drawing().node("a", "fitler")), "node a: type: there is no node type \"fitler\"; did you mean \"filter\"?\n");
    EXPECT_EQ(said(Drawing().node("a", "")), "node a: type: is missing: say what the node does, like \"filter\"\n");
}

TEST(Wires, ThatDangleAreNamed) {
    EXPECT_EQ(said(Drawing().source("a").wire("a", "nobody").wire("ghost", "nobody")), "edges[0]: the wire ends at \"nobody\", which is no node; remove it or add the node\n"
                                                                                        "edges[1]: the wire begins at \"ghost\", which is no node; remove it or add the node\n"
                                                                                        "edges[1]: the wire ends at \"nobody\", which is no node; remove it or add the node\n");
}

TEST(Wires, AtUnknownPortsAreNamedWithThePortsThereAre) {
    const FieldValue::Object branches{{"branches", FieldValue::List{FieldValue::Object{{"name", "eu"}, {"where", "x"}}}}, {"default", "rest"}};
    EXPECT_EQ(said(Drawing().source("a").node("b", "branch", branches).sink("s").wire("a", "b").wire("b:us", "s")),
              "node b: port:us: there is no output \"us\" for the wire to s; the outputs are \"eu\" or \"rest\"\n");
    EXPECT_EQ(said(Drawing().source("a").node("b", "branch", branches).sink("s").wire("a", "b").wire("b:rest", "s")), "");
    EXPECT_EQ(said(Drawing().source("a").sink("s").wire("a", "s:left").wire("a", "s")), "node s: port:left: there is no input \"left\" for the wire from a; the inputs are \"in\"\n");
    EXPECT_NE(said(Drawing().source("a").source("b").wire("a", "b")).find("node b: port:in: a source has no input; the wire from a can't end here"), std::string::npos);
    EXPECT_NE(said(Drawing().source("a").sink("s").node("f", "filter", where).wire("a", "s").wire("s", "f")).find("node s: port:out: a sink has no output"), std::string::npos);
}

TEST(Wires, OnlyMergeTakesSeveral) {
    EXPECT_EQ(said(Drawing().source("a").source("b").sink("s").wire("a", "s").wire("b", "s")), "node s: port:in: two wires end here, from a and from b; put a merge before it\n");
    EXPECT_EQ(said(Drawing().source("a").source("b").node("m", "merge").sink("s").wire("a", "m").wire("b", "m").wire("m", "s")), "");
    EXPECT_EQ(said(Drawing().source("a").node("m", "merge").sink("s").wire("a", "m").wire("a", "m").wire("m", "s")), "node m: port:in: the wire from a stands here twice; remove one\n");
}

TEST(Wires, InputsMustBeConnected) {
    EXPECT_EQ(said(Drawing().sink("s")), "node s: port:in: nothing is connected to its input\n");
    EXPECT_EQ(said(Drawing().source("a").node("j", "join").wire("a", "j:left")), "node j: port:right: nothing is connected to its input \"right\"\n");
    EXPECT_EQ(said(Drawing().source("a")), "") << "an output need not be";
}

TEST(Wires, InACircleAreSaidOnceForEachCircle) {
    EXPECT_EQ(said(Drawing().node("a", "filter", where).node("b", "filter", where).sink("s").wire("a", "b").wire("b", "a")), "node a: the wires go in a circle: a → b → a; remove one of them\n"
                                                                                                                              "node s: port:in: nothing is connected to its input\n");
    EXPECT_EQ(said(Drawing().node("c", "filter", where).node("b", "filter", where).node("a", "filter", where).wire("a", "b").wire("b", "c").wire("c", "a")),
              "node c: the wires go in a circle: c → a → b → c; remove one of them\n");
    EXPECT_EQ(said(Drawing().node("a", "filter", where).wire("a", "a")), "node a: the wires go in a circle: a → a; remove one of them\n");
    const std::string two = said(Drawing()
                                     .node("a", "merge").node("b", "filter", where).node("c", "merge").node("d", "filter", where)
                                     .wire("a", "b").wire("b", "a").wire("b", "c").wire("c", "d").wire("d", "c"));
    EXPECT_EQ(two, "node a: the wires go in a circle: a → b → a; remove one of them\nnode c: the wires go in a circle: c → d → c; remove one of them\n");
}

TEST(Diagnostics, StandInTheFilesOrder) {
    const std::string all = said(Drawing().sink("last").node("f", "filter").source("src", {}, {{"as", "tables"}}).wire("src", "f").wire("f", "last").wire("x", "last"));
    EXPECT_LT(all.find("edges[2]"), all.find("node f"));
    EXPECT_LT(all.find("node f"), all.find("node src"));
}

} // namespace
} // namespace weir
