// SPDX-License-Identifier: Apache-2.0
// Kernel: one SQL function, operator or cast on values. Tables of kernels are plain data; the binder chooses by
// PostgreSQL's rules for overloads and casts, the machine calls.
// Life     an output's bytes live in the arena, in an argument, or in a constant of the program.
// Threads  kernels are pure; a call site's cache (a compiled regular expression) belongs to one machine.
#pragma once

#include "weir/core/arena.h"
#include "weir/expr/program.h"
#include "weir/record/datum.h"
#include "weir/record/type.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir::expr {

/// What a kernel keeps between calls at one call site.
struct CallCache {
    virtual ~CallCache() = default;
};

struct KernelContext {
    Arena& arena;
    RunError& error;
    std::int64_t nowMicros = 0;
    std::span<const Type> argumentTypes;
    Type resultType;
    std::unique_ptr<CallCache>* cache = nullptr; ///< null while folding constants
    bool fail(std::string_view condition, std::string message) {
        error.condition = condition;
        error.message = std::move(message);
        return false;
    }
};

/// False: context.error says why. A strict kernel is never called with a NULL argument.
using Kernel = bool (*)(KernelContext& context, const Datum* arguments, Datum& out);

/// PostgreSQL's polymorphic pseudo-types, for signatures only.
enum class Poly : std::uint8_t {
    No,
    AnyElement,
    AnyArray,
    Any,
    /// A type that PostgreSQL has and Weir has not, of one of these categories; only an untyped literal could be one.
    ForeignUser,
    ForeignOther,
};

struct ArgumentType {
    Type type;
    Poly poly = Poly::No;
};

struct FunctionEntry {
    std::string_view name; ///< "lower"; operators under their symbol: "+", "->>", "||"; prefix operators "-" with one argument
    std::vector<ArgumentType> arguments;
    ArgumentType result;
    Kernel kernel = nullptr;
    bool strict = true;
    bool variadic = false;  ///< the last argument repeats (concat, format, jsonb_build_object)
    bool stable = false;    ///< reads now(): never folded
    bool foreign = false;      ///< PostgreSQL has it and Weir has not: known so that a call is as ambiguous as there
    bool setReturning = false; ///< unnest, jsonb_array_elements: the kernel yields the array (FlatSelect only)
    std::string_view summary;  ///< one English sentence for the reference page; operators too
};

enum class CastContext : std::uint8_t { Implicit, Assignment, Explicit };

struct CastEntry {
    TypeId from;
    TypeId to;
    CastContext context; ///< the weakest context in which PostgreSQL applies it
    Kernel kernel;       ///< null: the same bytes (text ↔ varchar without a length)
};

/// The tables, each in its own file under src/functions/. Built once on first use (const after that).
const std::vector<FunctionEntry>& functionTable();
const std::vector<CastEntry>& castTable();
/// Applies a modifier (varchar(n), numeric(p,s)) after an explicit or assignment cast; null: none needed.
Kernel modifierKernel(const Type& to, CastContext context);

/// Text form of a value, as PostgreSQL's output functions print it (`x::text`), and back (`'…'::type`).
bool toText(KernelContext& context, const Type& type, const Datum& value, std::string& out);
bool fromText(KernelContext& context, const Type& type, std::string_view text, Datum& out);
/// Total order as PostgreSQL's btree operators (text by bytes, NaN greatest, jsonb's own order). Not for NULLs.
int compareValues(const Type& type, const Datum& a, const Datum& b);

} // namespace weir::expr
