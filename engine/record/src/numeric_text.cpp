// SPDX-License-Identifier: Apache-2.0
// Numeric as text and as a Datum's bytes.
#include "weir/core/assert.h"
#include "weir/record/numeric.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

namespace weir {
namespace {

constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool takeWord(std::string_view& text, std::string_view word) {
    if (text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if ((text[i] | 0x20) != word[i]) return false;
    text.remove_prefix(word.size());
    return true;
}

// docs/formats/row.md, "Numeric"
constexpr char tagPositive = 0;
constexpr char tagNegative = 1;
constexpr char tagNaN = 2;
constexpr char tagInfinity = 3;
constexpr char tagMinusInfinity = 4;
constexpr std::size_t headSize = 3;

/// Numbers of at most 18 digits print without GMP.
bool smallUnits(std::string_view bytes, std::uint64_t& units) {
    if (bytes.size() > headSize + 8) return false;
    units = 0;
    for (std::size_t i = bytes.size(); i > headSize; --i) units = units << 8U | static_cast<unsigned char>(bytes[i - 1]);
    return true;
}

std::int32_t scaleOf(std::string_view bytes) {
    return static_cast<std::int32_t>(static_cast<unsigned char>(bytes[1]) | static_cast<unsigned>(static_cast<unsigned char>(bytes[2])) << 8U);
}

void appendDecimal(std::string& out, bool negative, std::string_view digits, std::int32_t scale) {
    if (negative) out += '-';
    const auto behind = static_cast<std::size_t>(scale);
    if (digits.size() > behind) {
        out += digits.substr(0, digits.size() - behind);
        digits.remove_prefix(digits.size() - behind);
    } else {
        out += '0';
    }
    if (behind == 0) return;
    out += '.';
    out.append(behind - digits.size(), '0');
    out += digits;
}

} // namespace

Numeric::Parsed Numeric::parse(std::string_view text, Numeric& out) {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    if (takeWord(text, "nan")) {
        out = Numeric(Kind::NaN);
        return text.empty() ? Parsed::Ok : Parsed::Syntax;
    }
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (takeWord(text, "infinity") || takeWord(text, "inf")) {
        out = Numeric(negative ? Kind::MinusInfinity : Kind::Infinity);
        return text.empty() ? Parsed::Ok : Parsed::Syntax;
    }
    std::string digits;
    std::int64_t scale = 0;
    bool point = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (isDigit(text[at])) {
            digits += text[at];
            scale += point ? 1 : 0;
        } else if (text[at] == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    if (digits.empty()) return Parsed::Syntax;
    std::int64_t exponent = 0;
    if (at < text.size()) {
        if ((text[at] | 0x20) != 'e') return Parsed::Syntax;
        std::string_view rest = text.substr(at + 1);
        if (rest.starts_with('+')) {
            rest.remove_prefix(1);
            if (rest.starts_with('-')) return Parsed::Syntax;
        }
        const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
        if (end != rest.data() + rest.size() || code == std::errc::invalid_argument || rest.empty()) return Parsed::Syntax;
        constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max() / 2;
        if (code != std::errc{} || exponent >= most || exponent <= -most) return Parsed::Syntax;
    }
    scale -= exponent;
    const auto firstDigit = digits.find_first_not_of('0');
    const bool zero = firstDigit == std::string::npos;
    digits.erase(0, zero ? digits.size() - 1 : firstDigit);
    if (scale > scaleMax || (!zero && static_cast<std::int64_t>(digits.size()) - scale > wholeDigitsMax)) return Parsed::Overflow;
    if (scale < 0) {
        if (!zero) digits.append(static_cast<std::size_t>(-scale), '0');
        scale = 0;
    }
    Numeric value;
    mpz_set_str(value.m_units, digits.c_str(), 10);
    if (negative) mpz_neg(value.m_units, value.m_units);
    value.m_scale = static_cast<std::int32_t>(scale);
    out = std::move(value);
    return Parsed::Ok;
}

Numeric Numeric::read(std::string_view bytes) {
    WEIR_ASSERT(!bytes.empty());
    switch (bytes[0]) {
    case tagNaN: return Numeric(Kind::NaN);
    case tagInfinity: return Numeric(Kind::Infinity);
    case tagMinusInfinity: return Numeric(Kind::MinusInfinity);
    default: break;
    }
    WEIR_ASSERT(bytes.size() >= headSize);
    Numeric out;
    out.m_scale = scaleOf(bytes);
    mpz_import(out.m_units, bytes.size() - headSize, -1, 1, 0, 0, bytes.data() + headSize);
    if (bytes[0] == tagNegative) mpz_neg(out.m_units, out.m_units);
    return out;
}

std::string_view Numeric::write(Arena& arena) const {
    if (!finite()) {
        char* to = arena.allocate(1);
        *to = m_kind == Kind::NaN ? tagNaN : m_kind == Kind::Infinity ? tagInfinity : tagMinusInfinity;
        return {to, 1};
    }
    const std::size_t size = mpz_sgn(m_units) == 0 ? 0 : (mpz_sizeinbase(m_units, 2) + 7) / 8;
    char* to = arena.allocate(headSize + size);
    to[0] = mpz_sgn(m_units) < 0 ? tagNegative : tagPositive;
    to[1] = static_cast<char>(m_scale & 0xFF);
    to[2] = static_cast<char>(m_scale >> 8);
    mpz_export(to + headSize, nullptr, -1, 1, 0, 0, m_units);
    return {to, headSize + size};
}

void Numeric::appendText(std::string& out) const {
    if (!finite()) {
        out += m_kind == Kind::NaN ? "NaN" : m_kind == Kind::Infinity ? "Infinity" : "-Infinity";
        return;
    }
    std::string digits(mpz_sizeinbase(m_units, 10) + 2, '\0');
    mpz_get_str(digits.data(), 10, m_units);
    digits.resize(digits.find('\0'));
    const bool negative = digits.starts_with('-');
    appendDecimal(out, negative, std::string_view(digits).substr(negative ? 1 : 0), m_scale);
}

double Numeric::toDouble() const {
    if (!finite()) {
        const double infinite = std::numeric_limits<double>::infinity();
        return m_kind == Kind::NaN ? std::numeric_limits<double>::quiet_NaN() : m_kind == Kind::Infinity ? infinite : -infinite;
    }
    std::string text;
    appendText(text);
    double out = 0;
    const auto code = std::from_chars(text.data(), text.data() + text.size(), out).ec;
    if (code == std::errc::result_out_of_range)
        return leading() > 0 ? sign() * std::numeric_limits<double>::infinity() : 0.0;
    return out;
}

int compareNumeric(std::string_view a, std::string_view b) {
    std::uint64_t x = 0;
    std::uint64_t y = 0;
    if (a[0] <= tagNegative && b[0] <= tagNegative && scaleOf(a) == scaleOf(b) && smallUnits(a, x) && smallUnits(b, y)) {
        if (x == y && (x == 0 || a[0] == b[0])) return 0;
        if (a[0] != b[0]) return a[0] == tagNegative ? -1 : 1;
        return (x < y) == (a[0] == tagPositive) ? -1 : 1;
    }
    return compare(Numeric::read(a), Numeric::read(b));
}

void appendNumeric(std::string& out, std::string_view bytes) {
    std::uint64_t units = 0;
    if (bytes[0] > tagNegative || !smallUnits(bytes, units)) return Numeric::read(bytes).appendText(out);
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, units).ptr;
    appendDecimal(out, bytes[0] == tagNegative, {digits, static_cast<std::size_t>(end - digits)}, scaleOf(bytes));
}

} // namespace weir
