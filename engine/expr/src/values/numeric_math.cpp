// SPDX-License-Identifier: Apache-2.0
#include "values/numeric_math.h"

#include <algorithm>
#include <cmath>
#include <mpfr.h>

namespace weir::expr {
namespace {

constexpr std::int64_t significantMin = 16;  // digits that a result has at least
constexpr std::int64_t scaleMost = 1000;     // digits behind the point that a result has at most
constexpr double resultDigitsMax = 2000;     // beyond it exp and power overflow or vanish
constexpr double log10e = 0.434294481903252;

std::int32_t clampScale(std::int64_t scale, std::int64_t least = 0) {
    return static_cast<std::int32_t>(std::min(std::max({scale, least, std::int64_t{0}}), scaleMost));
}

struct Real { // MPFR's number, freed
    mpfr_t x;
    explicit Real(mpfr_prec_t bits) { mpfr_init2(x, bits); }
    ~Real() { mpfr_clear(x); }
    Real(const Real&) = delete;
    Real& operator=(const Real&) = delete;
};

mpfr_prec_t bitsFor(std::int64_t digits) { return static_cast<mpfr_prec_t>(static_cast<double>(std::max<std::int64_t>(digits, 20)) * 3.33) + 64; }

void load(mpfr_ptr out, const Numeric& number) {
    mpfr_set_z(out, number.units(), MPFR_RNDN);
    if (number.scale() == 0) return;
    Real power(mpfr_get_prec(out));
    mpfr_ui_pow_ui(power.x, 10, static_cast<unsigned long>(number.scale()), MPFR_RNDN);
    mpfr_div(out, out, power.x, MPFR_RNDN);
}

Numeric store(mpfr_ptr value, std::int32_t scale) {
    Numeric out;
    Real power(mpfr_get_prec(value));
    mpfr_ui_pow_ui(power.x, 10, static_cast<unsigned long>(scale), MPFR_RNDN);
    mpfr_mul(value, value, power.x, MPFR_RNDN);
    mpfr_get_z(out.units(), value, MPFR_RNDNA);
    out.setScale(scale);
    return out;
}

bool isZero(const Numeric& number) { return number.finite() && number.sign() == 0; }
bool isOne(const Numeric& number) { return number.finite() && compare(number, Numeric(1)) == 0; }
Numeric zeroOf(std::int32_t scale) {
    Numeric zero;
    zero.setScale(scale);
    return zero;
}
Numeric infinite() { return Numeric(Numeric::Kind::Infinity); }
Numeric notANumber() { return Numeric(Numeric::Kind::NaN); }

/// The position of the first digit of ln(x), as PostgreSQL estimates it to choose scales.
std::int64_t logarithmLeading(const Numeric& x) {
    if (x.sign() <= 0) return 0;
    Numeric nine;
    mpz_set_ui(nine.units(), 9);
    nine.setScale(1);
    Numeric eleven;
    mpz_set_ui(eleven.units(), 11);
    eleven.setScale(1);
    if (compare(x, nine) >= 0 && compare(x, eleven) <= 0) {
        const Numeric off = x - Numeric(1); // ln(1 + d) ~ d
        return off.sign() == 0 ? 0 : off.leading();
    }
    Real number(128);
    load(number.x, x);
    mpfr_log(number.x, number.x, MPFR_RNDN);
    return static_cast<std::int64_t>(std::log10(std::fabs(mpfr_get_d(number.x, MPFR_RNDN)))); // cut towards zero
}

bool refuseLogarithm(KernelContext& context, int sign) {
    return context.fail("invalid_argument_for_logarithm", sign == 0 ? "cannot take logarithm of zero" : "cannot take logarithm of a negative number");
}

/// base^exponent for a whole exponent, rounded to `scale`.
bool wholePower(KernelContext& context, const Numeric& base, std::int64_t exponent, std::int32_t scale, Numeric& out) {
    if (exponent == 0) {
        out = Numeric(1);
        out.round(scale);
        return true;
    }
    if (base.sign() == 0) {
        if (exponent < 0) return context.fail("division_by_zero", "division by zero");
        out = zeroOf(scale);
        return true;
    }
    Real approximate(128);
    load(approximate.x, base);
    mpfr_abs(approximate.x, approximate.x, MPFR_RNDN);
    mpfr_log10(approximate.x, approximate.x, MPFR_RNDN);
    const double leading = mpfr_get_d(approximate.x, MPFR_RNDN) * static_cast<double>(exponent);
    if (leading > static_cast<double>(Numeric::wholeDigitsMax)) return numericOverflow(context);
    if (leading + 1 < -static_cast<double>(scale)) {
        out = zeroOf(scale);
        return true;
    }
    const auto times = static_cast<unsigned long>(std::abs(exponent));
    const double digits = static_cast<double>(mpz_sizeinbase(base.units(), 10) + static_cast<std::size_t>(base.scale())) * static_cast<double>(times);
    if (digits < 20000) { // exact
        Numeric whole;
        mpz_pow_ui(whole.units(), base.units(), times);
        whole.setScale(static_cast<std::int32_t>(base.scale() * static_cast<std::int64_t>(times)));
        if (exponent < 0) {
            out = divideTo(Numeric(1), whole, scale);
        } else {
            whole.round(scale);
            out = std::move(whole);
        }
        return true;
    }
    Real value(bitsFor(scale + static_cast<std::int64_t>(std::fabs(leading)) + 40));
    load(value.x, base);
    mpfr_pow_si(value.x, value.x, exponent, MPFR_RNDN);
    out = store(value.x, scale);
    return out.fits() || numericOverflow(context);
}

bool powerOfSpecials(const Numeric& base, const Numeric& exponent, Numeric& out) {
    if (base.nan() || exponent.nan()) {
        out = isZero(exponent) || isOne(base) ? Numeric(1) : notANumber();
        return true;
    }
    if (isOne(base) || isZero(exponent)) {
        out = Numeric(1);
    } else if (isZero(base)) {
        out = Numeric(0);
    } else if (!exponent.finite()) {
        Numeric magnitude = base;
        if (magnitude.sign() < 0) magnitude.negate();
        if (isOne(magnitude)) out = Numeric(1);
        else out = (compare(magnitude, Numeric(1)) > 0) == (exponent.sign() > 0) ? infinite() : Numeric(0);
    } else if (exponent.sign() < 0) {
        out = Numeric(0);
    } else {
        out = infinite();
        Numeric whole = exponent;
        whole.round(0);
        if (base.sign() < 0 && exponent.integral() && mpz_odd_p(whole.units()) != 0) out.negate();
    }
    return true;
}

} // namespace

bool numericOverflow(KernelContext& context) { return context.fail("numeric_value_out_of_range", "value overflows numeric format"); }

bool squareRoot(KernelContext& context, const Numeric& x, Numeric& out) {
    if (x.nan()) {
        out = x;
        return true;
    }
    if (x.sign() < 0) return context.fail("invalid_argument_for_power_function", "cannot take square root of a negative number");
    if (!x.finite()) {
        out = x;
        return true;
    }
    const std::int64_t lead = x.leading();
    const std::int64_t weight = lead >= 0 ? lead / 4 : -((3 - lead) / 4);
    const std::int32_t scale = clampScale(significantMin - ((weight + 1) * 4 / 2 - 1), x.scale());
    Numeric wide = x; // floor(sqrt(x * 10^(2 scale + 2))), whose last digit then rounds
    wide.round(2 * (scale + 1));
    mpz_sqrt(wide.units(), wide.units());
    wide.setScale(scale + 1);
    wide.round(scale);
    out = std::move(wide);
    return true;
}

bool exponential(KernelContext& context, const Numeric& x, Numeric& out) {
    if (!x.finite()) {
        out = x.nan() ? x : x.sign() > 0 ? infinite() : Numeric(0);
        return true;
    }
    const double plain = x.toDouble();
    const double digits = std::clamp(plain * log10e, -resultDigitsMax, resultDigitsMax);
    const std::int32_t scale = clampScale(significantMin - static_cast<std::int64_t>(digits), x.scale());
    if (std::fabs(plain) >= resultDigitsMax * 3) {
        if (plain > 0) return numericOverflow(context);
        out = zeroOf(scale);
        return true;
    }
    Real value(bitsFor(scale + static_cast<std::int64_t>(std::fabs(plain * log10e)) + 40 + x.scale()));
    load(value.x, x);
    mpfr_exp(value.x, value.x, MPFR_RNDN);
    out = store(value.x, scale);
    return true;
}

bool naturalLogarithm(KernelContext& context, const Numeric& x, Numeric& out) {
    if (x.nan()) {
        out = x;
        return true;
    }
    if (x.sign() <= 0) return refuseLogarithm(context, x.sign());
    if (!x.finite()) {
        out = x;
        return true;
    }
    const std::int32_t scale = clampScale(significantMin - logarithmLeading(x), x.scale());
    Real value(bitsFor(scale + 60)); // an error of the argument is one of the logarithm, relative to absolute
    load(value.x, x);
    mpfr_log(value.x, value.x, MPFR_RNDN);
    out = store(value.x, scale);
    return true;
}

bool logarithm(KernelContext& context, const Numeric& base, const Numeric& x, Numeric& out) {
    if (base.nan() || x.nan()) {
        out = notANumber();
        return true;
    }
    if (base.finite() && x.finite()) {
        if (base.sign() <= 0) return refuseLogarithm(context, base.sign());
        if (x.sign() <= 0) return refuseLogarithm(context, x.sign());
    } else if (base.sign() < 0 || x.sign() < 0) {
        return refuseLogarithm(context, -1);
    } else if (base.sign() == 0 || x.sign() == 0) {
        return refuseLogarithm(context, 0);
    }
    if (!base.finite() || !x.finite()) {
        out = base.finite() ? infinite() : x.finite() ? Numeric(0) : notANumber();
        return true;
    }
    if (isOne(base)) return context.fail("division_by_zero", "division by zero");
    const std::int64_t leading = logarithmLeading(x) - logarithmLeading(base);
    const std::int32_t scale = clampScale(significantMin - leading, std::max(base.scale(), x.scale()));
    // Logarithms close to 0 lose as many digits as they have zeros.
    const auto lost = [](std::int64_t lead) { return std::max<std::int64_t>(-lead, 0); };
    const auto bits = bitsFor(scale + 80 + 2 * std::max(lost(logarithmLeading(x)), lost(logarithmLeading(base))));
    Real above(bits);
    Real below(bits);
    load(above.x, x);
    load(below.x, base);
    mpfr_log(above.x, above.x, MPFR_RNDN);
    mpfr_log(below.x, below.x, MPFR_RNDN);
    mpfr_div(above.x, above.x, below.x, MPFR_RNDN);
    out = store(above.x, scale);
    return true;
}

bool power(KernelContext& context, const Numeric& base, const Numeric& exponent, Numeric& out) {
    if (!base.nan() && !exponent.nan()) {
        if (base.sign() == 0 && exponent.sign() < 0)
            return context.fail("invalid_argument_for_power_function", "zero raised to a negative power is undefined");
        if (base.sign() < 0 && !exponent.integral())
            return context.fail("invalid_argument_for_power_function", "a negative number raised to a non-integer power yields a complex result");
    }
    if (!base.finite() || !exponent.finite()) return powerOfSpecials(base, exponent, out);
    if (exponent.integral()) {
        const auto whole = exponent.toInteger();
        if (whole && *whole >= INT32_MIN && *whole <= INT32_MAX)
            return wholePower(context, base, *whole, clampScale(significantMin, base.scale()), out);
    }
    if (base.sign() == 0) {
        out = zeroOf(significantMin);
        return true;
    }
    Numeric magnitude = base;
    if (base.sign() < 0) magnitude.negate();
    // A rough logarithm of the result decides its scale, to as many digits as PostgreSQL takes.
    const auto roughScale = static_cast<std::int32_t>(std::max<std::int64_t>(8 - logarithmLeading(magnitude), 0));
    Real rough(bitsFor(roughScale + 40));
    load(rough.x, magnitude);
    mpfr_log(rough.x, rough.x, MPFR_RNDN);
    Numeric roughLogarithm = store(rough.x, roughScale) * exponent;
    roughLogarithm.round(roughScale);
    const double logarithmOfResult = roughLogarithm.toDouble();
    if (std::fabs(logarithmOfResult) > resultDigitsMax * 3.01) {
        if (logarithmOfResult > 0) return numericOverflow(context);
        out = zeroOf(scaleMost);
        return true;
    }
    const double digits = logarithmOfResult * log10e;
    const std::int32_t scale = clampScale(significantMin - static_cast<std::int64_t>(digits), std::max(base.scale(), exponent.scale()));
    const auto bits = bitsFor(scale + static_cast<std::int64_t>(std::fabs(digits)) + 80 + static_cast<std::int64_t>(mpz_sizeinbase(exponent.units(), 10)));
    Real value(bits);
    Real exact(bits);
    load(value.x, magnitude);
    load(exact.x, exponent);
    mpfr_pow(value.x, value.x, exact.x, MPFR_RNDN);
    out = store(value.x, scale);
    if (base.sign() < 0) {
        Numeric whole = exponent;
        whole.round(0);
        if (mpz_odd_p(whole.units()) != 0) out.negate();
    }
    return true;
}

} // namespace weir::expr
