// SPDX-License-Identifier: Apache-2.0
// Texts made to break the compiler: they are refused or evaluated, never a crash, and nothing grows without bound.
#include "expr_fixture.h"

#include <array>
#include <rapidcheck/gtest.h>

namespace weir::expr {
namespace {

using ExprHostile = ExprFixture;

std::string repeated(std::string_view part, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

TEST_F(ExprHostile, ALongChainWithinTheCapsIsEvaluated) {
    declare("a bigint");
    row({Datum::ofInt(1)});
    EXPECT_EQ(value("a" + repeated("+a", 990)).i, 991);
    EXPECT_EQ(value(repeated("- ", 990) + "a").i, 1);
    EXPECT_TRUE(holds(repeated("NOT ", 990) + "a = 1"));
    EXPECT_EQ(value(repeated("CASE WHEN a = 0 THEN 0 ELSE ", 200) + "7" + repeated(" END", 200)).i, 7);
    EXPECT_TRUE(holds("a = 1" + repeated(" AND a = 1", 490)));
}

TEST_F(ExprHostile, MoreTokensBytesOrBracketsAreRefusedBeforeParsing) {
    declare("a bigint");
    EXPECT_EQ(refused("a" + repeated("+a", 1000)).code, "program_limit_exceeded");
    EXPECT_EQ(refused("'" + repeated("x", 17000) + "'").code, "program_limit_exceeded");
    EXPECT_EQ(refused(repeated("(", 65) + "a" + repeated(")", 65)).code, "statement_too_complex");
    EXPECT_TRUE(program(repeated("(", 64) + "a" + repeated(")", 64)));
    EXPECT_EQ(refused(repeated("(", 15000)).code, "statement_too_complex");
    EXPECT_EQ(refused(repeated("[", 70)).code, "statement_too_complex");
}

TEST_F(ExprHostile, BytesThatAreNoTextAreRefused) {
    declare("a bigint");
    EXPECT_EQ(refused(std::string_view("a\0+1", 4)).code, "syntax_error");
    EXPECT_EQ(refused("'\xff'").code, "character_not_in_repertoire");
    EXPECT_EQ(refused("'\xed\xa0\x80'").code, "character_not_in_repertoire");
}

TEST_F(ExprHostile, NestedBetweenDoesNotGrowTheProgramExponentially) {
    declare("p boolean");
    row({Datum::ofBool(true)});
    std::string text = "p";
    for (int i = 0; i < 40; ++i) text = "(" + text + " BETWEEN SYMMETRIC false AND true)";
    EXPECT_TRUE(holds(text));
    text = "p";
    for (int i = 0; i < 40; ++i) text = "NULLIF(" + text + ", false)";
    EXPECT_TRUE(holds(text));
    text = "p";
    for (int i = 0; i < 40; ++i) text = "(" + text + " IS DISTINCT FROM false)";
    EXPECT_TRUE(holds(text));
}

TEST_F(ExprHostile, AConstantThatGrowsIsNotFoldedAndIsCappedAtRun) {
    declare("a bigint");
    row({Datum::ofInt(1)});
    const auto error = fails("length(repeat(repeat('x', 1000000), 1000))");
    EXPECT_TRUE(error == "program_limit_exceeded" || error == "out_of_memory") << error;
}

TEST_F(ExprHostile, ManyWideFieldsOfFormatAreCappedTogether) {
    declare("s text");
    row({Datum::ofBytes("x")});
    EXPECT_EQ(fails("format('" + repeated("%9999999s", 100) + "'" + repeated(", s", 100) + ")"), "program_limit_exceeded");
    EXPECT_EQ(fails("format('%99999999999s', s)"), "numeric_value_out_of_range");
}

TEST_F(ExprHostile, LongPartsAndArraysAreFoundInLinearTime) {
    declare("s text");
    row({Datum::ofBytes("x")});
    EXPECT_EQ(value("strpos(repeat('a', 4000000), repeat('a', 100000) || 'b')").i, 0);
    EXPECT_FALSE(holds("string_to_array(repeat('b,', 200000), ',') && string_to_array(repeat('c,', 200000) || 'c', ',')"));
}

TEST_F(ExprHostile, AnArrayComparedWithAnyOfALiteralIsRefused) {
    declare("g bigint[]");
    EXPECT_EQ(refused("g = ANY ('{1,2}')").code, "undefined_object");
    EXPECT_EQ(refused("array_append(NULL, g)").code, "undefined_object");
}

TEST_F(ExprHostile, LiteralsBeyondTheirTypesAreErrorsNotCrashes) {
    declare("a bigint");
    row({Datum::ofInt(1)});
    EXPECT_EQ(refused("'99999999999999999999'::bigint").code, "numeric_value_out_of_range");
    EXPECT_EQ(refused("1e999999").code, "numeric_value_out_of_range");
    EXPECT_TRUE(program("1" + repeated("0", 1000) + " > a"));
    EXPECT_EQ(refused("a::varchar(0)").code, "invalid_parameter_value");
    EXPECT_EQ(refused("a::numeric(2000)").code, "invalid_parameter_value");
}

RC_GTEST_FIXTURE_PROP(ExprHostile, AnyRunOfTokensIsAnsweredOrRefused, (const std::vector<std::uint8_t>& choices)) {
    static constexpr std::array<std::string_view, 44> words{"a",    "s",    "p",       "1",      "2.5",   "'x'",   "NULL", "(",     ")",      "[",        "]",
                                                            "+",    "-",    "*",       "/",      "%",     "=",     "<",    "||",    "->",     "::text",   "::bigint",
                                                            "AND",  "OR",   "NOT",     "IS",     "NULL",  "CASE",  "WHEN", "THEN",  "ELSE",   "END",      "BETWEEN",
                                                            "IN",   ",",    "lower(",  "sum(",   "LIKE",  "ANY(",  "ARRAY[", "AS x", "l.a",   "DISTINCT", "."};
    if (m_scope.sides.empty()) {
        declare("a bigint, s text, p boolean");
        row({Datum::ofInt(3), Datum::ofBytes("abc"), Datum::ofBool(true)});
    }
    std::string text;
    for (const auto choice : choices) (text += words[choice % words.size()]) += ' ';
    const auto compiled = compile(text, Form::Scalar, m_scope);
    RC_ASSERT(static_cast<bool>(compiled.program) != hasErrors(compiled.diagnostics));
    if (!compiled.program) return;
    Datum out;
    if (!m_machine.run(compiled.program, inputs(), m_arena, {&out, 1})) RC_ASSERT(!m_machine.error().condition.empty());
}

} // namespace
} // namespace weir::expr
