// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Interval, ReadsPostgresForms) {
    expectAll({
        {"::interval", {{"text", "1 day 2 hours"}}, "1 day 02:00:00"},
        {"::interval", {{"text", "1.5 months"}}, "1 mon 15 days"},
        {"::interval", {{"text", "1.5 years"}}, "1 year 6 mons"},
        {"::interval", {{"text", "1 2:03"}}, "1 day 02:03:00"},
        {"::interval", {{"text", "1-2"}}, "1 year 2 mons"},
        {"::interval", {{"text", "-1-2"}}, "-1 years -2 mons"},
        {"::interval", {{"text", "P1Y2M3DT4H5M6.7S"}}, "1 year 2 mons 3 days 04:05:06.7"},
        {"::interval", {{"text", "P0001-02-03T04:05:06"}}, "1 year 2 mons 3 days 04:05:06"},
        {"::interval", {{"text", "PT1M30"}}, "!invalid_datetime_format"},
        {"::interval", {{"text", "@ 1 minute ago"}}, "-00:01:00"},
        {"::interval", {{"text", "1:30"}}, "01:30:00"},
        {"::interval", {{"text", "12:34.5"}}, "00:12:34.5"},
        {"::interval", {{"text", "1d2h"}}, "1 day 02:00:00"},
        {"::interval", {{"text", "1 week -2.5 days"}}, "5 days -12:00:00"},
        {"::interval", {{"text", "1"}}, "00:00:01"},
        {"::interval", {{"text", "1 hour 1 hour"}}, "!invalid_datetime_format"},
        {"::interval", {{"text", "1-13"}}, "!interval_field_overflow"},
        {"::interval", {{"text", "1 dayx"}}, "!invalid_datetime_format"},
        {"::interval", {{"text", ""}}, "!invalid_datetime_format"},
        {"::interval", {{"text", "abc"}}, "!invalid_datetime_format"},
        {"::interval", {{"text", "2147483648 days"}}, "!interval_field_overflow"},
        {"::interval", {{"text", "178956971 years"}}, "!datetime_field_overflow"},
        {"::interval", {{"text", "1 century 2 decades"}}, "120 years"},
        {"::interval", {{"text", "0.0000005 s"}}, "00:00:00"},
        {"::interval", {{"text", "-1 day +02:03:04"}}, "-1 days +02:03:04"},
        {"::interval", {{"text", "1 quarter"}}, "!invalid_datetime_format"},
        {"::interval", {{"text", "infinity"}}, "!invalid_datetime_format"},
    });
}

TEST(Interval, PrintsPostgresStyle) {
    expectAll({
        {"::text", {{"interval", "0"}}, "00:00:00"},
        {"::text", {{"interval", "1 mon"}}, "1 mon"},
        {"::text", {{"interval", "-1 mon"}}, "-1 mons"},
        {"::text", {{"interval", "1 year 2 mons 3 days 04:05:06.789"}}, "1 year 2 mons 3 days 04:05:06.789"},
        {"::text", {{"interval", "-1 year +2 days"}}, "-1 years +2 days"},
        {"::text", {{"interval", "1 day -1 sec"}}, "1 day -00:00:01"},
        {"::text", {{"interval", "1000000 hours"}}, "1000000:00:00"},
        {"::text", {{"interval", "-0.000001 s"}}, "-00:00:00.000001"},
    });
}

TEST(Interval, Calculates) {
    expectAll({
        {"*", {{"interval", "1 month"}, {"double", "1.5"}}, "1 mon 15 days"},
        {"*", {{"interval", "1 day"}, {"double", "-0.1"}}, "-02:24:00"},
        {"/", {{"interval", "1 hour"}, {"double", "3"}}, "00:20:00"},
        {"/", {{"interval", "1 day"}, {"double", "0"}}, "!division_by_zero"},
        {"*", {{"interval", "1 day"}, {"double", "1e10"}}, "!datetime_field_overflow"},
        {"+", {{"interval", "1 mon"}, {"interval", "-31 days"}}, "1 mon -31 days"},
        {"-", {{"interval", "1 day 2 hours"}}, "-1 days -02:00:00"},
        {"=", {{"interval", "1 year"}, {"interval", "360 days"}}, "t"},
        {"<", {{"interval", "23 hours"}, {"interval", "1 day"}}, "t"},
        {"justify_interval", {{"interval", "1 mon -1 hour"}}, "29 days 23:00:00"},
        {"extract", {{"text", "epoch"}, {"interval", "1 year 1 mon 1 day"}}, "34236000.000000"},
        {"extract", {{"text", "month"}, {"interval", "14 months"}}, "2"},
        {"extract", {{"text", "dow"}, {"interval", "1 day"}}, "!feature_not_supported"},
        {"make_interval", {{"integer", "1"}, {"integer", "2"}, {"integer", "3"}, {"integer", "4"}, {"integer", "5"}, {"integer", "6"}, {"double", "7.5"}}, "1 year 2 mons 25 days 05:06:07.5"},
    });
}

} // namespace weir::expr::test
