// SPDX-License-Identifier: Apache-2.0
// Numeric: exact decimals with PostgreSQL 15's rules for scale, NaN and infinity. In a Datum it stands as bytes
// (docs/formats/row.md, "Numeric"); Numeric is the value while one computes with it.
// Shape    a whole number of any size (m_units) and how many of its digits stand behind the point (scale()): 1.10 is 110, 2.
// Errors   fits() is false where PostgreSQL says "value overflows numeric format": ask before writing.
// Threads  a value.
// Source   scales as the PostgreSQL 15 manual and server show them (tested against a server).
#pragma once

#include "weir/core/arena.h"

#include <cstdint>
#include <gmp.h>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

class Numeric {
public:
    enum class Kind : std::uint8_t { Finite, NaN, Infinity, MinusInfinity };
    static constexpr std::int32_t scaleMax = 16383;         ///< digits behind the point
    static constexpr std::int64_t wholeDigitsMax = 131072;  ///< digits before it

    Numeric() { mpz_init(m_units); }
    explicit Numeric(std::int64_t value) : Numeric() { mpz_set_si(m_units, value); }
    explicit Numeric(Kind kind) : Numeric() { m_kind = kind; }
    Numeric(const Numeric& other) : m_kind(other.m_kind), m_scale(other.m_scale) { mpz_init_set(m_units, other.m_units); }
    Numeric(Numeric&& other) noexcept : Numeric() { swap(other); }
    Numeric& operator=(Numeric other) noexcept {
        swap(other);
        return *this;
    }
    ~Numeric() { mpz_clear(m_units); }
    void swap(Numeric& other) noexcept;

    enum class Parsed : std::uint8_t { Ok, Syntax, Overflow };
    /// PostgreSQL's input forms, spaces around allowed: "1.10", "-1e5", "NaN", "inf".
    static Parsed parse(std::string_view text, Numeric& out);
    /// From the bytes in a Datum.
    static Numeric read(std::string_view bytes);
    /// The bytes for a Datum, in `arena`.
    std::string_view write(Arena& arena) const;
    void appendText(std::string& out) const;

    Kind kind() const { return m_kind; }
    bool finite() const { return m_kind == Kind::Finite; }
    bool nan() const { return m_kind == Kind::NaN; }
    std::int32_t scale() const { return m_scale; }
    bool fits() const;
    /// -1, 0, 1; infinities have a sign, NaN counts as 1.
    int sign() const;
    bool integral() const;
    /// Position of the first digit: 0 for 1 to 9, -1 for 0.1 to 0.9; of zero 0.
    std::int64_t leading() const;
    mpz_srcptr units() const { return m_units; }
    mpz_ptr units() { return m_units; }
    void setScale(std::int32_t scale) { m_scale = scale; } ///< reinterprets the units

    /// To `scale` digits behind the point (negative: before it), half away from zero; trailing zeros are added.
    void round(std::int32_t scale);
    void truncate(std::int32_t scale);
    void negate();
    Numeric floor() const;
    Numeric ceiling() const;
    double toDouble() const; ///< infinite where it is too large
    /// Rounded half away from zero; nullopt: not finite or too large.
    std::optional<std::int64_t> toInteger() const;

    friend Numeric operator+(const Numeric& a, const Numeric& b);
    friend Numeric operator-(const Numeric& a, const Numeric& b);
    friend Numeric operator*(const Numeric& a, const Numeric& b);

private:
    Kind m_kind = Kind::Finite;
    std::int32_t m_scale = 0;
    mpz_t m_units;
};

/// PostgreSQL's order: -Infinity, numbers, Infinity, NaN; NaN equals NaN.
int compare(const Numeric& a, const Numeric& b);
/// The scale that PostgreSQL gives a quotient: at least 16 significant digits.
std::int32_t quotientScale(const Numeric& dividend, const Numeric& divisor);
/// nullopt: division by zero.
std::optional<Numeric> divide(const Numeric& a, const Numeric& b);
/// To a given scale, rounded; `b` is finite and not zero, `a` finite.
Numeric divideTo(const Numeric& a, const Numeric& b, std::int32_t scale);
/// Quotient cut to a whole number (div) and remainder with the sign of `a` (mod).
std::optional<Numeric> divideWhole(const Numeric& a, const Numeric& b);
std::optional<Numeric> remainder(const Numeric& a, const Numeric& b);

/// Straight from the bytes of two Datums.
int compareNumeric(std::string_view a, std::string_view b);
void appendNumeric(std::string& out, std::string_view bytes);
inline std::string_view numericOf(std::int64_t value, Arena& arena) { return Numeric(value).write(arena); }

} // namespace weir
