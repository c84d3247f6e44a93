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

void BindContext::error(std::string_view field, std::string message, std::string code, Span span) {
    m_failed = true;
    m_diagnostics.push_back({.severity = Severity::Error,
                             .node = m_node.id,
                             .field = std::string(field),
                             .span = span,
                             .message = std::move(message),
                             .code = std::move(code),
                             .fix = {}});
}

void BindContext::warn(std::string_view field, std::string message, std::string code, Span span) {
    m_diagnostics.push_back({.severity = Severity::Warning,
                             .node = m_node.id,
                             .field = std::string(field),
                             .span = span,
                             .message = std::move(message),
                             .code = std::move(code),
                             .fix = {}});
}

void BindContext::addAll(std::string_view field, Diagnostics diagnostics) {
    for (Diagnostic& d : diagnostics) {
        d.node = m_node.id;
        d.field = std::string(field);
        if (d.severity == Severity::Error) m_failed = true;
        m_diagnostics.push_back(std::move(d));
    }
}

bool BindContext::requireStream(std::string_view port) {
    const BoundInput* in = input(port);
    if (!in) return false;
    if (!in->produced.isTable()) return true;
    const std::string where = port == "in" ? std::string("here") : "on " + std::string(port);
    if (in->produced.kind == EdgeKind::GlobalTable)
        error("port:" + std::string(port),
              fmt::format("a global table ends {}; {} needs a stream: a global table can only be the right side of a join", port == "in" ? "here" : where, m_node.type),
              "wrong_kind");
    else
        error("port:" + std::string(port), fmt::format("a table ends here; {} needs a stream {}: put a to-stream between", m_node.type, where), "wrong_kind");
    return false;
}

bool BindContext::requireTable(std::string_view port) {
    const BoundInput* in = input(port);
    if (!in) return false;
    if (in->produced.kind == EdgeKind::Table) return true;
    const std::string where = port == "in" ? std::string("here") : "on " + std::string(port);
    if (in->produced.kind == EdgeKind::GlobalTable)
        error("port:" + std::string(port), fmt::format("a global table ends here; {} needs a table {}: read the topic as a table", m_node.type, where), "wrong_kind");
    else
        error("port:" + std::string(port),
              fmt::format("a stream ends here; {} needs a table {}: put a to-table or an aggregate between", m_node.type, where), "wrong_kind");
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
