// SPDX-License-Identifier: Apache-2.0
#include "field_check.h"
#include "weir/core/time.h"
#include "weir/topology/bind.h"
#include "wording.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {

BindContext::BindContext(const Topology& topology, const Node& node, BoundNode& bound, Diagnostics& diagnostics)
    : m_topology(topology), m_node(node), m_bound(bound), m_diagnostics(diagnostics) {}

const BoundInput* BindContext::input(std::string_view port) const {
    for (const BoundInput& in : m_bound.inputs)
        if (in.port == port) return &in;
    return nullptr;
}

BoundInput* BindContext::input(std::string_view port) {
    for (BoundInput& in : m_bound.inputs)
        if (in.port == port) return &in;
    return nullptr;
}

const FieldValue* BindContext::field(std::string_view path) const {
    if (const FieldValue* given = valueAt(m_node, path)) return given;
    const FieldSpec* spec = m_bound.spec ? specAt(*m_bound.spec, path) : nullptr;
    return spec && !spec->fallback.isNull() ? &spec->fallback : nullptr;
}

std::optional<std::string> BindContext::text(std::string_view path) const {
    const FieldValue* value = field(path);
    if (!value || !value->text()) return {};
    return *value->text();
}

std::optional<std::int64_t> BindContext::durationMs(std::string_view path) {
    const auto word = text(path);
    if (!word) return {};
    if (const auto duration = parseDuration(*word)) return duration->count();
    m_failed = true;
    // A field of the kind Duration was checked before, and is said already.
    const FieldSpec* spec = m_bound.spec ? specAt(*m_bound.spec, path) : nullptr;
    if (!spec || spec->kind != FieldKind::Duration) error(path, notADuration(*word), "invalid_duration");
    return {};
}

std::optional<std::int64_t> BindContext::integer(std::string_view path) const {
    const FieldValue* value = field(path);
    if (!value || !value->integer()) return {};
    return *value->integer();
}

std::optional<double> BindContext::number(std::string_view path) const {
    const FieldValue* value = field(path);
    if (!value) return {};
    if (value->integer()) return static_cast<double>(*value->integer());
    if (value->number()) return *value->number();
    return {};
}

bool BindContext::flag(std::string_view path) const {
    const FieldValue* value = field(path);
    return value && value->boolean() && *value->boolean();
}

void BindContext::error(std::string_view field, std::string message, std::string code, Span span, std::optional<Fix> fix) {
    m_failed = true;
    m_diagnostics.push_back({Severity::Error, m_node.id, std::string(field), span, std::move(message), std::move(code), std::move(fix)});
}

void BindContext::warn(std::string_view field, std::string message, std::string code, Span span, std::optional<Fix> fix) {
    m_diagnostics.push_back({Severity::Warning, m_node.id, std::string(field), span, std::move(message), std::move(code), std::move(fix)});
}

void BindContext::note(std::string_view field, std::string message, std::string code, std::optional<Fix> fix) {
    m_diagnostics.push_back({Severity::Info, m_node.id, std::string(field), {}, std::move(message), std::move(code), std::move(fix)});
}

std::optional<Fix> BindContext::nodeBefore(std::string_view port, std::string_view type, std::vector<std::pair<std::string, std::string>> fields) const {
    const BoundInput* in = input(port);
    if (!in || in->edge >= m_topology.edges.size()) return {}; // a wire that is only being tried
    const std::string title = fields.empty() ? fmt::format("Put a {} between", type) : fmt::format("Put a {} by {} between", type, fields.front().second);
    return Fix{title, {InsertNode{endsOf(m_topology.edges[in->edge]), std::string(type), std::move(fields)}}};
}

void BindContext::addAll(std::string_view field, Diagnostics diagnostics) {
    for (Diagnostic& d : diagnostics) {
        d.node = m_node.id;
        d.field = std::string(field);
        if (d.severity == Severity::Error) m_failed = true;
        m_diagnostics.push_back(std::move(d));
    }
}

/// A global table that a source gives can be read in another way.
static std::optional<Fix> readAs(const Topology& topology, const BoundInput& input, FixValue as) {
    if (input.node >= topology.nodes.size() || !topology.nodes[input.node].field("as")) return {};
    const std::string& source = topology.nodes[input.node].id;
    return Fix{as.index() == 0 ? fmt::format("Read {} as a stream", source) : fmt::format("Read {} as a table", source), {SetField{source, "as", std::move(as)}}};
}

bool BindContext::requireStream(std::string_view port) {
    const BoundInput* in = input(port);
    if (!in) return false;
    if (!in->produced.isTable()) return true;
    const std::string where = port == "in" ? std::string("here") : "on " + std::string(port);
    const std::string place = "port:" + std::string(port);
    if (in->produced.kind == EdgeKind::GlobalTable)
        error(place, fmt::format("a global table ends {}; {} needs a stream: a global table can only be the right side of a join", where, m_node.type), "wrong_kind", {},
              readAs(m_topology, *in, {}));
    else if (m_node.type == "to-table")
        error(place, "a table ends here already; to-table makes one of a stream: remove this node, or put a to-stream before it", "wrong_kind", {},
              Fix{fmt::format("Take {} out", m_node.id), {RemoveNode{m_node.id}}});
    else
        error(place, fmt::format("a table ends here; {} needs a stream {}: put a to-stream between", m_node.type, where), "wrong_kind", {}, nodeBefore(port, "to-stream"));
    return false;
}

bool BindContext::requireTable(std::string_view port) {
    const BoundInput* in = input(port);
    if (!in) return false;
    if (in->produced.kind == EdgeKind::Table) return true;
    const std::string where = port == "in" ? std::string("here") : "on " + std::string(port);
    const std::string place = "port:" + std::string(port);
    if (in->produced.kind == EdgeKind::GlobalTable)
        error(place, fmt::format("a global table ends here; {} needs a table {}: read the topic as a table", m_node.type, where), "wrong_kind", {}, readAs(m_topology, *in, "table"));
    else if (m_node.type == "to-stream")
        error(place, "a stream ends here already; to-stream makes one of a table: remove this node, or put a to-table or an aggregate before it", "wrong_kind", {},
              Fix{fmt::format("Take {} out", m_node.id), {RemoveNode{m_node.id}}});
    else
        error(place, fmt::format("a stream ends here; {} needs a table {}: put a to-table or an aggregate between", m_node.type, where), "wrong_kind", {},
              nodeBefore(port, "to-table"));
    return false;
}

expr::Program BindContext::compile(std::string_view field, expr::Form form, const expr::Scope& scope, std::vector<bool>* flat) {
    const FieldValue* value = this->field(field);
    if (!value || !value->text()) return {};
    return compileText(field, *value->text(), form, scope, flat);
}

expr::Program BindContext::compileText(std::string_view field, std::string_view text, expr::Form form, const expr::Scope& scope,
                                       std::vector<bool>* flat) {
    expr::Compiled compiled = expr::compile(text, form, scope);
    const bool broken = hasErrors(compiled.diagnostics);
    addAll(field, std::move(compiled.diagnostics));
    if (broken) return {};
    if (flat) *flat = std::move(compiled.flat);
    return std::move(compiled.program);
}

BindContext::Condition BindContext::compileCondition(std::string_view field, std::string_view text, const expr::Scope& scope) {
    expr::Compiled compiled = expr::compile(text, expr::Form::Condition, scope);
    const bool broken = hasErrors(compiled.diagnostics);
    addAll(field, std::move(compiled.diagnostics));
    if (broken) return {};
    return {std::move(compiled.program), compiled.constant};
}

SchemaPtr BindContext::parseColumns(std::string_view field, std::string_view text) {
    expr::ParsedSchema parsed = expr::parseSchema(text);
    const bool broken = hasErrors(parsed.diagnostics);
    addAll(field, std::move(parsed.diagnostics));
    return broken ? nullptr : std::move(parsed.schema);
}

void BindContext::output(std::string_view port, EdgeType type) { m_bound.outputs.push_back({std::string(port), std::move(type)}); }

void BindContext::repartition(Repartition repartition) {
    for (BoundInput& in : m_bound.inputs) {
        if (in.port != repartition.port) continue;
        in.type.keyChanged = false;
        if (repartition.key) {
            in.type.keyFormat = repartition.keyFormat;
            in.type.keyType = repartition.keyType;
            in.type.windowing = Windowing::None;
        }
    }
    m_bound.repartitions.push_back(std::move(repartition));
}

} // namespace weir
