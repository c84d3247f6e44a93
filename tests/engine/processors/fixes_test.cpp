// SPDX-License-Identifier: Apache-2.0
// Every mistake that can be known while drawing: its code, place, sentence and the fix that is offered.
#include "weir/processors/registry.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <gtest/gtest.h>
#include <string>

namespace weir {
namespace {

const std::string orders = R"({"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "order_id bigint, customer text, amount double precision, \"shipTo\" text"}})";
const std::string sink = R"({"id": "out", "type": "sink", "topic": "out"})";

/// orders → the node → out, with more nodes and edges where given.
Diagnostics checked(const std::string& nodes, const std::string& edges) {
    const NodeRegistry registry(processorSpecs());
    const auto loaded = loadTopology(R"({"weir": 1, "application_id": "t", "nodes": [)" + nodes + R"(], "edges": [)" + edges + "]}", registry);
    EXPECT_TRUE(loaded.topology && loaded.diagnostics.empty());
    return checkTopology(*loaded.topology, registry)->diagnostics;
}
Diagnostics between(const std::string& node) { return checked(orders + ", " + node + ", " + sink, R"(["orders", "n"], ["n", "out"])"); }

/// "code | node | field | begin-end | title", an error or warning a line.
std::string lines(const Diagnostics& diagnostics) {
    std::string out;
    for (const auto& d : diagnostics) {
        EXPECT_FALSE(d.message.empty());
        out += d.code + " | " + d.node + " | " + d.field + " | " + (d.span.known() ? std::to_string(d.span.begin) + "-" + std::to_string(d.span.end) : "") + " | " + (d.fix ? d.fix->title : "") + "\n";
    }
    return out;
}
const FixStep* step(const Diagnostics& diagnostics) { return diagnostics.empty() || !diagnostics[0].fix ? nullptr : &diagnostics[0].fix->steps.front(); }

TEST(Fixes, OfWordsInAnExpression) {
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "filter", "where": "amuont > 1"})")), "undefined_column | n | where | 0-6 | Change to amount\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "filter", "where": "shipTo = 'x'"})")), "undefined_column | n | where | 0-6 | Change to \"shipTo\"\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "filter", "where": "customer = \"Zoe\""})")), "undefined_column | n | where | 11-16 | Change to 'Zoe'\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "filter", "where": "customer = 5"})")), "undefined_function | n | where | 9-10 | Change to '5'\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "filter", "where": "amount == 5"})")), "undefined_function | n | where | 7-9 | Change to =\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "map-values", "select": "amount * 2, customer"})")), "missing_alias | n | select | 7-8 | Name it column_1\n");
    const auto twice = between(R"({"id": "n", "type": "map-values", "select": "customer, upper(customer) AS customer"})");
    ASSERT_TRUE(step(twice));
    EXPECT_EQ(twice[0].code, "duplicate_column");
    EXPECT_EQ(std::get<ReplaceText>(*step(twice)), (ReplaceText{{29, 37}, "customer_2"}));
}

TEST(Fixes, OfASchema) {
    const auto source = [](const std::string& schema) {
        return checked(R"({"id": "s", "type": "source", "topic": "s", "value": {"format": "json", "schema": ")" + schema + R"("}}, )" + sink, R"(["s", "out"])");
    };
    EXPECT_EQ(lines(source("a timestamp, b text")), "feature_not_supported | s | value.schema | 2-11 | Change to timestamptz\n");
    EXPECT_EQ(lines(source("a string")), "undefined_object | s | value.schema | 2-8 | Change to text\n");
    EXPECT_EQ(lines(source("a text, a text")), "duplicate_column | s | value.schema | 8-9 | Rename to a_2\n");
    EXPECT_EQ(lines(source("orderId text")), "folded_name | s | value.schema | 0-7 | Quote the name\n");
}

TEST(Fixes, OfFields) {
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "filtre", "where": "true"})")), "unknown_type | n | type |  | Change to filter\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "deduplicate", "by": "customer", "witin": "1m"})")),
              "unknown_key | n | witin |  | Rename to within\nmissing | n | within |  | Set within to 10m\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "deduplicate", "by": "customer", "within": "10 min"})")), "invalid_duration | n | within |  | Set within to 10m\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "repartition", "partitions": "3"})")).find("wrong_type | n | partitions |  | Set partitions to 3\n"), 0U);
    const auto sized = between(R"({"id": "n", "type": "aggregate", "window": {"type": "tumbling"}, "select": "count(*) AS n"})");
    ASSERT_TRUE(step(sized));
    EXPECT_EQ(std::get<SetField>(*step(sized)), (SetField{"n", "window.size", "5m"}));
}

TEST(Fixes, OfKindsAndKeys) {
    const auto table = between(R"({"id": "n", "type": "aggregate", "group_by": "customer", "select": "count(*) AS n"})");
    EXPECT_EQ(lines(table), "");
    const auto behind = checked(orders + R"(, {"id": "a", "type": "aggregate", "select": "count(*) AS n"}, {"id": "n", "type": "deduplicate", "by": "n", "within": "1m"}, )" + sink,
                                R"(["orders", "a"], ["a", "n"], ["n", "out"])");
    EXPECT_EQ(lines(behind), "wrong_kind | n | port:in |  | Put a to-stream between\n");
    ASSERT_TRUE(step(behind));
    EXPECT_EQ(std::get<InsertNode>(*step(behind)), (InsertNode{{"a", "out", "n", "in"}, "to-stream", {}}));
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "suppress", "until": {"time_limit": "1s"}})")), "wrong_kind | n | port:in |  | Put a to-table between\n");
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "to-stream"})")), "wrong_kind | n | port:in |  | Take n out\n");
    const std::string keyless = R"({"id": "orders", "type": "source", "topic": "orders", "key": {"format": "none"}, "value": {"format": "json", "schema": "amount double precision, customer_id text"}})";
    EXPECT_EQ(lines(checked(keyless + R"(, {"id": "n", "type": "aggregate", "select": "count(*) AS n"})", R"(["orders", "n"])")), "missing_key | n | group_by |  | Group by customer_id\n");
    EXPECT_EQ(lines(checked(keyless + R"(, {"id": "n", "type": "to-table"})", R"(["orders", "n"])")), "missing_key | n | port:in |  | Put a select-key by customer_id between\n");
}

TEST(Fixes, OfASelectThatDropsAColumn) {
    const auto dropped = checked(orders + R"(, {"id": "m", "type": "map-values", "select": "amount"}, {"id": "n", "type": "aggregate", "group_by": "customer", "select": "sum(amount) AS s"}, )" + sink,
                                 R"(["orders", "m"], ["m", "n"], ["n", "out"])");
    EXPECT_EQ(lines(dropped), "undefined_column | n | group_by | 0-8 | Add customer to the select of m\n");
    EXPECT_EQ(dropped[0].message, "There is no column \"customer\" here any more: the select of m leaves it out.");
    ASSERT_TRUE(step(dropped));
    EXPECT_EQ(std::get<SetField>(*step(dropped)), (SetField{"m", "select", "amount, customer"}));
}

TEST(Fixes, OfJoins) {
    const std::string right = R"({"id": "r", "type": "source", "topic": "r", "value": {"format": "json", "schema": "f text"}, "partitions": 8})";
    const auto joined = [&](const std::string& fields) {
        return lines(checked(orders + ", " + right + R"(, {"id": "n", "type": "join", "select": "l.amount, r.f")" + fields + "}, " + sink, R"(["orders", "n:left"], ["r", "n:right"], ["n", "out"])"));
    };
    EXPECT_EQ(joined(""), "missing | n | within |  | Set within to 10m\npartition_counts | n | port:right |  | Set partitions of r to 4\n");
    EXPECT_EQ(joined(R"(, "within": "1m")"), "partition_counts | n | port:right |  | Set partitions of r to 4\n");
    EXPECT_EQ(joined(R"(, "within": "1m", "how": "left")"), "missing_grace | n | grace |  | Set grace to 1m\npartition_counts | n | port:right |  | Set partitions of r to 4\n");
}

TEST(Fixes, OfWires) {
    EXPECT_EQ(lines(checked(orders + ", " + sink, R"(["orders", "out"], ["order", "out"])")), "dangling_edge |  | edges[1] |  | Remove the wire\n");
    EXPECT_EQ(lines(checked(orders + ", " + sink, R"(["order", "out"])")), "dangling_edge |  | edges[0] |  | Wire it to orders\n");
}

TEST(Warnings, OfWhatCanNeverMatch) {
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "filter", "where": "1 = 2"})")), "never_true | n | where |  | \n");
    const auto branches = checked(orders + R"(, {"id": "n", "type": "branch", "branches": [{"name": "a", "where": "amount > 1"}, {"name": "b", "where": "amount  >  1"}, {"name": "c", "where": "true"}, {"name": "d", "where": "amount > 3"}], "default": "e"}, )" + sink,
                                  R"(["orders", "n"], ["n:b", "out"])");
    EXPECT_EQ(lines(branches), "unreachable_branch | n | branches[1].where |  | Remove the branch b\nunreachable_branch | n | branches[3].where |  | Remove the branch d\nunreachable_branch | n | default |  | \n");
    for (const auto& d : branches) EXPECT_EQ(d.severity, Severity::Warning);
    EXPECT_EQ(branches[0].fix->steps.size(), 2U) << "its wire goes with it";
}

TEST(Notes, OfTheDefaultGraceOnlyWhereSomethingWaitsForIt) {
    const std::string window = R"("window": {"type": "tumbling", "size": "1m"}, "select": "count(*) AS n")";
    EXPECT_EQ(lines(between(R"({"id": "n", "type": "aggregate", )" + window + "}")), "");
    const auto final = between(R"({"id": "n", "type": "aggregate", "emit": "final", )" + window + "}");
    EXPECT_EQ(lines(final), "missing_grace | n | window.grace |  | Set window.grace to 1m\n");
    EXPECT_EQ(final[0].severity, Severity::Info);
    EXPECT_EQ(lines(checked(orders + R"(, {"id": "a", "type": "aggregate", )" + window + R"(}, {"id": "n", "type": "suppress", "until": "window-close"}, )" + sink, R"(["orders", "a"], ["a", "n"], ["n", "out"])")),
              "missing_grace | n | until |  | Set window.grace of a to 1m\n");
}

} // namespace
} // namespace weir
