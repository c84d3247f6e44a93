// SPDX-License-Identifier: Apache-2.0
// Aggregator: rows into states. The fixed parts are updated by straight code; a plain column needs no program.
#include "aggregate_code.h"

#include "weir/core/assert.h"
#include "weir/record/row_codec.h"

#include <cstring>

namespace weir::expr {

struct Aggregator::State {
    AggregatePlan plan;
    RunError error;
    std::string backup;
    std::vector<std::string_view> parts;
    std::vector<std::string_view> others;
    std::vector<Datum> results;

    const AggregateCode& code() const { return plan.code(); }

    bool damaged() {
        error = {"data_corrupted", "an accumulator's bytes don't fit its select list"};
        return false;
    }
    bool split(std::string_view state, std::vector<std::string_view>& into) {
        into.clear();
        if (state.size() < code().fixedBytes) return damaged();
        state.remove_prefix(code().fixedBytes);
        for (std::size_t i = 0; i < code().variableParts; ++i) {
            std::uint64_t size = 0;
            if (!readVarint(state, size) || size > state.size()) return damaged();
            into.push_back(state.substr(0, size));
            state.remove_prefix(size);
        }
        return state.empty() || damaged();
    }
    std::string_view join(std::string_view fixed, Arena& arena) {
        std::string made(fixed);
        for (const auto part : parts) {
            appendVarint(made, part.size());
            made += part;
        }
        return arena.copy(made);
    }
    /// The call's argument for this row. False: error. `taken`: the filter lets the row in.
    bool argument(const AggregateCall& call, const Inputs& inputs, Machine& machine, Arena& arena, Datum& value, bool& taken) {
        taken = true;
        if (call.filter) [[unlikely]] {
            const auto passed = machine.test(call.filter, inputs, arena);
            if (!passed) {
                error = machine.error();
                return false;
            }
            taken = *passed;
            if (!taken) return true;
        }
        if (call.column >= 0) {
            const Row* row = inputs.sides[0];
            if (row != nullptr && row->columns != nullptr) value = row->columns[call.column];
            return true;
        }
        if (!call.argumentValue || machine.run(call.argumentValue, inputs, arena, {&value, 1})) return true;
        error = machine.error();
        return false;
    }

    template <bool adding>
    bool inPlace(char* state, const Inputs& inputs, Machine& machine, Arena& arena) {
        const auto& compiled = code();
        const bool restores = compiled.restores;
        if (restores) backup.assign(state, compiled.fixedBytes);
        for (const auto& call : compiled.calls) {
            Datum value;
            bool taken = true;
            bool fine = argument(call, inputs, machine, arena, value, taken);
            if (fine && taken) fine = (adding ? addFixed : subtractFixed)(call, state + call.offset, value, error);
            if (fine) [[likely]] continue;
            if (restores) std::memcpy(state, backup.data(), backup.size());
            return false;
        }
        return true;
    }

    template <bool adding>
    bool rewritten(std::string_view state, const Inputs& inputs, Machine& machine, Arena& arena, std::string_view& out) {
        const auto& compiled = code();
        if (state.empty()) state = compiled.emptyState;
        if (compiled.variableParts == 0) {
            if (state.size() != compiled.fixedBytes) return damaged();
            char* copy = arena.allocate(state.size(), 8);
            if (!state.empty()) std::memcpy(copy, state.data(), state.size());
            out = {copy, state.size()};
            return inPlace<adding>(copy, inputs, machine, arena);
        }
        if (!split(state, parts)) return false;
        std::string fixed(state.substr(0, compiled.fixedBytes));
        std::size_t next = 0;
        for (const auto& call : compiled.calls) {
            const std::size_t part = isVariable(call.kind) ? next++ : 0;
            Datum value;
            bool taken = true;
            if (!argument(call, inputs, machine, arena, value, taken)) return false;
            if (!taken) continue;
            char* at = fixed.data() + call.offset;
            const bool fine = isVariable(call.kind) ? (adding ? addVariable : subtractVariable)(call, at, parts[part], value, arena, parts[part], error)
                                                    : (adding ? addFixed : subtractFixed)(call, at, value, error);
            if (!fine) return false;
        }
        out = join(fixed, arena);
        if (!arena.overLimit()) return true;
        error = {"program_limit_exceeded", "a group's accumulators need more memory than one record may take"};
        return false;
    }
};

Aggregator::Aggregator(AggregatePlan plan) : m_state(std::make_unique<State>()) {
    m_state->plan = std::move(plan);
    m_state->results.resize(m_state->code().calls.size());
}
Aggregator::~Aggregator() = default;
Aggregator::Aggregator(Aggregator&&) noexcept = default;
const RunError& Aggregator::error() const { return m_state->error; }

bool Aggregator::addInPlace(char* state, const Inputs& inputs, Machine& machine, Arena& arena) {
    WEIR_ASSERT(m_state->code().variableParts == 0);
    return m_state->inPlace<true>(state, inputs, machine, arena);
}
bool Aggregator::subtractInPlace(char* state, const Inputs& inputs, Machine& machine, Arena& arena) {
    WEIR_ASSERT(m_state->code().variableParts == 0);
    return m_state->inPlace<false>(state, inputs, machine, arena);
}
bool Aggregator::add(std::string_view state, const Inputs& inputs, Machine& machine, Arena& arena, std::string_view& out) {
    return m_state->rewritten<true>(state, inputs, machine, arena, out);
}
bool Aggregator::subtract(std::string_view state, const Inputs& inputs, Machine& machine, Arena& arena, std::string_view& out) {
    return m_state->rewritten<false>(state, inputs, machine, arena, out);
}

bool Aggregator::merge(std::string_view older, std::string_view newer, Machine&, Arena& arena, std::string_view& out) {
    auto& s = *m_state;
    const auto& code = s.code();
    if (older.empty()) older = code.emptyState;
    if (newer.empty()) newer = code.emptyState;
    if (!s.split(older, s.parts) || !s.split(newer, s.others)) return false;
    std::string fixed(older.substr(0, code.fixedBytes));
    std::size_t next = 0;
    for (const auto& call : code.calls) {
        char* at = fixed.data() + call.offset;
        const char* newerAt = newer.data() + call.offset;
        if (!isVariable(call.kind)) {
            if (!mergeFixed(call, at, newerAt, s.error)) return false;
            continue;
        }
        if (!mergeVariable(call, at, newerAt, s.parts[next], s.others[next], arena, s.parts[next], s.error)) return false;
        ++next;
    }
    out = s.join(fixed, arena);
    return true;
}

bool Aggregator::result(std::string_view state, const Row& group, std::int64_t nowMicros, Machine& machine, Arena& arena, std::span<Datum> out) {
    auto& s = *m_state;
    const auto& code = s.code();
    if (state.empty()) state = code.emptyState;
    if (!s.split(state, s.parts)) return false;
    std::size_t next = 0;
    for (std::size_t i = 0; i < code.calls.size(); ++i) {
        const auto& call = code.calls[i];
        const char* at = state.data() + call.offset;
        const bool fine = isVariable(call.kind) ? resultVariable(call, at, s.parts[next++], arena, s.results[i], s.error) : resultFixed(call, at, arena, s.results[i], s.error);
        if (!fine) return false;
    }
    Row row = group;
    row.columns = s.results.data();
    Inputs inputs;
    inputs.sides[0] = &row;
    inputs.nowMicros = nowMicros;
    if (machine.run(code.results, inputs, arena, out)) return true;
    s.error = machine.error();
    return false;
}

} // namespace weir::expr
