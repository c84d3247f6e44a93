// SPDX-License-Identifier: Apache-2.0
#include "file_source_connector.h"

#include "weir/expr/json_value.h"
#include "weir/record/key.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::size_t chunkBytes = std::size_t{256} << 10U;
constexpr std::int64_t waitMicros = 200'000;
constexpr std::size_t paddingBytes = 64;

bool isBlank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

} // namespace

FileSourceConnector::FileSourceConnector(FileSourceSettings settings, FileSystem& files, const Clock& clock)
    : m_settings(std::move(settings)), m_files(files), m_clock(clock), m_follower(files, m_settings.path, m_settings.follow),
      m_lines(m_settings.csv ? m_settings.dialect.quote : '\0', m_settings.dialect.delimiter) {
    if (!m_settings.key) return;
    m_reader.emplace(m_settings.schema, std::vector<bool>{}, expr::convertJson);
    m_row.resize(m_settings.schema->size());
}

Result<> FileSourceConnector::open(std::string_view position) {
    std::optional<FilePosition> from;
    if (!position.empty()) {
        from = FilePosition::parse(position);
        if (!from) return fail(Errc::Corrupt, "The committed position in " + m_settings.path.string() + " can't be read.");
    }
    WEIR_TRY(const auto start, m_follower.open(from));
    m_lines.start(start.offset, start.line);
    m_ended = false;
    if (m_settings.csv && !m_settings.dialect.header) m_columns = CsvColumns::inOrder(m_settings.schema);
    if (m_settings.csv && m_settings.dialect.header && start.offset > 0) return readHeader();
    return {};
}

/// A restart in the middle of a file needs the names that stand at its start.
Result<> FileSourceConnector::readHeader() {
    WEIR_TRY(const auto file, m_files.open(m_settings.path, OpenMode::Read));
    FileLines lines(m_settings.dialect.quote, m_settings.dialect.delimiter);
    WEIR_TRY(const auto got, file->readAt(0, std::as_writable_bytes(std::span(lines.room(chunkBytes), chunkBytes))));
    lines.added(got);
    std::string_view line;
    std::size_t count = 0;
    if (lines.take(line, true) != FileLines::Taken::Line || !splitCsv(line, m_settings.dialect, m_fields, count))
        return fail(Errc::Invalid, "The header of " + m_settings.path.string() + " can't be read as CSV.");
    m_columns = CsvColumns::byHeader(m_settings.schema, m_fields, count);
    return {};
}

std::string FileSourceConnector::position() const { return m_follower.position(m_lines.offset(), m_lines.lineNumber()).text(); }

void FileSourceConnector::skip(std::int64_t lineNumber, std::string_view why) {
    ++m_figures.skipped;
    m_figures.lastError = fmt::format("{}, line {}: {}.", m_settings.path.string(), lineNumber, why);
}

bool FileSourceConnector::csvToJson(std::string_view line, std::int64_t lineNumber) {
    std::size_t count = 0;
    if (!splitCsv(line, m_settings.dialect, m_fields, count)) {
        skip(lineNumber, "the quotes don't match");
        return false;
    }
    if (m_settings.dialect.header && lineNumber == 1) {
        m_columns = CsvColumns::byHeader(m_settings.schema, m_fields, count);
        return false;
    }
    if (count > m_columns.fieldsMax) {
        skip(lineNumber, fmt::format("{} fields, {} expected", count, m_columns.fieldsMax));
        return false;
    }
    m_value.clear();
    appendCsvJson(m_columns, m_fields, count, m_value);
    return true;
}

bool FileSourceConnector::computeKey(std::int64_t lineNumber) {
    m_keyNull = true;
    m_key.clear();
    if (!m_settings.key) return true;
    const auto size = m_value.size();
    m_value.append(paddingBytes, ' ');
    m_arena.reset();
    const bool fits = m_reader->read(std::string_view(m_value).substr(0, size), m_arena, m_row.data());
    m_value.resize(size);
    if (!fits) return true; // the source node will say what is wrong with the value
    Row row;
    row.columns = m_row.data();
    row.value = m_value;
    row.valueNull = false;
    row.valueRaw = true;
    row.timestamp = m_clock.wallMs();
    Datum key;
    if (!m_machine.run(m_settings.key, {{&row, nullptr}, m_clock.wallMicros()}, m_arena, {&key, 1})) {
        skip(lineNumber, "file_key: " + m_machine.error().message);
        return false;
    }
    if (key.null) return true;
    if (!encodeKey(m_settings.keyFormat, m_settings.key.outputs().columns[0].type, key, m_key)) {
        skip(lineNumber, "file_key is not a number");
        return false;
    }
    m_keyNull = false;
    return true;
}

Result<> FileSourceConnector::take(ConnectorSink& sink, std::string_view line, std::int64_t lineNumber) {
    if (isBlank(line)) return {};
    if (!m_settings.csv)
        m_value.assign(line);
    else if (!csvToJson(line, lineNumber))
        return {};
    if (!computeKey(lineNumber)) return {};
    return sink.produce(-1, m_clock.wallMs(), m_key, m_keyNull, m_value, false);
}

Result<std::int64_t> FileSourceConnector::poll(ConnectorSink& sink, std::int64_t recordsMax) {
    std::string_view line;
    for (std::int64_t taken = 0; taken < recordsMax;) {
        const auto number = m_lines.lineNumber();
        const auto what = m_lines.take(line, m_ended);
        if (what == FileLines::Taken::TooLong) {
            skip(number, fmt::format("longer than {}", formatSize(static_cast<std::int64_t>(lineBytesMax))));
            continue;
        }
        if (what == FileLines::Taken::Line) {
            WEIR_CHECK(take(sink, line, number));
            ++taken;
            continue;
        }
        if (m_ended) return -1;
        char* const room = m_lines.room(chunkBytes);
        WEIR_TRY(const auto read, m_follower.read(room, chunkBytes));
        switch (read.step) {
        case FileFollower::Step::Bytes: m_lines.added(read.size); break;
        case FileFollower::Step::NewFile:
            // At once, so that position() never mixes the two files: the old one's last line, if it has no end, is whole now.
            if (m_lines.take(line, true) == FileLines::Taken::Line) WEIR_CHECK(take(sink, line, number));
            m_lines.start(0, 1);
            break;
        case FileFollower::Step::Wait: return waitMicros;
        case FileFollower::Step::End: m_ended = true; break;
        }
    }
    return 0;
}

} // namespace weir
