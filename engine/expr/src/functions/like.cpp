// SPDX-License-Identifier: Apache-2.0
// LIKE and ILIKE. ESCAPE becomes like_escape(), which rewrites the pattern to backslashes, as PostgreSQL's parser has it.
#include "functions/registry.h"
#include "values/array_text.h"
#include "values/utf8.h"

#include <utf8proc.h>

namespace weir::expr {
namespace {

enum class Match { Yes, No, BadPattern };

/// Backtracks to the last % only: linear in practice, quadratic at worst. A pattern that ends with its escape sign is an
/// error, but only once the text has matched that far (PostgreSQL's rule).
Match matches(std::string_view text, std::string_view pattern, bool characters) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t starPattern = std::string_view::npos;
    std::size_t starText = 0;
    const auto step = [&](std::size_t at) { return characters ? utf8::width(text[at]) : 1; };
    while (true) {
        if (p < pattern.size() && pattern[p] == '%') {
            starPattern = ++p;
            starText = t;
            continue;
        }
        if (t >= text.size()) break;
        bool good = false;
        if (p < pattern.size()) {
            if (pattern[p] == '_') {
                t += step(t);
                ++p;
                continue;
            }
            std::size_t literal = p;
            if (pattern[p] == '\\') {
                if (++literal >= pattern.size()) return Match::BadPattern;
            }
            if (pattern[literal] == text[t]) {
                p = literal + 1;
                ++t;
                good = true;
            }
        }
        if (good) continue;
        if (starPattern == std::string_view::npos) return Match::No;
        starText += step(starText);
        if (starText > text.size()) return Match::No;
        t = starText;
        p = starPattern;
    }
    return p >= pattern.size() ? Match::Yes : Match::No;
}

bool answer(KernelContext& context, Match match, bool negated, Datum& out) {
    if (match == Match::BadPattern) return context.fail("invalid_escape_sequence", "LIKE pattern must not end with escape character");
    out = Datum::ofBool((match == Match::Yes) != negated);
    return true;
}

template <bool negated>
bool like(KernelContext& context, const Datum* in, Datum& out) {
    return answer(context, matches(in[0].bytes(), in[1].bytes(), true), negated, out);
}

template <bool negated>
bool likeBytes(KernelContext& context, const Datum* in, Datum& out) {
    return answer(context, matches(in[0].bytes(), in[1].bytes(), false), negated, out);
}

std::string lowered(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto point = static_cast<utf8proc_int32_t>(utf8::codePoint(utf8::next(text)));
        utf8::append(out, static_cast<std::uint32_t>(utf8proc_tolower(point)));
    }
    return out;
}

template <bool negated>
bool ilike(KernelContext& context, const Datum* in, Datum& out) {
    return answer(context, matches(lowered(in[0].bytes()), lowered(in[1].bytes()), true), negated, out);
}

bool likeEscape(KernelContext& context, const Datum* in, Datum& out) {
    std::string_view pattern = in[0].bytes();
    const std::string_view escape = in[1].bytes();
    if (escape.size() > 1 && utf8::count(escape) != 1)
        return context.fail("invalid_escape_sequence", "invalid escape string: it must be empty or one character");
    std::string text;
    bool afterEscape = false;
    while (!pattern.empty()) {
        const std::string_view character = utf8::next(pattern);
        if (!escape.empty() && character == escape && !afterEscape) {
            text += '\\';
            afterEscape = true;
        } else if (character == "\\") { // an ordinary sign here
            if (!afterEscape) text += '\\';
            text += '\\';
            afterEscape = false;
        } else {
            text += character;
            afterEscape = false;
        }
    }
    if (escape == "\\") text = in[0].bytes();
    if (!mayGrow(context, text.size())) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

} // namespace

void addLike(FunctionList& list) {
    define(list, "~~(text, text) -> boolean", like<false>, "LIKE: % matches any text, _ one character.");
    define(list, "!~~(text, text) -> boolean", like<true>, "NOT LIKE.");
    define(list, "~~(bytea, bytea) -> boolean", likeBytes<false>, "LIKE on bytes.");
    define(list, "!~~(bytea, bytea) -> boolean", likeBytes<true>, "NOT LIKE on bytes.");
    define(list, "~~*(text, text) -> boolean", ilike<false>, "ILIKE: LIKE without regard to case.");
    define(list, "!~~*(text, text) -> boolean", ilike<true>, "NOT ILIKE.");
    define(list, "like_escape(text, text) -> text", likeEscape, "A LIKE pattern with its own escape sign, rewritten to use the backslash.");
}

} // namespace weir::expr
