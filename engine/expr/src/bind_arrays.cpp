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
    // Arrays have one dimension: a second subscript finds nothing, a second slice an empty array. Both are still typed.
    bool sliced = false;
    for (const Node* part : node->list) {
        if (part->kind != NodeKind::Subscript) {
            report("wrong_object_type", "An array's element has no columns.", node->location);
            return nullptr;
        }
        sliced = sliced || part->flag;
    }
    const Node* part = node->list.front();
    std::vector<Bound*> args{value};
    std::uint32_t missing = 0;
    for (const Node* each : node->list) {
        for (std::size_t i = 0; i < 2; ++i) {
            const Node* bound = i == 0 ? each->left : each->right;
            if (i == 0 && !each->flag) { // a plain index among slices means 1:index
                if (sliced && each == part) missing |= 1U;
                if (!sliced) continue;
            }
            Bound* made = bound != nullptr ? index(bound) : make(BoundKind::Constant, Type{TypeId::Integer}, node->location);
            if (made == nullptr) return nullptr;
            if (each != part) continue;
            if (bound == nullptr) missing |= 1U << i;
            args.push_back(made);
        }
    }
    if (!sliced && node->list.size() == 1) return make(BoundKind::Subscript, value->type.element(), node->location, args);
    if (!sliced) return make(BoundKind::Constant, value->type.element(), node->location);
    constexpr std::uint32_t furtherDimensions = 4;
    Bound* made = make(BoundKind::Slice, value->type, node->location, args);
    made->index = missing | (node->list.size() > 1 ? furtherDimensions : 0);
    return made;
}

} // namespace weir::expr
