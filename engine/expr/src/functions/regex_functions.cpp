// SPDX-License-Identifier: Apache-2.0
// Functions of regular expressions. A search from a position still sees what stands before it: ^ is the text's own start.
#include "functions/registry.h"
#include "values/array_text.h"
#include "values/regex.h"
#include "values/utf8.h"

namespace weir::expr {
namespace {

using Groups = std::vector<re2::StringPiece>;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }
std::string_view viewOf(re2::StringPiece text) { return {text.data(), text.size()}; }

bool find(const RE2& regex, std::string_view text, std::size_t from, Groups& groups) {
    return regex.Match(piece(text), from, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()));
}

Groups groupsFor(const RE2& regex) { return Groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1); }

template <bool ignoreCase, bool negated>
bool test(KernelContext& context, const Datum* in, Datum& out) {
    const auto regex = compiledRegex(context, in[1].bytes(), RegexFlags{.ignoreCase = ignoreCase});
    if (!regex) return false;
    const std::string_view text = in[0].bytes();
    out = Datum::ofBool(regex->Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0) != negated);
    return true;
}

bool flagsAt(KernelContext& context, const Datum* in, std::size_t index, RegexFlags& flags) {
    return context.argumentTypes.size() <= index || parseRegexFlags(context, in[index].bytes(), flags);
}

/// "\1" to "\9", "\&", "\\" of a replacement.
void appendReplacement(std::string& out, std::string_view replacement, const Groups& groups) {
    for (std::size_t at = 0; at < replacement.size(); ++at) {
        if (replacement[at] != '\\' || at + 1 >= replacement.size()) {
            out += replacement[at];
            continue;
        }
        const char next = replacement[at + 1];
        if (next >= '1' && next <= '9') {
            const auto group = static_cast<std::size_t>(next - '0');
            if (group < groups.size() && groups[group].data() != nullptr) out += viewOf(groups[group]);
            ++at;
        } else if (next == '&') {
            out += viewOf(groups[0]);
            ++at;
        } else {
            out += '\\';
            if (next == '\\') ++at;
        }
    }
}

struct Replacing {
    std::size_t from = 0;  ///< byte offset
    std::int64_t nth = 1;  ///< 0: all
};

bool replaced(KernelContext& context, const Datum* in, const RegexFlags& flags, const Replacing& how, Datum& out) {
    const auto regex = compiledRegex(context, in[1].bytes(), flags);
    if (!regex) return false;
    const std::string_view text = in[0].bytes();
    Groups groups = groupsFor(*regex);
    std::string result;
    std::size_t copied = 0;
    std::size_t from = how.from;
    std::int64_t matches = 0;
    while (from <= text.size() && find(*regex, text, from, groups)) {
        const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t end = start + groups[0].size();
        from = end;
        if (start == end) from += end < text.size() ? utf8::width(text[end]) : 1; // an empty match: go on behind the next character
        if (how.nth > 0 && ++matches != how.nth) continue;
        result += text.substr(copied, start - copied);
        appendReplacement(result, in[2].bytes(), groups);
        copied = end;
        if (result.size() > context.arena.limit()) return memoryLimit(context);
        if (how.nth > 0) break;
    }
    result += text.substr(copied);
    if (!mayGrow(context, result.size())) return false;
    out = Datum::ofBytes(context.arena.copy(result));
    return true;
}

bool replace(KernelContext& context, const Datum* in, Datum& out) {
    RegexFlags flags;
    if (context.argumentTypes.size() > 3) {
        const std::string_view text = in[3].bytes();
        if (!text.empty() && text.front() >= '0' && text.front() <= '9')
            return context.fail("invalid_parameter_value", "invalid regular expression option: \"" + std::string(text.substr(0, 1)) + "\"; to give a start, cast it to integer");
    }
    if (!flagsAt(context, in, 3, flags)) return false;
    return replaced(context, in, flags, {.nth = flags.global ? 0 : 1}, out);
}

bool startOf(KernelContext& context, const Datum* in, std::size_t index, std::size_t& from) {
    from = 0;
    if (context.argumentTypes.size() <= index) return true;
    if (in[index].i <= 0) return context.fail("invalid_parameter_value", "invalid value for parameter \"start\": it must be at least 1");
    const std::string_view text = in[0].bytes();
    const std::size_t length = utf8::count(text);
    from = static_cast<std::uint64_t>(in[index].i) - 1 > length ? text.size() + 1 : utf8::offsetOf(text, static_cast<std::size_t>(in[index].i - 1));
    return true;
}

/// regexp_replace(text, pattern, replacement, start [, n [, flags]])
bool replaceFrom(KernelContext& context, const Datum* in, Datum& out) {
    Replacing how;
    RegexFlags flags;
    if (!startOf(context, in, 3, how.from)) return false;
    if (context.argumentTypes.size() > 4) {
        how.nth = in[4].i;
        if (how.nth < 0) return context.fail("invalid_parameter_value", "invalid value for parameter \"n\": it must not be negative");
    }
    if (!flagsAt(context, in, 5, flags)) return false;
    return replaced(context, in, flags, how, out);
}

bool match(KernelContext& context, const Datum* in, Datum& out) {
    RegexFlags flags;
    if (!flagsAt(context, in, 2, flags)) return false;
    if (flags.global) return context.fail("invalid_parameter_value", "regexp_match() does not support the \"global\" option");
    const auto regex = compiledRegex(context, in[1].bytes(), flags);
    if (!regex) return false;
    Groups groups = groupsFor(*regex);
    out = Datum();
    if (!find(*regex, in[0].bytes(), 0, groups)) return true;
    std::vector<Datum> parts;
    for (std::size_t i = groups.size() > 1 ? 1 : 0; i < groups.size(); ++i)
        parts.push_back(groups[i].data() == nullptr ? Datum() : Datum::ofBytes(viewOf(groups[i])));
    out = arrayDatum(context.arena, parts.data(), parts.size());
    return true;
}

bool like(KernelContext& context, const Datum* in, Datum& out) {
    RegexFlags flags;
    if (!flagsAt(context, in, 2, flags)) return false;
    if (flags.global) return context.fail("invalid_parameter_value", "regexp_like() does not support the \"global\" option");
    const auto regex = compiledRegex(context, in[1].bytes(), flags);
    if (!regex) return false;
    const std::string_view text = in[0].bytes();
    out = Datum::ofBool(regex->Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0));
    return true;
}

bool count(KernelContext& context, const Datum* in, Datum& out) {
    RegexFlags flags;
    std::size_t from = 0;
    if (!startOf(context, in, 2, from) || !flagsAt(context, in, 3, flags)) return false;
    if (flags.global) return context.fail("invalid_parameter_value", "regexp_count() does not support the \"global\" option");
    const auto regex = compiledRegex(context, in[1].bytes(), flags);
    if (!regex) return false;
    const std::string_view text = in[0].bytes();
    Groups groups(1);
    std::int64_t matches = 0;
    while (from <= text.size() && find(*regex, text, from, groups)) {
        ++matches;
        const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
        from = start + groups[0].size();
        if (groups[0].empty()) from += from < text.size() ? utf8::width(text[from]) : 1;
    }
    out = Datum::ofInt(matches);
    return true;
}

/// The pieces of text between matches; an empty match at the start or end splits nothing.
bool split(KernelContext& context, const Datum* in, Datum& out) {
    RegexFlags flags;
    if (!flagsAt(context, in, 2, flags)) return false;
    if (flags.global) return context.fail("invalid_parameter_value", "regexp_split_to_array() does not support the \"global\" option");
    const auto regex = compiledRegex(context, in[1].bytes(), flags);
    if (!regex) return false;
    const std::string_view text = in[0].bytes();
    Groups groups(1);
    std::vector<Datum> parts;
    std::size_t from = 0;
    std::size_t copied = 0;
    while (from <= text.size() && find(*regex, text, from, groups)) {
        const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t end = start + groups[0].size();
        from = end;
        if (start == end) from += end < text.size() ? utf8::width(text[end]) : 1;
        if (start == end && (start == text.size() || end == copied)) continue;
        parts.push_back(Datum::ofBytes(text.substr(copied, start - copied)));
        copied = end;
    }
    parts.push_back(Datum::ofBytes(text.substr(copied)));
    if (!mayGrow(context, parts.size() * sizeof(Datum))) return false;
    out = arrayDatum(context.arena, parts.data(), parts.size());
    return true;
}

bool substring(KernelContext& context, const Datum* in, Datum& out) {
    const auto regex = compiledRegex(context, in[1].bytes(), {});
    if (!regex) return false;
    Groups groups = groupsFor(*regex);
    out = Datum();
    if (!find(*regex, in[0].bytes(), 0, groups)) return true;
    const re2::StringPiece part = groups.size() > 1 ? groups[1] : groups[0];
    if (part.data() != nullptr) out = Datum::ofBytes(viewOf(part));
    return true;
}

} // namespace

void addRegex(FunctionList& list) {
    define(list, "~(text, text) -> boolean", test<false, false>, "Whether the regular expression matches a part of the text.");
    define(list, "~*(text, text) -> boolean", test<true, false>, "Whether the regular expression matches, without regard to case.");
    define(list, "!~(text, text) -> boolean", test<false, true>, "Whether the regular expression matches no part of the text.");
    define(list, "!~*(text, text) -> boolean", test<true, true>, "Whether the regular expression matches nowhere, without regard to case.");
    constexpr std::string_view replaceText = "What a regular expression matches replaced: the first match, or all with the flag g; \\1 and \\& stand for what was matched.";
    define(list, "regexp_replace(text, text, text) -> text", replace, replaceText);
    define(list, "regexp_replace(text, text, text, text) -> text", replace, replaceText);
    define(list, "regexp_replace(text, text, text, integer) -> text", replaceFrom, "The first match from a position on replaced.");
    define(list, "regexp_replace(text, text, text, integer, integer) -> text", replaceFrom, "The n-th match from a position on replaced; 0: all.");
    define(list, "regexp_replace(text, text, text, integer, integer, text) -> text", replaceFrom, "The n-th match from a position on replaced; 0: all.");
    define(list, "regexp_match(text, text) -> text[]", match, "The groups of the first match, or the match itself; NULL if there is none.");
    define(list, "regexp_match(text, text, text) -> text[]", match, "The groups of the first match, or the match itself; NULL if there is none.");
    define(list, "regexp_like(text, text) -> boolean", like, "Whether the regular expression matches a part of the text.");
    define(list, "regexp_like(text, text, text) -> boolean", like, "Whether the regular expression matches a part of the text.");
    define(list, "regexp_count(text, text) -> integer", count, "Number of matches.");
    define(list, "regexp_count(text, text, integer) -> integer", count, "Number of matches from a position on.");
    define(list, "regexp_count(text, text, integer, text) -> integer", count, "Number of matches from a position on.");
    define(list, "regexp_split_to_array(text, text) -> text[]", split, "The pieces of a text between the matches.");
    define(list, "regexp_split_to_array(text, text, text) -> text[]", split, "The pieces of a text between the matches.");
    define(list, "substring(text, text) -> text", substring, "The part that matches a regular expression, or its first group.");
}

} // namespace weir::expr
