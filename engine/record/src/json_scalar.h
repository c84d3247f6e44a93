// SPDX-License-Identifier: Apache-2.0
// JSON scalars as text: whether they are valid, and numbers to int64 and double. RFC 8259's grammar, strictly.
// Threads  pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir {

enum class Parsed : std::uint8_t { Ok, Invalid, OutOfRange };

/// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
bool isJsonNumber(std::string_view text);
/// A number, true, false, null, or a string whose escapes are not looked at (JsonTokens::unescape does).
bool isJsonScalar(std::string_view text);

/// A JSON number with an integral value: 5, 5.0, 1e3. Invalid: no number or not integral.
Parsed parseJsonInteger(std::string_view number, std::int64_t& out);
/// A JSON number to the nearest double. OutOfRange: overflow, or underflow to 0, as PostgreSQL's float8in says.
Parsed parseJsonDouble(std::string_view number, double& out);

// What PostgreSQL's input functions take from text, white space around it allowed.
Parsed parseIntegerText(std::string_view text, std::int64_t& out);
Parsed parseDoubleText(std::string_view text, double& out);
Parsed parseRealText(std::string_view text, double& out);
Parsed parseBooleanText(std::string_view text, bool& out);

} // namespace weir
