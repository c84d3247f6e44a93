// SPDX-License-Identifier: Apache-2.0
// compileAggregate: a select list over aggregates to an AggregatePlan.
#include "aggregate_code.h"
#include "select_list.h"

#include "weir/record/row_codec.h"

#include <algorithm>

namespace weir::expr {

namespace {

bool isEightBytes(const Type& type) {
    if (type.array) return false;
    switch (type.id) {
    case TypeId::Boolean:
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt:
    case TypeId::Real:
    case TypeId::Double:
    case TypeId::TimestampTz:
    case TypeId::Timestamp: return true;
    default: return false;
    }
}

Accumulator accumulatorFor(std::string_view name, const Type& type, bool counted) {
    const bool real = type.is(TypeId::Real) || type.is(TypeId::Double);
    if (name == "count") return counted ? Accumulator::Count : Accumulator::CountRows;
    if (name == "sum") {
        if (type.isInteger()) return Accumulator::SumInt;
        if (type.is(TypeId::Real)) return Accumulator::SumReal;
        if (type.is(TypeId::Double)) return Accumulator::SumDouble;
        return type.is(TypeId::Interval) ? Accumulator::SumInterval : Accumulator::SumNumeric;
    }
    if (name == "avg") {
        if (type.isInteger()) return Accumulator::AvgInt;
        if (real) return Accumulator::AvgDouble;
        return type.is(TypeId::Interval) ? Accumulator::AvgInterval : Accumulator::AvgNumeric;
    }
    if (name == "min" || name == "max") {
        const bool least = name == "min";
        if (real) return least ? Accumulator::MinDouble : Accumulator::MaxDouble;
        if (isEightBytes(type)) return least ? Accumulator::MinInt : Accumulator::MaxInt;
        return least ? Accumulator::MinValue : Accumulator::MaxValue;
    }
    if (name == "first") return isEightBytes(type) ? Accumulator::FirstPlain : Accumulator::First;
    if (name == "last") return isEightBytes(type) ? Accumulator::LastPlain : Accumulator::Last;
    if (name == "bool_and") return Accumulator::BoolAnd;
    if (name == "bool_or") return Accumulator::BoolOr;
    if (name == "stddev_samp") return real ? Accumulator::StddevDouble : Accumulator::StddevNumeric;
    if (name == "array_agg") return Accumulator::ArrayAgg;
    if (name == "approx_count_distinct") return Accumulator::DistinctSketch;
    if (name == "approx_percentile") return Accumulator::QuantileSketch;
    return Accumulator::TopK;
}

void addUses(std::vector<SideUse>& to, const std::vector<SideUse>& from) {
    for (std::size_t i = 0; i < to.size() && i < from.size(); ++i) {
        for (std::size_t c = 0; c < to[i].columns.size(); ++c)
            if (from[i].columns[c]) to[i].columns[c] = true;
        to[i].key = to[i].key || from[i].key;
        to[i].value = to[i].value || from[i].value;
        to[i].headers = to[i].headers || from[i].headers;
        to[i].origin = to[i].origin || from[i].origin;
    }
}

struct Compiling {
    std::string_view text;
    const Scope& input;
    Arena& arena;
    Binder& binder;
    Diagnostics& diagnostics;
    AggregateCode& code;

    Program programOf(Bound* value) const {
        SelectList list;
        list.columns.push_back(value);
        list.names.emplace_back("value");
        return finish(list, input.sides, text, arena, diagnostics);
    }

    /// p of approx_percentile, k of top_k: a constant second argument.
    bool parameter(const AggregateUse& use, AggregateCall& call) const {
        const Bound* given = fold(use.arguments[1], arena);
        const bool percentile = call.kind == Accumulator::QuantileSketch;
        if (!given->isConstant() || given->value.null) {
            binder.report("invalid_parameter_value", std::string(call.name) + " needs a constant as its second argument.", use.arguments[1]->location);
            return false;
        }
        if (percentile) {
            call.fraction = given->value.d;
            if (call.fraction >= 0 && call.fraction <= 1) return true;
            binder.report("numeric_value_out_of_range", "The rank of approx_percentile must be between 0 and 1.", use.arguments[1]->location);
            return false;
        }
        constexpr std::int64_t kMax = 10000;
        call.count = given->value.i;
        if (call.count >= 1 && call.count <= kMax) return true;
        binder.report("numeric_value_out_of_range", "The k of top_k must be between 1 and 10000.", use.arguments[1]->location);
        return false;
    }

    void add(const AggregateUse& use) const {
        AggregateCall call;
        call.name = use.entry->name;
        call.result = use.result;
        if (!use.arguments.empty()) call.argument = Type{use.arguments[0]->type.id, use.arguments[0]->type.array, -1};
        call.kind = accumulatorFor(call.name, call.argument, !use.arguments.empty());
        if (use.arguments.size() > 1 && !parameter(use, call)) return;
        if (use.filter != nullptr) {
            call.filter = programOf(use.filter);
            if (!call.filter) return;
            addUses(code.uses, call.filter.uses());
        }
        if (!use.arguments.empty()) {
            const Bound* value = use.arguments[0];
            while (value->kind == BoundKind::Relabel) value = value->args[0];
            if (value->kind == BoundKind::Column && value->side == 0) {
                call.column = static_cast<std::int32_t>(value->index);
                code.uses[0].columns[value->index] = true;
            } else {
                call.argumentValue = programOf(use.arguments[0]);
                if (!call.argumentValue) return;
                addUses(code.uses, call.argumentValue.uses());
            }
        }
        call.offset = code.fixedBytes;
        code.fixedBytes += fixedBytesOf(call.kind);
        if (isVariable(call.kind)) ++code.variableParts;
        code.calls.push_back(std::move(call));
    }
};

bool mayFail(const AggregateCall& call) {
    const bool silent = call.kind == Accumulator::CountRows || call.kind == Accumulator::Count || call.kind == Accumulator::MinInt || call.kind == Accumulator::MaxInt ||
                        call.kind == Accumulator::MinDouble || call.kind == Accumulator::MaxDouble || call.kind == Accumulator::BoolAnd || call.kind == Accumulator::BoolOr ||
                        call.kind == Accumulator::FirstPlain || call.kind == Accumulator::LastPlain || call.kind == Accumulator::AvgInt;
    return !silent || call.filter || call.argumentValue;
}

} // namespace

CompiledAggregate compileAggregate(std::string_view text, const Scope& scope, const Type& groupKeyType, bool groupWindowed) {
    CompiledAggregate compiled;
    Arena arena;
    withTargets(text, arena, compiled.diagnostics, [&](std::span<Node* const> targets) {
        Scope group;
        Side side;
        side.windowed = groupWindowed;
        side.keyType = groupKeyType;
        side.keyFormat = formatOfKeyType(groupKeyType);
        group.sides.push_back(side);
        AggregateContext aggregates{&scope, {}, {}};
        Binder binder(text, group, arena, compiled.diagnostics, &aggregates);
        SelectList list;
        const bool bound = bindSelectList(targets, true, false, binder, list);
        for (auto& ungrouped : aggregates.ungrouped) compiled.diagnostics.push_back(std::move(ungrouped));
        if (!bound || hasErrors(compiled.diagnostics)) return;
        auto code = std::make_shared<AggregateCode>();
        for (const auto& input : scope.sides) {
            SideUse use;
            use.columns.assign(input.columns != nullptr ? input.columns->size() : 0, false);
            code->uses.push_back(std::move(use));
        }
        if (code->uses.empty()) code->uses.emplace_back();
        const Compiling compiling{text, scope, arena, binder, compiled.diagnostics, *code};
        for (const auto& use : aggregates.uses) compiling.add(use);
        code->results = finish(list, group.sides, text, arena, compiled.diagnostics);
        if (hasErrors(compiled.diagnostics)) return;
        code->emptyState.assign(code->fixedBytes, '\0');
        for (std::size_t i = 0; i < code->variableParts; ++i) appendVarint(code->emptyState, 0);
        for (std::size_t i = 1; i < code->calls.size(); ++i) code->restores = code->restores || mayFail(code->calls[i]);
        compiled.plan = AggregatePlan(std::move(code));
    });
    return compiled;
}

AggregatePlan::AggregatePlan() = default;
AggregatePlan::AggregatePlan(std::shared_ptr<const AggregateCode> code) : m_code(std::move(code)) {}
const Schema& AggregatePlan::outputs() const { return m_code->results.outputs(); }
const std::vector<SideUse>& AggregatePlan::uses() const { return m_code->uses; }
bool AggregatePlan::subtractable() const { return notSubtractable().empty(); }
std::string_view AggregatePlan::emptyState() const { return m_code->emptyState; }
bool AggregatePlan::fixedSize() const { return m_code->variableParts == 0; }

std::vector<std::string> AggregatePlan::notSubtractable() const {
    std::vector<std::string> names;
    for (const auto& call : m_code->calls)
        if (call.name != "count" && call.name != "sum" && call.name != "avg" && std::find(names.begin(), names.end(), call.name) == names.end()) names.emplace_back(call.name);
    return names;
}

} // namespace weir::expr
