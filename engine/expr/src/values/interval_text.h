// SPDX-License-Identifier: Apache-2.0
// Intervals as text and as values: PostgreSQL's input forms, IntervalStyle postgres, arithmetic and order.
// Shape    a modifier is PostgreSQL's: fields << 16 | precision, with bit 1 month, 2 year, 3 day, 10 hour, 11 minute,
//          12 second, and 0x7FFF for all fields; precision 0 to 6 or 0xFFFF for none.
// Errors   invalid_datetime_format, interval_field_overflow.
#pragma once

#include "kernel.h"

#include <optional>

namespace weir::expr {

void appendInterval(std::string& out, const IntervalValue& interval);
bool parseInterval(KernelContext& context, std::string_view text, std::int32_t modifier, IntervalValue& out);
/// Cuts what a modifier excludes: "interval '1 2:03' hour".
void applyIntervalModifier(IntervalValue& interval, std::int32_t modifier);
Datum intervalDatum(Arena& arena, const IntervalValue& interval);
/// As PostgreSQL: a month counts 30 days, a day 24 hours.
int compareIntervals(const IntervalValue& a, const IntervalValue& b);
bool intervalOutOfRange(KernelContext& context);
/// "P1Y2M3DT4H5M6.789S"; nullopt if it has no such form.
std::optional<IntervalValue> parseIsoInterval(std::string_view text);
/// The unit's word ("hrs", "mon") to its full name ("hour", "month"); empty: unknown.
std::string_view intervalUnit(std::string_view lowerCase);

} // namespace weir::expr
