// SPDX-License-Identifier: Apache-2.0
// system-metrics: processors, memory, disks and network of this machine.
#include "connector_binding.h"
#include "system_metrics_connector.h"
#include "weir/connect/specs.h"
#include "weir/processors/operator.h"

#include <fmt/format.h>

namespace weir {

SchemaPtr systemMetricsColumns() {
    return std::make_shared<const Schema>(
        Schema{{{"host", {TypeId::Text}}, {"metric", {TypeId::Text}}, {"item", {TypeId::Text}}, {"value", {TypeId::Double}}, {"ts", {TypeId::BigInt}}}});
}

SystemMetricsConnector::SystemMetricsConnector(MetricChoice choice, Milliseconds every, FileSystem& files, const Clock& clock)
    : m_figures(files, choice), m_everyNanos(every.count() * 1'000'000), m_clock(clock), m_writer(systemMetricsColumns()) {}

Result<> SystemMetricsConnector::open(std::string_view) {
    m_host = m_figures.hostname();
    m_nextNanos = m_clock.monotonicNanos();
    return {};
}

Result<std::int64_t> SystemMetricsConnector::poll(ConnectorSink& sink, std::int64_t) {
    const auto now = m_clock.monotonicNanos();
    if (now < m_nextNanos) return (m_nextNanos - now) / 1000 + 1;
    const auto timestamp = m_clock.wallMs();
    WEIR_TRY(const auto* figures, m_figures.read(now));
    for (const auto& figure : *figures) {
        m_key.assign(figure.metric).append(1, '/').append(figure.item);
        const Datum columns[] = {Datum::ofBytes(m_host), Datum::ofBytes(figure.metric), Datum::ofBytes(figure.item), Datum::ofDouble(figure.value), Datum::ofInt(timestamp)};
        m_value.clear();
        m_writer.append(columns, m_value);
        WEIR_CHECK(sink.produce(-1, timestamp, m_key, false, m_value, false));
    }
    // On the beat; beats that were missed are left out.
    m_nextNanos += m_everyNanos;
    if (m_nextNanos <= now) m_nextNanos = now + m_everyNanos;
    return (m_nextNanos - now) / 1000;
}

namespace {

struct MetricsBinding : SourceConfig {
    MetricChoice choice;
    Milliseconds every{200};
};

void bind(BindContext& context) {
    MetricsBinding binding;
    if (const auto* field = context.field("metrics"); field != nullptr && field->list() != nullptr) {
        binding.choice = {false, false, false, false};
        for (const auto& item : *field->list()) {
            const auto word = item.text() != nullptr ? *item.text() : std::string();
            if (word == "cpu")
                binding.choice.cpu = true;
            else if (word == "memory")
                binding.choice.memory = true;
            else if (word == "disk")
                binding.choice.disk = true;
            else if (word == "network")
                binding.choice.network = true;
            else
                context.error("metrics", "\"" + word + "\" is none of cpu, memory, disk, network", "unknown_choice");
        }
    }
    const auto every = context.durationMs("every").value_or(200);
    if (every < 20 || every > 1000) context.error("every", "every must be from 20ms to 1s", "out_of_range");
    binding.every = Milliseconds(every);
    if (context.text("key.format").value_or("string") != "string") context.error("key.format", "the keys are strings, such as cpu/cpu0", "unsupported_format");
    if (context.text("value.format").value_or("json") != "json") context.error("value.format", "the values are json", "unsupported_format");
    bindConnector(context, systemMetricsColumns(), std::move(binding));
    context.bound().summary = "this machine, every " + formatDuration(Milliseconds(every));
}

} // namespace

NodeSpec systemMetricsSpec() {
    NodeSpec spec;
    spec.type = "system-metrics";
    spec.title = "System metrics";
    spec.category = "Connectors";
    spec.shape = NodeShape::Source;
    spec.summary = "Measures this machine: processors, memory, disks, network.";
    spec.help = "Columns: `host`, `metric`, `item`, `value`, `ts`; the key is `metric/item`. `cpu`: how busy each core (cpu0, cpu1, …) and all together (total) were, in percent. "
                "`memory`: used and swap, in percent. `disk`: bytes read and written a second by each disk. `network`: bytes received (rx) and sent (tx) a second by each interface.";
    spec.keywords = {"cpu", "memory", "disk", "network", "load", "monitoring", "proc", "machine", "source"};
    spec.fields = sourceFields();
    const std::vector<FieldSpec> own{
        {.name = "metrics", .kind = FieldKind::TextList, .fallback = FieldValue::List{"cpu", "memory", "disk", "network"}, .choices = {"cpu", "memory", "disk", "network"}, .label = "Metrics", .help = "What to measure."},
        {.name = "every", .kind = FieldKind::Duration, .fallback = "200ms", .label = "Every", .help = "From 20ms to 1s."},
        topicField(),
    };
    spec.fields.insert(spec.fields.begin(), own.begin(), own.end());
    spec.outputs = {{"out"}};
    spec.bind = bind;
    spec.make = makeSource;
    spec.connector = [](ConnectorContext& context) -> std::unique_ptr<SourceConnector> {
        const auto& binding = static_cast<const MetricsBinding&>(*context.bound.config);
        return std::make_unique<SystemMetricsConnector>(binding.choice, binding.every, context.files, context.clock);
    };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "this-machine",
  "nodes": [
    {"id": "machine", "type": "system-metrics", "metrics": ["cpu"], "every": "100ms"},
    {"id": "out", "type": "sink", "topic": "cpu"}
  ],
  "edges": [["machine", "out"]]
}
)";
    return spec;
}

} // namespace weir
