// SPDX-License-Identifier: Apache-2.0
// JSON from values and rows, as topology-format.md 2 and 3 print them: bigint and numeric with all digits, double as the
// shortest that reads back (an integral one without fraction), NaN and infinities as strings, bytea base64, interval ISO-8601, timestamptz ISO-8601 Z.
// Only `"`, `\` and control characters are escaped, no spaces: the canonical form that keys are hashed and compared by.
// Threads  pure functions; no allocation beyond growing `out`.
#pragma once

#include "weir/record/datum.h"
#include "weir/record/schema.h"

#include <string>
#include <string_view>
#include <vector>

namespace weir {

void appendJsonString(std::string& out, std::string_view text);
void appendJsonDouble(std::string& out, double value);
/// A value of `type`; NULL as null. jsonb goes out compact (no spaces), its numbers digit for digit.
void appendJson(std::string& out, const Type& type, const Datum& value);
/// {"a":1,"b":null}
void appendJsonRow(std::string& out, const Schema& schema, const Datum* columns);
/// appendJsonRow for many rows of one schema: member names are escaped once, and the common types are written without
/// growing `out` piece by piece. Immutable.
class JsonRowWriter {
public:
    explicit JsonRowWriter(SchemaPtr schema);
    void append(const Datum* columns, std::string& out) const;

private:
    SchemaPtr m_schema;
    std::vector<std::string> m_names; ///< with what stands before and behind: `{"a":`, `,"b":`
    std::size_t m_sizeMax = 0;        ///< of a row without its texts and rare types
};
/// Interval in PostgreSQL's iso_8601 output: "P1Y2M3DT4H5M6.789S".
void appendIntervalIso(std::string& out, const IntervalValue& interval);
void appendBase64(std::string& out, std::string_view bytes);

} // namespace weir
