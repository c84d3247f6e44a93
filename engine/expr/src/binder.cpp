// SPDX-License-Identifier: Apache-2.0
#include "binder.h"

#include "parse.h"

#include <algorithm>
#include <new>

namespace weir::expr {

Binder::Binder(std::string_view text, const Scope& scope, Arena& arena, Diagnostics& diagnostics, AggregateContext* aggregates)
    : m_text(text), m_scope(scope), m_arena(arena), m_diagnostics(diagnostics), m_aggregates(aggregates) {}

void Binder::report(std::string_view condition, std::string message, std::int32_t location) {
    report(condition, std::move(message), wordAt(m_text, location));
}

void Binder::report(std::string_view condition, std::string message, Span span, std::optional<Fix> fix) {
    Diagnostic diagnostic;
    diagnostic.code = condition;
    diagnostic.message = std::move(message);
    diagnostic.span = span;
    diagnostic.fix = std::move(fix);
    m_diagnostics.push_back(std::move(diagnostic));
}

Bound* Binder::make(BoundKind kind, const Type& type, std::int32_t location, std::span<Bound* const> args) {
    auto* made = new (m_arena.allocate(sizeof(Bound), alignof(Bound))) Bound;
    made->kind = kind;
    made->type = type;
    made->location = location;
    if (!args.empty()) {
        auto** to = m_arena.allocateArray<Bound*>(args.size());
        std::copy(args.begin(), args.end(), to);
        made->args = {to, args.size()};
    }
    return made;
}

std::span<const Type> Binder::keep(std::span<const Type> types) {
    auto* to = m_arena.allocateArray<Type>(types.size());
    std::copy(types.begin(), types.end(), to);
    return {to, types.size()};
}

Bound* Binder::bind(const Node* node) {
    switch (node->kind) {
    case NodeKind::IntegerConstant:
    case NodeKind::FloatConstant:
    case NodeKind::StringConstant:
    case NodeKind::BitConstant:
    case NodeKind::BooleanConstant:
    case NodeKind::NullConstant: return literal(node);
    case NodeKind::Column: return column(node);
    case NodeKind::Operator: return operation(node);
    case NodeKind::Logic: return logic(node);
    case NodeKind::NullTest: return nullTest(node);
    case NodeKind::BooleanTest: return booleanTest(node);
    case NodeKind::Case: return caseExpression(node);
    case NodeKind::Coalesce: return coalesce(node);
    case NodeKind::MinMax: return minMax(node);
    case NodeKind::Function: return function(node);
    case NodeKind::Cast: return cast(node);
    case NodeKind::Array: return array(node);
    case NodeKind::Indirection: return indirection(node);
    case NodeKind::SessionValue: return sessionValue(node);
    case NodeKind::Row:
        report("feature_not_supported", "A row can only be compared or tested for NULL; use jsonb_build_object or an array for a value of several parts.", node->location);
        return nullptr;
    case NodeKind::Other:
        report("feature_not_supported", std::string(node->text) + " can't be used in an expression.", node->location);
        return nullptr;
    default: report("syntax_error", "This can't stand in an expression.", node->location); return nullptr;
    }
}

std::vector<Bound*> Binder::bindAll(std::span<Node* const> nodes, bool& ok) {
    std::vector<Bound*> bound;
    bound.reserve(nodes.size());
    for (const Node* node : nodes) {
        bound.push_back(bind(node));
        ok = ok && bound.back() != nullptr;
    }
    return bound;
}

} // namespace weir::expr
