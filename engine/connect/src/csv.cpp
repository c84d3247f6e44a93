// SPDX-License-Identifier: Apache-2.0
#include "csv.h"

#include "weir/record/json_out.h"

#include <nlohmann/json.hpp>

namespace weir {
namespace {

bool isJson(std::string_view text) { return nlohmann::json::accept(text.begin(), text.end()); }

bool goesPlain(const Type& type, std::string_view text) {
    if (type.array || type.id == TypeId::Jsonb) return isJson(text);
    switch (type.id) {
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt:
    case TypeId::Real:
    case TypeId::Double:
    case TypeId::Numeric: return (text.front() == '-' || (text.front() >= '0' && text.front() <= '9')) && isJson(text);
    case TypeId::Boolean: return text == "true" || text == "false";
    default: return false;
    }
}

} // namespace

bool splitCsv(std::string_view record, const CsvDialect& dialect, std::vector<CsvField>& fields, std::size_t& count) {
    count = 0;
    std::size_t at = 0;
    for (;;) {
        if (count == fields.size()) fields.emplace_back();
        auto& field = fields[count++];
        field.text.clear();
        field.quoted = dialect.quote != 0 && at < record.size() && record[at] == dialect.quote;
        if (field.quoted) {
            for (++at;;) {
                const auto quote = record.find(dialect.quote, at);
                if (quote == std::string_view::npos) return false;
                field.text.append(record.substr(at, quote - at));
                at = quote + 1;
                if (at >= record.size() || record[at] != dialect.quote) break;
                field.text += dialect.quote;
                ++at;
            }
            if (at < record.size() && record[at] != dialect.delimiter) return false;
        } else {
            const auto end = std::min(record.find(dialect.delimiter, at), record.size());
            field.text.assign(record.substr(at, end - at));
            at = end;
        }
        if (at >= record.size()) return true;
        ++at; // the delimiter
    }
}

CsvColumns CsvColumns::inOrder(SchemaPtr schema) {
    CsvColumns out;
    out.fieldsMax = schema->size();
    for (std::size_t i = 0; i < schema->size(); ++i) out.position.push_back(static_cast<std::int32_t>(i));
    out.schema = std::move(schema);
    return out;
}

CsvColumns CsvColumns::byHeader(SchemaPtr schema, const std::vector<CsvField>& names, std::size_t count) {
    CsvColumns out;
    out.fieldsMax = count;
    if (!schema) {
        Schema texts;
        for (std::size_t i = 0; i < count; ++i) texts.columns.push_back({names[i].text, {TypeId::Text}});
        out.schema = std::make_shared<const Schema>(std::move(texts));
        for (std::size_t i = 0; i < count; ++i) out.position.push_back(static_cast<std::int32_t>(i));
        return out;
    }
    for (const auto& column : schema->columns) {
        std::int32_t found = -1;
        for (std::size_t i = 0; i < count; ++i)
            if (names[i].text == column.name) found = static_cast<std::int32_t>(i);
        out.position.push_back(found);
    }
    out.schema = std::move(schema);
    return out;
}

void appendCsvJson(const CsvColumns& columns, const std::vector<CsvField>& fields, std::size_t count, std::string& out) {
    char separator = '{';
    for (std::size_t i = 0; i < columns.position.size(); ++i) {
        const auto& column = columns.schema->columns[i];
        out += separator;
        separator = ',';
        appendJsonString(out, column.name);
        out += ':';
        const auto position = columns.position[i];
        if (position < 0 || static_cast<std::size_t>(position) >= count) {
            out += "null";
            continue;
        }
        const auto& field = fields[static_cast<std::size_t>(position)];
        if (field.text.empty() && !field.quoted)
            out += "null";
        else if (!field.text.empty() && goesPlain(column.type, field.text))
            out += field.text;
        else
            appendJsonString(out, field.text);
    }
    if (separator == '{') out += '{';
    out += '}';
}

void appendCsvField(std::string_view text, const CsvDialect& dialect, std::string& out) {
    const auto special = [&](char c) { return c == dialect.delimiter || c == dialect.quote || c == '\n' || c == '\r'; };
    if (!text.empty() && std::none_of(text.begin(), text.end(), special)) {
        out += text;
        return;
    }
    out += dialect.quote;
    for (const char c : text) {
        if (c == dialect.quote) out += c;
        out += c;
    }
    out += dialect.quote;
}

} // namespace weir
