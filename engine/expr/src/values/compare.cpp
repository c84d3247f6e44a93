// SPDX-License-Identifier: Apache-2.0
// compareValues: PostgreSQL's btree order of every type.
#include "kernel.h"

#include <cmath>

namespace weir::expr {
namespace {

int compareDoubles(double a, double b) {
    if (std::isnan(a)) return std::isnan(b) ? 0 : 1;
    if (std::isnan(b)) return -1;
    return a < b ? -1 : a > b ? 1 : 0;
}

} // namespace

int compareValues(const Type& type, const Datum& a, const Datum& b) {
    switch (type.id) {
    case TypeId::Boolean: return static_cast<int>(a.b) - static_cast<int>(b.b);
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt:
    case TypeId::TimestampTz:
    case TypeId::Timestamp: return a.i < b.i ? -1 : a.i > b.i ? 1 : 0;
    case TypeId::Real:
    case TypeId::Double: return compareDoubles(a.d, b.d);
    default: {
        const int order = a.bytes().compare(b.bytes());
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    }
}

} // namespace weir::expr
