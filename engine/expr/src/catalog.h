// SPDX-License-Identifier: Apache-2.0
// Catalog: the tables of functions and casts, indexed, and PostgreSQL's type categories.
// Threads  built once, const after that.
#pragma once

#include "kernel.h"
#include "program_code.h"

#include <optional>
#include <vector>

namespace weir::expr {

struct Routine {
    const FunctionEntry* entry = nullptr;
    Op op = Op::None; ///< a dedicated instruction that does the same
    std::uint8_t extra = 0;
};

/// Every overload of a function or operator; empty: unknown name.
std::span<const Routine> routinesNamed(std::string_view name);
/// The names of functions (not operators), for "did you mean".
std::vector<std::string_view> routineNames();

/// PostgreSQL's pg_type.typcategory.
enum class TypeCategory : std::uint8_t { Boolean, Number, String, DateTime, Timespan, Array, User, Unknown };
TypeCategory categoryOf(const Type& type);
bool isPreferred(const Type& type);
bool sameType(const Type& a, const Type& b); ///< modifiers apart

enum class CastMethod : std::uint8_t { None, Same, Function, Elements };
struct CastPath {
    CastMethod method = CastMethod::None;
    Kernel kernel = nullptr;
    Op op = Op::None;
};
/// How `from` becomes `to` in a context, if it can.
CastPath castPath(const Type& from, const Type& to, CastContext context);
/// Unknown literals included: they can become anything.
bool canCoerce(const Type& from, const Type& to, CastContext context);

/// A type by its name in pg_type ("int8", "text"); nullopt: no such type, or none of ours.
std::optional<TypeId> typeNamed(std::string_view name);
/// A type that PostgreSQL has and Weir has not ("date", "json", "uuid").
bool isForeignType(std::string_view name);

} // namespace weir::expr
