// SPDX-License-Identifier: Apache-2.0
#include "weir/expr/corpus.h"

#include "values/jsonb.h"
#include "values/number_text.h"

#include "weir/expr/compile.h"
#include "weir/expr/json_value.h"
#include "weir/record/json_in.h"
#include "weir/record/json_out.h"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <optional>
#include <vector>

namespace weir::expr {

namespace {

/// Takes JSON apart without changing it: numbers keep their digits and zeros their signs.
class RawJson {
public:
    explicit RawJson(std::string_view text) : m_rest(text) {}
    bool take(char c) {
        skipBlanks();
        if (m_rest.empty() || m_rest.front() != c) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// The next value's own text.
    std::string_view value() {
        skipBlanks();
        std::size_t end = 0;
        int depth = 0;
        while (end < m_rest.size()) {
            const char c = m_rest[end];
            if (c == '"') {
                for (++end; end < m_rest.size() && m_rest[end] != '"'; ++end)
                    if (m_rest[end] == '\\') ++end;
                ++end;
                if (depth == 0) break;
                continue;
            }
            if (depth == 0 && (c == ',' || c == ']' || c == '}' || c == ' ' || c == ':')) break;
            if (c == '{' || c == '[') ++depth;
            ++end;
            if ((c == '}' || c == ']') && --depth == 0) break;
        }
        const auto taken = m_rest.substr(0, end);
        m_rest.remove_prefix(taken.size());
        return taken;
    }

private:
    void skipBlanks() {
        while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t' || m_rest.front() == '\r' || m_rest.front() == '\n')) m_rest.remove_prefix(1);
    }
    std::string_view m_rest;
};

struct CorpusLine {
    std::string schema;
    std::string expression;
    std::vector<std::string_view> rows;
    bool aggregate = false;
};

std::optional<CorpusLine> readLine(std::string_view text) {
    CorpusLine line;
    RawJson json(text);
    if (!json.take('{')) return std::nullopt;
    do {
        const auto name = json.value();
        if (!json.take(':')) return std::nullopt;
        const auto value = json.value();
        if (name == "\"schema\"") line.schema = jsonUnquote(value);
        else if (name == "\"expr\"") line.expression = jsonUnquote(value);
        else if (name == "\"row\"") line.rows.assign(1, value);
        else if (name == "\"rows\"") {
            line.aggregate = true;
            RawJson rows(value);
            if (!rows.take('[')) return std::nullopt;
            while (!rows.take(']')) {
                line.rows.push_back(rows.value());
                rows.take(',');
            }
        }
    } while (json.take(','));
    return line;
}

std::string errorLine(std::string_view condition, bool atCheck) {
    std::string out = R"({"error": )";
    appendJsonString(out, condition);
    return out + (atCheck ? R"(, "when": "check"})" : R"(, "when": "run"})");
}

std::string firstError(const Diagnostics& diagnostics) {
    for (const auto& d : diagnostics)
        if (d.severity == Severity::Error) return errorLine(d.code, true);
    return errorLine("internal_error", true);
}

/// As the corpus writes values: numerics as strings, timestamps with as many fraction digits as they have.
void appendResult(std::string& out, const Type& type, const Datum& value, Arena& arena) {
    if (value.null) {
        out += "null";
        return;
    }
    if (type.array) {
        out += '[';
        const auto& array = arrayOf(value);
        for (std::uint32_t i = 0; i < array.length; ++i) {
            if (i > 0) out += ", ";
            appendResult(out, type.element(), array.elements[i], arena);
        }
        out += ']';
        return;
    }
    RunError error;
    KernelContext context{.arena = arena, .error = error, .argumentTypes = {}, .resultType = type};
    std::string text;
    switch (type.id) {
    case TypeId::Numeric:
        toText(context, type, value, text);
        appendJsonString(out, text);
        return;
    case TypeId::TimestampTz:
    case TypeId::Timestamp:
        toText(context, type, value, text);
        if (const auto blank = text.find(' '); blank != std::string::npos) text[blank] = 'T';
        if (const auto zone = text.find("+00"); zone != std::string::npos) text.replace(zone, 3, "Z");
        appendJsonString(out, text);
        return;
    case TypeId::Real:
        if (!std::isfinite(value.d)) return appendJson(out, type, value);
        appendReal(text, value.d);
        text = fmt::format("{}", std::strtod(text.c_str(), nullptr));
        out += text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
        return;
    default: appendJson(out, type, value); return;
    }
}

std::string resultLine(const Type& type, const Datum& value, Arena& arena) {
    std::string out = R"({"type": )";
    const Type bare{type.id, type.array, -1};
    appendJsonString(out, type.id != TypeId::Varchar ? typeName(bare) : type.array ? "varchar[]" : "varchar");
    out += R"(, "result": )";
    appendResult(out, type, value, arena);
    return out + '}';
}

/// A corpus row as a record's columns.
class RowOf {
public:
    RowOf(const SchemaPtr& schema) : m_reader(schema, {}, &convertJson), m_columns(schema->size()) {}
    bool read(std::string_view json, Arena& arena) {
        constexpr std::size_t padding = 64;
        char* text = arena.allocate(json.size() + padding, 8);
        std::memcpy(text, json.data(), json.size());
        std::memset(text + json.size(), 0, padding);
        if (!m_reader.read({text, json.size()}, arena, m_columns.data())) return false;
        row.columns = m_columns.data();
        row.value = {text, json.size()};
        row.valueNull = false;
        row.valueRaw = true;
        return true;
    }
    const JsonError& error() const { return m_reader.error(); }
    Inputs inputs() const {
        Inputs in;
        in.sides[0] = &row;
        return in;
    }
    Row row;

private:
    JsonRowReader m_reader;
    std::vector<Datum> m_columns;
};

std::string evaluateScalar(const CorpusLine& line, const Scope& scope) {
    const auto compiled = compile(line.expression, Form::Scalar, scope);
    if (!compiled.program) return firstError(compiled.diagnostics);
    Arena arena;
    Machine machine;
    RowOf row(scope.sides.front().columns);
    if (!row.read(line.rows.empty() ? "{}" : line.rows.front(), arena)) return errorLine(row.error().condition, false);
    Datum value;
    if (!machine.run(compiled.program, row.inputs(), arena, {&value, 1})) return errorLine(machine.error().condition, false);
    return resultLine(compiled.program.outputs().columns.front().type, value, arena);
}

std::string evaluateAggregate(const CorpusLine& line, const Scope& scope) {
    auto compiled = compileAggregate(line.expression + "\nAS result", scope, Type{TypeId::Text}, false);
    if (!compiled.plan) return firstError(compiled.diagnostics);
    Machine machine;
    Aggregator aggregator(compiled.plan);
    RowOf row(scope.sides.front().columns);
    std::string state(compiled.plan.emptyState());
    for (const auto json : line.rows) {
        Arena arena;
        if (!row.read(json, arena)) return errorLine(row.error().condition, false);
        std::string_view next;
        if (!aggregator.add(state, row.inputs(), machine, arena, next)) return errorLine(aggregator.error().condition, false);
        state = std::string(next);
    }
    Arena arena;
    Datum value;
    if (!aggregator.result(state, Row{}, 0, machine, arena, {&value, 1})) return errorLine(aggregator.error().condition, false);
    return resultLine(compiled.plan.outputs().columns.front().type, value, arena);
}

} // namespace

std::string evaluateCorpusLine(std::string_view text) {
    const auto line = readLine(text);
    if (!line) return errorLine("invalid_json", true);
    auto parsed = parseSchema(line->schema);
    if (!parsed.schema) return firstError(parsed.diagnostics);
    Scope scope;
    Side side;
    side.columns = parsed.schema;
    scope.sides.push_back(std::move(side));
    return line->aggregate ? evaluateAggregate(*line, scope) : evaluateScalar(*line, scope);
}

} // namespace weir::expr
