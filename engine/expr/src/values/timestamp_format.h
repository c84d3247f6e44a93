// SPDX-License-Identifier: Apache-2.0
// A timestamp read by a pattern, as to_timestamp(text, text) does: "YYYY-MM-DD HH24:MI:SS".
// Errors   invalid_datetime_format, datetime_field_overflow, invalid_time_zone_displacement_value, feature_not_supported.
// Source   PostgreSQL 15 manual, 9.8 "Data Type Formatting Functions".
#pragma once

#include "kernel.h"

#include <vector>

namespace weir::expr {

enum class PatternField : std::uint8_t {
    Fixed, MeridiemDots, Meridiem, EraDots, Era, Century, DayName, DayShort, DayOfYear, Day, Weekday, Fraction, Hour12, Hour24, IsoDayOfYear, IsoWeekday,
    IsoWeek, IsoYear, Julian, Minute, MonthName, MonthShort, Month, Millisecond, Micros, Quarter, RomanMonth, SecondOfDay, Second, ZoneHour, ZoneMinute,
    OutputOnly, Week, WeekOfMonth, YearWithComma, Year,
};

/// One element of a pattern: a field, or a character between fields.
struct PatternPart {
    enum class Kind : std::uint8_t { Field, Separator, Space, Character } kind = Kind::Character;
    PatternField field = PatternField::Fixed;
    std::uint8_t width = 0;   ///< digits that the field takes where digits follow
    bool numeric = false;     ///< the field starts with a digit
    bool unpadded = false;    ///< FM
    bool ordinal = false;     ///< followed by TH
    std::string_view text;    ///< as written in the pattern
};

std::vector<PatternPart> splitPattern(std::string_view pattern);
bool parseTimestampBy(KernelContext& context, std::string_view text, std::string_view pattern, std::int64_t& out);

} // namespace weir::expr
