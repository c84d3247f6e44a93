// SPDX-License-Identifier: Apache-2.0
// Functions of double precision, with the errors that PostgreSQL raises where C gives infinities.
#include "functions/registry.h"

#include <cmath>
#include <numbers>

namespace weir::expr {
namespace {

bool overflow(KernelContext& context) { return context.fail("numeric_value_out_of_range", "value out of range: overflow"); }
bool underflow(KernelContext& context) { return context.fail("numeric_value_out_of_range", "value out of range: underflow"); }
bool inputOutOfRange(KernelContext& context) { return context.fail("numeric_value_out_of_range", "input is out of range"); }
bool give(double value, Datum& out) {
    out = Datum::ofDouble(value);
    return true;
}

using Plain = double (*)(double);
template <Plain function>
bool plain(KernelContext&, const Datum* in, Datum& out) {
    return give(function(in[0].d), out);
}

double roundEven(double x) { return std::nearbyint(x); }
double ceilOf(double x) { return std::ceil(x); }
double floorOf(double x) { return std::floor(x); }
double truncOf(double x) { return std::trunc(x); }
double signOf(double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0; }
double atanOf(double x) { return std::atan(x); }
double radiansOf(double x) { return x * (std::numbers::pi / 180.0); }

bool squareRoot(KernelContext& context, const Datum* in, Datum& out) {
    if (in[0].d < 0) return context.fail("invalid_argument_for_power_function", "cannot take square root of a negative number");
    return give(std::sqrt(in[0].d), out);
}

bool cubeRoot(KernelContext&, const Datum* in, Datum& out) { return give(std::cbrt(in[0].d), out); }

bool exponential(KernelContext& context, const Datum* in, Datum& out) {
    const double x = in[0].d;
    if (std::isnan(x)) return give(x, out);
    if (std::isinf(x)) return give(x > 0 ? x : 0.0, out);
    const double value = std::exp(x);
    if (std::isinf(value)) return overflow(context);
    if (value == 0) return underflow(context);
    return give(value, out);
}

template <Plain function>
bool logarithm(KernelContext& context, const Datum* in, Datum& out) {
    if (in[0].d == 0) return context.fail("invalid_argument_for_logarithm", "cannot take logarithm of zero");
    if (in[0].d < 0) return context.fail("invalid_argument_for_logarithm", "cannot take logarithm of a negative number");
    return give(function(in[0].d), out);
}
double naturalLog(double x) { return std::log(x); }
double decimalLog(double x) { return std::log10(x); }

bool power(KernelContext& context, const Datum* in, Datum& out) {
    const double base = in[0].d;
    const double exponent = in[1].d;
    if (std::isnan(base)) return give(exponent == 0 ? 1.0 : base, out);
    if (std::isnan(exponent)) return give(base == 1 ? 1.0 : exponent, out);
    const auto refuse = [&](const char* message) { return context.fail("invalid_argument_for_power_function", message); };
    if (base == 0 && exponent < 0) return refuse("zero raised to a negative power is undefined");
    if (base < 0 && std::floor(exponent) != exponent) return refuse("a negative number raised to a non-integer power yields a complex result");
    const double value = std::pow(base, exponent);
    if (std::isfinite(base) && std::isfinite(exponent)) {
        if (std::isinf(value)) return overflow(context);
        if (value == 0 && base != 0) return underflow(context);
    }
    return give(value, out);
}

/// sin, cos, tan and their like refuse infinities.
template <Plain function>
bool trigonometric(KernelContext& context, const Datum* in, Datum& out) {
    if (std::isinf(in[0].d)) return inputOutOfRange(context);
    return give(function(in[0].d), out);
}
double sinOf(double x) { return std::sin(x); }
double cosOf(double x) { return std::cos(x); }
double tanOf(double x) { return std::tan(x); }

template <Plain function>
bool inverse(KernelContext& context, const Datum* in, Datum& out) {
    if (in[0].d < -1 || in[0].d > 1) return inputOutOfRange(context);
    return give(function(in[0].d), out);
}
double asinOf(double x) { return std::asin(x); }
double acosOf(double x) { return std::acos(x); }

bool atan2Of(KernelContext&, const Datum* in, Datum& out) {
    if (std::isnan(in[0].d) || std::isnan(in[1].d)) return give(std::nan(""), out);
    return give(std::atan2(in[0].d, in[1].d), out);
}

bool degreesOf(KernelContext& context, const Datum* in, Datum& out) {
    const double value = in[0].d / (std::numbers::pi / 180.0);
    if (std::isinf(value) && !std::isinf(in[0].d)) return overflow(context);
    if (value == 0 && in[0].d != 0) return underflow(context);
    return give(value, out);
}

bool radiansKernel(KernelContext& context, const Datum* in, Datum& out) {
    const double value = radiansOf(in[0].d);
    if (value == 0 && in[0].d != 0) return underflow(context);
    return give(value, out);
}

bool piOf(KernelContext&, const Datum*, Datum& out) { return give(std::numbers::pi, out); }

bool widthBucket(KernelContext& context, const Datum* in, Datum& out) {
    const auto refuse = [&](const char* message) { return context.fail("invalid_argument_for_width_bucket_function", message); };
    const double operand = in[0].d;
    const double low = in[1].d;
    const double high = in[2].d;
    const std::int64_t count = in[3].i;
    if (count <= 0) return refuse("count must be greater than zero");
    if (std::isnan(operand) || std::isnan(low) || std::isnan(high)) return refuse("operand, lower bound, and upper bound cannot be NaN");
    if (std::isinf(low) || std::isinf(high)) return refuse("lower and upper bounds must be finite");
    if (low == high) return refuse("lower bound cannot equal upper bound");
    std::int64_t bucket = 0;
    if (low < high ? operand < low : operand > low) {
        bucket = 0;
    } else if (low < high ? operand >= high : operand <= high) {
        bucket = count + 1;
    } else {
        const double span = high - low;
        const double part = std::isinf(span) ? (operand / 2 - low / 2) / (high / 2 - low / 2) : (operand - low) / span;
        bucket = static_cast<std::int64_t>(static_cast<double>(count) * part);
        if (bucket >= count) bucket = count - 1; // rounding may not reach the next bucket
        ++bucket;
    }
    if (bucket > INT32_MAX) return context.fail("numeric_value_out_of_range", "integer out of range");
    out = Datum::ofInt(bucket);
    return true;
}

} // namespace

void addMath(FunctionList& list) {
    define(list, "round(double) -> double", plain<roundEven>, "The nearest whole number, halves to the even one.");
    define(list, "ceil(double) -> double", plain<ceilOf>, "The smallest whole number not below the number.");
    define(list, "ceiling(double) -> double", plain<ceilOf>, "The smallest whole number not below the number.");
    define(list, "floor(double) -> double", plain<floorOf>, "The greatest whole number not above the number.");
    define(list, "trunc(double) -> double", plain<truncOf>, "Cut towards zero to a whole number.");
    define(list, "sign(double) -> double", plain<signOf>, "-1, 0 or 1.");
    define(list, "sqrt(double) -> double", squareRoot, "Square root.");
    define(list, "|/(double) -> double", squareRoot, "Square root.");
    define(list, "cbrt(double) -> double", cubeRoot, "Cube root.");
    define(list, "||/(double) -> double", cubeRoot, "Cube root.");
    define(list, "exp(double) -> double", exponential, "e to the power of the number.");
    define(list, "ln(double) -> double", logarithm<naturalLog>, "Natural logarithm.");
    define(list, "log(double) -> double", logarithm<decimalLog>, "Logarithm to base 10.");
    define(list, "log10(double) -> double", logarithm<decimalLog>, "Logarithm to base 10.");
    define(list, "power(double, double) -> double", power, "The first number raised to the power of the second.");
    define(list, "pow(double, double) -> double", power, "The first number raised to the power of the second.");
    define(list, "^(double, double) -> double", power, "The first number raised to the power of the second.");
    define(list, "pi() -> double", piOf, "The constant pi.");
    define(list, "sin(double) -> double", trigonometric<sinOf>, "Sine of an angle in radians.");
    define(list, "cos(double) -> double", trigonometric<cosOf>, "Cosine of an angle in radians.");
    define(list, "tan(double) -> double", trigonometric<tanOf>, "Tangent of an angle in radians.");
    define(list, "asin(double) -> double", inverse<asinOf>, "Inverse sine, in radians.");
    define(list, "acos(double) -> double", inverse<acosOf>, "Inverse cosine, in radians.");
    define(list, "atan(double) -> double", plain<atanOf>, "Inverse tangent, in radians.");
    define(list, "atan2(double, double) -> double", atan2Of, "Inverse tangent of the quotient of two numbers, in radians.");
    define(list, "degrees(double) -> double", degreesOf, "Radians as degrees.");
    define(list, "radians(double) -> double", radiansKernel, "Degrees as radians.");
    define(list, "width_bucket(double, double, double, integer) -> integer", widthBucket,
           "Number of the bucket, of so many equal ones between the two bounds, that the first number falls into.");
}

} // namespace weir::expr
