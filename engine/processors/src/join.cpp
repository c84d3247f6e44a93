// SPDX-License-Identifier: Apache-2.0
// join: what its inputs are decides which join it is. Bind here; each kind's operator is a file of its own.
#include "join_config.h"

#include "common_fields.h"

#include <fmt/format.h>

namespace weir {
namespace {

std::string kindWord(const EdgeType& type) { return type.kind == EdgeKind::Stream ? "stream" : type.kind == EdgeKind::Table ? "table" : "global table"; }

/// An input whose key changed since the last repartition goes through one.
void repartitionIfChanged(BindContext& context, BoundInput& input) {
    input.type = input.produced;
    if (!input.produced.keyChanged) return;
    input.type.keyChanged = false;
    context.repartition({.port = input.port, .keyFormat = input.produced.keyFormat, .keyType = input.produced.keyType, .table = input.produced.isTable()});
}

void bindJoin(BindContext& context) {
    auto* left = context.input("left");
    auto* right = context.input("right");
    if (left == nullptr || right == nullptr) return;
    JoinConfig config;
    const auto how = context.text("how").value_or("inner");
    config.how = how == "left" ? JoinConfig::How::Left : how == "outer" ? JoinConfig::How::Outer : JoinConfig::How::Inner;
    if (left->produced.kind != EdgeKind::Stream || right->produced.kind != EdgeKind::Table) {
        context.error("port:right", fmt::format("a join of a {} with a {} is not in this version yet; a stream (left) with a table (right) is", kindWord(left->produced), kindWord(right->produced)), "feature_not_supported");
        return;
    }
    if (config.how == JoinConfig::How::Outer) {
        context.error("how", "a stream joins a table inner or left: the table's changes trigger nothing, so its unmatched rows have no moment to appear", "invalid_parameter_value");
        return;
    }
    for (const char* field : {"within", "foreign_key", "on"})
        if (context.field(field) != nullptr) context.error(field, fmt::format("{} has no meaning when a stream joins a table: they meet by key, now", field), "invalid_parameter_value");
    repartitionIfChanged(context, *left);
    repartitionIfChanged(context, *right);
    if (left->type.keyFormat != right->type.keyFormat || left->type.keyType != right->type.keyType) {
        context.error("port:left", fmt::format("the stream's key is {} ({}), the table's is {} ({}): give the stream the table's key with select-key", typeName(left->type.keyType), formatName(left->type.keyFormat),
                                               typeName(right->type.keyType), formatName(right->type.keyFormat)), "datatype_mismatch");
        return;
    }
    const expr::Scope scope{{left->type.side("l"), right->type.side("r")}};
    config.select = context.compile("select", expr::Form::SelectList, scope);
    if (!config.select) return;
    config.leftType = left->type;
    config.rightType = right->type;
    config.leftUse = config.select.uses()[0];
    config.rightUse = config.select.uses()[1];
    auto& bound = context.bound();
    bound.uses.assign(bound.inputs.size(), {});
    for (std::size_t i = 0; i < bound.inputs.size(); ++i) bound.uses[i] = bound.inputs[i].port == "left" ? config.leftUse : config.rightUse;
    std::string schemaText = context.text("select").value_or("");
    context.store({.name = context.node().id + ".right", .schemaText = std::move(schemaText), .columns = right->type.columns});
    bound.summary = fmt::format("{} join on key", how);
    auto out = computedRow(left->type, config.select.outputs());
    context.output("out", out);
    context.finish(std::move(config));
}

} // namespace

NodeSpec joinSpec() {
    NodeSpec spec;
    spec.type = "join";
    spec.title = "Join";
    spec.category = "Stateful";
    spec.shape = NodeShape::Stateful;
    spec.summary = "Brings two inputs together by key.";
    spec.help = "A stream and a table: each record of the stream meets the row that its key has in the table at that moment. In the select list the sides are *l* and *r*.";
    spec.keywords = {"join", "leftJoin", "outerJoin", "enrich", "lookup"};
    FieldSpec within{.name = "within", .kind = FieldKind::Duration, .label = "Within", .help = "Two streams: how far apart in event time two records may be.", .advanced = true};
    within.members = {{.name = "before", .kind = FieldKind::Duration, .required = true, .label = "Before"}, {.name = "after", .kind = FieldKind::Duration, .required = true, .label = "After"}};
    spec.fields = {
        {.name = "how", .kind = FieldKind::Choice, .fallback = "inner", .choices = {"inner", "left", "outer"}, .label = "How", .help = "Inner: only what has a partner. Left: also what has none on the right, with NULLs."},
        selectField("A SQL select list over l.column and r.column: l.order_id, r.name AS customer."),
        within,
        {.name = "grace", .kind = FieldKind::Duration, .label = "Grace", .help = "Two streams: how long to wait for late records.", .advanced = true},
        {.name = "foreign_key", .kind = FieldKind::Scalar, .label = "Foreign key", .help = "Two tables: an expression over the left row's columns that names the right row's key.", .advanced = true},
        {.name = "on", .kind = FieldKind::Scalar, .label = "On", .help = "A global table: an expression over the left row's columns that names the right row's key.", .advanced = true},
    };
    addErrorFields(spec.fields);
    spec.inputs = {{"left"}, {"right"}};
    spec.outputs = {{"out"}};
    spec.bind = bindJoin;
    spec.make = makeStreamTableJoin;
    return spec;
}

} // namespace weir
