// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <filesystem>
#include <gtest/gtest.h>

namespace weir {
namespace {

TEST(Save, ChangesNoByteOfAFileThatWeirWrote) {
    for (const auto& entry : std::filesystem::directory_iterator("tests/engine/topology/files")) {
        if (entry.path().extension() != ".weir") continue;
        const std::string file = readFile(entry.path().string());
        const auto loaded = loadTopology(file, smallNodes());
        ASSERT_TRUE(loaded.topology) << entry.path() << text(loaded.diagnostics);
        EXPECT_EQ(saveTopology(*loaded.topology), file) << entry.path();
    }
}

TEST(Save, WritesTheSmallestFile) {
    Topology topology;
    topology.applicationId = "a";
    EXPECT_EQ(saveTopology(topology), "{\n  \"weir\": 1,\n  \"application_id\": \"a\",\n  \"nodes\": [],\n  \"edges\": []\n}\n");
}

TEST(Save, PutsANodeOnOneLineUpTo120ColumnsElseEachFieldOnItsOwn) {
    const auto saved = [](std::size_t width) {
        Topology topology;
        topology.applicationId = "a";
        topology.nodes.push_back({"n", "filter", "", true, {{"where", std::string(width, 'x')}, {"reads", 1}}});
        return saveTopology(topology);
    };
    // `    {"id": "n", "type": "filter", "where": "…", "reads": 1}` is 58 columns beside the text.
    EXPECT_NE(saved(62).find("\n    {\"id\": \"n\", \"type\": \"filter\", \"where\": \"" + std::string(62, 'x') + "\", \"reads\": 1}\n"), std::string::npos);
    EXPECT_NE(saved(63).find("\n    {\"id\": \"n\", \"type\": \"filter\",\n     \"where\": \"" + std::string(63, 'x') + "\",\n     \"reads\": 1}\n"), std::string::npos);
}

TEST(Save, PutsWiresOnLinesOfTheirOwnWhenTheyDontFit) {
    Topology topology;
    topology.applicationId = "a";
    for (int i = 0; i < 12; ++i) topology.edges.push_back({{"node-" + std::to_string(i), "out"}, {"node-" + std::to_string(i + 1), "left"}});
    EXPECT_NE(saveTopology(topology).find("\n    [\"node-0\", \"node-1:left\"],\n    [\"node-1\", \"node-2:left\"],\n"), std::string::npos);
}

TEST(Save, KeepsTheOrderOfKeysWhateverWasSetFirst) {
    Topology topology;
    topology.applicationId = "a";
    topology.setPosition("n", {1, 2});
    topology.profile = Profile::Latency;
    topology.name = "N";
    const std::string saved = saveTopology(topology);
    EXPECT_LT(saved.find("\"name\""), saved.find("\"application_id\""));
    EXPECT_LT(saved.find("\"application_id\""), saved.find("\"profile\""));
    EXPECT_LT(saved.find("\"edges\""), saved.find("\"layout\""));
}

TEST(Save, SetsAFieldAtItsPlaceInTheSpec) {
    const NodeRegistry registry = smallNodes();
    Node node{"s", "source", "", true, {{"topic", "t"}, {"columns", names({"a"})}}};
    setFieldInOrder(node, *registry.find("source"), "as", "table");
    setFieldInOrder(node, *registry.find("source"), "on_error", "skip");
    setFieldInOrder(node, *registry.find("source"), "partitions", 8);
    std::string order;
    for (const auto& [name, value] : node.fields) order += name + " ";
    EXPECT_EQ(order, "topic as columns partitions on_error ");
    setFieldInOrder(node, *registry.find("source"), "as", {});
    EXPECT_EQ(node.field("as"), nullptr);
}

TEST(Save, KeepsEveryConformanceTopology) {
    ASSERT_TRUE(std::filesystem::exists("tests/conformance")) << "run from the project's root, as ctest does";
    for (const auto& entry : std::filesystem::recursive_directory_iterator("tests/conformance")) {
        if (entry.path().filename() != "topology.weir") continue;
        const auto loaded = loadTopology(readFile(entry.path().string()), smallNodes());
        ASSERT_TRUE(loaded.topology) << entry.path();
        EXPECT_EQ(text(loaded.diagnostics), "") << entry.path();
        const std::string saved = saveTopology(*loaded.topology);
        const auto again = loadTopology(saved, smallNodes());
        EXPECT_EQ(again.topology, loaded.topology) << entry.path();
        EXPECT_EQ(saveTopology(*again.topology), saved) << entry.path();
    }
}

} // namespace
} // namespace weir
