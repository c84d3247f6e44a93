// SPDX-License-Identifier: Apache-2.0
#include "weir/expr/compile.h"

#include "select_list.h"

#include <algorithm>

namespace weir::expr {

namespace {

bool one(std::span<Node* const> targets, Binder& binder) {
    if (targets.size() != 1) {
        binder.report("syntax_error", "One expression stands here, not a list.", targets[1]->location);
        return false;
    }
    const Node* target = targets.front();
    if (!target->text.empty()) {
        binder.report("syntax_error", "An expression takes no alias here; remove \"" + std::string(target->text) + "\".", target->location);
        return false;
    }
    if (target->left->kind == NodeKind::Column && target->left->list.back()->kind == NodeKind::Star) {
        binder.report("syntax_error", "\"*\" can only stand in a select list.", target->location);
        return false;
    }
    return true;
}

} // namespace

Compiled compile(std::string_view text, Form form, const Scope& scope) {
    Compiled compiled;
    Arena arena;
    withTargets(text, arena, compiled.diagnostics, [&](std::span<Node* const> targets) {
        Binder binder(text, scope, arena, compiled.diagnostics);
        SelectList list;
        if (form == Form::Condition || form == Form::Scalar) {
            if (!one(targets, binder)) return;
            Bound* value = binder.bind(targets.front()->left);
            value = form == Form::Condition ? binder.condition(value, "a condition") : binder.settleUnknown(value);
            if (value == nullptr) return;
            list.columns.push_back(value);
            list.names.emplace_back(form == Form::Condition ? "condition" : "value");
        } else {
            const bool needsNames = form != Form::GroupBy || targets.size() > 1;
            if (!bindSelectList(targets, needsNames, form == Form::FlatSelect, binder, list)) return;
        }
        if (form == Form::Condition) {
            Bound*& condition = list.columns.front();
            condition = fold(condition, arena);
            if (condition->kind == BoundKind::Constant) compiled.constant = !condition->value.null && condition->value.b;
        }
        compiled.program = finish(list, scope.sides, text, arena, compiled.diagnostics);
        if (compiled.program && form == Form::FlatSelect) compiled.flat = list.flat;
    });
    return compiled;
}

Compiled compileAssigned(std::string_view text, const Scope& scope, const Schema& targets) {
    Compiled compiled;
    Arena arena;
    withTargets(text, arena, compiled.diagnostics, [&](std::span<Node* const> parsed) {
        Binder binder(text, scope, arena, compiled.diagnostics);
        SelectList list;
        if (!bindSelectList(parsed, true, false, binder, list)) return;
        SelectList ordered;
        bool ok = true;
        for (const auto& target : targets.columns) {
            const auto found = std::find(list.names.begin(), list.names.end(), target.name);
            if (found == list.names.end()) {
                binder.report("undefined_column", "The column " + target.name + " is missing; the accumulator has it.", Span{});
                ok = false;
                continue;
            }
            const auto at = static_cast<std::size_t>(found - list.names.begin());
            Bound* value = list.columns[at];
            if (!canCoerce(value->type, target.type, CastContext::Assignment)) {
                binder.report("datatype_mismatch", "The column " + target.name + " is " + typeName(target.type) + ", but this gives " + typeName(value->type) + "; add a cast.", list.locations[at]);
                ok = false;
                continue;
            }
            value = binder.coerce(value, target.type, CastContext::Assignment, list.locations[at]);
            ok = ok && value != nullptr;
            ordered.columns.push_back(value);
            ordered.names.push_back(target.name);
        }
        for (std::size_t i = 0; i < list.names.size(); ++i)
            if (!targets.find(list.names[i])) {
                binder.report("undefined_column", "The accumulator has no column " + list.names[i] + ".", list.locations[i]);
                ok = false;
            }
        if (ok) compiled.program = finish(ordered, scope.sides, text, arena, compiled.diagnostics);
    });
    return compiled;
}

Program assignmentCast(const Type& from, const Type& to) {
    Arena arena;
    Diagnostics diagnostics;
    Scope scope;
    Schema schema;
    schema.columns.push_back({"value", from});
    Side side;
    side.columns = std::make_shared<const Schema>(std::move(schema));
    scope.sides.push_back(std::move(side));
    Binder binder({}, scope, arena, diagnostics);
    if (!canCoerce(from, to, CastContext::Assignment)) return {};
    SelectList list;
    Bound* column = binder.make(BoundKind::Column, Type{from.id, from.array, -1}, -1);
    list.columns.push_back(binder.coerce(column, to, CastContext::Assignment, -1));
    list.names.emplace_back("value");
    if (list.columns.front() == nullptr) return {};
    return finish(list, scope.sides, {}, arena, diagnostics);
}

} // namespace weir::expr
