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
    std::int64_t years = 0;
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t micros = 0;
    bool overflow = false;
    /// False: overflow is set, the unit is unknown, or it came before.
    bool add(const SignedDecimal& number, std::string_view unit);
    /// The same without marking the unit as used.
    bool addPart(const SignedDecimal& number, std::string_view unit);
    void negate();
    bool value(IntervalValue& out) const; ///< false: the whole does not fit
    /// Marks a unit as used. False: it came before. A time of day uses hours, minutes and seconds at once.
    bool use(std::string_view unit, bool subseconds = false);
    bool useTime();

private:
    unsigned m_used = 0;
    bool addMicros(const SignedDecimal& number, std::int64_t unit);
    void addDayFraction(double fraction, double days);
};

} // namespace weir::expr
