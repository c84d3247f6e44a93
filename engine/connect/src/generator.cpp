// SPDX-License-Identifier: Apache-2.0
// generator: deterministic test data.
#include "connector_binding.h"
#include "generator_connector.h"
#include "weir/connect/specs.h"
#include "weir/processors/operator.h"

#include <array>
#include <fmt/format.h>

namespace weir {
namespace {

using Shape = GeneratorSettings::Shape;
constexpr std::array<std::pair<std::string_view, Shape>, 6> shapes{{{"orders", Shape::Orders}, {"clicks", Shape::Clicks}, {"sensors", Shape::Sensors}, {"payments", Shape::Payments}, {"customers", Shape::Customers}, {"records", Shape::Records}}};

struct GeneratorBinding : SourceConfig {
    GeneratorSettings settings;
};

void readRecords(BindContext& context, GeneratorSettings& settings) {
    const auto* field = context.field("records");
    const auto* list = field != nullptr ? field->list() : nullptr;
    for (const auto& item : list != nullptr ? *list : FieldValue::List{}) {
        const auto* key = item.member("key");
        const auto* value = item.member("value");
        if (value == nullptr || value->text() == nullptr) {
            context.error("records", "each record needs a value: its JSON as text", "missing_value");
            return;
        }
        settings.records.emplace_back(key != nullptr && key->text() != nullptr ? *key->text() : "", *value->text());
    }
    if (settings.records.empty()) context.error("records", "the schema \"records\" needs at least one record", "missing_value");
}

void bind(BindContext& context) {
    GeneratorBinding binding;
    auto& settings = binding.settings;
    const auto word = context.text("schema").value_or("orders");
    bool known = false;
    for (const auto& [name, shape] : shapes) {
        if (name != word) continue;
        settings.shape = shape;
        known = true;
    }
    if (!known) context.error("schema", "\"" + word + "\" is none of orders, clicks, sensors, payments, customers, records", "unknown_choice");
    settings.rate = numberWithin(context, "rate", 0, 10e6);
    settings.count = integerWithin(context, "count", 0, std::int64_t{1} << 60U);
    settings.keys = integerWithin(context, "keys", 1, 1'000'000);
    settings.skew = numberWithin(context, "skew", 0, 10);
    if (context.field("disorder") != nullptr) settings.disorderMs = context.durationMs("disorder").value_or(0);
    settings.lateShare = numberWithin(context, "late_share", 0, 1);
    if (context.field("late_by") != nullptr) settings.lateByMs = context.durationMs("late_by").value_or(0);
    settings.seed = static_cast<std::uint64_t>(context.integer("seed").value_or(42));
    if (settings.shape == Shape::Records) readRecords(context, settings);
    if (context.text("key.format").value_or("string") != "string") context.error("key.format", "a generator's keys are strings", "unsupported_format");
    if (context.text("value.format").value_or("json") != "json") context.error("value.format", "a generator's values are json", "unsupported_format");

    const bool declared = context.text("value.schema").has_value();
    const auto pace = settings.rate > 0 ? fmt::format("{:g} records/s", settings.rate) : std::string("as fast as possible");
    bindConnector(context, declared ? nullptr : generatorColumns(settings.shape), std::move(binding));
    context.bound().summary = fmt::format("{}, {}", word, pace);
}

} // namespace

NodeSpec generatorSpec() {
    NodeSpec spec;
    spec.type = "generator";
    spec.title = "Generator";
    spec.category = "Connectors";
    spec.shape = NodeShape::Source;
    spec.summary = "Makes up records: the same ones each time for the same seed.";
    spec.help = "Orders, clicks, sensor readings, payments or customers, or records of your own given in the file. The records stand in a topic, so they can be "
                "replayed; after a restart it goes on where it was. With a rate, event time follows the clock; with rate 0 it starts at 2023-11-14T22:13:20Z "
                "and steps by 5 ms. `disorder` moves each record back by up to that much, `late_share` moves some of them back by up to `late_by`.";
    spec.keywords = {"test data", "random", "mock", "datagen", "orders", "clicks", "sensors", "payments", "customers", "source"};
    spec.fields = sourceFields();
    const std::vector<FieldSpec> own{
        {.name = "schema", .kind = FieldKind::Choice, .fallback = "orders", .choices = {"orders", "clicks", "sensors", "payments", "customers", "records"}, .label = "Records", .help = "What to make up. \"records\": the ones listed in the file, in turn."},
        {.name = "rate", .kind = FieldKind::Number, .fallback = 100, .label = "Rate", .help = "Records a second; 0: as fast as possible."},
        {.name = "count", .kind = FieldKind::Integer, .fallback = 0, .label = "Count", .help = "Stop after this many; 0: never."},
        {.name = "keys", .kind = FieldKind::Integer, .fallback = 1000, .label = "Keys", .help = "How many different customers, users or sensors, up to a million."},
        {.name = "skew", .kind = FieldKind::Number, .fallback = 0, .label = "Skew", .help = "How unevenly keys come (the exponent of Zipf's law): 0 all alike, 1 as words in a language."},
        {.name = "disorder", .kind = FieldKind::Duration, .label = "Disorder", .help = "Event times lie up to this much back, at random.", .advanced = true},
        {.name = "late_share", .kind = FieldKind::Number, .fallback = 0, .label = "Late share", .help = "The share of records (0 to 1) that come late.", .advanced = true},
        {.name = "late_by", .kind = FieldKind::Duration, .label = "Late by", .help = "Late records lie up to this much further back.", .advanced = true},
        {.name = "seed", .kind = FieldKind::Integer, .fallback = 42, .label = "Seed", .help = "The same seed makes the same records.", .advanced = true},
        {.name = "records",
         .kind = FieldKind::ObjectList,
         .members = {{.name = "key", .kind = FieldKind::Text, .label = "Key"}, {.name = "value", .kind = FieldKind::Text, .required = true, .label = "Value", .help = "JSON, as text."}},
         .label = "Own records",
         .help = "Keys and values to send, in turn.",
         .onlyWhen = "schema",
         .onlyValues = {"records"}},
        topicField(),
    };
    spec.fields.insert(spec.fields.begin(), own.begin(), own.end());
    spec.outputs = {{"out"}};
    spec.bind = bind;
    spec.make = makeSource;
    spec.connector = [](ConnectorContext& context) -> std::unique_ptr<SourceConnector> {
        return std::make_unique<GeneratorConnector>(static_cast<const GeneratorBinding&>(*context.bound.config).settings, context.clock);
    };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "orders-by-region",
  "nodes": [
    {"id": "orders", "type": "generator", "schema": "orders", "rate": 200, "disorder": "2s"},
    {"id": "out", "type": "sink", "topic": "orders"}
  ],
  "edges": [["orders", "out"]]
}
)";
    return spec;
}

} // namespace weir
