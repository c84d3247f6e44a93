// SPDX-License-Identifier: Apache-2.0
// map-values: a select list over each row's columns; the key stays.
#include "common_fields.h"
#include "weir/processors/operator.h"

#include <fmt/format.h>

namespace weir {
namespace {

struct MapValuesConfig : BoundConfig {
    expr::Program select;
};

class MapValuesOperator final : public Operator {
public:
    explicit MapValuesOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_select(context.config<MapValuesConfig>().select), m_columns(m_select.outputs().size()) {}

    void process(int, const Row& row, const Row* old) override {
        Row out;
        if (!map(row, out)) return;
        if (old == nullptr) return forward(out);
        Row oldOut;
        if (map(*old, oldOut)) forward(out, &oldOut);
    }

private:
    bool map(const Row& row, Row& out) {
        out = row;
        out.valueRaw = false;
        out.value = {};
        if (row.valueNull) return true;
        auto* columns = m_task.arena.allocateArray<Datum>(m_columns);
        if (!m_task.machine.run(m_select, m_task.inputs(row), m_task.arena, {columns, m_columns})) {
            failed();
            return false;
        }
        out.columns = columns;
        return true;
    }

    const expr::Program& m_select;
    std::size_t m_columns;
};

void bindMapValues(BindContext& context) {
    const auto* input = context.input("in");
    if (input == nullptr) return;
    MapValuesConfig config;
    config.select = context.compile("select", expr::Form::SelectList, inputScope(*input));
    if (!config.select) return;
    context.bound().uses = {config.select.uses()[0]};
    context.bound().summary = context.text("select").value_or("");
    context.output("out", computedRow(input->type, config.select.outputs()));
    context.finish(std::move(config));
}

} // namespace

NodeSpec mapValuesSpec() {
    NodeSpec spec;
    spec.type = "map-values";
    spec.title = "Map values";
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.summary = "Computes new columns; the key stays.";
    spec.help = "The select list's columns are the new value. A NULL value passes as NULL. Since the key stays, nothing is repartitioned later on.";
    spec.keywords = {"mapValues", "select", "project", "transformValues"};
    spec.fields = {selectField("A SQL select list: order_id, amount * qty AS total. An expression needs a name (AS …).")};
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = bindMapValues;
    spec.make = [](OperatorContext& context) { return std::make_unique<MapValuesOperator>(context); };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "net-amounts",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "net", "type": "map-values", "select": "upper(customer) AS customer, amount * 100 / 119 AS net"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "net"], ["net", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
)";
    return spec;
}

} // namespace weir
