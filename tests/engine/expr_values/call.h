// SPDX-License-Identifier: Apache-2.0
// call: a function, operator or cast by its name, on values written as text; the answer as text.
#pragma once

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::expr::test {

struct Argument {
    std::string_view type;                ///< "integer", "text[]"
    std::optional<std::string_view> text; ///< nullopt: NULL
};
inline constexpr std::nullopt_t null = std::nullopt;

/// The result's text, "NULL", or "!condition_name".
std::string call(std::string_view function, const std::vector<Argument>& arguments);
std::string cast(Argument value, std::string_view to);

struct Case {
    std::string_view function; ///< "::type" for a cast
    std::vector<Argument> arguments;
    std::string_view answer;
};
void expectAll(const std::vector<Case>& cases);

} // namespace weir::expr::test
