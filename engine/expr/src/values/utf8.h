// SPDX-License-Identifier: Apache-2.0
// utf8: characters of valid UTF-8 text. All text inside the engine was checked when it came in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::expr::utf8 {

constexpr bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }
/// Bytes of the character that starts with `first`.
constexpr std::size_t width(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}
std::size_t count(std::string_view text);
/// Byte offset of character `index`; text.size() if there are fewer.
std::size_t offsetOf(std::string_view text, std::size_t index);
/// The character at the front, taken off.
std::string_view next(std::string_view& text);
/// Where `part` first stands from byte `from` on; npos: nowhere. Linear also where std::string_view::find is not.
std::size_t find(std::string_view text, std::string_view part, std::size_t from = 0);
std::uint32_t codePoint(std::string_view character);
/// False for what is no Unicode scalar value.
bool append(std::string& out, std::uint32_t codePoint);
bool valid(std::string_view text);

} // namespace weir::expr::utf8
