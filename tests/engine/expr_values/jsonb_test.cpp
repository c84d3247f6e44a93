// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Jsonb, NormalisesWhatItReads) {
    expectAll({
        {"::jsonb", {{"text", "{\"b\":1, \"a\":[1,  2]}"}}, "{\"a\": [1, 2], \"b\": 1}"},
        {"::jsonb", {{"text", "{\"bb\":1,\"a\":2,\"a\":3}"}}, "{\"a\": 3, \"bb\": 1}"},
        {"::jsonb", {{"text", "  [ ]  "}}, "[]"},
        {"::jsonb", {{"text", "1e3"}}, "1000"},
        {"::jsonb", {{"text", "1.10"}}, "1.10"},
        {"::jsonb", {{"text", "-0"}}, "0"},
        {"::jsonb", {{"text", "\"\\u00e9\\/\\n\""}}, "\"é/\\n\""},
        {"::jsonb", {{"text", "\"\\ud83d\\ude42\""}}, "\"🙂\""},
        {"::jsonb", {{"text", "\"\\ud800\""}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "\"\\u0000\""}}, "!untranslatable_character"},
        {"::jsonb", {{"text", "[1,]"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "{\"a\" 1}"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "nul"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "01"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "1."}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "NaN"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", ""}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "1 2"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "[1] 2"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "\"\t\""}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "{\"a\":1}}"}}, "!invalid_text_representation"},
        {"::jsonb", {{"text", "1e200000"}}, "!numeric_value_out_of_range"},
    });
}

TEST(Jsonb, LooksInside) {
    expectAll({
        {"->", {{"jsonb", "{\"a\":{\"b\":1}}"}, {"text", "a"}}, "{\"b\": 1}"},
        {"->>", {{"jsonb", "{\"a\":\"x\\ny\"}"}, {"text", "a"}}, "x\ny"},
        {"->>", {{"jsonb", "{\"a\":null}"}, {"text", "a"}}, "NULL"},
        {"->", {{"jsonb", "[1,2,3]"}, {"integer", "-1"}}, "3"},
        {"->", {{"jsonb", "[1,2,3]"}, {"integer", "3"}}, "NULL"},
        {"->", {{"jsonb", "5"}, {"integer", "0"}}, "5"},
        {"->", {{"jsonb", "[1]"}, {"text", "a"}}, "NULL"},
        {"->", {{"jsonb", "{\"a\":1}"}, {"integer", "0"}}, "NULL"},
        {"#>", {{"jsonb", "{\"a\":[1,{\"b\":2}]}"}, {"text[]", "{a,1,b}"}}, "2"},
        {"#>>", {{"jsonb", "{\"a\":{\"b\":1}}"}, {"text[]", "{a}"}}, "{\"b\": 1}"},
        {"#>", {{"jsonb", "[1]"}, {"text[]", "{x}"}}, "NULL"},
        {"#>", {{"jsonb", "{\"a\":1}"}, {"text[]", "{}"}}, "{\"a\": 1}"},
        {"jsonb_extract_path_text", {{"jsonb", "{\"a\":[1,\"x\"]}"}, {"text", "a"}, {"text", "-1"}}, "x"},
        {"jsonb_array_length", {{"jsonb", "[1,[2]]"}}, "2"},
        {"jsonb_array_length", {{"jsonb", "5"}}, "!invalid_parameter_value"},
        {"jsonb_array_length", {{"jsonb", "{}"}}, "!invalid_parameter_value"},
        {"jsonb_typeof", {{"jsonb", "null"}}, "null"},
        {"jsonb_typeof", {{"jsonb", "1.5"}}, "number"},
    });
}

TEST(Jsonb, AnswersKeysAndContainment) {
    expectAll({
        {"?", {{"jsonb", "{\"a\":1}"}, {"text", "a"}}, "t"},
        {"?", {{"jsonb", "[\"b\"]"}, {"text", "b"}}, "t"},
        {"?", {{"jsonb", "\"a\""}, {"text", "a"}}, "t"},
        {"?", {{"jsonb", "[1]"}, {"text", "1"}}, "f"},
        {"?|", {{"jsonb", "{\"a\":1}"}, {"text[]", "{x,a}"}}, "t"},
        {"?&", {{"jsonb", "{\"a\":1}"}, {"text[]", "{x,a}"}}, "f"},
        {"@>", {{"jsonb", "{\"a\":[1,2,{\"b\":3}]}"}, {"jsonb", "{\"a\":[{\"b\":3}]}"}}, "t"},
        {"@>", {{"jsonb", "[1,2]"}, {"jsonb", "2"}}, "t"},
        {"@>", {{"jsonb", "2"}, {"jsonb", "[2]"}}, "f"},
        {"@>", {{"jsonb", "{\"a\":1.0}"}, {"jsonb", "{\"a\":1}"}}, "t"},
        {"<@", {{"jsonb", "[]"}, {"jsonb", "{}"}}, "f"},
        {"@>", {{"jsonb", "[[1,2]]"}, {"jsonb", "[[2]]"}}, "t"},
    });
}

TEST(Jsonb, SortsByKindThenSize) {
    expectAll({
        {"<", {{"jsonb", "[]"}, {"jsonb", "null"}}, "t"},
        {"<", {{"jsonb", "null"}, {"jsonb", "\"a\""}}, "t"},
        {"<", {{"jsonb", "\"z\""}, {"jsonb", "1"}}, "t"},
        {"<", {{"jsonb", "2"}, {"jsonb", "true"}}, "t"},
        {"<", {{"jsonb", "true"}, {"jsonb", "[1]"}}, "t"},
        {"<", {{"jsonb", "[9]"}, {"jsonb", "{}"}}, "t"},
        {"<", {{"jsonb", "[2]"}, {"jsonb", "[1,1]"}}, "t"},
        {"=", {{"jsonb", "{\"a\":1}"}, {"jsonb", "{\"a\":1.00}"}}, "t"},
        {"<", {{"jsonb", "{\"a\":2}"}, {"jsonb", "{\"b\":1}"}}, "t"},
        {"<", {{"jsonb", "[1]"}, {"jsonb", "1"}}, "f"},
    });
}

TEST(Jsonb, JoinsAndRemoves) {
    expectAll({
        {"||", {{"jsonb", "{\"a\":1,\"b\":1}"}, {"jsonb", "{\"b\":2}"}}, "{\"a\": 1, \"b\": 2}"},
        {"||", {{"jsonb", "[1]"}, {"jsonb", "2"}}, "[1, 2]"},
        {"||", {{"jsonb", "{\"a\":1}"}, {"jsonb", "[1]"}}, "[{\"a\": 1}, 1]"},
        {"||", {{"jsonb", "1"}, {"jsonb", "{\"a\":1}"}}, "[1, {\"a\": 1}]"},
        {"-", {{"jsonb", "{\"a\":1,\"b\":2}"}, {"text", "a"}}, "{\"b\": 2}"},
        {"-", {{"jsonb", "[\"a\",\"b\",\"a\"]"}, {"text", "a"}}, "[\"b\"]"},
        {"-", {{"jsonb", "[1,2,3]"}, {"integer", "-1"}}, "[1, 2]"},
        {"-", {{"jsonb", "1"}, {"text", "a"}}, "!invalid_parameter_value"},
        {"-", {{"jsonb", "{\"a\":1}"}, {"integer", "0"}}, "!invalid_parameter_value"},
        {"-", {{"jsonb", "{\"a\":1,\"b\":2}"}, {"text[]", "{a,b}"}}, "{}"},
        {"#-", {{"jsonb", "{\"a\":[1,2]}"}, {"text[]", "{a,0}"}}, "{\"a\": [2]}"},
        {"#-", {{"jsonb", "[1]"}, {"text[]", "{x}"}}, "!invalid_text_representation"},
    });
}

TEST(Jsonb, BuildsValues) {
    expectAll({
        {"jsonb_build_object", {{"text", "t"}, {"timestamptz", "2024-01-02 03:04:05.5"}, {"integer", "1"}, {"numeric", "1.50"}, {"text", "x"}, {"bytea", "\\x01ff"}}, "{\"1\": 1.50, \"t\": \"2024-01-02T03:04:05.5+00:00\", \"x\": \"\\\\x01ff\"}"},
        {"jsonb_build_object", {{"text", "bb"}, {"integer", "1"}, {"text", "a"}, {"double", "NaN"}}, "{\"a\": \"NaN\", \"bb\": 1}"},
        {"jsonb_build_object", {{"text", "a"}}, "!invalid_parameter_value"},
        {"jsonb_build_object", {{"text", null}, {"integer", "1"}}, "!invalid_parameter_value"},
        {"jsonb_build_array", {{"double", "1e20"}, {"integer[]", "{1,NULL}"}, {"boolean", "t"}, {"text", null}, {"interval", "1 day"}}, "[100000000000000000000, [1, null], true, null, \"1 day\"]"},
        {"to_jsonb", {{"text", "a\"b"}}, "\"a\\\"b\""},
        {"to_jsonb", {{"real", "1.1"}}, "1.1"},
    });
}

TEST(Jsonb, CastsToScalars) {
    expectAll({
        {"::integer", {{"jsonb", "1.5"}}, "2"},
        {"::boolean", {{"jsonb", "true"}}, "t"},
        {"::numeric", {{"jsonb", "1.10"}}, "1.10"},
        {"::integer", {{"jsonb", "\"1\""}}, "!invalid_parameter_value"},
        {"::integer", {{"jsonb", "null"}}, "!invalid_parameter_value"},
        {"::smallint", {{"jsonb", "99999"}}, "!numeric_value_out_of_range"},
        {"::double", {{"jsonb", "1e400"}}, "!numeric_value_out_of_range"},
        {"::text", {{"jsonb", "{\"a\":1}"}}, "{\"a\": 1}"},
    });
}

TEST(Jsonb, YieldsTheElementsOfAnArray) {
    expectAll({
        {"jsonb_array_elements", {{"jsonb", R"([1,"a",[2]])"}}, R"({1,"\"a\"",[2]})"},
        {"jsonb_array_elements_text", {{"jsonb", R"([1,"a",null])"}}, "{1,a,NULL}"},
        {"jsonb_array_elements", {{"jsonb", "5"}}, "!invalid_parameter_value"},
    });
}

} // namespace weir::expr::test
