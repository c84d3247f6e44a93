// SPDX-License-Identifier: Apache-2.0
// Bracket expressions and character escapes of PostgreSQL's regular expressions.
#pragma once

#include "values/regex.h"

namespace weir::expr {

bool invalidRegex(RunError& error, std::string_view what);
/// Takes "[…]" off `rest` and appends RE2's form of it.
bool translateBracket(std::string_view& rest, const RegexFlags& flags, std::string& out, RunError& error);
/// Takes an escape that means one character ("\n", "\u00e9", "\.") off `rest`.
bool regexEscape(std::string_view& rest, std::uint32_t& point, RunError& error);
void appendRegexCharacter(std::string& out, std::uint32_t point);

} // namespace weir::expr
