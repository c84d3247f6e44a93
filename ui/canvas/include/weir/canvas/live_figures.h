// SPDX-License-Identifier: GPL-3.0-or-later
// LiveFigures: the numbers of a running job, as the canvas shows them. A value, made by the live layer at 10 Hz.
#pragma once

#include "weir/topology/topology.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace weir {

/// Not the runtime's TaskState and NodeFigures (job_snapshot.h): one program holds both, so the names differ.
enum class CardState : std::uint8_t { Stopped, Running, Idle, Paused, Restoring, Failed };

struct CardFigures {
    CardState state = CardState::Stopped;
    double recordsPerSecond = 0;
    std::optional<double> p99Millis;
    std::optional<double> lagSeconds; ///< sources and nodes behind a repartition topic: heat of the card
    std::optional<std::int64_t> lagRecords;
    std::optional<std::int64_t> storeRows;
    std::optional<int> restoringPercent;         ///< of its store's changelog
    std::optional<double> restoringSecondsLeft; ///< known after a while; the rate is recordsPerSecond
    std::optional<int> bufferPercent;
    std::int64_t errors = 0;
    std::string lastError; ///< a sentence, for the tooltip
};

struct WireFigures {
    std::optional<double> recordsPerSecond;
    std::optional<double> lagSeconds;
    std::optional<std::int64_t> lagRecords;
};

struct LiveFigures {
    std::map<std::string, CardFigures> nodes; ///< by id
    std::map<Edge, WireFigures> edges;
};

} // namespace weir
