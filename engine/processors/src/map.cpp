// SPDX-License-Identifier: Apache-2.0
// map and select-key: a new key (and, for map, new columns). A later stateful node repartitions.
#include "common_fields.h"
#include "computed_key.h"
#include "weir/processors/operator.h"

#include <fmt/format.h>
#include <optional>

namespace weir {
namespace {

struct MapConfig : BoundConfig {
    expr::Program key;
    expr::Program select; ///< null: the row passes unchanged (select-key)
};

class MapOperator final : public Operator {
public:
    explicit MapOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<MapConfig>()), m_key(m_config.key),
          m_columns(m_config.select ? m_config.select.outputs().size() : 0) {}

    void process(int, const Row& row, const Row*) override {
        Row out = row;
        expr::RunError error;
        if (!m_key.compute(m_task, row, out, error)) return failed(error);
        if (m_config.select) {
            out.valueRaw = false;
            out.value = {};
            if (!row.valueNull) {
                auto* columns = m_task.arena.allocateArray<Datum>(m_columns);
                if (!m_task.machine.run(m_config.select, m_task.inputs(row), m_task.arena, {columns, m_columns})) return failed();
                out.columns = columns;
            }
        }
        forward(out);
    }

private:
    const MapConfig& m_config;
    ComputedKey m_key;
    std::size_t m_columns;
};

void bindMap(BindContext& context, bool withSelect) {
    if (!context.requireStream("in")) return;
    const auto* input = context.input("in");
    if (input == nullptr) return;
    const auto scope = inputScope(*input);
    MapConfig config;
    config.key = context.compile("key", expr::Form::Scalar, scope);
    if (withSelect) config.select = context.compile("select", expr::Form::SelectList, scope);
    if (!config.key || (withSelect && !config.select)) return;
    auto use = config.key.uses()[0];
    auto type = input->type;
    if (withSelect) {
        type = computedRow(type, config.select.outputs());
        use = mergeUses(use, config.select.uses()[0]);
    }
    type.keyFormat = computedKeyFormat(config.key.outputs());
    type.keyType = computedKeyType(config.key.outputs());
    type.keyChanged = true;
    type.windowing = Windowing::None;
    context.bound().uses = {use};
    context.bound().passesThrough = !withSelect;
    context.bound().summary = fmt::format("key {}", context.text("key").value_or(""));
    context.output("out", type);
    context.finish(std::move(config));
}

FieldSpec keyField() { return {.name = "key", .kind = FieldKind::Scalar, .required = true, .label = "Key", .help = "A SQL expression over the input's columns: the new key."}; }

NodeSpec mapLike(bool withSelect) {
    NodeSpec spec;
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.fields = {keyField()};
    if (withSelect) spec.fields.push_back(selectField("A SQL select list: the new value's columns."));
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = [withSelect](BindContext& context) { bindMap(context, withSelect); };
    spec.make = [](OperatorContext& context) { return std::make_unique<MapOperator>(context); };
    return spec;
}

} // namespace

NodeSpec mapSpec() {
    NodeSpec spec = mapLike(true);
    spec.type = "map";
    spec.title = "Map";
    spec.summary = "Computes a new key and new columns.";
    spec.help = "Changing the key means that a later stateful node goes through a repartition topic. If the key stays, *Map values* is cheaper.";
    spec.keywords = {"map", "select", "rekey"};
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "orders-by-region",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "by-region", "type": "map", "key": "region", "select": "customer, amount"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "by-region"], ["by-region", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
)";
    return spec;
}

NodeSpec selectKeySpec() {
    NodeSpec spec = mapLike(false);
    spec.type = "select-key";
    spec.title = "Select key";
    spec.summary = "Gives each record a new key; the value stays.";
    spec.help = "A later stateful node (an aggregate, a join) goes through a repartition topic, so that equal keys meet in one task.";
    spec.keywords = {"selectKey", "rekey", "partition by", "key by"};
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "orders-by-customer",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "by-customer", "type": "select-key", "key": "customer"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "by-customer"], ["by-customer", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
)";
    return spec;
}

} // namespace weir
