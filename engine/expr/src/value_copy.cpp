// SPDX-License-Identifier: Apache-2.0
#include "value_copy.h"

#include <new>

namespace weir::expr {

namespace {

bool isPlain(TypeId id) {
    switch (id) {
    case TypeId::Boolean:
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt:
    case TypeId::Real:
    case TypeId::Double:
    case TypeId::TimestampTz:
    case TypeId::Timestamp: return true;
    default: return false;
    }
}

} // namespace

Datum copyValue(const Type& type, const Datum& value, Arena& arena) {
    if (value.null) return {};
    Datum out = value;
    if (type.array) {
        const auto& from = arrayOf(value);
        auto* elements = arena.allocateArray<Datum>(from.length);
        for (std::uint32_t i = 0; i < from.length; ++i) new (elements + i) Datum(copyValue(type.element(), from.elements[i], arena));
        auto* made = new (arena.allocate(sizeof(ArrayValue), alignof(ArrayValue))) ArrayValue{from.length, elements};
        out.p = reinterpret_cast<const char*>(made);
    } else if (type.id == TypeId::Interval) {
        out.p = reinterpret_cast<const char*>(new (arena.allocate(sizeof(IntervalValue), alignof(IntervalValue))) IntervalValue(intervalOf(value)));
    } else if (!isPlain(type.id)) {
        // numerics are read by their digits' own width: keep them aligned
        char* to = arena.allocate(value.size, 8);
        if (value.size > 0) std::memcpy(to, value.p, value.size);
        out.p = to;
    }
    return out;
}

std::size_t valueBytes(const Type& type, const Datum& value) {
    if (value.null) return 0;
    if (type.array) {
        const auto& from = arrayOf(value);
        std::size_t sum = sizeof(ArrayValue) + from.length * sizeof(Datum);
        for (std::uint32_t i = 0; i < from.length; ++i) sum += valueBytes(type.element(), from.elements[i]);
        return sum;
    }
    if (type.id == TypeId::Interval) return sizeof(IntervalValue);
    return isPlain(type.id) ? 0 : value.size;
}

} // namespace weir::expr
