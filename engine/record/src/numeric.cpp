// SPDX-License-Identifier: Apache-2.0
#include "weir/record/numeric.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace weir {
namespace {

void powerOfTen(mpz_ptr out, std::int64_t exponent) { mpz_ui_pow_ui(out, 10, static_cast<unsigned long>(exponent)); }

struct Whole { // a scratch number
    mpz_t z;
    Whole() { mpz_init(z); }
    ~Whole() { mpz_clear(z); }
    Whole(const Whole&) = delete;
    Whole& operator=(const Whole&) = delete;
};

void scaleUp(mpz_ptr units, std::int64_t digits) {
    if (digits <= 0) return;
    Whole power;
    powerOfTen(power.z, digits);
    mpz_mul(units, units, power.z);
}

/// units / divisor, half away from zero.
void divideRounded(mpz_ptr units, mpz_srcptr divisor) {
    Whole rest;
    const int sign = mpz_sgn(units) * mpz_sgn(divisor);
    mpz_tdiv_qr(units, rest.z, units, divisor);
    mpz_mul_2exp(rest.z, rest.z, 1);
    if (mpz_cmpabs(rest.z, divisor) >= 0) {
        if (sign < 0) mpz_sub_ui(units, units, 1);
        else mpz_add_ui(units, units, 1);
    }
}

std::int64_t digitsOf(mpz_srcptr units) {
    if (mpz_sgn(units) == 0) return 0;
    if (mpz_size(units) == 1) {
        std::uint64_t rest = mpz_getlimbn(units, 0);
        std::int64_t digits = 0;
        for (; rest != 0; rest /= 10) ++digits;
        return digits;
    }
    const auto guess = static_cast<std::int64_t>(mpz_sizeinbase(units, 10)); // exact or one too many
    Whole power;
    powerOfTen(power.z, guess - 1);
    return mpz_cmpabs(units, power.z) < 0 ? guess - 1 : guess;
}

/// PostgreSQL's digits are four decimals wide: the weight and value of the first one decide a quotient's scale.
struct FirstDigit {
    std::int64_t weight = 0;
    unsigned long value = 0;
};

FirstDigit firstDigit(const Numeric& number) {
    if (mpz_sgn(number.units()) == 0) return {};
    const std::int64_t lead = number.leading();
    const std::int64_t weight = lead >= 0 ? lead / 4 : -((3 - lead) / 4);
    // units = number * 10^scale; the digit is floor(number / 10^(4 weight)).
    const std::int64_t drop = 4 * weight + number.scale();
    Whole top;
    mpz_abs(top.z, number.units());
    if (drop > 0) {
        Whole power;
        powerOfTen(power.z, drop);
        mpz_tdiv_q(top.z, top.z, power.z);
    } else {
        scaleUp(top.z, -drop);
    }
    return {weight, mpz_get_ui(top.z)};
}

} // namespace

void Numeric::swap(Numeric& other) noexcept {
    std::swap(m_kind, other.m_kind);
    std::swap(m_scale, other.m_scale);
    mpz_swap(m_units, other.m_units);
}

bool Numeric::fits() const {
    if (!finite()) return true;
    if (m_scale > scaleMax) return false;
    if (mpz_size(m_units) < 6000) return true; // below 116,000 digits
    // PostgreSQL counts in groups of four.
    return digitsOf(m_units) - m_scale <= wholeDigitsMax;
}

int Numeric::sign() const {
    if (m_kind == Kind::MinusInfinity) return -1;
    return finite() ? mpz_sgn(m_units) : 1;
}

bool Numeric::integral() const {
    if (!finite()) return m_kind != Kind::NaN;
    if (m_scale == 0 || mpz_sgn(m_units) == 0) return true;
    Whole power;
    powerOfTen(power.z, m_scale);
    return mpz_divisible_p(m_units, power.z) != 0;
}

std::int64_t Numeric::leading() const { return mpz_sgn(m_units) == 0 ? 0 : digitsOf(m_units) - m_scale - 1; }

void Numeric::round(std::int32_t scale) {
    if (!finite()) return;
    if (scale >= m_scale) {
        scaleUp(m_units, scale - m_scale);
        m_scale = scale;
        return;
    }
    const std::int64_t drop = std::int64_t{m_scale} - scale;
    if (drop > digitsOf(m_units) + 1) {
        mpz_set_ui(m_units, 0);
    } else {
        Whole power;
        powerOfTen(power.z, drop);
        divideRounded(m_units, power.z);
    }
    m_scale = scale;
    if (scale < 0) {
        scaleUp(m_units, -scale);
        m_scale = 0;
    }
}

void Numeric::truncate(std::int32_t scale) {
    if (!finite()) return;
    if (scale < m_scale) {
        const std::int64_t drop = std::int64_t{m_scale} - scale;
        if (drop > digitsOf(m_units)) {
            mpz_set_ui(m_units, 0);
        } else {
            Whole power;
            powerOfTen(power.z, drop);
            mpz_tdiv_q(m_units, m_units, power.z);
        }
        m_scale = scale;
        if (scale < 0) {
            scaleUp(m_units, -scale);
            m_scale = 0;
        }
    } else {
        round(scale);
    }
}

void Numeric::negate() {
    if (m_kind == Kind::Infinity) m_kind = Kind::MinusInfinity;
    else if (m_kind == Kind::MinusInfinity) m_kind = Kind::Infinity;
    else mpz_neg(m_units, m_units);
}

Numeric Numeric::floor() const {
    Numeric out = *this;
    if (!finite() || m_scale == 0) return out;
    Whole power;
    powerOfTen(power.z, m_scale);
    mpz_fdiv_q(out.m_units, m_units, power.z);
    out.m_scale = 0;
    return out;
}

Numeric Numeric::ceiling() const {
    Numeric out = *this;
    if (!finite() || m_scale == 0) return out;
    Whole power;
    powerOfTen(power.z, m_scale);
    mpz_cdiv_q(out.m_units, m_units, power.z);
    out.m_scale = 0;
    return out;
}

std::optional<std::int64_t> Numeric::toInteger() const {
    if (!finite()) return std::nullopt;
    if (m_scale == 0) return mpz_fits_slong_p(m_units) != 0 ? std::optional<std::int64_t>(mpz_get_si(m_units)) : std::nullopt;
    Numeric whole = *this;
    whole.round(0);
    if (mpz_fits_slong_p(whole.m_units) == 0) return std::nullopt;
    return mpz_get_si(whole.m_units);
}

namespace {

/// The sum's special cases; false: both are finite.
bool addSpecial(Numeric::Kind a, Numeric::Kind b, Numeric& out) {
    using enum Numeric::Kind;
    if (a == Finite && b == Finite) return false;
    Numeric::Kind kind = a == Finite ? b : a;
    if (a == NaN || b == NaN || (a != Finite && b != Finite && a != b)) kind = NaN;
    out = Numeric(kind);
    return true;
}

Numeric::Kind infinity(int sign) { return sign < 0 ? Numeric::Kind::MinusInfinity : Numeric::Kind::Infinity; }

} // namespace

Numeric operator+(const Numeric& a, const Numeric& b) {
    Numeric out;
    if (addSpecial(a.kind(), b.kind(), out)) return out;
    const bool first = a.m_scale >= b.m_scale; // which one keeps its units
    const Numeric& fine = first ? a : b;
    const Numeric& coarse = first ? b : a;
    mpz_set(out.m_units, coarse.m_units);
    scaleUp(out.m_units, fine.m_scale - coarse.m_scale);
    mpz_add(out.m_units, out.m_units, fine.m_units);
    out.m_scale = fine.m_scale;
    return out;
}

Numeric operator-(const Numeric& a, const Numeric& b) {
    Numeric minus = b;
    minus.negate();
    return a + minus;
}

Numeric operator*(const Numeric& a, const Numeric& b) {
    if (a.nan() || b.nan()) return Numeric(Numeric::Kind::NaN);
    if (!a.finite() || !b.finite()) {
        const int sign = a.sign() * b.sign();
        return Numeric(sign == 0 ? Numeric::Kind::NaN : infinity(sign));
    }
    Numeric out;
    mpz_mul(out.m_units, a.m_units, b.m_units);
    out.m_scale = a.m_scale + b.m_scale;
    if (out.m_scale > Numeric::scaleMax) out.round(Numeric::scaleMax);
    return out;
}

int compare(const Numeric& a, const Numeric& b) {
    const auto rank = [](const Numeric& n) {
        if (n.nan()) return 2;
        return n.finite() ? 0 : n.sign();
    };
    if (!a.finite() || !b.finite()) {
        const int x = rank(a);
        const int y = rank(b);
        return x < y ? -1 : x > y ? 1 : 0;
    }
    if (a.scale() == b.scale()) {
        const int order = mpz_cmp(a.units(), b.units());
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    if (a.sign() != b.sign()) return a.sign() < b.sign() ? -1 : 1;
    return (a - b).sign();
}

std::int32_t quotientScale(const Numeric& dividend, const Numeric& divisor) {
    const FirstDigit a = firstDigit(dividend);
    const FirstDigit b = firstDigit(divisor);
    std::int64_t weight = a.weight - b.weight;
    if (a.value <= b.value) --weight;
    const std::int64_t scale = std::max({16 - 4 * weight, std::int64_t{dividend.scale()}, std::int64_t{divisor.scale()}, std::int64_t{0}});
    return static_cast<std::int32_t>(std::min(scale, std::int64_t{1000}));
}

Numeric divideTo(const Numeric& a, const Numeric& b, std::int32_t scale) {
    // a / b = (ua / ub) * 10^(sb - sa); units of the result are that times 10^scale.
    Numeric out = a;
    const std::int64_t shift = std::int64_t{b.scale()} - a.scale() + scale;
    if (shift >= 0) {
        scaleUp(out.units(), shift);
        divideRounded(out.units(), b.units());
    } else {
        Whole divisor;
        mpz_set(divisor.z, b.units());
        scaleUp(divisor.z, -shift);
        divideRounded(out.units(), divisor.z);
    }
    out.setScale(scale);
    return out;
}

std::optional<Numeric> divide(const Numeric& a, const Numeric& b) {
    if (a.nan() || b.nan()) return Numeric(Numeric::Kind::NaN);
    if (b.finite() && b.sign() == 0) return std::nullopt;
    if (!a.finite()) return b.finite() ? Numeric(infinity(a.sign() * b.sign())) : Numeric(Numeric::Kind::NaN);
    if (!b.finite()) return Numeric(0);
    return divideTo(a, b, quotientScale(a, b));
}

std::optional<Numeric> divideWhole(const Numeric& a, const Numeric& b) {
    if (!a.finite() || !b.finite()) return divide(a, b);
    if (b.sign() == 0) return std::nullopt;
    Numeric x = a;
    Whole divisor;
    mpz_set(divisor.z, b.units());
    if (a.scale() < b.scale()) scaleUp(x.units(), b.scale() - a.scale());
    else scaleUp(divisor.z, a.scale() - b.scale());
    mpz_tdiv_q(x.units(), x.units(), divisor.z);
    x.setScale(0);
    return x;
}

std::optional<Numeric> remainder(const Numeric& a, const Numeric& b) {
    if (a.nan() || b.nan()) return Numeric(Numeric::Kind::NaN);
    if (b.finite() && b.sign() == 0) return std::nullopt;
    if (!a.finite()) return Numeric(Numeric::Kind::NaN);
    if (!b.finite()) return a;
    Numeric x = a;
    Whole divisor;
    mpz_set(divisor.z, b.units());
    if (a.scale() < b.scale()) {
        scaleUp(x.units(), b.scale() - a.scale());
        x.setScale(b.scale());
    } else {
        scaleUp(divisor.z, a.scale() - b.scale());
    }
    mpz_tdiv_r(x.units(), x.units(), divisor.z);
    return x;
}

} // namespace weir
