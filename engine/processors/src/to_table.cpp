// SPDX-License-Identifier: Apache-2.0
// to-table: the latest value by key of a stream, as a table.
#include "common_fields.h"
#include "table_row.h"
#include "windows.h"
#include "weir/processors/operator.h"

namespace weir {
namespace {

struct ToTableConfig : BoundConfig {};

class ToTableOperator final : public Operator {
public:
    explicit ToTableOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_store(context.store(context.bound.stores[0].name)),
          m_codec(context.bound.outputs[0].type, {}, false), m_windowing(context.bound.outputs[0].type.windowing), m_needsOld(context.needsOld) {}

    void process(int, const Row& row, const Row*) override {
        if (row.keyNull) return m_counters.nullKey.add();
        auto& table = m_store.table();
        auto& entry = table.at(storedKey(row, m_windowing, m_key));
        Row old;
        const bool had = entry.present();
        if (had && m_needsOld) {
            old = row;
            if (!m_codec.decode(m_task.arena.copy(entry.value()), m_task.arena, old)) return failed({"data_corrupted", "a row of the store does not fit its columns"});
            old.timestamp = entry.timestamp();
        }
        if (row.valueNull) {
            if (had) table.remove(entry, row.timestamp);
        } else {
            m_scratch.clear();
            m_codec.encode(row, m_scratch);
            table.put(entry, m_scratch, row.timestamp);
        }
        forward(row, had && m_needsOld ? &old : nullptr);
    }

private:
    Store& m_store;
    TableRowCodec m_codec;
    Windowing m_windowing;
    bool m_needsOld;
    std::string m_key;
    std::string m_scratch;
};

void bindToTable(BindContext& context) {
    if (!context.requireStream("in")) return;
    auto* input = context.input("in");
    if (input == nullptr) return;
    input->type = input->produced;
    if (input->produced.keyFormat == Format::None) {
        context.error("port:in", "a table needs a key: put a select-key before", "missing_key", {}, keyBefore(context, *input));
        return;
    }
    if (input->produced.keyChanged) {
        input->type.keyChanged = false;
        context.repartition({.port = "in", .keyFormat = input->produced.keyFormat, .keyType = input->produced.keyType});
    }
    auto type = input->type;
    type.kind = EdgeKind::Table;
    // The store keeps whole rows, so that what is read downstream may change without a migration.
    expr::SideUse use;
    if (type.columns) use.columns.assign(type.columns->size(), true);
    context.bound().uses = {use};
    context.bound().passesThrough = true;
    context.bound().summary = "latest by key";
    context.store({.name = context.text("store").value_or(context.node().id), .columns = type.columns});
    context.output("out", type);
    context.finish(ToTableConfig{});
}

} // namespace

NodeSpec toTableSpec() {
    NodeSpec spec;
    spec.type = "to-table";
    spec.title = "To table";
    spec.category = "Tables";
    spec.shape = NodeShape::Table;
    spec.summary = "The latest value of each key of a stream, as a table.";
    spec.help = "A NULL value deletes the row. A record without a key is dropped and counted.";
    spec.keywords = {"toTable", "KTable", "latest", "upsert"};
    spec.fields = {storeField()};
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = bindToTable;
    spec.make = [](OperatorContext& context) { return std::make_unique<ToTableOperator>(context); };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "latest-orders",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "by-customer", "type": "select-key", "key": "customer"},
    {"id": "latest", "type": "to-table"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "by-customer"], ["by-customer", "latest"], ["latest", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
)";
    return spec;
}

} // namespace weir
