// SPDX-License-Identifier: Apache-2.0
// IntervalSum: an interval put together from numbers and units. Fractions go down: 1.5 months are a month and 15 days.
#pragma once

#include "weir/record/datum.h"

#include <string_view>

namespace weir::expr {

/// "-1.25": whole part and fraction apart, of one sign.
struct SignedDecimal {
    std::int64_t whole = 0;
    double fraction = 0;
    bool overflow = false;
    /// Takes a number off the front of `text`. False: none there.
    bool take(std::string_view& text);
    void negate();
};

struct IntervalSum {
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t micros = 0;
    bool overflow = false;
    /// False: overflow is set, or the unit is unknown.
    bool add(const SignedDecimal& number, std::string_view unit);
    void negate();
    bool value(IntervalValue& out) const; ///< false: a field does not fit

private:
    bool addMicros(const SignedDecimal& number, std::int64_t unit);
    void addDayFraction(double fraction, double days);
};

} // namespace weir::expr
