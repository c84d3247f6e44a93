// SPDX-License-Identifier: Apache-2.0
// Casts among the numbers and boolean. Floats round half to even, numerics half away from zero.
#include "functions/registry.h"
#include "values/numeric_math.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace weir::expr {
namespace {

template <class I>
constexpr std::string_view nameOf() {
    if constexpr (sizeof(I) == 2) return "smallint";
    else if constexpr (sizeof(I) == 4) return "integer";
    else return "bigint";
}

template <class I>
bool narrow(KernelContext& context, const Datum* in, Datum& out) {
    if (in[0].i < std::numeric_limits<I>::min() || in[0].i > std::numeric_limits<I>::max())
        return context.fail("numeric_value_out_of_range", fmt::format("{} out of range", nameOf<I>()));
    out = in[0];
    return true;
}

bool widen(KernelContext&, const Datum* in, Datum& out) {
    out = in[0];
    return true;
}

template <class F>
bool integerToFloat(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofDouble(static_cast<double>(static_cast<F>(in[0].i)));
    return true;
}

template <class I>
bool floatToInteger(KernelContext& context, const Datum* in, Datum& out) {
    const double rounded = std::nearbyint(in[0].d);
    constexpr double low = static_cast<double>(std::numeric_limits<I>::min());
    if (!(rounded >= low && rounded < -low)) return context.fail("numeric_value_out_of_range", fmt::format("{} out of range", nameOf<I>()));
    out = Datum::ofInt(static_cast<std::int64_t>(rounded));
    return true;
}

bool doubleToReal(KernelContext& context, const Datum* in, Datum& out) {
    const auto value = static_cast<float>(in[0].d);
    if (std::isinf(value) && !std::isinf(in[0].d)) return context.fail("numeric_value_out_of_range", "value out of range: overflow");
    if (value == 0 && in[0].d != 0) return context.fail("numeric_value_out_of_range", "value out of range: underflow");
    out = Datum::ofDouble(static_cast<double>(value));
    return true;
}

bool integerToBoolean(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(in[0].i != 0);
    return true;
}

bool booleanToInteger(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofInt(in[0].b ? 1 : 0);
    return true;
}

bool giveNumeric(KernelContext& context, const Numeric& value, Datum& out) {
    out = Datum::ofBytes(value.write(context.arena));
    return true;
}

bool integerToNumeric(KernelContext& context, const Datum* in, Datum& out) { return giveNumeric(context, Numeric(in[0].i), out); }

/// A float becomes the decimal that its digits show: 15 of a double, 6 of a real.
template <int digits>
bool floatToNumeric(KernelContext& context, const Datum* in, Datum& out) {
    Numeric value;
    const Numeric::Parsed parsed = Numeric::parse(fmt::format("{:.{}g}", in[0].d, digits), value);
    return parsed == Numeric::Parsed::Ok ? giveNumeric(context, value, out) : numericOverflow(context);
}

template <class I>
bool numericToInteger(KernelContext& context, const Datum* in, Datum& out) {
    const Numeric value = Numeric::read(in[0].bytes());
    if (!value.finite())
        return context.fail("feature_not_supported", fmt::format("cannot convert {} to {}", value.nan() ? "NaN" : "infinity", nameOf<I>()));
    const auto whole = value.toInteger();
    if (!whole || *whole < std::numeric_limits<I>::min() || *whole > std::numeric_limits<I>::max())
        return context.fail("numeric_value_out_of_range", fmt::format("{} out of range", nameOf<I>()));
    out = Datum::ofInt(*whole);
    return true;
}

bool numericToDouble(KernelContext& context, const Datum* in, Datum& out) {
    const Numeric value = Numeric::read(in[0].bytes());
    const double plain = value.toDouble();
    if (value.finite() && (std::isinf(plain) || (plain == 0 && value.sign() != 0)))
        return context.fail("numeric_value_out_of_range", "numeric is out of range for type double precision");
    out = Datum::ofDouble(plain);
    return true;
}

bool numericToReal(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    appendNumeric(text, in[0].bytes());
    return fromText(context, Type{TypeId::Real}, text, out); // one rounding, straight from the decimal
}

} // namespace

void addNumberCasts(CastList& list) {
    using enum TypeId;
    using enum CastContext;
    const auto add = [&](TypeId from, TypeId to, CastContext context, Kernel kernel) { list.push_back({from, to, context, kernel}); };
    add(SmallInt, Integer, Implicit, widen);
    add(SmallInt, BigInt, Implicit, widen);
    add(Integer, BigInt, Implicit, widen);
    add(Integer, SmallInt, Assignment, narrow<std::int16_t>);
    add(BigInt, SmallInt, Assignment, narrow<std::int16_t>);
    add(BigInt, Integer, Assignment, narrow<std::int32_t>);
    for (const TypeId integer : {SmallInt, Integer, BigInt}) {
        add(integer, Real, Implicit, integerToFloat<float>);
        add(integer, Double, Implicit, integerToFloat<double>);
    }
    for (const TypeId real : {Real, Double}) {
        add(real, SmallInt, Assignment, floatToInteger<std::int16_t>);
        add(real, Integer, Assignment, floatToInteger<std::int32_t>);
        add(real, BigInt, Assignment, floatToInteger<std::int64_t>);
    }
    for (const TypeId integer : {SmallInt, Integer, BigInt}) add(integer, Numeric, Implicit, integerToNumeric);
    add(Double, Numeric, Assignment, floatToNumeric<15>);
    add(Real, Numeric, Assignment, floatToNumeric<6>);
    add(Numeric, SmallInt, Assignment, numericToInteger<std::int16_t>);
    add(Numeric, Integer, Assignment, numericToInteger<std::int32_t>);
    add(Numeric, BigInt, Assignment, numericToInteger<std::int64_t>);
    add(Numeric, Real, Implicit, numericToReal);
    add(Numeric, Double, Implicit, numericToDouble);
    add(Real, Double, Implicit, widen);
    add(Double, Real, Assignment, doubleToReal);
    add(Integer, Boolean, Explicit, integerToBoolean);
    add(Boolean, Integer, Explicit, booleanToInteger);
}

} // namespace weir::expr
