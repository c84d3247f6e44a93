// SPDX-License-Identifier: Apache-2.0
// The machine's instructions on arrays.
#pragma once

#include "kernel.h"

namespace weir::expr {

/// An array value over elements that live long enough.
Datum arrayOver(Arena& arena, const Datum* elements, std::size_t count);
/// A cast of every element; NULLs stay.
bool convertArray(KernelContext& context, Kernel kernel, const Datum& array, Datum& out);
/// `left op ANY (array)`. `equality`: 1: of integers, 2: of texts, compared without the kernel.
bool anyAll(KernelContext& context, Kernel kernel, const Datum& left, const Datum& array, bool all, std::uint8_t equality, Datum& out);
Datum subscript(const Datum& array, const Datum& index);
/// arguments: array, lower, upper; `missing` bit 0: no lower bound, bit 1: no upper bound, bit 2: more slices, so nothing is found.
Datum slice(Arena& arena, const Datum* arguments, std::uint8_t missing);

} // namespace weir::expr
