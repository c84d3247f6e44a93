// SPDX-License-Identifier: Apache-2.0
#include "values/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace weir::expr {
namespace {

constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool sameWord(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return lowered(a) == b; });
}

std::string_view integerName(TypeId type) {
    if (type == TypeId::SmallInt) return "smallint";
    return type == TypeId::Integer ? "integer" : "bigint";
}

/// from_chars takes no plus sign, reads "inf" and "nan" in its own way, and hexadecimal only when told.
template <class F>
bool parseFloat(KernelContext& context, std::string_view type, std::string_view text, double& out) {
    std::string_view rest = trimSpace(text);
    const bool negative = rest.starts_with('-');
    if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
    F value{};
    if (sameWord(rest, "nan")) {
        value = std::numeric_limits<F>::quiet_NaN();
    } else if (sameWord(rest, "infinity") || sameWord(rest, "inf")) {
        value = std::numeric_limits<F>::infinity();
    } else {
        auto format = std::chars_format::general;
        if (rest.starts_with("0x") || rest.starts_with("0X")) {
            format = std::chars_format::hex;
            rest.remove_prefix(2);
        }
        if (rest.empty() || !(lowered(rest[0]) != 'i' && lowered(rest[0]) != 'n' && rest[0] != '-')) return invalidText(context, type, text);
        const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), value, format);
        if (code == std::errc::result_out_of_range && end == rest.data() + rest.size())
            return context.fail("numeric_value_out_of_range", fmt::format("{} is out of range for type {}", quoted(trimSpace(text)), type));
        if (code != std::errc{} || end != rest.data() + rest.size()) return invalidText(context, type, text);
    }
    out = static_cast<double>(negative ? -value : value);
    return true;
}

/// Does the decimal stand exactly between two floats? to_chars takes such a one as the shortest, PostgreSQL does not.
/// Only whole numbers beyond the mantissa can.
template <class F>
bool onBoundary(F value, const char* text, const char* end) {
    using Wider = std::conditional_t<std::is_same_v<F, float>, double, long double>;
    if (value < static_cast<F>(1ULL << static_cast<unsigned>(std::numeric_limits<F>::digits)) || value >= F{1e25F}) return false;
    Wider decimal{};
    std::from_chars(text, end, decimal);
    const Wider exact = value;
    const Wider above = std::nextafter(value, std::numeric_limits<F>::infinity());
    const Wider below = std::nextafter(value, F{0});
    return decimal == exact + (above - exact) / 2 || decimal == exact - (exact - below) / 2;
}

template <class F>
void appendFloat(std::string& out, F value, int fixedBelow) {
    if (std::isnan(value)) {
        out += "NaN";
        return;
    }
    if (std::isinf(value)) {
        out += value < 0 ? "-Infinity" : "Infinity";
        return;
    }
    if (std::signbit(value)) out += '-';
    value = std::fabs(value);
    if (value == 0) {
        out += '0';
        return;
    }
    char text[40];
    char* end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
    for (int behindPoint = static_cast<int>(std::find(text, end, 'e') - text) - 2; onBoundary(value, text, end);) {
        behindPoint = std::max(behindPoint, 0) + 1;
        end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, behindPoint).ptr;
    }
    std::string digits;
    const char* at = text;
    for (; at != end && *at != 'e'; ++at)
        if (*at != '.') digits += *at;
    int exponent = 0;
    const char* number = at + 1;
    if (*number == '+') ++number;
    std::from_chars(number, end, exponent);
    if (exponent < -4 || exponent >= fixedBelow) {
        out += digits[0];
        if (digits.size() > 1) {
            out += '.';
            out.append(digits, 1);
        }
        out += fmt::format("e{}{:02}", exponent < 0 ? '-' : '+', std::abs(exponent));
    } else if (exponent < 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-exponent - 1), '0');
        out += digits;
    } else {
        const auto whole = static_cast<std::size_t>(exponent) + 1;
        if (digits.size() <= whole) {
            out += digits;
            out.append(whole - digits.size(), '0');
        } else {
            out.append(digits, 0, whole);
            out += '.';
            out.append(digits, whole);
        }
    }
}

} // namespace

std::string_view trimSpace(std::string_view text) {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t most = 80;
    if (text.size() <= most) return fmt::format("\"{}\"", text);
    std::size_t cut = most;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    return fmt::format("\"{}…\"", text.substr(0, cut));
}

bool invalidText(KernelContext& context, std::string_view type, std::string_view text) {
    return context.fail("invalid_text_representation", fmt::format("invalid input syntax for type {}: {}", type, quoted(text)));
}

bool parseInteger(KernelContext& context, TypeId type, std::string_view text, std::int64_t& out) {
    std::string_view digits = trimSpace(text);
    if (digits.starts_with('+')) {
        digits.remove_prefix(1);
        if (digits.starts_with('-')) return invalidText(context, integerName(type), text);
    }
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const std::int64_t most = type == TypeId::SmallInt ? std::numeric_limits<std::int16_t>::max()
                              : type == TypeId::Integer ? std::numeric_limits<std::int32_t>::max()
                                                        : std::numeric_limits<std::int64_t>::max();
    // the digits are judged before what stands behind them
    const bool readable = code != std::errc::invalid_argument && !digits.empty();
    const bool outOfRange = readable && (code == std::errc::result_out_of_range || value > most || value < -most - 1);
    if (!readable || (!outOfRange && end != digits.data() + digits.size())) return invalidText(context, integerName(type), text);
    if (outOfRange)
        return context.fail("numeric_value_out_of_range", fmt::format("value {} is out of range for type {}", quoted(text), integerName(type)));
    out = value;
    return true;
}

bool parseDouble(KernelContext& context, std::string_view text, double& out) {
    return parseFloat<double>(context, "double precision", text, out);
}
bool parseReal(KernelContext& context, std::string_view text, double& out) { return parseFloat<float>(context, "real", text, out); }

bool parseBoolean(KernelContext& context, std::string_view text, bool& out) {
    const std::string_view word = trimSpace(text);
    const auto isPrefixOf = [&](std::string_view full, std::size_t least) {
        return word.size() >= least && word.size() <= full.size() && sameWord(word, full.substr(0, word.size()));
    };
    if (isPrefixOf("true", 1) || isPrefixOf("yes", 1) || isPrefixOf("on", 2) || word == "1") out = true;
    else if (isPrefixOf("false", 1) || isPrefixOf("no", 1) || isPrefixOf("off", 2) || word == "0") out = false;
    else return invalidText(context, "boolean", text);
    return true;
}

void appendDouble(std::string& out, double value) { appendFloat(out, value, 15); }
void appendReal(std::string& out, double value) { appendFloat(out, static_cast<float>(value), 6); }

} // namespace weir::expr
