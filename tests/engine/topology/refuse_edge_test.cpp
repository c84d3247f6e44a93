// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

class RefuseEdge : public testing::Test {
protected:
    std::string why(const PortRef& from, const PortRef& to) { return refuseEdge(m_typed, m_registry, from, to).value_or("fits"); }

    NodeRegistry m_registry = smallNodes();
    TypedTopology m_typed = bindTopology(Drawing()
                                             .source("a")
                                             .source("t", {"x"}, {{"as", "table"}})
                                             .node("f", "filter", {{"where", "x"}})
                                             .node("g", "filter", {{"where", "x"}})
                                             .node("j", "join")
                                             .node("m", "merge")
                                             .node("x", "nosuch")
                                             .sink("s")
                                             .wire("a", "f")
                                             .wire("f", "g")
                                             .wire("a", "m")
                                             .topology(),
                                         m_registry);
};

TEST_F(RefuseEdge, LetsAWireThatFits) {
    EXPECT_EQ(why({"g", "out"}, {"s", "in"}), "fits");
    EXPECT_EQ(why({"a", "out"}, {"j", "left"}), "fits");
    EXPECT_EQ(why({"t", "out"}, {"j", "right"}), "fits");
    EXPECT_EQ(why({"f", "out"}, {"m", "in"}), "fits") << "a second wire into a merge";
    EXPECT_EQ(why({"x", "out"}, {"s", "in"}), "fits") << "an unknown type says nothing";
}

TEST_F(RefuseEdge, SaysTheWrongKindInTheNodesWords) {
    EXPECT_EQ(why({"t", "out"}, {"j", "left"}), "A table ends here; join needs a stream on left: put a to-stream between.");
}

TEST_F(RefuseEdge, SaysCirclesAndTakenPorts) {
    EXPECT_EQ(why({"g", "out"}, {"m", "in"}), "fits");
    EXPECT_EQ(why({"g", "out"}, {"f", "in"}), "That would be a circle: f already feeds g.");
    EXPECT_EQ(why({"f", "out"}, {"f", "in"}), "f can't feed itself.");
    EXPECT_EQ(why({"a", "out"}, {"g", "in"}), "g already has a wire from f; put a merge before it.");
    EXPECT_EQ(why({"a", "out"}, {"f", "in"}), "a is already wired to f.");
}

TEST_F(RefuseEdge, SaysPortsThatAreNotThere) {
    EXPECT_EQ(why({"s", "out"}, {"f", "in"}), "s has no output \"out\".");
    EXPECT_EQ(why({"a", "out"}, {"t", "in"}), "t has no input \"in\".");
    EXPECT_EQ(why({"nobody", "out"}, {"t", "in"}), "One end of the wire is no node.");
}

} // namespace
} // namespace weir
