// SPDX-License-Identifier: Apache-2.0
// sink: rows to a topic's records.
#include "common_fields.h"
#include "weir/processors/operator.h"
#include "weir/processors/sink_binding.h"
#include "weir/expr/compile.h"
#include "weir/record/json_out.h"
#include "weir/record/key.h"

#include <fmt/format.h>
#include <optional>

namespace weir {
namespace {

class SinkOperator final : public Operator {
public:
    explicit SinkOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<SinkConfig>()), m_writer(context.writer(context.bound.sinkTopic)),
          m_partitions(m_writer.partitions()), m_input(context.bound.inputs[0].type) {
        if (m_input.columns) m_json.emplace(m_input.columns);
    }

    void process(int, const Row& row, const Row*) override {
        std::string_view key = row.key;
        if (m_config.recodeKey && !row.keyNull && !recodeKey(row, key)) return;
        const auto partition = row.keyNull ? row.origin.partition % m_partitions : m_partitions == 1 ? 0 : partitionOfKey(key, m_partitions);
        if (m_input.windowing == Windowing::Time) {
            m_key.assign(key);
            m_windowed.clear();
            appendTimeWindowedKey(m_windowed, m_key, row.windowStart);
            key = m_windowed;
        } else if (m_input.windowing == Windowing::Session) {
            m_key.assign(key);
            m_windowed.clear();
            appendSessionWindowedKey(m_windowed, m_key, row.windowStart, row.windowEnd);
            key = m_windowed;
        }
        bool valueNull = row.valueNull;
        std::string_view value;
        if (!valueNull && !encodeValue(row, value, valueNull)) return;
        m_writer.write(partition, row.timestamp, key, row.keyNull, value, valueNull, row.headers);
        m_counters.out.add();
    }

private:
    bool recodeKey(const Row& row, std::string_view& key) {
        Datum value;
        m_key.clear();
        const bool fits = decodeKey(m_input.keyFormat, row.key, m_task.arena, value) && encodeKey(m_config.keyFormat, m_input.keyType, value, m_key);
        if (!fits) {
            m_task.recordFailed(m_node, "datatype_mismatch", "the key can't be written as " + std::string(formatName(m_config.keyFormat)));
            return false;
        }
        key = m_task.arena.copy(m_key);
        return true;
    }

    bool encodeValue(const Row& row, std::string_view& value, bool& valueNull) {
        if (m_config.rawValue) {
            value = row.value;
            return true;
        }
        m_value.clear();
        if (m_config.valueFormat == Format::Json) {
            m_json->append(row.columns, m_value);
            value = m_value;
            return true;
        }
        Datum one = row.columns[0];
        if (m_config.cast && !m_task.machine.run(m_config.cast, m_task.inputs(row), m_task.arena, {&one, 1})) {
            failed();
            return false;
        }
        valueNull = one.null;
        if (one.null) return true;
        if (!encodeKey(m_config.valueFormat, typeOfFormat(m_config.valueFormat), one, m_value)) {
            m_task.recordFailed(m_node, "datatype_mismatch", "the value can't be written as " + std::string(formatName(m_config.valueFormat)));
            return false;
        }
        value = m_value;
        return true;
    }

    const SinkConfig& m_config;
    RecordWriter& m_writer;
    std::int32_t m_partitions;
    const EdgeType& m_input;
    std::optional<JsonRowWriter> m_json;
    std::string m_key;
    std::string m_windowed;
    std::string m_value;
};

} // namespace

std::vector<FieldSpec> sinkFields() {
    std::vector<FieldSpec> fields{
        keyFormatField(false),
        valueFormatField(false),
        {.name = "connection", .kind = FieldKind::Text, .label = "Connection", .help = "The log that has the topic; absent: the file's.", .advanced = true},
        partitionsField(),
    };
    addErrorFields(fields);
    return fields;
}

void bindSink(BindContext& context, std::string topic) {
    const auto* input = context.input("in");
    if (input == nullptr) return;
    const auto& type = input->type;
    SinkConfig config;
    config.keyFormat = formatField(context, "key", type.keyFormat);
    config.recodeKey = config.keyFormat != type.keyFormat;
    config.valueFormat = formatField(context, "value", context.field("value") == nullptr && !type.columns ? type.valueFormat : Format::Json);
    config.rawValue = !type.columns && config.valueFormat == type.valueFormat && type.valueForm == expr::ValueForm::Raw;
    expr::SideUse use;
    use.key = true;
    use.headers = true;
    if (config.rawValue) {
        use.value = true;
    } else if (!type.columns) {
        context.error("value.format", fmt::format("the value is {} and can't be written as {}: make a column of it first (map-values, for example _value::text AS v)", formatName(type.valueFormat), formatName(config.valueFormat)), "datatype_mismatch");
    } else if (config.valueFormat == Format::Json) {
        use.columns.assign(type.columns->size(), true);
    } else if (config.valueFormat != Format::None) {
        use.columns.assign(type.columns->size(), true);
        if (type.columns->size() != 1) {
            context.error("value.format", fmt::format("{} takes exactly one column, the input has {}: choose one with map-values", formatName(config.valueFormat), type.columns->size()), "datatype_mismatch");
        } else {
            const auto target = typeOfFormat(config.valueFormat);
            const auto& column = type.columns->columns[0];
            if (column.type != target) {
                config.cast = expr::assignmentCast(column.type, target);
                if (!config.cast)
                    context.error("value.format", fmt::format("column {} is {} and can't be written as {}", column.name, typeName(column.type), formatName(config.valueFormat)), "datatype_mismatch");
            }
        }
    }
    auto& bound = context.bound();
    bound.sinkTopic = std::move(topic);
    bound.partitions = static_cast<std::int32_t>(context.integer("partitions").value_or(4));
    bound.uses = {use};
    bound.summary = fmt::format("topic {}, {}", bound.sinkTopic, formatName(config.valueFormat));
    context.finish(std::move(config));
}

std::unique_ptr<Operator> makeSink(OperatorContext& context) { return std::make_unique<SinkOperator>(context); }

NodeSpec sinkSpec() {
    NodeSpec spec;
    spec.type = "sink";
    spec.title = "Sink";
    spec.category = "Sources and sinks";
    spec.shape = NodeShape::Sink;
    spec.summary = "Writes the records to a topic.";
    spec.help = "A JSON value gets every column, NULL as null. A windowed key is written as Kafka Streams' windowed serdes do.";
    spec.keywords = {"to", "produce", "output", "topic", "write"};
    spec.fields = sinkFields();
    spec.fields.insert(spec.fields.begin(), {.name = "topic", .kind = FieldKind::Topic, .required = true, .label = "Topic", .help = "The topic to write."});
    spec.inputs = {{"in"}};
    spec.bind = [](BindContext& context) { bindSink(context, context.text("topic").value_or("")); };
    spec.make = makeSink;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "amounts",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "total", "type": "map-values", "select": "amount"},
    {"id": "out", "type": "sink", "topic": "amounts", "value": {"format": "int64"}}
  ],
  "edges": [["orders", "total"], ["total", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
)";
    return spec;
}

} // namespace weir
