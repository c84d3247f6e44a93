// SPDX-License-Identifier: Apache-2.0
// Topologies for the tests of tasks and engines, and a folder on the disk that leaves with its owner.
#pragma once

#include "weir/runtime/engine.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace weir {

class TemporaryFolder {
public:
    TemporaryFolder() {
        auto name = (std::filesystem::temp_directory_path() / "weir-runtime-XXXXXX").string();
        m_path = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const Path& path() const { return m_path; }

private:
    Path m_path;
};

/// in → aggregate by key → out. `more`: fields of the aggregate, each with a comma before.
inline std::string countsTopology(const std::string& more = {}, const std::string& id = "counts") {
    return R"({"weir": 1, "name": "Counts", "application_id": ")" + id + R"(", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "partitions": 1, "key": {"format": "string"}, "value": {"format": "json", "schema": "a bigint"}},
        {"id": "n", "type": "aggregate", "select": "count(*) AS n, sum(a) AS s")" + more + R"(},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 1, "value": {"format": "json"}}],
        "edges": [["in", "n"], ["n", "out"]]})";
}
/// in → 10 / a → out, in two partitions.
inline std::string divideTopology(const std::string& more = {}) {
    return R"({"weir": 1, "name": "Divide", "application_id": "divide", )" + more + R"("nodes": [
        {"id": "in", "type": "source", "topic": "in", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "a bigint, b text"}},
        {"id": "m", "type": "map-values", "select": "10 / a AS q"},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 1, "value": {"format": "json"}}],
        "edges": [["in", "m"], ["m", "out"]]})";
}

/// Of all committed records of partition 0.
inline std::vector<std::string> valuesIn(EngineAccess& engine, const std::string& topic) {
    std::vector<std::string> out;
    const auto fetched = engine.fetch({.topic = topic});
    EXPECT_TRUE(fetched) << fetched.error().text();
    if (fetched)
        for (const auto& record : fetched->records) out.push_back(record.value);
    return out;
}

inline std::shared_ptr<const Plan> planOf(const std::string& text, const NodeRegistry& registry) {
    auto loaded = loadTopology(text, registry);
    for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << toText(diagnostic);
    auto plan = checkTopology(*loaded.topology, registry);
    for (const auto& diagnostic : plan->diagnostics)
        if (diagnostic.severity == Severity::Error) ADD_FAILURE() << toText(diagnostic);
    return plan;
}

} // namespace weir
