// SPDX-License-Identifier: Apache-2.0
// What compile() accepts and refuses: conditions, spans, names of columns, what a program reads.
#include "expr_fixture.h"

namespace weir::expr {
namespace {

using ExprCompile = ExprFixture;

ReplaceText replacementOf(const Diagnostic& d) { return d.fix && d.fix->steps.size() == 1 ? std::get<ReplaceText>(d.fix->steps.front()) : ReplaceText{}; }

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

TEST_F(ExprCompile, AMissingRowReadsAsNulls) {
    declare("a bigint");
    Inputs none;
    Datum out = Datum::ofInt(1);
    EXPECT_TRUE(m_machine.run(program("a"), none, m_arena, {&out, 1}));
    EXPECT_TRUE(out.null);
}

TEST_F(ExprCompile, PointsAtTheMisspeltColumnAndOffersTheRightOne) {
    declare("amount bigint, region text");
    const auto d = refused("1 + amuont > 5");
    EXPECT_EQ(d.code, "undefined_column");
    EXPECT_EQ(d.span, (Span{4, 10}));
    ASSERT_TRUE(d.fix);
    EXPECT_EQ(replacementOf(d).text, "amount");
    EXPECT_EQ(replacementOf(d).span, d.span);
}

TEST_F(ExprCompile, OffersTheQuotedNameWhereOnlyTheCaseDiffers) {
    declare("\"orderId\" bigint");
    const auto d = refused("orderId");
    EXPECT_EQ(d.code, "undefined_column");
    ASSERT_TRUE(d.fix);
    EXPECT_EQ(replacementOf(d).text, "\"orderId\"");
}

TEST_F(ExprCompile, SpansCountBytesBehindLettersOfSeveralBytes) {
    declare("a bigint");
    EXPECT_EQ(refused("'中' = nosuch").span, (Span{8, 14}));
    EXPECT_EQ(refused("'中' || ) ").span, (Span{9, 10}));
}

TEST_F(ExprCompile, ReportsEveryMistake) {
    declare("a bigint");
    const auto compiled = compile("nope + 1, other AS x, a AS x", Form::SelectList, m_scope);
    std::vector<std::string> codes;
    for (const auto& d : compiled.diagnostics) codes.push_back(d.code);
    EXPECT_EQ(codes, (std::vector<std::string>{"undefined_column", "missing_alias", "undefined_column", "duplicate_column"}));
}

TEST_F(ExprCompile, NamesColumnsAsPostgresDoesAndAsksForOtherNames) {
    declare("a bigint, s text");
    const auto compiled = compile("a, upper(s), a * 2 AS twice, *", Form::SelectList, m_scope);
    EXPECT_EQ(compiled.diagnostics.front().code, "duplicate_column");
    const auto outputs = program("a, upper(s), a * 2 AS twice", Form::SelectList).outputs();
    EXPECT_EQ(outputs.columns[0].name, "a");
    EXPECT_EQ(outputs.columns[1].name, "upper");
    EXPECT_EQ(outputs.columns[2].name, "twice");
    EXPECT_EQ(refused("a * 2", Form::SelectList).code, "missing_alias");
    EXPECT_TRUE(program("a * 2", Form::GroupBy));
    EXPECT_EQ(refused("a * 2, s", Form::GroupBy).code, "missing_alias");
}

TEST_F(ExprCompile, KnowsWhichColumnsAProgramReads) {
    declare("a bigint, b bigint, c bigint");
    const auto uses = program("CASE WHEN a > 1 THEN _timestamp ELSE c END").uses();
    EXPECT_EQ(uses.at(0).columns, (std::vector<bool>{true, false, true}));
    EXPECT_FALSE(uses[0].key);
    EXPECT_TRUE(program("_key").uses()[0].key);
    EXPECT_TRUE(program("a").deterministic());
    EXPECT_FALSE(program("_offset").deterministic());
    EXPECT_FALSE(program("now()").deterministic());
}

TEST_F(ExprCompile, AJoinsSidesAreNamedOrAmbiguous) {
    declare("id bigint, amount bigint");
    Side right = m_scope.sides.front();
    m_scope.sides.front().qualifier = "l";
    right.qualifier = "r";
    m_scope.sides.push_back(right);
    EXPECT_EQ(refused("amount").code, "ambiguous_column");
    EXPECT_EQ(refused("x.amount").code, "undefined_table");
    EXPECT_EQ(refused("l.nope").code, "undefined_column");
    const auto uses = program("l.id = r.amount").uses();
    EXPECT_EQ(uses[0].columns, (std::vector<bool>{true, false}));
    EXPECT_EQ(uses[1].columns, (std::vector<bool>{false, true}));
    EXPECT_EQ(program("l.*, r.amount AS paid", Form::SelectList).outputs().size(), 3U);
}

TEST_F(ExprCompile, RefusesEverythingButATargetList) {
    declare("a bigint");
    for (const auto* text : {"", " -- nothing", "a FROM t", "a; a", "DISTINCT a", "ALL a", "a UNION SELECT 1", "a INTO t", "a LIMIT 1", "a AS b", "a, a", "*"})
        EXPECT_EQ(refused(text).code, "syntax_error") << text;
    for (const auto* text : {"(SELECT 1)", "$1", "EXISTS (SELECT 1)", "current_date"}) EXPECT_EQ(refused(text).code, "feature_not_supported") << text;
    const auto d = refused("user = 'x'");
    EXPECT_EQ(d.code, "feature_not_supported");
    EXPECT_EQ(replacementOf(d).text, "\"user\"");
}

TEST_F(ExprCompile, FlatSelectsYieldArraysForTheSetReturningColumns) {
    declare("tags text[], a bigint");
    const auto compiled = compile("a, unnest(tags) AS tag", Form::FlatSelect, m_scope);
    ASSERT_TRUE(compiled.program) << compiled.diagnostics.front().message;
    EXPECT_EQ(compiled.flat, (std::vector<bool>{false, true}));
    EXPECT_EQ(compiled.program.outputs().columns[1].type, Type{TypeId::Text});
    EXPECT_EQ(refused("upper(unnest(tags)) AS tag", Form::FlatSelect).code, "feature_not_supported");
    EXPECT_EQ(refused("unnest(tags)", Form::SelectList).code, "feature_not_supported");
}

TEST_F(ExprCompile, AssignsByNameInTheOrderOfTheTargets) {
    declare("a bigint, x double precision");
    Schema targets;
    targets.columns = {{"total", Type{TypeId::BigInt}}, {"name", Type{TypeId::Text}}};
    const auto compiled = compileAssigned("a::text AS name, x AS total", m_scope, targets);
    ASSERT_TRUE(compiled.program) << compiled.diagnostics.front().message;
    EXPECT_EQ(compiled.program.outputs().columns[0].name, "total");
    EXPECT_EQ(compileAssigned("a AS name", m_scope, targets).diagnostics.front().code, "undefined_column");
    EXPECT_EQ(compileAssigned("'x'::jsonb AS total, 'n' AS name", m_scope, targets).diagnostics.front().code, "invalid_text_representation");
    EXPECT_TRUE(assignmentCast(Type{TypeId::Double}, Type{TypeId::BigInt}));
    EXPECT_FALSE(assignmentCast(Type{TypeId::Text}, Type{TypeId::BigInt}));
}

TEST(ParseSchema, WarnsOfCapitalsAndRefusesWhatIsNoColumn) {
    const auto folded = parseSchema("orderId bigint, \"itemId\" text");
    ASSERT_TRUE(folded.schema);
    EXPECT_EQ(folded.schema->columns[0].name, "orderid");
    EXPECT_EQ(folded.schema->columns[1].name, "itemId");
    ASSERT_EQ(folded.diagnostics.size(), 1U);
    EXPECT_EQ(folded.diagnostics[0].severity, Severity::Warning);
    EXPECT_EQ(replacementOf(folded.diagnostics[0]).text, "\"orderId\"");
    for (const auto& [text, code] : std::vector<std::pair<const char*, const char*>>{{"a date", "feature_not_supported"},
                                                                                     {"a timestamp", "feature_not_supported"},
                                                                                     {"a bigint NOT NULL", "feature_not_supported"},
                                                                                     {"a nosuch", "undefined_object"},
                                                                                     {"a bigint, a text", "duplicate_column"},
                                                                                     {"a bigint); DROP TABLE x; --", "syntax_error"},
                                                                                     {"", "syntax_error"}}) {
        const auto parsed = parseSchema(text);
        EXPECT_FALSE(parsed.schema) << text;
        ASSERT_FALSE(parsed.diagnostics.empty()) << text;
        EXPECT_EQ(parsed.diagnostics.front().code, code) << text;
    }
}

} // namespace
} // namespace weir::expr
