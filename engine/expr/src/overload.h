// SPDX-License-Identifier: Apache-2.0
// overload: which function or operator a call means, and which type several expressions share.
// Source   PostgreSQL 15 manual, chapter 10 "Type Conversion" (10.2 operators, 10.3 functions, 10.5 UNION and CASE).
// Threads  pure functions.
#pragma once

#include "catalog.h"

#include <span>
#include <vector>

namespace weir::expr {

enum class Outcome : std::uint8_t {
    Found,
    Missing,
    Ambiguous,
    Indeterminate, ///< the arguments don't tell the type
    ArrayOfArrays, ///< an element would be an array: PostgreSQL has no such type
    Foreign,       ///< PostgreSQL has the routine and Weir has not
};

struct Resolution {
    Outcome outcome = Outcome::Missing;
    const Routine* routine = nullptr;
    std::vector<Type> arguments; ///< what each argument is coerced to
    Type result;
};

Resolution resolveOperator(std::span<const Routine> routines, std::span<const Type> types);
Resolution resolveFunction(std::span<const Routine> routines, std::span<const Type> types);

/// The common type of CASE, COALESCE, ARRAY[…]; nullopt: none (the types at `clash` can't be matched). All unknown: text.
std::optional<Type> commonType(std::span<const Type> types, std::size_t* clash = nullptr);

} // namespace weir::expr
