// SPDX-License-Identifier: Apache-2.0
// Bound: a typed expression. The binder makes it from the syntax tree, fold() shortens it, generate() turns it to Code.
// Life     in the arena of one compile() call.
#pragma once

#include "program_code.h"

#include <span>

namespace weir::expr {

enum class BoundKind : std::uint8_t {
    Constant, ///< value; type Unknown: an untyped literal not yet resolved
    Column,   ///< side, index
    Pseudo,   ///< side, index: PseudoColumn
    Call,     ///< kernel over args, or op where there is a dedicated instruction
    Relabel,  ///< args[0]: same bytes, another type
    ConvertArray, ///< kernel over the elements of args[0]; elementTo: the new element type
    And,
    Or,
    Not,
    IsNull, ///< flag: IS NOT NULL
    BooleanTest, ///< index: BooleanTestForm
    Case,        ///< args: condition, result, …, else
    Coalesce,
    MinMax, ///< flag: GREATEST
    NullIf, ///< args: a, a = b; both read the same value through Ref
    Distinct, ///< args: a, b, a = b; flag: NOT DISTINCT
    AnyAll,   ///< args: left, array; kernel; flag: ALL
    Array,
    Subscript,
    Slice, ///< args: array, lower, upper; index: bits of missing bounds
    Let,   ///< args: value, body; index: name of the value
    Ref,   ///< index: name of a Let
    Aggregate, ///< index: slot of an aggregate call's result
};

struct Bound {
    BoundKind kind = BoundKind::Constant;
    Type type;
    std::int32_t location = -1;
    Datum value;
    std::uint32_t index = 0;
    std::uint8_t side = 0;
    bool flag = false;
    bool strict = true;
    bool stable = false;
    Op op = Op::None;
    std::uint8_t extra = 0;
    Kernel kernel = nullptr;
    const FunctionEntry* entry = nullptr;
    std::span<const Type> argumentTypes; ///< Call, ConvertArray, AnyAll: what the kernel is told
    Type kernelResult;                   ///< and of its result, modifier included
    std::span<Bound*> args;

    bool isUnknown() const { return type.id == TypeId::Unknown && !type.array; }
    bool isConstant() const { return kind == BoundKind::Constant; }
    bool isTrivial() const { return kind == BoundKind::Constant || kind == BoundKind::Column || kind == BoundKind::Ref || kind == BoundKind::Aggregate; }
};

/// Code for the expressions, in order. The constants' bytes are copied; `outputs` are left to the caller.
std::shared_ptr<Code> generate(std::span<Bound* const> expressions, std::span<const Side> sides);

/// A regular expression that RE2 can't do is refused before any record comes, where the pattern is constant.
void checkPatterns(const Bound* expression, Arena& arena, std::string_view text, Diagnostics& diagnostics);

/// Replace what is constant by its value. A part whose evaluation fails stays as it is and fails at run.
Bound* fold(Bound* expression, Arena& arena);

} // namespace weir::expr
