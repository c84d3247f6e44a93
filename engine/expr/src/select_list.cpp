// SPDX-License-Identifier: Apache-2.0
#include "select_list.h"

#include <algorithm>

namespace weir::expr {

namespace {

/// The name a column has without an alias; empty: it needs one.
std::string ownName(const Node* value) {
    switch (value->kind) {
    case NodeKind::Column: return std::string(value->list.back()->text);
    case NodeKind::Function: return std::string(value->text);
    case NodeKind::Coalesce: return "coalesce";
    case NodeKind::MinMax: return value->flag ? "greatest" : "least";
    case NodeKind::Operator: return static_cast<OperatorForm>(value->tag) == OperatorForm::NullIf ? "nullif" : "";
    default: return {};
    }
}

bool isSetReturning(const Node* value) {
    if (value->kind != NodeKind::Function) return false;
    const auto routines = routinesNamed(value->text);
    return std::any_of(routines.begin(), routines.end(), [](const Routine& r) { return r.entry->setReturning; });
}

/// A target gets another name: its alias is replaced, or it gets one. Columns of a star have no place of their own.
std::optional<Fix> renaming(std::span<Node* const> targets, std::int32_t location, const std::string& fresh, std::string_view text) {
    for (const Node* target : targets) {
        const Node* value = target->left;
        if ((value->location >= 0 ? value->location : target->location) != location) continue;
        if (value->kind == NodeKind::Column && value->list.back()->kind == NodeKind::Star) return {};
        const auto item = itemAt(text, target->location >= 0 ? target->location : location);
        if (!item.known()) return {};
        if (target->text.empty()) return Fix{"Name it " + fresh, {ReplaceText{Span{item.end, item.end}, " AS " + writtenName(fresh)}}};
        const auto words = scan(text.substr(0, static_cast<std::size_t>(item.end)));
        if (words.empty()) return {};
        return Fix{"Name it " + fresh, {ReplaceText{words.back().span, writtenName(fresh)}}};
    }
    return {};
}

} // namespace

bool bindSelectList(std::span<Node* const> targets, bool needsNames, bool flat, Binder& binder, SelectList& out) {
    bool ok = true;
    for (const Node* target : targets) {
        const Node* value = target->left;
        if (value->kind == NodeKind::Column && value->list.back()->kind == NodeKind::Star) {
            std::vector<std::string> names;
            const auto columns = binder.star(value, names);
            ok = ok && !columns.empty();
            for (std::size_t i = 0; i < columns.size(); ++i) {
                out.columns.push_back(columns[i]);
                out.names.push_back(names[i]);
                out.locations.push_back(value->location);
                out.flat.push_back(false);
            }
            continue;
        }
        const bool setReturning = flat && isSetReturning(value);
        binder.allowSetReturning(setReturning ? value : nullptr);
        Bound* bound = binder.settleUnknown(binder.bind(value));
        auto name = target->text.empty() ? ownName(value) : std::string(target->text);
        const auto location = value->location >= 0 ? value->location : target->location;
        if (needsNames && name.empty()) {
            const std::string fresh = "column_" + std::to_string(out.names.size() + 1);
            std::optional<Fix> fix;
            if (const auto item = itemAt(binder.text(), target->location >= 0 ? target->location : location); item.known())
                fix = Fix{"Name it " + fresh, {ReplaceText{Span{item.end, item.end}, " AS " + fresh}}};
            binder.report("missing_alias", "This column needs a name; add one, as in \"… AS total\".", wordAt(binder.text(), location), std::move(fix));
            ok = false;
        }
        ok = ok && bound != nullptr;
        out.columns.push_back(bound);
        out.names.push_back(std::move(name));
        out.locations.push_back(location);
        out.flat.push_back(setReturning);
    }
    for (std::size_t i = 0; needsNames && i < out.names.size(); ++i) {
        const auto before = out.names.begin() + static_cast<std::ptrdiff_t>(i);
        if (out.names[i].empty() || std::find(out.names.begin(), before, out.names[i]) == before) continue;
        std::string fresh = out.names[i] + "_2";
        for (int n = 3; std::find(out.names.begin(), out.names.end(), fresh) != out.names.end(); ++n) fresh = out.names[i] + "_" + std::to_string(n);
        binder.report("duplicate_column", "Two columns are named " + out.names[i] + "; give one of them another name with AS.", wordAt(binder.text(), out.locations[i]),
                      renaming(targets, out.locations[i], fresh, binder.text()));
        ok = false;
    }
    return ok;
}

void withTargets(std::string_view text, Arena& arena, Diagnostics& diagnostics, const std::function<void(std::span<Node* const>)>& work) {
    const auto refuse = [&](const ParseProblem& problem) {
        Diagnostic diagnostic;
        diagnostic.code = problem.condition;
        diagnostic.message = problem.message;
        diagnostic.span = problem.span;
        diagnostics.push_back(std::move(diagnostic));
    };
    const auto caps = checkCaps(text);
    if (caps.problem) return refuse(*caps.problem);
    const auto parsing = [&] {
        const auto parsed = parse(text, Grammar::TargetList, arena);
        if (parsed.problem) return refuse(*parsed.problem);
        work(parsed.targets);
    };
    if (!caps.large) return parsing();
    if (!onLargeStack(parsing)) refuse({"out_of_memory", "There is no memory for a stack that can hold this expression.", {}});
}

Program finish(const SelectList& list, std::span<const Side> sides, std::string_view text, Arena& arena, Diagnostics& diagnostics) {
    std::vector<Bound*> folded;
    for (Bound* column : list.columns) {
        folded.push_back(fold(column, arena));
        checkPatterns(folded.back(), arena, text, diagnostics);
    }
    if (hasErrors(diagnostics)) return {};
    auto code = generate(folded, sides);
    for (std::size_t i = 0; i < list.columns.size(); ++i) {
        const Type& type = list.columns[i]->type;
        code->outputs.columns.push_back({list.names[i], Type{type.id, type.array, -1}});
    }
    return Program(std::move(code));
}

} // namespace weir::expr
