// SPDX-License-Identifier: Apache-2.0
// compareValues: PostgreSQL's btree order of every type.
#include "kernel.h"
#include "values/interval_text.h"
#include "values/jsonb.h"
#include "weir/record/numeric.h"

#include <algorithm>
#include <cmath>

namespace weir::expr {
namespace {

int compareDoubles(double a, double b) {
    if (std::isnan(a)) return std::isnan(b) ? 0 : 1;
    if (std::isnan(b)) return -1;
    return a < b ? -1 : a > b ? 1 : 0;
}

/// Element by element, NULL greatest; then the shorter one first.
int compareArrays(const Type& type, const ArrayValue& a, const ArrayValue& b) {
    const Type element = type.element();
    for (std::uint32_t i = 0; i < std::min(a.length, b.length); ++i) {
        const Datum& x = a.elements[i];
        const Datum& y = b.elements[i];
        if (x.null || y.null) {
            if (x.null != y.null) return x.null ? 1 : -1;
        } else if (const int order = compareValues(element, x, y); order != 0) {
            return order;
        }
    }
    return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

} // namespace

int compareValues(const Type& type, const Datum& a, const Datum& b) {
    if (type.array) return compareArrays(type, arrayOf(a), arrayOf(b));
    switch (type.id) {
    case TypeId::Boolean: return static_cast<int>(a.b) - static_cast<int>(b.b);
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt:
    case TypeId::TimestampTz:
    case TypeId::Timestamp: return a.i < b.i ? -1 : a.i > b.i ? 1 : 0;
    case TypeId::Real:
    case TypeId::Double: return compareDoubles(a.d, b.d);
    case TypeId::Numeric: return compareNumeric(a.bytes(), b.bytes());
    case TypeId::Interval: return compareIntervals(intervalOf(a), intervalOf(b));
    case TypeId::Jsonb: return compareJsonb(a.bytes(), b.bytes());
    case TypeId::Unknown:
    case TypeId::Text:
    case TypeId::Varchar:
    case TypeId::Bytea: break;
    }
    const int order = a.bytes().compare(b.bytes());
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

} // namespace weir::expr
