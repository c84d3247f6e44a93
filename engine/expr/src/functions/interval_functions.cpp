// SPDX-License-Identifier: Apache-2.0
// Intervals: arithmetic and building.
#include "functions/registry.h"
#include "values/calendar.h"
#include "values/interval_text.h"
#include "values/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace weir::expr {
namespace {

bool give(KernelContext& context, const IntervalValue& value, Datum& out) {
    out = intervalDatum(context.arena, value);
    return true;
}

bool add(KernelContext& context, const Datum* in, Datum& out) {
    const IntervalValue& a = intervalOf(in[0]);
    const IntervalValue& b = intervalOf(in[1]);
    IntervalValue sum;
    if (__builtin_add_overflow(a.months, b.months, &sum.months) || __builtin_add_overflow(a.days, b.days, &sum.days) || __builtin_add_overflow(a.micros, b.micros, &sum.micros))
        return intervalOutOfRange(context);
    return give(context, sum, out);
}

bool subtract(KernelContext& context, const Datum* in, Datum& out) {
    const IntervalValue& a = intervalOf(in[0]);
    const IntervalValue& b = intervalOf(in[1]);
    IntervalValue rest;
    if (__builtin_sub_overflow(a.months, b.months, &rest.months) || __builtin_sub_overflow(a.days, b.days, &rest.days) || __builtin_sub_overflow(a.micros, b.micros, &rest.micros))
        return intervalOutOfRange(context);
    return give(context, rest, out);
}

bool negate(KernelContext& context, const Datum* in, Datum& out) {
    const IntervalValue zero;
    const Datum arguments[2] = {intervalDatum(context.arena, zero), in[0]};
    return subtract(context, arguments, out);
}

double round6(double value) { return std::nearbyint(value * 1e6) / 1e6; }

/// Months and days that do not come out whole go down: a month to 30 days, a day to 24 hours.
bool scale(KernelContext& context, const IntervalValue& span, double factor, bool divides, Datum& out) {
    const auto by = [&](double value) { return divides ? value / factor : value * factor; };
    const auto fits32 = [](double value) { return !std::isnan(value) && value <= 2147483647.0 && value >= -2147483648.0; };
    IntervalValue value;
    const double months = by(span.months);
    const double days = by(span.days);
    if (!fits32(months) || !fits32(days)) return intervalOutOfRange(context);
    value.months = static_cast<std::int32_t>(months);
    value.days = static_cast<std::int32_t>(days);
    double restDays = round6((months - value.months) * 30);
    double restSeconds = round6((days - value.days + restDays - static_cast<double>(static_cast<std::int32_t>(restDays))) * 86400.0);
    if (std::fabs(restSeconds) >= 86400.0) {
        const auto more = static_cast<std::int32_t>(restSeconds / 86400.0);
        value.days += more;
        restSeconds -= more * 86400.0;
    }
    value.days += static_cast<std::int32_t>(restDays);
    const double micros = std::nearbyint(by(static_cast<double>(span.micros)) + restSeconds * 1e6);
    if (std::isnan(micros) || micros >= 0x1p63 || micros < -0x1p63) return intervalOutOfRange(context);
    value.micros = static_cast<std::int64_t>(micros);
    return give(context, value, out);
}

bool multiply(KernelContext& context, const Datum* in, Datum& out) { return scale(context, intervalOf(in[0]), in[1].d, false, out); }
bool multiplySwapped(KernelContext& context, const Datum* in, Datum& out) { return scale(context, intervalOf(in[1]), in[0].d, false, out); }
bool divideBy(KernelContext& context, const Datum* in, Datum& out) {
    if (in[1].d == 0) return context.fail("division_by_zero", "division by zero");
    return scale(context, intervalOf(in[0]), in[1].d, true, out);
}

/// make_interval(years, months, weeks, days, hours, mins, secs): absent arguments are 0.
bool make(KernelContext& context, const Datum* in, Datum& out) {
    std::int64_t fields[6] = {0, 0, 0, 0, 0, 0};
    double seconds = 0;
    for (std::size_t i = 0; i < context.argumentTypes.size(); ++i) {
        if (i < 6) fields[i] = in[i].i;
        else seconds = in[i].d;
    }
    if (std::isnan(seconds) || std::isinf(seconds)) return intervalOutOfRange(context);
    const std::int64_t months = fields[0] * 12 + fields[1];
    const std::int64_t days = fields[2] * 7 + fields[3];
    const double tail = std::nearbyint(seconds * 1e6);
    std::int64_t micros = fields[4] * microsPerHour + fields[5] * microsPerMinute;
    if (months != static_cast<std::int32_t>(months) || days != static_cast<std::int32_t>(days) || std::fabs(tail) >= 0x1p63 ||
        __builtin_add_overflow(micros, static_cast<std::int64_t>(tail), &micros))
        return intervalOutOfRange(context);
    IntervalValue value;
    value.months = static_cast<std::int32_t>(months);
    value.days = static_cast<std::int32_t>(days);
    value.micros = micros;
    return give(context, value, out);
}

bool justify(IntervalValue& value, bool hours, bool days) {
    if (hours) {
        const std::int64_t whole = value.micros / microsPerDay;
        value.micros -= whole * microsPerDay;
        value.days = static_cast<std::int32_t>(value.days + whole);
    }
    if (days) {
        const std::int32_t whole = value.days / 30;
        value.days -= whole * 30;
        value.months += whole;
    }
    if (days && value.months > 0 && (value.days < 0 || (value.days == 0 && hours && value.micros < 0))) {
        value.days += 30;
        --value.months;
    } else if (days && value.months < 0 && (value.days > 0 || (value.days == 0 && hours && value.micros > 0))) {
        value.days -= 30;
        ++value.months;
    }
    if (hours && value.days > 0 && value.micros < 0) {
        value.micros += microsPerDay;
        --value.days;
    } else if (hours && value.days < 0 && value.micros > 0) {
        value.micros -= microsPerDay;
        ++value.days;
    }
    return true;
}

template <bool hours, bool days>
bool justified(KernelContext& context, const Datum* in, Datum& out) {
    IntervalValue value = intervalOf(in[0]);
    justify(value, hours, days);
    return give(context, value, out);
}

constexpr std::array<std::string_view, 10> units{"microsecond", "millisecond", "second", "minute", "hour", "day", "month", "quarter", "year", "decade"};

/// Everything below a unit becomes zero.
bool truncated(KernelContext& context, const Datum* in, Datum& out) {
    std::string word(in[0].bytes());
    for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const std::string_view unit = intervalUnit(word);
    const bool zone = word.starts_with("timezone");
    IntervalValue value = intervalOf(in[1]);
    const auto years = [&](std::int32_t count) { value.months = value.months / (12 * count) * (12 * count); };
    if (unit == "century") years(100);
    else if (unit == "millennium") years(1000);
    else if (unit == "decade") years(10);
    else if (unit == "year") years(1);
    else if (unit == "quarter") value.months = value.months / 3 * 3;
    else if (zone || unit == "week")
        return context.fail("feature_not_supported", fmt::format("unit {} not supported for type interval", quoted(in[0].bytes())));
    else if (std::find(units.begin(), units.end(), unit) == units.end())
        return context.fail("invalid_parameter_value", fmt::format("unit {} not recognized for type interval", quoted(in[0].bytes())));
    const auto place = std::find(units.begin(), units.end(), unit) - units.begin(); // centuries stand behind the last one
    if (place > 5) value.days = 0;
    constexpr std::array<std::int64_t, 5> parts{1, 1000, microsPerSecond, microsPerMinute, microsPerHour};
    if (place >= 5) value.micros = 0;
    else value.micros -= value.micros % parts[static_cast<std::size_t>(place)];
    return give(context, value, out);
}

bool isFinite(KernelContext&, const Datum*, Datum& out) {
    out = Datum::ofBool(true);
    return true;
}

} // namespace

void addIntervals(FunctionList& list) {
    define(list, "+(interval, interval) -> interval", add, "Sum of two intervals.");
    define(list, "-(interval, interval) -> interval", subtract, "Difference of two intervals.");
    define(list, "-(interval) -> interval", negate, "The interval with its sign changed.");
    define(list, "*(interval, double) -> interval", multiply, "The interval so many times.");
    define(list, "*(double, interval) -> interval", multiplySwapped, "The interval so many times.");
    define(list, "/(interval, double) -> interval", divideBy, "The interval divided by a number.");
    constexpr std::string_view makeText = "An interval of years, months, weeks, days, hours, minutes and seconds.";
    define(list, "make_interval() -> interval", make, makeText);
    define(list, "make_interval(integer) -> interval", make, makeText);
    define(list, "make_interval(integer, integer) -> interval", make, makeText);
    define(list, "make_interval(integer, integer, integer) -> interval", make, makeText);
    define(list, "make_interval(integer, integer, integer, integer) -> interval", make, makeText);
    define(list, "make_interval(integer, integer, integer, integer, integer) -> interval", make, makeText);
    define(list, "make_interval(integer, integer, integer, integer, integer, integer) -> interval", make, makeText);
    define(list, "make_interval(integer, integer, integer, integer, integer, integer, double) -> interval", make, makeText);
    define(list, "date_trunc(text, interval) -> interval", truncated, "The interval with everything below a unit set to zero.");
    define(list, "isfinite(interval) -> boolean", isFinite, "Whether the interval is no infinity: always.");
    define(list, "justify_hours(interval) -> interval", justified<true, false>, "24 hours made days.");
    define(list, "justify_days(interval) -> interval", justified<false, true>, "30 days made months.");
    define(list, "justify_interval(interval) -> interval", justified<true, true>, "24 hours made days, 30 days made months, signs made equal.");
}

} // namespace weir::expr
