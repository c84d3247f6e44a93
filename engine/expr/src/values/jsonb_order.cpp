// SPDX-License-Identifier: Apache-2.0
// jsonb's order and containment.
#include "values/jsonb.h"
#include "weir/record/numeric.h"

#include <algorithm>

namespace weir::expr {
namespace {

int sign(int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }
template <class T>
int threeWay(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

int compareNumbers(const std::string& a, const std::string& b) {
    if (a == b) return 0;
    Numeric x;
    Numeric y;
    Numeric::parse(a, x);
    Numeric::parse(b, y);
    return compare(x, y);
}

int compareTrees(const JsonTree& a, const JsonTree& b) {
    if (a.kind != b.kind) return threeWay(a.kind, b.kind);
    switch (a.kind) {
    case JsonKind::Null: return 0;
    case JsonKind::String: return sign(a.text.compare(b.text));
    case JsonKind::Number: return compareNumbers(a.text, b.text);
    case JsonKind::Boolean: return threeWay(a.text == "true", b.text == "true");
    case JsonKind::Array:
    case JsonKind::Object: break;
    }
    if (a.children.size() != b.children.size()) return threeWay(a.children.size(), b.children.size());
    for (std::size_t i = 0; i < a.children.size(); ++i) {
        if (a.kind == JsonKind::Object)
            if (const int order = sign(a.keys[i].compare(b.keys[i])); order != 0) return order;
        if (const int order = compareTrees(a.children[i], b.children[i]); order != 0) return order;
    }
    return 0;
}

/// A scalar at the top is an array of one to PostgreSQL: less than a true array unless that is empty.
int compareTop(const JsonTree& a, const JsonTree& b) {
    if (a.isContainer() && !b.isContainer()) {
        if (a.kind == JsonKind::Object) return 1;
        return a.children.empty() ? -1 : 1;
    }
    if (!a.isContainer() && b.isContainer()) return -compareTop(b, a);
    return compareTrees(a, b);
}

bool contains(const JsonTree& whole, const JsonTree& part);

bool arrayHas(const JsonTree& array, const JsonTree& element) {
    return std::any_of(array.children.begin(), array.children.end(), [&](const JsonTree& child) {
        if (child.kind != element.kind) return false;
        return element.isContainer() ? contains(child, element) : compareTrees(child, element) == 0;
    });
}

bool contains(const JsonTree& whole, const JsonTree& part) {
    if (whole.kind != part.kind) return false;
    if (part.kind == JsonKind::Array)
        return std::all_of(part.children.begin(), part.children.end(), [&](const JsonTree& element) { return arrayHas(whole, element); });
    if (part.kind != JsonKind::Object) return compareTrees(whole, part) == 0;
    for (std::size_t i = 0; i < part.keys.size(); ++i) {
        const auto at = std::find(whole.keys.begin(), whole.keys.end(), part.keys[i]);
        if (at == whole.keys.end() || !contains(whole.children[static_cast<std::size_t>(at - whole.keys.begin())], part.children[i])) return false;
    }
    return true;
}

} // namespace

int compareJsonb(std::string_view a, std::string_view b) {
    if (a == b) return 0;
    return compareTop(JsonTree::read(a), JsonTree::read(b));
}

bool jsonbContains(std::string_view whole, std::string_view part) {
    const JsonTree a = JsonTree::read(whole);
    const JsonTree b = JsonTree::read(part);
    if (a.kind == JsonKind::Array && !b.isContainer()) return arrayHas(a, b);
    return contains(a, b);
}

} // namespace weir::expr
