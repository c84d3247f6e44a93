// SPDX-License-Identifier: Apache-2.0
// aggregate: select list of aggregate functions by key or group, over all time or over windows; on a table with adder and
// subtractor. Bind and accumulator here; the operators are group_operator.cpp and its windowed sisters.
#include "common_fields.h"
#include "group_config.h"

#include "weir/expr/compile.h"

#include <fmt/format.h>

namespace weir {
namespace {

class AggregateAccumulator final : public Accumulator {
public:
    AggregateAccumulator(const AggregateConfig& config, TaskContext& task)
        : m_plan(config.plan), m_task(task), m_aggregator(config.plan), m_fixedBytes(config.plan.fixedSize() ? config.plan.emptyState().size() : 0), m_columns(config.plan.outputs().size()) {}

    std::size_t fixedBytes() const override { return m_fixedBytes; }
    bool applyInPlace(char* state, const Row& row, bool subtract) override {
        const auto inputs = m_task.inputs(row);
        return subtract ? m_aggregator.subtractInPlace(state, inputs, m_task.machine, m_task.arena) : m_aggregator.addInPlace(state, inputs, m_task.machine, m_task.arena);
    }
    bool begin(std::string_view& out) override {
        out = m_plan.emptyState();
        return true;
    }
    std::string_view beginWith(const Row&) override { return m_plan.emptyState(); }
    bool apply(std::string_view state, const Row& row, bool subtract, std::string_view& out) override {
        const auto inputs = m_task.inputs(row);
        return subtract ? m_aggregator.subtract(state, inputs, m_task.machine, m_task.arena, out) : m_aggregator.add(state, inputs, m_task.machine, m_task.arena, out);
    }
    bool merge(std::string_view older, std::string_view newer, std::string_view& out) override { return m_aggregator.merge(older, newer, m_task.machine, m_task.arena, out); }
    bool result(std::string_view state, Row& row) override {
        auto* columns = m_task.arena.allocateArray<Datum>(m_columns);
        if (!m_aggregator.result(state, row, m_task.nowMicros, m_task.machine, m_task.arena, {columns, m_columns})) return false;
        row.columns = columns;
        return true;
    }
    const expr::RunError& error() const override { return m_aggregator.error(); }

private:
    const expr::AggregatePlan& m_plan;
    TaskContext& m_task;
    expr::Aggregator m_aggregator;
    std::size_t m_fixedBytes;
    std::size_t m_columns;
};

void bindAggregate(BindContext& context) {
    auto* input = context.input("in");
    if (input == nullptr) return;
    AggregateConfig config;
    if (!bindGroup(context, *input, config)) return;
    const auto select = context.text("select");
    if (!select) return;
    const bool windowed = config.windows.has_value() || config.keyWindowing != Windowing::None;
    auto compiled = expr::compileAggregate(*select, {{input->type.side()}}, input->type.keyType, windowed);
    context.addAll("select", std::move(compiled.diagnostics));
    if (!compiled.plan) return;
    config.plan = compiled.plan;
    if (config.table && !config.plan.subtractable()) {
        std::string names;
        for (const auto& name : config.plan.notSubtractable()) names += (names.empty() ? "" : ", ") + name;
        context.error("select", names + " can't be taken back when a row of a table changes; on tables count, sum and avg can", "feature_not_supported");
        return;
    }
    context.bound().uses = {config.plan.uses().empty() ? expr::SideUse{} : config.plan.uses()[0]};
    finishGroup(context, *input, config, config.plan.outputs(), *select);
    context.finish(std::move(config));
}

} // namespace

std::unique_ptr<Accumulator> makeAggregateAccumulator(const AggregateConfig& config, TaskContext& task) { return std::make_unique<AggregateAccumulator>(config, task); }

NodeSpec aggregateSpec() {
    NodeSpec spec;
    spec.type = "aggregate";
    spec.title = "Aggregate";
    spec.category = "Stateful";
    spec.shape = NodeShape::Stateful;
    spec.summary = "Counts, sums and more, by key or group, over all time or over windows.";
    spec.help = "The select list holds aggregate functions: count(*), sum(x), min, max, avg, first, last, array_agg …, each with FILTER (WHERE …). "
                "With *group_by* the records go through a repartition topic, so that equal groups meet in one task.\n\n"
                "Late records update their window until the grace is over; then they are dropped, counted, and given to the port *late*. "
                "A session that a record extends or joins to another is deleted (its key with a NULL value) before the longer one comes. "
                "On a table a changed row is taken out of its old group and put into the new one; count, sum and avg can do that.";
    spec.keywords = {"groupBy", "groupByKey", "windowedBy", "count", "sum", "aggregate", "window", "tumbling", "hopping", "sliding", "session"};
    spec.fields = {
        {.name = "group_by", .kind = FieldKind::GroupBy, .label = "Group by", .help = "A SQL expression list; absent: by the record's key."},
        windowField({"tumbling", "hopping", "sliding", "session"}),
        selectField("A SQL select list of aggregate functions: count(*) AS orders, sum(amount) AS revenue."),
    };
    for (auto& field : groupFields()) spec.fields.push_back(std::move(field));
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}, {.name = "late", .optional = true}};
    spec.bind = bindAggregate;
    spec.make = [](OperatorContext& context) {
        const auto& config = context.config<AggregateConfig>();
        return makeGroup(context, config, makeAggregateAccumulator(config, context.task));
    };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "revenue-by-region",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "revenue", "type": "aggregate", "group_by": "region", "window": {"type": "tumbling", "size": "1m", "grace": "5s"}, "select": "count(*) AS orders, sum(amount) AS revenue"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "revenue"], ["revenue", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
{"topic":"orders","key":"o-4","value":{"customer":"cy","region":"eu","amount":10},"timestamp":70000}
)";
    return spec;
}

} // namespace weir
