// SPDX-License-Identifier: Apache-2.0
// extract (numeric) and date_part (double precision) of timestamps and intervals.
#include "functions/registry.h"
#include "values/calendar.h"
#include "values/interval_text.h"
#include "values/number_text.h"
#include "values/wide.h"
#include "weir/record/numeric.h"

#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace weir::expr {
namespace {

/// A field's value: units with `scale` digits behind the point, or an infinity, or nothing (NULL).
struct Field {
    Wide units = 0;
    std::int32_t scale = 0;
    int infinite = 0;
    bool none = false;
    double plain = 0; ///< as date_part computes it, where that differs
    bool hasPlain = false;
};

Field whole(std::int64_t value) {
    Field field;
    field.units = value;
    return field;
}
Field scaled(Wide units, std::int32_t scale) {
    Field field;
    field.units = units;
    field.scale = scale;
    return field;
}

std::string lowerWord(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

/// Words that only fields know, beside interval units.
std::string fieldName(std::string_view text) {
    const std::string word = lowerWord(text);
    static constexpr std::string_view own[] = {"epoch", "dow", "isodow", "doy", "isoyear", "julian", "timezone", "timezone_hour", "timezone_minute"};
    for (const std::string_view name : own)
        if (name == word) return word;
    if (word == "j" || word == "jd") return "julian";
    if (word == "timezone_h") return "timezone_hour";
    if (word == "timezone_m") return "timezone_minute";
    const std::string_view unit = intervalUnit(word);
    return std::string(unit);
}

std::int64_t yearPart(std::int64_t year) { return year > 0 ? year : year - 1; }

std::int64_t groupOfYears(std::int64_t year, std::int64_t size) { // century, millennium: 2000 is in the 20th
    return year > 0 ? (year + size - 1) / size : -((size - 1 - (year - 1)) / size);
}

std::optional<Field> timestampField(std::string_view name, std::int64_t micros, bool zoned) {
    if (isInfinite(micros)) {
        static constexpr std::string_view growing[] = {"year", "isoyear", "decade", "century", "millennium", "julian", "epoch"};
        for (const std::string_view growingName : growing)
            if (name == growingName) {
                Field field;
                field.infinite = micros == futureInfinity ? 1 : -1;
                return field;
            }
        Field none;
        none.none = true;
        return name.empty() ? std::nullopt : std::optional(none);
    }
    const CivilTime t = civilOf(micros);
    const std::int64_t day = dayNumber(t.year, t.month, t.day);
    if (name == "microsecond") return whole(t.second * 1000000LL + t.micros);
    if (name == "millisecond") return scaled(t.second * 1000000LL + t.micros, 3);
    if (name == "second") return scaled(t.second * 1000000LL + t.micros, 6);
    if (name == "minute") return whole(t.minute);
    if (name == "hour") return whole(t.hour);
    if (name == "day") return whole(t.day);
    if (name == "month") return whole(t.month);
    if (name == "quarter") return whole((t.month - 1) / 3 + 1);
    if (name == "week") return whole(isoWeekOf(t.year, t.month, t.day).week);
    if (name == "year") return whole(yearPart(t.year));
    if (name == "isoyear") return whole(yearPart(isoWeekOf(t.year, t.month, t.day).year));
    if (name == "decade") return whole(t.year >= 0 ? t.year / 10 : -((8 - (t.year - 1)) / 10));
    if (name == "century") return whole(groupOfYears(t.year, 100));
    if (name == "millennium") return whole(groupOfYears(t.year, 1000));
    if (name == "dow") return whole(isoWeekday(day) % 7);
    if (name == "isodow") return whole(isoWeekday(day));
    if (name == "doy") return whole(day - dayNumber(t.year, 1, 1) + 1);
    if (name == "epoch") return scaled(micros, 6);
    if (name == "julian") { // whole days and the part of the day
        Field field;
        field.hasPlain = true;
        const std::int64_t rest = micros - day * microsPerDay;
        field.plain = static_cast<double>(day + 2440588) + static_cast<double>(rest) / static_cast<double>(microsPerDay);
        return field;
    }
    if (zoned && name.starts_with("timezone")) return whole(0);
    return std::nullopt;
}

std::optional<Field> intervalField(std::string_view name, const IntervalValue& v) {
    if (name == "microsecond") return whole(v.micros % microsPerMinute);
    if (name == "millisecond") return scaled(v.micros % microsPerMinute, 3);
    if (name == "second") return scaled(v.micros % microsPerMinute, 6);
    if (name == "minute") return whole(v.micros / microsPerMinute % 60);
    if (name == "hour") return whole(v.micros / microsPerHour);
    if (name == "day") return whole(v.days);
    if (name == "month") return whole(v.months % 12);
    if (name == "quarter") return whole(v.months % 12 / 3 + 1);
    if (name == "year") return whole(v.months / 12);
    if (name == "decade") return whole(v.months / 12 / 10);
    if (name == "century") return whole(v.months / 12 / 100);
    if (name == "millennium") return whole(v.months / 12 / 1000);
    if (name == "epoch") { // a year has 365.25 days, a month 30
        const Wide quarterDays = static_cast<Wide>(v.months / 12) * 1461 + static_cast<Wide>(v.months % 12) * 120 + static_cast<Wide>(v.days) * 4;
        return scaled(quarterDays * (microsPerDay / 4) + v.micros, 6);
    }
    return std::nullopt;
}

Numeric exact(const Field& field) {
    Numeric high(static_cast<std::int64_t>(field.units / 1000000000));
    Numeric out = high * Numeric(1000000000) + Numeric(static_cast<std::int64_t>(field.units % 1000000000));
    out.setScale(field.scale);
    return out;
}

/// The day number and the day's part as PostgreSQL divides it: a numeric quotient.
Numeric julian(std::int64_t micros) {
    const CivilTime t = civilOf(micros);
    const std::int64_t day = dayNumber(t.year, t.month, t.day);
    const Numeric part = *divide(Numeric(micros - day * microsPerDay), Numeric(microsPerDay));
    return Numeric(day + 2440588) + part;
}

enum class Of { Zoned, Local, Interval };

template <Of of>
constexpr std::string_view typeText() {
    return of == Of::Zoned ? "timestamp with time zone" : of == Of::Local ? "timestamp without time zone" : "interval";
}

template <Of of>
std::optional<Field> fieldOf(KernelContext& context, const Datum* in, std::string& name) {
    name = fieldName(in[0].bytes());
    std::optional<Field> field;
    if constexpr (of == Of::Interval) field = intervalField(name, intervalOf(in[1]));
    else field = timestampField(name, in[1].i, of == Of::Zoned);
    if (!field) {
        if (!name.empty()) context.fail("feature_not_supported", fmt::format("unit {} not supported for type {}", quoted(in[0].bytes()), typeText<of>()));
        else context.fail("invalid_parameter_value", fmt::format("unit {} not recognized for type {}", quoted(in[0].bytes()), typeText<of>()));
    }
    return field;
}

template <Of of>
bool extract(KernelContext& context, const Datum* in, Datum& out) {
    std::string name;
    const auto field = fieldOf<of>(context, in, name);
    if (!field) return false;
    out = Datum();
    if (field->none) return true;
    if (field->infinite != 0) out = Datum::ofBytes(Numeric(field->infinite > 0 ? Numeric::Kind::Infinity : Numeric::Kind::MinusInfinity).write(context.arena));
    else out = Datum::ofBytes((field->hasPlain ? julian(in[1].i) : exact(*field)).write(context.arena));
    return true;
}

template <Of of>
bool part(KernelContext& context, const Datum* in, Datum& out) {
    std::string name;
    const auto field = fieldOf<of>(context, in, name);
    if (!field) return false;
    out = Datum();
    if (field->none) return true;
    if (field->infinite != 0) {
        out = Datum::ofDouble(field->infinite > 0 ? HUGE_VAL : -HUGE_VAL);
    } else if (field->hasPlain) {
        out = Datum::ofDouble(field->plain);
    } else {
        double value = static_cast<double>(field->units);
        for (std::int32_t i = 0; i < field->scale; i += 3) value /= 1000.0;
        if (field->scale == 6) value = static_cast<double>(field->units) / 1e6;
        out = Datum::ofDouble(value);
    }
    return true;
}

} // namespace

void addTimestampFields(FunctionList& list) {
    constexpr std::string_view exactText = "A field (year, month, epoch, dow…) of an instant or interval, exact.";
    constexpr std::string_view floatText = "A field (year, month, epoch, dow…) of an instant or interval, as a double.";
    define(list, "extract(text, timestamptz) -> numeric", extract<Of::Zoned>, exactText);
    define(list, "extract(text, timestamp) -> numeric", extract<Of::Local>, exactText);
    define(list, "extract(text, interval) -> numeric", extract<Of::Interval>, exactText);
    define(list, "date_part(text, timestamptz) -> double", part<Of::Zoned>, floatText);
    define(list, "date_part(text, timestamp) -> double", part<Of::Local>, floatText);
    define(list, "date_part(text, interval) -> double", part<Of::Interval>, floatText);
}

} // namespace weir::expr
