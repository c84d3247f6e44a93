// SPDX-License-Identifier: Apache-2.0
#include "json_text.h"

#include "digits.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace weir {
namespace {

/// Not 0 if one of the eight bytes is a quote, a backslash or a control character (bytes over 0x7F are none).
std::uint64_t escapable(std::uint64_t word) {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t highs = 0x8080808080808080ULL;
    const auto zeroIn = [](std::uint64_t x) { return (x - ones) & ~x; };
    return (zeroIn(word ^ ones * '"') | zeroIn(word ^ ones * '\\') | ((word - ones * 0x20) & ~word)) & highs;
}

bool needsEscape(std::string_view text) {
    const char* at = text.data();
    auto left = text.size();
    std::uint64_t found = 0;
    for (; left >= 8; left -= 8, at += 8) found |= escapable(loadWord(at));
    if (left > 0) {
        std::uint64_t word = 0x2020202020202020ULL;
        std::memcpy(&word, at, left);
        found |= escapable(word);
    }
    return found != 0;
}

char* writeEscaped(char* to, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (c >= 0x20 && c != '"' && c != '\\') {
            *to++ = byte;
            continue;
        }
        *to++ = '\\';
        switch (c) {
        case '"':
        case '\\': *to++ = byte; break;
        case '\b': *to++ = 'b'; break;
        case '\f': *to++ = 'f'; break;
        case '\n': *to++ = 'n'; break;
        case '\r': *to++ = 'r'; break;
        case '\t': *to++ = 't'; break;
        default:
            std::memcpy(to, "u00", 3);
            to[3] = hex[c >> 4U];
            to[4] = hex[c & 0xFU];
            to += 5;
        }
    }
    return to;
}

/// Values of up to four decimals, such as money, without the search for the shortest: if a decimal of at most 15 digits reads
/// back to `value`, no other of that length does, so it is the shortest once its zeros at the end are gone. Null: no such value.
char* writeShortDecimal(char* to, double value) {
    constexpr double scale = 10000;
    constexpr double limit = 1e14; // scaled: 15 digits at most
    const double magnitude = std::abs(value);
    const double scaled = magnitude * scale;
    if (!(scaled < limit)) return nullptr;
    const auto units = static_cast<std::int64_t>(scaled + 0.5);
    if (static_cast<double>(units) / scale != magnitude) return nullptr;
    if (units == 0) {
        *to = '0';
        return to + 1;
    }
    if (value < 0) *to++ = '-';
    to = writeInteger(to, units / 10000);
    const auto fraction = static_cast<unsigned>(units % 10000);
    if (fraction == 0) return to;
    to[0] = '.';
    to[1] = static_cast<char>('0' + fraction / 1000);
    to[2] = static_cast<char>('0' + fraction / 100 % 10);
    to[3] = static_cast<char>('0' + fraction / 10 % 10);
    to[4] = static_cast<char>('0' + fraction % 10);
    to += 5;
    while (to[-1] == '0') --to;
    return to;
}

} // namespace

char* writeInteger(char* to, std::int64_t value) { return std::to_chars(to, to + jsonNumberMax, value).ptr; }

char* writeJsonString(char* to, std::string_view text) {
    *to++ = '"';
    if (needsEscape(text)) [[unlikely]] {
        to = writeEscaped(to, text);
    } else if (!text.empty()) {
        std::memcpy(to, text.data(), text.size());
        to += text.size();
    }
    *to++ = '"';
    return to;
}

bool isPlainDouble(double value) {
    const double magnitude = std::abs(value);
    return (magnitude >= 1e-6 && magnitude < 1e15) || magnitude == 0;
}

char* writePlainDouble(char* to, double value) {
    if (char* const end = writeShortDecimal(to, value)) return end;
    return std::to_chars(to, to + jsonNumberMax, value, std::chars_format::fixed).ptr;
}

} // namespace weir
