// SPDX-License-Identifier: Apache-2.0
// Reading one JSON text in a test: keeps it padded and alive.
#pragma once

#include "weir/record/json_in.h"
#include "weir/record/json_out.h"

#include <string>
#include <string_view>
#include <vector>

namespace weir::testing {

inline SchemaPtr schemaOf(std::vector<Column> columns) { return std::make_shared<const Schema>(Schema{std::move(columns)}); }

/// numeric, jsonb and the like arrive as the JSON text that the callback got.
inline bool keepJson(std::string_view json, const Type&, Arena& arena, Datum& out, JsonError& error) {
    if (json == "\"refused\"") {
        error = {"invalid_text_representation", {}, "Refused."};
        return false;
    }
    out = Datum::ofBytes(arena.copy(json));
    return true;
}

class Reading {
public:
    explicit Reading(SchemaPtr schema, std::vector<bool> wanted = {})
        : m_schema(schema), m_reader(schema, std::move(wanted), keepJson), m_columns(schema->size()) {}

    bool read(std::string_view json) {
        m_text.assign(json);
        m_text.append(64, '"'); // the worst padding: what stands behind must never be looked at
        m_arena.reset();
        return m_reader.read(std::string_view(m_text).substr(0, json.size()), m_arena, m_columns.data());
    }
    /// The columns as a JSON row, or "condition column".
    std::string operator()(std::string_view json) {
        if (!read(json)) return m_reader.error().condition + (m_reader.error().column.empty() ? "" : " ") + m_reader.error().column;
        std::string out;
        appendJsonRow(out, *m_schema, m_columns.data());
        return out;
    }
    const JsonError& error() const { return m_reader.error(); }
    const Datum& column(std::size_t i) const { return m_columns[i]; }
    const std::string& text() const { return m_text; }

private:
    SchemaPtr m_schema;
    JsonRowReader m_reader;
    std::vector<Datum> m_columns;
    std::string m_text;
    Arena m_arena;
};

/// {"x": json} read into a column x of `type`: its JSON, or the condition.
inline std::string readAs(Type type, std::string_view json) {
    Reading reading(schemaOf({{"x", type}}));
    auto out = reading("{\"x\":" + std::string(json) + "}");
    if (out.starts_with("{\"x\":")) return out.substr(5, out.size() - 6);
    return out.substr(0, out.find(' '));
}

} // namespace weir::testing
