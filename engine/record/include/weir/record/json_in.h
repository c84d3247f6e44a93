// SPDX-License-Identifier: Apache-2.0
// JSON records to columns, in one pass that also validates the whole value (valid JSON, UTF-8, an object, depth <= 64; every
// declared column must fit its type; of equal names the last counts). topology-format.md 2; conversions as PostgreSQL's json_to_record.
// Threads  a JsonRowReader belongs to one task.
#pragma once

#include "weir/core/arena.h"
#include "weir/record/datum.h"
#include "weir/record/schema.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct JsonError {
    std::string condition; ///< "invalid_json", "numeric_value_out_of_range", "invalid_text_representation", …
    std::string column;    ///< empty: the whole value
    std::string message;
};

/// Converts one JSON scalar or tree to a value of a type that the reader has no fast path for (numeric, jsonb, arrays,
/// timestamptz, interval, bytea): `json` is the value's own text. False: error is set.
using JsonConvert = bool (*)(std::string_view json, const Type& type, Arena& arena, Datum& out, JsonError& error);

class JsonRowReader {
public:
    /// `wanted`: columns to fill; the others are only checked. Empty: all.
    JsonRowReader(SchemaPtr schema, std::vector<bool> wanted, JsonConvert convert);
    ~JsonRowReader();
    JsonRowReader(JsonRowReader&&) noexcept;
    /// `json` must be followed by 64 readable bytes. Text without escapes stays a view into it. False: see error().
    bool read(std::string_view json, Arena& arena, Datum* columns);
    const JsonError& error() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace weir
