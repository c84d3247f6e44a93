// SPDX-License-Identifier: Apache-2.0
// TimeWindows: tumbling and hopping windows, aligned to the epoch, [start, end). A window takes a record iff end > stream time -
// grace; each window of a record is judged alone [Kafka Streams: TimeWindows, KStreamWindowAggregate].
#pragma once

#include "weir/topology/bind.h"

#include <cstdint>
#include <optional>
#include <string>

namespace weir {

struct TimeWindows {
    std::int64_t sizeMs = 0;
    std::int64_t advanceMs = 0;
    std::int64_t graceMs = 0;

    /// The first window that holds `timestamp`; the others follow at advanceMs, up to start <= timestamp.
    std::int64_t firstStart(std::int64_t timestamp) const {
        const auto earliest = timestamp - sizeMs + advanceMs;
        return (earliest > 0 ? earliest : 0) / advanceMs * advanceMs;
    }
    bool closed(std::int64_t start, std::int64_t streamTime) const { return start + sizeMs <= streamTime - graceMs; }
};

FieldSpec windowField();
/// The `window` field; nullopt when absent or wrong (a diagnostic says so).
std::optional<TimeWindows> bindTimeWindows(BindContext& context);
/// "5m", "hop 1m of 5m"
std::string describeWindows(const TimeWindows& windows);

} // namespace weir
