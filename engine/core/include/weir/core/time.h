// SPDX-License-Identifier: Apache-2.0
// Clock: wall-clock and monotonic time as an interface, so that tests own the time. Durations and sizes as text.
#pragma once

#include "weir/core/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

/// Event time and record timestamps: ms since the Unix epoch, UTC. Plain int64 on the record path.
using TimestampMs = std::int64_t;
using Milliseconds = std::chrono::milliseconds;

/// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall clock, µs since the Unix epoch.
    virtual std::int64_t wallMicros() const = 0;
    /// Never falls; for timeouts and measuring. Nanoseconds.
    virtual std::int64_t monotonicNanos() const = 0;
    TimestampMs wallMs() const { return wallMicros() / 1000; }
};

class SystemClock final : public Clock {
public:
    std::int64_t wallMicros() const override;
    std::int64_t monotonicNanos() const override;
};

/// "250ms", "10s", "5m", "24h", "7d": a non-negative integer and a unit (topology-format.md 1).
Result<Milliseconds> parseDuration(std::string_view text);
/// The shortest text that parseDuration reads back: 300000 ms → "5m".
std::string formatDuration(Milliseconds duration);
/// "64KiB", "1GiB", "512B".
Result<std::int64_t> parseSize(std::string_view text);
std::string formatSize(std::int64_t bytes);
/// "2026-11-22T10:00:00.123Z"; no fraction when whole seconds, else three or six digits.
std::string formatTimestampMicros(std::int64_t micros);
inline std::string formatTimestampMs(TimestampMs ms) { return formatTimestampMicros(ms * 1000); }
/// ISO-8601 with a zone (Z or ±hh:mm; none means UTC) to µs since the epoch.
Result<std::int64_t> parseTimestampMicros(std::string_view text);

} // namespace weir
