// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Cast, RoundsFloatsToEvenAndNumericsAway) {
    expectAll({
        {"::integer", {{"double", "2.5"}}, "2"},
        {"::integer", {{"double", "3.5"}}, "4"},
        {"::integer", {{"double", "-1.5"}}, "-2"},
        {"::integer", {{"numeric", "2.5"}}, "3"},
        {"::integer", {{"numeric", "-2.5"}}, "-3"},
        {"::bigint", {{"double", "9.3e18"}}, "!numeric_value_out_of_range"},
        {"::integer", {{"double", "NaN"}}, "!numeric_value_out_of_range"},
        {"::integer", {{"numeric", "NaN"}}, "!feature_not_supported"},
        {"::smallint", {{"numeric", "32767.5"}}, "!numeric_value_out_of_range"},
        {"::smallint", {{"integer", "40000"}}, "!numeric_value_out_of_range"},
    });
}

TEST(Cast, TakesADoublesFifteenDigitsIntoNumeric) {
    expectAll({
        {"::numeric", {{"double", "0.1"}}, "0.1"},
        {"::numeric", {{"double", "123456789012345678"}}, "123456789012346000"},
        {"::numeric", {{"double", "1e-7"}}, "0.0000001"},
        {"::numeric", {{"real", "1.1"}}, "1.1"},
        {"::numeric", {{"double", "Infinity"}}, "Infinity"},
        {"::real", {{"double", "1e300"}}, "!numeric_value_out_of_range"},
        {"::real", {{"double", "1e-300"}}, "!numeric_value_out_of_range"},
        {"::double", {{"numeric", "1e400"}}, "!numeric_value_out_of_range"},
        {"::double", {{"numeric", "0.1"}}, "0.1"},
    });
}

TEST(Cast, PrintsTheShortestFloat) {
    expectAll({
        {"::text", {{"double", "1"}}, "1"},
        {"::text", {{"double", "0.1"}}, "0.1"},
        {"::text", {{"double", "1e15"}}, "1e+15"},
        {"::text", {{"double", "1e14"}}, "100000000000000"},
        {"::text", {{"double", "123456789012345680"}}, "1.2345678901234568e+17"},
        {"::text", {{"double", "0.0001"}}, "0.0001"},
        {"::text", {{"double", "0.00001"}}, "1e-05"},
        {"::text", {{"double", "5e-324"}}, "5e-324"},
        {"::text", {{"double", "-0"}}, "-0"},
        {"::text", {{"double", "1e100"}}, "1e+100"},
        {"::text", {{"double", "0.3333333333333333"}}, "0.3333333333333333"},
        {"::text", {{"double", "NaN"}}, "NaN"},
        {"::text", {{"double", "-Infinity"}}, "-Infinity"},
        {"::text", {{"double", "1.7976931348623157e308"}}, "1.7976931348623157e+308"},
        {"::text", {{"real", "1.1"}}, "1.1"},
        {"::text", {{"real", "1e6"}}, "1e+06"},
        {"::text", {{"real", "123456.7"}}, "123456.7"},
        {"::text", {{"real", "33610569.417"}}, "3.3610568e+07"},
        {"::text", {{"real", "16777216"}}, "1.6777216e+07"},
        {"::text", {{"real", "3.4028235e38"}}, "3.4028235e+38"},
    });
}

TEST(Cast, PrintsNoDecimalThatStandsBetweenTwoFloats) {
    expectAll({
        {"::text", {{"double", "1.08483352627827e+17"}}, "1.0848335262782701e+17"},
        {"::text", {{"double", "-4.0401207729271603e+17"}}, "-4.0401207729271603e+17"},
        {"::text", {{"real", "92657216"}}, "9.2657216e+07"},
    });
}

TEST(Cast, ReadsNumbersStrictly) {
    expectAll({
        {"::integer", {{"text", " -1 "}}, "-1"},
        {"::integer", {{"text", "+5"}}, "5"},
        {"::integer", {{"text", "1.5"}}, "!invalid_text_representation"},
        {"::integer", {{"text", ""}}, "!invalid_text_representation"},
        {"::integer", {{"text", "1 2"}}, "!invalid_text_representation"},
        {"::integer", {{"text", "0x10"}}, "!invalid_text_representation"},
        {"::integer", {{"text", "2147483648"}}, "!numeric_value_out_of_range"},
        {"::integer", {{"text", "abc"}}, "!invalid_text_representation"},
        {"::double", {{"text", "inf"}}, "Infinity"},
        {"::double", {{"text", "-Infinity"}}, "-Infinity"},
        {"::double", {{"text", "nan"}}, "NaN"},
        {"::double", {{"text", "1e400"}}, "!numeric_value_out_of_range"},
        {"::double", {{"text", "1e-400"}}, "!numeric_value_out_of_range"},
        {"::double", {{"text", "5."}}, "5"},
        {"::double", {{"text", ".5"}}, "0.5"},
        {"::double", {{"text", "1e"}}, "!invalid_text_representation"},
        {"::double", {{"text", "0x1p3"}}, "8"},
        {"::double", {{"text", "abc"}}, "!invalid_text_representation"},
    });
}

TEST(Cast, ReadsBooleanWords) {
    expectAll({
        {"::boolean", {{"text", "t"}}, "t"},
        {"::boolean", {{"text", "tr"}}, "t"},
        {"::boolean", {{"text", "YES"}}, "t"},
        {"::boolean", {{"text", "on"}}, "t"},
        {"::boolean", {{"text", "off"}}, "f"},
        {"::boolean", {{"text", "of"}}, "f"},
        {"::boolean", {{"text", "o"}}, "!invalid_text_representation"},
        {"::boolean", {{"text", "1"}}, "t"},
        {"::boolean", {{"text", "0"}}, "f"},
        {"::boolean", {{"text", "2"}}, "!invalid_text_representation"},
        {"::boolean", {{"text", ""}}, "!invalid_text_representation"},
        {"::boolean", {{"text", " false "}}, "f"},
        {"::text", {{"boolean", "t"}}, "true"},
        {"::boolean", {{"integer", "5"}}, "t"},
        {"::integer", {{"boolean", "t"}}, "1"},
    });
}

TEST(Cast, ReadsAndPrintsBytes) {
    expectAll({
        {"::bytea", {{"text", "\\x00ff"}}, "\\x00ff"},
        {"::bytea", {{"text", "a\\\\b"}}, "\\x615c62"},
        {"::bytea", {{"text", "\\001x"}}, "\\x0178"},
        {"::bytea", {{"text", "\\xZZ"}}, "!invalid_parameter_value"},
        {"::bytea", {{"text", "\\x1"}}, "!invalid_parameter_value"},
        {"::bytea", {{"text", "\\8"}}, "!invalid_text_representation"},
        {"::bytea", {{"text", "abc"}}, "\\x616263"},
        {"::bytea", {{"text", ""}}, "\\x"},
    });
}

TEST(Cast, ReadsAndPrintsArrays) {
    expectAll({
        {"::text[]", {{"text", "{a,b}"}}, "{a,b}"},
        {"::text[]", {{"text", "{\"q\\\"q\"}"}}, "{\"q\\\"q\"}"},
        {"::text[]", {{"text", " { a , b } "}}, "{a,b}"},
        {"::text[]", {{"text", "{NULL,\"NULL\",null}"}}, "{NULL,\"NULL\",NULL}"},
        {"::text[]", {{"text", "{}"}}, "{}"},
        {"::text[]", {{"text", "{ }"}}, "{}"},
        {"::text[]", {{"text", "{a,}"}}, "!invalid_text_representation"},
        {"::text[]", {{"text", "{a"}}, "!invalid_text_representation"},
        {"::text[]", {{"text", "a}"}}, "!invalid_text_representation"},
        {"::text[]", {{"text", "{a} x"}}, "!invalid_text_representation"},
        {"::text[]", {{"text", "{\"a b\",c d}"}}, "{\"a b\",\"c d\"}"},
        {"::text[]", {{"text", "{a\\,b}"}}, "{\"a,b\"}"},
        {"::text[]", {{"text", "{\"\"}"}}, "{\"\"}"},
        {"::integer[]", {{"text", "{1,x}"}}, "!invalid_text_representation"},
        {"::boolean[]", {{"text", "{t,no}"}}, "{t,f}"},
    });
}

} // namespace weir::expr::test
