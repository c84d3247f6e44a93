// SPDX-License-Identifier: Apache-2.0
#include "values/array_text.h"

#include "values/number_text.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir::expr {
namespace {

constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool isNullWord(std::string_view text) {
    static constexpr std::string_view word = "null";
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return (a | 0x20) == b; });
}

bool needsQuotes(std::string_view text) {
    if (text.empty() || isNullWord(text)) return true;
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '{' || c == '}' || c == '"' || c == '\\' || c == ',' || isSpace(c); });
}

bool malformed(KernelContext& context, std::string_view text) {
    return context.fail("invalid_text_representation", fmt::format("malformed array literal: {}", quoted(text)));
}

} // namespace

bool memoryLimit(KernelContext& context) {
    return context.fail("program_limit_exceeded",
                        fmt::format("an expression may use {} MiB of memory per record; make the text or array smaller", context.arena.limit() >> 20U));
}

bool mayGrow(KernelContext& context, std::size_t bytes) {
    return context.arena.used() + bytes <= context.arena.limit() || memoryLimit(context);
}

Datum arrayDatum(Arena& arena, const Datum* elements, std::size_t length) {
    auto* copy = arena.allocateArray<Datum>(length);
    std::copy(elements, elements + length, copy);
    auto* array = arena.allocateArray<ArrayValue>(1);
    array->length = static_cast<std::uint32_t>(length);
    array->elements = copy;
    Datum out;
    out.p = reinterpret_cast<const char*>(array);
    out.size = sizeof(ArrayValue);
    out.null = false;
    return out;
}

bool arrayToText(KernelContext& context, const Type& type, const Datum& value, std::string& out) {
    const ArrayValue& array = arrayOf(value);
    const Type element = type.element();
    out += '{';
    std::string text;
    for (std::uint32_t i = 0; i < array.length; ++i) {
        if (i > 0) out += ',';
        if (array.elements[i].null) {
            out += "NULL";
            continue;
        }
        text.clear();
        if (!toText(context, element, array.elements[i], text)) return false;
        if (!needsQuotes(text)) {
            out += text;
            continue;
        }
        out += '"';
        for (const char c : text) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        out += '"';
    }
    out += '}';
    return true;
}

bool arrayFromText(KernelContext& context, const Type& type, std::string_view text, Datum& out) {
    std::string_view rest = trimSpace(text);
    if (rest.starts_with('[')) return context.fail("feature_not_supported", "arrays start at 1 and have one dimension; leave out the bounds");
    if (!rest.starts_with('{')) return malformed(context, text);
    rest.remove_prefix(1);
    const auto skipSpace = [&] {
        while (!rest.empty() && isSpace(rest.front())) rest.remove_prefix(1);
    };
    const Type elementType = type.element();
    struct Item {
        std::string text;
        bool null = false;
    };
    std::vector<Item> items; // the braces and commas are judged before any element
    std::size_t bytes = 0;
    skipSpace();
    bool open = true;
    if (rest.starts_with('}')) {
        rest.remove_prefix(1);
        open = false;
    }
    while (open) {
        skipSpace();
        if (rest.empty()) return malformed(context, text);
        if (rest.front() == '{') return context.fail("feature_not_supported", "arrays of more than one dimension are not supported");
        std::string item;
        bool inQuotes = false;
        bool escaped = false;
        std::size_t kept = 0; // bytes that trailing space may not cut
        if (rest.front() == '"') {
            inQuotes = true;
            rest.remove_prefix(1);
            while (!rest.empty() && rest.front() != '"') {
                if (rest.front() == '\\') rest.remove_prefix(1);
                if (rest.empty()) return malformed(context, text);
                item += rest.front();
                rest.remove_prefix(1);
            }
            if (rest.empty()) return malformed(context, text);
            rest.remove_prefix(1);
            skipSpace();
        } else {
            while (!rest.empty() && rest.front() != ',' && rest.front() != '}') {
                if (rest.front() == '"' || rest.front() == '{') return malformed(context, text);
                if (rest.front() == '\\') {
                    rest.remove_prefix(1);
                    if (rest.empty()) return malformed(context, text);
                    escaped = true;
                    item += rest.front();
                    kept = item.size();
                } else {
                    item += rest.front();
                    if (!isSpace(rest.front())) kept = item.size();
                }
                rest.remove_prefix(1);
            }
            item.resize(kept);
            if (item.empty()) return malformed(context, text);
        }
        bytes += item.size() + sizeof(Item);
        if (context.arena.used() + bytes > context.arena.limit()) return memoryLimit(context);
        const bool null = !inQuotes && !escaped && isNullWord(item);
        items.push_back({std::move(item), null});
        if (rest.starts_with('}')) open = false;
        else if (!rest.starts_with(',')) return malformed(context, text);
        rest.remove_prefix(1);
    }
    skipSpace();
    if (!rest.empty()) return malformed(context, text);
    std::vector<Datum> elements;
    elements.reserve(items.size());
    for (const Item& item : items) {
        elements.emplace_back();
        if (!item.null && !fromText(context, elementType, item.text, elements.back())) return false;
        if (context.arena.overLimit()) return memoryLimit(context);
    }
    out = arrayDatum(context.arena, elements.data(), elements.size());
    return true;
}

} // namespace weir::expr
