// SPDX-License-Identifier: Apache-2.0
// Binder: gives a syntax tree types by PostgreSQL's rules and turns it into Bound expressions. What it can't type becomes
// a diagnostic and a null pointer; the rest of the tree is bound all the same, so that every mistake is reported.
// Files    binder.cpp (dispatch, diagnostics), bind_names.cpp, bind_types.cpp (literals, casts), bind_operators.cpp,
//          bind_conditions.cpp, bind_calls.cpp, bind_aggregates.cpp, bind_arrays.cpp
#pragma once

#include "bound.h"
#include "catalog.h"
#include "overload.h"
#include "syntax_tree.h"

#include "weir/expr/scope.h"

#include <string>
#include <vector>

namespace weir::expr {

/// One aggregate call of a select list: `sum(x) FILTER (WHERE p)`.
struct AggregateUse {
    const FunctionEntry* entry = nullptr;
    std::vector<Bound*> arguments; ///< over the input row
    Bound* filter = nullptr;
    Type result;
};

/// Where aggregates may stand and what their arguments may name.
struct AggregateContext {
    const Scope* input = nullptr; ///< the rows aggregated
    std::vector<AggregateUse> uses;
    Diagnostics ungrouped; ///< columns named outside aggregates: reported last, as PostgreSQL does
};

/// A name as it has to be written in SQL.
std::string writtenName(std::string_view name);

class Binder {
public:
    /// `aggregates`: null where no aggregate may stand. With one, `scope` is the group's (pseudo-columns only).
    Binder(std::string_view text, const Scope& scope, Arena& arena, Diagnostics& diagnostics, AggregateContext* aggregates = nullptr);

    /// Null: reported.
    Bound* bind(const Node* node);
    /// An untyped literal at the top of a column becomes text.
    Bound* settleUnknown(Bound* value);
    /// Must be boolean, as WHERE's argument.
    Bound* condition(Bound* value, std::string_view construct);
    /// To a type in a context; null: reported. `to`'s modifier is applied in assignments and explicit casts.
    Bound* coerce(Bound* value, const Type& to, CastContext context, std::int32_t location);

    /// The columns that `*` or `l.*` stands for; empty: reported.
    std::vector<Bound*> star(const Node* column, std::vector<std::string>& names);
    std::optional<Type> typeOf(const Node* typeName);
    bool isAggregate(std::string_view name) const;

    void report(std::string_view condition, std::string message, std::int32_t location);
    void report(std::string_view condition, std::string message, Span span, std::optional<Fix> fix = std::nullopt);

    std::string_view text() const { return m_text; }
    Bound* make(BoundKind kind, const Type& type, std::int32_t location, std::span<Bound* const> args = {});

    /// A call of a set-returning function may stand here, at the top of a flat map's column.
    void allowSetReturning(const Node* node) { m_setNode = node; }

private:
    std::span<const Type> keep(std::span<const Type> types);
    // names
    Bound* column(const Node* node);
    Bound* columnOf(std::size_t side, std::string_view name, std::int32_t location);
    void reportUnknownColumn(std::string_view qualifier, std::string_view name, std::int32_t location);
    Bound* outsideAggregate(std::string_view name, std::int32_t location);
    Bound* sessionValue(const Node* node);
    void reportNoOperator(std::string_view name, const std::string& shown, const Bound* left, const Bound* right, std::int32_t location);
    // literals and types
    Bound* literal(const Node* node);
    Bound* unknownText(std::string_view text, std::int32_t location);
    Bound* readLiteral(Bound* literal, const Type& to, std::int32_t location);
    Bound* cast(const Node* node);
    Bound* bitCast(const Node* bits, const Type& to, std::int32_t location);
    Bound* applyModifier(Bound* value, const Type& to, CastContext context, std::int32_t location);
    std::optional<std::int32_t> modifierOf(const Node* typeName, TypeId id);
    // operators
    Bound* operation(const Node* node);
    Bound* operatorCall(std::string_view name, Bound* left, Bound* right, std::int32_t location);
    Bound* logic(const Node* node);
    Bound* between(const Node* node);
    Bound* inList(const Node* node);
    Bound* inRows(const Node* node);
    Bound* anyAll(std::string_view name, Bound* left, Bound* array, bool all, std::int32_t location);
    Bound* distinct(const Node* node);
    Bound* distinctOf(Bound* left, Bound* right, bool negated, std::int32_t location);
    Bound* nullIf(const Node* node);
    Bound* rowComparison(std::string_view name, const Node* left, const Node* right, std::int32_t location);
    Bound* rowOrder(std::string_view name, std::span<Bound*> lefts, std::span<Bound*> rights, std::int32_t location);
    Bound* junction(BoundKind kind, std::span<Bound* const> args, std::int32_t location);
    std::vector<Bound*> bindAll(std::span<Node* const> nodes, bool& ok);
    // conditions
    Bound* nullTest(const Node* node);
    Bound* booleanTest(const Node* node);
    Bound* caseExpression(const Node* node);
    Bound* coalesce(const Node* node);
    Bound* minMax(const Node* node);
    Bound* common(std::vector<Bound*>& values, std::string_view construct, std::int32_t location, Type& type);
    /// Evaluate `value` once and use it several times: returns what to use; wrap() closes it.
    Bound* once(Bound*& value);
    Bound* wrap(Bound* reference, Bound* value, Bound* body);
    // calls
    Bound* function(const Node* node);
    Bound* functionOf(const Node* node, std::vector<Bound*>& arguments);
    Bound* castCall(const Node* node, std::vector<Bound*>& arguments);
    Bound* aggregate(const Node* node, std::span<const Routine> routines);
    Bound* window(const Node* node);
    Bound* namedCall(const Node* node);
    Bound* foreignAggregate(const Node* node);
    Bound* call(const Resolution& resolution, std::span<Bound* const> arguments, std::int32_t location);
    void reportMissing(const Node* node, std::span<Bound* const> arguments, Outcome outcome);
    // arrays
    Bound* array(const Node* node);
    Bound* arrayAs(const Node* node, const Type& target);
    Bound* indirection(const Node* node);
    Bound* jsonPath(Bound* value, std::span<Node* const> subscripts, std::int32_t location);

    std::string_view m_text;
    const Scope& m_scope;
    Arena& m_arena;
    Diagnostics& m_diagnostics;
    AggregateContext* m_aggregates;
    std::uint32_t m_names = 0; ///< of Lets
    bool* m_nested = nullptr; ///< inside an aggregate's argument: told of a further aggregate
    const Node* m_setNode = nullptr;
};

/// Signatures of the aggregate functions; their kernels are null.
const std::vector<FunctionEntry>& aggregateTable();
std::span<const Routine> aggregatesNamed(std::string_view name);

} // namespace weir::expr
