// SPDX-License-Identifier: Apache-2.0
#include "weir/record/numeric.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace weir::expr::test {
namespace {

Numeric numberOf(std::int64_t units, std::uint8_t scale) {
    Numeric out(units);
    out.setScale(scale % 30);
    return out * out; // beyond 64 bits, too
}

std::string textOf(const Numeric& number) {
    std::string out;
    number.appendText(out);
    return out;
}

RC_GTEST_PROP(NumericProperty, TextAndBytesReadBack, (std::int64_t units, std::uint8_t scale)) {
    const Numeric number = numberOf(units, scale);
    Numeric read;
    RC_ASSERT(Numeric::parse(textOf(number), read) == Numeric::Parsed::Ok);
    RC_ASSERT(textOf(read) == textOf(number));
    Arena arena;
    const std::string_view bytes = number.write(arena);
    RC_ASSERT(textOf(Numeric::read(bytes)) == textOf(number));
    std::string shown;
    appendNumeric(shown, bytes);
    RC_ASSERT(shown == textOf(number));
}

RC_GTEST_PROP(NumericProperty, SumsAndProductsUndo, (std::int64_t a, std::uint8_t s, std::int64_t b, std::uint8_t t)) {
    const Numeric x = numberOf(a, s);
    const Numeric y = numberOf(b, t);
    RC_ASSERT(compare((x + y) - y, x) == 0);
    RC_ASSERT(textOf(x + y) == textOf(y + x));
    if (y.sign() != 0) {
        RC_ASSERT(compare(*divideWhole(x * y, y), *divideWhole(x, Numeric(1))) == 0);
        RC_ASSERT(compare(*divideWhole(x, y) * y + *remainder(x, y), x) == 0);
    }
}

RC_GTEST_PROP(NumericProperty, OrdersBytesAsValues, (std::int64_t a, std::uint8_t s, std::int64_t b, std::uint8_t t)) {
    Numeric x(a);
    x.setScale(s % 20);
    Numeric y(b);
    y.setScale(t % 20);
    Arena arena;
    RC_ASSERT(compareNumeric(x.write(arena), y.write(arena)) == (x - y).sign());
    RC_ASSERT(compareNumeric(x.write(arena), x.write(arena)) == 0);
}

RC_GTEST_PROP(NumericProperty, RoundsToTheNearest, (std::int64_t a, std::uint8_t s, std::uint8_t to)) {
    Numeric x(a);
    x.setScale(s % 20);
    Numeric rounded = x;
    rounded.round(to % 20);
    Numeric distance = rounded - x;
    if (distance.sign() < 0) distance.negate();
    Numeric half(5);
    half.setScale(to % 20 + 1);
    RC_ASSERT(compare(distance, half) <= 0);
    RC_ASSERT(rounded.scale() == to % 20);
}

} // namespace
} // namespace weir::expr::test
