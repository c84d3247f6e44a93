// SPDX-License-Identifier: Apache-2.0
// CASE, COALESCE, GREATEST, LEAST and the tests by IS.
#include "binder.h"

namespace weir::expr {

Bound* Binder::condition(Bound* value, std::string_view construct) {
    if (value == nullptr) return nullptr;
    if (!value->isUnknown() && !value->type.is(TypeId::Boolean)) {
        report("datatype_mismatch", "The argument of " + std::string(construct) + " must be boolean, but is " + typeName(value->type) + ".", value->location);
        return nullptr;
    }
    return coerce(value, Type{TypeId::Boolean}, CastContext::Implicit, value->location);
}

Bound* Binder::nullTest(const Node* node) {
    if (node->left->kind == NodeKind::Row) { // true if every part is (not) NULL
        std::vector<Bound*> tests;
        for (const Node* part : node->left->list) {
            Bound* value = settleUnknown(bind(part));
            if (value == nullptr) return nullptr;
            Bound* args[] = {value};
            tests.push_back(make(BoundKind::IsNull, Type{TypeId::Boolean}, node->location, args));
            tests.back()->flag = node->flag;
        }
        if (!tests.empty()) return junction(BoundKind::And, tests, node->location);
    }
    Bound* value = settleUnknown(bind(node->left));
    if (value == nullptr) return nullptr;
    Bound* args[] = {value};
    Bound* made = make(BoundKind::IsNull, Type{TypeId::Boolean}, node->location, args);
    made->flag = node->flag;
    return made;
}

Bound* Binder::booleanTest(const Node* node) {
    Bound* value = condition(bind(node->left), "IS TRUE, IS FALSE and IS UNKNOWN");
    if (value == nullptr) return nullptr;
    Bound* args[] = {value};
    Bound* made = make(BoundKind::BooleanTest, Type{TypeId::Boolean}, node->location, args);
    made->index = node->tag;
    return made;
}

Bound* Binder::common(std::vector<Bound*>& values, std::string_view construct, std::int32_t location, Type& type) {
    std::vector<Type> types;
    for (const Bound* value : values) types.push_back(value->type);
    std::size_t clash = 0;
    const auto chosen = commonType(types, &clash);
    if (!chosen) {
        report("datatype_mismatch", "The values of " + std::string(construct) + " have types that don't go together: " + typeName(types.front()) + " and " + typeName(types[clash]) + ".",
               values[clash]->location >= 0 ? values[clash]->location : location);
        return nullptr;
    }
    type = *chosen;
    for (Bound*& value : values) {
        if (!canCoerce(value->type, type, CastContext::Implicit)) {
            report("cannot_coerce", std::string(construct) + " can't turn " + typeName(value->type) + " into " + typeName(type) + ".", value->location);
            return nullptr;
        }
        value = coerce(value, type, CastContext::Implicit, value->location);
        if (value == nullptr) return nullptr;
    }
    return values.front();
}

Bound* Binder::caseExpression(const Node* node) {
    Bound* tested = nullptr;
    Bound* read = nullptr;
    if (node->left != nullptr) {
        tested = settleUnknown(bind(node->left));
        if (tested != nullptr) read = once(tested);
    }
    bool ok = node->left == nullptr || tested != nullptr;
    std::vector<Bound*> conditions;
    std::vector<Bound*> results{nullptr}; // ELSE counts first when the type is chosen
    for (const Node* when : node->list) {
        Bound* test = bind(when->left);
        if (node->left == nullptr)
            test = condition(test, "CASE WHEN");
        else if (test != nullptr && read != nullptr)
            test = condition(operatorCall("=", read, test, when->left->location >= 0 ? when->left->location : when->location), "CASE WHEN");
        conditions.push_back(test);
        results.push_back(bind(when->right));
        ok = ok && test != nullptr && results.back() != nullptr;
    }
    results.front() = node->right != nullptr ? bind(node->right) : make(BoundKind::Constant, Type{}, node->location);
    if (!ok || results.front() == nullptr) return nullptr;
    Type type;
    if (common(results, "CASE", node->location, type) == nullptr) return nullptr;
    std::vector<Bound*> args;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        args.push_back(conditions[i]);
        args.push_back(results[i + 1]);
    }
    args.push_back(results.front());
    Bound* made = make(BoundKind::Case, type, node->location, args);
    return tested == nullptr ? made : wrap(read, tested, made);
}

Bound* Binder::coalesce(const Node* node) {
    bool ok = true;
    auto values = bindAll(node->list, ok);
    Type type;
    if (!ok || common(values, "COALESCE", node->location, type) == nullptr) return nullptr;
    return make(BoundKind::Coalesce, type, node->location, values);
}

Bound* Binder::minMax(const Node* node) {
    bool ok = true;
    auto values = bindAll(node->list, ok);
    Type type;
    if (!ok || common(values, node->flag ? "GREATEST" : "LEAST", node->location, type) == nullptr) return nullptr;
    Bound* made = make(BoundKind::MinMax, type, node->location, values);
    made->flag = node->flag;
    return made;
}

} // namespace weir::expr
