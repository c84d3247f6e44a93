// SPDX-License-Identifier: Apache-2.0
#include "record_lines.h"

#include "weir/expr/json_value.h"
#include "weir/record/canonical_json.h"
#include "weir/record/json_out.h"
#include "weir/record/key.h"

#include <absl/strings/escaping.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace weir::cli {

namespace {

namespace od = simdjson::ondemand;

tl::unexpected<Error> bad(std::string detail) {
    return fail(Errc::Invalid, std::move(detail));
}

/// A value's own text, digits and all. Empty if it can't be had.
std::string_view textOf(od::value value) {
    std::string_view text;
    od::object object;
    od::array array;
    if (!value.get_object().get(object)) {
        if (object.raw_json().get(text)) return {};
    } else if (!value.get_array().get(array)) {
        if (array.raw_json().get(text)) return {};
    } else {
        text = value.raw_json_token();
    }
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    return text;
}

/// A JSON value to a record's bytes.
Result<> encode(std::string_view field, std::string_view json, Format format, std::string& out, bool& null) {
    null = json == "null";
    if (null) return {};
    if (format == Format::Json) {
        if (field == "value") {
            out = json;
            return {};
        }
        if (!appendCanonicalJson(json, out)) return bad(fmt::format("{} is nested deeper than 64", field));
        return {};
    }
    if (format == Format::None) return bad(fmt::format("{} must be null: its format is none", field));
    Arena arena;
    Datum datum;
    JsonError error;
    const auto type = typeOfFormat(format);
    if (!expr::convertJson(json, type, arena, datum, error))
        return bad(fmt::format("{} is no {}: {}", field, formatName(format), error.message));
    if (!encodeKey(format, type, datum, out)) return bad(fmt::format("{} can't be NaN", field));
    return {};
}

Result<> decodeBase64(std::string_view field, od::value value, std::string& out, bool& null) {
    std::string_view text;
    null = false;
    if (value.get_string().get(text) || !absl::Base64Unescape(absl::string_view(text.data(), text.size()), &out))
        return bad(fmt::format("{} is no base64 string", field));
    return {};
}

Result<> readHeaders(od::value value, ProduceRecord& record) {
    const auto wrong = [] { return bad("headers must be a list of [\"name\", \"base64\"] pairs"); };
    od::array list;
    if (value.get_array().get(list)) return wrong();
    for (auto item : list) {
        od::array pair;
        if (item.get_array().get(pair)) return wrong();
        std::vector<std::optional<std::string>> parts;
        for (auto part : pair) {
            std::string_view text;
            if (part.is_null())
                parts.emplace_back(std::nullopt);
            else if (part.get_string().get(text))
                return wrong();
            else
                parts.emplace_back(std::string(text));
        }
        if (parts.size() != 2 || !parts[0]) return wrong();
        std::optional<std::string> bytes;
        if (parts[1] && !absl::Base64Unescape(absl::string_view(parts[1]->data(), parts[1]->size()), &bytes.emplace()))
            return wrong();
        record.headers.emplace_back(std::move(*parts[0]), std::move(bytes));
    }
    return {};
}

Result<> readMember(std::string_view name, od::value value, const RecordFormats& formats, ProduceRecord& record,
                    bool& hasValue) {
    if (name == "key") return encode(name, textOf(value), formats.key, record.key, record.keyNull);
    if (name == "key_base64") return decodeBase64(name, value, record.key, record.keyNull);
    if (name == "value" || name == "value_base64") {
        hasValue = true;
        return name == "value" ? encode(name, textOf(value), formats.value, record.value, record.valueNull)
                               : decodeBase64(name, value, record.value, record.valueNull);
    }
    if (name == "headers") return readHeaders(value, record);
    if (name == "topic" || name == "offset") return {};
    std::int64_t number = 0;
    if (name != "timestamp" && name != "partition")
        return bad(fmt::format(
            "there is no member \"{}\" in a record: it has key, value, timestamp, partition, headers", name));
    if (value.get_int64().get(number) || number < 0)
        return bad(fmt::format("{} must be an integer of at least 0", name));
    if (name == "timestamp") {
        record.timestamp = number;
        return {};
    }
    if (number > INT32_MAX) return bad("partition is too large");
    record.partition = static_cast<std::int32_t>(number);
    return {};
}

/// Bytes to a JSON value; false if they do not fit.
bool appendBytes(std::string& out, std::string_view bytes, Format format) {
    if (format == Format::Json) {
        std::string canonical;
        if (!appendCanonicalJson(bytes, canonical)) return false;
        out += bytes.find('\n') == std::string_view::npos ? bytes : canonical;
        return true;
    }
    if (format == Format::None) return false;
    if (format == Format::String && !simdjson::validate_utf8(bytes.data(), bytes.size())) return false;
    Arena arena;
    Datum datum;
    if (!decodeKey(format, bytes, arena, datum)) return false;
    appendJson(out, typeOfFormat(format), datum);
    return true;
}

void appendField(std::string& out, std::string_view field, std::string_view bytes, bool null, Format format) {
    std::string json;
    if (null)
        json = "null";
    else if (!appendBytes(json, bytes, format)) {
        json.clear();
        appendJson(json, Type{TypeId::Bytea}, Datum::ofBytes(bytes));
        out += fmt::format(",\"{}_base64\":{}", field, json);
        return;
    }
    out += fmt::format(",\"{}\":{}", field, json);
}

std::int64_t bigEndian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes.substr(0, 8))
        value = value << 8U | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
}

/// {"key":…,"start":…,"end":…}; false if the bytes are too few or the inner key does not fit.
bool appendWindowedKey(std::string& out, std::string_view bytes, const RecordFormats& formats) {
    const bool session = formats.windowed == RecordFormats::Windowed::Session;
    const std::size_t tail = session ? 16 : 8;
    if (bytes.size() < tail) return false;
    const auto times = bytes.substr(bytes.size() - tail);
    const auto start = bigEndian(session ? times.substr(8) : times);
    const auto end = session ? bigEndian(times) : start + formats.windowSizeMs;
    std::string key;
    if (!appendBytes(key, bytes.substr(0, bytes.size() - tail), formats.key)) return false;
    out += fmt::format(",\"key\":{{\"key\":{},\"start\":{},\"end\":{}}}", key, start, end);
    return true;
}

} // namespace

Result<ProduceRecord> recordFromLine(std::string_view line, const RecordFormats& formats) {
    const simdjson::padded_string text(line);
    // The on-demand reader checks only what it visits: the whole line is checked first.
    if (!nlohmann::json::accept(line)) return bad("the line is not valid JSON");
    od::parser parser;
    od::document document;
    od::object object;
    if (parser.iterate(text).get(document) || document.get_object().get(object))
        return bad("the line is no JSON object");
    ProduceRecord record;
    bool hasValue = false;
    for (auto field : object) {
        std::string_view name;
        od::value value;
        if (field.unescaped_key().get(name) || field.value().get(value)) return bad("the line is no JSON object");
        const std::string member(name); // the reader reuses its memory
        WEIR_CHECK(readMember(member, value, formats, record, hasValue));
    }
    if (!hasValue) return bad("the value is missing (null is a tombstone)");
    return record;
}

void appendRecordLine(std::string& out, const FetchedRecord& record, std::string_view topic, std::int32_t partition,
                      const RecordFormats& formats) {
    out += fmt::format("{{\"topic\":\"{}\",\"partition\":{},\"offset\":{},\"timestamp\":{}", topic, partition,
                       record.offset, record.timestamp);
    if (record.keyNull || formats.windowed == RecordFormats::Windowed::No ||
        !appendWindowedKey(out, record.key, formats))
        appendField(out, "key", record.key, record.keyNull,
                    formats.windowed == RecordFormats::Windowed::No ? formats.key : Format::None);
    appendField(out, "value", record.value, record.valueNull, formats.value);
    if (!record.headers.empty()) {
        out += ",\"headers\":[";
        for (const auto& [name, value] : record.headers) {
            out += '[';
            appendJsonString(out, name);
            out += ',';
            if (value)
                appendJson(out, Type{TypeId::Bytea}, Datum::ofBytes(*value));
            else
                out += "null";
            out += "],";
        }
        out.back() = ']';
    }
    out += "}\n";
}

Result<Format> parseFormat(std::string_view name) {
    if (const auto format = formatFromName(name)) return *format;
    return fail(Errc::Invalid,
                fmt::format("\"{}\" is no format: give string, int32, int64, double, bytes, json or none.", name));
}

} // namespace weir::cli
