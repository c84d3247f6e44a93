// SPDX-License-Identifier: Apache-2.0
// parse: SQL text to a SyntaxTree, under caps that stand before libpg_query sees the text (it crashes on long chains).
#pragma once

#include "syntax_tree.h"

#include <functional>

namespace weir::expr {

inline constexpr std::size_t textBytesMax = 16U << 10U;
inline constexpr int tokensMax = 2000;
inline constexpr int bracketsMax = 64;

enum class Grammar : std::uint8_t { TargetList, ColumnList };

struct CapCheck {
    std::optional<ParseProblem> problem;
    bool large = false; ///< must be parsed and bound on a large stack
};
/// Size, encoding, tokens and brackets of an expression's text.
CapCheck checkCaps(std::string_view text);

/// Parse text that passed checkCaps(). A large one only inside onLargeStack().
Parsed parse(std::string_view text, Grammar grammar, Arena& arena);

/// Run `work` to its end on a stack that holds the deepest tree within the caps. False: no such stack could be had.
bool onLargeStack(const std::function<void()>& work);

/// The word (identifier, quoted name, literal, operator) that starts at `at`, for a diagnostic's span.
Span wordAt(std::string_view text, std::int32_t at);
/// From `at` to the end of this item of a list: to a comma outside brackets and quotes, or the text's end. Unknown where comments
/// stand in it.
Span itemAt(std::string_view text, std::int32_t at);

} // namespace weir::expr
