// SPDX-License-Identifier: Apache-2.0
#include "test_lines.h"

#include "weir/processors/sink_binding.h"
#include "weir/record/json_out.h"
#include "weir/record/key.h"

#include <absl/strings/escaping.h>
#include <bit>
#include <nlohmann/json.hpp>

namespace weir {
namespace {

using Json = nlohmann::ordered_json;

/// JSON to the bytes of a format; `text` is the value's own text, kept digit for digit.
Result<std::string> encode(Format format, const Json& value, const std::string& text) {
    std::string out;
    const auto wrong = [&] { return fail(Errc::Invalid, "the value " + text + " is not " + std::string(formatName(format))); };
    switch (format) {
    case Format::Json: return text;
    case Format::None: return out;
    case Format::String:
        if (!value.is_string()) return wrong();
        return value.get<std::string>();
    case Format::Bytes:
        if (!value.is_string() || !absl::Base64Unescape(value.get<std::string>(), &out)) return wrong();
        return out;
    case Format::Int32:
    case Format::Int64:
        if (!value.is_number_integer() || !encodeKey(format, typeOfFormat(format), Datum::ofInt(value.get<std::int64_t>()), out)) return wrong();
        return out;
    case Format::Double:
        if (!value.is_number()) return wrong();
        for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(std::bit_cast<std::uint64_t>(value.get<double>()) >> static_cast<unsigned>(shift) & 0xFFU));
        return out;
    }
    return out;
}

void printBytes(std::string& out, Format format, std::string_view bytes) {
    if (format == Format::Json) {
        out += bytes;
        return;
    }
    if (format == Format::Bytes) {
        out.push_back('"');
        appendBase64(out, bytes);
        out.push_back('"');
        return;
    }
    Arena arena;
    Datum value;
    if (decodeKey(format, bytes, arena, value)) {
        appendJson(out, typeOfFormat(format), value);
    } else {
        out += "null";
    }
}

} // namespace

std::string memberText(std::string_view line, std::string_view name) {
    int depth = 0;
    bool inString = false;
    std::size_t keyStart = 0;
    std::string_view lastString;
    std::size_t valueStart = std::string_view::npos;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
                if (depth == 1 && valueStart == std::string_view::npos) lastString = line.substr(keyStart, i - keyStart);
            }
            continue;
        }
        if (c == '"') {
            inString = true;
            keyStart = i + 1;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == ':' && depth == 1 && valueStart == std::string_view::npos) {
            if (lastString == name) valueStart = i + 1;
        } else if ((c == ',' && depth == 1) || ((c == '}' || c == ']') && depth == 1)) {
            if (valueStart != std::string_view::npos) {
                auto text = line.substr(valueStart, i - valueStart);
                while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
                while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
                return std::string(text);
            }
            lastString = {};
            if (c != ',') --depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return {};
}

TestFormats::TestFormats(const Plan& plan) {
    for (const auto& bound : plan.typed.nodes) {
        if (!bound.sourceTopic.empty() && !bound.outputs.empty()) m_inputs[bound.sourceTopic] = {bound.outputs[0].type.keyFormat, bound.outputs[0].type.valueFormat};
        if (bound.sinkTopic.empty() || bound.inputs.empty()) continue;
        const auto* config = dynamic_cast<const SinkConfig*>(bound.config.get());
        if (config == nullptr) continue;
        const auto& input = bound.inputs[0].type;
        m_outputs[bound.sinkTopic] = {config->keyFormat, config->valueFormat, input.windowing, input.windowSizeMs};
    }
}

Result<ParsedLine> TestFormats::parse(std::string_view line) const {
    ParsedLine out;
    const auto json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return fail(Errc::Invalid, "an input line is a JSON object such as {\"topic\": …, \"key\": …, \"value\": …, \"timestamp\": …}");
    if (const auto advance = json.find("advance_wall_clock"); advance != json.end()) {
        if (!advance->is_string()) return fail(Errc::Invalid, "advance_wall_clock is a duration such as \"10s\"");
        WEIR_TRY(out.advance, parseDuration(advance->get<std::string>()));
        return out;
    }
    const auto topic = json.find("topic");
    if (topic == json.end() || !topic->is_string()) return fail(Errc::Invalid, "the line names no topic");
    out.record.topic = topic->get<std::string>();
    const auto formats = m_inputs.find(out.record.topic);
    if (formats == m_inputs.end()) return fail(Errc::NotFound, "the topology reads no topic \"" + out.record.topic + "\"", {.topic = out.record.topic});
    if (const auto key = json.find("key"); key != json.end() && !key->is_null()) {
        WEIR_TRY(out.record.key, encode(formats->second.key, *key, memberText(line, "key")));
    }
    if (const auto value = json.find("value"); value != json.end() && !value->is_null()) {
        WEIR_TRY(out.record.value, encode(formats->second.value, *value, memberText(line, "value")));
    }
    if (const auto timestamp = json.find("timestamp"); timestamp != json.end() && timestamp->is_number_integer()) out.record.timestamp = timestamp->get<std::int64_t>();
    if (const auto headers = json.find("headers"); headers != json.end() && headers->is_array())
        for (const auto& header : *headers) {
            if (!header.is_array() || header.size() != 2 || !header[0].is_string()) return fail(Errc::Invalid, "headers are [[\"name\", \"base64\"], …]");
            std::optional<std::string> bytes;
            if (header[1].is_string()) {
                bytes.emplace();
                if (!absl::Base64Unescape(header[1].get<std::string>(), &*bytes)) return fail(Errc::Invalid, "a header's value is base64");
            }
            out.record.headers.emplace_back(header[0].get<std::string>(), std::move(bytes));
        }
    return out;
}

std::string TestFormats::print(const TestRecord& record) const {
    const auto known = m_outputs.find(record.topic);
    Formats formats;
    if (known != m_outputs.end()) {
        formats = known->second;
    } else if (const auto input = m_inputs.begin(); input != m_inputs.end()) {
        formats = input->second; // a dead letter keeps its source's bytes
    }
    return printAs(record, formats);
}

std::string TestFormats::printInput(const TestRecord& record) const {
    const auto known = m_inputs.find(record.topic);
    return printAs(record, known == m_inputs.end() ? Formats{} : known->second);
}

std::string TestFormats::printAs(const TestRecord& record, const Formats& formats) {
    std::string out = "{\"topic\":";
    appendJsonString(out, record.topic);
    out += ",\"key\":";
    if (!record.key) {
        out += "null";
    } else if (formats.windowing == Windowing::None) {
        printBytes(out, formats.key, *record.key);
    } else {
        const auto window = splitWindowedKey(*record.key, formats.windowing == Windowing::Session, formats.windowSizeMs);
        if (window) {
            out += "{\"key\":";
            printBytes(out, formats.key, window->key);
            out += ",\"start\":" + std::to_string(window->start) + ",\"end\":" + std::to_string(window->end) + "}";
        } else {
            out += "null";
        }
    }
    out += ",\"value\":";
    if (!record.value) {
        out += "null";
    } else {
        printBytes(out, formats.value, *record.value);
    }
    out += ",\"timestamp\":" + std::to_string(record.timestamp);
    if (!record.headers.empty()) {
        out += ",\"headers\":[";
        bool first = true;
        for (const auto& [name, value] : record.headers) {
            if (!first) out.push_back(',');
            first = false;
            out.push_back('[');
            appendJsonString(out, name);
            out.push_back(',');
            if (value) {
                out.push_back('"');
                appendBase64(out, *value);
                out.push_back('"');
            } else {
                out += "null";
            }
            out.push_back(']');
        }
        out.push_back(']');
    }
    return out + "}";
}

} // namespace weir
