// SPDX-License-Identifier: Apache-2.0
#include "record_decoder.h"

#include "weir/expr/json_value.h"
#include "weir/record/canonical_json.h"
#include "weir/record/key.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utf8proc.h>

namespace weir {
namespace {

bool isUtf8(std::string_view text) {
    const auto ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    if (ascii) return true;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t codepoint = 0;
        const auto n = utf8proc_iterate(at, left, &codepoint);
        if (n <= 0) return false;
        at += n;
        left -= n;
    }
    return true;
}

std::size_t widthOf(Format format) { return format == Format::Int32 ? 4 : 8; }

} // namespace

RecordDecoder::RecordDecoder(Format keyFormat, Format valueFormat, SchemaPtr schema, std::vector<bool> wanted)
    : m_keyFormat(keyFormat), m_valueFormat(valueFormat), m_schema(std::move(schema)) {
    if (m_valueFormat != Format::Json) return;
    if (!m_schema) m_schema = std::make_shared<const Schema>();
    wanted.resize(m_schema->size());
    m_reader.emplace(m_schema, std::move(wanted), &expr::convertJson);
}

bool RecordDecoder::refuse(std::string condition, std::string message) {
    m_failure = {std::move(condition), std::move(message)};
    return false;
}

bool RecordDecoder::decode(const RecordView& record, const Origin& origin, Arena& arena, Row& row) {
    row.timestamp = record.timestamp;
    row.headers = record.headers;
    row.origin = origin;
    row.origin.offset = record.offset;
    row.keyNull = record.keyNull;
    row.valueNull = record.valueNull;
    row.key = record.key;
    row.value = record.value;
    row.valueRaw = true;
    row.columns = nullptr;
    return (record.keyNull || decodeKey(record, arena, row)) && (record.valueNull || decodeValue(record, arena, row));
}

bool RecordDecoder::decodeKey(const RecordView& record, Arena& arena, Row& row) {
    switch (m_keyFormat) {
    case Format::String:
        if (!isUtf8(record.key)) return refuse("character_not_in_repertoire", "the key is not UTF-8 text");
        return true;
    case Format::Int32:
    case Format::Int64:
    case Format::Double: {
        if (record.key.size() != widthOf(m_keyFormat))
            return refuse("invalid_binary_representation", "the key has " + std::to_string(record.key.size()) + " bytes; " + std::string(formatName(m_keyFormat)) + " has " + std::to_string(widthOf(m_keyFormat)));
        if (m_keyFormat != Format::Double) return true;
        Datum value;
        if (!weir::decodeKey(Format::Double, record.key, arena, value)) return refuse("invalid_binary_representation", "the key is no double");
        if (std::isnan(value.d)) return refuse("invalid_parameter_value", "the key is NaN, which can't be a key");
        if (value.d == 0) row.key = arena.copy(std::string_view("\0\0\0\0\0\0\0\0", 8)); // -0 is 0
        return true;
    }
    case Format::Json: {
        std::string canonical;
        if (!appendCanonicalJson(record.key, canonical)) return refuse("invalid_json", "the key is not valid JSON");
        row.key = arena.copy(canonical);
        return true;
    }
    case Format::Bytes: return true;
    case Format::None:
        row.key = {};
        row.keyNull = true;
        return true;
    }
    return true;
}

bool RecordDecoder::decodeValue(const RecordView& record, Arena& arena, Row& row) {
    switch (m_valueFormat) {
    case Format::Json: {
        auto* columns = arena.allocateArray<Datum>(std::max<std::size_t>(m_schema->size(), 1));
        if (!m_reader->read(record.value, arena, columns)) {
            const auto& error = m_reader->error();
            return refuse(error.condition, error.column.empty() ? error.message : "column " + error.column + ": " + error.message);
        }
        row.columns = columns;
        return true;
    }
    case Format::String:
        if (!isUtf8(record.value)) return refuse("character_not_in_repertoire", "the value is not UTF-8 text");
        return true;
    case Format::Int32:
    case Format::Int64:
    case Format::Double:
        if (record.value.size() != widthOf(m_valueFormat))
            return refuse("invalid_binary_representation", "the value has " + std::to_string(record.value.size()) + " bytes; " + std::string(formatName(m_valueFormat)) + " has " + std::to_string(widthOf(m_valueFormat)));
        return true;
    case Format::Bytes:
    case Format::None: return true;
    }
    return true;
}

} // namespace weir
