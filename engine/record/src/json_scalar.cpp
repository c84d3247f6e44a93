// SPDX-License-Identifier: Apache-2.0
#include "json_scalar.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace weir {
namespace {

bool isDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return text;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase) {
    if (text.size() != lowerCase.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (lower(text[i]) != lowerCase[i]) return false;
    return true;
}

/// A number cut into its parts: digits d1..dn without leading zeros, times ten to the `exponent`.
struct Decimal {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
    std::int64_t exponent = 0; ///< as written, clamped
};

bool split(std::string_view text, Decimal& out) {
    const char* p = text.data();
    const char* const end = p + text.size();
    if (p != end && *p == '-') {
        out.negative = true;
        ++p;
    }
    const char* begin = p;
    if (p == end || !isDigit(*p)) return false;
    if (*p == '0')
        ++p;
    else
        while (p != end && isDigit(*p)) ++p;
    out.whole = {begin, static_cast<std::size_t>(p - begin)};
    if (p != end && *p == '.') {
        begin = ++p;
        while (p != end && isDigit(*p)) ++p;
        if (p == begin) return false;
        out.fraction = {begin, static_cast<std::size_t>(p - begin)};
    }
    if (p != end && (*p == 'e' || *p == 'E')) {
        ++p;
        bool negative = false;
        if (p != end && (*p == '-' || *p == '+')) negative = *p++ == '-';
        begin = p;
        for (; p != end && isDigit(*p); ++p)
            if (out.exponent < 1'000'000'000) out.exponent = out.exponent * 10 + (*p - '0');
        if (p == begin) return false;
        if (negative) out.exponent = -out.exponent;
    }
    return p == end;
}

constexpr std::array<double, 23> powersOfTen{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

template <class T>
Parsed nearest(std::string_view text, T& out) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (end != text.data() + text.size()) return Parsed::Invalid;
    if (code == std::errc::result_out_of_range || std::isinf(out)) return Parsed::OutOfRange;
    if (code != std::errc{}) return Parsed::Invalid;
    if (out == 0) // underflow: a digit other than 0 before the exponent
        for (const char c : text) {
            if (c == 'e' || c == 'E') break;
            if (c >= '1' && c <= '9') return Parsed::OutOfRange;
        }
    return Parsed::Ok;
}

template <class T>
Parsed floatingText(std::string_view text, double& out) {
    text = trimmed(text);
    bool negative = false;
    std::string_view digits = text;
    if (!digits.empty() && (digits.front() == '-' || digits.front() == '+')) {
        negative = digits.front() == '-';
        digits.remove_prefix(1);
    }
    if (equalsIgnoringCase(text, "nan")) {
        out = std::numeric_limits<double>::quiet_NaN();
        return Parsed::Ok;
    }
    if (equalsIgnoringCase(digits, "infinity") || equalsIgnoringCase(digits, "inf")) {
        out = negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
        return Parsed::Ok;
    }
    if (digits.empty() || !(isDigit(digits.front()) || digits.front() == '.')) return Parsed::Invalid;
    T value = 0;
    const auto parsed = nearest(digits, value);
    out = static_cast<double>(negative ? -value : value);
    return parsed;
}

} // namespace

bool isJsonNumber(std::string_view text) {
    Decimal decimal;
    return split(text, decimal);
}

bool isJsonScalar(std::string_view text) {
    if (text.empty()) return false;
    switch (text.front()) {
    case '"': return text.size() >= 2 && text.back() == '"';
    case 't': return text == "true";
    case 'f': return text == "false";
    case 'n': return text == "null";
    default: return isJsonNumber(text);
    }
}

Parsed parseJsonInteger(std::string_view number, std::int64_t& out) {
    const char* p = number.data();
    const char* const end = p + number.size();
    const bool minus = p != end && *p == '-';
    if (minus) ++p;
    if (end - p >= 1 && end - p <= 18 && (*p != '0' || end - p == 1)) {
        std::int64_t value = 0;
        for (; p != end && isDigit(*p); ++p) value = value * 10 + (*p - '0');
        if (p == end) {
            out = minus ? -value : value;
            return Parsed::Ok;
        }
    }
    Decimal decimal;
    if (!split(number, decimal)) return Parsed::Invalid;
    // The digits that stand before the point once the exponent is applied; those behind it must be 0.
    const auto digits = decimal.whole.size() + decimal.fraction.size();
    const auto digit = [&](std::size_t i) {
        return i < decimal.whole.size() ? decimal.whole[i] : decimal.fraction[i - decimal.whole.size()];
    };
    const auto point = static_cast<std::int64_t>(decimal.whole.size()) + decimal.exponent;
    std::uint64_t magnitude = 0;
    bool over = false;
    for (std::size_t i = 0; i < digits; ++i) {
        if (static_cast<std::int64_t>(i) >= point) {
            if (digit(i) != '0') return Parsed::Invalid;
            continue;
        }
        over = over || magnitude > (std::numeric_limits<std::uint64_t>::max() - 9) / 10;
        if (!over) magnitude = magnitude * 10 + static_cast<std::uint64_t>(digit(i) - '0');
    }
    if (magnitude != 0)
        for (auto i = static_cast<std::int64_t>(digits); i < point && !over; ++i) {
            over = magnitude > std::numeric_limits<std::uint64_t>::max() / 10;
            magnitude *= 10;
        }
    const auto limit = std::uint64_t{1} << 63U;
    if (over || magnitude > (decimal.negative ? limit : limit - 1)) return Parsed::OutOfRange;
    out = static_cast<std::int64_t>(decimal.negative ? ~magnitude + 1 : magnitude);
    return Parsed::Ok;
}

Parsed parseJsonDouble(std::string_view number, double& out) {
    // Clinger's fast path: at most 15 digits and a power of ten that is exact, so one correctly rounded division.
    const char* p = number.data();
    const char* const end = p + number.size();
    const bool minus = p != end && *p == '-';
    if (minus) ++p;
    if (end - p >= 1 && end - p <= 16 && isDigit(*p)) {
        const char* const begin = p;
        std::int64_t value = 0;
        for (; p != end && isDigit(*p); ++p) value = value * 10 + (*p - '0');
        const bool leadingZero = *begin == '0' && p - begin > 1;
        if (p == end && !leadingZero && end - begin <= 15) {
            out = static_cast<double>(minus ? -value : value);
            if (minus && value == 0) out = -0.0;
            return Parsed::Ok;
        }
        if (p != end && *p == '.' && !leadingZero) {
            const char* const fraction = ++p;
            for (; p != end && isDigit(*p); ++p) value = value * 10 + (*p - '0');
            if (p == end && p != fraction) {
                const double magnitude = static_cast<double>(value) / powersOfTen[static_cast<std::size_t>(p - fraction)];
                out = minus ? -magnitude : magnitude;
                return Parsed::Ok;
            }
        }
    }
    if (!isJsonNumber(number)) return Parsed::Invalid;
    return nearest(number, out);
}

Parsed parseIntegerText(std::string_view text, std::int64_t& out) {
    text = trimmed(text);
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (!text.empty() && text.front() == '-') return Parsed::Invalid;
    }
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || end != text.data() + text.size()) return Parsed::Invalid;
    if (code == std::errc::result_out_of_range) return Parsed::OutOfRange;
    return code == std::errc{} ? Parsed::Ok : Parsed::Invalid;
}

Parsed parseDoubleText(std::string_view text, double& out) { return floatingText<double>(text, out); }
Parsed parseRealText(std::string_view text, double& out) { return floatingText<float>(text, out); }

Parsed parseBooleanText(std::string_view text, bool& out) {
    text = trimmed(text);
    const auto prefixOf = [&](std::string_view word, std::size_t least) {
        return text.size() >= least && text.size() <= word.size() && equalsIgnoringCase(text, word.substr(0, text.size()));
    };
    if (prefixOf("true", 1) || prefixOf("yes", 1) || prefixOf("on", 2) || text == "1")
        out = true;
    else if (prefixOf("false", 1) || prefixOf("no", 1) || prefixOf("off", 2) || text == "0")
        out = false;
    else
        return Parsed::Invalid;
    return Parsed::Ok;
}

} // namespace weir
