// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Array, MeasuresAndFinds) {
    expectAll({
        {"array_length", {{"integer[]", "{1,2,3}"}, {"integer", "1"}}, "3"},
        {"array_length", {{"integer[]", "{}"}, {"integer", "1"}}, "NULL"},
        {"array_length", {{"integer[]", "{1}"}, {"integer", "2"}}, "NULL"},
        {"cardinality", {{"integer[]", "{}"}}, "0"},
        {"array_position", {{"integer[]", "{1,NULL,3}"}, {"integer", "3"}}, "3"},
        {"array_position", {{"integer[]", "{1,NULL,3}"}, {"integer", null}}, "2"},
        {"array_position", {{"integer[]", "{1,1}"}, {"integer", "1"}, {"integer", "2"}}, "2"},
        {"array_position", {{"integer[]", "{1}"}, {"integer", "9"}}, "NULL"},
        {"array_upper", {{"integer[]", "{4,5}"}, {"integer", "1"}}, "2"},
    });
}

TEST(Array, JoinsAndRemoves) {
    expectAll({
        {"array_append", {{"integer[]", "{1}"}, {"integer", "2"}}, "{1,2}"},
        {"array_append", {{"integer[]", null}, {"integer", "2"}}, "{2}"},
        {"array_prepend", {{"integer", "0"}, {"integer[]", "{1}"}}, "{0,1}"},
        {"array_cat", {{"integer[]", "{1}"}, {"integer[]", "{2,3}"}}, "{1,2,3}"},
        {"array_cat", {{"integer[]", null}, {"integer[]", "{2}"}}, "{2}"},
        {"||", {{"integer[]", "{1}"}, {"integer", "2"}}, "{1,2}"},
        {"||", {{"integer[]", "{1}"}, {"integer[]", "{2}"}}, "{1,2}"},
        {"array_remove", {{"integer[]", "{1,NULL,1,2}"}, {"integer", "1"}}, "{NULL,2}"},
        {"array_remove", {{"integer[]", "{1,NULL}"}, {"integer", null}}, "{1}"},
        {"array_to_string", {{"integer[]", "{1,NULL,2}"}, {"text", "-"}}, "1-2"},
        {"array_to_string", {{"integer[]", "{1,NULL,2}"}, {"text", "-"}, {"text", "*"}}, "1-*-2"},
    });
}

TEST(Array, ComparesElementByElement) {
    expectAll({
        {"<", {{"integer[]", "{1,2}"}, {"integer[]", "{1,3}"}}, "t"},
        {"<", {{"integer[]", "{1}"}, {"integer[]", "{1,0}"}}, "t"},
        {"<", {{"integer[]", "{1,NULL}"}, {"integer[]", "{1,5}"}}, "f"},
        {"=", {{"integer[]", "{NULL}"}, {"integer[]", "{NULL}"}}, "t"},
        {"@>", {{"integer[]", "{1,2,3}"}, {"integer[]", "{3,1}"}}, "t"},
        {"@>", {{"integer[]", "{NULL}"}, {"integer[]", "{NULL}"}}, "f"},
        {"<@", {{"integer[]", "{}"}, {"integer[]", "{1}"}}, "t"},
        {"&&", {{"integer[]", "{1,2}"}, {"integer[]", "{2,3}"}}, "t"},
        {">", {{"text[]", "{b}"}, {"text[]", "{a,c}"}}, "t"},
    });
}

} // namespace weir::expr::test
