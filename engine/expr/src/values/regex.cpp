// SPDX-License-Identifier: Apache-2.0
#include "values/regex.h"

#include "values/number_text.h"
#include "values/utf8.h"

#include <fmt/format.h>

namespace weir::expr {
namespace {

constexpr std::int64_t memoryMax = 8 << 20;

struct RegexCache final : CallCache {
    std::string pattern;
    RegexFlags flags;
    std::shared_ptr<const RE2> regex;
};

} // namespace

bool parseRegexFlags(KernelContext& context, std::string_view text, RegexFlags& out) {
    out = {};
    while (!text.empty()) {
        const std::string_view letter = utf8::next(text);
        switch (letter.size() == 1 ? letter.front() : '?') {
        case 'g': out.global = true; break;
        case 'c': out.ignoreCase = false; break;
        case 'i': out.ignoreCase = true; break;
        case 'm':
        case 'n': out.dotStopsAtNewline = out.lineAnchors = true; break;
        case 'p': out.dotStopsAtNewline = true; out.lineAnchors = false; break;
        case 's': out.dotStopsAtNewline = out.lineAnchors = false; break;
        case 'w': out.dotStopsAtNewline = false; out.lineAnchors = true; break;
        case 't': out.expanded = false; break;
        case 'x': out.expanded = true; break;
        case 'q': out.literal = true; break;
        case 'b':
        case 'e': return context.fail("feature_not_supported", "regular expressions have no basic or extended syntax here");
        default: return context.fail("invalid_parameter_value", fmt::format("invalid regular expression option: {}", quoted(letter)));
        }
    }
    return true;
}

std::shared_ptr<const RE2> compiledRegex(KernelContext& context, std::string_view pattern, const RegexFlags& flags) {
    auto* cached = context.cache != nullptr ? dynamic_cast<RegexCache*>(context.cache->get()) : nullptr;
    if (cached != nullptr && cached->pattern == pattern && cached->flags == flags) return cached->regex;
    std::string translated;
    if (!translateRegex(pattern, flags, translated, context.error)) return nullptr;
    RE2::Options options;
    options.set_longest_match(true);
    options.set_log_errors(false);
    options.set_max_mem(memoryMax);
    auto regex = std::make_shared<const RE2>(translated, options);
    if (!regex->ok()) {
        context.fail("invalid_regular_expression", "invalid regular expression: regular expression is too complex");
        return nullptr;
    }
    if (context.cache != nullptr) {
        auto fresh = std::make_unique<RegexCache>();
        fresh->pattern = pattern;
        fresh->flags = flags;
        fresh->regex = regex;
        *context.cache = std::move(fresh);
    }
    return regex;
}

std::optional<RunError> unsupportedRegex(std::string_view pattern, std::string_view flagText) {
    RunError error;
    Arena arena;
    KernelContext context{.arena = arena, .error = error, .argumentTypes = {}, .resultType = {}};
    RegexFlags flags;
    std::string translated;
    if (!parseRegexFlags(context, flagText, flags) || !translateRegex(pattern, flags, translated, error))
        if (error.condition == "feature_not_supported") return error;
    return std::nullopt;
}

} // namespace weir::expr
