// SPDX-License-Identifier: Apache-2.0
// What compile() accepts and refuses, with which condition and at which word.
#include "expr_fixture.h"

namespace weir::expr {
namespace {

using ExprCompile = ExprFixture;

TEST_F(ExprCompile, EvaluatesArithmeticAndComparison) {
    declare("a bigint, b bigint, x double precision");
    row({Datum::ofInt(7), Datum::ofInt(5), Datum::ofDouble(1.5)});
    EXPECT_EQ(value("a + b * 2").i, 17);
    EXPECT_TRUE(value("a > b").b);
    EXPECT_TRUE(value("x * 2 = 3").b);
    EXPECT_TRUE(holds("a > 5 AND NOT b = 7"));
}

TEST_F(ExprCompile, ANullConditionCountsAsFalse) {
    declare("a bigint");
    row({Datum{}});
    EXPECT_FALSE(holds("a > 5"));
    EXPECT_TRUE(value("a > 5").null);
}

TEST_F(ExprCompile, PointsAtTheMisspeltColumnAndOffersTheRightOne) {
    declare("amount bigint, region text");
    const auto d = refused("amuont > 5");
    EXPECT_EQ(d.code, "undefined_column");
    EXPECT_EQ(d.span, (Span{0, 6}));
    ASSERT_TRUE(d.fix);
    EXPECT_EQ(d.fix->replacement, "amount");
}

} // namespace
} // namespace weir::expr
