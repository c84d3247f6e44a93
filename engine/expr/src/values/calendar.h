// SPDX-License-Identifier: Apache-2.0
// Calendar: µs since the Unix epoch as dates and times of the proleptic Gregorian calendar, and time zones by name.
// Units    year 0 is 1 BC. INT64_MIN and INT64_MAX are the infinities and never come here.
// Threads  pure functions; absl keeps loaded zones.
#pragma once

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace weir::expr {

inline constexpr std::int64_t microsPerSecond = 1'000'000;
inline constexpr std::int64_t microsPerMinute = 60 * microsPerSecond;
inline constexpr std::int64_t microsPerHour = 60 * microsPerMinute;
inline constexpr std::int64_t microsPerDay = 24 * microsPerHour;
inline constexpr std::int64_t pastInfinity = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t futureInfinity = std::numeric_limits<std::int64_t>::max();
constexpr bool isInfinite(std::int64_t micros) { return micros == pastInfinity || micros == futureInfinity; }

struct CivilTime {
    std::int64_t year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int micros = 0;
};

CivilTime civilOf(std::int64_t micros);
/// nullopt: before 4714-11-24 BC or after what 64 bits hold. Fields may overflow their range (day 32), as in absl.
std::optional<std::int64_t> microsOf(const CivilTime& time);
/// Within the range of timestamps?
bool validTimestamp(std::int64_t micros);
int daysInMonth(std::int64_t year, int month);
std::int64_t dayNumber(std::int64_t year, int month, int day); ///< days since the Unix epoch
CivilTime civilOfDay(std::int64_t day);
/// A month's last day stays within the month: 31 January + 1 month = 28 or 29 February.
CivilTime addMonths(CivilTime time, std::int64_t months);
int isoWeekday(std::int64_t day); ///< Monday 1 … Sunday 7
/// The ISO week and the year it belongs to.
struct IsoWeek {
    std::int64_t year;
    int week;
};
IsoWeek isoWeekOf(std::int64_t year, int month, int day);
std::int64_t isoWeekStart(std::int64_t year, int week); ///< its Monday, in days since the epoch

/// A named zone ("Europe/Berlin", "utc"), a POSIX-like offset ("UTC+3": west positive) or an abbreviation ("EST").
std::optional<absl::TimeZone> findZone(std::string_view name);
/// Seconds east of UTC at an instant.
int offsetAt(const absl::TimeZone& zone, std::int64_t micros);
/// Local time to an instant as PostgreSQL chooses: in a gap the offset before it, in an overlap the later one (standard time).
std::optional<std::int64_t> localToMicros(const absl::TimeZone& zone, std::int64_t localMicros);

} // namespace weir::expr
