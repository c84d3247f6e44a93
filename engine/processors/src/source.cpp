// SPDX-License-Identifier: Apache-2.0
// source: a topic's records as a stream or a table.
#include "common_fields.h"
#include "record_decoder.h"
#include "table_row.h"
#include "weir/expr/compile.h"
#include "weir/processors/operator.h"
#include "weir/processors/source_binding.h"

#include <fmt/format.h>

namespace weir {
namespace {

/// Decode, check, stamp; a table source also keeps its rows, so that updates know what they replace.
class SourceOperator final : public Operator, public RecordSource {
public:
    SourceOperator(OperatorContext& context, std::vector<bool> wanted)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<SourceConfig>()), m_type(context.bound.outputs[0].type),
          m_decoder(m_type.keyFormat, m_type.valueFormat, m_type.columns, std::move(wanted)), m_needsOld(context.needsOld) {
        if (!m_type.isTable()) return;
        const auto& store = context.bound.stores[0];
        if (store.global) {
            m_global = &context.globalTable(store.name);
        } else {
            m_store = &context.store(store.name);
        }
        m_codec.emplace(m_type, std::vector<bool>{}, true); // whole rows: what is read downstream may change without a migration
    }

    bool decode(const RecordView& record, const Origin& origin, Arena& arena, Row& row, Row& old, bool& hasOld) override {
        (void)old;
        hasOld = false; // a table's old row is looked up when the record is processed, not when it is read
        m_counters.in.add();
        if (!m_decoder.decode(record, origin, arena, row)) {
            m_task.recordFailed(m_node, m_decoder.failure().condition, m_decoder.failure().message);
            return false;
        }
        return stamp(row, arena);
    }

    void emit(const Row& row, const Row*) override {
        if (!m_codec) return forward(row);
        if (row.keyNull) return m_counters.nullKey.add();
        if (m_global != nullptr) return keep(row);
        auto& entry = m_store->table().at(row.key);
        Row old;
        const bool had = entry.present();
        if (had && m_needsOld) {
            old = row;
            if (!m_codec->decode(m_task.arena.copy(entry.value()), m_task.arena, old)) return failed({"data_corrupted", "a row of the store does not fit its columns"});
            old.timestamp = entry.timestamp();
        }
        if (row.valueNull) {
            if (had) m_store->table().remove(entry, row.timestamp);
        } else {
            m_scratch.clear();
            m_codec->encode(row, m_scratch);
            m_store->table().put(entry, m_scratch, row.timestamp);
        }
        forward(row, had && m_needsOld ? &old : nullptr);
    }

    void process(int, const Row& row, const Row* old) override { emit(row, old); }

private:
    /// Joins look the row up; nothing is triggered.
    void keep(const Row& row) {
        if (row.valueNull) {
            m_global->remove(row.key);
        } else {
            m_scratch.clear();
            m_codec->encode(row, m_scratch);
            m_global->put(row.key, m_scratch, row.timestamp);
        }
        forward(row);
    }
    bool stamp(Row& row, Arena& arena) {
        switch (m_config.timestamp) {
        case SourceConfig::Timestamp::Record: break;
        case SourceConfig::Timestamp::WallClock: row.timestamp = m_task.nowMicros / 1000; break;
        case SourceConfig::Timestamp::Expression: {
            Datum value;
            if (!m_task.machine.run(m_config.expression, m_task.inputs(row), arena, {&value, 1})) {
                failed();
                return false;
            }
            if (value.null) return refuse("null_value_not_allowed", "the timestamp expression is NULL");
            row.timestamp = m_config.expressionMicros ? floorMs(value.i) : value.i;
            break;
        }
        }
        if (row.timestamp < 0) return refuse("datetime_field_overflow", fmt::format("the timestamp {} is negative", row.timestamp));
        if (m_config.maxFutureMs >= 0 && row.timestamp > m_task.nowMicros / 1000 + m_config.maxFutureMs)
            return refuse("datetime_field_overflow", fmt::format("the timestamp {} is more than max_future ahead of the clock", formatTimestampMs(row.timestamp)));
        return true;
    }
    static std::int64_t floorMs(std::int64_t micros) { return micros >= 0 ? micros / 1000 : -((-micros + 999) / 1000); }
    bool refuse(std::string_view condition, std::string_view message) {
        m_task.recordFailed(m_node, condition, message);
        return false;
    }

    const SourceConfig& m_config;
    const EdgeType& m_type;
    RecordDecoder m_decoder;
    bool m_needsOld;
    Store* m_store = nullptr;
    GlobalTable* m_global = nullptr; ///< instead of a store
    std::optional<TableRowCodec> m_codec;
    std::string m_scratch;
};

std::vector<bool> wantedColumns(const OperatorContext& context) {
    const auto& config = context.config<SourceConfig>();
    const auto& type = context.bound.outputs[0].type;
    std::vector<bool> wanted(type.columns ? type.columns->size() : 0, type.isTable());
    const auto add = [&](const expr::SideUse& use) {
        for (std::size_t i = 0; i < wanted.size() && i < use.columns.size(); ++i) wanted[i] = wanted[i] || use.columns[i];
    };
    if (context.sourceUses != nullptr) add(*context.sourceUses);
    if (config.expression && !config.expression.uses().empty()) add(config.expression.uses()[0]);
    return wanted;
}

} // namespace

std::vector<FieldSpec> sourceFields() {
    std::vector<FieldSpec> fields{
        {.name = "as", .kind = FieldKind::Choice, .fallback = "stream", .choices = {"stream", "table", "global-table"}, .label = "Read as", .help = "A stream of facts, or a table of the latest value by key. A global table is whole for every task: joins look rows up by any key, in any partition."},
        keyFormatField(true),
        valueFormatField(true),
        {.name = "timestamp", .kind = FieldKind::Scalar, .fallback = "record", .choices = {"record", "wall-clock"}, .label = "Timestamp", .help = "Event time: the record's own, the clock's, or an expression of a column (bigint ms or timestamptz)."},
        {.name = "start", .kind = FieldKind::Choice, .fallback = "earliest", .choices = {"earliest", "latest"}, .label = "Start", .help = "Where to begin when nothing was committed yet.", .advanced = true},
        {.name = "max_future", .kind = FieldKind::Duration, .label = "Max future", .help = "A timestamp further ahead of the clock than this is a record error.", .advanced = true},
        {.name = "store", .kind = FieldKind::Name, .label = "Store", .help = "A table's store; absent: the node's id.", .advanced = true, .onlyWhen = "as", .onlyValues = {"table", "global-table"}},
        {.name = "connection", .kind = FieldKind::Text, .label = "Connection", .help = "The log that has the topic; absent: the file's.", .advanced = true},
        partitionsField(),
    };
    addErrorFields(fields);
    return fields;
}

void bindSource(BindContext& context, std::string topic, SchemaPtr columns) {
    SourceConfig config;
    EdgeType type;
    const auto as = context.text("as").value_or("stream");
    type.kind = as == "table" ? EdgeKind::Table : as == "global-table" ? EdgeKind::GlobalTable : EdgeKind::Stream;
    type.keyFormat = formatField(context, "key", Format::String);
    type.keyType = typeOfFormat(type.keyFormat);
    type.valueFormat = columns ? Format::Json : formatField(context, "value", Format::Json);
    type.valueForm = expr::ValueForm::Raw;
    if (!columns) {
        const auto schema = context.text("value.schema");
        if (schema) columns = context.parseColumns("value.schema", *schema);
    }
    type.columns = columns;
    if (type.isTable() && type.keyFormat == Format::None) context.error("key.format", "a table needs a key: choose another key format than none", "missing_key");

    const auto timestamp = context.text("timestamp").value_or("record");
    if (timestamp == "wall-clock") {
        config.timestamp = SourceConfig::Timestamp::WallClock;
    } else if (timestamp != "record") {
        config.timestamp = SourceConfig::Timestamp::Expression;
        config.expression = context.compileText("timestamp", timestamp, expr::Form::Scalar, {{type.side()}});
        if (config.expression) {
            const auto result = config.expression.outputs().columns[0].type;
            config.expressionMicros = result.is(TypeId::TimestampTz);
            if (!result.isInteger() && !config.expressionMicros)
                context.error("timestamp", "a timestamp is a bigint (ms since the epoch) or a timestamptz; this is " + typeName(result), "datatype_mismatch");
        }
    }
    if (context.field("max_future") != nullptr) config.maxFutureMs = context.durationMs("max_future").value_or(-1);
    config.fromLatest = context.text("start").value_or("earliest") == "latest";

    auto& bound = context.bound();
    bound.sourceTopic = std::move(topic);
    bound.partitions = static_cast<std::int32_t>(context.integer("partitions").value_or(4));
    bound.summary = fmt::format("topic {}, {}", bound.sourceTopic, formatName(type.valueFormat));
    if (type.isTable())
        context.store({.name = context.text("store").value_or(context.node().id),
                       .kind = StoreSpec::Kind::KeyValue,
                       .changelog = type.kind != EdgeKind::GlobalTable, // filled from its topic at each start
                       .global = type.kind == EdgeKind::GlobalTable,
                       .columns = columns});
    context.output("out", type);
    context.finish(std::move(config));
}

std::unique_ptr<Operator> makeSource(OperatorContext& context) { return std::make_unique<SourceOperator>(context, wantedColumns(context)); }

NodeSpec sourceSpec() {
    NodeSpec spec;
    spec.type = "source";
    spec.title = "Source";
    spec.category = "Sources and sinks";
    spec.shape = NodeShape::Source;
    spec.summary = "Reads a topic as a stream or a table.";
    spec.help = "Every record is checked whole: the value must be valid JSON (UTF-8, an object) and each declared column must fit its type. "
                "Read as a *stream* each record is a fact; read as a *table* it is the newest value of its key, and a NULL value deletes.";
    spec.keywords = {"stream", "table", "globalTable", "KStream", "KTable", "GlobalKTable", "topic", "consume", "input"};
    spec.fields = sourceFields();
    spec.fields.insert(spec.fields.begin(), {.name = "topic", .kind = FieldKind::Topic, .required = true, .label = "Topic", .help = "The topic to read."});
    spec.outputs = {{"out"}};
    spec.bind = [](BindContext& context) { bindSource(context, context.text("topic").value_or(""), nullptr); };
    spec.make = makeSource;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "orders",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, amount bigint, at timestamptz"}, "timestamp": "at"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","amount":120,"at":"2026-11-22T10:00:00Z","note":"not declared"},"timestamp":0}
)";
    return spec;
}

} // namespace weir
