// SPDX-License-Identifier: Apache-2.0
// Text put together: ||, concat, concat_ws, format.
#include "functions/registry.h"
#include "values/array_text.h"
#include "values/utf8.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir::expr {
namespace {

bool give(KernelContext& context, std::string_view text, Datum& out) {
    if (!mayGrow(context, text.size())) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

bool join(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view a = in[0].bytes();
    const std::string_view b = in[1].bytes();
    if (!mayGrow(context, a.size() + b.size())) return false;
    char* to = context.arena.allocate(a.size() + b.size());
    a.copy(to, a.size());
    b.copy(to + a.size(), b.size());
    out = Datum::ofBytes({to, a.size() + b.size()});
    return true;
}

/// text || anything: the other side as its output function prints it (booleans as words: the cast's form).
bool appendPrinted(KernelContext& context, const Type& type, const Datum& value, std::string& out) {
    if (type.is(TypeId::Boolean)) {
        out += value.b ? "true" : "false";
        return true;
    }
    return toText(context, type, value, out);
}

bool joinAny(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    return appendPrinted(context, context.argumentTypes[0], in[0], text) && appendPrinted(context, context.argumentTypes[1], in[1], text) && give(context, text, out);
}

bool concat(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    for (std::size_t i = 0; i < context.argumentTypes.size(); ++i) {
        if (!in[i].null && !toText(context, context.argumentTypes[i], in[i], text)) return false;
        if (text.size() > context.arena.limit()) return memoryLimit(context);
    }
    return give(context, text, out);
}

bool concatWith(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum();
    if (in[0].null) return true;
    std::string text;
    bool first = true;
    for (std::size_t i = 1; i < context.argumentTypes.size(); ++i) {
        if (in[i].null) continue;
        if (!first) text += in[0].bytes();
        first = false;
        if (!toText(context, context.argumentTypes[i], in[i], text)) return false;
        if (text.size() > context.arena.limit()) return memoryLimit(context);
    }
    return give(context, text, out);
}

std::string quotedIdentifier(std::string_view name) {
    // PostgreSQL's quote_ident: plain lower-case names stay; what is no such name gets quotes.
    const bool plain = !name.empty() && (name[0] == '_' || (name[0] >= 'a' && name[0] <= 'z')) &&
                       std::all_of(name.begin(), name.end(), [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (plain) return std::string(name);
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string quotedLiteral(std::string_view text) {
    const bool escape = text.find('\\') != std::string_view::npos;
    std::string out = escape ? "E'" : "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += c;
        out += c;
    }
    return out + '\'';
}

/// format(): %s %I %L %%, positions (%2$s), widths (%-10s, %*s, %*2$s).
class Formatter {
public:
    Formatter(KernelContext& context, const Datum* in) : m_context(context), m_in(in), m_count(context.argumentTypes.size()) {}

    bool run(std::string& out) {
        std::string_view rest = m_in[0].bytes();
        while (!rest.empty()) {
            const auto percent = rest.find('%');
            out += rest.substr(0, percent);
            if (percent == std::string_view::npos) break;
            rest.remove_prefix(percent + 1);
            if (rest.empty()) return unterminated();
            if (rest.front() == '%') {
                out += '%';
                rest.remove_prefix(1);
                continue;
            }
            if (!specifier(rest, out)) return false;
            if (out.size() > m_context.arena.limit()) return memoryLimit(m_context);
        }
        return true;
    }

private:
    bool refuse(std::string message) { return m_context.fail("invalid_parameter_value", std::move(message)); }
    bool unterminated() { return refuse("unterminated format() type specifier"); }

    static std::int64_t digits(std::string_view& rest) {
        std::int64_t value = 0;
        while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
            value = std::min<std::int64_t>(value * 10 + (rest.front() - '0'), std::int64_t{INT32_MAX} + 1);
            rest.remove_prefix(1);
        }
        return value;
    }

    bool argument(std::int64_t position, std::size_t& index) {
        if (position == 0) return refuse("format specifies argument 0, but arguments are numbered from 1");
        if (position > 0) m_next = static_cast<std::size_t>(position);
        else ++m_next;
        if (m_next >= m_count) return refuse("too few arguments for format()");
        index = m_next;
        return true;
    }

    bool specifier(std::string_view& rest, std::string& out) {
        std::int64_t position = -1;
        std::int64_t width = 0;
        bool leftAlign = false;
        const auto isDigit = [&] { return !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; };
        std::string_view ahead = rest;
        if (isDigit()) {
            const std::int64_t number = digits(ahead);
            if (ahead.starts_with('$')) {
                position = number;
                rest = ahead.substr(1);
            }
        }
        while (rest.starts_with('-')) {
            leftAlign = true;
            rest.remove_prefix(1);
        }
        if (rest.starts_with('*')) {
            rest.remove_prefix(1);
            std::int64_t from = -1;
            if (isDigit()) {
                from = digits(rest);
                if (!rest.starts_with('$')) return refuse("width argument position must be ended by \"$\"");
                rest.remove_prefix(1);
            }
            std::size_t index = 0;
            if (!argument(from, index)) return false;
            if (!m_in[index].null) {
                std::string text;
                Datum number;
                if (!toText(m_context, m_context.argumentTypes[index], m_in[index], text) || !fromText(m_context, Type{TypeId::Integer}, text, number)) return false;
                width = number.i;
            }
            if (width < 0) {
                leftAlign = true;
                width = -width;
            }
        } else if (isDigit()) {
            width = digits(rest);
        }
        if (width > INT32_MAX || position > INT32_MAX) return m_context.fail("numeric_value_out_of_range", "number is out of range");
        if (rest.empty()) return unterminated();
        const std::string_view kind = utf8::next(rest);
        if (kind != "s" && kind != "I" && kind != "L") return refuse(fmt::format("unrecognized format() type specifier \"{}\"", kind));
        std::size_t index = 0;
        if (!argument(position, index)) return false;
        std::string text;
        if (m_in[index].null) {
            if (kind == "I") return m_context.fail("null_value_not_allowed", "null values cannot be formatted as an SQL identifier");
            if (kind == "L") text = "NULL";
        } else {
            if (!toText(m_context, m_context.argumentTypes[index], m_in[index], text)) return false;
            if (kind == "I") text = quotedIdentifier(text);
            else if (kind == "L") text = quotedLiteral(text);
        }
        const auto length = static_cast<std::int64_t>(utf8::count(text));
        const auto padding = static_cast<std::size_t>(std::max<std::int64_t>(width - length, 0));
        if (out.size() + padding + text.size() > m_context.arena.limit()) return memoryLimit(m_context);
        if (!leftAlign) out.append(padding, ' ');
        out += text;
        if (leftAlign) out.append(padding, ' ');
        return true;
    }

    KernelContext& m_context;
    const Datum* m_in;
    std::size_t m_count;
    std::size_t m_next = 0;
};

bool format(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum();
    if (in[0].null) return true;
    std::string text;
    return Formatter(context, in).run(text) && give(context, text, out);
}

template <std::string (*quote)(std::string_view)>
bool quoteKernel(KernelContext& context, const Datum* in, Datum& out) {
    return give(context, quote(in[0].bytes()), out);
}

} // namespace

void addTextBuilding(FunctionList& list) {
    define(list, "||(text, text) -> text", join, "Two texts joined.");
    define(list, "||(bytea, bytea) -> bytea", join, "Two byte strings joined.");
    define(list, "||(text, any) -> text", joinAny, "A text and any value's text joined.");
    define(list, "||(any, text) -> text", joinAny, "Any value's text and a text joined.");
    define(list, "concat(any) -> text", concat, "The arguments' texts joined, NULLs left out.", variadicOnNull);
    define(list, "concat_ws(text, any) -> text", concatWith, "The arguments' texts joined with a separator between them, NULLs left out.", variadicOnNull);
    define(list, "format(text) -> text", format, "A text made after a pattern: %s a value, %I an identifier, %L a literal, %% a percent sign.", calledOnNull);
    define(list, "format(text, any) -> text", format, "A text made after a pattern: %s a value, %I an identifier, %L a literal, %% a percent sign.", variadicOnNull);
    define(list, "quote_ident(text) -> text", quoteKernel<quotedIdentifier>, "The text as an SQL identifier, quoted where needed.");
    define(list, "quote_literal(text) -> text", quoteKernel<quotedLiteral>, "The text as an SQL string literal.");
}

} // namespace weir::expr
