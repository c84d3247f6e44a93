// SPDX-License-Identifier: Apache-2.0
// Functions of numeric.
#include "functions/registry.h"
#include "values/numeric_math.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir::expr {
namespace {

bool give(KernelContext& context, const Numeric& value, Datum& out) {
    if (!value.fits()) return numericOverflow(context);
    out = Datum::ofBytes(value.write(context.arena));
    return true;
}

Numeric number(const Datum& datum) { return Numeric::read(datum.bytes()); }

bool divisionByZero(KernelContext& context) { return context.fail("division_by_zero", "division by zero"); }

bool add(KernelContext& context, const Datum* in, Datum& out) { return give(context, number(in[0]) + number(in[1]), out); }
bool subtract(KernelContext& context, const Datum* in, Datum& out) { return give(context, number(in[0]) - number(in[1]), out); }
bool multiply(KernelContext& context, const Datum* in, Datum& out) { return give(context, number(in[0]) * number(in[1]), out); }

using Quotient = std::optional<Numeric> (*)(const Numeric&, const Numeric&);
template <Quotient quotient>
bool divided(KernelContext& context, const Datum* in, Datum& out) {
    const auto value = quotient(number(in[0]), number(in[1]));
    return value ? give(context, *value, out) : divisionByZero(context);
}

bool negate(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value = number(in[0]);
    value.negate();
    return give(context, value, out);
}
bool same(KernelContext&, const Datum* in, Datum& out) {
    out = in[0];
    return true;
}
bool absolute(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value = number(in[0]);
    if (value.sign() < 0) value.negate();
    return give(context, value, out);
}
bool sign(KernelContext& context, const Datum* in, Datum& out) {
    const Numeric value = number(in[0]);
    return give(context, value.nan() ? value : Numeric(value.sign()), out);
}
bool floor(KernelContext& context, const Datum* in, Datum& out) { return give(context, number(in[0]).floor(), out); }
bool ceiling(KernelContext& context, const Datum* in, Datum& out) { return give(context, number(in[0]).ceiling(), out); }

std::int32_t scaleOf(const Datum& datum) { return static_cast<std::int32_t>(std::clamp<std::int64_t>(datum.i, -131073, 16383)); }

bool round(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value = number(in[0]);
    value.round(0);
    return give(context, value, out);
}
bool roundTo(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value = number(in[0]);
    value.round(scaleOf(in[1]));
    return give(context, value, out);
}
bool truncate(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value = number(in[0]);
    value.truncate(0);
    return give(context, value, out);
}
bool truncateTo(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value = number(in[0]);
    value.truncate(scaleOf(in[1]));
    return give(context, value, out);
}

using Unary = bool (*)(KernelContext&, const Numeric&, Numeric&);
template <Unary function>
bool unary(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value;
    return function(context, number(in[0]), value) && give(context, value, out);
}

bool log10(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value;
    return logarithm(context, Numeric(10), number(in[0]), value) && give(context, value, out);
}

using Binary = bool (*)(KernelContext&, const Numeric&, const Numeric&, Numeric&);
template <Binary function>
bool binary(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value;
    return function(context, number(in[0]), number(in[1]), value) && give(context, value, out);
}

bool widthBucket(KernelContext& context, const Datum* in, Datum& out) {
    const auto refuse = [&](std::string message) { return context.fail("invalid_argument_for_width_bucket_function", std::move(message)); };
    const std::int64_t count = in[3].i;
    if (count <= 0) return refuse("count must be greater than zero");
    const Numeric operand = number(in[0]);
    const Numeric low = number(in[1]);
    const Numeric high = number(in[2]);
    if (operand.nan() || low.nan() || high.nan()) return refuse("operand, lower bound, and upper bound cannot be NaN");
    if (!low.finite() || !high.finite()) return refuse("lower and upper bounds must be finite");
    const int order = compare(low, high);
    if (order == 0) return refuse("lower bound cannot equal upper bound");
    const bool rising = order < 0;
    std::int64_t bucket = 0;
    const int fromLow = compare(operand, low);
    const int fromHigh = compare(operand, high);
    if (rising ? fromLow < 0 : fromLow > 0) {
        bucket = 0;
    } else if (rising ? fromHigh >= 0 : fromHigh <= 0) {
        bucket = count + 1;
    } else { // exactly floor(count * (operand - low) / (high - low)) + 1
        const auto whole = divideWhole((operand - low) * Numeric(count), high - low);
        bucket = whole->toInteger().value_or(0) + 1;
    }
    if (bucket > INT32_MAX) return context.fail("numeric_value_out_of_range", "integer out of range");
    out = Datum::ofInt(bucket);
    return true;
}

bool scaleFunction(KernelContext&, const Datum* in, Datum& out) {
    const Numeric value = number(in[0]);
    out = value.finite() ? Datum::ofInt(value.scale()) : Datum();
    return true;
}

} // namespace

void addNumericFunctions(FunctionList& list) {
    define(list, "+(numeric, numeric) -> numeric", add, "Sum of two numbers.");
    define(list, "-(numeric, numeric) -> numeric", subtract, "Difference of two numbers.");
    define(list, "*(numeric, numeric) -> numeric", multiply, "Product of two numbers.");
    define(list, "/(numeric, numeric) -> numeric", divided<divide>, "Quotient with at least 16 significant digits.");
    define(list, "%(numeric, numeric) -> numeric", divided<remainder>, "Remainder of a division, with the sign of the first number.");
    define(list, "mod(numeric, numeric) -> numeric", divided<remainder>, "Remainder of a division, with the sign of the first number.");
    define(list, "div(numeric, numeric) -> numeric", divided<divideWhole>, "Quotient cut towards zero to a whole number.");
    define(list, "-(numeric) -> numeric", negate, "The number with its sign changed.");
    define(list, "+(numeric) -> numeric", same, "The number itself.");
    define(list, "abs(numeric) -> numeric", absolute, "The number without its sign.");
    define(list, "@(numeric) -> numeric", absolute, "The number without its sign.");
    define(list, "sign(numeric) -> numeric", sign, "-1, 0 or 1.");
    define(list, "floor(numeric) -> numeric", floor, "The greatest whole number not above the number.");
    define(list, "ceil(numeric) -> numeric", ceiling, "The smallest whole number not below the number.");
    define(list, "ceiling(numeric) -> numeric", ceiling, "The smallest whole number not below the number.");
    define(list, "round(numeric) -> numeric", round, "The nearest whole number, halves away from zero.");
    define(list, "round(numeric, integer) -> numeric", roundTo, "Rounded to that many digits behind the point, halves away from zero.");
    define(list, "trunc(numeric) -> numeric", truncate, "Cut towards zero to a whole number.");
    define(list, "trunc(numeric, integer) -> numeric", truncateTo, "Cut towards zero after that many digits behind the point.");
    define(list, "sqrt(numeric) -> numeric", unary<squareRoot>, "Square root.");
    define(list, "exp(numeric) -> numeric", unary<exponential>, "e to the power of the number.");
    define(list, "ln(numeric) -> numeric", unary<naturalLogarithm>, "Natural logarithm.");
    define(list, "log(numeric) -> numeric", log10, "Logarithm to base 10.");
    define(list, "log10(numeric) -> numeric", log10, "Logarithm to base 10.");
    define(list, "log(numeric, numeric) -> numeric", binary<logarithm>, "Logarithm of the second number to the base of the first.");
    define(list, "power(numeric, numeric) -> numeric", binary<power>, "The first number raised to the power of the second.");
    define(list, "pow(numeric, numeric) -> numeric", binary<power>, "The first number raised to the power of the second.");
    define(list, "^(numeric, numeric) -> numeric", binary<power>, "The first number raised to the power of the second.");
    define(list, "width_bucket(numeric, numeric, numeric, integer) -> integer", widthBucket,
           "Number of the bucket, of so many equal ones between the two bounds, that the first number falls into.");
    define(list, "scale(numeric) -> integer", scaleFunction, "Digits behind the point.");
}

} // namespace weir::expr
