// SPDX-License-Identifier: Apache-2.0
#include "values/regex.h"

#include "values/regex_bracket.h"
#include "values/utf8.h"

#include <charconv>
#include <fmt/format.h>

namespace weir::expr {
namespace {

constexpr int boundMax = 255;
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isLetter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

bool unsupported(RunError& error, std::string_view what) {
    error.condition = "feature_not_supported";
    error.message = fmt::format("regular expressions have no {} here: they run on RE2, in linear time", what);
    return false;
}

/// The pattern's options: "***=", "***:", "(?i)".
bool directors(std::string_view& pattern, RegexFlags& flags, RunError& error) {
    if (pattern.starts_with("***")) {
        if (pattern.starts_with("***=")) flags.literal = true;
        else if (!pattern.starts_with("***:")) return invalidRegex(error, "quantifier operand invalid");
        pattern.remove_prefix(4);
        if (flags.literal) return true;
    }
    if (flags.literal || !pattern.starts_with("(?") || pattern.size() < 3 || !isLetter(pattern[2])) return true;
    std::size_t at = 2;
    for (; at < pattern.size() && isLetter(pattern[at]); ++at) {
        switch (pattern[at]) {
        case 'c': flags.ignoreCase = false; break;
        case 'i': flags.ignoreCase = true; break;
        case 'm':
        case 'n': flags.dotStopsAtNewline = flags.lineAnchors = true; break;
        case 'p': flags.dotStopsAtNewline = true; flags.lineAnchors = false; break;
        case 's': flags.dotStopsAtNewline = flags.lineAnchors = false; break;
        case 'w': flags.dotStopsAtNewline = false; flags.lineAnchors = true; break;
        case 't': flags.expanded = false; break;
        case 'x': flags.expanded = true; break;
        case 'q': flags.literal = true; break;
        case 'b':
        case 'e': return unsupported(error, "basic or extended syntax");
        default: return invalidRegex(error, "invalid embedded option");
        }
    }
    if (at >= pattern.size() || pattern[at] != ')') return invalidRegex(error, "invalid embedded option");
    pattern.remove_prefix(at + 1);
    return true;
}

class Translator {
public:
    Translator(std::string_view pattern, const RegexFlags& flags, std::string& out, RunError& error)
        : m_rest(pattern), m_flags(flags), m_out(out), m_error(error) {}

    bool run() {
        while (!m_rest.empty())
            if (!next()) return false;
        if (m_depth > 0) return invalidRegex(m_error, "parentheses () not balanced");
        return true;
    }

private:
    bool next() {
        const char c = m_rest.front();
        if (m_flags.expanded && skipped(c)) return true;
        switch (c) {
        case '(': return open();
        case ')':
            if (m_depth == 0) return invalidRegex(m_error, "parentheses () not balanced");
            if (m_captures[static_cast<std::size_t>(--m_depth)]) ++m_closed;
            m_captures.pop_back();
            return emit(1, ")", true);
        case '|': return emit(1, "|", false);
        case '.': return emit(1, m_flags.dotStopsAtNewline ? "[^\\n]" : "(?s:.)", true);
        case '^': return emit(1, m_flags.lineAnchors ? "(?m:^)" : "\\A", false);
        case '$': return emit(1, m_flags.lineAnchors ? "(?m:$)" : "\\z", false);
        case '[': return bracket();
        case '\\': return escape();
        case '*':
        case '+':
        case '?': return quantifier(1, std::string_view(&c, 1));
        case '{':
            if (m_rest.size() > 1 && isDigit(m_rest[1])) return bound();
            return literal();
        default: return literal();
        }
    }

    bool emit(std::size_t taken, std::string_view text, bool repeatable) {
        m_rest.remove_prefix(taken);
        m_out += text;
        m_repeatable = repeatable;
        return true;
    }

    bool literal() {
        const std::string_view character = utf8::next(m_rest);
        m_out += RE2::QuoteMeta(re2::StringPiece(character.data(), character.size()));
        m_repeatable = true;
        return true;
    }

    bool skipped(char c) { // expanded syntax
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            m_rest.remove_prefix(1);
            return true;
        }
        if (c != '#') return false;
        m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size()));
        return true;
    }

    bool open() {
        if (m_rest.starts_with("(?#")) {
            const auto end = m_rest.find(')');
            if (end == std::string_view::npos) return invalidRegex(m_error, "parentheses () not balanced");
            m_rest.remove_prefix(end + 1);
            return true;
        }
        bool capture = true;
        std::size_t taken = 1;
        if (m_rest.starts_with("(?")) {
            const char kind = m_rest.size() > 2 ? m_rest[2] : '\0';
            const char behind = kind == '<' && m_rest.size() > 3 ? m_rest[3] : kind;
            if (behind == '=' || behind == '!') return unsupported(m_error, "lookaround");
            if (kind != ':') return invalidRegex(m_error, "quantifier operand invalid");
            capture = false;
            taken = 3;
        }
        if (++m_depth > 500) return invalidRegex(m_error, "regular expression is too complex");
        m_captures.push_back(capture);
        return emit(taken, capture ? "(" : "(?:", false);
    }

    bool quantifier(std::size_t taken, std::string_view text) {
        if (!m_repeatable) return invalidRegex(m_error, "quantifier operand invalid");
        const std::string kept(text);
        emit(taken, kept, false);
        if (m_rest.starts_with('?')) return unsupported(m_error, "non-greedy quantifiers");
        return true;
    }

    bool bound() {
        const auto end = m_rest.find('}');
        if (end == std::string_view::npos) return invalidRegex(m_error, "invalid repetition count(s)");
        std::string_view body = m_rest.substr(1, end - 1);
        int low = 0;
        const auto read = [&](int& value) {
            const auto [stop, code] = std::from_chars(body.data(), body.data() + body.size(), value);
            if (code != std::errc{} || value > boundMax || value < 0) return false;
            body.remove_prefix(static_cast<std::size_t>(stop - body.data()));
            return true;
        };
        if (!read(low)) return invalidRegex(m_error, "invalid repetition count(s)");
        int high = low;
        bool openEnded = false;
        if (body.starts_with(',')) {
            body.remove_prefix(1);
            if (body.empty()) openEnded = true;
            else if (!isDigit(body.front()) || !read(high)) return invalidRegex(m_error, "invalid repetition count(s)");
        }
        if (!body.empty() || (!openEnded && high < low)) return invalidRegex(m_error, "invalid repetition count(s)");
        return quantifier(end + 1, openEnded ? fmt::format("{{{},}}", low) : fmt::format("{{{},{}}}", low, high));
    }

    bool bracket() {
        if (m_rest.starts_with("[[:<:]]") || m_rest.starts_with("[[:>:]]")) return unsupported(m_error, "word boundaries");
        if (!translateBracket(m_rest, m_flags, m_out, m_error)) return false;
        m_repeatable = true;
        return true;
    }

    bool escape() {
        if (m_rest.size() < 2) return invalidRegex(m_error, "invalid escape \\ sequence");
        const char c = m_rest[1];
        switch (c) {
        case 'd': return emit(2, "[0-9]", true);
        case 'D': return emit(2, "[^0-9]", true);
        case 's': return emit(2, "[[:space:]]", true);
        case 'S': return emit(2, "[^[:space:]]", true);
        case 'w': return emit(2, "[0-9A-Za-z_]", true);
        case 'W': return emit(2, "[^0-9A-Za-z_]", true);
        case 'A': return emit(2, "\\A", false);
        case 'Z': return emit(2, "\\z", false);
        case 'm':
        case 'M':
        case 'y':
        case 'Y': return unsupported(m_error, "word boundaries");
        default: break;
        }
        if (c >= '1' && c <= '9') {
            int number = 0;
            std::size_t end = 1;
            for (; end < m_rest.size() && isDigit(m_rest[end]) && number < 1000; ++end) number = number * 10 + (m_rest[end] - '0');
            const bool single = end == 2;
            if (single || number <= m_closed) {
                if (number > m_closed) return invalidRegex(m_error, "invalid backreference number");
                return unsupported(m_error, "back-references");
            }
        }
        std::uint32_t point = 0;
        if (!regexEscape(m_rest, point, m_error)) return false;
        appendRegexCharacter(m_out, point);
        m_repeatable = true;
        return true;
    }

    std::string_view m_rest;
    RegexFlags m_flags;
    std::string& m_out;
    RunError& m_error;
    bool m_repeatable = false;
    int m_depth = 0;
    int m_closed = 0; ///< capturing groups that are complete
    std::vector<bool> m_captures;
};

} // namespace

bool translateRegex(std::string_view pattern, RegexFlags flags, std::string& out, RunError& error) {
    if (!directors(pattern, flags, error)) return false;
    if (flags.ignoreCase) out += "(?i)";
    if (flags.literal) {
        out += RE2::QuoteMeta(re2::StringPiece(pattern.data(), pattern.size()));
        return true;
    }
    return Translator(pattern, flags, out, error).run();
}

} // namespace weir::expr
