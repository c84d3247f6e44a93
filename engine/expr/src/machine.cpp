// SPDX-License-Identifier: Apache-2.0
// The machine's loop. Each case reads its operands before it writes its register: the two may be the same.
#include "machine_arrays.h"
#include "program_code.h"
#include "syntax_tree.h"

#include "weir/core/assert.h"

#include <array>
#include <cmath>
#include <limits>

namespace weir::expr {

struct Machine::Registers {
    std::vector<Datum> temporaries;
    std::vector<Datum> nulls; ///< the columns of a missing row
    struct Caches {
        Program program; ///< kept, so that its code's address stays its own
        std::vector<std::unique_ptr<CallCache>> sites;
    };
    std::vector<Caches> caches;
    std::size_t lastCache = 0;
    std::array<const Datum*, 4> spaces{};

    const Datum& at(std::uint32_t operand) const { return spaces[operand >> 30U][operand & 0x3FFFFFFFU]; }

    std::vector<std::unique_ptr<CallCache>>& cachesOf(const Program& program) {
        constexpr std::size_t programsMax = 256;
        const auto* code = &program.code();
        if (lastCache < caches.size() && &caches[lastCache].program.code() == code) return caches[lastCache].sites;
        for (lastCache = 0; lastCache < caches.size(); ++lastCache)
            if (&caches[lastCache].program.code() == code) return caches[lastCache].sites;
        if (caches.size() >= programsMax) caches.clear();
        lastCache = caches.size();
        caches.push_back({program, {}});
        caches.back().sites.resize(code->calls.size());
        return caches.back().sites;
    }
};

Machine::Machine() : m_registers(std::make_unique<Registers>()) {}
Machine::~Machine() = default;

namespace {

bool fail(RunError& error, std::string_view condition, std::string_view message) {
    error.condition = condition;
    error.message = message;
    return false;
}

bool intOutOfRange(RunError& error, std::uint8_t width) {
    return fail(error, "numeric_value_out_of_range", width == 2 ? "smallint out of range" : width == 4 ? "integer out of range" : "bigint out of range");
}
bool divisionByZero(RunError& error) { return fail(error, "division_by_zero", "division by zero"); }

bool fits(std::int64_t value, std::uint8_t width) {
    if (width == 8) return true;
    return width == 4 ? value == static_cast<std::int32_t>(value) : value == static_cast<std::int16_t>(value);
}

/// PostgreSQL's order: NaN equals NaN and stands above all.
int orderOf(double a, double b) {
    if (a < b) return -1;
    if (a > b) return 1;
    if (a == b) return 0;
    if (std::isnan(a)) return std::isnan(b) ? 0 : 1;
    return -1;
}

int orderOf(const Datum& a, const Datum& b) { return a.bytes().compare(b.bytes()); }

bool checkDouble(RunError& error, double value, bool infinityFine, bool zeroFine) {
    if (std::isinf(value) && !infinityFine) [[unlikely]] return fail(error, "numeric_value_out_of_range", "value out of range: overflow");
    if (value == 0 && !zeroFine) [[unlikely]] return fail(error, "numeric_value_out_of_range", "value out of range: underflow");
    return true;
}

bool doubleArithmetic(Op op, double a, double b, double& out, RunError& error) {
    const bool infinite = std::isinf(a) || std::isinf(b);
    switch (op) {
    case Op::AddDouble: out = a + b; return checkDouble(error, out, infinite, true);
    case Op::SubtractDouble: out = a - b; return checkDouble(error, out, infinite, true);
    case Op::MultiplyDouble: out = a * b; return checkDouble(error, out, infinite, a == 0 || b == 0);
    default:
        if (b == 0 && !std::isnan(a)) return divisionByZero(error);
        out = a / b;
        return checkDouble(error, out, std::isinf(a), a == 0 || std::isinf(b));
    }
}

bool intArithmetic(Op op, std::int64_t a, std::int64_t b, std::uint8_t width, std::int64_t& out, RunError& error) {
    switch (op) {
    case Op::AddInt:
        if (__builtin_add_overflow(a, b, &out) || !fits(out, width)) [[unlikely]] return intOutOfRange(error, width);
        return true;
    case Op::SubtractInt:
        if (__builtin_sub_overflow(a, b, &out) || !fits(out, width)) [[unlikely]] return intOutOfRange(error, width);
        return true;
    case Op::MultiplyInt:
        if (__builtin_mul_overflow(a, b, &out) || !fits(out, width)) [[unlikely]] return intOutOfRange(error, width);
        return true;
    case Op::DivideInt:
        if (b == 0) [[unlikely]] return divisionByZero(error);
        if (b == -1 ? __builtin_sub_overflow(std::int64_t{0}, a, &out) : (out = a / b, false)) [[unlikely]] return intOutOfRange(error, width);
        if (!fits(out, width)) [[unlikely]] return intOutOfRange(error, width);
        return true;
    default:
        if (b == 0) [[unlikely]] return divisionByZero(error);
        out = b == -1 ? 0 : a % b;
        return true;
    }
}

Datum booleanTest(const Datum& a, BooleanTestForm form) {
    const bool isTrue = !a.null && a.b;
    const bool isFalse = !a.null && !a.b;
    switch (form) {
    case BooleanTestForm::True: return Datum::ofBool(isTrue);
    case BooleanTestForm::NotTrue: return Datum::ofBool(!isTrue);
    case BooleanTestForm::False: return Datum::ofBool(isFalse);
    case BooleanTestForm::NotFalse: return Datum::ofBool(!isFalse);
    case BooleanTestForm::Unknown: return Datum::ofBool(a.null);
    default: return Datum::ofBool(!a.null);
    }
}

/// What the slow instructions need.
struct Frame {
    const Code& code;
    const Inputs& inputs;
    Arena& arena;
    RunError& error;
    const std::array<const Datum*, 4>& spaces;
    std::vector<std::unique_ptr<CallCache>>* caches;

    const Datum& at(std::uint32_t operand) const { return spaces[operand >> 30U][operand & 0x3FFFFFFFU]; }
    KernelContext context(const CallSite& site) const {
        return {.arena = arena, .error = error, .nowMicros = inputs.nowMicros, .argumentTypes = site.argumentTypes, .resultType = site.result,
                .cache = caches != nullptr ? &(*caches)[site.cache] : nullptr};
    }
    bool withinMemory() const {
        if (!arena.overLimit()) return true;
        return fail(error, "program_limit_exceeded", "the expression needs more memory than one record may take");
    }
};

bool callKernel(const Frame& frame, const CallSite& site, Datum& out) {
    constexpr std::size_t few = 8;
    std::array<Datum, few> inlineArguments;
    const auto count = site.arguments.size();
    Datum* arguments = inlineArguments.data();
    if (count > few) {
        arguments = frame.arena.allocateArray<Datum>(count);
        for (std::size_t i = 0; i < count; ++i) new (arguments + i) Datum;
    }
    for (std::size_t i = 0; i < count; ++i) {
        arguments[i] = frame.at(site.arguments[i]);
        if (arguments[i].null && site.strict) {
            out = Datum{};
            return true;
        }
    }
    auto context = frame.context(site);
    Datum made;
    if (!site.kernel(context, arguments, made)) [[unlikely]] return false;
    out = made;
    return !site.makesBytes || frame.withinMemory();
}

bool slow(const Frame& frame, const Instruction& step, Datum& to) {
    switch (step.op) {
    case Op::Greatest:
    case Op::Least: {
        const auto& site = frame.code.calls[step.a];
        const Datum* best = nullptr;
        for (const auto operand : site.arguments) {
            const Datum& value = frame.at(operand);
            if (value.null) continue;
            if (best != nullptr) {
                const int order = compareValues(site.argumentTypes[0], value, *best);
                if (step.op == Op::Greatest ? order <= 0 : order >= 0) continue;
            }
            best = &value;
        }
        const Datum chosen = best != nullptr ? *best : Datum{};
        to = chosen;
        return true;
    }
    case Op::LoadPseudo: {
        KernelContext context{.arena = frame.arena, .error = frame.error, .nowMicros = frame.inputs.nowMicros, .argumentTypes = {}, .resultType = {}};
        return loadPseudo(context, static_cast<PseudoColumn>(step.extra), frame.code.sides[step.a], frame.inputs.sides[step.a], to) && frame.withinMemory();
    }
    default: {
        const auto& site = frame.code.calls[step.a];
        std::array<Datum, 3> few;
        const bool many = step.op == Op::MakeArray;
        Datum* arguments = few.data();
        if (many) arguments = frame.arena.allocateArray<Datum>(site.arguments.size());
        for (std::size_t i = 0; i < site.arguments.size(); ++i) new (arguments + i) Datum(frame.at(site.arguments[i]));
        auto context = frame.context(site);
        Datum made;
        bool fine = true;
        switch (step.op) {
        case Op::MakeArray: made = arrayOver(frame.arena, arguments, site.arguments.size()); break;
        case Op::ConvertArray: fine = convertArray(context, site.kernel, arguments[0], made); break;
        case Op::AnyOf: fine = anyAll(context, site.kernel, arguments[0], arguments[1], false, step.extra, made); break;
        case Op::AllOf: fine = anyAll(context, site.kernel, arguments[0], arguments[1], true, step.extra, made); break;
        case Op::Subscript: made = subscript(arguments[0], arguments[1]); break;
        case Op::Slice: made = slice(frame.arena, arguments, step.extra); break;
        default: WEIR_ASSERT(false && "an instruction that nothing runs");
        }
        to = made;
        return fine && frame.withinMemory();
    }
    }
}

} // namespace

bool Machine::run(const Program& program, const Inputs& inputs, Arena& arena, std::span<Datum> out) {
    if (!execute(program, inputs, arena)) return false;
    const auto& results = program.code().results;
    for (std::size_t i = 0; i < results.size(); ++i) out[i] = m_registers->at(results[i]);
    return true;
}

std::optional<bool> Machine::test(const Program& program, const Inputs& inputs, Arena& arena) {
    if (!execute(program, inputs, arena)) return std::nullopt;
    const Datum& result = m_registers->at(program.code().results[0]);
    return !result.null && result.b;
}

#define WEIR_COMPARE(OPCODE, FORM, EXPRESSION)                                                                         \
    case Op::OPCODE: {                                                                                                 \
        const Datum& a = at(step.a);                                                                                   \
        const Datum& b = at(step.b);                                                                                   \
        if (a.null || b.null) to = Datum{};                                                                            \
        else to = Datum::ofBool(EXPRESSION FORM);                                                                      \
        break;                                                                                                         \
    }
#define WEIR_COMPARE_DOUBLE(OPCODE, FORM) WEIR_COMPARE(OPCODE, FORM 0, orderOf(a.d, b.d))
#define WEIR_COMPARE_TEXT(OPCODE, FORM) WEIR_COMPARE(OPCODE, FORM 0, orderOf(a, b))

bool Machine::execute(const Program& program, const Inputs& inputs, Arena& arena) {
    const Code& code = program.code();
    auto& registers = *m_registers;
    if (registers.temporaries.size() <= code.temporaries) registers.temporaries.resize(code.temporaries + 1);
    if (registers.nulls.size() < code.widestSide) registers.nulls.resize(code.widestSide);
    const auto columnsOf = [&](const Row* row) { return row != nullptr && row->columns != nullptr ? row->columns : registers.nulls.data(); };
    Datum* const temporaries = registers.temporaries.data();
    registers.spaces = {temporaries, code.constants.data(), columnsOf(inputs.sides[0]), columnsOf(inputs.sides[1])};
    if (code.instructions.empty()) return true;
    const auto spaces = registers.spaces;
    const auto at = [&](std::uint32_t operand) -> const Datum& { return spaces[operand >> 30U][operand & 0x3FFFFFFFU]; };
    const Frame frame{code, inputs, arena, m_error, registers.spaces, code.calls.empty() ? nullptr : &registers.cachesOf(program)};
    const Instruction* const steps = code.instructions.data();
    const auto count = static_cast<std::uint32_t>(code.instructions.size());
    for (std::uint32_t next = 0; next < count; ++next) {
        const Instruction& step = steps[next];
        Datum& to = temporaries[step.to];
        switch (step.op) {
        case Op::Jump: next = step.to - 1; break;
        case Op::JumpIfFalse:
            if (const Datum& a = at(step.a); !a.null && !a.b) next = step.to - 1;
            break;
        case Op::JumpIfTrue:
            if (const Datum& a = at(step.a); !a.null && a.b) next = step.to - 1;
            break;
        case Op::JumpIfNotTrue:
            if (const Datum& a = at(step.a); a.null || !a.b) next = step.to - 1;
            break;
        case Op::JumpIfNotNull:
            if (!at(step.a).null) next = step.to - 1;
            break;
        case Op::NullsDiffer: {
            const bool a = at(step.a).null;
            const bool b = at(step.b).null;
            if (a || b) to = Datum::ofBool(a != b);
            else ++next;
            break;
        }
        case Op::Move: {
            const Datum a = at(step.a);
            to = a;
            break;
        }
        case Op::Not: {
            const Datum& a = at(step.a);
            to = a.null ? Datum{} : Datum::ofBool(!a.b);
            break;
        }
        case Op::And: {
            const Datum& a = at(step.a);
            const Datum& b = at(step.b);
            if ((!a.null && !a.b) || (!b.null && !b.b)) to = Datum::ofBool(false);
            else to = a.null || b.null ? Datum{} : Datum::ofBool(true);
            break;
        }
        case Op::Or: {
            const Datum& a = at(step.a);
            const Datum& b = at(step.b);
            if ((!a.null && a.b) || (!b.null && b.b)) to = Datum::ofBool(true);
            else to = a.null || b.null ? Datum{} : Datum::ofBool(false);
            break;
        }
        case Op::IsNull: to = Datum::ofBool(at(step.a).null); break;
        case Op::IsNotNull: to = Datum::ofBool(!at(step.a).null); break;
        case Op::BooleanTest: to = booleanTest(at(step.a), static_cast<BooleanTestForm>(step.extra)); break;
        case Op::AddInt:
        case Op::SubtractInt:
        case Op::MultiplyInt:
        case Op::DivideInt:
        case Op::ModuloInt: {
            const Datum& a = at(step.a);
            const Datum& b = at(step.b);
            if (a.null || b.null) {
                to = Datum{};
                break;
            }
            std::int64_t value = 0;
            if (!intArithmetic(step.op, a.i, b.i, step.extra, value, m_error)) [[unlikely]] return false;
            to = Datum::ofInt(value);
            break;
        }
        case Op::NegateInt: {
            const Datum& a = at(step.a);
            std::int64_t value = 0;
            if (!a.null && !intArithmetic(Op::SubtractInt, 0, a.i, step.extra, value, m_error)) [[unlikely]] return false;
            to = a.null ? Datum{} : Datum::ofInt(value);
            break;
        }
        case Op::AddDouble:
        case Op::SubtractDouble:
        case Op::MultiplyDouble:
        case Op::DivideDouble: {
            const Datum& a = at(step.a);
            const Datum& b = at(step.b);
            if (a.null || b.null) {
                to = Datum{};
                break;
            }
            double value = 0;
            if (!doubleArithmetic(step.op, a.d, b.d, value, m_error)) [[unlikely]] return false;
            to = Datum::ofDouble(value);
            break;
        }
        case Op::NegateDouble: {
            const Datum& a = at(step.a);
            to = a.null ? Datum{} : Datum::ofDouble(-a.d);
            break;
        }
        case Op::IntToDouble: {
            const Datum& a = at(step.a);
            to = a.null ? Datum{} : Datum::ofDouble(static_cast<double>(a.i));
            break;
        }
            WEIR_COMPARE(EqualInt, == b.i, a.i)
            WEIR_COMPARE(NotEqualInt, != b.i, a.i)
            WEIR_COMPARE(LessInt, < b.i, a.i)
            WEIR_COMPARE(LessEqualInt, <= b.i, a.i)
            WEIR_COMPARE(GreaterInt, > b.i, a.i)
            WEIR_COMPARE(GreaterEqualInt, >= b.i, a.i)
            WEIR_COMPARE_DOUBLE(EqualDouble, ==)
            WEIR_COMPARE_DOUBLE(NotEqualDouble, !=)
            WEIR_COMPARE_DOUBLE(LessDouble, <)
            WEIR_COMPARE_DOUBLE(LessEqualDouble, <=)
            WEIR_COMPARE_DOUBLE(GreaterDouble, >)
            WEIR_COMPARE_DOUBLE(GreaterEqualDouble, >=)
            WEIR_COMPARE(EqualText, == b.bytes(), a.bytes())
            WEIR_COMPARE(NotEqualText, != b.bytes(), a.bytes())
            WEIR_COMPARE_TEXT(LessText, <)
            WEIR_COMPARE_TEXT(LessEqualText, <=)
            WEIR_COMPARE_TEXT(GreaterText, >)
            WEIR_COMPARE_TEXT(GreaterEqualText, >=)
            WEIR_COMPARE(EqualBool, == b.b, a.b)
            WEIR_COMPARE(NotEqualBool, != b.b, a.b)
        case Op::Call:
            if (!callKernel(frame, code.calls[step.a], to)) [[unlikely]] return false;
            break;
        default:
            if (!slow(frame, step, to)) [[unlikely]] return false;
            break;
        }
    }
    return true;
}

#undef WEIR_COMPARE
#undef WEIR_COMPARE_DOUBLE
#undef WEIR_COMPARE_TEXT

} // namespace weir::expr
