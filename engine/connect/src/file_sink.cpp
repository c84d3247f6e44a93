// SPDX-License-Identifier: Apache-2.0
// file-sink: records to a file, by way of a topic.
#include "connector_binding.h"
#include "file_fields.h"
#include "file_sink_connector.h"
#include "weir/connect/specs.h"
#include "weir/processors/operator.h"
#include "weir/processors/sink_binding.h"

namespace weir {
namespace {

struct FileSinkBinding : SinkConfig {
    FileSinkSettings settings;
};

void bind(BindContext& context) {
    FileSinkBinding binding;
    auto& settings = binding.settings;
    readFileFields(context, settings.path, settings.csv, settings.dialect);
    if (settings.csv && settings.dialect.quote == 0) context.error("csv.quote", "a quote is needed to write CSV", "missing_value");
    settings.topic = topicOf(context);
    bindSink(context, settings.topic);
    auto& bound = context.bound();
    const auto* input = context.input("in");
    if (input == nullptr || !bound.config) return;
    settings.columns = input->type.columns;
    static_cast<SinkConfig&>(binding) = static_cast<const SinkConfig&>(*bound.config);
    settings.valueFormat = binding.valueFormat;
    if (settings.csv && (!settings.columns || settings.valueFormat != Format::Json))
        context.error("file_format", "CSV is written from columns: give the value a schema, or make columns with map-values", "missing_columns");
    bound.summary = settings.path.filename().string();
    context.finish(std::move(binding));
}

} // namespace

NodeSpec fileSinkSpec() {
    NodeSpec spec;
    spec.type = "file-sink";
    spec.title = "File sink";
    spec.category = "Connectors";
    spec.shape = NodeShape::Sink;
    spec.summary = "Writes the records to a file, as JSON Lines or CSV.";
    spec.help = "The records stand in a topic too, from which they go to the file in the order of each partition. After a crash the file is cut back to what was committed, so no record is "
                "missing or there twice. A file that the job did not make is never overwritten.";
    spec.keywords = {"file", "jsonl", "csv", "export", "write", "sink"};
    spec.fields = fileFields(false);
    spec.fields.push_back(topicField());
    const auto shared = sinkFields();
    spec.fields.insert(spec.fields.end(), shared.begin(), shared.end());
    spec.inputs = {{"in"}};
    spec.bind = bind;
    spec.make = makeSink;
    spec.connector = [](ConnectorContext& context) -> std::unique_ptr<SourceConnector> {
        if (context.broker == nullptr) return nullptr;
        return std::make_unique<FileSinkConnector>(static_cast<const FileSinkBinding&>(*context.bound.config).settings, context.files, *context.broker);
    };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "orders-to-csv",
  "nodes": [
    {"id": "orders", "type": "generator", "schema": "orders", "rate": 100},
    {"id": "file", "type": "file-sink", "path": "/tmp/orders.csv", "file_format": "csv"}
  ],
  "edges": [["orders", "file"]]
}
)";
    return spec;
}

} // namespace weir
