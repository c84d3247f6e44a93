// SPDX-License-Identifier: Apache-2.0
// TopologyTestDriver: a topology run deterministically on one partition a topic, in memory, with no clock but the records'
// (topology-format.md 5). Each record is piped in and processed to the end, repartition topics included, before the next. The tasks
// are the engine's own.
// Errors   RecordFailed with topic, node and offset (the line's number among that topic's records) under on_error fail.
// Threads  one.
#pragma once

#include "weir/core/result.h"
#include "weir/core/time.h"
#include "weir/topology/plan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

struct TestRecord {
    std::string topic;
    std::optional<std::string> key; ///< serialized
    std::optional<std::string> value;
    std::int64_t timestamp = 0;
    std::vector<std::pair<std::string, std::optional<std::string>>> headers;
};

class TopologyTestDriver {
public:
    /// `plan` is free of errors. `startMicros`: where the clock stands.
    static Result<std::unique_ptr<TopologyTestDriver>> create(std::shared_ptr<const Plan> plan, std::int64_t startMicros = 0);
    ~TopologyTestDriver();

    Result<> pipe(const TestRecord& record);
    Result<> advanceWallClock(Milliseconds by);
    /// One line of the driver's input: a record or {"advance_wall_clock": "10s"}.
    Result<> pipeLine(std::string_view line);
    /// What came out of every sink topic since the last call, in order of emission.
    std::vector<TestRecord> drain();
    /// A record as the driver's output line, keys and values in the sink's formats.
    std::string outputLine(const TestRecord& record) const;
    std::uint64_t dropped(std::string_view node, std::string_view reason) const;

private:
    struct State;
    explicit TopologyTestDriver(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Runs a whole input; appends output lines to `output` (also those before an error). An error's place names topic and line (1-based, as
/// the offset), and the node.
Result<> runTestDriver(std::shared_ptr<const Plan> plan, std::string_view input, std::string& output);

} // namespace weir
