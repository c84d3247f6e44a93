// SPDX-License-Identifier: Apache-2.0
// TopologyTestDriver: a topology run deterministically in memory, with no clock but the records' (topology-format.md 5), on one
// partition a topic or on several. Each record is piped in and processed to the end, repartition topics included, before the
// next. The tasks are the engine's own; a record's key decides its partition, records without a key are dealt round robin.
// Errors   RecordFailed with topic, node and offset (the line's number among that partition's records) under on_error fail.
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

/// How the test driver spreads a topology, and how it disturbs it. Everything follows from the seed.
struct TestLayout {
    std::int32_t partitions = 1;   ///< of every topic that is not the topology's own; those follow
    std::int32_t instances = 1;    ///< tasks are dealt to so many; with more than one, now and then a rebalance moves a task
    std::int32_t restartEvery = 0; ///< one in so many records is followed by a stop and restart of every task; 0: never
    std::uint64_t seed = 1;
};

class TopologyTestDriver {
public:
    /// `plan` is free of errors. `startMicros`: where the clock stands.
    static Result<std::unique_ptr<TopologyTestDriver>> create(std::shared_ptr<const Plan> plan, std::int64_t startMicros = 0, const TestLayout& layout = {});
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

} // namespace weir
