// SPDX-License-Identifier: Apache-2.0
// Arithmetic on smallint, integer, bigint, real and double precision: wraps never, fails instead.
#include "functions/registry.h"

#include <cmath>
#include <limits>

namespace weir::expr {
namespace {

template <class I>
constexpr std::string_view outOfRange() {
    if constexpr (sizeof(I) == 2) return "smallint out of range";
    else if constexpr (sizeof(I) == 4) return "integer out of range";
    else return "bigint out of range";
}

template <class I>
bool rangeError(KernelContext& context) {
    return context.fail("numeric_value_out_of_range", std::string(outOfRange<I>()));
}

bool divisionByZero(KernelContext& context) { return context.fail("division_by_zero", "division by zero"); }

enum class Op { Add, Subtract, Multiply, Divide, Modulo, And, Or, Xor, ShiftLeft, ShiftRight };

template <class I, Op op>
bool integers(KernelContext& context, const Datum* in, Datum& out) {
    const I a = static_cast<I>(in[0].i);
    const I b = static_cast<I>(in[1].i);
    I value{};
    if constexpr (op == Op::Add) {
        if (__builtin_add_overflow(a, b, &value)) return rangeError<I>(context);
    } else if constexpr (op == Op::Subtract) {
        if (__builtin_sub_overflow(a, b, &value)) return rangeError<I>(context);
    } else if constexpr (op == Op::Multiply) {
        if (__builtin_mul_overflow(a, b, &value)) return rangeError<I>(context);
    } else if constexpr (op == Op::Divide) {
        if (b == 0) return divisionByZero(context);
        if (b == -1) {
            if (a == std::numeric_limits<I>::min()) return rangeError<I>(context);
            value = static_cast<I>(-a);
        } else {
            value = static_cast<I>(a / b);
        }
    } else {
        if (b == 0) return divisionByZero(context);
        value = b == -1 ? I{0} : static_cast<I>(a % b);
    }
    out = Datum::ofInt(value);
    return true;
}

template <class I, Op op>
bool bits(KernelContext&, const Datum* in, Datum& out) {
    using U = std::make_unsigned_t<I>;
    const I a = static_cast<I>(in[0].i);
    const I b = static_cast<I>(in[1].i);
    I value{};
    constexpr unsigned mask = sizeof(I) == 8 ? 63U : 31U; // as the processor shifts, which is what PostgreSQL gives
    const unsigned count = static_cast<unsigned>(b) & mask;
    if constexpr (op == Op::And) value = static_cast<I>(a & b);
    else if constexpr (op == Op::Or) value = static_cast<I>(a | b);
    else if constexpr (op == Op::Xor) value = static_cast<I>(a ^ b);
    else if constexpr (op == Op::ShiftLeft) value = static_cast<I>(static_cast<std::uint64_t>(static_cast<U>(a)) << count);
    else value = static_cast<I>(a >> count);
    out = Datum::ofInt(value);
    return true;
}

template <class I>
bool invert(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofInt(static_cast<I>(~static_cast<I>(in[0].i)));
    return true;
}

template <class I>
bool negate(KernelContext& context, const Datum* in, Datum& out) {
    if (in[0].i == std::numeric_limits<I>::min()) return rangeError<I>(context);
    out = Datum::ofInt(-in[0].i);
    return true;
}

template <class I>
bool absolute(KernelContext& context, const Datum* in, Datum& out) {
    return in[0].i < 0 ? negate<I>(context, in, out) : (out = in[0], true);
}

/// PostgreSQL's rule: an infinite result from finite arguments is an overflow, a zero from nonzero ones an underflow.
template <class F, Op op>
bool floats(KernelContext& context, const Datum* in, Datum& out) {
    const F a = static_cast<F>(in[0].d);
    const F b = static_cast<F>(in[1].d);
    F value{};
    bool mayBeZero = true;
    if constexpr (op == Op::Add) {
        value = a + b;
    } else if constexpr (op == Op::Subtract) {
        value = a - b;
    } else if constexpr (op == Op::Multiply) {
        value = a * b;
        mayBeZero = a == 0 || b == 0;
    } else {
        if (b == 0 && !std::isnan(a)) return divisionByZero(context);
        value = a / b;
        mayBeZero = a == 0 || std::isinf(b);
    }
    if (std::isinf(value) && !std::isinf(a) && !std::isinf(b)) return context.fail("numeric_value_out_of_range", "value out of range: overflow");
    if (value == 0 && !mayBeZero) return context.fail("numeric_value_out_of_range", "value out of range: underflow");
    out = Datum::ofDouble(static_cast<double>(value));
    return true;
}

bool negateFloat(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofDouble(-in[0].d);
    return true;
}

bool absoluteFloat(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofDouble(std::fabs(in[0].d));
    return true;
}

bool same(KernelContext&, const Datum* in, Datum& out) {
    out = in[0];
    return true;
}

constexpr std::string_view sumText = "Sum of two numbers.";
constexpr std::string_view differenceText = "Difference of two numbers.";
constexpr std::string_view productText = "Product of two numbers.";
constexpr std::string_view quotientText = "Quotient; of integers it is cut towards zero.";
constexpr std::string_view remainderText = "Remainder of a division, with the sign of the first number.";

} // namespace

// One row per pair of integer types: PostgreSQL has its own operators for each.
#define WEIR_INTEGER_PAIR(A, B, R, I)                                                                                  \
    define(list, "+(" A ", " B ") -> " R, integers<I, Op::Add>, sumText);                                               \
    define(list, "-(" A ", " B ") -> " R, integers<I, Op::Subtract>, differenceText);                                   \
    define(list, "*(" A ", " B ") -> " R, integers<I, Op::Multiply>, productText);                                      \
    define(list, "/(" A ", " B ") -> " R, integers<I, Op::Divide>, quotientText)
#define WEIR_INTEGER_TYPE(T, I)                                                                                        \
    WEIR_INTEGER_PAIR(T, T, T, I);                                                                                      \
    define(list, "%(" T ", " T ") -> " T, integers<I, Op::Modulo>, remainderText);                                      \
    define(list, "mod(" T ", " T ") -> " T, integers<I, Op::Modulo>, remainderText);                                    \
    define(list, "&(" T ", " T ") -> " T, bits<I, Op::And>, "Bitwise and.");                                            \
    define(list, "|(" T ", " T ") -> " T, bits<I, Op::Or>, "Bitwise or.");                                              \
    define(list, "#(" T ", " T ") -> " T, bits<I, Op::Xor>, "Bitwise exclusive or.");                                   \
    define(list, "<<(" T ", integer) -> " T, bits<I, Op::ShiftLeft>, "Bits shifted to the left.");                      \
    define(list, ">>(" T ", integer) -> " T, bits<I, Op::ShiftRight>, "Bits shifted to the right.");                    \
    define(list, "~(" T ") -> " T, invert<I>, "Bitwise not.");                                                          \
    define(list, "-(" T ") -> " T, negate<I>, "The number with its sign changed.");                                     \
    define(list, "+(" T ") -> " T, same, "The number itself.");                                                         \
    define(list, "abs(" T ") -> " T, absolute<I>, "The number without its sign.");                                      \
    define(list, "@(" T ") -> " T, absolute<I>, "The number without its sign.")
#define WEIR_FLOAT_PAIR(A, B, R, F)                                                                                    \
    define(list, "+(" A ", " B ") -> " R, floats<F, Op::Add>, sumText);                                                 \
    define(list, "-(" A ", " B ") -> " R, floats<F, Op::Subtract>, differenceText);                                     \
    define(list, "*(" A ", " B ") -> " R, floats<F, Op::Multiply>, productText);                                        \
    define(list, "/(" A ", " B ") -> " R, floats<F, Op::Divide>, quotientText)
#define WEIR_FLOAT_TYPE(T)                                                                                             \
    define(list, "-(" T ") -> " T, negateFloat, "The number with its sign changed.");                                   \
    define(list, "+(" T ") -> " T, same, "The number itself.");                                                         \
    define(list, "abs(" T ") -> " T, absoluteFloat, "The number without its sign.");                                    \
    define(list, "@(" T ") -> " T, absoluteFloat, "The number without its sign.")

void addArithmetic(FunctionList& list) {
    WEIR_INTEGER_TYPE("integer", std::int32_t);
    WEIR_INTEGER_TYPE("bigint", std::int64_t);
    WEIR_INTEGER_TYPE("smallint", std::int16_t);
    WEIR_INTEGER_PAIR("smallint", "integer", "integer", std::int32_t);
    WEIR_INTEGER_PAIR("integer", "smallint", "integer", std::int32_t);
    WEIR_INTEGER_PAIR("smallint", "bigint", "bigint", std::int64_t);
    WEIR_INTEGER_PAIR("bigint", "smallint", "bigint", std::int64_t);
    WEIR_INTEGER_PAIR("integer", "bigint", "bigint", std::int64_t);
    WEIR_INTEGER_PAIR("bigint", "integer", "bigint", std::int64_t);
    WEIR_FLOAT_PAIR("double", "double", "double", double);
    WEIR_FLOAT_PAIR("real", "real", "real", float);
    WEIR_FLOAT_PAIR("real", "double", "double", double);
    WEIR_FLOAT_PAIR("double", "real", "double", double);
    WEIR_FLOAT_TYPE("double");
    WEIR_FLOAT_TYPE("real");
}

#undef WEIR_INTEGER_PAIR
#undef WEIR_INTEGER_TYPE
#undef WEIR_FLOAT_PAIR
#undef WEIR_FLOAT_TYPE

} // namespace weir::expr
