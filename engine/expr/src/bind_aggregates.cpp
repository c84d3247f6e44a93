// SPDX-License-Identifier: Apache-2.0
// Aggregate functions: their signatures, and calls of them.
#include "binder.h"
#include "functions/registry.h"

#include <absl/container/flat_hash_map.h>

namespace weir::expr {

const std::vector<FunctionEntry>& aggregateTable() {
    static const std::vector<FunctionEntry> table = [] {
        std::vector<FunctionEntry> list;
        const auto add = [&](std::string_view signature, std::string_view summary) { define(list, signature, nullptr, summary); };
        add("count() -> bigint", "The number of rows, written count(*).");
        add("count(any) -> bigint", "The number of rows where the argument is not NULL.");
        for (const auto* signature : {"sum(smallint) -> bigint", "sum(integer) -> bigint", "sum(bigint) -> bigint", "sum(real) -> real", "sum(double) -> double", "sum(numeric) -> numeric",
                                      "sum(interval) -> interval"})
            add(signature, "The sum of the arguments that are not NULL; NULL if there is none.");
        for (const auto* signature : {"avg(smallint) -> double", "avg(integer) -> double", "avg(bigint) -> double", "avg(real) -> double", "avg(double) -> double", "avg(numeric) -> double",
                                      "avg(interval) -> interval"})
            add(signature, "The mean of the arguments that are not NULL; NULL if there is none.");
        for (const auto* signature : {"min(smallint) -> smallint", "min(integer) -> integer", "min(bigint) -> bigint", "min(real) -> real", "min(double) -> double", "min(numeric) -> numeric",
                                      "min(text) -> text", "min(timestamptz) -> timestamptz", "min(timestamp) -> timestamp", "min(interval) -> interval", "min(anyarray) -> anyarray"})
            add(signature, "The smallest of the arguments that are not NULL.");
        for (const auto* signature : {"max(smallint) -> smallint", "max(integer) -> integer", "max(bigint) -> bigint", "max(real) -> real", "max(double) -> double", "max(numeric) -> numeric",
                                      "max(text) -> text", "max(timestamptz) -> timestamptz", "max(timestamp) -> timestamp", "max(interval) -> interval", "max(anyarray) -> anyarray"})
            add(signature, "The largest of the arguments that are not NULL.");
        add("first(anyelement) -> anyelement", "The first argument that is not NULL, by arrival.");
        add("last(anyelement) -> anyelement", "The last argument that is not NULL, by arrival.");
        add("array_agg(anyelement) -> anyarray", "All arguments in the order of arrival, NULLs included.");
        define(list, "array_agg(anyarray) -> anyarray", nullptr, "", postgresOnly);
        for (const auto* signature : {"stddev_samp(smallint) -> numeric", "stddev_samp(integer) -> numeric", "stddev_samp(bigint) -> numeric", "stddev_samp(numeric) -> numeric",
                                      "stddev_samp(real) -> double", "stddev_samp(double) -> double"})
            add(signature, "The sample standard deviation; NULL for fewer than two values.");
        add("bool_and(boolean) -> boolean", "True if no argument is false; NULL if all are NULL.");
        add("bool_or(boolean) -> boolean", "True if any argument is true; NULL if all are NULL.");
        add("approx_count_distinct(any) -> bigint", "The number of different values, within 3 % (HyperLogLog).");
        add("approx_percentile(double, double) -> double", "The value at a rank between 0 and 1, within 1 % of rank (a mergeable sketch).");
        add("top_k(anyelement, bigint) -> anyarray", "The k largest values, descending.");
        return list;
    }();
    return table;
}

std::span<const Routine> aggregatesNamed(std::string_view name) {
    static const absl::flat_hash_map<std::string_view, std::vector<Routine>> index = [] {
        absl::flat_hash_map<std::string_view, std::vector<Routine>> made;
        for (const auto& entry : aggregateTable()) made[entry.name].push_back({&entry, Op::None, 0});
        return made;
    }();
    const auto found = index.find(name);
    if (found == index.end()) return {};
    return found->second;
}

bool Binder::isAggregate(std::string_view name) const { return !aggregatesNamed(name).empty(); }

Bound* Binder::aggregate(const Node* node, std::span<const Routine> routines) {
    const auto name = std::string(node->text);
    // arguments see the rows, and no further aggregate
    const Scope& rows = m_aggregates != nullptr ? *m_aggregates->input : m_scope;
    Binder inner(m_text, rows, m_arena, m_diagnostics);
    bool nested = false;
    if (m_aggregates != nullptr) inner.m_nested = &nested;
    bool ok = true;
    auto arguments = inner.bindAll(node->list, ok);
    Bound* filter = nullptr;
    if (node->right != nullptr) {
        inner.m_nested = nullptr;
        filter = inner.condition(inner.bind(node->right), "FILTER");
        ok = ok && filter != nullptr;
    }
    if (!ok) return nullptr;
    std::vector<Type> types;
    for (const Bound* argument : arguments) types.push_back(argument->type);
    const auto resolution = resolveFunction(routines, types);
    if (resolution.outcome != Outcome::Found) {
        reportMissing(node, arguments, resolution.outcome);
        return nullptr;
    }
    if (arguments.empty() && !node->marks.star) {
        report("wrong_object_type", "To count rows write " + name + "(*).", node->location);
        return nullptr;
    }
    if (node->marks.over) return window(node);
    if (m_nested != nullptr) { // the outer one is looked up first, and then refused
        *m_nested = true;
        return make(BoundKind::Aggregate, resolution.result, node->location);
    }
    if (m_aggregates == nullptr || nested) {
        report("grouping_error", "The aggregate function " + name + " can only stand in the select list of an aggregate node, outside other aggregates.", node->location);
        return nullptr;
    }
    if (node->marks.distinct || node->marks.ordered) {
        report("feature_not_supported", std::string(node->marks.distinct ? "DISTINCT" : "ORDER BY") + " inside an aggregate is not supported.", node->location);
        return nullptr;
    }
    AggregateUse use;
    use.entry = resolution.routine->entry;
    use.filter = filter;
    use.result = resolution.result;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        use.arguments.push_back(inner.coerce(arguments[i], resolution.arguments[i], CastContext::Implicit, node->location));
        if (use.arguments.back() == nullptr) return nullptr;
    }
    Bound* made = make(BoundKind::Aggregate, use.result, node->location);
    made->index = static_cast<std::uint32_t>(m_aggregates->uses.size());
    m_aggregates->uses.push_back(std::move(use));
    return made;
}

} // namespace weir::expr
