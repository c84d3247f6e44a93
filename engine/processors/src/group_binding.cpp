// SPDX-License-Identifier: Apache-2.0
#include "common_fields.h"
#include "computed_key.h"
#include "group_config.h"

#include "weir/core/time.h"

#include <algorithm>

namespace weir {
namespace {

std::optional<Fix> groupByFix(const BindContext& context, const BoundInput& input) {
    const auto column = keyColumn(input);
    if (column.empty()) return {};
    return Fix{"Group by " + column, {SetField{context.node().id, "group_by", column}}};
}

/// The key that the rows are grouped by; says the repartition where one is needed.
bool bindGroupKey(BindContext& context, BoundInput& input, GroupConfig& config) {
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
        context.error("group_by", context.node().type + " on a table needs group_by: by its own key every group would be one row", "missing_key", {}, groupByFix(context, input));
        return false;
    } else {
        if (input.produced.keyFormat == Format::None) {
            context.error("group_by", "the input has no key: say group_by", "missing_key", {}, groupByFix(context, input));
            return false;
        }
        if (config.windows && input.produced.windowed()) {
            context.error("group_by", "the key has a window already; say group_by (\"_key\" is the key within its window)", "invalid_parameter_value", {},
                          Fix{"Group by _key", {SetField{context.node().id, "group_by", "_key"}}});
            return false;
        }
        repartition.keyFormat = input.produced.keyFormat;
        repartition.keyType = input.produced.keyType;
        config.keyWindowing = input.produced.windowing;
        config.keyWindowMs = input.produced.windowSizeMs;
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

bool bindRetention(BindContext& context, GroupConfig& config) {
    if (config.windows) config.retentionMs = config.windows->retentionMs();
    if (context.field("retention") == nullptr) return true;
    const auto retention = context.durationMs("retention");
    if (!retention) return false;
    if (!config.windows) {
        context.error("retention", "without a window the rows are kept for ever: leave the retention out, or say a window", "invalid_parameter_value", {},
                      Fix{"Remove the field retention", {SetField{context.node().id, "retention", {}}}});
        return false;
    }
    const auto least = config.windows->sizeMs + config.windows->graceMs;
    if (*retention < least) {
        const bool session = config.windows->type == Windows::Type::Session;
        context.error("retention", std::string("rows must be kept for at least ") + (session ? "gap" : "size") + " + grace, " + formatDuration(Milliseconds{least}), "invalid_parameter_value");
        return false;
    }
    config.retentionMs = std::max(*retention, config.retentionMs);
    return true;
}

} // namespace

std::vector<FieldSpec> groupFields() {
    return {
        {.name = "emit", .kind = FieldKind::Choice, .fallback = "updates", .choices = {"updates", "merged", "final"}, .label = "Emit", .help = "Every update, the newest per key at each commit, or each window once when it has closed."},
        {.name = "retention", .kind = FieldKind::Duration, .label = "Retention", .help = "How long a window's row is kept; absent: size + grace (a session: gap + grace).", .advanced = true},
        storeField(),
    };
}

bool bindGroup(BindContext& context, BoundInput& input, GroupConfig& config) {
    config.table = input.produced.isTable();
    if (input.produced.kind == EdgeKind::GlobalTable) return context.requireTable("in");
    config.windows = bindWindows(context);
    if (context.field("window") != nullptr && !config.windows) return false;
    if (config.table && config.windows) {
        context.error("window", "windows group a stream by time; a table has no such thing: put a to-stream before, or leave the window out", "wrong_object_type", {}, context.nodeBefore("in", "to-stream"));
        return false;
    }
    if (!bindGroupKey(context, input, config)) return false;
    const auto emit = context.text("emit").value_or("updates");
    config.emit = emit == "merged" ? GroupConfig::Emit::Merged : emit == "final" ? GroupConfig::Emit::Final : GroupConfig::Emit::Updates;
    if (config.emit == GroupConfig::Emit::Final && !config.windows) {
        context.error("emit", "final waits for a window to close: say a window, or emit updates", "invalid_parameter_value", {}, Fix{"Set emit to updates", {SetField{context.node().id, "emit", "updates"}}});
        return false;
    }
    const auto* window = context.node().field("window");
    if (config.emit == GroupConfig::Emit::Final && window != nullptr && window->object() != nullptr && window->member("grace") == nullptr)
        context.note("window.grace", "without a grace it is 24 hours: each window comes out that long after its end; say how late records may be", "missing_grace",
                     Fix{"Set window.grace to 1m", {SetField{context.node().id, "window.grace", "1m"}}});
    return bindRetention(context, config);
}

void finishGroup(BindContext& context, const BoundInput& input, GroupConfig& config, const Schema& columns, std::string meaning) {
    EdgeType out = computedRow(input.type, columns);
    out.kind = EdgeKind::Table;
    out.materialised = true;
    out.keyChanged = false;
    if (const auto& windows = config.windows) {
        out.windowing = windows->windowing();
        out.session = windows->type == Windows::Type::Session;
        out.windowSizeMs = out.session ? 0 : windows->sizeMs;
        out.gapMs = out.session ? windows->sizeMs : 0;
        out.graceMs = windows->graceMs;
    }
    config.store = context.text("store").value_or(context.node().id);
    context.store({.name = config.store,
                   .kind = !config.windows ? StoreSpec::Kind::KeyValue : config.windows->type == Windows::Type::Session ? StoreSpec::Kind::Session : StoreSpec::Kind::Window,
                   .retentionMs = config.retentionMs,
                   .schemaText = context.text("group_by").value_or("") + "; " + meaning + "; " + (config.windows ? describeWindows(*config.windows) : std::string()),
                   .columns = out.columns});
    auto& bound = context.bound();
    bound.wantsOld = config.table;
    bound.summary = context.text("group_by") ? "by " + *context.text("group_by") : std::string("by key");
    if (config.windows) bound.summary += ", " + describeWindows(*config.windows);
    const auto late = input.type;
    context.output("out", std::move(out));
    if (config.windows) context.output("late", late);
}

} // namespace weir
