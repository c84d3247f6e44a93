// SPDX-License-Identifier: Apache-2.0
// Windows: the `window` field, bound.
// Time     tumbling and hopping: aligned to the epoch, [start, end). A window takes a record iff end > stream time - grace; each window
//          of a record is judged alone [Kafka Streams: TimeWindows, KStreamWindowAggregate].
// Sliding  [start, start + size], both ends in; `size` is the largest difference of two records.
// Session  [first, last record]; `size` is the gap that ends it.
#pragma once

#include "weir/record/row.h"
#include "weir/topology/bind.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct Windows {
    enum class Type : std::uint8_t { Time, Sliding, Session } type = Type::Time;
    std::int64_t sizeMs = 0;
    std::int64_t advanceMs = 0; ///< Time
    std::int64_t graceMs = 0;

    /// Time: the first window that holds `timestamp`; the others follow at advanceMs, up to start <= timestamp.
    std::int64_t firstStart(std::int64_t timestamp) const {
        const auto earliest = timestamp - sizeMs + advanceMs;
        return (earliest > 0 ? earliest : 0) / advanceMs * advanceMs;
    }
    /// Time.
    bool closed(std::int64_t start, std::int64_t streamTime) const { return start + sizeMs <= streamTime - graceMs; }
    /// How long after a window's end its result is final.
    std::int64_t finalAfterMs() const { return type == Type::Session ? graceMs + sizeMs : graceMs; }
    /// How long rows must be kept. A sliding window is made from one that began up to two sizes before.
    std::int64_t retentionMs() const { return type == Type::Sliding ? 2 * sizeMs + graceMs : sizeMs + graceMs; }
    Windowing windowing() const { return type == Type::Session ? Windowing::Session : Windowing::Time; }
};

/// `types`: which of tumbling, hopping, sliding and session may be chosen.
FieldSpec windowField(std::vector<std::string> types);
/// The `window` field; nullopt when absent or wrong (a diagnostic says so).
std::optional<Windows> bindWindows(BindContext& context);
/// "5m, grace 1m", "hop 1m of 5m, …", "sliding 30s, …", "session 15s, …"
std::string describeWindows(const Windows& windows);

/// A row's key as a store and a sink have it: on a windowed edge with its window, in `scratch`.
std::string_view storedKey(const Row& row, Windowing windowing, std::string& scratch);
/// Back to key and window. False: bytes too short to hold a window.
bool readStoredKey(std::string_view bytes, Windowing windowing, std::int64_t windowSizeMs, Row& row);

} // namespace weir
