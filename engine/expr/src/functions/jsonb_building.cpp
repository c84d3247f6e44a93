// SPDX-License-Identifier: Apache-2.0
// Functions and operators that make new jsonb.
#include "functions/registry.h"
#include "values/date_text.h"
#include "values/jsonb.h"
#include "weir/record/numeric.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace weir::expr {

bool appendAsJsonb(KernelContext& context, const Type& type, const Datum& value, std::string& out) {
    if (value.null) {
        out += "null";
        return true;
    }
    if (type.array) {
        out += '[';
        const ArrayValue& array = arrayOf(value);
        for (std::uint32_t i = 0; i < array.length; ++i) {
            if (i > 0) out += ", ";
            if (!appendAsJsonb(context, type.element(), array.elements[i], out)) return false;
        }
        out += ']';
        return true;
    }
    std::string text;
    switch (type.id) {
    case TypeId::Boolean: out += value.b ? "true" : "false"; return true;
    case TypeId::Jsonb: out += value.bytes(); return true;
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt: return toText(context, type, value, out);
    case TypeId::Real:
    case TypeId::Double:
    case TypeId::Numeric: {
        if (!toText(context, type, value, text)) return false;
        if (text.find_first_of("NI") != std::string::npos) { // NaN, Infinity
            appendJsonbString(out, text);
        } else { // 1e+20 becomes its digits
            Numeric number;
            if (Numeric::parse(text, number) != Numeric::Parsed::Ok) return context.fail("numeric_value_out_of_range", "value overflows numeric format");
            number.appendText(out);
        }
        return true;
    }
    case TypeId::TimestampTz:
    case TypeId::Timestamp: appendTimestampIso(text, value.i, type.id == TypeId::TimestampTz); break;
    default:
        if (!toText(context, type, value, text)) return false;
    }
    appendJsonbString(out, text);
    return true;
}

namespace {

bool refuse(KernelContext& context, std::string message) { return context.fail("invalid_parameter_value", std::move(message)); }

bool toJsonb(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    if (!appendAsJsonb(context, context.argumentTypes[0], in[0], text)) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

bool keyText(KernelContext& context, const Type& type, const Datum& value, std::string& out) {
    if (type.array || type.is(TypeId::Jsonb)) return refuse(context, "key value must be scalar, not array, composite, or json");
    if (type.id == TypeId::Boolean) out = value.b ? "true" : "false";
    else if (type.id == TypeId::TimestampTz || type.id == TypeId::Timestamp) appendTimestampIso(out, value.i, type.id == TypeId::TimestampTz);
    else return toText(context, type, value, out);
    return true;
}

bool buildObject(KernelContext& context, const Datum* in, Datum& out) {
    const std::size_t count = context.argumentTypes.size();
    if (count % 2 != 0) return refuse(context, "argument list must have even number of elements");
    JsonTree object;
    object.kind = JsonKind::Object;
    for (std::size_t i = 0; i < count; i += 2) {
        if (in[i].null) return refuse(context, fmt::format("argument {}: key must not be null", i + 1));
        object.keys.emplace_back();
        if (!keyText(context, context.argumentTypes[i], in[i], object.keys.back())) return false;
        std::string value;
        if (!appendAsJsonb(context, context.argumentTypes[i + 1], in[i + 1], value)) return false;
        object.children.push_back(JsonTree::read(value));
    }
    object.normalize();
    out = jsonbDatum(context.arena, object);
    return true;
}

bool buildArray(KernelContext& context, const Datum* in, Datum& out) {
    std::string text = "[";
    for (std::size_t i = 0; i < context.argumentTypes.size(); ++i) {
        if (i > 0) text += ", ";
        if (!appendAsJsonb(context, context.argumentTypes[i], in[i], text)) return false;
    }
    text += ']';
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

void appendAll(std::vector<JsonTree>& to, JsonTree from) {
    if (from.kind == JsonKind::Array) std::move(from.children.begin(), from.children.end(), std::back_inserter(to));
    else to.push_back(std::move(from));
}

bool concatenate(KernelContext& context, const Datum* in, Datum& out) {
    JsonTree a = JsonTree::read(in[0].bytes());
    JsonTree b = JsonTree::read(in[1].bytes());
    JsonTree joined;
    if (a.kind == JsonKind::Object && b.kind == JsonKind::Object) {
        joined = std::move(a);
        std::move(b.keys.begin(), b.keys.end(), std::back_inserter(joined.keys));
        std::move(b.children.begin(), b.children.end(), std::back_inserter(joined.children));
        joined.normalize();
    } else {
        joined.kind = JsonKind::Array;
        appendAll(joined.children, std::move(a));
        appendAll(joined.children, std::move(b));
    }
    out = jsonbDatum(context.arena, joined);
    return true;
}

void removeKey(JsonTree& tree, std::string_view key) {
    for (std::size_t i = tree.children.size(); i-- > 0;) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        if (tree.kind == JsonKind::Object) {
            if (tree.keys[i] != key) continue;
            tree.keys.erase(tree.keys.begin() + at);
        } else if (tree.children[i].kind != JsonKind::String || tree.children[i].text != key) {
            continue;
        }
        tree.children.erase(tree.children.begin() + at);
    }
}

void removeAt(JsonTree& array, std::int64_t index) {
    const auto size = static_cast<std::int64_t>(array.children.size());
    if (index < 0) index += size;
    if (index >= 0 && index < size) array.children.erase(array.children.begin() + static_cast<std::ptrdiff_t>(index));
}

bool removeKeys(KernelContext& context, const Datum* in, Datum& out) {
    JsonTree tree = JsonTree::read(in[0].bytes());
    if (!tree.isContainer()) return refuse(context, "cannot delete from scalar");
    if (context.argumentTypes[1].array) {
        const ArrayValue& keys = arrayOf(in[1]);
        for (std::uint32_t i = 0; i < keys.length; ++i)
            if (!keys.elements[i].null) removeKey(tree, keys.elements[i].bytes());
    } else {
        removeKey(tree, in[1].bytes());
    }
    out = jsonbDatum(context.arena, tree);
    return true;
}

bool removeIndex(KernelContext& context, const Datum* in, Datum& out) {
    JsonTree tree = JsonTree::read(in[0].bytes());
    if (!tree.isContainer()) return refuse(context, "cannot delete from scalar");
    if (tree.kind == JsonKind::Object) return refuse(context, "cannot delete from object using integer index");
    removeAt(tree, in[1].i);
    out = jsonbDatum(context.arena, tree);
    return true;
}

bool removePath(KernelContext& context, JsonTree& tree, const ArrayValue& path, std::uint32_t level) {
    const Datum& name = path.elements[level];
    const bool last = level + 1 == path.length;
    if (name.null) return context.fail("null_value_not_allowed", fmt::format("path element at position {} is null", level + 1));
    if (!tree.isContainer()) return true;
    if (tree.kind == JsonKind::Object) {
        if (last) {
            removeKey(tree, name.bytes());
            return true;
        }
        for (std::size_t i = 0; i < tree.keys.size(); ++i)
            if (tree.keys[i] == name.bytes()) return removePath(context, tree.children[i], path, level + 1);
        return true;
    }
    std::int32_t index = 0;
    const std::string_view digits = name.bytes();
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (code != std::errc{} || end != digits.data() + digits.size())
        return context.fail("invalid_text_representation", fmt::format("path element at position {} is not an integer: \"{}\"", level + 1, digits));
    if (last) {
        removeAt(tree, index);
        return true;
    }
    const auto size = static_cast<std::int32_t>(tree.children.size());
    if (index < 0) index += size;
    if (index < 0 || index >= size) return true;
    return removePath(context, tree.children[static_cast<std::size_t>(index)], path, level + 1);
}

bool removeAtPath(KernelContext& context, const Datum* in, Datum& out) {
    const ArrayValue& path = arrayOf(in[1]);
    JsonTree tree = JsonTree::read(in[0].bytes());
    if (!tree.isContainer()) return refuse(context, "cannot delete path in scalar");
    if (path.length > 0 && !tree.children.empty() && !removePath(context, tree, path, 0)) return false;
    out = jsonbDatum(context.arena, tree);
    return true;
}

} // namespace

void addJsonbBuilding(FunctionList& list) {
    define(list, "to_jsonb(anyelement) -> jsonb", toJsonb, "Any value as jsonb.");
    define(list, "jsonb_build_object() -> jsonb", buildObject, "An empty object.", calledOnNull);
    define(list, "jsonb_build_object(any) -> jsonb", buildObject, "An object of keys and values in turn.", variadicOnNull);
    define(list, "jsonb_build_array() -> jsonb", buildArray, "An empty array.", calledOnNull);
    define(list, "jsonb_build_array(any) -> jsonb", buildArray, "An array of the arguments.", variadicOnNull);
    define(list, "||(jsonb, jsonb) -> jsonb", concatenate, "Two objects merged, the second one's values winning, or two arrays joined.");
    define(list, "-(jsonb, text) -> jsonb", removeKeys, "The object without a key, or the array without a string.");
    define(list, "-(jsonb, text[]) -> jsonb", removeKeys, "The object without some keys, or the array without some strings.");
    define(list, "-(jsonb, integer) -> jsonb", removeIndex, "The array without the element at a position.");
    define(list, "#-(jsonb, text[]) -> jsonb", removeAtPath, "The value without what stands at a path.");
}

} // namespace weir::expr
