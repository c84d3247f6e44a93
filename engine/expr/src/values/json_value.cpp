// SPDX-License-Identifier: Apache-2.0
#include "weir/expr/json_value.h"

#include "kernel.h"
#include "values/array_text.h"
#include "values/bytea_text.h"
#include "values/calendar.h"
#include "values/jsonb.h"
#include "values/number_text.h"
#include "weir/record/numeric.h"

#include <fmt/format.h>

namespace weir::expr {
namespace {

/// A JSON string's text; escapes go through the JSON reader, which checks them.
bool stringText(KernelContext& context, std::string_view json, std::string& out) {
    if (json.find('\\') == std::string_view::npos) {
        out = json.substr(1, json.size() - 2);
        return true;
    }
    Datum clean;
    if (!jsonbFromText(context, json, clean)) return false;
    out = jsonUnquote(clean.bytes());
    return true;
}

bool isNumber(std::string_view json) { return json.front() == '-' || (json.front() >= '0' && json.front() <= '9'); }

bool numberOf(KernelContext& context, std::string_view json, Numeric& out) {
    switch (Numeric::parse(json, out)) {
    case Numeric::Parsed::Ok: return true;
    case Numeric::Parsed::Syntax: return invalidText(context, "json", json);
    case Numeric::Parsed::Overflow: break;
    }
    return context.fail("numeric_value_out_of_range", "value overflows numeric format");
}

/// 1e3 and 5.0 are integers, 1.5 is none.
bool integerFromNumber(KernelContext& context, TypeId type, std::string_view json, Datum& out) {
    std::int64_t value = 0;
    if (json.find_first_of(".eE") == std::string_view::npos) {
        if (!parseInteger(context, type, json, value)) return false;
        out = Datum::ofInt(value);
        return true;
    }
    Numeric number;
    if (!numberOf(context, json, number)) return false;
    if (!number.integral()) return invalidText(context, typeName(Type{type}), json);
    number.round(0);
    std::string digits;
    number.appendText(digits);
    if (!parseInteger(context, type, digits, value)) return false;
    out = Datum::ofInt(value);
    return true;
}

bool instantFromNumber(KernelContext& context, std::string_view json, Datum& out) {
    Numeric ms;
    if (!numberOf(context, json, ms)) return false;
    const auto micros = (ms * Numeric(1000)).toInteger();
    if (!micros || !validTimestamp(*micros)) return context.fail("datetime_field_overflow", fmt::format("timestamp out of range: {} ms", json));
    out = Datum::ofInt(*micros);
    return true;
}

/// The elements' own texts. The array has been checked.
std::vector<std::string_view> elementsOf(std::string_view json) {
    std::vector<std::string_view> out;
    std::size_t depth = 0;
    std::size_t from = 1;
    bool inString = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (inString) {
            if (c == '\\') ++at;
            else if (c == '"') inString = false;
            continue;
        }
        if (c == '"') inString = true;
        else if (c == '[' || c == '{') ++depth;
        else if (c == ']' || c == '}') --depth;
        if ((c == ',' && depth == 1) || depth == 0) {
            const std::string_view element = trimSpace(json.substr(from, at - from));
            if (!element.empty()) out.push_back(element);
            from = at + 1;
        }
        if (depth == 0) break;
    }
    return out;
}

bool convert(KernelContext& context, std::string_view json, const Type& type, Datum& out);

bool convertArray(KernelContext& context, std::string_view json, const Type& type, Datum& out) {
    if (json.front() == '"') {
        std::string text;
        return stringText(context, json, text) && fromText(context, type, text, out);
    }
    if (json.front() != '[') return context.fail("invalid_text_representation", fmt::format("expected a JSON array, not {}", quoted(json)));
    Datum checked;
    if (!jsonbFromText(context, json, checked)) return false;
    std::vector<Datum> elements;
    for (const std::string_view element : elementsOf(json)) {
        if (element.front() == '[' && type.id != TypeId::Jsonb)
            return context.fail("feature_not_supported", "arrays of more than one dimension are not supported");
        elements.emplace_back();
        if (!convert(context, element, type.element(), elements.back())) return false;
    }
    out = arrayDatum(context.arena, elements.data(), elements.size());
    return true;
}

bool convertPlain(KernelContext& context, std::string_view json, const Type& type, Datum& out) {
    const bool number = isNumber(json);
    if (type.id == TypeId::Jsonb) return jsonbFromText(context, json, out);
    if (number && type.isInteger()) return integerFromNumber(context, type.id, json, out);
    if (number && type.id == TypeId::TimestampTz) return instantFromNumber(context, json, out);
    std::string text;
    if (json.front() == '"') {
        if (!stringText(context, json, text)) return false;
    } else {
        text = json; // as it stands, so that a text column shows what came
        if (json.front() == '{' || json.front() == '[') {
            Datum checked;
            if (!jsonbFromText(context, json, checked)) return false;
        }
    }
    if (type.id == TypeId::Bytea) {
        if (json.front() != '"') return invalidText(context, "bytea", json);
        std::string bytes;
        if (!bytesFromBase64(context, text, bytes)) return false;
        out = Datum::ofBytes(context.arena.copy(bytes));
        return true;
    }
    return fromText(context, type, text, out);
}

bool convert(KernelContext& context, std::string_view json, const Type& type, Datum& out) {
    out = Datum();
    if (json == "null") return true;
    if (type.array) return convertArray(context, json, type, out);
    if (!convertPlain(context, json, type, out)) return false;
    const Kernel modifier = out.null || type.id == TypeId::Interval ? nullptr : modifierKernel(type, CastContext::Assignment);
    if (modifier == nullptr) return true;
    context.resultType = type;
    const Datum plain = out;
    return modifier(context, &plain, out);
}

} // namespace

bool convertJson(std::string_view json, const Type& type, Arena& arena, Datum& out, JsonError& error) {
    RunError failure;
    KernelContext context{.arena = arena, .error = failure, .argumentTypes = {}, .resultType = type};
    const std::string_view value = trimSpace(json);
    const bool good = value.empty() ? invalidText(context, "json", json) : convert(context, value, type, out);
    if (!good) {
        error.condition = failure.condition;
        error.message = failure.message;
    }
    return good;
}

} // namespace weir::expr
