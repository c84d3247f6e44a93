// SPDX-License-Identifier: Apache-2.0
// fold: an accumulator of the user's own, as select lists over `acc` and the input's row; without `init` the first row is the
// accumulator (reduce). On a table with adder and subtractor. Groups and windows are those of aggregate.
#include "common_fields.h"
#include "group_config.h"

#include "weir/expr/compile.h"
#include "weir/record/row_codec.h"

namespace weir {
namespace {

class FoldAccumulator final : public Accumulator {
public:
    FoldAccumulator(const FoldConfig& config, TaskContext& task) : m_config(config), m_task(task), m_codec(config.columns), m_columns(config.columns->size()) {}

    bool applyInPlace(char*, const Row&, bool) override { return false; }
    bool begin(std::string_view& out) override {
        auto* columns = columnsInArena();
        if (!m_task.machine.run(m_config.init, {{nullptr, nullptr}, m_task.nowMicros}, m_task.arena, {columns, m_columns})) return machineFailed();
        out = encode(columns);
        return true;
    }
    bool beginsWithRow() const override { return !m_config.init; }
    std::string_view beginWith(const Row& row) override { return encode(row.columns); }
    bool apply(std::string_view state, const Row& row, bool subtract, std::string_view& out) override {
        Row accumulator;
        if (!result(state, accumulator)) return false;
        auto* columns = columnsInArena();
        if (!m_task.machine.run(subtract ? m_config.remove : m_config.update, {{&row, &accumulator}, m_task.nowMicros}, m_task.arena, {columns, m_columns})) return machineFailed();
        out = encode(columns);
        if (!m_task.arena.overLimit()) return true;
        m_error = {"program_limit_exceeded", "an accumulator needs more memory than one record may take"};
        return false;
    }
    bool merge(std::string_view, std::string_view, std::string_view&) override {
        m_error = {"feature_not_supported", "a fold can't merge sessions"};
        return false;
    }
    bool result(std::string_view state, Row& row) override {
        auto* columns = columnsInArena();
        if (!m_codec.decode(state, m_task.arena, columns)) {
            m_error = {"data_corrupted", "an accumulator's bytes don't fit its columns"};
            return false;
        }
        row.columns = columns;
        row.valueNull = false;
        return true;
    }
    const expr::RunError& error() const override { return m_error; }

private:
    Datum* columnsInArena() { return m_task.arena.allocateArray<Datum>(m_columns == 0 ? 1 : m_columns); }
    std::string_view encode(const Datum* columns) {
        m_scratch.clear();
        m_codec.encode(columns, m_scratch);
        return m_task.arena.copy(m_scratch);
    }
    bool machineFailed() {
        m_error = m_task.machine.error();
        return false;
    }

    const FoldConfig& m_config;
    TaskContext& m_task;
    RowCodec m_codec;
    std::size_t m_columns;
    std::string m_scratch;
    expr::RunError m_error;
};

/// `update` or `remove`: a select list that gives the accumulator's columns.
expr::Program bindStep(BindContext& context, std::string_view field, const EdgeType& input, const SchemaPtr& columns) {
    const auto text = context.text(field);
    if (!text) return {};
    auto compiled = expr::compileAssigned(*text, {{input.side(), {.qualifier = "acc", .columns = columns, .pseudo = false, .unqualified = false}}}, *columns);
    context.addAll(field, std::move(compiled.diagnostics));
    return std::move(compiled.program);
}

void bindFold(BindContext& context) {
    auto* input = context.input("in");
    if (input == nullptr) return;
    if (context.text("window.type") == "session") {
        context.error("window.type", "a fold can't say how two sessions become one: use an aggregate, whose functions merge, or another window", "invalid_parameter_value");
        return;
    }
    FoldConfig config;
    if (!bindGroup(context, *input, config)) return;
    const auto init = context.text("init");
    if (init) {
        config.init = context.compileText("init", *init, expr::Form::SelectList, {});
        if (!config.init) return;
        config.columns = std::make_shared<const Schema>(config.init.outputs());
    } else {
        if (!input->type.columns) {
            context.error("init", "without init the first row is the accumulator, but the input has no columns: give it some (map-values, or value.schema at the source), or say init", "undefined_column");
            return;
        }
        config.columns = input->type.columns;
    }
    config.update = bindStep(context, "update", input->type, config.columns);
    if (!config.update) return;
    const bool removes = context.field("remove") != nullptr;
    if (removes && !config.table) {
        context.error("remove", "the records of a stream are never taken back: leave remove out, or fold a table", "invalid_parameter_value");
        return;
    }
    if (!removes && config.table) {
        context.error("remove", "a row of a table changes: say with remove how its old value leaves the accumulator (acc.n - 1 AS n)", "missing_field");
        return;
    }
    expr::SideUse use = config.update.uses()[0];
    if (removes) {
        config.remove = bindStep(context, "remove", input->type, config.columns);
        if (!config.remove) return;
        use = mergeUses(std::move(use), config.remove.uses()[0]);
    }
    if (!init) use.columns.assign(config.columns->size(), true);
    context.bound().uses = {std::move(use)};
    finishGroup(context, *input, config, *config.columns, init.value_or("") + "; " + context.text("update").value_or("") + "; " + context.text("remove").value_or(""));
    context.finish(std::move(config));
}

} // namespace

std::unique_ptr<Accumulator> makeFoldAccumulator(const FoldConfig& config, TaskContext& task) { return std::make_unique<FoldAccumulator>(config, task); }

NodeSpec foldSpec() {
    NodeSpec spec;
    spec.type = "fold";
    spec.title = "Fold";
    spec.category = "Stateful";
    spec.shape = NodeShape::Stateful;
    spec.summary = "Keeps an accumulator of your own for each group and changes it with every record.";
    spec.help = "*init* says what the accumulator begins as, *update* what a record makes of it: select lists, in which *acc.column* is the accumulator and a plain name a column of the input. "
                "Without *init* the first record is the accumulator (reduce); then *update* gives the input's columns. On a table *remove* takes a row's old value out again.\n\n"
                "What aggregate functions can say is better said with an aggregate: it can also merge sessions.";
    spec.keywords = {"fold", "reduce", "aggregate", "accumulator", "initializer", "adder", "subtractor"};
    spec.fields = {
        {.name = "group_by", .kind = FieldKind::GroupBy, .label = "Group by", .help = "A SQL expression list; absent: by the record's key."},
        windowField({"tumbling", "hopping", "sliding", "session"}),
        {.name = "init", .kind = FieldKind::SelectList, .label = "Init", .help = "A SQL select list of constants: 0 AS n, '' AS path. It gives the accumulator its columns and types; absent: the first record is the accumulator."},
        {.name = "update", .kind = FieldKind::SelectList, .required = true, .label = "Update", .help = "A SQL select list that gives every column of the accumulator: acc.n + 1 AS n."},
        {.name = "remove", .kind = FieldKind::SelectList, .label = "Remove", .help = "On a table: how a row's old value leaves the accumulator: acc.n - 1 AS n."},
    };
    for (auto& field : groupFields()) spec.fields.push_back(std::move(field));
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}, {.name = "late", .optional = true}};
    spec.bind = bindFold;
    spec.make = [](OperatorContext& context) {
        const auto& config = context.config<FoldConfig>();
        return makeGroup(context, config, makeFoldAccumulator(config, context.task));
    };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "last-and-largest",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "largest", "type": "fold", "group_by": "customer", "init": "0 AS orders, 0::bigint AS largest", "update": "acc.orders + 1 AS orders, GREATEST(acc.largest, amount) AS largest"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "largest"], ["largest", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
)";
    return spec;
}

} // namespace weir
