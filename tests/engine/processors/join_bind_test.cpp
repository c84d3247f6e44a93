// SPDX-License-Identifier: Apache-2.0
// What a join says while it is drawn.
#include "weir/runtime/engine.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <gtest/gtest.h>
#include <string>

namespace weir {
namespace {

const std::string stream = R"("value": {"format": "json", "schema": "a bigint, f text"})";
std::string source(const std::string& id, const std::string& as, const std::string& more = {}) {
    return R"({"id": ")" + id + R"(", "type": "source", "topic": ")" + id + R"(", "as": ")" + as + "\", " + stream + more + "}";
}

Topology drawn(const std::string& left, const std::string& right, const std::string& fields, const std::string& edges = R"(["l", "j:left"], ["r", "j:right"])") {
    const auto text = R"({"weir": 1, "name": "t", "application_id": "t", "nodes": [)" + left + ", " + right + R"(, {"id": "j", "type": "join", "select": "l.a, r.f")" + fields + R"(}], "edges": [)" + edges + "]}";
    return *loadTopology(text, builtinNodes()).topology;
}

/// The join's diagnostics, `field: message` each.
std::string said(const std::string& left, const std::string& right, const std::string& fields, bool warnings = false) {
    const auto registry = builtinNodes();
    std::string out;
    const auto plan = checkTopology(drawn(source("l", left), source("r", right), fields), registry);
    for (const auto& d : plan->diagnostics)
        if (d.severity == Severity::Error || warnings) out += d.field + ": " + d.message + "\n";
    return out;
}

TEST(JoinBind, SaysWhatEachKindCantHave) {
    EXPECT_NE(said("stream", "stream", "").find("within: two streams join only near in time"), std::string::npos);
    EXPECT_EQ(said("stream", "stream", R"(, "within": "5m")"), "");
    EXPECT_NE(said("stream", "stream", R"(, "within": "5m", "how": "left")", true).find("grace: without a grace it is 24 hours"), std::string::npos);
    EXPECT_NE(said("stream", "stream", R"(, "within": "5m", "foreign_key": "l.f")").find("foreign_key: foreign_key has no meaning"), std::string::npos);
    EXPECT_NE(said("stream", "table", R"(, "how": "outer")").find("how: a stream joins a table inner or left"), std::string::npos);
    EXPECT_NE(said("stream", "table", R"(, "grace": "1m")").find("grace: grace has no meaning"), std::string::npos);
    EXPECT_NE(said("stream", "table", R"(, "on": "l.f")").find("on: on has no meaning"), std::string::npos);
    EXPECT_NE(said("stream", "global-table", R"(, "how": "outer")").find("how: a stream joins a global table inner or left"), std::string::npos);
    EXPECT_EQ(said("stream", "global-table", R"(, "on": "l.a")"), ""); // a bigint has one text
    EXPECT_NE(said("stream", "global-table", R"(, "on": "ARRAY[l.a] = ARRAY[1] OR l.b")").find("on: "), std::string::npos);
    EXPECT_NE(said("table", "table", R"(, "within": "5m")").find("within: within has no meaning when two tables join"), std::string::npos);
    EXPECT_NE(said("table", "table", R"(, "how": "outer", "foreign_key": "l.f")").find("how: a foreign-key join is inner or left"), std::string::npos);
    EXPECT_NE(said("table", "stream", "").find("port:right: a table (left) can't join a stream (right): swap the sides"), std::string::npos);
    EXPECT_NE(said("global-table", "stream", "").find("port:left: a global table ends on the left"), std::string::npos);
    EXPECT_NE(said("table", "global-table", "").find("port:right: only a stream joins a global table"), std::string::npos);
}

TEST(JoinBind, AsksForEqualKeys) {
    const auto registry = builtinNodes();
    const auto plan = checkTopology(drawn(source("l", "table", R"(, "key": {"format": "int64"})"), source("r", "table"), ""), registry);
    ASSERT_EQ(plan->diagnostics.size(), 1U);
    EXPECT_EQ(plan->diagnostics[0].field, "port:left");
    EXPECT_NE(plan->diagnostics[0].message.find("the left key is bigint (int64), the right key is text (string)"), std::string::npos);
}

TEST(JoinBind, AWireIsRefusedWithOneSideDrawn) {
    const auto registry = builtinNodes();
    const auto typed = bindTopology(drawn(source("l", "global-table"), source("r", "stream"), R"(, "within": "5m")", R"(["r", "j:right"])"), registry);
    const auto refused = refuseEdge(typed, registry, {"l", "out"}, {"j", "left"});
    ASSERT_TRUE(refused);
    EXPECT_NE(refused->find("global table"), std::string::npos);
    const auto alone = bindTopology(drawn(source("l", "stream"), source("r", "stream"), "", ""), registry);
    EXPECT_EQ(refuseEdge(alone, registry, {"l", "out"}, {"j", "left"}), std::nullopt);
}

TEST(JoinBind, AForeignKeyJoinStandsInTwoSubTopologies) {
    const auto registry = builtinNodes();
    const auto plan = checkTopology(drawn(source("l", "table", R"(, "partitions": 3)"), source("r", "table", R"(, "partitions": 5)"), R"(, "foreign_key": "l.f")"), registry);
    ASSERT_TRUE(plan->ok());
    ASSERT_EQ(plan->subTopologies.size(), 2U);
    const auto counts = countPartitions(*plan, {});
    EXPECT_TRUE(counts.diagnostics.empty());
    EXPECT_EQ(counts.topics.at("t-j.subscription"), 5);
    EXPECT_EQ(counts.topics.at("t-j.response"), 3);
    EXPECT_EQ(counts.tasks, (std::vector<std::int32_t>{3, 5}));
    EXPECT_EQ(plan->subTopologies[1].remotes.size(), 1U);
    EXPECT_EQ(plan->subTopologies[1].stores.size(), 3U); // r, j.right, j.subscriptions
}

} // namespace
} // namespace weir
