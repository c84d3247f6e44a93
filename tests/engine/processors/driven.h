// SPDX-License-Identifier: Apache-2.0
// Driven: a topology in the test driver, its input and output as lines of JSON.
#pragma once

#include "weir/runtime/engine.h"
#include "weir/testing/topology_test_driver.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace weir {

using Lines = std::vector<std::string>;

class Driven {
public:
    /// `nodes` and `edges` are the arrays' insides; `more`: fields of the file, each with a comma behind.
    Driven(const std::string& nodes, const std::string& edges, const std::string& more = {}, std::int64_t startMicros = 0) {
        const auto text = R"({"weir": 1, "name": "t", "application_id": "t", )" + more + "\"nodes\": [" + nodes + "], \"edges\": [" + edges + "]}";
        auto loaded = loadTopology(text, m_registry);
        for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << toText(diagnostic);
        auto plan = checkTopology(*loaded.topology, m_registry);
        for (const auto& diagnostic : plan->diagnostics)
            if (diagnostic.severity == Severity::Error) ADD_FAILURE() << toText(diagnostic);
        auto made = TopologyTestDriver::create(std::move(plan), startMicros);
        if (!made) {
            ADD_FAILURE() << made.error().text();
            return;
        }
        m_driver = std::move(*made);
    }
    /// What comes out for these lines: `topic key value timestamp`, key and value as the driver prints them.
    Lines operator()(const Lines& input) {
        for (const auto& line : input) {
            const auto done = m_driver->pipeLine(line);
            EXPECT_TRUE(done) << line << "\n" << done.error().text();
        }
        return drain();
    }
    Result<> pipe(const std::string& line) { return m_driver->pipeLine(line); }
    Lines drain() {
        Lines out;
        for (const auto& record : m_driver->drain()) out.push_back(m_driver->outputLine(record));
        return out;
    }
    std::vector<TestRecord> records() { return m_driver->drain(); }
    std::uint64_t dropped(std::string_view node, std::string_view reason) const { return m_driver->dropped(node, reason); }
    TopologyTestDriver& driver() { return *m_driver; }

private:
    NodeRegistry m_registry = builtinNodes();
    std::unique_ptr<TopologyTestDriver> m_driver;
};

/// A source of topic `id`, read as a stream or a table.
inline std::string sourceNode(const std::string& id, const std::string& schema, const std::string& more = {}) {
    return R"({"id": ")" + id + R"(", "type": "source", "topic": ")" + id + R"(", "key": {"format": "string"}, "value": {"format": "json", "schema": ")" + schema + "\"}" + more + "}";
}
inline std::string tableNode(const std::string& id, const std::string& schema) { return sourceNode(id, schema, R"(, "as": "table")"); }
inline std::string sinkNode(const std::string& id = "out") { return R"({"id": ")" + id + R"(", "type": "sink", "topic": ")" + id + R"(", "value": {"format": "json"}})"; }

/// An input line; an empty key is NULL.
inline std::string record(const std::string& topic, const std::string& key, const std::string& value, std::int64_t timestamp) {
    return R"({"topic":")" + topic + R"(","key":)" + (key.empty() ? "null" : "\"" + key + "\"") + ",\"value\":" + value + ",\"timestamp\":" + std::to_string(timestamp) + "}";
}
/// An output line of topic `out` whose key is text.
inline std::string result(const std::string& key, const std::string& value, std::int64_t timestamp, const std::string& topic = "out") { return record(topic, key, value, timestamp); }

} // namespace weir
