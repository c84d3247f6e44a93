// SPDX-License-Identifier: Apache-2.0
// Operators, AND OR NOT, IN, BETWEEN, IS DISTINCT FROM, ANY and ALL.
#include "binder.h"
#include "parse.h"

#include <algorithm>
#include <cctype>

namespace weir::expr {

namespace {

bool readsRow(const Bound* value) {
    if (value->kind == BoundKind::Column || value->kind == BoundKind::Pseudo || value->kind == BoundKind::Aggregate || value->kind == BoundKind::Ref) return true;
    return std::any_of(value->args.begin(), value->args.end(), readsRow);
}

std::string described(const Bound* value) { return value->isUnknown() ? "an untyped literal" : typeName(Type{value->type.id, value->type.array, -1}); }

} // namespace

Bound* Binder::junction(BoundKind kind, std::span<Bound* const> args, std::int32_t location) {
    if (args.size() == 1) return args.front();
    return make(kind, Type{TypeId::Boolean}, location, args);
}

Bound* Binder::once(Bound*& value) {
    if (value->isTrivial()) return value;
    Bound* reference = make(BoundKind::Ref, value->type, value->location);
    reference->index = m_names++;
    return reference;
}

Bound* Binder::wrap(Bound* reference, Bound* value, Bound* body) {
    if (body == nullptr || reference == value) return body;
    Bound* args[] = {value, body};
    Bound* made = make(BoundKind::Let, body->type, body->location, args);
    made->index = reference->index;
    return made;
}

Bound* Binder::operatorCall(std::string_view name, Bound* left, Bound* right, std::int32_t location) {
    std::vector<Bound*> args;
    if (left != nullptr) args.push_back(left);
    args.push_back(right);
    std::vector<Type> types;
    for (const Bound* arg : args) types.push_back(arg->type);
    const auto resolution = resolveOperator(routinesNamed(name), types);
    if (resolution.outcome == Outcome::Found) return call(resolution, args, location);
    const auto shown = (left != nullptr ? described(left) + " " : std::string()) + std::string(name) + " " + described(right);
    if (resolution.outcome == Outcome::Ambiguous)
        report("ambiguous_function", "It is not clear which operator " + shown + " means; add a cast.", location);
    else if (resolution.outcome == Outcome::ArrayOfArrays)
        report("undefined_object", "The operator " + shown + " would make an array of arrays; there is no such type.", location);
    else if (resolution.outcome == Outcome::Foreign)
        report("feature_not_supported", "The operator " + shown + " is one that PostgreSQL has and that is not supported here.", location);
    else if (resolution.outcome == Outcome::Indeterminate)
        report("datatype_mismatch", "The type of " + shown + " can't be told; add a cast.", location);
    else
        reportNoOperator(name, shown, left, right, location);
    return nullptr;
}

/// Another language's operator, a number beside a text: what was meant is near.
void Binder::reportNoOperator(std::string_view name, const std::string& shown, const Bound* left, const Bound* right, std::int32_t location) {
    const auto offer = [&](Span span, const std::string& text, std::string message) {
        report("undefined_function", std::move(message), wordAt(m_text, location), Fix{"Change to " + text, {ReplaceText{span, text}}});
    };
    const std::string meant = name == "==" ? "=" : name == "&&" ? "AND" : name == "!==" ? "<>" : "";
    const auto at = static_cast<std::size_t>(std::max(location, 0));
    if (!meant.empty() && m_text.substr(std::min(at, m_text.size())).starts_with(name)) {
        const Span span{location, location + static_cast<std::int32_t>(name.size())};
        return offer(span, meant, "There is no operator " + shown + "; SQL writes it " + meant + ".");
    }
    for (const auto* literal : {left, right}) {
        const auto* other = literal == left ? right : left;
        if (literal == nullptr || other == nullptr || literal->kind != BoundKind::Constant || literal->isUnknown() || literal->location < 0 || !other->type.isText() || other->type.array) continue;
        const auto span = wordAt(m_text, literal->location);
        if (!span.known() || span.end > static_cast<std::int32_t>(m_text.size()) || std::isdigit(static_cast<unsigned char>(m_text[static_cast<std::size_t>(span.begin)])) == 0) continue;
        const std::string number(m_text.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end - span.begin)));
        if (!std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) continue;
        if (static_cast<std::size_t>(span.end) < m_text.size() && m_text[static_cast<std::size_t>(span.end)] == '.') continue;
        return offer(span, "'" + number + "'", "There is no operator " + shown + "; write the number as a text, or cast the text.");
    }
    report("undefined_function", "There is no operator " + shown + "; a cast may help.", location);
}

Bound* Binder::operation(const Node* node) {
    const auto form = static_cast<OperatorForm>(node->tag);
    switch (form) {
    case OperatorForm::Between:
    case OperatorForm::NotBetween:
    case OperatorForm::BetweenSym:
    case OperatorForm::NotBetweenSym: return between(node);
    case OperatorForm::In: return inList(node);
    case OperatorForm::Distinct:
    case OperatorForm::NotDistinct: return distinct(node);
    case OperatorForm::NullIf: return nullIf(node);
    case OperatorForm::Similar:
        report("feature_not_supported", "SIMILAR TO is not supported; use LIKE or a regular expression (~).", node->location);
        return nullptr;
    default: break;
    }
    if (!node->schema.empty() && node->schema != "pg_catalog") {
        report("undefined_function", "There is no operator in a schema " + std::string(node->schema) + ".", node->location);
        return nullptr;
    }
    if (form == OperatorForm::Plain && node->left != nullptr && node->left->kind == NodeKind::Row && node->right->kind == NodeKind::Row)
        return rowComparison(node->text, node->left, node->right, node->location);
    Bound* left = node->left != nullptr ? bind(node->left) : nullptr;
    Bound* right = bind(node->right);
    if (right == nullptr || (node->left != nullptr && left == nullptr)) return nullptr;
    if (form == OperatorForm::Any || form == OperatorForm::All) return anyAll(node->text, left, right, form == OperatorForm::All, node->location);
    return operatorCall(node->text, left, right, node->location);
}

Bound* Binder::logic(const Node* node) {
    const auto form = static_cast<LogicForm>(node->tag);
    const std::string_view construct = form == LogicForm::And ? "AND" : form == LogicForm::Or ? "OR" : "NOT";
    std::vector<Bound*> args;
    bool ok = true;
    for (const Node* child : node->list) {
        args.push_back(condition(bind(child), construct));
        ok = ok && args.back() != nullptr;
    }
    if (!ok) return nullptr;
    const auto kind = form == LogicForm::And ? BoundKind::And : form == LogicForm::Or ? BoundKind::Or : BoundKind::Not;
    return make(kind, Type{TypeId::Boolean}, node->location, args);
}

Bound* Binder::between(const Node* node) {
    const auto form = static_cast<OperatorForm>(node->tag);
    Bound* value = bind(node->left);
    bool ok = true;
    auto bounds = bindAll(node->right->list, ok);
    if (value == nullptr || !ok || bounds.size() != 2) return nullptr;
    Bound* read = once(value);
    const bool symmetric = form == OperatorForm::BetweenSym || form == OperatorForm::NotBetweenSym;
    const bool negated = form == OperatorForm::NotBetween || form == OperatorForm::NotBetweenSym;
    Bound* low = symmetric ? once(bounds[0]) : bounds[0];
    Bound* high = symmetric ? once(bounds[1]) : bounds[1];
    const auto range = [&](Bound* from, Bound* to) -> Bound* {
        Bound* args[] = {operatorCall(negated ? "<" : ">=", read, from, node->location), nullptr};
        if (args[0] == nullptr) return nullptr;
        args[1] = operatorCall(negated ? ">" : "<=", read, to, node->location);
        if (args[1] == nullptr) return nullptr;
        return junction(negated ? BoundKind::Or : BoundKind::And, args, node->location);
    };
    Bound* body = range(low, high);
    if (symmetric && body != nullptr) {
        Bound* args[] = {body, range(high, low)};
        body = args[1] == nullptr ? nullptr : junction(negated ? BoundKind::And : BoundKind::Or, args, node->location);
    }
    if (symmetric) body = wrap(low, bounds[0], wrap(high, bounds[1], body));
    return wrap(read, value, body);
}

Bound* Binder::inList(const Node* node) {
    if (node->left->kind == NodeKind::Row) return inRows(node);
    const bool negated = node->text == "<>";
    Bound* value = bind(node->left);
    bool ok = true;
    auto items = bindAll(node->right->list, ok);
    if (value == nullptr || !ok) return nullptr;
    Bound* read = once(value);
    std::vector<Bound*> plain, reading, tests;
    for (Bound* item : items) (readsRow(item) ? reading : plain).push_back(item);
    std::optional<Type> type;
    if (plain.size() > 1) { // one array for what doesn't read the row
        std::vector<Type> types{value->type};
        for (const Bound* item : plain) types.push_back(item->type);
        type = commonType(types);
        if (type && type->array) type.reset();
        for (const auto& t : types)
            if (type && !canCoerce(t, *type, CastContext::Implicit)) type.reset();
    }
    if (type) {
        for (Bound*& item : plain)
            if ((item = coerce(item, *type, CastContext::Implicit, item->location)) == nullptr) return nullptr;
        Bound* list = make(BoundKind::Array, Type{type->id, true, -1}, node->location, plain);
        tests.push_back(anyAll(node->text, read, list, negated, node->location));
        items = reading;
    }
    for (Bound* item : items) tests.push_back(operatorCall(node->text, read, item, node->location));
    if (std::find(tests.begin(), tests.end(), nullptr) != tests.end()) return nullptr;
    return wrap(read, value, junction(negated ? BoundKind::And : BoundKind::Or, tests, node->location));
}

Bound* Binder::inRows(const Node* node) {
    std::vector<Bound*> tests;
    for (const Node* item : node->right->list) {
        if (item->kind != NodeKind::Row) {
            report("datatype_mismatch", "A row can only be compared with rows of as many parts.", item->location);
            return nullptr;
        }
        tests.push_back(rowComparison(node->text, node->left, item, node->location));
        if (tests.back() == nullptr) return nullptr;
    }
    return junction(node->text == "<>" ? BoundKind::And : BoundKind::Or, tests, node->location);
}

Bound* Binder::rowComparison(std::string_view name, const Node* left, const Node* right, std::int32_t location) {
    const bool equality = name == "=" || name == "<>";
    if (!equality && name != "<" && name != "<=" && name != ">" && name != ">=") {
        report("feature_not_supported", "Rows can be compared by =, <>, <, <=, > and >= only; compare their parts one by one.", location);
        return nullptr;
    }
    if (left->list.size() != right->list.size() || left->list.empty()) {
        report("syntax_error", "The two rows have different numbers of parts.", location);
        return nullptr;
    }
    bool ok = true;
    auto lefts = bindAll(left->list, ok);
    auto rights = bindAll(right->list, ok);
    if (!ok) return nullptr;
    if (!equality) return rowOrder(name, lefts, rights, location);
    std::vector<Bound*> tests;
    for (std::size_t i = 0; i < lefts.size(); ++i) {
        tests.push_back(operatorCall(name, lefts[i], rights[i], location));
        if (tests.back() == nullptr) return nullptr;
    }
    return junction(name == "=" ? BoundKind::And : BoundKind::Or, tests, location);
}

/// (a, b) < (c, d) is a < c OR (a = c AND b < d), from the last part to the first.
Bound* Binder::rowOrder(std::string_view name, std::span<Bound*> lefts, std::span<Bound*> rights, std::int32_t location) {
    const auto strict = name.substr(0, 1);
    Bound* rest = nullptr;
    for (std::size_t i = lefts.size(); i-- > 0;) {
        Bound* a = once(lefts[i]);
        Bound* b = once(rights[i]);
        Bound* test = operatorCall(rest == nullptr ? name : strict, a, b, location);
        if (test != nullptr && rest != nullptr) {
            Bound* both[] = {operatorCall("=", a, b, location), rest};
            if (both[0] == nullptr) return nullptr;
            Bound* either[] = {test, junction(BoundKind::And, both, location)};
            test = junction(BoundKind::Or, either, location);
        }
        if (test == nullptr) return nullptr;
        rest = wrap(a, lefts[i], wrap(b, rights[i], test));
    }
    return rest;
}

Bound* Binder::anyAll(std::string_view name, Bound* left, Bound* array, bool all, std::int32_t location) {
    if (!array->type.array && !array->isUnknown()) {
        report("wrong_object_type", "ANY and ALL need an array on the right, not " + described(array) + ".", location);
        return nullptr;
    }
    const Type types[] = {left->type, array->isUnknown() ? Type{} : array->type.element()};
    const auto resolution = resolveOperator(routinesNamed(name), types);
    if (resolution.outcome != Outcome::Found) {
        const bool ambiguous = resolution.outcome == Outcome::Ambiguous;
        report(ambiguous ? "ambiguous_function" : "undefined_function",
               (ambiguous ? "It is not clear which operator " : "There is no operator ") + described(left) + " " + std::string(name) + " (element of " + described(array) + "); a cast may help.", location);
        return nullptr;
    }
    if (!resolution.result.is(TypeId::Boolean)) {
        report("wrong_object_type", "ANY and ALL need an operator that gives a boolean.", location);
        return nullptr;
    }
    if (resolution.arguments[1].array) { // an array of arrays, which PostgreSQL has no type for
        report("undefined_object", "There is no array of " + described(left) + ".", location);
        return nullptr;
    }
    Bound* args[] = {coerce(left, resolution.arguments[0], CastContext::Implicit, location),
                     coerce(array, Type{resolution.arguments[1].id, true, -1}, CastContext::Implicit, location)};
    if (args[0] == nullptr || args[1] == nullptr) return nullptr;
    Bound* made = make(BoundKind::AnyAll, Type{TypeId::Boolean}, location, args);
    made->flag = all;
    made->entry = resolution.routine->entry;
    made->kernel = resolution.routine->entry->kernel;
    made->op = resolution.routine->op;
    made->argumentTypes = keep(resolution.arguments);
    made->kernelResult = made->type;
    return made;
}

Bound* Binder::distinctOf(Bound* left, Bound* right, bool negated, std::int32_t location) {
    Bound* first = once(left);
    Bound* second = once(right);
    Bound* equal = operatorCall("=", first, second, location);
    if (equal == nullptr) return nullptr;
    Bound* args[] = {first, second, equal};
    Bound* made = make(BoundKind::Distinct, Type{TypeId::Boolean}, location, args);
    made->flag = negated;
    return wrap(first, left, wrap(second, right, made));
}

Bound* Binder::distinct(const Node* node) {
    const bool negated = static_cast<OperatorForm>(node->tag) == OperatorForm::NotDistinct;
    if (node->left->kind == NodeKind::Row && node->right->kind == NodeKind::Row) {
        if (node->left->list.size() != node->right->list.size()) {
            report("syntax_error", "The two rows have different numbers of parts.", node->location);
            return nullptr;
        }
        std::vector<Bound*> tests;
        for (std::size_t i = 0; i < node->left->list.size(); ++i) {
            Bound* a = bind(node->left->list[i]);
            Bound* b = bind(node->right->list[i]);
            if (a == nullptr || b == nullptr) return nullptr;
            tests.push_back(distinctOf(a, b, negated, node->location));
            if (tests.back() == nullptr) return nullptr;
        }
        return junction(negated ? BoundKind::And : BoundKind::Or, tests, node->location);
    }
    Bound* left = bind(node->left);
    Bound* right = bind(node->right);
    if (left == nullptr || right == nullptr) return nullptr;
    return distinctOf(left, right, negated, node->location);
}

Bound* Binder::nullIf(const Node* node) {
    Bound* left = bind(node->left);
    Bound* right = bind(node->right);
    if (left == nullptr || right == nullptr) return nullptr;
    const Type types[] = {left->type, right->type};
    const auto resolution = resolveOperator(routinesNamed("="), types);
    if (resolution.outcome == Outcome::Found) left = coerce(left, resolution.arguments[0], CastContext::Implicit, node->location);
    if (left == nullptr) return nullptr;
    Bound* read = once(left);
    Bound* equal = operatorCall("=", read, right, node->location);
    if (equal == nullptr) return nullptr;
    Bound* args[] = {read, equal};
    return wrap(read, left, make(BoundKind::NullIf, read->type, node->location, args));
}

} // namespace weir::expr
