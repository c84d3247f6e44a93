// SPDX-License-Identifier: Apache-2.0
// file-source: a file's lines as records.
#include "connector_binding.h"
#include "file_fields.h"
#include "file_source_connector.h"
#include "weir/connect/specs.h"
#include "weir/processors/operator.h"

#include <fmt/format.h>

namespace weir {
namespace {

struct FileSourceBinding : SourceConfig {
    FileSourceSettings settings;
};

bool keyFits(Format format, const Type& type) {
    switch (format) {
    case Format::Int32: return type.is(TypeId::Integer) || type.is(TypeId::SmallInt);
    case Format::Int64: return type.isInteger();
    case Format::Double: return type.is(TypeId::Double) || type.is(TypeId::Real);
    case Format::Bytes: return type.is(TypeId::Bytea) || type.isText();
    case Format::String:
    case Format::Json: return true;
    case Format::None: return false;
    }
    return false;
}

void bind(BindContext& context) {
    FileSourceBinding binding;
    auto& settings = binding.settings;
    readFileFields(context, settings.path, settings.csv, settings.dialect);
    settings.follow = context.flag("follow");
    if (context.text("value.format").value_or("json") != "json") context.error("value.format", "a file's lines become json values", "unsupported_format");
    bindSource(context, topicOf(context), nullptr);
    auto& bound = context.bound();
    if (bound.outputs.empty() || !bound.config) return;
    const auto& type = bound.outputs[0].type;
    settings.schema = type.columns;
    settings.keyFormat = type.keyFormat;
    if (settings.csv && !settings.schema && !settings.dialect.header)
        context.error("value.schema", "CSV without a header needs columns: say their names and types", "missing_value");
    if (context.text("file_key")) {
        settings.key = context.compile("file_key", expr::Form::Scalar, {{type.side()}});
        if (!settings.schema) {
            context.error("file_key", "file_key is computed from columns: say their names and types in value.schema", "missing_value");
        } else if (settings.key) {
            const auto& key = settings.key.outputs().columns[0].type;
            if (!keyFits(type.keyFormat, key))
                context.error("file_key", fmt::format("file_key is {} and can't be written as {}: cast it, or change the key's format", typeName(key), formatName(type.keyFormat)), "datatype_mismatch");
        }
    }
    bound.summary = fmt::format("{}{}", settings.path.filename().string(), settings.follow ? ", followed" : "");
    static_cast<SourceConfig&>(binding) = static_cast<const SourceConfig&>(*bound.config);
    context.finish(std::move(binding));
}

} // namespace

NodeSpec fileSourceSpec() {
    NodeSpec spec;
    spec.type = "file-source";
    spec.title = "File source";
    spec.category = "Connectors";
    spec.shape = NodeShape::Source;
    spec.summary = "Reads a file's lines, once or as it grows.";
    spec.help = "JSON Lines: each line is a value. CSV: each record becomes a JSON object of the declared columns. With `follow` the file is read as it grows, through rotation by "
                "renaming or by truncating; half a line waits for its end. After a restart it goes on behind the last line that was committed. Lines over 1 MiB are skipped and counted.";
    spec.keywords = {"file", "jsonl", "json lines", "csv", "log", "tail", "follow", "import", "source"};
    spec.fields = fileFields(true);
    const std::vector<FieldSpec> own{
        {.name = "follow", .kind = FieldKind::Boolean, .fallback = false, .label = "Follow", .help = "Go on as the file grows; else it is read once."},
        {.name = "file_key", .kind = FieldKind::Scalar, .label = "Key", .help = "The records' key, computed from the line's columns; absent: NULL."},
        topicField(),
    };
    spec.fields.insert(spec.fields.end(), own.begin(), own.end());
    const auto shared = sourceFields();
    spec.fields.insert(spec.fields.end(), shared.begin(), shared.end());
    spec.outputs = {{"out"}};
    spec.bind = bind;
    spec.make = makeSource;
    spec.connector = [](ConnectorContext& context) -> std::unique_ptr<SourceConnector> {
        return std::make_unique<FileSourceConnector>(static_cast<const FileSourceBinding&>(*context.bound.config).settings, context.files, context.clock);
    };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "package-log",
  "nodes": [
    {"id": "dpkg", "type": "file-source", "path": "/var/log/dpkg.log", "file_format": "csv",
     "csv": {"header": false, "delimiter": " ", "quote": ""},
     "value": {"format": "json", "schema": "day text, time text, action text, a text, b text, c text"}},
    {"id": "out", "type": "sink", "topic": "packages"}
  ],
  "edges": [["dpkg", "out"]]
}
)";
    return spec;
}

} // namespace weir
