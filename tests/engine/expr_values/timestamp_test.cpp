// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Timestamp, AddsMonthsThenDaysThenTime) {
    expectAll({
        {"+", {{"timestamptz", "2024-01-31"}, {"interval", "1 month"}}, "2024-02-29 00:00:00+00"},
        {"+", {{"timestamptz", "2024-02-29"}, {"interval", "1 year"}}, "2025-02-28 00:00:00+00"},
        {"-", {{"timestamptz", "2024-03-31"}, {"interval", "1 mon 1 day 01:00"}}, "2024-02-27 23:00:00+00"},
        {"+", {{"timestamptz", "infinity"}, {"interval", "1 day"}}, "infinity"},
        {"+", {{"timestamptz", "294000-01-01"}, {"interval", "1000 years"}}, "!datetime_field_overflow"},
        {"-", {{"timestamptz", "2024-01-01"}, {"timestamptz", "2023-01-01 12:00"}}, "364 days 12:00:00"},
        {"-", {{"timestamptz", "infinity"}, {"timestamptz", "2024-01-01"}}, "!datetime_field_overflow"},
        {"+", {{"interval", "1 day"}, {"timestamp", "2024-01-01"}}, "2024-01-02 00:00:00"},
    });
}

TEST(Timestamp, CutsToAUnit) {
    expectAll({
        {"date_trunc", {{"text", "microseconds"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-15 12:34:56.789012+00"},
        {"date_trunc", {{"text", "milliseconds"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-15 12:34:56.789+00"},
        {"date_trunc", {{"text", "second"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-15 12:34:56+00"},
        {"date_trunc", {{"text", "minute"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-15 12:34:00+00"},
        {"date_trunc", {{"text", "hour"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-15 12:00:00+00"},
        {"date_trunc", {{"text", "day"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-15 00:00:00+00"},
        {"date_trunc", {{"text", "week"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-13 00:00:00+00"},
        {"date_trunc", {{"text", "month"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-05-01 00:00:00+00"},
        {"date_trunc", {{"text", "quarter"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-04-01 00:00:00+00"},
        {"date_trunc", {{"text", "year"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2024-01-01 00:00:00+00"},
        {"date_trunc", {{"text", "decade"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2020-01-01 00:00:00+00"},
        {"date_trunc", {{"text", "century"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2001-01-01 00:00:00+00"},
        {"date_trunc", {{"text", "millennium"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "2001-01-01 00:00:00+00"},
        {"date_trunc", {{"text", "fortnight"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "!invalid_parameter_value"},
        {"date_trunc", {{"text", "timezone"}, {"timestamptz", "2024-05-15 12:34:56.789012"}}, "!feature_not_supported"},
        {"date_trunc", {{"text", "century"}, {"timestamptz", "0044-03-15 BC"}}, "0100-01-01 00:00:00+00 BC"},
        {"date_trunc", {{"text", "day"}, {"timestamptz", "2024-03-10 12:00"}, {"text", "America/New_York"}}, "2024-03-10 05:00:00+00"},
        {"date_trunc", {{"text", "hour"}, {"timestamptz", "2024-11-03 05:30"}, {"text", "America/New_York"}}, "2024-11-03 05:00:00+00"},
        {"date_trunc", {{"text", "day"}, {"timestamptz", "infinity"}}, "infinity"},
    });
}

TEST(Timestamp, ReadsFields) {
    expectAll({
        {"extract", {{"text", "year"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "2024"},
        {"extract", {{"text", "isoyear"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "2025"},
        {"extract", {{"text", "week"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "1"},
        {"extract", {{"text", "dow"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "1"},
        {"extract", {{"text", "isodow"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "1"},
        {"extract", {{"text", "doy"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "365"},
        {"extract", {{"text", "quarter"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "4"},
        {"extract", {{"text", "decade"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "202"},
        {"extract", {{"text", "century"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "21"},
        {"extract", {{"text", "millennium"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "3"},
        {"extract", {{"text", "hour"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "12"},
        {"extract", {{"text", "second"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "56.789012"},
        {"extract", {{"text", "milliseconds"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "56789.012"},
        {"extract", {{"text", "microseconds"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "56789012"},
        {"extract", {{"text", "epoch"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "1735562096.789012"},
        {"extract", {{"text", "julian"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "2460675.52426839134259259259"},
        {"extract", {{"text", "timezone"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "0"},
        {"extract", {{"text", "nosuch"}, {"timestamptz", "2024-12-30 12:34:56.789012"}}, "!invalid_parameter_value"},
        {"extract", {{"text", "epoch"}, {"timestamptz", "-infinity"}}, "-Infinity"},
        {"extract", {{"text", "hour"}, {"timestamptz", "infinity"}}, "NULL"},
        {"extract", {{"text", "year"}, {"timestamptz", "0044-03-15 BC"}}, "-44"},
        {"extract", {{"text", "timezone"}, {"timestamp", "2024-01-01"}}, "!feature_not_supported"},
        {"date_part", {{"text", "epoch"}, {"timestamptz", "2024-01-01 00:00:00.5"}}, "1704067200.5"},
        {"extract", {{"text", "week"}, {"timestamptz", "2021-01-03"}}, "53"},
    });
}

TEST(Timestamp, KnowsZones) {
    expectAll({
        {"timezone", {{"text", "UTC"}, {"timestamptz", "2024-07-01 12:00"}}, "2024-07-01 12:00:00"},
        {"timezone", {{"text", "Europe/Berlin"}, {"timestamptz", "2024-07-01 12:00"}}, "2024-07-01 14:00:00"},
        {"timezone", {{"text", "america/new_york"}, {"timestamptz", "2024-07-01 12:00"}}, "2024-07-01 08:00:00"},
        {"timezone", {{"text", "EST"}, {"timestamptz", "2024-07-01 12:00"}}, "2024-07-01 07:00:00"},
        {"timezone", {{"text", "UTC+3"}, {"timestamptz", "2024-07-01 12:00"}}, "2024-07-01 09:00:00"},
        {"timezone", {{"text", "Nowhere/X"}, {"timestamptz", "2024-07-01 12:00"}}, "!invalid_parameter_value"},
        {"timezone", {{"text", "+05:30"}, {"timestamptz", "2024-07-01 12:00"}}, "2024-07-01 06:30:00"},
        {"timezone", {{"text", "America/New_York"}, {"timestamp", "2024-03-10 02:30"}}, "2024-03-10 07:30:00+00"},
        {"timezone", {{"text", "America/New_York"}, {"timestamp", "2024-11-03 01:30"}}, "2024-11-03 06:30:00+00"},
        {"timezone", {{"interval", "-05:30"}, {"timestamptz", "2024-01-01"}}, "2023-12-31 18:30:00"},
        {"timezone", {{"interval", "1 day"}, {"timestamptz", "2024-01-01"}}, "!invalid_parameter_value"},
        {"timezone", {{"text", "Europe/Berlin"}, {"timestamp", "infinity"}}, "infinity"},
    });
}

TEST(Timestamp, BinsFromAnOrigin) {
    expectAll({
        {"date_bin", {{"interval", "15 min"}, {"timestamptz", "2024-01-02 03:44"}, {"timestamptz", "2001-01-01"}}, "2024-01-02 03:30:00+00"},
        {"date_bin", {{"interval", "15 min"}, {"timestamptz", "2000-01-02 03:44"}, {"timestamptz", "2001-01-01 00:05"}}, "2000-01-02 03:35:00+00"},
        {"date_bin", {{"interval", "1 month"}, {"timestamptz", "2024-01-01"}, {"timestamptz", "2001-01-01"}}, "!feature_not_supported"},
        {"date_bin", {{"interval", "0"}, {"timestamptz", "2024-01-01"}, {"timestamptz", "2001-01-01"}}, "!datetime_field_overflow"},
        {"to_timestamp", {{"double", "1700000000.1234567"}}, "2023-11-14 22:13:20.123457+00"},
        {"to_timestamp", {{"double", "NaN"}}, "!datetime_field_overflow"},
        {"to_timestamp", {{"double", "1e15"}}, "!datetime_field_overflow"},
        {"to_timestamp", {{"double", "-Infinity"}}, "-infinity"},
    });
}

} // namespace weir::expr::test
