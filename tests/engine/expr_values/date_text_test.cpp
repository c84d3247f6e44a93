// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(DateText, ReadsPostgresForms) {
    expectAll({
        {"::timestamptz", {{"text", "2024-01-02"}}, "2024-01-02 00:00:00+00"},
        {"::timestamptz", {{"text", "2024-01-02T03:04:05.123456789Z"}}, "2024-01-02 03:04:05.123457+00"},
        {"::timestamptz", {{"text", "20240102T030405"}}, "2024-01-02 03:04:05+00"},
        {"::timestamptz", {{"text", "2024-01-02 03:04+05:30"}}, "2024-01-01 21:34:00+00"},
        {"::timestamptz", {{"text", "2024-01-02 3:04 PM"}}, "2024-01-02 15:04:00+00"},
        {"::timestamptz", {{"text", "Jan 2 2024"}}, "2024-01-02 00:00:00+00"},
        {"::timestamptz", {{"text", "2 January 2024 10:00"}}, "2024-01-02 10:00:00+00"},
        {"::timestamptz", {{"text", "1/2/2024"}}, "2024-01-02 00:00:00+00"},
        {"::timestamptz", {{"text", "13/1/2024"}}, "!datetime_field_overflow"},
        {"::timestamptz", {{"text", "2024-Jan-02"}}, "2024-01-02 00:00:00+00"},
        {"::timestamptz", {{"text", "2024.123"}}, "2024-05-02 00:00:00+00"},
        {"::timestamptz", {{"text", "J2451187"}}, "1999-01-08 00:00:00+00"},
        {"::timestamptz", {{"text", "2024-01-02 03:04:05 America/New_York"}}, "2024-01-02 08:04:05+00"},
        {"::timestamptz", {{"text", "2024-01-02 12:00 EST"}}, "2024-01-02 17:00:00+00"},
        {"::timestamptz", {{"text", "0044-03-15 BC"}}, "0044-03-15 00:00:00+00 BC"},
        {"::timestamptz", {{"text", "1/2/69"}}, "2069-01-02 00:00:00+00"},
        {"::timestamptz", {{"text", "1/2/70"}}, "1970-01-02 00:00:00+00"},
        {"::timestamptz", {{"text", "epoch"}}, "1970-01-01 00:00:00+00"},
        {"::timestamptz", {{"text", "-infinity"}}, "-infinity"},
        {"::timestamptz", {{"text", "2024-02-30"}}, "!datetime_field_overflow"},
        {"::timestamptz", {{"text", "2023-02-29"}}, "!datetime_field_overflow"},
        {"::timestamptz", {{"text", "2024-01-02 25:00"}}, "!datetime_field_overflow"},
        {"::timestamptz", {{"text", "2024-01-02 24:00:00"}}, "2024-01-03 00:00:00+00"},
        {"::timestamptz", {{"text", "zz"}}, "!invalid_datetime_format"},
        {"::timestamptz", {{"text", ""}}, "!invalid_datetime_format"},
        {"::timestamptz", {{"text", "2024-01-02 03:04 +16:00"}}, "!invalid_time_zone_displacement_value"},
        {"::timestamptz", {{"text", "2024-01-02 00:00 Nowhere/X"}}, "!invalid_parameter_value"},
        {"::timestamptz", {{"text", "2024"}}, "!invalid_datetime_format"},
        {"::timestamptz", {{"text", "5000-01-01 BC"}}, "!datetime_field_overflow"},
    });
}

TEST(DateText, PrintsIso) {
    expectAll({
        {"::text", {{"timestamptz", "2024-01-02 03:04:05.500"}}, "2024-01-02 03:04:05.5+00"},
        {"::text", {{"timestamptz", "0001-01-01 BC"}}, "0001-01-01 00:00:00+00 BC"},
        {"::text", {{"timestamptz", "12345-01-01"}}, "12345-01-01 00:00:00+00"},
        {"::text", {{"timestamptz", "infinity"}}, "infinity"},
        {"::text", {{"timestamp", "2024-01-02 03:04:05.000001"}}, "2024-01-02 03:04:05.000001"},
        {"::timestamp", {{"timestamptz", "2024-01-02"}}, "2024-01-02 00:00:00"},
    });
}

} // namespace weir::expr::test
