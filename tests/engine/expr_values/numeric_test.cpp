// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Numeric, KeepsTheLargerScaleInSums) {
    expectAll({
        {"+", {{"numeric", "1.10"}, {"numeric", "2"}}, "3.10"},
        {"-", {{"numeric", "1"}, {"numeric", "1.000"}}, "0.000"},
        {"+", {{"numeric", "NaN"}, {"numeric", "1"}}, "NaN"},
        {"-", {{"numeric", "Infinity"}, {"numeric", "Infinity"}}, "NaN"},
        {"*", {{"numeric", "0"}, {"numeric", "-Infinity"}}, "NaN"},
        {"*", {{"numeric", "-1.50"}, {"numeric", "2.00"}}, "-3.0000"},
    });
}

TEST(Numeric, DividesToSixteenSignificantDigits) {
    expectAll({
        {"/", {{"numeric", "1"}, {"numeric", "3.0"}}, "0.33333333333333333333"},
        {"/", {{"numeric", "1e20"}, {"numeric", "3"}}, "33333333333333333333"},
        {"/", {{"numeric", "1"}, {"numeric", "2.0"}}, "0.50000000000000000000"},
        {"/", {{"numeric", "0"}, {"numeric", "7"}}, "0.00000000000000000000"},
        {"/", {{"numeric", "10"}, {"numeric", "3"}}, "3.3333333333333333"},
        {"/", {{"numeric", "-1"}, {"numeric", "7"}}, "-0.14285714285714285714"},
        {"/", {{"numeric", "1e-20"}, {"numeric", "3"}}, "0.0000000000000000000033333333333333333333"},
        {"/", {{"numeric", "12345.678"}, {"numeric", "0.001"}}, "12345678.000000000000"},
        {"/", {{"numeric", "1"}, {"numeric", "0"}}, "!division_by_zero"},
        {"/", {{"numeric", "1"}, {"numeric", "Infinity"}}, "0"},
        {"/", {{"numeric", "Infinity"}, {"numeric", "Infinity"}}, "NaN"},
    });
}

TEST(Numeric, TakesTheSignOfTheDividendInRemainders) {
    expectAll({
        {"%", {{"numeric", "12.50"}, {"numeric", "0.7"}}, "0.60"},
        {"%", {{"numeric", "-2.50"}, {"numeric", "1e10"}}, "-2.50"},
        {"%", {{"numeric", "1e10"}, {"numeric", ".5"}}, "0.0"},
        {"%", {{"numeric", "3."}, {"numeric", "1.10"}}, "0.80"},
        {"%", {{"numeric", "5"}, {"numeric", "Infinity"}}, "5"},
        {"%", {{"numeric", "Infinity"}, {"numeric", "5"}}, "NaN"},
        {"%", {{"numeric", "1"}, {"numeric", "0"}}, "!division_by_zero"},
        {"div", {{"numeric", "-7.5"}, {"numeric", "2"}}, "-3"},
        {"mod", {{"numeric", "7.5"}, {"numeric", "2"}}, "1.5"},
    });
}

TEST(Numeric, RoundsHalvesAwayFromZero) {
    expectAll({
        {"round", {{"numeric", "0.5"}}, "1"},
        {"round", {{"numeric", "1.5"}}, "2"},
        {"round", {{"numeric", "-2.5"}}, "-3"},
        {"round", {{"numeric", "-0.4"}}, "0"},
        {"round", {{"numeric", "-1.5"}, {"integer", "20"}}, "-1.50000000000000000000"},
        {"round", {{"numeric", "1234.5"}, {"integer", "-2"}}, "1200"},
        {"round", {{"numeric", "2.675"}, {"integer", "2"}}, "2.68"},
        {"trunc", {{"numeric", "2.4999"}, {"integer", "2"}}, "2.49"},
        {"trunc", {{"numeric", "-1234"}, {"integer", "-2"}}, "-1200"},
        {"ceil", {{"numeric", "-0.5"}}, "0"},
        {"floor", {{"numeric", "-0.5"}}, "-1"},
        {"ceil", {{"numeric", "NaN"}}, "NaN"},
    });
}

TEST(Numeric, GivesRootsAndLogarithmsPostgresScale) {
    expectAll({
        {"sqrt", {{"numeric", "2"}}, "1.414213562373095"},
        {"sqrt", {{"numeric", "16.00"}}, "4.000000000000000"},
        {"sqrt", {{"numeric", "0.0001"}}, "0.01000000000000000"},
        {"sqrt", {{"numeric", "1e30"}}, "1000000000000000.0"},
        {"sqrt", {{"numeric", "NaN"}}, "NaN"},
        {"sqrt", {{"numeric", "-1"}}, "!invalid_argument_for_power_function"},
        {"sqrt", {{"numeric", "0"}}, "0.000000000000000"},
        {"ln", {{"numeric", "1"}}, "0.0000000000000000"},
        {"ln", {{"numeric", "2"}}, "0.6931471805599453"},
        {"ln", {{"numeric", "0.5"}}, "-0.6931471805599453"},
        {"ln", {{"numeric", "1.0000001"}}, "0.00000009999999500000033"},
        {"ln", {{"numeric", "1e100"}}, "230.25850929940457"},
        {"ln", {{"numeric", "0"}}, "!invalid_argument_for_logarithm"},
        {"ln", {{"numeric", "-1"}}, "!invalid_argument_for_logarithm"},
        {"ln", {{"numeric", "Infinity"}}, "Infinity"},
        {"log", {{"numeric", "0.5"}}, "-0.3010299956639812"},
        {"log", {{"numeric", "2.0"}, {"numeric", "8.0"}}, "3.0000000000000000"},
        {"log", {{"numeric", "1"}, {"numeric", "8"}}, "!division_by_zero"},
        {"exp", {{"numeric", "0.0"}}, "1.0000000000000000"},
        {"exp", {{"numeric", "-10.5"}}, "0.00002753644934974716"},
        {"exp", {{"numeric", "6000"}}, "!numeric_value_out_of_range"},
    });
}

TEST(Numeric, RaisesToPowers) {
    expectAll({
        {"power", {{"numeric", "1.5"}, {"numeric", "10"}}, "57.6650390625000000"},
        {"power", {{"numeric", "2.0"}, {"numeric", "0.5"}}, "1.4142135623730950"},
        {"power", {{"numeric", "-2.0"}, {"numeric", "3"}}, "-8.0000000000000000"},
        {"power", {{"numeric", "2"}, {"numeric", "-3"}}, "0.1250000000000000"},
        {"power", {{"numeric", "0"}, {"numeric", "0"}}, "1.0000000000000000"},
        {"power", {{"numeric", "0"}, {"numeric", "-1"}}, "!invalid_argument_for_power_function"},
        {"power", {{"numeric", "-8"}, {"numeric", "0.5"}}, "!invalid_argument_for_power_function"},
        {"power", {{"numeric", "NaN"}, {"numeric", "0"}}, "1"},
        {"power", {{"numeric", "1"}, {"numeric", "NaN"}}, "1"},
        {"power", {{"numeric", "10"}, {"numeric", "100"}}, "10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.0000000000000000"},
        {"power", {{"numeric", "1.1"}, {"numeric", "-200"}}, "0.0000000052657831"},
        {"power", {{"numeric", "10"}, {"numeric", "200000"}}, "!numeric_value_out_of_range"},
        {"power", {{"numeric", "Infinity"}, {"numeric", "-2"}}, "0"},
        {"power", {{"numeric", "-Infinity"}, {"numeric", "3"}}, "-Infinity"},
    });
}

TEST(Numeric, ReadsAndPrintsEveryForm) {
    expectAll({
        {"::numeric", {{"text", " 12.0 "}}, "12.0"},
        {"::numeric", {{"text", ".5"}}, "0.5"},
        {"::numeric", {{"text", "5."}}, "5"},
        {"::numeric", {{"text", "1e3"}}, "1000"},
        {"::numeric", {{"text", "1E-5"}}, "0.00001"},
        {"::numeric", {{"text", "-0.0"}}, "0.0"},
        {"::numeric", {{"text", "+1"}}, "1"},
        {"::numeric", {{"text", "NaN"}}, "NaN"},
        {"::numeric", {{"text", "-inf"}}, "-Infinity"},
        {"::numeric", {{"text", "Infinity"}}, "Infinity"},
        {"::numeric", {{"text", "1_0"}}, "!invalid_text_representation"},
        {"::numeric", {{"text", ""}}, "!invalid_text_representation"},
        {"::numeric", {{"text", "."}}, "!invalid_text_representation"},
        {"::numeric", {{"text", "1e"}}, "!invalid_text_representation"},
        {"::numeric", {{"text", "1.2.3"}}, "!invalid_text_representation"},
        {"::numeric", {{"text", "0x10"}}, "!invalid_text_representation"},
        {"::numeric", {{"text", "1e200000"}}, "!numeric_value_out_of_range"},
        {"::numeric", {{"text", "1e-20000"}}, "!numeric_value_out_of_range"},
        {"::numeric", {{"text", "--1"}}, "!invalid_text_representation"},
    });
}

TEST(Numeric, SortsNaNAboveInfinity) {
    expectAll({
        {"<", {{"numeric", "Infinity"}, {"numeric", "NaN"}}, "t"},
        {"=", {{"numeric", "NaN"}, {"numeric", "NaN"}}, "t"},
        {"=", {{"numeric", "1.0"}, {"numeric", "1.000"}}, "t"},
        {">", {{"numeric", "-1.5"}, {"numeric", "-Infinity"}}, "t"},
        {"<", {{"numeric", "-2.50"}, {"numeric", "-2.49"}}, "t"},
    });
}

} // namespace weir::expr::test
