// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Math, FailsWhereIntegersOverflow) {
    expectAll({
        {"+", {{"integer", "2147483647"}, {"integer", "1"}}, "!numeric_value_out_of_range"},
        {"*", {{"bigint", "9223372036854775807"}, {"bigint", "2"}}, "!numeric_value_out_of_range"},
        {"-", {{"smallint", "-32768"}, {"smallint", "1"}}, "!numeric_value_out_of_range"},
        {"/", {{"integer", "7"}, {"integer", "0"}}, "!division_by_zero"},
        {"/", {{"integer", "-7"}, {"integer", "2"}}, "-3"},
        {"%", {{"integer", "-7"}, {"integer", "3"}}, "-1"},
        {"%", {{"integer", "-2147483648"}, {"integer", "-1"}}, "0"},
        {"/", {{"integer", "-2147483648"}, {"integer", "-1"}}, "!numeric_value_out_of_range"},
        {"abs", {{"bigint", "-9223372036854775808"}}, "!numeric_value_out_of_range"},
        {"-", {{"integer", "-2147483648"}}, "!numeric_value_out_of_range"},
        {"<<", {{"integer", "1"}, {"integer", "33"}}, "2"},
        {"~", {{"integer", "5"}}, "-6"},
    });
}

TEST(Math, FailsWhereDoublesOverflow) {
    expectAll({
        {"*", {{"double", "1e308"}, {"double", "10"}}, "!numeric_value_out_of_range"},
        {"*", {{"double", "1e-300"}, {"double", "1e-300"}}, "!numeric_value_out_of_range"},
        {"/", {{"double", "1"}, {"double", "0"}}, "!division_by_zero"},
        {"/", {{"double", "NaN"}, {"double", "0"}}, "NaN"},
        {"+", {{"double", "Infinity"}, {"double", "-Infinity"}}, "NaN"},
        {"/", {{"double", "1"}, {"double", "Infinity"}}, "0"},
        {"+", {{"real", "3e38"}, {"real", "3e38"}}, "!numeric_value_out_of_range"},
    });
}

TEST(Math, HasTheErrorsOfPowersAndLogarithms) {
    expectAll({
        {"power", {{"double", "2"}, {"double", "10"}}, "1024"},
        {"power", {{"double", "-8"}, {"double", "0.3333"}}, "!invalid_argument_for_power_function"},
        {"power", {{"double", "0"}, {"double", "-1"}}, "!invalid_argument_for_power_function"},
        {"power", {{"double", "1"}, {"double", "NaN"}}, "1"},
        {"power", {{"double", "NaN"}, {"double", "0"}}, "1"},
        {"power", {{"double", "1e-300"}, {"double", "2"}}, "!numeric_value_out_of_range"},
        {"power", {{"double", "1e300"}, {"double", "2"}}, "!numeric_value_out_of_range"},
        {"power", {{"double", "-Infinity"}, {"double", "3"}}, "-Infinity"},
        {"power", {{"double", "-1"}, {"double", "Infinity"}}, "1"},
        {"ln", {{"double", "0"}}, "!invalid_argument_for_logarithm"},
        {"ln", {{"double", "-2.5"}}, "!invalid_argument_for_logarithm"},
        {"log", {{"double", "100"}}, "2"},
        {"sqrt", {{"double", "-1"}}, "!invalid_argument_for_power_function"},
        {"exp", {{"double", "1000"}}, "!numeric_value_out_of_range"},
        {"exp", {{"double", "-1000"}}, "!numeric_value_out_of_range"},
        {"sin", {{"double", "Infinity"}}, "!numeric_value_out_of_range"},
        {"asin", {{"double", "2"}}, "!numeric_value_out_of_range"},
    });
}

TEST(Math, RoundsHalvesToEven) {
    expectAll({
        {"round", {{"double", "0.5"}}, "0"},
        {"round", {{"double", "1.5"}}, "2"},
        {"round", {{"double", "2.5"}}, "2"},
        {"round", {{"double", "-2.5"}}, "-2"},
        {"round", {{"double", "2.675"}}, "3"},
        {"trunc", {{"double", "-1.7"}}, "-1"},
        {"ceil", {{"double", "-0.5"}}, "-0"},
        {"sign", {{"double", "-3"}}, "-1"},
        {"sign", {{"double", "NaN"}}, "0"},
        {"degrees", {{"double", "3.141592653589793"}}, "180"},
    });
}

TEST(Math, FindsTheBucket) {
    expectAll({
        {"width_bucket", {{"double", "5.35"}, {"double", "0.024"}, {"double", "10.06"}, {"integer", "5"}}, "3"},
        {"width_bucket", {{"double", "0"}, {"double", "0"}, {"double", "10"}, {"integer", "5"}}, "1"},
        {"width_bucket", {{"double", "10"}, {"double", "0"}, {"double", "10"}, {"integer", "5"}}, "6"},
        {"width_bucket", {{"double", "3"}, {"double", "10"}, {"double", "0"}, {"integer", "5"}}, "4"},
        {"width_bucket", {{"double", "3"}, {"double", "10"}, {"double", "10"}, {"integer", "5"}}, "!invalid_argument_for_width_bucket_function"},
        {"width_bucket", {{"double", "NaN"}, {"double", "1"}, {"double", "2"}, {"integer", "5"}}, "!invalid_argument_for_width_bucket_function"},
        {"width_bucket", {{"numeric", "5.35"}, {"numeric", "0.024"}, {"numeric", "10.06"}, {"integer", "5"}}, "3"},
        {"width_bucket", {{"numeric", "5"}, {"numeric", "1"}, {"numeric", "10"}, {"integer", "0"}}, "!invalid_argument_for_width_bucket_function"},
    });
}

} // namespace weir::expr::test
