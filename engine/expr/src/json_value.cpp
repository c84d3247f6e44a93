// SPDX-License-Identifier: Apache-2.0
#include "weir/expr/json_value.h"

#include "kernel.h"

#include <charconv>
#include <string>

namespace weir::expr {

namespace {

bool fail(JsonError& error, std::string condition, std::string message) {
    error.condition = std::move(condition);
    error.message = std::move(message);
    return false;
}

bool decodeBase64(std::string_view text, std::string& out) {
    std::uint32_t bits = 0;
    unsigned count = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        unsigned value = 0;
        if (c >= 'A' && c <= 'Z') value = static_cast<unsigned>(c - 'A');
        else if (c >= 'a' && c <= 'z') value = static_cast<unsigned>(c - 'a') + 26;
        else if (c >= '0' && c <= '9') value = static_cast<unsigned>(c - '0') + 52;
        else if (c == '+' || c == '-') value = 62;
        else if (c == '/' || c == '_') value = 63;
        else if (c == '=') {
            ++padding;
            continue;
        } else return false;
        if (padding > 0) return false;
        bits = (bits << 6U) | value;
        if (++count % 4 != 0) continue;
        out += static_cast<char>(bits >> 16U);
        out += static_cast<char>(bits >> 8U);
        out += static_cast<char>(bits);
        bits = 0;
    }
    if (count % 4 == 1 || padding > 2) return false;
    if (count % 4 == 2) out += static_cast<char>(bits >> 4U);
    if (count % 4 == 3) {
        out += static_cast<char>(bits >> 10U);
        out += static_cast<char>(bits >> 2U);
    }
    return true;
}

std::string_view trimmed(std::string_view json) {
    constexpr std::string_view blanks = " \t\r\n";
    while (!json.empty() && blanks.find(json.front()) != std::string_view::npos) json.remove_prefix(1);
    while (!json.empty() && blanks.find(json.back()) != std::string_view::npos) json.remove_suffix(1);
    return json;
}

/// `json` in jsonb's form, or the string or number of a scalar as it stands.
bool convert(std::string_view json, const Type& type, KernelContext& context, Datum& out, JsonError& error) {
    out = Datum{};
    if (json == "null") return true;
    const bool quoted = json.starts_with('"');
    if (type.is(TypeId::Jsonb)) {
        out = Datum::ofBytes(context.arena.copy(json));
        return true;
    }
    const std::string unquoted = std::string(quoted && json.size() >= 2 ? json.substr(1, json.size() - 2) : json);
    if (type.is(TypeId::Bytea) && quoted) {
        std::string bytes;
        if (!decodeBase64(unquoted, bytes)) return fail(error, "invalid_parameter_value", "a bytea column takes base64, which this is not");
        out = Datum::ofBytes(context.arena.copy(bytes));
        return true;
    }
    if (type.is(TypeId::TimestampTz) && !quoted) { // ms since the epoch
        std::int64_t ms = 0;
        const auto read = std::from_chars(json.data(), json.data() + json.size(), ms);
        if (read.ec == std::errc() && read.ptr == json.data() + json.size()) {
            std::int64_t micros = 0;
            if (__builtin_mul_overflow(ms, std::int64_t{1000}, &micros)) return fail(error, "datetime_field_overflow", "timestamp out of range");
            out = Datum::ofInt(micros);
            return true;
        }
    }
    RunError problem;
    KernelContext reading{.arena = context.arena, .error = problem, .argumentTypes = {}, .resultType = type};
    if (fromText(reading, Type{type.id, type.array, -1}, unquoted, out)) {
        out.null = false;
        return true;
    }
    return fail(error, problem.condition, problem.message);
}

} // namespace

bool convertJson(std::string_view json, const Type& type, Arena& arena, Datum& out, JsonError& error) {
    RunError problem;
    KernelContext context{.arena = arena, .error = problem, .argumentTypes = {}, .resultType = type};
    json = trimmed(json);
    if (!type.is(TypeId::Jsonb) && (json.starts_with('[') || json.starts_with('{') || json.find('\\') != std::string_view::npos))
        return fail(error, "feature_not_supported", "this JSON value can't be read yet");
    if (type.is(TypeId::Jsonb) && json != "null") return fromText(context, type, json, out) || fail(error, problem.condition, problem.message);
    return convert(json, type, context, out, error);
}

} // namespace weir::expr
