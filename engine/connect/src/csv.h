// SPDX-License-Identifier: Apache-2.0
// CSV by RFC 4180, with any delimiter and quote: a record's text to fields, fields to a JSON value, columns to a record.
// Threads  one owner.
#pragma once

#include "weir/record/schema.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct CsvDialect {
    char delimiter = ',';
    char quote = '"'; ///< 0: none
    bool header = true;
};

struct CsvField {
    std::string text;
    bool quoted = false;
};

/// Reuses the fields' storage. False: a quote does not end, or something stands behind a closing quote.
bool splitCsv(std::string_view record, const CsvDialect& dialect, std::vector<CsvField>& fields, std::size_t& count);

/// Where fields go. `position`: the field of each column; -1: none.
struct CsvColumns {
    SchemaPtr schema;
    std::vector<std::int32_t> position;
    std::size_t fieldsMax = 0; ///< more are an error

    /// Field by field; without a header the schema's order is the fields'.
    static CsvColumns inOrder(SchemaPtr schema);
    /// By the names in a header. Without a schema every name is a text column.
    static CsvColumns byHeader(SchemaPtr schema, const std::vector<CsvField>& names, std::size_t count);
};

/// A JSON object: numbers and switches as such where the column is one and the text fits, all else as strings (which the source
/// reads as PostgreSQL reads text). A field that is empty and unquoted, or missing, is null.
void appendCsvJson(const CsvColumns& columns, const std::vector<CsvField>& fields, std::size_t count, std::string& out);

/// One field of a record that is written; quoted where it must be, and if it is empty (NULL is the unquoted nothing).
void appendCsvField(std::string_view text, const CsvDialect& dialect, std::string& out);

} // namespace weir
