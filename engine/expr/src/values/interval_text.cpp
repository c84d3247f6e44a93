// SPDX-License-Identifier: Apache-2.0
#include "values/interval_text.h"

#include "values/calendar.h"
#include "values/date_text.h"
#include "values/interval_sum.h"
#include "values/number_text.h"
#include "values/wide.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace weir::expr {
namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

constexpr auto units = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"us", "microsecond"}, {"usec", "microsecond"}, {"usecond", "microsecond"}, {"useconds", "microsecond"}, {"usecs", "microsecond"},
    {"microsecond", "microsecond"}, {"microseconds", "microsecond"}, {"microsecon", "microsecond"},
    {"ms", "millisecond"}, {"msec", "millisecond"}, {"msecond", "millisecond"}, {"mseconds", "millisecond"}, {"msecs", "millisecond"},
    {"millisecond", "millisecond"}, {"milliseconds", "millisecond"}, {"millisecon", "millisecond"},
    {"s", "second"}, {"sec", "second"}, {"second", "second"}, {"seconds", "second"}, {"secs", "second"},
    {"m", "minute"}, {"min", "minute"}, {"mins", "minute"}, {"minute", "minute"}, {"minutes", "minute"},
    {"h", "hour"}, {"hour", "hour"}, {"hours", "hour"}, {"hr", "hour"}, {"hrs", "hour"},
    {"d", "day"}, {"day", "day"}, {"days", "day"}, {"w", "week"}, {"week", "week"}, {"weeks", "week"},
    {"mon", "month"}, {"mons", "month"}, {"month", "month"}, {"months", "month"}, {"qtr", "quarter"}, {"quarter", "quarter"},
    {"y", "year"}, {"year", "year"}, {"years", "year"}, {"yr", "year"}, {"yrs", "year"},
    {"dec", "decade"}, {"decade", "decade"}, {"decades", "decade"}, {"decs", "decade"},
    {"c", "century"}, {"cent", "century"}, {"century", "century"}, {"centuries", "century"},
    {"mil", "millennium"}, {"mils", "millennium"}, {"millennia", "millennium"}, {"millennium", "millennium"},
});

} // namespace

std::string_view intervalUnit(std::string_view lowerCase) {
    for (const auto& [word, name] : units)
        if (word == lowerCase || (word.size() == 10 && lowerCase.size() > 10 && lowerCase.substr(0, 10) == word)) return name;
    return {};
}

void appendInterval(std::string& out, const IntervalValue& interval) {
    const auto to = std::back_inserter(out);
    bool any = false;
    bool negativeBefore = false;
    const auto part = [&](std::int64_t value, std::string_view unit) {
        if (value == 0) return;
        fmt::format_to(to, "{}{}{} {}{}", any ? " " : "", negativeBefore && value > 0 ? "+" : "", value, unit, value == 1 ? "" : "s");
        negativeBefore = value < 0;
        any = true;
    };
    part(interval.months / 12, "year");
    part(interval.months % 12, "mon");
    part(interval.days, "day");
    if (interval.micros == 0 && any) return;
    const bool negative = interval.micros < 0;
    const std::uint64_t micros = negative ? 0 - static_cast<std::uint64_t>(interval.micros) : static_cast<std::uint64_t>(interval.micros);
    const std::uint64_t seconds = micros / 1000000;
    fmt::format_to(to, "{}{}{:02}:{:02}:{:02}", any ? " " : "", negative ? "-" : negativeBefore ? "+" : "", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (micros % 1000000 == 0) return;
    fmt::format_to(to, ".{:06}", micros % 1000000);
    while (out.back() == '0') out.pop_back();
}

Datum intervalDatum(Arena& arena, const IntervalValue& interval) {
    auto* value = arena.allocateArray<IntervalValue>(1);
    *value = interval;
    Datum out;
    out.p = reinterpret_cast<const char*>(value);
    out.size = sizeof(IntervalValue);
    out.null = false;
    return out;
}

bool intervalOutOfRange(KernelContext& context) { return context.fail("datetime_field_overflow", "interval out of range"); }

int compareIntervals(const IntervalValue& a, const IntervalValue& b) {
    const auto span = [](const IntervalValue& v) {
        return static_cast<Wide>(v.micros) + (static_cast<Wide>(v.months) * 30 + v.days) * microsPerDay;
    };
    const Wide x = span(a);
    const Wide y = span(b);
    return x < y ? -1 : x > y ? 1 : 0;
}

namespace {

/// "P1Y2M", "P1.5W", "PT-0.5S", and the alternative "P0001-02-03T04:05:06".
bool readIso(std::string_view text, IntervalSum& sum) {
    text.remove_prefix(1);
    if (text.empty()) return false;
    bool timePart = false;
    bool any = false;
    bool lettered = false; // a letter was seen: no bare numbers from here
    while (!text.empty()) {
        if (text.front() == 'T') {
            if (timePart) return false;
            timePart = true;
            any = true;
            text.remove_prefix(1);
            continue;
        }
        SignedDecimal number;
        if (!number.take(text)) return false;
        const char unit = text.empty() ? '\0' : text.front();
        if (unit == '-' || unit == ':' || unit == '\0' || unit == 'T') { // alternative form
            if (lettered) return false;
            const char separator = timePart ? ':' : '-';
            static constexpr std::string_view dateUnits[] = {"year", "month", "day"};
            static constexpr std::string_view timeUnits[] = {"hour", "minute", "second"};
            const auto& names = timePart ? timeUnits : dateUnits;
            if (!sum.addPart(number, names[0])) return false;
            for (int i = 1; i < 3 && !text.empty() && text.front() == separator; ++i) {
                text.remove_prefix(1);
                SignedDecimal next;
                if (!next.take(text) || !sum.addPart(next, names[i])) return false;
            }
            if (!text.empty() && text.front() != 'T') return false;
            any = true;
            continue;
        }
        text.remove_prefix(1);
        lettered = true;
        std::string_view name;
        switch (unit) {
        case 'Y': name = timePart ? "" : "year"; break;
        case 'M': name = timePart ? "minute" : "month"; break;
        case 'W': name = timePart ? "" : "week"; break;
        case 'D': name = timePart ? "" : "day"; break;
        case 'H': name = timePart ? "hour" : ""; break;
        case 'S': name = timePart ? "second" : ""; break;
        default: break;
        }
        if (name.empty() || number.overflow || !sum.addPart(number, name)) return false;
        any = true;
    }
    return any;
}

/// "4:05:06.7", "4:05"; with a sign.
bool readTime(std::string_view text, std::int32_t modifier, IntervalSum& sum) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    SignedDecimal fields[3];
    int count = 0;
    while (true) {
        if (text.empty() || (!isDigit(text.front()) && text.front() != '.') || count == 3 || !fields[count].take(text)) return false;
        ++count;
        if (text.empty()) break;
        if (text.front() != ':') return false;
        text.remove_prefix(1);
    }
    // "12:34.5" and "12:34" under minute to second are minutes and seconds.
    const std::int32_t range = modifier < 0 ? 0x7FFF : modifier >> 16 & 0x7FFF;
    const bool shortForm = count == 2 && (fields[1].fraction != 0 || range == (1 << 11 | 1 << 12));
    if (count < 2) return false;
    for (int i = 0; i < count - 1; ++i)
        if (fields[i].fraction != 0) return false;
    const SignedDecimal none;
    const SignedDecimal& hours = shortForm ? none : fields[0];
    const SignedDecimal& minutes = shortForm ? fields[0] : fields[1];
    const SignedDecimal& seconds = shortForm ? fields[1] : count == 3 ? fields[2] : none;
    if (minutes.whole > 59 || seconds.whole > 60) {
        sum.overflow = true;
        return false;
    }
    for (auto [field, unit] : {std::pair{hours, "hour"}, std::pair{minutes, "minute"}, std::pair{seconds, "second"}}) {
        if (negative) field.negate();
        sum.micros += static_cast<std::int64_t>(std::nearbyint(field.fraction * 1e6)); // of seconds only
        field.fraction = 0;
        if (field.overflow) sum.overflow = true;
        if (sum.overflow || !sum.addPart(field, unit)) return false;
    }
    return true;
}

/// The unit of a number without one: the smallest field of the modifier, else seconds.
std::string_view defaultUnit(std::int32_t modifier) {
    const std::int32_t range = modifier < 0 ? 0x7FFF : modifier >> 16 & 0x7FFF;
    if (range == 0x7FFF || (range & 1 << 12) != 0) return "second";
    if ((range & 1 << 11) != 0) return "minute";
    if ((range & 1 << 10) != 0) return "hour";
    if ((range & 1 << 3) != 0) return "day";
    return (range & 1 << 1) != 0 ? "month" : "year";
}

/// From the right, as PostgreSQL reads: a unit holds for the numbers before it until the next one.
bool readTokens(const std::vector<DateToken>& tokens, std::int32_t modifier, IntervalSum& sum) {
    bool ago = false;
    bool any = false;
    std::string_view unit;
    for (std::size_t i = tokens.size(); i-- > 0;) {
        const DateToken& token = tokens[i];
        std::string_view text = token.text;
        if (token.kind == DateToken::Kind::Special) return false;
        if (token.kind == DateToken::Kind::Word) {
            if (text == "ago") {
                ago = true;
                unit = "ago";
                continue;
            }
            unit = intervalUnit(text);
            if (unit.empty() || unit == "quarter") return false;
            continue;
        }
        any = true;
        if (text.find(':') != std::string_view::npos) {
            if (!sum.useTime() || !readTime(text, modifier, sum)) return false;
            unit = "day"; // a number before a time counts days
            continue;
        }
        SignedDecimal number;
        const bool negative = text.starts_with('-');
        if (!number.take(text)) return false;
        if (unit.empty()) unit = defaultUnit(modifier);
        if (text.starts_with('-')) { // "1-2": years and months
            text.remove_prefix(1);
            SignedDecimal months;
            if (number.fraction != 0 || text.empty() || !isDigit(text.front()) || !months.take(text) || !text.empty() || months.fraction != 0) return false;
            if (months.whole > 11) {
                sum.overflow = true;
                return false;
            }
            if (negative) months.negate();
            if (!sum.addPart(number, "year") || !sum.add(months, "month")) return false;
            unit = "month";
        } else if (!text.empty() || !sum.add(number, unit)) {
            return false;
        }
    }
    if (ago) sum.negate();
    return any;
}

} // namespace

std::optional<IntervalValue> parseIsoInterval(std::string_view text) {
    IntervalSum sum;
    IntervalValue value;
    if (text.empty() || text.front() != 'P' || !readIso(text, sum) || !sum.value(value)) return std::nullopt;
    return value;
}

void applyIntervalModifier(IntervalValue& interval, std::int32_t modifier) {
    if (modifier < 0) return;
    const std::int32_t range = modifier >> 16 & 0x7FFF;
    if (range != 0x7FFF) { // what is smaller than the smallest field goes
        constexpr int year = 1 << 2;
        if ((range & (1 << 12)) == 0) {
            std::int64_t unit = 0;
            if ((range & 1 << 11) != 0) unit = microsPerMinute;
            else if ((range & 1 << 10) != 0) unit = microsPerHour;
            interval.micros = unit == 0 ? 0 : interval.micros / unit * unit;
            if ((range & (1 << 3 | 1 << 10 | 1 << 11)) == 0) interval.days = 0;
        }
        if (range == year) interval.months = interval.months / 12 * 12;
    }
    const std::int32_t precision = modifier & 0xFFFF;
    if (precision < 6) {
        std::int64_t unit = 1;
        for (int i = precision; i < 6; ++i) unit *= 10;
        interval.micros = (interval.micros + (interval.micros < 0 ? -unit / 2 : unit / 2)) / unit * unit;
    }
}

bool parseInterval(KernelContext& context, std::string_view text, std::int32_t modifier, IntervalValue& out) {
    const std::string_view plain = trimSpace(text);
    IntervalSum sum;
    bool good = false;
    if (plain.starts_with('P')) {
        good = readIso(plain, sum);
    } else {
        std::vector<DateToken> tokens;
        good = splitDate(plain, tokens) && readTokens(tokens, modifier, sum);
    }
    if (good && !sum.overflow && !sum.value(out)) return intervalOutOfRange(context);
    if (sum.overflow)
        return context.fail("interval_field_overflow", fmt::format("interval field value out of range: {}", quoted(text)));
    if (!good) return context.fail("invalid_datetime_format", fmt::format("invalid input syntax for type interval: {}", quoted(text)));
    applyIntervalModifier(out, modifier);
    return true;
}

} // namespace weir::expr
