// SPDX-License-Identifier: Apache-2.0
// Function calls.
#include "binder.h"

#include <algorithm>
#include <array>

namespace weir::expr {

namespace {

constexpr std::array<std::string_view, 11> windowFunctions{"row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value"};

/// Aggregates that PostgreSQL has and Weir has not.
constexpr std::array<std::string_view, 32> foreignAggregates{
    "every",     "string_agg", "json_agg",        "jsonb_agg",       "json_object_agg", "jsonb_object_agg", "stddev",    "stddev_pop", "variance",  "var_samp",   "var_pop", "bit_and",
    "bit_or",    "bit_xor",    "corr",            "covar_pop",       "covar_samp",      "regr_avgx",        "regr_avgy", "regr_count", "regr_slope", "regr_r2",   "regr_sxx", "regr_sxy",
    "regr_syy",  "regr_intercept", "mode",        "percentile_cont", "percentile_disc", "range_agg",        "xmlagg",    "range_intersect_agg"};

bool isName(std::string_view name) { return !name.empty() && ((name[0] >= 'a' && name[0] <= 'z') || name[0] == '_'); }

std::string typesOf(std::span<Bound* const> arguments) {
    std::string out = "(";
    for (const Bound* argument : arguments) {
        if (out.size() > 1) out += ", ";
        out += argument->isUnknown() ? "unknown" : typeName(Type{argument->type.id, argument->type.array, -1});
    }
    return out + ")";
}

} // namespace

Bound* Binder::call(const Resolution& resolution, std::span<Bound* const> arguments, std::int32_t location) {
    std::vector<Bound*> args;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        args.push_back(coerce(arguments[i], resolution.arguments[i], CastContext::Implicit, location));
        if (args.back() == nullptr) return nullptr;
    }
    const auto& entry = *resolution.routine->entry;
    Bound* made = make(BoundKind::Call, resolution.result, location, args);
    made->entry = &entry;
    made->kernel = entry.kernel;
    made->strict = entry.strict;
    made->stable = entry.stable;
    made->op = resolution.routine->op;
    made->extra = resolution.routine->extra;
    made->argumentTypes = keep(resolution.arguments);
    made->kernelResult = resolution.result;
    return made;
}

void Binder::reportMissing(const Node* node, std::span<Bound* const> arguments, Outcome outcome) {
    const auto name = std::string(node->text);
    const auto shown = name + typesOf(arguments);
    switch (outcome) {
    case Outcome::Ambiguous: report("ambiguous_function", "It is not clear which function " + shown + " means; add a cast.", node->location); return;
    case Outcome::Indeterminate: report("datatype_mismatch", "The type of " + shown + " can't be told; add a cast.", node->location); return;
    case Outcome::ArrayOfArrays: report("undefined_object", "The arguments of " + shown + " would make an array of arrays; there is no such type.", node->location); return;
    case Outcome::Foreign: report("feature_not_supported", shown + " is a form that PostgreSQL has and that is not supported here.", node->location); return;
    default: break;
    }
    std::string message = "There is no function " + shown;
    const auto routines = routinesNamed(name);
    if (!routines.empty()) {
        const auto& entry = *routines.front().entry;
        message += "; it takes";
        std::string known;
        for (const auto& a : entry.arguments) known += (known.empty() ? " " : ", ") + (a.poly == Poly::No ? typeName(a.type) : std::string(a.poly == Poly::AnyArray ? "an array" : "any type"));
        message += known.empty() ? " nothing" : known;
    } else if (name == "nvl" || name == "ifnull" || name == "isnull") {
        message += "; SQL's name for it is coalesce";
    } else if (name == "if" || name == "iif") {
        message += "; SQL's form for it is CASE WHEN … THEN … ELSE … END";
    }
    report("undefined_function", message + ".", node->location);
}

Bound* Binder::castCall(const Node* node, std::vector<Bound*>& arguments) {
    if (arguments.size() != 1) return nullptr;
    const auto id = typeNamed(node->text);
    if (!id) return nullptr;
    const Type to{*id};
    if (!canCoerce(arguments.front()->type, to, CastContext::Explicit)) return nullptr;
    return coerce(arguments.front(), to, CastContext::Explicit, node->location);
}

Bound* Binder::functionOf(const Node* node, std::vector<Bound*>& arguments) {
    std::vector<Type> types;
    for (const Bound* argument : arguments) types.push_back(argument->type);
    const auto routines = isName(node->text) ? routinesNamed(node->text) : std::span<const Routine>();
    const auto resolution = resolveFunction(routines, types);
    if (resolution.outcome != Outcome::Found) {
        const auto before = m_diagnostics.size();
        if (resolution.outcome == Outcome::Missing)
            if (Bound* cast = castCall(node, arguments); cast != nullptr || m_diagnostics.size() != before) return cast;
        reportMissing(node, arguments, resolution.outcome);
        return nullptr;
    }
    if (resolution.routine->entry->setReturning && node != m_setNode) {
        report("feature_not_supported", std::string(node->text) + " gives several rows; it can only stand alone in a column of a flat-map's select list.", node->location);
        return nullptr;
    }
    return call(resolution, arguments, node->location);
}

Bound* Binder::window(const Node* node) {
    bool ok = true;
    auto arguments = bindAll(node->list, ok);
    if (!ok) return nullptr;
    if (m_aggregates != nullptr)
        report("feature_not_supported", "Window functions (OVER) are not supported; use a windowed aggregate node.", node->location);
    else
        report("windowing_error", "A window function (OVER) can't stand here; use a windowed aggregate node.", node->location);
    return nullptr;
}

Bound* Binder::foreignAggregate(const Node* node) {
    bool ok = true;
    Binder inner(m_text, m_aggregates != nullptr ? *m_aggregates->input : m_scope, m_arena, m_diagnostics);
    inner.bindAll(node->list, ok);
    if (!ok) return nullptr;
    if (node->marks.over) return window(node);
    const auto name = std::string(node->text);
    if (m_aggregates == nullptr)
        report("grouping_error", "The aggregate function " + name + " can't stand here.", node->location);
    else
        report("feature_not_supported", "The aggregate function " + name + " is not supported.", node->location);
    return nullptr;
}

/// make_interval(days => 1, hours => 2): the one function of ours whose arguments have names and defaults.
Bound* Binder::namedCall(const Node* node) {
    static constexpr std::array<std::string_view, 7> names{"years", "months", "weeks", "days", "hours", "mins", "secs"};
    if (node->text != "make_interval") {
        report("feature_not_supported", "The arguments of " + std::string(node->text) + " have no names here; give them in order.", node->location);
        return nullptr;
    }
    std::vector<Bound*> arguments(names.size(), nullptr);
    bool ok = true;
    for (std::size_t i = 0; i < node->list.size(); ++i) {
        const Node* given = node->list[i];
        const bool named = given->kind == NodeKind::Target;
        const auto at = named ? static_cast<std::size_t>(std::find(names.begin(), names.end(), given->text) - names.begin()) : i;
        if (at >= names.size() || arguments[at] != nullptr) {
            report("undefined_function", "make_interval takes years, months, weeks, days, hours, mins and secs, each once.", given->location >= 0 ? given->location : node->location);
            return nullptr;
        }
        arguments[at] = bind(named ? given->left : given);
        ok = ok && arguments[at] != nullptr;
        if (!ok) return nullptr;
    }
    for (Bound*& argument : arguments) {
        if (argument != nullptr) continue;
        argument = make(BoundKind::Constant, Type{TypeId::Integer}, node->location);
        argument->value = Datum::ofInt(0);
    }
    return functionOf(node, arguments);
}

Bound* Binder::function(const Node* node) {
    const auto name = node->text;
    if (!node->schema.empty() && node->schema != "pg_catalog") {
        report(node->schema == "public" ? "undefined_function" : "invalid_schema_name", "There is no schema " + std::string(node->schema) + ".", node->location);
        return nullptr;
    }
    if (std::find(foreignAggregates.begin(), foreignAggregates.end(), name) != foreignAggregates.end())
        return foreignAggregate(node);
    if (node->marks.variadic || node->marks.withinGroup) {
        report("feature_not_supported", node->marks.variadic ? "VARIADIC can't be used." : "WITHIN GROUP can't be used.", node->location);
        return nullptr;
    }
    if (const auto aggregates = aggregatesNamed(name); !aggregates.empty()) return aggregate(node, aggregates);
    const bool windowed = std::find(windowFunctions.begin(), windowFunctions.end(), name) != windowFunctions.end();
    if (windowed && node->marks.over) return window(node);
    if (windowed) {
        report("wrong_object_type", "The window function " + std::string(name) + " is not supported.", node->location);
        return nullptr;
    }
    if (std::any_of(node->list.begin(), node->list.end(), [](const Node* a) { return a->kind == NodeKind::Target; })) return namedCall(node);
    bool ok = true;
    auto arguments = bindAll(node->list, ok);
    if (!ok) return nullptr;
    const auto before = m_diagnostics.size();
    Bound* made = functionOf(node, arguments);
    if (made == nullptr || m_diagnostics.size() != before) return nullptr;
    const char* refused = node->marks.star ? "(*)" : node->marks.distinct ? "DISTINCT" : node->marks.ordered ? "ORDER BY" : node->right != nullptr ? "FILTER" : node->marks.over ? "OVER" : nullptr;
    if (refused != nullptr) {
        report("wrong_object_type", std::string(name) + " is no aggregate function, so " + refused + " can't be used with it.", node->location);
        return nullptr;
    }
    return made;
}

} // namespace weir::expr
