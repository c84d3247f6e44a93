// SPDX-License-Identifier: Apache-2.0
// ARRAY[…], subscripts and slices; subscripts of jsonb.
#include "binder.h"

namespace weir::expr {

Bound* Binder::arrayAs(const Node* node, const Type& target) {
    std::vector<Bound*> elements;
    for (const Node* part : node->list) {
        Bound* element = bind(part);
        if (element == nullptr) return nullptr;
        elements.push_back(coerce(element, target.element(), CastContext::Explicit, part->location));
        if (elements.back() == nullptr) return nullptr;
    }
    return make(BoundKind::Array, Type{target.id, true, -1}, node->location, elements);
}

Bound* Binder::array(const Node* node) {
    if (node->list.empty()) {
        report("indeterminate_datatype", "The type of an empty array can't be told; cast it, as in ARRAY[]::bigint[].", node->location);
        return nullptr;
    }
    bool ok = true;
    auto elements = bindAll(node->list, ok);
    Type type;
    if (!ok || common(elements, "ARRAY", node->location, type) == nullptr) return nullptr;
    if (type.array) {
        report("feature_not_supported", "Arrays of arrays are not supported.", node->location);
        return nullptr;
    }
    return make(BoundKind::Array, Type{type.id, true, -1}, node->location, elements);
}

Bound* Binder::jsonPath(Bound* value, std::span<Node* const> subscripts, std::int32_t location) {
    std::vector<Bound*> path;
    for (const Node* subscript : subscripts) {
        if (subscript->kind != NodeKind::Subscript) {
            report("wrong_object_type", "A jsonb value has no columns; use -> or [ ].", location);
            return nullptr;
        }
        if (subscript->flag) {
            report("datatype_mismatch", "A jsonb value can't be sliced.", location);
            return nullptr;
        }
        Bound* step = bind(subscript->right);
        if (step == nullptr) return nullptr;
        if (!step->isUnknown() && !step->type.isText() && !canCoerce(step->type, Type{TypeId::Integer}, CastContext::Implicit)) {
            report("datatype_mismatch", "A jsonb value is subscripted by a text or an integer.", subscript->right->location);
            return nullptr;
        }
        path.push_back(coerce(step, Type{TypeId::Text}, CastContext::Assignment, step->location));
        if (path.back() == nullptr) return nullptr;
    }
    return operatorCall("#>", value, make(BoundKind::Array, Type{TypeId::Text, true, -1}, location, path), location);
}

Bound* Binder::indirection(const Node* node) {
    Bound* value = bind(node->left);
    if (value == nullptr) return nullptr;
    if (value->type.is(TypeId::Jsonb)) return jsonPath(value, node->list, node->location);
    if (!value->type.array || node->list.front()->kind != NodeKind::Subscript) {
        report(node->list.front()->kind == NodeKind::Subscript ? "datatype_mismatch" : "wrong_object_type",
               "A value of type " + typeName(value->type) + (node->list.front()->kind == NodeKind::Subscript ? " can't be subscripted." : " has no columns."), node->location);
        return nullptr;
    }
    const auto index = [&](const Node* part) -> Bound* {
        Bound* bound = bind(part);
        if (bound == nullptr) return nullptr;
        if (!canCoerce(bound->type, Type{TypeId::Integer}, CastContext::Assignment)) {
            report("datatype_mismatch", "An array is subscripted by an integer.", part->location);
            return nullptr;
        }
        return coerce(bound, Type{TypeId::Integer}, CastContext::Assignment, part->location);
    };
    const Node* part = node->list.front();
    if (!part->flag) {
        Bound* args[] = {value, index(part->right)};
        if (args[1] == nullptr) return nullptr;
        Bound* made = make(BoundKind::Subscript, value->type.element(), node->location, args);
        if (node->list.size() == 1) return made;
        Bound* none = make(BoundKind::Constant, made->type, node->location); // arrays have one dimension: a further subscript finds nothing
        return none;
    }
    if (node->list.size() > 1) {
        report("feature_not_supported", "Arrays have one dimension here; write one slice only.", node->location);
        return nullptr;
    }
    Bound* args[] = {value, nullptr, nullptr};
    std::uint32_t missing = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        const Node* bound = i == 0 ? part->left : part->right;
        if (bound == nullptr) {
            args[i + 1] = make(BoundKind::Constant, Type{TypeId::Integer}, node->location);
            missing |= 1U << i;
        } else if ((args[i + 1] = index(bound)) == nullptr) {
            return nullptr;
        }
    }
    Bound* made = make(BoundKind::Slice, value->type, node->location, args);
    made->index = missing;
    return made;
}

} // namespace weir::expr
