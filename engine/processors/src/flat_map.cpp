// SPDX-License-Identifier: Apache-2.0
// flat-map-values and flat-map: one record to none or many. unnest() in the select list spreads an array over rows.
#include "common_fields.h"
#include "computed_key.h"
#include "weir/processors/operator.h"

#include <algorithm>
#include <optional>

namespace weir {
namespace {

struct FlatMapConfig : BoundConfig {
    expr::Program select;
    std::vector<bool> flat; ///< which outputs are arrays to spread
    expr::Program key;      ///< null: the key stays
};

class FlatMapOperator final : public Operator {
public:
    explicit FlatMapOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<FlatMapConfig>()), m_values(m_config.select.outputs().size()) {
        if (m_config.key) m_key.emplace(m_config.key);
    }

    void process(int, const Row& row, const Row*) override {
        if (row.valueNull) return; // nothing to spread
        if (!m_task.machine.run(m_config.select, m_task.inputs(row), m_task.arena, m_values)) return failed();
        Row out = row;
        out.valueRaw = false;
        out.value = {};
        if (m_key) {
            expr::RunError error;
            if (!m_key->compute(m_task, row, out, error)) return failed(error);
        }
        std::uint32_t count = 0;
        for (std::size_t i = 0; i < m_values.size(); ++i)
            if (m_config.flat[i] && !m_values[i].null) count = std::max(count, arrayOf(m_values[i]).length);
        for (std::uint32_t n = 0; n < count && !m_task.stopped; ++n) {
            auto* columns = m_task.arena.allocateArray<Datum>(m_values.size());
            for (std::size_t i = 0; i < m_values.size(); ++i) columns[i] = element(i, n);
            out.columns = columns;
            forward(out);
        }
    }

private:
    // PostgreSQL: the longest array decides the number of rows, a shorter one gives NULL.
    Datum element(std::size_t i, std::uint32_t n) const {
        if (!m_config.flat[i]) return m_values[i];
        if (m_values[i].null || n >= arrayOf(m_values[i]).length) return {};
        return arrayOf(m_values[i]).elements[n];
    }

    const FlatMapConfig& m_config;
    std::optional<ComputedKey> m_key;
    std::vector<Datum> m_values;
};

void bindFlatMap(BindContext& context, bool withKey) {
    if (!context.requireStream("in")) return;
    const auto* input = context.input("in");
    if (input == nullptr) return;
    FlatMapConfig config;
    const auto scope = inputScope(*input);
    config.select = context.compile("select", expr::Form::FlatSelect, scope, &config.flat);
    if (withKey) config.key = context.compile("key", expr::Form::Scalar, scope);
    if (!config.select || (withKey && !config.key)) return;
    if (std::find(config.flat.begin(), config.flat.end(), true) == config.flat.end()) {
        context.error("select", "nothing here makes several rows of one: use unnest(…) or jsonb_array_elements(…), or a map node", "invalid_parameter_value");
        return;
    }
    auto use = config.select.uses()[0];
    auto type = computedRow(input->type, config.select.outputs());
    if (withKey) {
        use = mergeUses(use, config.key.uses()[0]);
        type.keyFormat = computedKeyFormat(config.key.outputs());
        type.keyType = computedKeyType(config.key.outputs());
        type.keyChanged = true;
        type.windowing = Windowing::None;
    }
    context.bound().uses = {use};
    context.bound().summary = context.text("select").value_or("");
    context.output("out", type);
    context.finish(std::move(config));
}

NodeSpec flatMapLike(bool withKey) {
    NodeSpec spec;
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.fields = {selectField("A SQL select list with unnest(array) or jsonb_array_elements(value): unnest(tags) AS tag.", FieldKind::FlatSelect)};
    if (withKey) spec.fields.insert(spec.fields.begin(), {.name = "key", .kind = FieldKind::Scalar, .required = true, .label = "Key", .help = "The new key, over the input's columns."});
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = [withKey](BindContext& context) { bindFlatMap(context, withKey); };
    spec.make = [](OperatorContext& context) { return std::make_unique<FlatMapOperator>(context); };
    return spec;
}

} // namespace

NodeSpec flatMapValuesSpec() {
    NodeSpec spec = flatMapLike(false);
    spec.type = "flat-map-values";
    spec.title = "Flat map values";
    spec.summary = "Spreads an array in a record over several records; the key stays.";
    spec.help = "A NULL or empty array gives no record, a NULL element a record with NULL.";
    spec.keywords = {"flatMapValues", "explode", "unnest", "split"};
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "basket-items",
  "nodes": [
    {"id": "baskets", "type": "source", "topic": "baskets", "value": {"format": "json", "schema": "items text[], prices bigint[]"}},
    {"id": "items", "type": "flat-map-values", "select": "unnest(items) AS item, unnest(prices) AS price"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["baskets", "items"], ["items", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"baskets","key":"b-1","value":{"items":["milk","eggs"],"prices":[120,240]},"timestamp":1000}
{"topic":"baskets","key":"b-2","value":{"items":[],"prices":[]},"timestamp":2000}
)";
    return spec;
}

NodeSpec flatMapSpec() {
    NodeSpec spec = flatMapLike(true);
    spec.type = "flat-map";
    spec.title = "Flat map";
    spec.summary = "Spreads an array in a record over several records with a new key.";
    spec.help = "The key is an expression over the input's columns. A NULL or empty array gives no record.";
    spec.keywords = {"flatMap", "explode", "unnest"};
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "basket-items",
  "nodes": [
    {"id": "baskets", "type": "source", "topic": "baskets", "value": {"format": "json", "schema": "items text[], prices bigint[]"}},
    {"id": "items", "type": "flat-map", "key": "'basket ' || _key", "select": "unnest(items) AS item"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["baskets", "items"], ["items", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"baskets","key":"b-1","value":{"items":["milk","eggs"],"prices":[120,240]},"timestamp":1000}
{"topic":"baskets","key":"b-2","value":{"items":[],"prices":[]},"timestamp":2000}
)";
    return spec;
}

} // namespace weir
