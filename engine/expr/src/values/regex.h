// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's advanced regular expressions on RE2: the pattern is translated, the longest match is taken.
// Differs  only in which of several ways a longest match is dealt out to groups: (foo|foobar)(.*) on "foobarbaz" gives foo and
//          barbaz here, foobar and baz in PostgreSQL.
// Errors   invalid_regular_expression; feature_not_supported for what RE2 can't do: back-references, lookaround, non-greedy
//          quantifiers, \y \Y \m \M [[:<:]] [[:>:]], collating elements, basic and extended (non-advanced) syntax.
// Threads  a Regex is immutable.
#pragma once

#include "kernel.h"

#include <memory>
#include <optional>
#include <re2/re2.h>

namespace weir::expr {

struct RegexFlags {
    bool ignoreCase = false;
    bool dotStopsAtNewline = false; ///< . and [^…] match no newline
    bool lineAnchors = false;       ///< ^ and $ match at lines
    bool expanded = false;          ///< white space and comments are skipped
    bool literal = false;           ///< no special characters at all
    bool global = false;            ///< of the function, not of the pattern
    bool operator==(const RegexFlags&) const = default;
};

/// "gi" and their like. Errors: invalid_parameter_value.
bool parseRegexFlags(KernelContext& context, std::string_view text, RegexFlags& out);

/// PostgreSQL's pattern as RE2's. False: error is set.
bool translateRegex(std::string_view pattern, RegexFlags flags, std::string& out, RunError& error);

/// The error that compiling this constant pattern would give and that check reports: only feature_not_supported.
std::optional<RunError> unsupportedRegex(std::string_view pattern, std::string_view flags = {});

/// The compiled pattern, from the call site's cache if it is the same as last time. Null: the context's error is set.
std::shared_ptr<const RE2> compiledRegex(KernelContext& context, std::string_view pattern, const RegexFlags& flags);

} // namespace weir::expr
