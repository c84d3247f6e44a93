// SPDX-License-Identifier: Apache-2.0
#include "values/regex_bracket.h"

#include "values/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace weir::expr {
namespace {

constexpr bool isAlphanumeric(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }
constexpr bool isHex(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

constexpr std::array<std::string_view, 14> classNames{"alnum", "alpha", "ascii", "blank", "cntrl", "digit",  "graph",
                                                      "lower", "print", "punct", "space", "upper", "xdigit", "word"};

/// `digits` characters of a base (at least `least`), taken off.
bool number(std::string_view& rest, std::size_t least, std::size_t most, int base, std::uint32_t& out) {
    std::size_t count = 0;
    while (count < most && count < rest.size() && (base == 16 ? isHex(rest[count]) : rest[count] >= '0' && rest[count] <= '7')) ++count;
    if (count < least) return false;
    const auto code = std::from_chars(rest.data(), rest.data() + count, out, base).ec;
    rest.remove_prefix(count);
    return code == std::errc{};
}

/// "[:alpha:]" off the front.
bool classNamed(std::string_view& rest, const RegexFlags& flags, std::string& out, RunError& error) {
    const auto end = rest.find(":]");
    if (end == std::string_view::npos) return invalidRegex(error, "brackets [] not balanced");
    std::string_view name = rest.substr(2, end - 2);
    if (std::find(classNames.begin(), classNames.end(), name) == classNames.end()) return invalidRegex(error, "invalid character class");
    if (flags.ignoreCase && (name == "lower" || name == "upper")) name = "alpha";
    out += fmt::format("[:{}:]", name);
    rest.remove_prefix(end + 2);
    return true;
}

} // namespace

bool invalidRegex(RunError& error, std::string_view what) {
    error.condition = "invalid_regular_expression";
    error.message = fmt::format("invalid regular expression: {}", what);
    return false;
}

void appendRegexCharacter(std::string& out, std::uint32_t point) {
    if (point < 0x80 && isAlphanumeric(static_cast<char>(point))) out += static_cast<char>(point);
    else out += fmt::format("\\x{{{:x}}}", point);
}

bool regexEscape(std::string_view& rest, std::uint32_t& point, RunError& error) {
    const auto refuse = [&] { return invalidRegex(error, "invalid escape \\ sequence"); };
    rest.remove_prefix(1);
    if (rest.empty()) return refuse();
    const char c = rest.front();
    if (!isAlphanumeric(c)) {
        point = utf8::codePoint(utf8::next(rest));
        return true;
    }
    if (c >= '0' && c <= '7') {
        number(rest, 1, 3, 8, point);
        if (point > 0xFF) return refuse();
        return true;
    }
    rest.remove_prefix(1);
    switch (c) {
    case 'a': point = 7; return true;
    case 'b': point = 8; return true;
    case 'B': point = '\\'; return true;
    case 'c':
        if (rest.empty()) return refuse();
        point = utf8::codePoint(utf8::next(rest)) & 31U;
        return true;
    case 'e': point = 27; return true;
    case 'f': point = 12; return true;
    case 'n': point = 10; return true;
    case 'r': point = 13; return true;
    case 't': point = 9; return true;
    case 'v': point = 11; return true;
    case 'u':
        if (!number(rest, 4, 4, 16, point)) return refuse();
        break;
    case 'U':
        if (!number(rest, 8, 8, 16, point)) return refuse();
        break;
    case 'x':
        if (!number(rest, 1, 255, 16, point)) return refuse();
        break;
    default: return refuse();
    }
    std::string probe;
    return utf8::append(probe, point) || refuse();
}

bool translateBracket(std::string_view& rest, const RegexFlags& flags, std::string& out, RunError& error) {
    const auto unbalanced = [&] { return invalidRegex(error, "brackets [] not balanced"); };
    rest.remove_prefix(1);
    const bool negated = rest.starts_with('^');
    if (negated) rest.remove_prefix(1);
    std::string body;
    bool first = true;
    bool complements = false; // \D \W \S inside
    std::string alternatives;
    for (;; first = false) {
        if (rest.empty()) return unbalanced();
        if (rest.front() == ']' && !first) break;
        if (rest.starts_with("[:")) {
            if (!classNamed(rest, flags, body, error)) return false;
            if (rest.starts_with('-') && !rest.starts_with("-]")) return invalidRegex(error, "invalid character range");
            continue;
        }
        if (rest.starts_with("[.")) {
            error.condition = "feature_not_supported";
            error.message = "regular expressions have no collating elements here";
            return false;
        }
        if (rest.front() == '\\' && rest.size() > 1) {
            static constexpr std::string_view shorthand = "dswDSW";
            const auto kind = shorthand.find(rest[1]);
            if (kind != std::string_view::npos) {
                static constexpr std::string_view sets[] = {"0-9", "[:space:]", "0-9A-Za-z_"};
                if (kind < 3) {
                    body += sets[kind];
                } else {
                    complements = true;
                    alternatives += fmt::format("|[^{}]", sets[kind - 3]);
                }
                rest.remove_prefix(2);
                if (rest.starts_with('-') && !rest.starts_with("-]")) return invalidRegex(error, "invalid character range");
                continue;
            }
        }
        const auto character = [&](std::uint32_t& point) {
            if (rest.empty()) return unbalanced();
            if (rest.starts_with("[=")) {
                const auto end = rest.find("=]", 2);
                if (end == std::string_view::npos) return unbalanced();
                std::string_view inner = rest.substr(2, end - 2);
                if (inner.empty()) return invalidRegex(error, "invalid collating element");
                point = utf8::codePoint(utf8::next(inner));
                if (!inner.empty()) return invalidRegex(error, "invalid collating element");
                rest.remove_prefix(end + 2);
                return true;
            }
            if (rest.front() == '\\') return regexEscape(rest, point, error);
            point = utf8::codePoint(utf8::next(rest));
            return true;
        };
        std::uint32_t low = 0;
        if (rest.front() == '-' && !first && !rest.starts_with("-]")) {
            // In the middle a hyphen starts nothing.
            if (!(rest.size() > 1 && rest[1] == '-')) return invalidRegex(error, "invalid character range");
        }
        if (!character(low)) return false;
        appendRegexCharacter(body, low);
        if (rest.starts_with('-') && rest.size() > 1 && rest[1] != ']') {
            rest.remove_prefix(1);
            if (rest.starts_with("[:") || (rest.front() == '\\' && rest.size() > 1 && std::string_view("dswDSW").find(rest[1]) != std::string_view::npos))
                return invalidRegex(error, "invalid character range");
            std::uint32_t high = 0;
            if (!character(high)) return false;
            if (high < low) return invalidRegex(error, "invalid character range");
            body += '-';
            appendRegexCharacter(body, high);
        }
    }
    rest.remove_prefix(1);
    if (negated && flags.dotStopsAtNewline) body += "\\n";
    if (!complements) {
        out += fmt::format("[{}{}]", negated ? "^" : "", body);
        return true;
    }
    if (negated) { // [^\Dx]: digits that are not x can't be said without intersection
        error.condition = "feature_not_supported";
        error.message = "a negated bracket expression can't hold \\D, \\S or \\W here; write the set that is meant";
        return false;
    }
    if (body.empty()) alternatives.erase(0, 1);
    else alternatives = fmt::format("[{}]", body) + alternatives;
    out += fmt::format("(?:{})", alternatives);
    return true;
}

} // namespace weir::expr
