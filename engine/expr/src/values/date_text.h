// SPDX-License-Identifier: Apache-2.0
// timestamptz and timestamp as text. Reads PostgreSQL's input forms (DateStyle ISO, MDY; zone UTC); prints ISO.
// Errors   invalid_datetime_format, datetime_field_overflow, invalid_time_zone_displacement_value, invalid_parameter_value (zone).
#pragma once

#include "kernel.h"

namespace weir::expr {

/// "2024-01-02 03:04:05.5+00", without the zone for timestamp.
void appendTimestamp(std::string& out, std::int64_t micros, bool zoned);
/// "2024-01-02T03:04:05.5+00:00", as in jsonb.
void appendTimestampIso(std::string& out, std::int64_t micros, bool zoned);
bool parseTimestamp(KernelContext& context, bool zoned, std::string_view text, std::int64_t& out);
/// "+05:30", "-8": seconds east. False: not an offset.
bool parseOffset(std::string_view text, int& seconds);
bool timestampOutOfRange(KernelContext& context);

enum class DateWord : std::uint8_t { Month, Weekday, AmPm, Era, Now, Epoch, Infinity, Today, Tomorrow, Yesterday, Ignored, TimePart, IsoTime, Julian };
struct DateWordEntry {
    std::string_view word;
    DateWord kind;
    int value;
};
const DateWordEntry* findDateWord(std::string_view lowerCase);

/// One piece of a date's text, as the reader cuts it.
struct DateToken {
    enum class Kind : std::uint8_t { Number, Word, Date, Time, Zone, Special } kind;
    std::string text; ///< lower case
    std::string raw;  ///< as written, for zone names
};
/// False: the text can't be a date or interval at all.
bool splitDate(std::string_view text, std::vector<DateToken>& out);

} // namespace weir::expr
