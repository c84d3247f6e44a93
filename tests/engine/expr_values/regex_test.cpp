// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Regex, TakesTheLongestMatch) {
    expectAll({
        {"substring", {{"text", "foobar"}, {"text", "foo|foobar"}}, "foobar"},
        {"substring", {{"text", "abcd"}, {"text", "a|ab|abc"}}, "abc"},
        {"regexp_replace", {{"text", "foobar"}, {"text", "foo|foobar"}, {"text", "X"}}, "X"},
    });
}

TEST(Regex, HasPostgresSyntax) {
    expectAll({
        {"~", {{"text", "line1\nline2"}, {"text", "^line2"}}, "f"},
        {"~", {{"text", "line1\nline2"}, {"text", "(?n)^line2"}}, "t"},
        {"~", {{"text", "a\nb"}, {"text", "a.b"}}, "t"},
        {"~", {{"text", "a\nb"}, {"text", "(?n)a.b"}}, "f"},
        {"~", {{"text", "a.b"}, {"text", "***=a.b"}}, "t"},
        {"~", {{"text", "axb"}, {"text", "***=a.b"}}, "f"},
        {"~", {{"text", "ABC"}, {"text", "(?i)abc"}}, "t"},
        {"~", {{"text", "ab"}, {"text", "(?x) a b # c"}}, "t"},
        {"~", {{"text", "a"}, {"text", "\\x61"}}, "t"},
        {"~", {{"text", "é"}, {"text", "\\u00e9"}}, "t"},
        {"~", {{"text", "a"}, {"text", "\\A\\w\\Z"}}, "t"},
        {"~", {{"text", "x"}, {"text", "[[:alpha:]]"}}, "t"},
        {"~", {{"text", " "}, {"text", "[[:space:]]"}}, "t"},
        {"~", {{"text", "_"}, {"text", "[\\w]"}}, "t"},
        {"~", {{"text", "."}, {"text", "[.]"}}, "t"},
        {"~", {{"text", "]"}, {"text", "[]]"}}, "t"},
        {"~", {{"text", "-"}, {"text", "[a-]"}}, "t"},
        {"~", {{"text", "5"}, {"text", "[\\d\\s]"}}, "t"},
        {"~", {{"text", "a"}, {"text", "[\\D]"}}, "t"},
        {"~", {{"text", "{"}, {"text", "{"}}, "t"},
        {"~", {{"text", "a"}, {"text", "a(?#comment)"}}, "t"},
        {"~", {{"text", ""}, {"text", "a{0}"}}, "t"},
        {"~", {{"text", "b"}, {"text", "a||b"}}, "t"},
    });
}

TEST(Regex, RefusesWhatIsWrong) {
    expectAll({
        {"~", {{"text", "a"}, {"text", "a{2,1}"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "a{256}"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "a**"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "*a"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "("}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "a)"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "["}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "[z-a]"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "[[:foo:]]"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "\\"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "\\q"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "(?z)a"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "***a"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "^*"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "a{1}{2}"}}, "!invalid_regular_expression"},
        {"~", {{"text", "a"}, {"text", "\\xg"}}, "!invalid_regular_expression"},
    });
}

TEST(Regex, Replaces) {
    expectAll({
        {"regexp_replace", {{"text", "aaa"}, {"text", "a*"}, {"text", "b"}, {"text", "g"}}, "bb"},
        {"regexp_replace", {{"text", "xyz"}, {"text", "y?"}, {"text", "-"}, {"text", "g"}}, "-x--z-"},
        {"regexp_replace", {{"text", "foobarbaz"}, {"text", "b(..)"}, {"text", "X\\1Y"}, {"text", "g"}}, "fooXarYXazY"},
        {"regexp_replace", {{"text", "tel 555-1234"}, {"text", "(\\d{3})-(\\d{4})"}, {"text", "(\\1) \\2"}}, "tel (555) 1234"},
        {"regexp_replace", {{"text", "abc"}, {"text", "b"}, {"text", "[\\&\\\\]"}}, "a[b\\]c"},
        {"regexp_replace", {{"text", "ABC"}, {"text", "b"}, {"text", "x"}, {"text", "i"}}, "AxC"},
        {"regexp_replace", {{"text", "abc"}, {"text", "B"}, {"text", "x"}, {"text", "z"}}, "!invalid_parameter_value"},
        {"regexp_replace", {{"text", "a.b.c"}, {"text", "\\."}, {"text", "-"}, {"text", "g"}}, "a-b-c"},
        {"regexp_replace", {{"text", "数据123流"}, {"text", "[0-9]"}, {"text", "*"}, {"text", "g"}}, "数据***流"},
        {"regexp_replace", {{"text", "abc"}, {"text", "b"}, {"text", "\\9x"}}, "axc"},
        {"regexp_replace", {{"text", "abc"}, {"text", "b"}, {"text", "x"}, {"text", "1"}}, "!invalid_parameter_value"},
        {"regexp_replace", {{"text", "aXbXc"}, {"text", "X"}, {"text", "-"}, {"integer", "3"}}, "aXb-c"},
        {"regexp_replace", {{"text", "aXbXc"}, {"text", "X"}, {"text", "-"}, {"integer", "1"}, {"integer", "2"}}, "aXb-c"},
        {"regexp_replace", {{"text", "aXbXc"}, {"text", "x"}, {"text", "-"}, {"integer", "1"}, {"integer", "0"}, {"text", "i"}}, "a-b-c"},
        {"regexp_replace", {{"text", "a"}, {"text", "a"}, {"text", "b"}, {"integer", "0"}}, "!invalid_parameter_value"},
    });
}

TEST(Regex, MatchesGroups) {
    expectAll({
        {"regexp_match", {{"text", "foobarbequebaz"}, {"text", "(bar)(beque)"}}, "{bar,beque}"},
        {"regexp_match", {{"text", "abc"}, {"text", "b"}}, "{b}"},
        {"regexp_match", {{"text", "abc"}, {"text", "x"}}, "NULL"},
        {"regexp_match", {{"text", "ac"}, {"text", "a(b)?c"}}, "{NULL}"},
        {"regexp_match", {{"text", "a"}, {"text", "a"}, {"text", "g"}}, "!invalid_parameter_value"},
        {"substring", {{"text", "abc"}, {"text", "(.)c"}}, "b"},
        {"substring", {{"text", "abc"}, {"text", "x"}}, "NULL"},
        {"regexp_count", {{"text", "abab"}, {"text", "a|b"}}, "4"},
        {"regexp_like", {{"text", "ABC"}, {"text", "b"}, {"text", "i"}}, "t"},
        {"regexp_split_to_array", {{"text", "a1b22c"}, {"text", "\\d+"}}, "{a,b,c}"},
        {"regexp_split_to_array", {{"text", "abc"}, {"text", ""}}, "{a,b,c}"},
    });
}

TEST(Regex, RefusesWhatRe2CannotDo) {
    for (const char* pattern : {"(.)\\1", "a(?=b)", "a(?!b)", "a+?", "a{1,2}?", "\\yfoo", "foo\\M", "[[:<:]]a", "[[.a.]]", "(?b)a"})
        EXPECT_EQ(call("~", {{"text", "aa"}, {"text", pattern}}), "!feature_not_supported") << pattern;
}

} // namespace weir::expr::test
