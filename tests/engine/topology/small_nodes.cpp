// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include "weir/topology/bind.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace weir {
namespace {

struct NoConfig : BoundConfig {};

FieldSpec field(std::string name, FieldKind kind, bool required = false) {
    FieldSpec f;
    f.name = std::move(name);
    f.kind = kind;
    f.required = required;
    return f;
}

FieldSpec choice(std::string name, std::vector<std::string> choices, FieldValue fallback = {}) {
    FieldSpec f = field(std::move(name), FieldKind::Choice);
    f.choices = std::move(choices);
    f.fallback = std::move(fallback);
    return f;
}

NodeSpec spec(std::string type, NodeShape shape, std::vector<FieldSpec> fields, std::vector<PortSpec> inputs, std::vector<PortSpec> outputs,
              std::function<void(BindContext&)> bind) {
    NodeSpec s;
    s.type = std::move(type);
    s.shape = shape;
    s.fields = std::move(fields);
    s.inputs = std::move(inputs);
    s.outputs = std::move(outputs);
    s.bind = std::move(bind);
    return s;
}

std::vector<std::string> words(const FieldValue* value) {
    std::vector<std::string> out;
    if (value && value->list())
        for (const FieldValue& v : *value->list())
            if (v.text()) out.push_back(*v.text());
    return out;
}

SchemaPtr columnsOf(const BindContext& context) {
    Schema schema;
    for (const std::string& name : words(context.field("columns"))) schema.columns.push_back({name, Type{TypeId::Text}});
    return std::make_shared<const Schema>(std::move(schema));
}

expr::SideUse reads(BindContext& context, const EdgeType& type) {
    expr::SideUse use;
    use.columns.resize(type.columns ? type.columns->size() : 0);
    for (const std::string& name : words(context.field("reads"))) {
        if (name == "_value") {
            use.value = true;
        } else if (const auto at = type.columns ? type.columns->find(name) : std::nullopt) {
            use.columns[*at] = true;
        } else {
            context.error("reads", "column \"" + name + "\" does not exist", "undefined_column");
        }
    }
    return use;
}

void bindSource(BindContext& context) {
    EdgeType type;
    const std::string as = context.text("as").value_or("stream");
    type.kind = as == "table" ? EdgeKind::Table : as == "global-table" ? EdgeKind::GlobalTable : EdgeKind::Stream;
    type.columns = columnsOf(context);
    context.bound().sourceTopic = context.text("topic").value_or("");
    context.bound().partitions = static_cast<std::int32_t>(context.integer("partitions").value_or(0));
    context.bound().uses = {reads(context, type)};
    if (type.isTable()) context.store({.name = context.node().id, .schemaText = {}, .columns = type.columns});
    context.output("out", type);
}

void bindSame(BindContext& context) {
    const BoundInput* in = context.input("in");
    if (!in) return;
    context.bound().uses.assign(context.bound().inputs.size(), reads(context, in->type));
    context.bound().passesThrough = true;
    EdgeType type = in->type;
    if (context.node().type == "select-key") type.keyChanged = true;
    for (const PortSpec& port : context.bound().spec->outputsOf(context.node())) context.output(port.name, type);
}

void bindShape(BindContext& context) {
    const BoundInput* in = context.input("in");
    if (!in) return;
    context.bound().uses = {reads(context, in->type)};
    EdgeType type = in->type;
    type.columns = columnsOf(context);
    type.valueForm = expr::ValueForm::Columns;
    context.output("out", type);
}

void bindAggregate(BindContext& context) {
    BoundInput* in = context.input("in");
    if (!in) return;
    const EdgeType late = in->type;
    if (context.field("group_by") || in->type.keyChanged) context.repartition({.port = "in", .key = {}});
    if (const auto size = context.durationMs("window.size"); context.field("window") && !size) return;
    context.bound().uses = {reads(context, in->type)};
    EdgeType type = in->type;
    type.kind = EdgeKind::Table;
    type.columns = columnsOf(context);
    type.valueForm = expr::ValueForm::Columns;
    if (context.field("window")) {
        type.windowing = Windowing::Time;
        type.windowSizeMs = *context.durationMs("window.size");
        type.graceMs = context.durationMs("window.grace").value_or(0);
    }
    context.store({.name = context.text("store").value_or(context.node().id), .schemaText = {}, .columns = type.columns});
    context.output("out", type);
    if (context.field("window")) context.output("late", late);
}

void bindToStream(BindContext& context) {
    if (!context.requireTable("in")) return;
    EdgeType type = context.input("in")->type;
    type.kind = EdgeKind::Stream;
    context.bound().passesThrough = true;
    context.output("out", type);
}

void bindToTable(BindContext& context) {
    if (!context.requireStream("in")) return;
    EdgeType type = context.input("in")->type;
    if (type.keyChanged) context.repartition({.port = "in", .key = {}});
    type.kind = EdgeKind::Table;
    type.keyChanged = false;
    context.bound().passesThrough = true;
    context.output("out", type);
}

void bindRepartition(BindContext& context) {
    if (!context.requireStream("in")) return;
    context.repartition({.port = "in", .key = {}, .partitions = static_cast<std::int32_t>(context.integer("partitions").value_or(0))});
    context.bound().passesThrough = true;
    context.output("out", context.input("in")->type);
}

void bindJoin(BindContext& context) {
    const bool leftIsStream = context.requireStream("left");
    const BoundInput* right = context.input("right");
    if (!leftIsStream || !right) return;
    for (const char* port : {"left", "right"})
        if (context.input(port)->type.keyChanged) context.repartition({.port = port, .key = {}});
    for (const BoundInput& in : context.bound().inputs) {
        expr::SideUse use;
        use.columns.assign(in.type.columns->size(), true);
        context.bound().uses.push_back(use);
    }
    EdgeType type = context.input("left")->type;
    type.columns = columnsOf(context);
    type.valueForm = expr::ValueForm::Columns;
    context.output("out", type);
}

void bindSink(BindContext& context) {
    const BoundInput* in = context.input("in");
    if (!in) return;
    expr::SideUse use;
    use.columns.assign(in->type.columns ? in->type.columns->size() : 0, true);
    context.bound().uses = {use};
    context.bound().sinkTopic = context.text("topic").value_or("");
    context.bound().partitions = static_cast<std::int32_t>(context.integer("partitions").value_or(0));
}

std::vector<FieldSpec> sourceFields() {
    return {field("topic", FieldKind::Topic, true), choice("as", {"stream", "table", "global-table"}, "stream"), field("columns", FieldKind::TextList),
            field("reads", FieldKind::TextList), field("partitions", FieldKind::Integer)};
}

std::vector<FieldSpec> aggregateFields() {
    FieldSpec window = field("window", FieldKind::Object);
    window.members = {choice("type", {"tumbling", "hopping", "session"}), field("size", FieldKind::Duration), field("advance", FieldKind::Duration, true),
                      field("grace", FieldKind::Duration)};
    window.members[0].required = true;
    window.members[2].onlyWhen = "type";
    window.members[2].onlyValues = {"hopping"};
    window.members[3].fallback = "24h";
    return {field("group_by", FieldKind::GroupBy), std::move(window), field("columns", FieldKind::TextList), field("reads", FieldKind::TextList), field("store", FieldKind::Name)};
}

NodeRegistry makeNodes() {
    const PortSpec in{"in"};
    const PortSpec out{"out"};
    const FieldSpec columns = field("columns", FieldKind::TextList);
    const FieldSpec readsField = field("reads", FieldKind::TextList);
    const PortSpec lateOut{.name = "late", .optional = true};

    FieldSpec branches = field("branches", FieldKind::ObjectList, true);
    branches.members = {field("name", FieldKind::Name, true), field("where", FieldKind::Condition, true)};
    NodeSpec branch = spec("branch", NodeShape::Stateless, {branches, field("default", FieldKind::Name)}, {in}, {}, bindSame);
    branch.dynamicOutputs = [](const Node& node) {
        std::vector<PortSpec> ports;
        if (const FieldValue* list = node.field("branches"); list && list->list())
            for (const FieldValue& b : *list->list())
                if (b.member("name") && b.member("name")->text()) ports.push_back({*b.member("name")->text()});
        if (const FieldValue* name = node.field("default"); name && name->text()) ports.push_back({*name->text()});
        return ports;
    };
    FieldSpec within = field("within", FieldKind::Duration);
    within.members = {field("before", FieldKind::Duration, true), field("after", FieldKind::Duration, true)};
    FieldSpec timestamp = field("max_future", FieldKind::Duration);
    timestamp.choices = {"none"};
    std::vector<FieldSpec> source = sourceFields();
    source.push_back(timestamp);

    return NodeRegistry({
        spec("source", NodeShape::Source, std::move(source), {}, {out}, bindSource),
        spec("filter", NodeShape::Stateless, {field("where", FieldKind::Condition, true), readsField}, {in}, {out}, bindSame),
        spec("select-key", NodeShape::Stateless, {field("key", FieldKind::Scalar, true), readsField}, {in}, {out}, bindSame),
        spec("shape", NodeShape::Stateless, {columns, readsField}, {in}, {out}, bindShape),
        std::move(branch),
        spec("merge", NodeShape::Stateless, {}, {{.name = "in", .many = true}}, {out}, bindSame),
        spec("repartition", NodeShape::Stateless, {field("partitions", FieldKind::Integer)}, {in}, {out}, bindRepartition),
        spec("aggregate", NodeShape::Stateful, aggregateFields(), {in}, {out, lateOut}, bindAggregate),
        spec("to-stream", NodeShape::Table, {}, {in}, {out}, bindToStream),
        spec("to-table", NodeShape::Table, {}, {in}, {out}, bindToTable),
        spec("join", NodeShape::Stateful, {choice("how", {"inner", "left", "outer"}, "inner"), columns, within}, {{"left"}, {"right"}}, {out, lateOut}, bindJoin),
        spec("sink", NodeShape::Sink, {field("topic", FieldKind::Topic, true), field("partitions", FieldKind::Integer)}, {in}, {}, bindSink),
        spec("gauge", NodeShape::View, {field("share", FieldKind::Number), field("on", FieldKind::Boolean), readsField}, {in}, {}, bindSame),
    });
}

} // namespace

const NodeRegistry& smallNodes() {
    static const NodeRegistry nodes = makeNodes();
    return nodes;
}

FieldValue names(std::vector<std::string> list) {
    FieldValue::List out;
    for (std::string& word : list) out.emplace_back(std::move(word));
    return out;
}

Drawing& Drawing::node(std::string id, std::string type, FieldValue::Object fields) {
    Node n;
    n.id = std::move(id);
    n.type = std::move(type);
    n.fields = std::move(fields);
    m_topology.nodes.push_back(std::move(n));
    return *this;
}

Drawing& Drawing::source(std::string id, std::vector<std::string> columns, FieldValue::Object more) {
    more.insert(more.begin(), {{"topic", id + "-topic"}, {"columns", names(std::move(columns))}});
    return node(std::move(id), "source", std::move(more));
}

Drawing& Drawing::wire(std::string from, std::string to) {
    const auto port = [](const std::string& end, const char* usual) {
        const auto colon = end.find(':');
        return PortRef{end.substr(0, colon), colon == std::string::npos ? usual : end.substr(colon + 1)};
    };
    m_topology.edges.push_back({port(from, "out"), port(to, "in")});
    return *this;
}

Drawing& Drawing::off(std::string_view id) {
    m_topology.find(id)->enabled = false;
    return *this;
}

std::string text(const Diagnostics& diagnostics) {
    std::string out;
    for (const Diagnostic& d : diagnostics) out += toText(d) + "\n";
    return out;
}

std::string readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in.good()) << path;
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

} // namespace weir
