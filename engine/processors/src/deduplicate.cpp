// SPDX-License-Identifier: Apache-2.0
// deduplicate: the first record of each `by` within an event-time span. A record is passed over if one with an equal `by` went through
// with a timestamp at most `within` before or after its own. What is remembered is the place in the store's index, (by, timestamp).
#include "common_fields.h"
#include "computed_key.h"

#include "weir/core/time.h"
#include "weir/processors/operator.h"

namespace weir {
namespace {

struct DeduplicateConfig : BoundConfig {
    expr::Program by;
    std::int64_t withinMs = 0;
};

class DeduplicateOperator final : public Operator {
public:
    explicit DeduplicateOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<DeduplicateConfig>()), m_store(context.store(context.bound.stores[0].name)), m_by(m_config.by) {}

    void process(int, const Row& row, const Row*) override {
        const auto streamTime = m_store.observe(row.timestamp);
        Row by;
        expr::RunError error;
        if (!m_by.compute(m_task, row, by, error)) return failed(error);
        if (by.keyNull) return forward(row); // NULL equals nothing
        // What went through so long ago may be forgotten: nothing can be said of the record.
        if (row.timestamp + m_config.withinMs < streamTime) {
            m_counters.late.add();
            return forward(row, nullptr, 1);
        }
        if (!m_store.times(by.key, row.timestamp - m_config.withinMs, row.timestamp + m_config.withinMs).empty()) return m_counters.duplicate.add();
        m_store.addRow(by.key, row.timestamp, {});
        forward(row);
    }

    void afterCommit() override { m_store.expireBefore(m_store.observedTime() - 2 * m_config.withinMs); }

private:
    const DeduplicateConfig& m_config;
    Store& m_store;
    ComputedKey m_by;
};

void bindDeduplicate(BindContext& context) {
    if (!context.requireStream("in")) return;
    auto* input = context.input("in");
    if (input == nullptr) return;
    input->type = input->produced;
    DeduplicateConfig config;
    const auto by = context.text("by");
    const auto within = context.durationMs("within");
    if (!by || !within) return;
    config.by = context.compileText("by", *by, expr::Form::GroupBy, {{input->produced.side()}});
    if (!config.by) return;
    config.withinMs = *within;
    if (input->produced.keyChanged) context.repartition({.port = "in", .keyFormat = input->produced.keyFormat, .keyType = input->produced.keyType});
    auto& bound = context.bound();
    bound.uses = {config.by.uses().empty() ? expr::SideUse{} : config.by.uses()[0]};
    bound.passesThrough = true;
    bound.summary = "by " + *by + ", within " + formatDuration(Milliseconds{*within});
    context.store({.name = context.node().id + ".seen", .kind = StoreSpec::Kind::Seen, .retentionMs = 2 * *within, .schemaText = *by});
    context.output("out", input->type);
    context.output("late", input->type);
    context.finish(std::move(config));
}

} // namespace

NodeSpec deduplicateSpec() {
    NodeSpec spec;
    spec.type = "deduplicate";
    spec.title = "Deduplicate";
    spec.category = "Stateful";
    spec.shape = NodeShape::Stateful;
    spec.summary = "Lets the first record of each value through and drops its repetitions within a time span.";
    spec.help = "Records are the same if *by* is the same and their timestamps are at most *within* apart. A NULL is the same as nothing, so such records pass. "
                "Repetitions are found among records of the same partition: those with one key.\n\n"
                "A record older than *within* behind the newest one is late: it is dropped, counted, and given to the port *late*.";
    spec.keywords = {"deduplicate", "distinct", "unique", "idempotent"};
    spec.fields = {
        {.name = "by", .kind = FieldKind::GroupBy, .required = true, .label = "By", .help = "A SQL expression list: order_id."},
        {.name = "within", .kind = FieldKind::Duration, .required = true, .label = "Within", .help = "How far apart in event time two records may be and still be the same."},
    };
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}, {.name = "late", .optional = true}};
    spec.bind = bindDeduplicate;
    spec.make = [](OperatorContext& context) { return std::make_unique<DeduplicateOperator>(context); };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "first-of-each-customer",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "first", "type": "deduplicate", "by": "customer", "within": "10s"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "first"], ["first", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
)";
    return spec;
}

} // namespace weir
