// SPDX-License-Identifier: Apache-2.0
// compile: SQL text to programs. Pure functions; every mistake found is a diagnostic with the span of the word.
// Errors   Diagnostic::code is PostgreSQL's condition name; node and field are filled in by the caller.
// Source   PostgreSQL 15's grammar (libpg_query 15) and typing rules; limits as in topology-format.md 3.
#pragma once

#include "weir/expr/aggregate.h"
#include "weir/expr/program.h"
#include "weir/expr/scope.h"

#include <optional>
#include <string_view>

namespace weir::expr {

enum class Form : std::uint8_t {
    Condition,  ///< one boolean expression (`where`)
    Scalar,     ///< one expression, no alias needed (`key`, `timestamp`, `on`, `foreign_key`)
    SelectList, ///< `a, b * 2 AS c, *`; names as in topology-format.md 3; two columns of one name are an error
    GroupBy,    ///< an expression list, aliases allowed, names as in a select list
    FlatSelect, ///< a select list with unnest() or jsonb_array_elements() at the top level of some columns; the outputs have the elements' types
};

/// Null program and diagnostics, or a program and perhaps warnings.
struct Compiled {
    Program program;
    /// FlatSelect: which outputs are set-returning; the program yields an ArrayValue of the output's type there, the operator
    /// unnests. PostgreSQL's rule: the longest decides the number of rows, shorter ones give NULL.
    std::vector<bool> flat;
    /// Condition: what it gives whatever the row (NULL counts as false), where that is so.
    std::optional<bool> constant;
    Diagnostics diagnostics;
};
Compiled compile(std::string_view text, Form form, const Scope& scope);

struct CompiledAggregate {
    AggregatePlan plan;
    Diagnostics diagnostics;
};
/// `scope`: the input row (1 side). `groupWindowed`: _window_start and _window_end may be named in the select list.
/// `groupKeyType`: the type of `_key` there.
CompiledAggregate compileAggregate(std::string_view text, const Scope& scope, const Type& groupKeyType, bool groupWindowed);

/// A select list whose columns must be of `targets`' types by assignment (fold's update to init's types).
Compiled compileAssigned(std::string_view text, const Scope& scope, const Schema& targets);

/// A program that casts one column of `from` to `to` by assignment, for sinks in other formats than json; null if there
/// is no such cast.
Program assignmentCast(const Type& from, const Type& to);

struct ParsedSchema {
    SchemaPtr schema;
    Diagnostics diagnostics;
};
/// "order_id bigint, customer text, …" (topology-format.md 2 and 3). Warns of unquoted upper-case letters.
ParsedSchema parseSchema(std::string_view text);

/// For completion and highlighting: tokens as libpg_query's scanner sees them.
struct Token {
    Span span;
    enum class Kind : std::uint8_t { Keyword, Identifier, Number, String, Operator, Comment } kind = Kind::Identifier;
};
std::vector<Token> scan(std::string_view text);

struct FunctionInfo {
    std::string name;
    std::string signature; ///< "split_part(text, text, integer) → text"
    std::string summary;
    /// A call of this name, for the reference; an aggregate's over rows of aggregateExampleColumns. What it gives is
    /// evaluated where it is shown.
    std::string example;
    bool aggregate = false;
};
inline constexpr std::string_view aggregateExampleColumns = "region text, amount bigint, paid boolean";
/// Every function that compile() knows, by name. The reference pages and the completion come from it.
const std::vector<FunctionInfo>& functions();

} // namespace weir::expr
