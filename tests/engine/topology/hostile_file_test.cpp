// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

using namespace std::string_literals;

std::string refused(const std::string& file) {
    const auto loaded = loadTopology(file, smallNodes());
    EXPECT_FALSE(loaded.topology);
    EXPECT_EQ(loaded.diagnostics.size(), 1U);
    return text(loaded.diagnostics);
}

TEST(HostileFile, IsNotJson) {
    EXPECT_EQ(refused(""), "can't be read: not valid JSON at line 1, column 1: unexpected end of input; expected '[', '{', or a literal\n");
    EXPECT_EQ(refused("{\n  \"weir\": 1,\n}"), "can't be read: not valid JSON at line 3, column 1: unexpected '}'; expected string literal\n");
    EXPECT_EQ(refused("[1]"), "is no topology: it must be one JSON object that begins with \"weir\": 1\n");
    EXPECT_EQ(refused("{\"weir\": 1} {}").substr(0, 30), "can't be read: not valid JSON ");
    EXPECT_EQ(refused("\x7f" "ELF\0\0\0"s).substr(0, 30), "can't be read: not valid JSON ");
}

TEST(HostileFile, HasTheCharacterNul) {
    EXPECT_EQ(refused("{\"weir\": \0 1}"s).substr(0, 30), "can't be read: not valid JSON ");
    const auto escaped = loadTopology(R"({"weir": 1, "application_id": "a", "nodes": [{"id": "f", "type": "filter", "where": "a\u0000b"}], "edges": []})", smallNodes());
    EXPECT_EQ(text(escaped.diagnostics), "node f: where: the text contains the character U+0000; remove it\n");
}

TEST(HostileFile, IsNoUtf8) {
    const std::string said = refused("{\"weir\": 1, \"name\": \"\xff\xfe\"}");
    EXPECT_NE(said.find("ill-formed UTF-8"), std::string::npos) << said;
    EXPECT_EQ(said.find('\xff'), std::string::npos);
    EXPECT_NE(refused(R"({"name": "\ud800"})").find("surrogate"), std::string::npos);
}

TEST(HostileFile, HasNumbersBeyondAllBounds) {
    EXPECT_EQ(refused(R"({"weir": 1e999})"), "can't be read: not valid JSON at line 1, column 14: a number is too large\n");
    const auto loaded = loadTopology(R"({"weir": 1, "application_id": "a", "nodes": [{"id": "g", "type": "gauge", "share": 18446744073709551615}], "edges": []})", smallNodes());
    EXPECT_EQ(text(loaded.diagnostics), "node g: share: the number is too large: whole numbers go up to 9223372036854775807\n");
    EXPECT_EQ(text(loadTopology(R"({"weir": 99999999999999999999, "application_id": "a", "nodes": [], "edges": []})", smallNodes()).diagnostics), "weir: must be a whole number from 1\n");
}

TEST(HostileFile, IsNestedTooDeep) {
    EXPECT_EQ(refused(std::string(100'000, '[')), "can't be read: it is nested more than 64 deep\n");
    std::string objects;
    for (int i = 0; i < 100; ++i) objects += "{\"a\":";
    EXPECT_EQ(refused(objects), "can't be read: it is nested more than 64 deep\n");
}

TEST(HostileFile, IsTooLong) {
    EXPECT_EQ(refused(std::string((8U << 20) + 1, ' ')), "can't be read: it is 8388609 bytes long; at most 8 MiB are allowed\n");
    EXPECT_EQ(refused(R"({"name": ")" + std::string(70'000, 'x') + "\"}"), "can't be read: the text at name is 70000 bytes long; at most 65536 are allowed\n");
    EXPECT_EQ(refused("{\"" + std::string(70'000, 'x') + "\": 1}").substr(0, 15), "can't be read: ");
}

TEST(HostileFile, HasTooManyValues) {
    std::string list = "{\"weir\": [";
    for (int i = 0; i < 600'000; ++i) list += "1,";
    EXPECT_EQ(refused(list + "1]}"), "can't be read: it holds more than 500000 values\n");
}

TEST(HostileFile, HasTooManyNodesOrWires) {
    std::string nodes;
    for (int i = 0; i < 5'001; ++i) nodes += (i > 0 ? ",{\"id\":\"n" : "{\"id\":\"n") + std::to_string(i) + "\"}";
    EXPECT_EQ(refused(R"({"weir": 1, "application_id": "a", "nodes": [)" + nodes + R"(], "edges": []})"), "nodes: has 5001 nodes; at most 5000 are allowed\n");
    std::string wires;
    for (int i = 0; i < 20'001; ++i) wires += i > 0 ? R"(,["a","b"])" : R"(["a","b"])";
    EXPECT_EQ(refused(R"({"weir": 1, "application_id": "a", "nodes": [], "edges": [)" + wires + "]}"), "edges: has 20001 wires; at most 20000 are allowed\n");
}

TEST(HostileFile, HasManyEqualKeys) {
    std::string members = R"({"weir": 1, "application_id": "a", "nodes": [], "edges": [], "layout": {"a": [0, 0])";
    for (int i = 0; i < 100; ++i) members += R"(, "a": [0, 0])";
    const auto loaded = loadTopology(members + "}}", smallNodes());
    EXPECT_EQ(loaded.diagnostics.size(), 100U);
    EXPECT_EQ(loaded.topology->layout.size(), 1U);
}

TEST(HostileFile, CutAnywhereIsRefusedOrReadWithoutACrash) {
    const std::string file = readFile("tests/engine/topology/files/revenue.weir");
    for (std::size_t length = 0; length + 2 < file.size(); ++length) EXPECT_FALSE(loadTopology(file.substr(0, length), smallNodes()).topology);
    for (std::size_t i = 0; i < file.size(); ++i) {
        std::string broken = file;
        broken[i] = '"';
        const auto loaded = loadTopology(broken, smallNodes());
        if (loaded.topology) checkTopology(*loaded.topology, smallNodes());
    }
}

} // namespace
} // namespace weir
