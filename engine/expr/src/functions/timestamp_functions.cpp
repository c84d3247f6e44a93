// SPDX-License-Identifier: Apache-2.0
// Timestamps: arithmetic, truncation, zones, now().
#include "functions/registry.h"
#include "values/calendar.h"
#include "values/interval_text.h"
#include "values/number_text.h"
#include "values/timestamp_format.h"

#include <cmath>
#include <fmt/format.h>

namespace weir::expr {
namespace {

bool outOfRange(KernelContext& context) { return context.fail("datetime_field_overflow", "timestamp out of range"); }

bool give(KernelContext& context, const std::optional<std::int64_t>& micros, Datum& out) {
    if (!micros || !validTimestamp(*micros)) return outOfRange(context);
    out = Datum::ofInt(*micros);
    return true;
}

/// months, then days, then µs, as PostgreSQL adds them (in UTC, where a day has 24 hours).
std::optional<std::int64_t> shifted(std::int64_t micros, const IntervalValue& by, int sign) {
    if (isInfinite(micros)) return micros;
    if (by.months != 0) {
        const auto moved = microsOf(addMonths(civilOf(micros), std::int64_t{by.months} * sign));
        if (!moved) return std::nullopt;
        micros = *moved;
    }
    std::int64_t part = 0;
    if (__builtin_mul_overflow(std::int64_t{by.days} * sign, microsPerDay, &part) || __builtin_add_overflow(micros, part, &micros)) return std::nullopt;
    if (sign > 0 ? __builtin_add_overflow(micros, by.micros, &micros) : __builtin_sub_overflow(micros, by.micros, &micros)) return std::nullopt;
    return validTimestamp(micros) ? std::optional(micros) : std::nullopt;
}

bool giveShifted(KernelContext& context, std::int64_t from, const IntervalValue& by, int sign, Datum& out) {
    const auto micros = shifted(from, by, sign);
    if (!micros) return outOfRange(context);
    out = Datum::ofInt(*micros);
    return true;
}

bool add(KernelContext& context, const Datum* in, Datum& out) { return giveShifted(context, in[0].i, intervalOf(in[1]), 1, out); }
bool addSwapped(KernelContext& context, const Datum* in, Datum& out) { return giveShifted(context, in[1].i, intervalOf(in[0]), 1, out); }
bool subtract(KernelContext& context, const Datum* in, Datum& out) { return giveShifted(context, in[0].i, intervalOf(in[1]), -1, out); }

bool difference(KernelContext& context, const Datum* in, Datum& out) {
    if (isInfinite(in[0].i) || isInfinite(in[1].i)) return context.fail("datetime_field_overflow", "cannot subtract infinite timestamps");
    std::int64_t micros = 0;
    if (__builtin_sub_overflow(in[0].i, in[1].i, &micros)) return intervalOutOfRange(context);
    IntervalValue value;
    value.days = static_cast<std::int32_t>(micros / microsPerDay);
    value.micros = micros % microsPerDay;
    out = intervalDatum(context.arena, value);
    return true;
}

bool now(KernelContext& context, const Datum*, Datum& out) {
    out = Datum::ofInt(context.nowMicros);
    return true;
}

bool toTimestamp(KernelContext& context, const Datum* in, Datum& out) {
    const double seconds = in[0].d;
    if (std::isnan(seconds)) return context.fail("datetime_field_overflow", "timestamp cannot be NaN");
    if (std::isinf(seconds)) {
        out = Datum::ofInt(seconds > 0 ? futureInfinity : pastInfinity);
        return true;
    }
    const auto refuse = [&] { return context.fail("datetime_field_overflow", fmt::format("timestamp out of range: \"{}\"", seconds)); };
    if (seconds < -210866803200.0 || seconds >= 9224318016000.0) return refuse();
    // PostgreSQL counts from 2000-01-01, and rounds there.
    constexpr double year2000 = 946684800.0;
    const double rounded = std::nearbyint((seconds - year2000) * 1e6) + year2000 * 1e6;
    if (rounded >= 0x1p63) return refuse();
    const std::int64_t micros = static_cast<std::int64_t>(std::nearbyint((seconds - year2000) * 1e6)) + 946684800 * microsPerSecond;
    return validTimestamp(micros) ? give(context, micros, out) : refuse();
}

bool toTimestampBy(KernelContext& context, const Datum* in, Datum& out) {
    std::int64_t micros = 0;
    if (!parseTimestampBy(context, in[0].bytes(), in[1].bytes(), micros)) return false;
    out = Datum::ofInt(micros);
    return true;
}

/// An instant's local time in a zone, as µs of that local calendar.
std::int64_t toLocal(const absl::TimeZone& zone, std::int64_t micros) { return micros + offsetAt(zone, micros) * microsPerSecond; }

bool zoneNamed(KernelContext& context, std::string_view name, absl::TimeZone& out) {
    const auto zone = findZone(trimSpace(name));
    if (!zone) return context.fail("invalid_parameter_value", fmt::format("time zone {} not recognized", quoted(name)));
    out = *zone;
    return true;
}

bool zoneOf(KernelContext& context, const Datum& datum, const Type& type, absl::TimeZone& out) {
    if (!type.is(TypeId::Interval)) return zoneNamed(context, datum.bytes(), out);
    const IntervalValue& offset = intervalOf(datum);
    if (offset.months != 0 || offset.days != 0) return context.fail("invalid_parameter_value", "interval time zone must not include months or days");
    out = absl::FixedTimeZone(static_cast<int>(offset.micros / microsPerSecond));
    return true;
}

bool atZone(KernelContext& context, const Datum* in, Datum& out) { // timestamptz → timestamp
    if (isInfinite(in[1].i)) {
        out = in[1];
        return true;
    }
    absl::TimeZone zone;
    if (!zoneOf(context, in[0], context.argumentTypes[0], zone)) return false;
    return give(context, toLocal(zone, in[1].i), out);
}

bool fromZone(KernelContext& context, const Datum* in, Datum& out) { // timestamp → timestamptz
    if (isInfinite(in[1].i)) {
        out = in[1];
        return true;
    }
    absl::TimeZone zone;
    if (!zoneOf(context, in[0], context.argumentTypes[0], zone)) return false;
    return give(context, localToMicros(zone, in[1].i), out);
}

std::string lowerWord(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool unknownUnit(KernelContext& context, std::string_view unit, std::string_view type, bool known) {
    if (known) return context.fail("feature_not_supported", fmt::format("unit {} not supported for type {}", quoted(unit), type));
    return context.fail("invalid_parameter_value", fmt::format("unit {} not recognized for type {}", quoted(unit), type));
}

/// Cuts a civil time; false: the unit is unknown.
bool cut(CivilTime& t, std::string_view unit) {
    if (unit == "microsecond") return true;
    if (unit == "millisecond") {
        t.micros = t.micros / 1000 * 1000;
        return true;
    }
    t.micros = 0;
    if (unit == "second") return true;
    t.second = 0;
    if (unit == "minute") return true;
    t.minute = 0;
    if (unit == "hour") return true;
    t.hour = 0;
    if (unit == "day") return true;
    if (unit == "week") {
        const std::int64_t day = dayNumber(t.year, t.month, t.day);
        const CivilTime monday = civilOfDay(day - (isoWeekday(day) - 1));
        t.year = monday.year;
        t.month = monday.month;
        t.day = monday.day;
        return true;
    }
    t.day = 1;
    if (unit == "month") return true;
    if (unit == "quarter") {
        t.month = (t.month - 1) / 3 * 3 + 1;
        return true;
    }
    t.month = 1;
    if (unit == "year") return true;
    if (unit == "decade") t.year = t.year > 0 ? t.year / 10 * 10 : -((8 - (t.year - 1)) / 10) * 10;
    else if (unit == "century") t.year = t.year > 0 ? ((t.year + 99) / 100) * 100 - 99 : -((99 - (t.year - 1)) / 100) * 100 + 1;
    else if (unit == "millennium") t.year = t.year > 0 ? ((t.year + 999) / 1000) * 1000 - 999 : -((999 - (t.year - 1)) / 1000) * 1000 + 1;
    else return false;
    return true;
}

bool truncated(KernelContext& context, std::string_view unit, std::int64_t micros, const absl::TimeZone* zone, std::string_view type, Datum& out) {
    if (isInfinite(micros)) {
        out = Datum::ofInt(micros);
        return true;
    }
    const std::string word = lowerWord(unit);
    const std::string_view name = intervalUnit(word);
    CivilTime probe;
    if (name.empty() || !cut(probe, name)) return unknownUnit(context, unit, type, word.starts_with("timezone"));
    if (zone == nullptr) {
        CivilTime time = civilOf(micros);
        cut(time, name);
        return give(context, microsOf(time), out);
    }
    CivilTime local = civilOf(toLocal(*zone, micros));
    cut(local, name);
    const auto start = microsOf(local);
    if (!start) return outOfRange(context);
    // Below a day the offset of the instant stays; else it is looked up anew.
    const bool redo = name != "microsecond" && name != "millisecond" && name != "second" && name != "minute" && name != "hour";
    if (redo) return give(context, localToMicros(*zone, *start), out);
    return give(context, *start - offsetAt(*zone, micros) * microsPerSecond, out);
}

bool truncateZoned(KernelContext& context, const Datum* in, Datum& out) {
    return truncated(context, in[0].bytes(), in[1].i, nullptr, "timestamp with time zone", out);
}
bool truncateLocal(KernelContext& context, const Datum* in, Datum& out) {
    return truncated(context, in[0].bytes(), in[1].i, nullptr, "timestamp without time zone", out);
}
bool truncateInZone(KernelContext& context, const Datum* in, Datum& out) {
    absl::TimeZone zone;
    if (!isInfinite(in[1].i) && !zoneNamed(context, in[2].bytes(), zone)) return false;
    return truncated(context, in[0].bytes(), in[1].i, &zone, "timestamp with time zone", out);
}

bool bin(KernelContext& context, const Datum* in, Datum& out) {
    const IntervalValue& stride = intervalOf(in[0]);
    if (isInfinite(in[1].i)) {
        out = in[1];
        return true;
    }
    if (isInfinite(in[2].i)) return context.fail("datetime_field_overflow", "origin out of range");
    if (stride.months != 0) return context.fail("feature_not_supported", "timestamps cannot be binned into intervals containing months or years");
    std::int64_t width = 0;
    if (__builtin_mul_overflow(std::int64_t{stride.days}, microsPerDay, &width) || __builtin_add_overflow(width, stride.micros, &width)) return intervalOutOfRange(context);
    if (width <= 0) return context.fail("datetime_field_overflow", "stride must be greater than zero");
    std::int64_t distance = 0;
    if (__builtin_sub_overflow(in[1].i, in[2].i, &distance)) return intervalOutOfRange(context);
    std::int64_t steps = distance - distance % width;
    if (distance < 0 && steps != distance) steps -= width; // towards the past
    return give(context, in[2].i + steps, out);
}

bool isFinite(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(!isInfinite(in[0].i));
    return true;
}

bool sameInstant(KernelContext&, const Datum* in, Datum& out) { // timestamp ↔ timestamptz: the session's zone is UTC
    out = in[0];
    return true;
}

} // namespace

void addTimestamps(FunctionList& list) {
    for (const bool zoned : {true, false}) {
        const auto with = [&](std::string_view a, std::string_view b, Kernel kernel, std::string_view summary) { define(list, zoned ? a : b, kernel, summary); };
        with("+(timestamptz, interval) -> timestamptz", "+(timestamp, interval) -> timestamp", add, "The instant an interval later.");
        with("+(interval, timestamptz) -> timestamptz", "+(interval, timestamp) -> timestamp", addSwapped, "The instant an interval later.");
        with("-(timestamptz, interval) -> timestamptz", "-(timestamp, interval) -> timestamp", subtract, "The instant an interval earlier.");
        with("-(timestamptz, timestamptz) -> interval", "-(timestamp, timestamp) -> interval", difference, "The days and time between two instants.");
        with("isfinite(timestamptz) -> boolean", "isfinite(timestamp) -> boolean", isFinite, "Whether the instant is no infinity.");
        with("date_trunc(text, timestamptz) -> timestamptz", "date_trunc(text, timestamp) -> timestamp", zoned ? truncateZoned : truncateLocal,
             "The start of the hour, day, week, month… that the instant falls into.");
        with("date_bin(interval, timestamptz, timestamptz) -> timestamptz", "date_bin(interval, timestamp, timestamp) -> timestamp", bin,
             "The start of the bin, of a width and counted from an origin, that the instant falls into.");
    }
    define(list, "date_trunc(text, timestamptz, text) -> timestamptz", truncateInZone, "The start of the hour, day, week, month… in a time zone.");
    define(list, "now() -> timestamptz", now, "The engine's clock.", readsClock);
    define(list, "to_timestamp(double) -> timestamptz", toTimestamp, "The instant so many seconds after the Unix epoch.");
    define(list, "to_timestamp(text, text) -> timestamptz", toTimestampBy, "The instant that a text gives in a pattern such as YYYY-MM-DD HH24:MI:SS.");
    define(list, "timezone(text, timestamptz) -> timestamp", atZone, "The local time of an instant in a time zone.");
    define(list, "timezone(text, timestamp) -> timestamptz", fromZone, "The instant of a local time in a time zone.");
    define(list, "timezone(interval, timestamptz) -> timestamp", atZone, "The local time of an instant at an offset from UTC.");
    define(list, "timezone(interval, timestamp) -> timestamptz", fromZone, "The instant of a local time at an offset from UTC.");
}

void addTimeCasts(CastList& list) {
    using enum TypeId;
    list.push_back({Timestamp, TimestampTz, CastContext::Implicit, sameInstant});
    list.push_back({TimestampTz, Timestamp, CastContext::Assignment, sameInstant});
}

} // namespace weir::expr
