// SPDX-License-Identifier: Apache-2.0
#include "machine_arrays.h"

#include <algorithm>
#include <new>

namespace weir::expr {

Datum arrayOver(Arena& arena, const Datum* elements, std::size_t count) {
    auto* made = new (arena.allocate(sizeof(ArrayValue), alignof(ArrayValue))) ArrayValue{static_cast<std::uint32_t>(count), elements};
    Datum out;
    out.p = reinterpret_cast<const char*>(made);
    out.null = false;
    return out;
}

bool convertArray(KernelContext& context, Kernel kernel, const Datum& array, Datum& out) {
    if (array.null) {
        out = Datum{};
        return true;
    }
    const auto& from = arrayOf(array);
    auto* elements = context.arena.allocateArray<Datum>(from.length);
    for (std::uint32_t i = 0; i < from.length; ++i) {
        auto* made = new (elements + i) Datum;
        if (!from.elements[i].null && !kernel(context, &from.elements[i], *made)) return false;
    }
    out = arrayOver(context.arena, elements, from.length);
    return true;
}

bool anyAll(KernelContext& context, Kernel kernel, const Datum& left, const Datum& array, bool all, std::uint8_t equality, Datum& out) {
    out = Datum{};
    if (array.null) return true;
    const auto& elements = arrayOf(array);
    bool unknown = false;
    for (std::uint32_t i = 0; i < elements.length; ++i) {
        const Datum& element = elements.elements[i];
        if (left.null || element.null) {
            unknown = true;
            continue;
        }
        bool holds = false;
        if (equality == 1) {
            holds = left.i == element.i;
        } else if (equality == 2) {
            holds = left.bytes() == element.bytes();
        } else {
            const Datum arguments[] = {left, element};
            Datum result;
            if (!kernel(context, arguments, result)) return false;
            if (result.null) {
                unknown = true;
                continue;
            }
            holds = result.b;
        }
        if (holds != all) {
            out = Datum::ofBool(!all);
            return true;
        }
    }
    if (!unknown) out = Datum::ofBool(all);
    return true;
}

Datum subscript(const Datum& array, const Datum& index) {
    if (array.null || index.null) return {};
    const auto& elements = arrayOf(array);
    if (index.i < 1 || index.i > static_cast<std::int64_t>(elements.length)) return {};
    return elements.elements[index.i - 1];
}

Datum slice(Arena& arena, const Datum* arguments, std::uint8_t missing) {
    if (arguments[0].null) return {};
    const auto& elements = arrayOf(arguments[0]);
    std::int64_t from = 1;
    std::int64_t to = elements.length;
    if ((missing & 1U) == 0) {
        if (arguments[1].null) return {};
        from = std::max<std::int64_t>(from, arguments[1].i);
    }
    if ((missing & 2U) == 0) {
        if (arguments[2].null) return {};
        to = std::min<std::int64_t>(to, arguments[2].i);
    }
    if (from > to || (missing & 4U) != 0) return arrayOver(arena, nullptr, 0);
    return arrayOver(arena, elements.elements + (from - 1), static_cast<std::size_t>(to - from + 1));
}

} // namespace weir::expr
