// SPDX-License-Identifier: Apache-2.0
// aggregate: select list of aggregate functions by key or group, over all time or over windows; on a table with adder and
// subtractor. Bind here; the operator is aggregate_operator.cpp.
#include "aggregate_config.h"
#include "common_fields.h"
#include "computed_key.h"

#include "weir/expr/compile.h"

#include <fmt/format.h>

namespace weir {
namespace {

/// The key that the rows are grouped by; says the repartition where one is needed.
bool bindGroup(BindContext& context, BoundInput& input) {
    const auto groupBy = context.text("group_by");
    Repartition repartition{.port = "in"};
    if (groupBy) {
        repartition.key = context.compileText("group_by", *groupBy, expr::Form::GroupBy, {{input.produced.side()}});
        if (!repartition.key) return false;
        const auto& outputs = repartition.key.outputs();
        repartition.keyFormat = computedKeyFormat(outputs);
        repartition.keyType = computedKeyType(outputs);
        if (outputs.size() > 1)
            for (const auto& column : outputs.columns) repartition.keyMembers.push_back(column.name);
    } else if (input.produced.isTable()) {
        context.error("group_by", "an aggregate of a table needs group_by: by its own key every group would be one row", "missing_key");
        return false;
    } else {
        if (input.produced.keyFormat == Format::None) {
            context.error("group_by", "the input has no key: say group_by", "missing_key");
            return false;
        }
        repartition.keyFormat = input.produced.keyFormat;
        repartition.keyType = input.produced.keyType;
    }
    repartition.table = input.produced.isTable();
    input.type = input.produced;
    input.type.keyFormat = repartition.keyFormat;
    input.type.keyType = repartition.keyType;
    input.type.keyChanged = false;
    if (groupBy) input.type.windowing = Windowing::None;
    if (groupBy || input.produced.keyChanged) context.repartition(std::move(repartition));
    return true;
}

std::string describeGroup(const BindContext& context, const std::optional<TimeWindows>& windows) {
    std::string out = context.text("group_by") ? "by " + *context.text("group_by") : std::string("by key");
    if (windows) out += ", " + describeWindows(*windows);
    return out;
}

void bindAggregate(BindContext& context) {
    auto* input = context.input("in");
    if (input == nullptr) return;
    AggregateConfig config;
    config.table = input->produced.isTable();
    config.windows = bindTimeWindows(context);
    if (context.field("window") != nullptr && !config.windows) return;
    if (config.table && config.windows) {
        context.error("window", "windows group a stream by time; a table has no such thing: put a to-stream before, or leave the window out", "wrong_object_type");
        return;
    }
    if (!bindGroup(context, *input)) return;
    const auto emit = context.text("emit").value_or("updates");
    config.emit = emit == "merged" ? AggregateConfig::Emit::Merged : emit == "final" ? AggregateConfig::Emit::Final : AggregateConfig::Emit::Updates;
    if (config.emit == AggregateConfig::Emit::Final && !config.windows) {
        context.error("emit", "final waits for a window to close: say a window, or emit updates", "invalid_parameter_value");
        return;
    }
    const auto select = context.text("select");
    if (!select) return;
    auto compiled = expr::compileAggregate(*select, {{input->type.side()}}, input->type.keyType, config.windows.has_value());
    context.addAll("select", std::move(compiled.diagnostics));
    if (!compiled.plan) return;
    config.plan = compiled.plan;
    if (config.table && !config.plan.subtractable()) {
        std::string names;
        for (const auto& name : config.plan.notSubtractable()) names += (names.empty() ? "" : ", ") + name;
        context.error("select", names + " can't be taken back when a row of a table changes; on tables count, sum and avg can", "feature_not_supported");
        return;
    }
    config.retentionMs = config.windows ? config.windows->sizeMs + config.windows->graceMs : -1;
    if (context.field("retention") != nullptr) {
        const auto retention = context.durationMs("retention");
        if (!retention) return;
        if (config.windows && *retention < config.retentionMs) {
            context.error("retention", "rows must be kept for at least size + grace, " + formatDuration(Milliseconds{config.retentionMs}), "invalid_parameter_value");
            return;
        }
        config.retentionMs = *retention;
    }
    EdgeType out = computedRow(input->type, config.plan.outputs());
    out.kind = EdgeKind::Table;
    out.materialised = true;
    out.keyChanged = false;
    out.windowing = config.windows ? Windowing::Time : input->type.windowing;
    if (config.windows) {
        out.windowSizeMs = config.windows->sizeMs;
        out.graceMs = config.windows->graceMs;
    }
    config.store = context.text("store").value_or(context.node().id);
    context.store({.name = config.store,
                   .kind = config.windows ? StoreSpec::Kind::Window : StoreSpec::Kind::KeyValue,
                   .retentionMs = config.retentionMs,
                   .schemaText = context.text("group_by").value_or("") + "; " + *select + "; " + (config.windows ? describeWindows(*config.windows) : std::string()),
                   .columns = out.columns});
    auto& bound = context.bound();
    bound.uses = {config.plan.uses().empty() ? expr::SideUse{} : config.plan.uses()[0]};
    bound.wantsOld = config.table;
    bound.summary = describeGroup(context, config.windows);
    const auto late = input->type;
    context.output("out", out);
    if (config.windows) context.output("late", late);
    context.finish(std::move(config));
}

} // namespace

NodeSpec aggregateSpec() {
    NodeSpec spec;
    spec.type = "aggregate";
    spec.title = "Aggregate";
    spec.category = "Stateful";
    spec.shape = NodeShape::Stateful;
    spec.summary = "Counts, sums and more, by key or group, over all time or over windows.";
    spec.help = "The select list holds aggregate functions: count(*), sum(x), min, max, avg, first, last, array_agg …, each with FILTER (WHERE …). "
                "With *group_by* the records go through a repartition topic, so that equal groups meet in one task. Late records update their window until the grace is over; then they are dropped and counted.";
    spec.keywords = {"groupBy", "groupByKey", "windowedBy", "count", "sum", "reduce", "aggregate", "window", "tumbling", "hopping"};
    spec.fields = {
        {.name = "group_by", .kind = FieldKind::GroupBy, .label = "Group by", .help = "A SQL expression list; absent: by the record's key."},
        windowField(),
        selectField("A SQL select list of aggregate functions: count(*) AS orders, sum(amount) AS revenue."),
        {.name = "emit", .kind = FieldKind::Choice, .fallback = "updates", .choices = {"updates", "merged", "final"}, .label = "Emit", .help = "Every update, the newest per key at each commit, or each window once when it has closed."},
        {.name = "retention", .kind = FieldKind::Duration, .label = "Retention", .help = "How long a window's row is kept; absent: size + grace.", .advanced = true},
        storeField(),
    };
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}, {.name = "late", .optional = true}};
    spec.bind = bindAggregate;
    spec.make = makeAggregate;
    return spec;
}

} // namespace weir
