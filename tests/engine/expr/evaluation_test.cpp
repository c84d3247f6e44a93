// SPDX-License-Identifier: Apache-2.0
// Order of evaluation, early stops, folding and typing.
#include "expr_fixture.h"

namespace weir::expr {
namespace {

using ExprEvaluation = ExprFixture;

TEST_F(ExprEvaluation, StopsEarlyLeftToRight) {
    declare("a bigint, b bigint");
    row({Datum::ofInt(7), Datum::ofInt(0)});
    EXPECT_FALSE(holds("b <> 0 AND a / b > 1"));
    EXPECT_TRUE(holds("b = 0 OR a / b > 1"));
    EXPECT_EQ(fails("a / b > 1 AND b <> 0"), "division_by_zero");
    EXPECT_EQ(value("CASE WHEN b = 0 THEN a ELSE a / b END").i, 7);
    EXPECT_EQ(value("COALESCE(a, a / b)").i, 7);
    EXPECT_EQ(fails("GREATEST(a, a / b)"), "division_by_zero");
    EXPECT_EQ(fails("NULLIF(a / b, 1)"), "division_by_zero");
}

TEST_F(ExprEvaluation, FoldingNeverAddsOrRemovesAnError) {
    declare("a bigint");
    row({Datum::ofInt(1)});
    EXPECT_EQ(value("CASE WHEN a = 1 THEN a ELSE 1 / 0 END").i, 1);
    EXPECT_EQ(fails("1 / 0"), "division_by_zero");
    EXPECT_EQ(fails("(a / 0) + NULL::bigint"), "division_by_zero");
    EXPECT_EQ(fails("2147483647 + 1"), "numeric_value_out_of_range");
    EXPECT_EQ(value("COALESCE(a, 1 / 0)").i, 1);
}

TEST_F(ExprEvaluation, WhatIsConstantIsComputedOnce) {
    declare("a bigint");
    row({Datum::ofInt(3)});
    EXPECT_TRUE(holds("a IN (1, 1 + 2, 5)"));
    EXPECT_TRUE(holds("a BETWEEN -1 AND 2 * 2"));
    EXPECT_TRUE(holds("a::text = ANY('{3,4}')"));
}

TEST_F(ExprEvaluation, UntypedLiteralsTakeTheOtherSidesType) {
    declare("a bigint, x double precision, s text");
    row({Datum::ofInt(3), Datum::ofDouble(1.5), Datum::ofBytes("abc")});
    EXPECT_TRUE(holds("a = '3'"));
    EXPECT_TRUE(holds("x < 'NaN'"));
    EXPECT_EQ(refused("a = 'three'").code, "invalid_text_representation");
    EXPECT_EQ(refused("a = 'three'").span, (Span{4, 11}));
    EXPECT_EQ(refused("s = 3").code, "undefined_function");
    EXPECT_EQ(refused("CASE WHEN a > 1 THEN a ELSE 'x' END").code, "invalid_text_representation");
    EXPECT_EQ(refused("COALESCE(a, s)").code, "datatype_mismatch");
}

TEST_F(ExprEvaluation, IntegersOverflowByTheirWidth) {
    declare("i integer, n smallint, a bigint");
    row({Datum::ofInt(2147483647), Datum::ofInt(32767), Datum::ofInt(INT64_MIN)});
    EXPECT_EQ(fails("i + 1"), "numeric_value_out_of_range");
    EXPECT_EQ(value("i + 1::bigint").i, 2147483648);
    EXPECT_EQ(fails("n + n"), "numeric_value_out_of_range");
    EXPECT_EQ(value("n + 1").i, 32768);
    EXPECT_EQ(fails("-a"), "numeric_value_out_of_range");
    EXPECT_EQ(fails("a / -1"), "numeric_value_out_of_range");
    EXPECT_EQ(value("a % -1").i, 0);
    EXPECT_EQ(fails("a - 1"), "numeric_value_out_of_range");
}

TEST_F(ExprEvaluation, RowsCompareFromTheirFirstPart) {
    declare("a bigint, s text");
    row({Datum::ofInt(1), Datum::ofBytes("b")});
    EXPECT_TRUE(holds("(a, s) < (1, 'c')"));
    EXPECT_FALSE(holds("(a, s) < (1, 'b')"));
    EXPECT_TRUE(holds("(a, s) <= (1, 'b')"));
    EXPECT_TRUE(value("(a, NULL::text) < (1, s)").null);
    EXPECT_TRUE(holds("(a, s) IN ((2, 'b'), (1, 'b'))"));
}

TEST_F(ExprEvaluation, OneMachineRunsManyPrograms) {
    declare("s text");
    row({Datum::ofBytes("abc")});
    const auto first = program("s ~ '^a'", Form::Condition);
    const auto second = program("s ~ 'x$'", Form::Condition);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(m_machine.test(first, inputs(), m_arena).value());
        EXPECT_FALSE(m_machine.test(second, inputs(), m_arena).value());
    }
}

TEST_F(ExprEvaluation, PseudoColumnsComeFromTheRecord) {
    declare("a bigint");
    row({Datum::ofInt(1)});
    const std::string topic = "orders";
    m_row.timestamp = 1700000000000;
    m_row.key = "k-1";
    m_row.keyNull = false;
    m_row.value = R"({"a": 1, "b": [1.10]})";
    m_row.valueRaw = true;
    m_row.origin = {&topic, 3, 42};
    m_row.headers = {1, std::string_view("\x02t\x04hi", 5)};
    EXPECT_EQ(value("_timestamp").i, 1700000000000);
    EXPECT_EQ(value("_key").bytes(), "k-1");
    EXPECT_EQ(value("_topic || _partition || '/' || _offset").bytes(), "orders3/42");
    EXPECT_EQ(value("_value -> 'b' ->> 0").bytes(), "1.10");
    EXPECT_EQ(value("_headers::text").bytes(), R"([["t", "aGk="]])");
    m_row.valueRaw = false;
    EXPECT_EQ(value("_value::text").bytes(), R"({"a": 1})");
    EXPECT_EQ(refused("_window_start").code, "undefined_column");
    m_scope.sides.front().windowed = true;
    m_row.windowStart = 60000;
    EXPECT_EQ(value("_window_start").i, 60000);
}

} // namespace
} // namespace weir::expr
