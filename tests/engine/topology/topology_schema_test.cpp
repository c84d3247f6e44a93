// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace weir {
namespace {

TEST(JsonSchema, SaysTheFilesMembersAndEachTypesFields) {
    const auto schema = nlohmann::json::parse(topologyJsonSchema(smallNodes()));
    EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    EXPECT_EQ(schema["required"], nlohmann::json::array({"weir", "application_id", "nodes", "edges"}));
    EXPECT_EQ(schema["additionalProperties"], false);
    for (const char* member : {"$schema", "weir", "name", "application_id", "connection", "guarantee", "profile", "settings", "on_error", "dead_letter_topic", "nodes",
                               "edges", "subflows", "layout", "notes", "groups"})
        EXPECT_TRUE(schema["properties"].contains(member) && schema["properties"][member].is_object()) << member;
    const auto& node = schema["definitions"]["node"];
    EXPECT_EQ(node["properties"]["type"]["enum"].size(), smallNodes().specs().size());
    ASSERT_EQ(node["allOf"].size(), smallNodes().specs().size());
    for (const auto& rule : node["allOf"]) {
        if (rule["if"]["properties"]["type"]["const"] != "aggregate") continue;
        const auto& fields = rule["then"]["properties"];
        EXPECT_EQ(fields["window"]["properties"]["type"]["enum"], nlohmann::json::array({"tumbling", "hopping", "session"}));
        EXPECT_EQ(fields["window"]["properties"]["grace"]["default"], "24h");
        EXPECT_EQ(fields["window"]["required"], nlohmann::json::array({"type"})) << "advance goes only with hopping";
        EXPECT_TRUE(fields.contains("on_error"));
        EXPECT_EQ(rule["then"]["additionalProperties"], false);
    }
    EXPECT_EQ(schema["properties"]["guarantee"]["enum"][0], "exactly-once");
    EXPECT_EQ(schema["properties"]["layout"]["additionalProperties"]["$ref"], "#/definitions/point");
    EXPECT_EQ(schema["definitions"]["point"]["minItems"], 2);
}

} // namespace
} // namespace weir
