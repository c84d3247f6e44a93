// SPDX-License-Identifier: Apache-2.0
#include "call.h"

namespace weir::expr::test {

TEST(Text, CountsAndCutsCharacters) {
    expectAll({
        {"length", {{"text", "a🙂b"}}, "3"},
        {"octet_length", {{"text", "a🙂b"}}, "6"},
        {"substring", {{"text", "hello"}, {"integer", "-1"}}, "hello"},
        {"substring", {{"text", "hello"}, {"integer", "2"}, {"integer", "3"}}, "ell"},
        {"substring", {{"text", "中文字符"}, {"integer", "2"}, {"integer", "2"}}, "文字"},
        {"substring", {{"text", "x"}, {"integer", "1"}, {"integer", "-1"}}, "!substring_error"},
        {"substring", {{"text", "hello"}, {"integer", "-1"}, {"integer", "4"}}, "he"},
        {"left", {{"text", "hello"}, {"integer", "-2"}}, "hel"},
        {"right", {{"text", "中文字符"}, {"integer", "2"}}, "字符"},
        {"left", {{"text", "a"}, {"integer", "-5"}}, ""},
        {"substring", {{"bytea", "\\x010203"}, {"integer", "2"}, {"integer", "1"}}, "\\x02"},
        {"reverse", {{"text", "a🙂b"}}, "b🙂a"},
        {"ascii", {{"text", "中"}}, "20013"},
        {"chr", {{"integer", "20013"}}, "中"},
        {"chr", {{"integer", "0"}}, "!program_limit_exceeded"},
        {"chr", {{"integer", "-1"}}, "!invalid_parameter_value"},
        {"chr", {{"integer", "55296"}}, "!program_limit_exceeded"},
    });
}

TEST(Text, PadsAndTrims) {
    expectAll({
        {"lpad", {{"text", "abc"}, {"integer", "5"}, {"text", "xy"}}, "xyabc"},
        {"lpad", {{"text", "hello"}, {"integer", "2"}, {"text", "xy"}}, "he"},
        {"rpad", {{"text", "abc"}, {"integer", "7"}, {"text", "中文"}}, "abc中文中文"},
        {"lpad", {{"text", "abc"}, {"integer", "5"}, {"text", ""}}, "abc"},
        {"lpad", {{"text", "abc"}, {"integer", "-1"}}, ""},
        {"btrim", {{"text", "  pad  "}}, "pad"},
        {"btrim", {{"text", "xyaxy"}, {"text", "yx"}}, "a"},
        {"ltrim", {{"text", "中中a中"}, {"text", "中"}}, "a中"},
        {"rtrim", {{"text", "abccc"}, {"text", "c"}}, "ab"},
        {"repeat", {{"text", "ab"}, {"integer", "3"}}, "ababab"},
        {"repeat", {{"text", "ab"}, {"integer", "-3"}}, ""},
    });
}

TEST(Text, SearchesAndReplaces) {
    expectAll({
        {"strpos", {{"text", "éa中"}, {"text", "中"}}, "3"},
        {"position", {{"text", "abc"}, {"text", ""}}, "1"},
        {"strpos", {{"text", "abc"}, {"text", "z"}}, "0"},
        {"replace", {{"text", "中文中"}, {"text", "中"}, {"text", ""}}, "文"},
        {"replace", {{"text", "abc"}, {"text", ""}, {"text", "x"}}, "abc"},
        {"translate", {{"text", "12345"}, {"text", "143"}, {"text", "ax"}}, "a2x5"},
        {"split_part", {{"text", "a,b,c"}, {"text", ","}, {"integer", "2"}}, "b"},
        {"split_part", {{"text", "a,b,c"}, {"text", ","}, {"integer", "-1"}}, "c"},
        {"split_part", {{"text", "a,b,c"}, {"text", ","}, {"integer", "0"}}, "!invalid_parameter_value"},
        {"split_part", {{"text", "a,b,c"}, {"text", ","}, {"integer", "9"}}, ""},
        {"split_part", {{"text", "abc"}, {"text", ""}, {"integer", "1"}}, "abc"},
        {"starts_with", {{"text", "abc"}, {"text", ""}}, "t"},
        {"string_to_array", {{"text", "a,b,,c"}, {"text", ","}, {"text", ""}}, "{a,b,NULL,c}"},
    });
}

TEST(Text, MatchesLikePatterns) {
    expectAll({
        {"~~", {{"text", ""}, {"text", "%"}}, "t"},
        {"~~", {{"text", ""}, {"text", "_"}}, "f"},
        {"~~", {{"text", "abc"}, {"text", "a%c"}}, "t"},
        {"~~", {{"text", "中"}, {"text", "_"}}, "t"},
        {"~~", {{"text", "a_b"}, {"text", "a\\_b"}}, "t"},
        {"~~", {{"text", "axb"}, {"text", "a\\_b"}}, "f"},
        {"~~", {{"text", "abc"}, {"text", "abc\\"}}, "f"},
        {"~~", {{"text", "ab"}, {"text", "abc\\"}}, "f"},
        {"~~", {{"text", "xaxbxc"}, {"text", "%a%b%c"}}, "t"},
        {"~~", {{"text", "aaa"}, {"text", "%a%a%a%a"}}, "f"},
        {"~~*", {{"text", "ABC"}, {"text", "%b%"}}, "t"},
        {"!~~", {{"text", "abc"}, {"text", "%b%"}}, "f"},
        {"like_escape", {{"text", "a!%b"}, {"text", "!"}}, "a\\%b"},
        {"like_escape", {{"text", "a\\b"}, {"text", "!"}}, "a\\\\b"},
        {"like_escape", {{"text", "a"}, {"text", "ab"}}, "!invalid_escape_sequence"},
        {"like_escape", {{"text", "a\\%"}, {"text", ""}}, "a\\\\%"},
    });
}

TEST(Text, BuildsText) {
    expectAll({
        {"concat", {{"text", "a"}, {"integer", "5"}, {"boolean", "t"}, {"text", null}}, "a5t"},
        {"concat_ws", {{"text", ","}, {"text", "a"}, {"text", null}, {"text", ""}}, "a,"},
        {"concat_ws", {{"text", null}, {"text", "a"}}, "NULL"},
        {"format", {{"text", "%s-%I-%L-%%"}, {"text", "a"}, {"text", "B c"}, {"text", "it's"}}, "a-\"B c\"-'it''s'-%"},
        {"format", {{"text", "%2$s %1$s"}, {"text", "a"}, {"text", "b"}}, "b a"},
        {"format", {{"text", "[%-5s][%5s]"}, {"text", "a"}, {"text", "b"}}, "[a    ][    b]"},
        {"format", {{"text", "[%*s]"}, {"integer", "4"}, {"text", "x"}}, "[   x]"},
        {"format", {{"text", "%z"}, {"text", "a"}}, "!invalid_parameter_value"},
        {"format", {{"text", "%s"}, {"text", null}}, ""},
        {"format", {{"text", "%I"}, {"text", null}}, "!null_value_not_allowed"},
        {"format", {{"text", "%s %s"}, {"text", "a"}}, "!invalid_parameter_value"},
        {"format", {{"text", "%"}, {"text", "a"}}, "!invalid_parameter_value"},
    });
}

TEST(Text, EncodesAndHashes) {
    expectAll({
        {"md5", {{"text", "中文"}}, "a7bac2239fcdcb3a067903d8077c4a07"},
        {"md5", {{"text", ""}}, "d41d8cd98f00b204e9800998ecf8427e"},
        {"encode", {{"bytea", "\\x00ff"}, {"text", "hex"}}, "00ff"},
        {"encode", {{"bytea", "\\x616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161"}, {"text", "base64"}}, "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\nYWFh"},
        {"encode", {{"bytea", "\\x5c80"}, {"text", "escape"}}, "\\\\\\200"},
        {"encode", {{"bytea", "\\x00"}, {"text", "zz"}}, "!invalid_parameter_value"},
        {"decode", {{"text", "YWJj"}, {"text", "base64"}}, "\\x616263"},
        {"decode", {{"text", "YQ"}, {"text", "base64"}}, "!invalid_parameter_value"},
        {"decode", {{"text", "a\\001"}, {"text", "escape"}}, "\\x6101"},
        {"decode", {{"text", "0g"}, {"text", "hex"}}, "!invalid_parameter_value"},
        {"initcap", {{"text", "hello-world foo"}}, "Hello-World Foo"},
    });
}

TEST(Text, MapsCaseByUnicode) {
    expectAll({
        {"upper", {{"text", "éß中ж"}}, "Éß中Ж"},
        {"lower", {{"text", "ÀΣЖ"}}, "àσж"},
        {"~~*", {{"text", "ÉTUDE"}, {"text", "é%"}}, "t"},
    });
}

TEST(Text, StaysWithinTheMemoryOfARecord) {
    expectAll({
        {"repeat", {{"text", "0123456789"}, {"integer", "2147483647"}}, "!program_limit_exceeded"},
        {"lpad", {{"text", "a"}, {"integer", "2147483647"}}, "!program_limit_exceeded"},
        {"format", {{"text", "%2147483647s"}, {"text", "a"}}, "!program_limit_exceeded"},
    });
}

} // namespace weir::expr::test
