// SPDX-License-Identifier: Apache-2.0
// Reading jsonb's own text form: no checks, for it was checked when it was made.
#include "values/jsonb.h"

#include "values/utf8.h"
#include "weir/core/assert.h"

#include <algorithm>
#include <charconv>

namespace weir::expr {
namespace {

std::size_t stringEnd(std::string_view text) { // one past the closing quote
    std::size_t at = 1;
    for (;;) {
        at = text.find_first_of("\"\\", at);
        WEIR_ASSERT(at != std::string_view::npos);
        if (text[at] == '"') return at + 1;
        at += 2;
    }
}

std::size_t valueEnd(std::string_view text) {
    if (text.front() == '"') return stringEnd(text);
    if (text.front() != '{' && text.front() != '[') return std::min(text.find_first_of(",]}"), text.size());
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') at += stringEnd(text.substr(at)) - 1;
        else if (c == '{' || c == '[') ++depth;
        else if ((c == '}' || c == ']') && --depth == 0) return at + 1;
    }
    WEIR_ASSERT(!"jsonb text with an open bracket");
    return text.size();
}

std::string_view take(std::string_view& text) {
    const std::string_view value = text.substr(0, valueEnd(text));
    text.remove_prefix(value.size());
    return value;
}

unsigned hexAt(std::string_view text, std::size_t at) {
    unsigned value = 0;
    std::from_chars(text.data() + at, text.data() + at + 4, value, 16);
    return value;
}

} // namespace

JsonKind jsonKind(std::string_view json) {
    switch (json.front()) {
    case '{': return JsonKind::Object;
    case '[': return JsonKind::Array;
    case '"': return JsonKind::String;
    case 't':
    case 'f': return JsonKind::Boolean;
    case 'n': return JsonKind::Null;
    default: return JsonKind::Number;
    }
}

std::string jsonUnquote(std::string_view token) {
    const std::string_view body = token.substr(1, token.size() - 2);
    std::string out;
    out.reserve(body.size());
    for (std::size_t at = 0; at < body.size(); ++at) {
        if (body[at] != '\\') {
            out += body[at];
            continue;
        }
        switch (body[++at]) {
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'n': out += '\n'; break;
        case 'r': out += '\r'; break;
        case 't': out += '\t'; break;
        case 'u':
            utf8::append(out, hexAt(body, at + 1));
            at += 4;
            break;
        default: out += body[at];
        }
    }
    return out;
}

void appendJsonbString(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20U) {
                out += "\\u00";
                out += hex[static_cast<unsigned char>(c) >> 4U];
                out += hex[static_cast<unsigned char>(c) & 15U];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

JsonView::JsonView(std::string_view json) : m_rest(json.substr(1, json.size() - 2)), m_object(json.front() == '{') {}

bool JsonView::next(std::string_view& key, std::string_view& value) {
    if (m_rest.empty()) return false;
    key = {};
    if (m_object) {
        key = take(m_rest);
        m_rest.remove_prefix(2); // ": "
    }
    value = take(m_rest);
    m_rest.remove_prefix(std::min<std::size_t>(m_rest.size(), 2)); // ", "
    return true;
}

std::int64_t jsonSize(std::string_view json) {
    JsonView view(json);
    std::string_view key;
    std::string_view value;
    std::int64_t size = 0;
    while (view.next(key, value)) ++size;
    return size;
}

std::optional<std::string_view> jsonMember(std::string_view object, std::string_view key) {
    std::string token;
    appendJsonbString(token, key); // the form is canonical: equal keys are equal tokens
    JsonView view(object);
    std::string_view name;
    std::string_view value;
    while (view.next(name, value))
        if (name == token) return value;
    return std::nullopt;
}

std::optional<std::string_view> jsonElement(std::string_view array, std::int64_t index) {
    const JsonKind kind = jsonKind(array);
    if (kind == JsonKind::Object) return std::nullopt;
    if (kind != JsonKind::Array) return index == 0 || index == -1 ? std::optional(array) : std::nullopt;
    if (index < 0) index += jsonSize(array);
    if (index < 0) return std::nullopt;
    JsonView view(array);
    std::string_view key;
    std::string_view value;
    while (view.next(key, value))
        if (index-- == 0) return value;
    return std::nullopt;
}

JsonTree JsonTree::read(std::string_view json) {
    JsonTree tree;
    tree.kind = jsonKind(json);
    if (tree.isContainer()) {
        JsonView view(json);
        std::string_view key;
        std::string_view value;
        while (view.next(key, value)) {
            if (tree.kind == JsonKind::Object) tree.keys.push_back(jsonUnquote(key));
            tree.children.push_back(read(value));
        }
    } else {
        tree.text = tree.kind == JsonKind::String ? jsonUnquote(json) : std::string(json);
    }
    return tree;
}

void JsonTree::print(std::string& out) const {
    if (kind == JsonKind::String) return appendJsonbString(out, text);
    if (kind == JsonKind::Null) {
        out += "null";
        return;
    }
    if (!isContainer()) {
        out += text;
        return;
    }
    out += kind == JsonKind::Object ? '{' : '[';
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (i > 0) out += ", ";
        if (kind == JsonKind::Object) {
            appendJsonbString(out, keys[i]);
            out += ": ";
        }
        children[i].print(out);
    }
    out += kind == JsonKind::Object ? '}' : ']';
}

void JsonTree::normalize() {
    std::vector<std::size_t> order(keys.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto before = [&](std::size_t a, std::size_t b) {
        return keys[a].size() != keys[b].size() ? keys[a].size() < keys[b].size() : keys[a] < keys[b];
    };
    std::stable_sort(order.begin(), order.end(), before);
    std::vector<std::string> sortedKeys;
    std::vector<JsonTree> sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i + 1 < order.size() && keys[order[i]] == keys[order[i + 1]]) continue; // the last one stays
        sortedKeys.push_back(std::move(keys[order[i]]));
        sorted.push_back(std::move(children[order[i]]));
    }
    keys = std::move(sortedKeys);
    children = std::move(sorted);
}

Datum jsonbDatum(Arena& arena, const JsonTree& tree) {
    std::string text;
    tree.print(text);
    return Datum::ofBytes(arena.copy(text));
}

} // namespace weir::expr
