// SPDX-License-Identifier: Apache-2.0
// Text: case, length, parts, padding, trimming. Positions count characters.
#include "functions/registry.h"
#include "values/array_text.h"
#include "values/utf8.h"

#include <algorithm>
#include <utf8proc.h>

namespace weir::expr {
namespace {

bool give(KernelContext& context, std::string_view text, Datum& out) {
    if (!mayGrow(context, text.size())) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}
bool view(std::string_view text, Datum& out) { // a part of an argument: nothing is copied
    out = Datum::ofBytes(text);
    return true;
}
bool giveInt(std::int64_t value, Datum& out) {
    out = Datum::ofInt(value);
    return true;
}

using Mapping = utf8proc_int32_t (*)(utf8proc_int32_t);
std::string mapped(std::string_view text, Mapping mapping) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char c = text.front();
        if (static_cast<unsigned char>(c) < 0x80U) {
            out += static_cast<char>(mapping(c));
            text.remove_prefix(1);
        } else {
            utf8::append(out, static_cast<std::uint32_t>(mapping(static_cast<utf8proc_int32_t>(utf8::codePoint(utf8::next(text))))));
        }
    }
    return out;
}

bool lower(KernelContext& context, const Datum* in, Datum& out) { return give(context, mapped(in[0].bytes(), utf8proc_tolower), out); }
/// ß has no upper case of one character that PostgreSQL would use.
utf8proc_int32_t upperOf(utf8proc_int32_t point) { return point == 0xDF ? point : utf8proc_toupper(point); }
bool upper(KernelContext& context, const Datum* in, Datum& out) { return give(context, mapped(in[0].bytes(), upperOf), out); }

bool isWordCharacter(std::uint32_t point) {
    if (point < 0x80) return (point >= '0' && point <= '9') || ((point | 0x20U) >= 'a' && (point | 0x20U) <= 'z');
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
    return category <= UTF8PROC_CATEGORY_LO || category == UTF8PROC_CATEGORY_ND;
}

bool initcap(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    bool inWord = false;
    std::string_view rest = in[0].bytes();
    while (!rest.empty()) {
        const auto point = static_cast<utf8proc_int32_t>(utf8::codePoint(utf8::next(rest)));
        utf8::append(text, static_cast<std::uint32_t>(inWord ? utf8proc_tolower(point) : upperOf(point)));
        inWord = isWordCharacter(static_cast<std::uint32_t>(point));
    }
    return give(context, text, out);
}

bool length(KernelContext&, const Datum* in, Datum& out) { return giveInt(static_cast<std::int64_t>(utf8::count(in[0].bytes())), out); }
bool octets(KernelContext&, const Datum* in, Datum& out) { return giveInt(in[0].size, out); }
bool bits(KernelContext&, const Datum* in, Datum& out) { return giveInt(std::int64_t{in[0].size} * 8, out); }

/// [from, from + length) of positions that count from 1; an end before the start is an error.
bool substringError(KernelContext& context) { return context.fail("substring_error", "negative substring length not allowed"); }

struct Range {
    std::int64_t from; ///< from 0
    std::int64_t to;
};
bool rangeOf(KernelContext& context, const Datum* in, Range& range) {
    range.from = std::max<std::int64_t>(in[1].i - 1, 0);
    range.to = INT64_MAX;
    if (context.argumentTypes.size() > 2) {
        if (in[2].i < 0) return substringError(context);
        range.to = std::max<std::int64_t>(in[1].i - 1 + in[2].i, 0);
    }
    return true;
}

bool substring(KernelContext& context, const Datum* in, Datum& out) {
    Range range{};
    if (!rangeOf(context, in, range)) return false;
    std::string_view text = in[0].bytes();
    text.remove_prefix(utf8::offsetOf(text, static_cast<std::size_t>(range.from)));
    if (range.to != INT64_MAX) text = text.substr(0, utf8::offsetOf(text, static_cast<std::size_t>(std::max<std::int64_t>(range.to - range.from, 0))));
    return view(text, out);
}

bool substringBytes(KernelContext& context, const Datum* in, Datum& out) {
    Range range{};
    if (!rangeOf(context, in, range)) return false;
    const std::string_view bytes = in[0].bytes();
    const auto from = std::min(static_cast<std::size_t>(range.from), bytes.size());
    const auto to = std::max(std::min(static_cast<std::size_t>(range.to), bytes.size()), from);
    return view(bytes.substr(from, to - from), out);
}

/// overlay(text, new, from [, length]): as many characters as the new ones if no length is given.
template <bool bytes>
bool overlay(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    const std::string_view put = in[1].bytes();
    const std::int64_t from = in[2].i;
    const std::int64_t length = context.argumentTypes.size() > 3 ? in[3].i : static_cast<std::int64_t>(bytes ? put.size() : utf8::count(put));
    if (from <= 0) return substringError(context);
    const std::int64_t to = from + length;
    if (to > INT32_MAX || to < INT32_MIN) return context.fail("numeric_value_out_of_range", "integer out of range");
    const auto offset = [&](std::int64_t position) {
        const auto index = static_cast<std::size_t>(std::max<std::int64_t>(position - 1, 0));
        return bytes ? std::min(index, text.size()) : utf8::offsetOf(text, index);
    };
    if (!mayGrow(context, text.size() * 2 + put.size())) return false;
    std::string made(text.substr(0, offset(from)));
    made += put;
    made += text.substr(offset(to));
    return give(context, made, out);
}

bool left(KernelContext&, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    std::int64_t n = in[1].i;
    if (n < 0) n = std::max<std::int64_t>(static_cast<std::int64_t>(utf8::count(text)) + n, 0);
    return view(text.substr(0, utf8::offsetOf(text, static_cast<std::size_t>(n))), out);
}

bool right(KernelContext&, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    const std::int64_t n = in[1].i;
    const auto skip = n < 0 ? -n : std::max<std::int64_t>(static_cast<std::int64_t>(utf8::count(text)) - n, 0);
    return view(text.substr(utf8::offsetOf(text, static_cast<std::size_t>(skip))), out);
}

template <bool onLeft>
bool pad(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    const std::string_view fill = context.argumentTypes.size() > 2 ? in[2].bytes() : std::string_view(" ");
    const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(in[1].i, 0));
    const std::size_t have = utf8::count(text);
    if (wanted <= have || fill.empty()) return view(text.substr(0, utf8::offsetOf(text, wanted)), out);
    const std::size_t missing = wanted - have;
    const std::size_t fillLength = utf8::count(fill);
    const std::size_t size = missing / fillLength * fill.size() + utf8::offsetOf(fill, missing % fillLength);
    if (!mayGrow(context, text.size() + size)) return false;
    std::string padding;
    padding.reserve(size);
    for (std::size_t i = 0; i < missing / fillLength; ++i) padding += fill;
    padding += fill.substr(0, size - padding.size());
    return give(context, onLeft ? padding + std::string(text) : std::string(text) + padding, out);
}

enum class Side { Both, Left, Right };

/// Trims characters of a set.
template <Side side>
bool trim(KernelContext& context, const Datum* in, Datum& out) {
    std::string_view text = in[0].bytes();
    const std::string_view set = context.argumentTypes.size() > 1 ? in[1].bytes() : std::string_view(" ");
    const auto inSet = [&](std::string_view character) { return set.find(character) != std::string_view::npos; };
    if constexpr (side != Side::Right)
        while (!text.empty() && inSet(text.substr(0, utf8::width(text.front())))) utf8::next(text);
    if constexpr (side != Side::Left)
        while (!text.empty()) {
            std::size_t at = text.size() - 1;
            while (at > 0 && utf8::isContinuation(text[at])) --at;
            if (!inSet(text.substr(at))) break;
            text = text.substr(0, at);
        }
    return view(text, out);
}

template <Side side>
bool trimBytes(KernelContext&, const Datum* in, Datum& out) {
    std::string_view bytes = in[0].bytes();
    const std::string_view set = in[1].bytes();
    if constexpr (side != Side::Right)
        while (!bytes.empty() && set.find(bytes.front()) != std::string_view::npos) bytes.remove_prefix(1);
    if constexpr (side != Side::Left)
        while (!bytes.empty() && set.find(bytes.back()) != std::string_view::npos) bytes.remove_suffix(1);
    return view(bytes, out);
}

bool reverse(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    if (!mayGrow(context, text.size())) return false;
    std::string turned(text.size(), '\0');
    std::size_t to = text.size();
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view character = utf8::next(rest);
        to -= character.size();
        character.copy(turned.data() + to, character.size());
    }
    return give(context, turned, out);
}

bool repeat(KernelContext& context, const Datum* in, Datum& out) {
    const auto times = static_cast<std::size_t>(std::max<std::int64_t>(in[1].i, 0));
    const std::string_view text = in[0].bytes();
    if (text.empty() || times == 0) return view("", out);
    if (times > context.arena.limit() / text.size()) return memoryLimit(context);
    if (!mayGrow(context, times * text.size())) return false;
    char* to = context.arena.allocate(times * text.size());
    for (std::size_t i = 0; i < times; ++i) text.copy(to + i * text.size(), text.size());
    return view({to, times * text.size()}, out);
}

bool ascii(KernelContext&, const Datum* in, Datum& out) {
    std::string_view text = in[0].bytes();
    return giveInt(text.empty() ? 0 : static_cast<std::int64_t>(utf8::codePoint(utf8::next(text))), out);
}

bool chr(KernelContext& context, const Datum* in, Datum& out) {
    if (in[0].i < 0) return context.fail("invalid_parameter_value", "character number must be positive");
    if (in[0].i == 0) return context.fail("program_limit_exceeded", "null character not permitted");
    std::string text;
    if (in[0].i > 0x10FFFF || !utf8::append(text, static_cast<std::uint32_t>(in[0].i)))
        return context.fail("program_limit_exceeded", "requested character too large or not valid in UTF-8");
    return give(context, text, out);
}

} // namespace

void addTextFunctions(FunctionList& list) {
    define(list, "lower(text) -> text", lower, "The text in lower case.");
    define(list, "upper(text) -> text", upper, "The text in upper case.");
    define(list, "initcap(text) -> text", initcap, "The first letter of each word in upper case, the others in lower case.");
    for (const std::string_view signature : {"length(text) -> integer", "char_length(text) -> integer", "character_length(text) -> integer"})
        define(list, signature, length, "Number of characters.");
    define(list, "length(bytea) -> integer", octets, "Number of bytes.");
    define(list, "octet_length(text) -> integer", octets, "Number of bytes in UTF-8.");
    define(list, "octet_length(bytea) -> integer", octets, "Number of bytes.");
    define(list, "bit_length(text) -> integer", bits, "Number of bits in UTF-8.");
    define(list, "bit_length(bytea) -> integer", bits, "Number of bits.");
    for (const std::string_view signature : {"substring(text, integer) -> text", "substring(text, integer, integer) -> text", "substr(text, integer) -> text",
                                             "substr(text, integer, integer) -> text"})
        define(list, signature, substring, "The characters from a position on, as many as given.");
    for (const std::string_view signature : {"substring(bytea, integer) -> bytea", "substring(bytea, integer, integer) -> bytea", "substr(bytea, integer) -> bytea",
                                             "substr(bytea, integer, integer) -> bytea"})
        define(list, signature, substringBytes, "The bytes from a position on, as many as given.");
    for (const std::string_view signature : {"overlay(text, text, integer) -> text", "overlay(text, text, integer, integer) -> text"})
        define(list, signature, overlay<false>, "The text with some of its characters, from a position on, replaced by others.");
    for (const std::string_view signature : {"overlay(bytea, bytea, integer) -> bytea", "overlay(bytea, bytea, integer, integer) -> bytea"})
        define(list, signature, overlay<true>, "The bytes with some of them, from a position on, replaced by others.");
    define(list, "left(text, integer) -> text", left, "The first characters; if negative, all but the last ones.");
    define(list, "right(text, integer) -> text", right, "The last characters; if negative, all but the first ones.");
    define(list, "lpad(text, integer) -> text", pad<true>, "The text filled up on the left, or cut, to a length.");
    define(list, "lpad(text, integer, text) -> text", pad<true>, "The text filled up on the left, or cut, to a length.");
    define(list, "rpad(text, integer) -> text", pad<false>, "The text filled up on the right, or cut, to a length.");
    define(list, "rpad(text, integer, text) -> text", pad<false>, "The text filled up on the right, or cut, to a length.");
    constexpr std::string_view trimText = "The text without leading and trailing characters of a set (spaces if not given).";
    define(list, "btrim(text) -> text", trim<Side::Both>, trimText);
    define(list, "btrim(text, text) -> text", trim<Side::Both>, trimText);
    define(list, "btrim(bytea, bytea) -> bytea", trimBytes<Side::Both>, "The bytes without leading and trailing ones of a set.");
    define(list, "ltrim(text) -> text", trim<Side::Left>, "The text without leading characters of a set (spaces if not given).");
    define(list, "ltrim(text, text) -> text", trim<Side::Left>, "The text without leading characters of a set (spaces if not given).");
    define(list, "ltrim(bytea, bytea) -> bytea", trimBytes<Side::Left>, "The bytes without leading ones of a set.");
    define(list, "rtrim(text) -> text", trim<Side::Right>, "The text without trailing characters of a set (spaces if not given).");
    define(list, "rtrim(text, text) -> text", trim<Side::Right>, "The text without trailing characters of a set (spaces if not given).");
    define(list, "rtrim(bytea, bytea) -> bytea", trimBytes<Side::Right>, "The bytes without trailing ones of a set.");
    define(list, "reverse(text) -> text", reverse, "The characters in reverse order.");
    define(list, "repeat(text, integer) -> text", repeat, "The text so many times.");
    define(list, "ascii(text) -> integer", ascii, "The code point of the first character.");
    define(list, "chr(integer) -> text", chr, "The character of a code point.");
}

} // namespace weir::expr
