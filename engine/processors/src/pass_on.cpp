// SPDX-License-Identifier: Apache-2.0
// merge, peek, to-stream and repartition: rows pass as they are; what changes is what the edge says of them.
#include "common_fields.h"
#include "weir/processors/operator.h"

#include <fmt/format.h>

namespace weir {
namespace {

class PassOnOperator final : public Operator {
public:
    explicit PassOnOperator(OperatorContext& context) : Operator(context.bound.index, context.task, context.counters) {}
    void process(int, const Row& row, const Row*) override { forward(row); }
};

std::unique_ptr<Operator> makePassOn(OperatorContext& context) { return std::make_unique<PassOnOperator>(context); }

void passes(BindContext& context, const EdgeType& type) {
    context.bound().uses.assign(context.bound().inputs.size(), {});
    context.bound().passesThrough = true;
    context.output("out", type);
    context.finish(BoundConfig{});
}

void bindMerge(BindContext& context) {
    if (!context.requireStream("in")) return;
    const auto* first = context.input("in");
    if (first == nullptr) return;
    EdgeType type = first->type;
    for (const auto& input : context.bound().inputs) {
        const auto& other = input.type;
        const auto& from = context.topology().nodes[input.node].id;
        const bool sameColumns = (type.columns == nullptr) == (other.columns == nullptr) && (type.columns == nullptr || *type.columns == *other.columns);
        if (!sameColumns) {
            context.error("port:in", fmt::format("the columns of {} are not those of {}: a merged stream has one set of columns; bring them together with map-values", from,
                                                 context.topology().nodes[first->node].id), "datatype_mismatch");
            return;
        }
        if (other.keyFormat != type.keyFormat || other.keyType != type.keyType) {
            context.error("port:in", fmt::format("the key of {} is {}, that of {} is {}: bring them together with select-key", from, typeName(other.keyType),
                                                 context.topology().nodes[first->node].id, typeName(type.keyType)), "datatype_mismatch");
            return;
        }
        type.keyChanged = type.keyChanged || other.keyChanged;
        if (other.valueForm != type.valueForm || other.valueFormat != type.valueFormat) {
            if (!type.columns) {
                context.error("port:in", fmt::format("{} carries values in another form than the other inputs", from), "datatype_mismatch");
                return;
            }
            type.valueForm = expr::ValueForm::Columns; // one side has no bytes of its own
            type.valueFormat = Format::Json;
        }
    }
    context.bound().summary = fmt::format("{} inputs", context.bound().inputs.size());
    passes(context, type);
}

} // namespace

NodeSpec mergeSpec() {
    NodeSpec spec;
    spec.type = "merge";
    spec.title = "Merge";
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.summary = "Several streams with the same columns become one.";
    spec.help = "Nothing is promised about the order between inputs, only within each.";
    spec.keywords = {"merge", "union", "combine"};
    spec.inputs = {{.name = "in", .many = true}};
    spec.outputs = {{"out"}};
    spec.bind = bindMerge;
    spec.make = makePassOn;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "orders-and-returns",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "returns", "type": "source", "topic": "returns", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "both", "type": "merge"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "both"], ["returns", "both"], ["both", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"returns","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
)";
    return spec;
}

NodeSpec peekSpec() {
    NodeSpec spec;
    spec.type = "peek";
    spec.title = "Peek";
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.summary = "Shows the records that pass in the log panel, and passes them on unchanged.";
    spec.help = "The label stands before each record. In headless runs and tests it only passes records on.";
    spec.keywords = {"peek", "print", "debug", "log"};
    spec.fields = {{.name = "label", .kind = FieldKind::Text, .label = "Label", .help = "What stands before each record in the log panel."}};
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = [](BindContext& context) {
        if (!context.requireStream("in")) return;
        if (const auto* input = context.input("in")) {
            context.bound().summary = context.text("label").value_or("");
            passes(context, input->type);
        }
    };
    spec.make = makePassOn;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "looked-at",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "look", "type": "peek", "label": "after the source"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "look"], ["look", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
)";
    return spec;
}

NodeSpec toStreamSpec() {
    NodeSpec spec;
    spec.type = "to-stream";
    spec.title = "To stream";
    spec.category = "Tables";
    spec.shape = NodeShape::Stateless;
    spec.summary = "A table's updates as a stream.";
    spec.help = "Each update becomes a record; a deletion becomes a record with a NULL value.";
    spec.keywords = {"toStream", "changelog"};
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = [](BindContext& context) {
        if (!context.requireTable("in")) return;
        if (const auto* input = context.input("in")) {
            auto type = input->type;
            type.kind = EdgeKind::Stream;
            context.bound().summary = "updates as records";
            passes(context, type);
        }
    };
    spec.make = makePassOn;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "customer-changes",
  "nodes": [
    {"id": "customers", "type": "source", "topic": "customers", "as": "table", "value": {"format": "json", "schema": "name text, region text"}},
    {"id": "changes", "type": "to-stream"},
    {"id": "named", "type": "filter", "where": "name IS NOT NULL"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["customers", "changes"], ["changes", "named"], ["named", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"customers","key":"c-1","value":{"name":"Ann","region":"eu"},"timestamp":1000}
{"topic":"customers","key":"c-1","value":null,"timestamp":2000}
)";
    return spec;
}

NodeSpec repartitionSpec() {
    NodeSpec spec;
    spec.type = "repartition";
    spec.title = "Repartition";
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.summary = "Sends the stream through a topic of its own, so that equal keys meet in one task.";
    spec.help = "Nodes that need it repartition by themselves. This one does it at a place and into a number of partitions of your choice: one repartition for several nodes behind it, or more tasks for heavy work.";
    spec.keywords = {"repartition", "through", "shuffle", "parallelism"};
    spec.fields = {{.name = "partitions", .kind = FieldKind::Integer, .label = "Partitions", .help = "How many; absent: as many as the largest topic upstream."}};
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = [](BindContext& context) {
        if (!context.requireStream("in")) return;
        auto* input = context.input("in");
        if (input == nullptr) return;
        const auto partitions = context.integer("partitions").value_or(0);
        if (context.field("partitions") != nullptr && (partitions < 1 || partitions > 10'000)) {
            context.error("partitions", "a topic has at least 1 and at most 10000 partitions", "invalid_parameter_value");
            return;
        }
        if (input->produced.windowed()) {
            context.error("port:in", "a windowed key can't go through a repartition topic: give the records another key first (select-key, for example with _key)", "feature_not_supported");
            return;
        }
        input->type = input->produced;
        context.repartition({.port = "in", .keyFormat = input->produced.keyFormat, .keyType = input->produced.keyType, .partitions = static_cast<std::int32_t>(partitions)});
        context.bound().summary = partitions == 0 ? std::string("by key") : fmt::format("by key, {} partitions", partitions);
        passes(context, input->type);
    };
    spec.make = makePassOn;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "by-customer",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "customer", "type": "select-key", "key": "customer"},
    {"id": "spread", "type": "repartition", "partitions": 8},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "customer"], ["customer", "spread"], ["spread", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
)";
    return spec;
}

} // namespace weir
