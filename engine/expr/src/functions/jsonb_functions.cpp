// SPDX-License-Identifier: Apache-2.0
// Operators and functions that look into jsonb, and its casts to scalars.
#include "functions/registry.h"
#include "values/jsonb.h"

#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace weir::expr {
namespace {

using Part = std::optional<std::string_view>;

bool giveJson(const Part& part, Datum& out) {
    out = part ? Datum::ofBytes(*part) : Datum();
    return true;
}

bool giveText(KernelContext& context, const Part& part, Datum& out) {
    if (!part || jsonKind(*part) == JsonKind::Null) out = Datum();
    else if (jsonKind(*part) != JsonKind::String) out = Datum::ofBytes(*part);
    else if (part->find('\\') == std::string_view::npos) out = Datum::ofBytes(part->substr(1, part->size() - 2));
    else out = Datum::ofBytes(context.arena.copy(jsonUnquote(*part)));
    return true;
}

Part memberOf(const Datum* in) { return jsonKind(in[0].bytes()) == JsonKind::Object ? jsonMember(in[0].bytes(), in[1].bytes()) : std::nullopt; }

bool member(KernelContext&, const Datum* in, Datum& out) { return giveJson(memberOf(in), out); }
bool memberText(KernelContext& context, const Datum* in, Datum& out) { return giveText(context, memberOf(in), out); }
bool element(KernelContext&, const Datum* in, Datum& out) { return giveJson(jsonElement(in[0].bytes(), in[1].i), out); }
bool elementText(KernelContext& context, const Datum* in, Datum& out) { return giveText(context, jsonElement(in[0].bytes(), in[1].i), out); }

/// One step of a path: a key of an object, or a whole number into an array.
Part step(std::string_view json, const Datum& name) {
    if (name.null) return std::nullopt;
    const JsonKind kind = jsonKind(json);
    if (kind == JsonKind::Object) return jsonMember(json, name.bytes());
    if (kind != JsonKind::Array) return std::nullopt;
    std::string_view digits = name.bytes();
    while (!digits.empty() && (digits.front() == ' ' || (digits.front() >= '\t' && digits.front() <= '\r'))) digits.remove_prefix(1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::int32_t index = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return jsonElement(json, index);
}

template <class Names>
Part follow(std::string_view json, const Names& names) {
    Part part = json;
    for (const Datum& name : names)
        if (part) part = step(*part, name);
    return part;
}

std::span<const Datum> elementsOf(const Datum& array) { return {arrayOf(array).elements, arrayOf(array).length}; }

bool path(KernelContext&, const Datum* in, Datum& out) { return giveJson(follow(in[0].bytes(), elementsOf(in[1])), out); }
bool pathText(KernelContext& context, const Datum* in, Datum& out) { return giveText(context, follow(in[0].bytes(), elementsOf(in[1])), out); }

/// Variadic forms are called on NULL: any NULL gives NULL.
Part variadicPath(const KernelContext& context, const Datum* in) {
    if (in[0].null) return std::nullopt;
    return follow(in[0].bytes(), std::span(in + 1, context.argumentTypes.size() - 1));
}
bool extractPath(KernelContext& context, const Datum* in, Datum& out) { return giveJson(variadicPath(context, in), out); }
bool extractPathText(KernelContext& context, const Datum* in, Datum& out) { return giveText(context, variadicPath(context, in), out); }

bool hasKey(std::string_view json, std::string_view key) {
    switch (jsonKind(json)) {
    case JsonKind::Object: return jsonMember(json, key).has_value();
    case JsonKind::String: return jsonUnquote(json) == key;
    case JsonKind::Array: {
        std::string token;
        appendJsonbString(token, key);
        JsonView view(json);
        std::string_view name;
        std::string_view value;
        while (view.next(name, value))
            if (value == token) return true;
        return false;
    }
    default: return false;
    }
}

bool exists(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(hasKey(in[0].bytes(), in[1].bytes()));
    return true;
}

template <bool all>
bool existsMany(KernelContext&, const Datum* in, Datum& out) {
    bool answer = all;
    for (const Datum& key : elementsOf(in[1]))
        if (!key.null && hasKey(in[0].bytes(), key.bytes()) != all) answer = !all;
    out = Datum::ofBool(answer);
    return true;
}

bool containsKernel(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(jsonbContains(in[0].bytes(), in[1].bytes()));
    return true;
}
bool containedKernel(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(jsonbContains(in[1].bytes(), in[0].bytes()));
    return true;
}

bool refuse(KernelContext& context, std::string message) { return context.fail("invalid_parameter_value", std::move(message)); }

bool arrayLength(KernelContext& context, const Datum* in, Datum& out) {
    const JsonKind kind = jsonKind(in[0].bytes());
    if (kind == JsonKind::Object) return refuse(context, "cannot get array length of a non-array");
    if (kind != JsonKind::Array) return refuse(context, "cannot get array length of a scalar");
    out = Datum::ofInt(jsonSize(in[0].bytes()));
    return true;
}

constexpr std::string_view kindName(JsonKind kind) {
    switch (kind) {
    case JsonKind::Null: return "null";
    case JsonKind::String: return "string";
    case JsonKind::Number: return "number";
    case JsonKind::Boolean: return "boolean";
    case JsonKind::Array: return "array";
    case JsonKind::Object: return "object";
    }
    return "";
}

bool typeOf(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBytes(kindName(jsonKind(in[0].bytes())));
    return true;
}

template <bool asText>
bool elements(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view json = in[0].bytes();
    const JsonKind kind = jsonKind(json);
    if (kind == JsonKind::Object) return refuse(context, "cannot extract elements from an object");
    if (kind != JsonKind::Array) return refuse(context, "cannot extract elements from a scalar");
    auto* array = context.arena.allocateArray<ArrayValue>(1);
    const auto count = static_cast<std::size_t>(jsonSize(json));
    auto* values = context.arena.allocateArray<Datum>(count);
    JsonView view(json);
    std::string_view key;
    std::string_view value;
    for (std::size_t i = 0; view.next(key, value); ++i) {
        values[i] = Datum();
        if constexpr (asText) giveText(context, value, values[i]);
        else giveJson(value, values[i]);
    }
    *array = {static_cast<std::uint32_t>(count), values};
    out.p = reinterpret_cast<const char*>(array);
    out.size = sizeof(ArrayValue);
    out.null = false;
    return true;
}

bool castRefused(KernelContext& context, std::string_view json) {
    const JsonKind kind = jsonKind(json);
    const std::string_view what = kind == JsonKind::Number ? "numeric" : kindName(kind);
    return refuse(context, fmt::format("cannot cast jsonb {} to type {}", what, typeName(context.resultType)));
}

bool toBoolean(KernelContext& context, const Datum* in, Datum& out) {
    if (jsonKind(in[0].bytes()) != JsonKind::Boolean) return castRefused(context, in[0].bytes());
    out = Datum::ofBool(in[0].bytes() == "true");
    return true;
}

bool toNumber(KernelContext& context, const Datum* in, Datum& out) {
    if (jsonKind(in[0].bytes()) != JsonKind::Number) return castRefused(context, in[0].bytes());
    Type result = context.resultType;
    result.modifier = -1;
    Datum exact;
    if (!fromText(context, Type{TypeId::Numeric}, in[0].bytes(), exact)) return false;
    if (result.id == TypeId::Numeric) {
        out = exact;
        return true;
    }
    for (const CastEntry& cast : castTable())
        if (cast.from == TypeId::Numeric && cast.to == result.id) return cast.kernel(context, &exact, out);
    return castRefused(context, in[0].bytes());
}

} // namespace

void addJsonb(FunctionList& list) {
    define(list, "->(jsonb, text) -> jsonb", member, "The value of a key of an object; NULL if there is none.");
    define(list, "->(jsonb, integer) -> jsonb", element, "The element of an array at a position from 0, or from the end if negative.");
    define(list, "->>(jsonb, text) -> text", memberText, "The value of a key of an object, as text.");
    define(list, "->>(jsonb, integer) -> text", elementText, "The element of an array at a position from 0, as text.");
    define(list, "#>(jsonb, text[]) -> jsonb", path, "The value at a path of keys and positions.");
    define(list, "#>>(jsonb, text[]) -> text", pathText, "The value at a path of keys and positions, as text.");
    define(list, "jsonb_extract_path(jsonb, text) -> jsonb", extractPath, "The value at a path of keys and positions.", variadicOnNull);
    define(list, "jsonb_extract_path_text(jsonb, text) -> text", extractPathText, "The value at a path of keys and positions, as text.", variadicOnNull);
    define(list, "?(jsonb, text) -> boolean", exists, "Whether the text is a key of the object or a string of the array.");
    define(list, "?|(jsonb, text[]) -> boolean", existsMany<false>, "Whether any of the texts is a key of the object or a string of the array.");
    define(list, "?&(jsonb, text[]) -> boolean", existsMany<true>, "Whether all of the texts are keys of the object or strings of the array.");
    define(list, "@>(jsonb, jsonb) -> boolean", containsKernel, "Whether the first value contains the second.");
    define(list, "<@(jsonb, jsonb) -> boolean", containedKernel, "Whether the first value is contained in the second.");
    define(list, "jsonb_array_length(jsonb) -> integer", arrayLength, "Number of elements of an array.");
    define(list, "jsonb_typeof(jsonb) -> text", typeOf, "The kind of value: object, array, string, number, boolean or null.");
    define(list, "jsonb_array_elements(jsonb) -> jsonb", elements<false>, "The elements of an array, one per row.", setOfRows);
    define(list, "jsonb_array_elements_text(jsonb) -> text", elements<true>, "The elements of an array as text, one per row.", setOfRows);
}

void addJsonbCasts(CastList& list) {
    using enum TypeId;
    list.push_back({Jsonb, Boolean, CastContext::Explicit, toBoolean});
    for (const TypeId number : {SmallInt, Integer, BigInt, Real, Double, Numeric}) list.push_back({Jsonb, number, CastContext::Explicit, toNumber});
}

} // namespace weir::expr
