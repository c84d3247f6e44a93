// SPDX-License-Identifier: Apache-2.0
// filter: the rows for which a condition is true. On a table a row that fails becomes a tombstone.
#include "common_fields.h"
#include "weir/processors/operator.h"

namespace weir {
namespace {

struct FilterConfig : BoundConfig {
    expr::Program where;
};

class FilterOperator final : public Operator {
public:
    explicit FilterOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_where(context.config<FilterConfig>().where), m_table(context.bound.outputs[0].type.isTable()),
          m_trims(context.needsOld || context.bound.wantsOld) {}

    void process(int, const Row& row, const Row* old) override {
        if (m_table) return update(row, old);
        const auto passes = m_task.machine.test(m_where, m_task.inputs(row), m_task.arena);
        if (!passes) return failed();
        if (*passes) forward(row);
    }

private:
    // Predicates are not called on a deleted row. Where old rows are at hand (something downstream takes them back, or the table is
    // materialised) a tombstone goes on only for a row that was there; else always (semantics.md, rule 7).
    void update(const Row& row, const Row* old) {
        bool passes = false;
        if (!row.valueNull) {
            const auto now = m_task.machine.test(m_where, m_task.inputs(row), m_task.arena);
            if (!now) return failed();
            passes = *now;
        }
        bool passed = false;
        if (old != nullptr) {
            const auto before = m_task.machine.test(m_where, m_task.inputs(*old), m_task.arena);
            if (!before) return failed();
            passed = *before;
        }
        if (passes) return forward(row, passed ? old : nullptr);
        if (m_trims && !passed) return;
        Row tombstone = row;
        tombstone.valueNull = true;
        tombstone.columns = nullptr;
        tombstone.value = {};
        forward(tombstone, passed ? old : nullptr);
    }

    const expr::Program& m_where;
    bool m_table;
    bool m_trims; ///< old rows are at hand
};

void bindFilter(BindContext& context) {
    const auto* input = context.input("in");
    if (input == nullptr) return;
    FilterConfig config;
    if (const auto where = context.text("where")) {
        auto condition = context.compileCondition("where", *where, inputScope(*input));
        config.where = std::move(condition.program);
        if (condition.constant == false) context.warn("where", "this is never true, so no record passes", "never_true");
    }
    if (config.where) context.bound().uses = {config.where.uses()[0]};
    context.bound().passesThrough = true;
    context.bound().wantsOld = input->type.isTable() && input->type.materialised;
    context.bound().summary = context.text("where").value_or("");
    context.output("out", input->type);
    context.finish(std::move(config));
}

} // namespace

NodeSpec filterSpec() {
    NodeSpec spec;
    spec.type = "filter";
    spec.title = "Filter";
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.summary = "Lets the records pass for which a condition is true.";
    spec.help = "NULL counts as false. On a table a row that fails becomes a tombstone, so that what it stood for disappears downstream too.";
    spec.keywords = {"filter", "where", "condition", "filterNot"};
    spec.fields = {{.name = "where", .kind = FieldKind::Condition, .required = true, .label = "Where", .help = "A SQL condition over the input's columns: amount > 100 AND region = 'eu'."}};
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = bindFilter;
    spec.make = [](OperatorContext& context) { return std::make_unique<FilterOperator>(context); };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "big-orders",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "big", "type": "filter", "where": "amount > 100 OR region = 'us'"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "big"], ["big", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
)";
    return spec;
}

} // namespace weir
