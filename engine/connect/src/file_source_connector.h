// SPDX-License-Identifier: Apache-2.0
// FileSourceConnector: a file's lines as records.
// Shape    position: FilePosition as text. JSON Lines go as they are (the source node checks them); a CSV record becomes a JSON
//          object. Records have the clock's time. Without `file_key` the key is NULL.
// Errors   a line that is too long, or no CSV, or whose key can't be computed, is skipped, counted and told with its place.
// Threads  the connector thread.
#pragma once

#include "csv.h"
#include "file_follower.h"
#include "file_lines.h"
#include "weir/connect/connector.h"
#include "weir/expr/program.h"
#include "weir/record/json_in.h"

#include <optional>

namespace weir {

struct FileSourceSettings {
    Path path;
    bool csv = false;
    CsvDialect dialect;
    bool follow = false;
    SchemaPtr schema; ///< null: the header's names (CSV), or only `_value`
    expr::Program key; ///< over the schema's columns; null: none
    Format keyFormat = Format::String;
};

class FileSourceConnector final : public SourceConnector {
public:
    FileSourceConnector(FileSourceSettings settings, FileSystem& files, const Clock& clock);
    Result<> open(std::string_view position) override;
    Result<std::int64_t> poll(ConnectorSink& sink, std::int64_t recordsMax) override;
    std::string position() const override;
    bool ends() const override { return !m_settings.follow; }
    ConnectorFigures figures() const override { return m_figures; }

private:
    Result<> take(ConnectorSink& sink, std::string_view line, std::int64_t lineNumber);
    Result<> readHeader();
    bool csvToJson(std::string_view line, std::int64_t lineNumber);
    bool computeKey(std::int64_t lineNumber);
    void skip(std::int64_t lineNumber, std::string_view why);

    FileSourceSettings m_settings;
    FileSystem& m_files;
    const Clock& m_clock;
    FileFollower m_follower;
    FileLines m_lines;
    bool m_ended = false;
    CsvColumns m_columns;
    std::vector<CsvField> m_fields;
    std::string m_value; ///< with 64 bytes of padding while a key is computed
    std::string m_key;
    bool m_keyNull = true;
    Arena m_arena;
    expr::Machine m_machine;
    std::optional<JsonRowReader> m_reader;
    std::vector<Datum> m_row;
    ConnectorFigures m_figures;
};

} // namespace weir
