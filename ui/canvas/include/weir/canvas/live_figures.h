// SPDX-License-Identifier: GPL-3.0-or-later
// LiveFigures: the numbers of a running job, as the canvas shows them. A value, made by the live layer at 10 Hz.
#pragma once

#include "weir/topology/topology.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace weir {

enum class TaskState : std::uint8_t { Stopped, Running, Idle, Paused, Restoring, Failed };

struct NodeFigures {
    TaskState state = TaskState::Stopped;
    double recordsPerSecond = 0;
    std::optional<double> p99Millis;
    std::optional<double> lagSeconds; ///< sources and nodes behind a repartition topic: heat of the card
    std::optional<std::int64_t> lagRecords;
    std::optional<std::int64_t> storeRows;
    std::optional<int> restoringPercent;
    std::optional<int> bufferPercent;
    std::int64_t errors = 0;
    std::string lastError; ///< a sentence, for the tooltip
};

struct EdgeFigures {
    std::optional<double> recordsPerSecond;
    std::optional<double> lagSeconds;
    std::optional<std::int64_t> lagRecords;
};

struct LiveFigures {
    std::map<std::string, NodeFigures> nodes; ///< by id
    std::map<Edge, EdgeFigures> edges;
};

} // namespace weir
