// SPDX-License-Identifier: Apache-2.0
#include "file_sink_connector.h"

#include "weir/record/json_out.h"
#include "weir/record/key.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <span>

namespace weir {
namespace {

constexpr std::size_t fetchBytes = std::size_t{1} << 20U;
constexpr std::int64_t waitMicros = 20'000;

/// JSON has line breaks only between its tokens, so a space does as well.
void appendOneLine(std::string& out, std::string_view json) {
    for (const char c : json) out += c == '\n' || c == '\r' ? ' ' : c;
}

/// The row's columns as text: what a CSV field shows.
SchemaPtr asTexts(const Schema& columns) {
    Schema out;
    for (const auto& column : columns.columns) out.columns.push_back({column.name, {TypeId::Text}});
    return std::make_shared<const Schema>(std::move(out));
}

} // namespace

FileSinkConnector::FileSinkConnector(FileSinkSettings settings, FileSystem& files, Broker& broker)
    : m_settings(std::move(settings)), m_files(files), m_broker(broker) {
    if (!m_settings.csv || !m_settings.columns) return;
    m_rows.emplace(asTexts(*m_settings.columns), std::vector<bool>{}, nullptr); // texts need no callback
    m_row.resize(m_settings.columns->size());
}

Result<> FileSinkConnector::readPosition(std::string_view position, std::vector<std::int64_t>& offsets) {
    const char* at = position.data();
    const char* const end = at + position.size();
    std::vector<std::int64_t> numbers;
    while (at != end) {
        std::int64_t number = 0;
        const auto [next, code] = std::from_chars(at, end, number);
        if (code != std::errc{} || number < 0) break;
        numbers.push_back(number);
        at = next;
        if (at != end && *at == ' ') ++at;
    }
    if (at != end || numbers.empty() || numbers.size() - 1 > offsets.size())
        return fail(Errc::Corrupt, "The committed position of " + m_settings.path.string() + " can't be read.");
    m_length = numbers.front();
    std::copy(numbers.begin() + 1, numbers.end(), offsets.begin());
    return {};
}

Result<> FileSinkConnector::open(std::string_view position) {
    const auto topic = m_broker.find(m_settings.topic);
    if (!topic) return fail(Errc::NotFound, "There is no topic \"" + m_settings.topic + "\".", {.topic = m_settings.topic});
    m_next.assign(static_cast<std::size_t>(topic->partitions), 0);
    m_length = 0;
    if (!position.empty()) WEIR_CHECK(readPosition(position, m_next));
    std::vector<TopicPartition> partitions;
    for (std::int32_t p = 0; p < topic->partitions; ++p) partitions.push_back({m_settings.topic, p});
    WEIR_TRY(m_consumer, m_broker.consumer(std::move(partitions)));
    for (std::size_t p = 0; p < m_next.size(); ++p) {
        m_next[p] = std::max(m_next[p], m_consumer->startOffset(p));
        m_consumer->seek(p, m_next[p]);
    }
    WEIR_TRY(m_file, m_files.open(m_settings.path, OpenMode::CreateOrOpen));
    WEIR_TRY(const auto size, m_file->size());
    if (size < m_length)
        return fail(Errc::Invalid, fmt::format("{} has {} bytes, but {} were committed: somebody shortened it. Put it back, or remove the job's position.", m_settings.path.string(), size, m_length));
    if (position.empty() && size > 0)
        return fail(Errc::Exists, m_settings.path.string() + " exists and was not written by this job. Move it away, or choose another path.");
    if (size > m_length) WEIR_CHECK(m_file->truncate(m_length));
    m_text.clear();
    return {};
}

std::string FileSinkConnector::position() const {
    std::string out = std::to_string(m_length);
    for (const auto next : m_next) out += " " + std::to_string(next);
    return out;
}

Result<> FileSinkConnector::flush() { return m_file->sync(); }

void FileSinkConnector::appendCsv(const RecordView& record) {
    if (record.valueNull) return;
    m_arena.reset();
    // The reader may look at 64 bytes behind the value: BatchReader's values have them.
    if (!m_rows->read(record.value, m_arena, m_row.data())) {
        ++m_figures.skipped;
        m_figures.lastError = fmt::format("offset {}: {}", record.offset, m_rows->error().message);
        return;
    }
    char separator = 0;
    for (const auto& field : m_row) {
        if (separator != 0) m_text += separator;
        separator = m_settings.dialect.delimiter;
        if (!field.null) appendCsvField(field.bytes(), m_settings.dialect, m_text);
    }
    m_text += '\n';
}

void FileSinkConnector::append(const RecordView& record) {
    if (m_settings.csv) return appendCsv(record);
    Datum value;
    if (record.valueNull)
        m_text += "null";
    else if (m_settings.valueFormat == Format::Json)
        appendOneLine(m_text, record.value);
    else if (decodeKey(m_settings.valueFormat, record.value, m_arena, value))
        appendJson(m_text, typeOfFormat(m_settings.valueFormat), value);
    else
        m_text += "null";
    m_text += '\n';
}

Result<std::int64_t> FileSinkConnector::moveBatches(std::size_t partition) {
    WEIR_TRY(const bool any, m_consumer->fetch(partition, fetchBytes, m_batches));
    if (!any) return 0;
    std::int64_t moved = 0;
    auto rest = m_batches.bytes();
    while (!rest.empty()) {
        WEIR_TRY(const auto header, readBatchHeader(rest));
        const auto size = static_cast<std::size_t>(header.sizeBytes);
        if (!header.control()) {
            WEIR_CHECK(m_reader.open(rest.first(size)));
            for (RecordView record; m_reader.next(record);) {
                if (record.offset < m_next[partition]) continue; // the batch began before the committed offset
                append(record);
                ++moved;
            }
            if (m_reader.failed()) return fail(Errc::Corrupt, "A batch of the topic can't be read.", {.topic = m_settings.topic, .partition = static_cast<std::int32_t>(partition), .offset = header.baseOffset});
        }
        m_next[partition] = header.lastOffset() + 1;
        rest = rest.subspan(size);
    }
    return moved;
}

Result<> FileSinkConnector::writeOut() {
    if (m_text.empty()) return {};
    WEIR_CHECK(m_file->writeAt(m_length, std::as_bytes(std::span(m_text))));
    m_length += static_cast<std::int64_t>(m_text.size());
    m_text.clear();
    return {};
}

Result<std::int64_t> FileSinkConnector::poll(ConnectorSink&, std::int64_t recordsMax) {
    if (m_settings.csv && m_settings.dialect.header && m_length == 0) {
        char separator = 0;
        for (const auto& column : m_settings.columns->columns) {
            if (separator != 0) m_text += separator;
            separator = m_settings.dialect.delimiter;
            appendCsvField(column.name, m_settings.dialect, m_text);
        }
        m_text += '\n';
        WEIR_CHECK(writeOut());
    }
    std::int64_t moved = 0;
    for (std::size_t p = 0; p < m_next.size() && moved < recordsMax; ++p) {
        WEIR_TRY(const auto count, moveBatches(p));
        moved += count;
        WEIR_CHECK(writeOut());
    }
    return moved > 0 ? 0 : waitMicros;
}

} // namespace weir
