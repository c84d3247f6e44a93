// SPDX-License-Identifier: Apache-2.0
#include "output_assertion.h"

#include "weir/processors/registry.h"
#include "weir/processors/sink_binding.h"
#include "weir/record/key.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::string_view windowColumns = "_window_start bigint, _window_end bigint";

/// The output topic as a source would read it.
struct OutputTopic {
    Format key = Format::String;
    Format value = Format::String; // of a topic that no sink writes: dead letters
    Windowing windowing = Windowing::None;
    std::int64_t windowSizeMs = 0;
    std::string schema;
};

OutputTopic outputTopic(const Plan& plan, const std::string& topic) {
    OutputTopic out;
    for (const auto& bound : plan.typed.nodes) {
        const auto* config = dynamic_cast<const SinkConfig*>(bound.config.get());
        if (bound.sinkTopic != topic || config == nullptr || bound.inputs.empty()) continue;
        const auto& input = bound.inputs[0].type;
        out = {config->keyFormat, config->valueFormat, input.windowing, input.windowSizeMs, {}};
        if (out.value != Format::Json || !input.columns) break;
        for (const auto& column : input.columns->columns) {
            std::string quoted;
            for (const char c : column.name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
            out.schema += fmt::format("{}\"{}\" {}", out.schema.empty() ? "" : ", ", quoted, typeName(column.type));
        }
        if (out.windowing != Windowing::None) out.schema += fmt::format("{}{}", out.schema.empty() ? "" : ", ", windowColumns);
        break;
    }
    return out;
}

/// The record with its window taken out of the key and put into the value.
TestRecord unwindowed(TestRecord record, const OutputTopic& topic) {
    if (topic.windowing == Windowing::None || !record.key) return record;
    const auto window = splitWindowedKey(*record.key, topic.windowing == Windowing::Session, topic.windowSizeMs);
    if (!window) return record;
    if (record.value && topic.value == Format::Json && record.value->size() >= 2) {
        const bool none = record.value->find_first_not_of(" \t\r\n", 1) == record.value->rfind('}');
        record.value->insert(1, fmt::format("\"_window_start\":{},\"_window_end\":{}{}", window->start, window->end, none ? "" : ","));
    }
    record.key = std::string(window->key);
    return record;
}

} // namespace

Result<std::optional<std::string>> failedAssertion(const Plan& plan, const TestAssertion& assertion, const std::vector<TestRecord>& records) {
    const auto topic = outputTopic(plan, assertion.topic);
    Topology topology;
    topology.applicationId = "assertion";
    Node source{.id = "records", .type = "source"};
    source.setField("topic", FieldValue(std::string("records")));
    source.setField("key", FieldValue(FieldValue::Object{{"format", FieldValue(std::string(formatName(topic.key)))}}));
    FieldValue::Object value{{"format", FieldValue(std::string(formatName(topic.value)))}};
    if (!topic.schema.empty()) value.emplace_back("schema", FieldValue(topic.schema));
    source.setField("value", FieldValue(std::move(value)));
    Node filter{.id = "where", .type = "filter"};
    filter.setField("where", FieldValue(assertion.where));
    Node sink{.id = "found", .type = "sink"};
    sink.setField("topic", FieldValue(std::string("found")));
    if (topic.value != Format::Json)
        sink.setField("value", FieldValue(FieldValue::Object{{"format", FieldValue(std::string(formatName(topic.value)))}}));
    topology.nodes = {std::move(source), std::move(filter), std::move(sink)};
    topology.edges = {{{"records", "out"}, {"where", "in"}}, {{"where", "out"}, {"found", "in"}}};
    const NodeRegistry registry(processorSpecs());
    const auto checked = checkTopology(topology, registry);
    if (!checked->ok())
        return fail(Errc::Invalid, fmt::format("the assertion \"{}\" on topic {}: {}", assertion.where, assertion.topic, checked->diagnostics.front().message), {.topic = assertion.topic});
    WEIR_TRY(const auto driver, TopologyTestDriver::create(checked));
    std::int64_t found = 0;
    for (const auto& record : records) {
        if (record.topic != assertion.topic) continue;
        auto fed = unwindowed(record, topic);
        fed.topic = "records";
        WEIR_CHECK(driver->pipe(fed));
        found += static_cast<std::int64_t>(driver->drain().size());
    }
    if (found == assertion.count) return std::optional<std::string>();
    return std::optional(fmt::format("assert: {} records of topic {} where {} expected, {} came", assertion.count, assertion.topic, assertion.where, found));
}

} // namespace weir
