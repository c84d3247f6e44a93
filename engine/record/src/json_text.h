// SPDX-License-Identifier: Apache-2.0
// Numbers and strings as JSON text, written straight into room that the caller made: the inner loop of every sink.
// Threads  pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir {

constexpr std::size_t jsonNumberMax = 32; ///< room for an integer or a plain double
constexpr std::size_t jsonStringMax(std::size_t size) { return 6 * size + 2; } ///< room if every byte becomes \u00xx

char* writeInteger(char* to, std::int64_t value);
/// Quoted and escaped.
char* writeJsonString(char* to, std::string_view text);
/// Whether writePlainDouble takes it: 1e-6 <= |value| < 1e15, or 0 (also -0, written 0).
bool isPlainDouble(double value);
/// The shortest digits that read back, without exponent.
char* writePlainDouble(char* to, double value);

} // namespace weir
