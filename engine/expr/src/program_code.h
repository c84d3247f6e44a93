// SPDX-License-Identifier: Apache-2.0
// Code: what a Program is made of. Instructions read operands and write one temporary register; an operand names a
// temporary, a constant or, without any copy, a column of an input row. Jumps go forward only, so a run takes at most as
// many steps as there are instructions.
// Threads  immutable once built.
#pragma once

#include "kernel.h"
#include "weir/expr/program.h"
#include "weir/expr/scope.h"

#include <vector>

namespace weir::expr {

enum class Op : std::uint8_t {
    // jumps: to = instruction, a = tested operand
    Jump,
    JumpIfFalse,
    JumpIfTrue,
    JumpIfNotTrue,
    JumpIfNotNull,
    /// to = true if exactly one of a, b is NULL, false if both; then the next instruction runs. Neither: it is skipped.
    NullsDiffer,
    Move,
    Not,
    And, ///< to = a AND b, three-valued
    Or,
    IsNull,
    IsNotNull,
    BooleanTest, ///< extra: BooleanTestForm
    // integers; extra: 2, 4 or 8 bytes
    AddInt,
    SubtractInt,
    MultiplyInt,
    DivideInt,
    ModuloInt,
    NegateInt,
    AddDouble,
    SubtractDouble,
    MultiplyDouble,
    DivideDouble,
    NegateDouble,
    IntToDouble,
    // comparisons
    EqualInt,
    NotEqualInt,
    LessInt,
    LessEqualInt,
    GreaterInt,
    GreaterEqualInt,
    EqualDouble,
    NotEqualDouble,
    LessDouble,
    LessEqualDouble,
    GreaterDouble,
    GreaterEqualDouble,
    EqualText,
    NotEqualText,
    LessText,
    LessEqualText,
    GreaterText,
    GreaterEqualText,
    EqualBool,
    NotEqualBool,
    // a: call site
    Call,
    ConvertArray, ///< the site's kernel on every element of b
    AnyOf,        ///< site's kernel(argument, element) is true for any element of the array
    AllOf,
    Greatest,
    Least,
    MakeArray,
    Subscript, ///< site's arguments: array, index
    Slice,     ///< array, lower, upper; extra bit 0: no lower bound, bit 1: no upper bound
    LoadPseudo, ///< extra: PseudoColumn, a: side
    None,
};

enum class PseudoColumn : std::uint8_t { Key, Value, Timestamp, Topic, Partition, Offset, Headers, WindowStart, WindowEnd };

/// Where an operand stands: two bits of space, the rest an index.
enum class Space : std::uint32_t { Temporary, Constant, Side0, Side1 };
inline constexpr std::uint32_t operandOf(Space space, std::uint32_t index) { return (static_cast<std::uint32_t>(space) << 30U) | index; }

struct Instruction {
    Op op = Op::None;
    std::uint8_t extra = 0;
    std::uint32_t to = 0;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
};

struct CallSite {
    Kernel kernel = nullptr;
    bool strict = true;
    bool makesBytes = false; ///< the result may grow the arena: look at the cap afterwards
    std::vector<std::uint32_t> arguments;
    std::vector<Type> argumentTypes;
    Type result;
    std::uint32_t cache = 0; ///< index of this site's CallCache in a machine
};

struct Code {
    Schema outputs;
    std::vector<SideUse> uses;
    bool deterministic = true;
    std::vector<Instruction> instructions;
    std::vector<Datum> constants;
    std::vector<CallSite> calls;
    std::vector<std::uint32_t> results; ///< operands, by output
    std::uint32_t temporaries = 0;
    std::vector<Side> sides;
    std::uint32_t widestSide = 0; ///< columns of the widest side: so many NULLs stand in for a missing row
    Arena bytes;                  ///< of the constants
};

/// Loads a pseudo-column; in pseudo_column.cpp. `columns` are the row's, for a value built from columns.
bool loadPseudo(KernelContext& context, PseudoColumn which, const Side& side, const Row* row, Datum& out);
/// Its type on this side; nullopt if the side does not offer it.
std::optional<Type> pseudoType(PseudoColumn which, const Side& side);
std::optional<PseudoColumn> pseudoNamed(std::string_view name);

} // namespace weir::expr
