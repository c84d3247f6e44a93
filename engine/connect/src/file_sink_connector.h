// SPDX-License-Identifier: Apache-2.0
// FileSinkConnector: the records of a topic into a file. The node itself is a sink on that topic; this carries them on, so tasks never
// wait for the file and it has one writer however many partitions there are.
// Shape    position: the file's length and the next offset of each partition, so a record is in the file or still to come, never both.
//          open() cuts what was written behind the committed length. JSON Lines: one value a line, `null` for a tombstone. CSV: a
//          header, then the columns; a tombstone writes nothing.
// Errors   Invalid: the file is shorter than its committed length (somebody else changed it). Io, NoSpace, Permission.
// Threads  the connector thread.
#pragma once

#include "csv.h"
#include "weir/connect/connector.h"
#include "weir/record/json_in.h"

#include <optional>
#include <vector>

namespace weir {

struct FileSinkSettings {
    Path path;
    bool csv = false;
    CsvDialect dialect;
    std::string topic;
    Format valueFormat = Format::Json;
    SchemaPtr columns; ///< CSV needs them
};

class FileSinkConnector final : public SourceConnector {
public:
    FileSinkConnector(FileSinkSettings settings, FileSystem& files, Broker& broker);
    Result<> open(std::string_view position) override;
    /// Moves up to `recordsMax` records; the sink is not used.
    Result<std::int64_t> poll(ConnectorSink& sink, std::int64_t recordsMax) override;
    Result<> flush() override;
    std::string position() const override;
    ConnectorFigures figures() const override { return m_figures; }

private:
    Result<> readPosition(std::string_view position, std::vector<std::int64_t>& offsets);
    Result<std::int64_t> moveBatches(std::size_t partition);
    void append(const RecordView& record);
    void appendCsv(const RecordView& record);
    Result<> writeOut();

    FileSinkSettings m_settings;
    FileSystem& m_files;
    Broker& m_broker;
    std::unique_ptr<File> m_file;
    std::unique_ptr<Consumer> m_consumer;
    BatchBuffer m_batches;
    BatchReader m_reader;
    std::vector<std::int64_t> m_next; ///< by partition: behind the last record written
    std::int64_t m_length = 0;
    std::string m_text; ///< to be written
    Arena m_arena;
    std::optional<JsonRowReader> m_rows;
    std::vector<Datum> m_row;
    ConnectorFigures m_figures;
};

} // namespace weir
