// SPDX-License-Identifier: Apache-2.0
// Aggregates: states in place and rewritten, inverses, merges, errors that leave the state alone, and the sketches' errors.
#include "weir/expr/compile.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace weir::expr {
namespace {

class Aggregates : public ::testing::Test {
protected:
    void use(std::string_view schema, std::string_view select) {
        Side side;
        side.columns = parseSchema(schema).schema;
        ASSERT_TRUE(side.columns);
        m_scope.sides.assign(1, side);
        auto compiled = compileAggregate(select, m_scope, Type{TypeId::Text}, false);
        ASSERT_TRUE(compiled.plan) << compiled.diagnostics.front().message;
        m_plan = compiled.plan;
        m_aggregator.emplace(m_plan);
        m_state = std::string(m_plan.emptyState());
    }
    std::string refused(std::string_view select) const {
        const auto compiled = compileAggregate(select, m_scope, Type{TypeId::Text}, false);
        return compiled.plan ? "accepted" : compiled.diagnostics.front().code;
    }
    bool add(std::vector<Datum> values, bool remove = false) {
        Row row;
        row.columns = values.data();
        row.valueNull = false;
        Inputs in;
        in.sides[0] = &row;
        m_arena.reset();
        if (m_plan.fixedSize()) return remove ? m_aggregator->subtractInPlace(m_state.data(), in, m_machine, m_arena) : m_aggregator->addInPlace(m_state.data(), in, m_machine, m_arena);
        std::string_view next;
        if (!(remove ? m_aggregator->subtract(m_state, in, m_machine, m_arena, next) : m_aggregator->add(m_state, in, m_machine, m_arena, next))) return false;
        m_state = std::string(next);
        return true;
    }
    bool addInts(std::initializer_list<std::int64_t> values) {
        return std::all_of(values.begin(), values.end(), [&](std::int64_t v) { return add({Datum::ofInt(v)}); });
    }
    std::vector<Datum> result(const Row& group = {}) {
        std::vector<Datum> out(m_plan.outputs().size());
        EXPECT_TRUE(m_aggregator->result(m_state, group, 0, m_machine, m_result, out)) << m_aggregator->error().message;
        return out;
    }

    Scope m_scope;
    AggregatePlan m_plan;
    std::optional<Aggregator> m_aggregator;
    std::string m_state;
    Machine m_machine;
    Arena m_arena;
    Arena m_result;
};

TEST_F(Aggregates, CountSumAndAverageStandInAFixedState) {
    use("a bigint", "count(*) AS n, count(a) AS some, sum(a), avg(a), min(a), max(a)");
    EXPECT_TRUE(m_plan.fixedSize());
    EXPECT_TRUE(addInts({4, -2, 7}));
    EXPECT_TRUE(add({Datum{}}));
    const auto out = result();
    EXPECT_EQ(out[0].i, 4);
    EXPECT_EQ(out[1].i, 3);
    EXPECT_EQ(out[2].i, 9);
    EXPECT_EQ(out[3].d, 3);
    EXPECT_EQ(out[4].i, -2);
    EXPECT_EQ(out[5].i, 7);
    EXPECT_EQ(m_plan.notSubtractable(), (std::vector<std::string>{"min", "max"}));
}

TEST_F(Aggregates, AnEmptyGroupHasCountZeroAndNulls) {
    use("a bigint", "count(*) AS n, sum(a), avg(a), bool_and(a > 0) AS b");
    const auto out = result();
    EXPECT_EQ(out[0].i, 0);
    for (std::size_t i = 1; i < 4; ++i) EXPECT_TRUE(out[i].null);
}

TEST_F(Aggregates, AnErrorLeavesTheStateUnchanged) {
    use("a bigint", "count(*) AS n, sum(a)");
    EXPECT_TRUE(add({Datum::ofInt(INT64_MAX)}));
    const auto before = m_state;
    EXPECT_FALSE(add({Datum::ofInt(1)}));
    EXPECT_EQ(m_aggregator->error().condition, "numeric_value_out_of_range");
    EXPECT_EQ(m_state, before);
}

TEST_F(Aggregates, SubtractingTakesBackWhatWasAdded) {
    use("a bigint", "count(*) AS n, sum(a), avg(a), sum(a::numeric) AS exact, sum(a::double precision) AS d");
    EXPECT_TRUE(m_plan.subtractable());
    EXPECT_TRUE(addInts({5, 8}));
    EXPECT_TRUE(add({Datum::ofInt(5)}, true));
    EXPECT_EQ(result()[1].i, 8);
    EXPECT_TRUE(add({Datum::ofInt(8)}, true));
    const auto out = result();
    EXPECT_EQ(out[0].i, 0);
    for (std::size_t i = 1; i < 5; ++i) EXPECT_TRUE(out[i].null) << i;
}

TEST_F(Aggregates, MergingPutsTheOlderValuesFirst) {
    use("a bigint", "array_agg(a) AS all_of_them, first(a), last(a), sum(a), stddev_samp(a::double precision) AS s, max(a::text) AS t");
    EXPECT_TRUE(addInts({1, 2}));
    const auto older = m_state;
    m_state = std::string(m_plan.emptyState());
    EXPECT_TRUE(addInts({4}));
    std::string_view merged;
    ASSERT_TRUE(m_aggregator->merge(older, m_state, m_machine, m_result, merged));
    m_state = std::string(merged);
    const auto out = result();
    const auto& all = arrayOf(out[0]);
    ASSERT_EQ(all.length, 3U);
    EXPECT_EQ(all.elements[0].i, 1);
    EXPECT_EQ(all.elements[2].i, 4);
    EXPECT_EQ(out[1].i, 1);
    EXPECT_EQ(out[2].i, 4);
    EXPECT_EQ(out[3].i, 7);
    EXPECT_NEAR(out[4].d, std::sqrt(7.0 / 3.0), 1e-12);
    EXPECT_EQ(out[5].bytes(), "4");
}

TEST_F(Aggregates, FiltersAndTheGroupsOwnColumns) {
    use("a bigint", "count(*) FILTER (WHERE a > 2) AS big, _key AS who, _timestamp AS at");
    EXPECT_TRUE(addInts({1, 2, 3, 4}));
    Row group;
    group.key = "eu";
    group.keyNull = false;
    group.timestamp = 99;
    const auto out = result(group);
    EXPECT_EQ(out[0].i, 2);
    EXPECT_EQ(out[1].bytes(), "eu");
    EXPECT_EQ(out[2].i, 99);
    EXPECT_EQ(m_plan.uses()[0].columns, (std::vector<bool>{true}));
}

TEST_F(Aggregates, RefusesWhatPostgresRefuses) {
    use("a bigint, s text", "count(*) AS n");
    EXPECT_EQ(refused("a, count(*) AS n"), "grouping_error");
    EXPECT_EQ(refused("sum(s) AS x"), "undefined_function");
    EXPECT_EQ(refused("sum(sum(a)) AS x"), "grouping_error");
    EXPECT_EQ(refused("count(DISTINCT a) AS x"), "feature_not_supported");
    EXPECT_EQ(refused("array_agg(a ORDER BY a) AS x"), "feature_not_supported");
    EXPECT_EQ(refused("sum(a) OVER () AS x"), "feature_not_supported");
    EXPECT_EQ(refused("approx_percentile(a, a) AS x"), "invalid_parameter_value");
    EXPECT_EQ(refused("sum(a) + 1"), "missing_alias");
    EXPECT_EQ(refused("*"), "grouping_error");
}

TEST_F(Aggregates, DistinctCountsStayWithinThreePercent) {
    use("a bigint", "approx_count_distinct(a) AS n");
    std::int64_t added = 0;
    for (const std::int64_t wanted : {1, 100, 1000, 5000, 20000, 60000}) {
        for (; added < wanted; ++added) ASSERT_TRUE(add({Datum::ofInt(added * 7919)}));
        ASSERT_TRUE(add({Datum::ofInt(0)})); // seen before
        EXPECT_NEAR(static_cast<double>(result()[0].i), static_cast<double>(wanted), 0.03 * static_cast<double>(wanted) + 0.5);
    }
}

TEST_F(Aggregates, PercentilesStayWithinOnePercentOfRank) {
    use("x double precision", "approx_percentile(x, 0.5) AS p50, approx_percentile(x, 0.99) AS p99, approx_percentile(x, 0) AS p0");
    constexpr int count = 20000;
    for (int i = 0; i < count; ++i) ASSERT_TRUE(add({Datum::ofDouble((i * 7919) % count)}));
    const auto out = result();
    EXPECT_NEAR(out[0].d, 0.5 * count, 0.01 * count);
    EXPECT_NEAR(out[1].d, 0.99 * count, 0.01 * count);
    EXPECT_EQ(out[2].d, 0);
}

TEST_F(Aggregates, TopKKeepsTheLargestDescending) {
    use("a bigint", "top_k(a, 3) AS top");
    EXPECT_TRUE(addInts({5, 1, 9, 7, 9}));
    const auto out = result();
    const auto& top = arrayOf(out[0]);
    ASSERT_EQ(top.length, 3U);
    EXPECT_EQ(top.elements[0].i, 9);
    EXPECT_EQ(top.elements[1].i, 9);
    EXPECT_EQ(top.elements[2].i, 7);
}

} // namespace
} // namespace weir::expr
