// SPDX-License-Identifier: Apache-2.0
#include "values/interval_sum.h"

#include "values/calendar.h"

#include <charconv>
#include <cmath>
#include <iterator>
#include <string>

namespace weir::expr {

bool SignedDecimal::take(std::string_view& text) {
    bool negative = false;
    std::size_t at = 0;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) negative = text[at++] == '-';
    const std::size_t from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    const std::size_t digits = at - from;
    whole = 0;
    fraction = 0;
    if (digits > 0 && std::from_chars(text.data() + from, text.data() + at, whole).ec != std::errc{}) overflow = true;
    if (at < text.size() && text[at] == '.') {
        const std::size_t point = at++;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
        if (at - point == 1 && digits == 0) return false;
        const std::string tail = "0" + std::string(text.substr(point, at - point)) + "0";
        std::from_chars(tail.data(), tail.data() + tail.size(), fraction);
    } else if (digits == 0) {
        return false;
    }
    if (negative) negate();
    text.remove_prefix(at);
    return true;
}

void SignedDecimal::negate() {
    whole = -whole;
    fraction = -fraction;
}

namespace {

/// PostgreSQL drops half a microsecond.
std::int64_t wholeMicros(double exact) {
    const double whole = std::trunc(exact);
    const double rest = exact - whole;
    return static_cast<std::int64_t>(whole) + (rest > 0.5 ? 1 : rest < -0.5 ? -1 : 0);
}

} // namespace

bool IntervalSum::addMicros(const SignedDecimal& number, std::int64_t unit) {
    std::int64_t part = 0;
    if (__builtin_mul_overflow(number.whole, unit, &part) || __builtin_add_overflow(micros, part, &micros)) return !(overflow = true);
    const std::int64_t tail = wholeMicros(number.fraction * static_cast<double>(unit));
    if (__builtin_add_overflow(micros, tail, &micros)) return !(overflow = true);
    return true;
}

void IntervalSum::addDayFraction(double fraction, double unitDays) {
    const double exact = fraction * unitDays;
    const double whole = std::trunc(exact);
    days += static_cast<std::int64_t>(whole);
    micros += wholeMicros((exact - whole) * static_cast<double>(microsPerDay));
}

bool IntervalSum::use(std::string_view unit, bool subseconds) {
    static constexpr std::string_view names[] = {"microsecond", "millisecond", "second", "minute", "hour", "day",
                                                 "week", "month", "year", "decade", "century", "millennium"};
    unsigned bits = subseconds && unit == "second" ? 7U : 0U;
    for (unsigned i = 0; i < std::size(names); ++i)
        if (names[i] == unit) bits |= 1U << i;
    if ((m_used & bits) != 0) return false;
    m_used |= bits;
    return true;
}

bool IntervalSum::useTime() {
    constexpr unsigned time = 31U;
    if ((m_used & time) != 0) return false;
    m_used |= time;
    return true;
}

bool IntervalSum::add(const SignedDecimal& number, std::string_view unit) {
    if (number.overflow) return !(overflow = true);
    return addPart(number, unit) && use(unit, number.fraction != 0);
}

bool IntervalSum::addPart(const SignedDecimal& number, std::string_view unit) {
    if (number.overflow) return !(overflow = true);
    if (unit == "microsecond") return addMicros(number, 1);
    if (unit == "millisecond") return addMicros(number, 1000);
    if (unit == "second") return addMicros(number, microsPerSecond);
    if (unit == "minute") return addMicros(number, microsPerMinute);
    if (unit == "hour") return addMicros(number, microsPerHour);
    const auto addTo = [&](std::int64_t& field, std::int64_t scale) {
        std::int64_t part = 0;
        if (__builtin_mul_overflow(number.whole, scale, &part) || __builtin_add_overflow(field, part, &field)) overflow = true;
        if (field > INT32_MAX || field < INT32_MIN) overflow = true;
        return !overflow;
    };
    if (unit == "day" || unit == "week") {
        const int scale = unit == "day" ? 1 : 7;
        addDayFraction(number.fraction, scale);
        return addTo(days, scale);
    }
    if (unit == "month") {
        addDayFraction(number.fraction, 30);
        return addTo(months, 1);
    }
    const std::int64_t scale = unit == "year" ? 1 : unit == "decade" ? 10 : unit == "century" ? 100 : unit == "millennium" ? 1000 : 0;
    if (scale == 0) return false;
    months += static_cast<std::int64_t>(std::nearbyint(number.fraction * static_cast<double>(scale) * 12));
    return addTo(years, scale);
}

void IntervalSum::negate() {
    years = -years;
    months = -months;
    days = -days;
    micros = -micros;
}

bool IntervalSum::value(IntervalValue& out) const {
    const std::int64_t allMonths = years * 12 + months;
    if (overflow || allMonths > INT32_MAX || allMonths < INT32_MIN || days > INT32_MAX || days < INT32_MIN) return false;
    out.months = static_cast<std::int32_t>(allMonths);
    out.days = static_cast<std::int32_t>(days);
    out.micros = micros;
    return true;
}

} // namespace weir::expr
