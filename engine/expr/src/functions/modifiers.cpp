// SPDX-License-Identifier: Apache-2.0
// Type modifiers, applied after a cast: varchar(n), numeric(p, s), timestamptz(p), interval fields; element by element in arrays.
#include "functions/registry.h"
#include "values/array_text.h"
#include "values/calendar.h"
#include "values/interval_text.h"
#include "values/utf8.h"
#include "weir/record/numeric.h"

#include <fmt/format.h>

namespace weir::expr {
namespace {

/// An explicit cast cuts; an assignment may cut spaces only.
template <bool assigned>
bool cutText(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    const std::size_t keep = utf8::offsetOf(text, static_cast<std::size_t>(context.resultType.modifier));
    if (assigned && text.find_first_not_of(' ', keep) != std::string_view::npos)
        return context.fail("string_data_right_truncation",
                            fmt::format("value too long for type character varying({})", context.resultType.modifier));
    out = Datum::ofBytes(text.substr(0, keep));
    return true;
}

bool roundNumeric(KernelContext& context, const Datum* in, Datum& out) {
    const std::int32_t precision = context.resultType.modifier >> 16;
    const std::int32_t scale = ((context.resultType.modifier & 0x7FF) ^ 0x400) - 0x400; // eleven bits with a sign
    Numeric value = Numeric::read(in[0].bytes());
    out = in[0];
    if (value.nan()) return true;
    const auto overflow = [&] {
        return context.fail("numeric_value_out_of_range",
                            fmt::format("numeric field overflow: a field of type numeric({},{}) holds absolute values below 10^{}", precision, scale, precision - scale));
    };
    if (!value.finite()) return overflow();
    value.round(scale);
    if (value.sign() != 0 && value.leading() + 1 > precision - scale) return overflow();
    out = Datum::ofBytes(value.write(context.arena));
    return true;
}

bool roundTimestamp(KernelContext& context, const Datum* in, Datum& out) {
    out = in[0];
    if (isInfinite(in[0].i)) return true;
    std::int64_t unit = 1;
    for (int i = context.resultType.modifier; i < 6; ++i) unit *= 10;
    // PostgreSQL rounds away from 2000-01-01.
    constexpr std::int64_t year2000 = 946684800 * microsPerSecond;
    const std::int64_t since = in[0].i - year2000;
    out = Datum::ofInt((since + (since < 0 ? -unit / 2 : unit / 2)) / unit * unit + year2000);
    return true;
}

bool cutInterval(KernelContext& context, const Datum* in, Datum& out) {
    IntervalValue value = intervalOf(in[0]);
    applyIntervalModifier(value, context.resultType.modifier);
    out = intervalDatum(context.arena, value);
    return true;
}

template <CastContext how>
bool eachElement(KernelContext& context, const Datum* in, Datum& out) {
    const ArrayValue& array = arrayOf(in[0]);
    const Type whole = context.resultType;
    const Kernel kernel = modifierKernel(whole.element(), how);
    std::vector<Datum> elements(array.elements, array.elements + array.length);
    context.resultType = whole.element();
    bool good = true;
    for (Datum& element : elements) {
        const Datum before = element;
        if (good && !before.null) good = kernel(context, &before, element);
    }
    context.resultType = whole;
    if (good) out = arrayDatum(context.arena, elements.data(), elements.size());
    return good;
}

} // namespace

Kernel modifierKernel(const Type& to, CastContext context) {
    if (to.modifier < 0) return nullptr;
    if (to.array) {
        if (modifierKernel(to.element(), context) == nullptr) return nullptr;
        return context == CastContext::Explicit ? eachElement<CastContext::Explicit> : eachElement<CastContext::Assignment>;
    }
    switch (to.id) {
    case TypeId::Varchar: return context == CastContext::Explicit ? cutText<false> : cutText<true>;
    case TypeId::Numeric: return roundNumeric;
    case TypeId::TimestampTz:
    case TypeId::Timestamp: return to.modifier < 6 ? roundTimestamp : nullptr;
    case TypeId::Interval: return cutInterval;
    default: return nullptr;
    }
}

} // namespace weir::expr
