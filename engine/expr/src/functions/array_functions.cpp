// SPDX-License-Identifier: Apache-2.0
// Functions and operators of arrays.
#include "functions/registry.h"
#include "values/array_text.h"

#include <algorithm>
#include <vector>

namespace weir::expr {
namespace {

std::span<const Datum> elementsOf(const Datum& array) { return {arrayOf(array).elements, arrayOf(array).length}; }
std::int64_t lengthOf(const Datum& array) { return arrayOf(array).length; }

bool give(KernelContext& context, const std::vector<Datum>& elements, Datum& out) {
    if (!mayGrow(context, elements.size() * sizeof(Datum))) return false;
    out = arrayDatum(context.arena, elements.data(), elements.size());
    return true;
}

bool length(KernelContext&, const Datum* in, Datum& out) {
    out = in[1].i == 1 && lengthOf(in[0]) > 0 ? Datum::ofInt(lengthOf(in[0])) : Datum();
    return true;
}

bool lower(KernelContext&, const Datum* in, Datum& out) {
    out = in[1].i == 1 && lengthOf(in[0]) > 0 ? Datum::ofInt(1) : Datum();
    return true;
}

bool cardinality(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofInt(lengthOf(in[0]));
    return true;
}

bool equal(const Type& element, const Datum& a, const Datum& b) {
    if (a.null || b.null) return a.null && b.null;
    return compareValues(element, a, b) == 0;
}

/// Called on NULL: array_position finds a NULL element.
bool position(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum();
    if (in[0].null) return true;
    const bool starts = context.argumentTypes.size() > 2;
    if (starts && in[2].null) return context.fail("null_value_not_allowed", "initial position must not be null");
    const auto elements = elementsOf(in[0]);
    const Type element = context.argumentTypes[0].element();
    const std::int64_t from = starts ? std::max<std::int64_t>(in[2].i, 1) : 1;
    for (auto i = static_cast<std::size_t>(from - 1); i < elements.size(); ++i)
        if (equal(element, elements[i], in[1])) {
            out = Datum::ofInt(static_cast<std::int64_t>(i) + 1);
            return true;
        }
    return true;
}

std::vector<Datum> copyOf(const Datum& array) {
    if (array.null) return {};
    const auto elements = elementsOf(array);
    return {elements.begin(), elements.end()};
}

bool append(KernelContext& context, const Datum* in, Datum& out) {
    auto elements = copyOf(in[0]);
    elements.push_back(in[1]);
    return give(context, elements, out);
}

bool prepend(KernelContext& context, const Datum* in, Datum& out) {
    auto elements = copyOf(in[1]);
    elements.insert(elements.begin(), in[0]);
    return give(context, elements, out);
}

bool concatenate(KernelContext& context, const Datum* in, Datum& out) {
    if (in[0].null || in[1].null) {
        out = in[0].null ? in[1] : in[0];
        return true;
    }
    auto elements = copyOf(in[0]);
    const auto more = elementsOf(in[1]);
    elements.insert(elements.end(), more.begin(), more.end());
    return give(context, elements, out);
}

bool removeAll(KernelContext& context, const Datum* in, Datum& out) {
    out = in[0];
    if (in[0].null) return true;
    auto elements = copyOf(in[0]);
    const Type element = context.argumentTypes[0].element();
    std::erase_if(elements, [&](const Datum& item) { return equal(element, item, in[1]); });
    return give(context, elements, out);
}

/// width_bucket(value, thresholds): how many of the ascending thresholds the value has reached.
bool bucket(KernelContext& context, const Datum* in, Datum& out) {
    const auto thresholds = elementsOf(in[1]);
    if (std::any_of(thresholds.begin(), thresholds.end(), [](const Datum& item) { return item.null; }))
        return context.fail("null_value_not_allowed", "thresholds array must not contain NULLs");
    const Type element = context.argumentTypes[0];
    const auto above = std::partition_point(thresholds.begin(), thresholds.end(), [&](const Datum& item) { return compareValues(element, in[0], item) >= 0; });
    out = Datum::ofInt(above - thresholds.begin());
    return true;
}

/// An array's elements to look others up in: long ones are sorted first. NULLs are contained nowhere.
class Elements {
public:
    Elements(const Type& element, const Datum& array) : m_element(element) {
        for (const Datum& item : elementsOf(array))
            if (!item.null) m_items.push_back(&item);
        constexpr std::size_t shortArray = 16;
        m_sorted = m_items.size() > shortArray;
        if (m_sorted) std::sort(m_items.begin(), m_items.end(), [&](const Datum* a, const Datum* b) { return compareValues(m_element, *a, *b) < 0; });
    }
    bool has(const Datum& item) const {
        if (item.null) return false;
        if (!m_sorted) return std::any_of(m_items.begin(), m_items.end(), [&](const Datum* other) { return compareValues(m_element, *other, item) == 0; });
        const auto at = std::lower_bound(m_items.begin(), m_items.end(), item, [&](const Datum* a, const Datum& b) { return compareValues(m_element, *a, b) < 0; });
        return at != m_items.end() && compareValues(m_element, **at, item) == 0;
    }

private:
    Type m_element;
    std::vector<const Datum*> m_items;
    bool m_sorted = false;
};

bool containsAll(const KernelContext& context, const Datum& whole, const Datum& part) {
    const Elements elements(context.argumentTypes[0].element(), whole);
    const auto items = elementsOf(part);
    return std::all_of(items.begin(), items.end(), [&](const Datum& item) { return elements.has(item); });
}

bool contains(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum::ofBool(containsAll(context, in[0], in[1]));
    return true;
}
bool contained(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum::ofBool(containsAll(context, in[1], in[0]));
    return true;
}
bool overlaps(KernelContext& context, const Datum* in, Datum& out) {
    const Elements elements(context.argumentTypes[0].element(), in[0]);
    const auto items = elementsOf(in[1]);
    out = Datum::ofBool(std::any_of(items.begin(), items.end(), [&](const Datum& item) { return elements.has(item); }));
    return true;
}

/// array_to_string(array, delimiter [, text for NULL])
bool joined(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum();
    if (in[0].null || in[1].null) return true;
    const bool named = context.argumentTypes.size() > 2 && !in[2].null;
    std::string text;
    bool first = true;
    for (const Datum& item : elementsOf(in[0])) {
        if (item.null && !named) continue;
        if (!first) text += in[1].bytes();
        first = false;
        if (item.null) text += in[2].bytes();
        else if (!toText(context, context.argumentTypes[0].element(), item, text)) return false;
        if (text.size() > context.arena.limit()) return memoryLimit(context);
    }
    if (!mayGrow(context, text.size())) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

bool rows(KernelContext&, const Datum* in, Datum& out) {
    out = in[0];
    return true;
}

} // namespace

void addArrays(FunctionList& list) {
    define(list, "array_length(anyarray, integer) -> integer", length, "Length of an array in dimension 1; NULL for an empty array.");
    define(list, "array_upper(anyarray, integer) -> integer", length, "Last position of an array in dimension 1; NULL for an empty array.");
    define(list, "array_lower(anyarray, integer) -> integer", lower, "First position of an array in dimension 1; NULL for an empty array.");
    define(list, "cardinality(anyarray) -> integer", cardinality, "Number of elements.");
    define(list, "array_position(anyarray, anyelement) -> integer", position, "Position of the first such element; NULL if there is none.", calledOnNull);
    define(list, "array_position(anyarray, anyelement, integer) -> integer", position, "Position of the first such element from a position on.", calledOnNull);
    define(list, "array_append(anyarray, anyelement) -> anyarray", append, "The array with an element added at its end.", calledOnNull);
    define(list, "array_prepend(anyelement, anyarray) -> anyarray", prepend, "The array with an element added at its front.", calledOnNull);
    define(list, "array_cat(anyarray, anyarray) -> anyarray", concatenate, "Two arrays joined.", calledOnNull);
    define(list, "array_remove(anyarray, anyelement) -> anyarray", removeAll, "The array without the elements equal to a value.", calledOnNull);
    define(list, "array_to_string(anyarray, text) -> text", joined, "The elements as text with a delimiter between them, NULLs left out.", calledOnNull);
    define(list, "array_to_string(anyarray, text, text) -> text", joined, "The elements as text with a delimiter between them and a text for NULL.", calledOnNull);
    define(list, "width_bucket(anyelement, anyarray) -> integer", bucket, "The number of the bucket that a value falls into, the buckets' lower bounds given in ascending order.");
    define(list, "||(anyarray, anyarray) -> anyarray", concatenate, "Two arrays joined.", calledOnNull);
    define(list, "||(anyarray, anyelement) -> anyarray", append, "The array with an element added at its end.", calledOnNull);
    define(list, "||(anyelement, anyarray) -> anyarray", prepend, "The array with an element added at its front.", calledOnNull);
    define(list, "@>(anyarray, anyarray) -> boolean", contains, "Whether the first array has every element of the second.");
    define(list, "<@(anyarray, anyarray) -> boolean", contained, "Whether the second array has every element of the first.");
    define(list, "&&(anyarray, anyarray) -> boolean", overlaps, "Whether two arrays have an element in common.");
    define(list, "unnest(anyarray) -> anyelement", rows, "The elements of an array, one per row.", setOfRows);
}

} // namespace weir::expr
