// SPDX-License-Identifier: Apache-2.0
// generate: Bound expressions to Code. Temporaries are a stack: a node's result stands where its arguments stood.
#include "bound.h"
#include "value_copy.h"

#include "weir/core/assert.h"

#include <algorithm>
#include <optional>

namespace weir::expr {

namespace {

bool makesBytes(const Type& type) {
    if (type.array) return true;
    switch (type.id) {
    case TypeId::Text:
    case TypeId::Varchar:
    case TypeId::Bytea:
    case TypeId::Jsonb:
    case TypeId::Numeric: return true;
    default: return false;
    }
}

class Generator {
public:
    explicit Generator(Code& code) : m_code(code) {}

    std::uint32_t emit(const Bound* node, std::optional<std::uint32_t> wanted = std::nullopt) {
        switch (node->kind) {
        case BoundKind::Constant: return placed(constant(node->type, node->value), wanted);
        case BoundKind::Column: return placed(column(node), wanted);
        case BoundKind::Ref: return placed(temporary(m_names[node->index]), wanted);
        case BoundKind::Aggregate: return placed(operandOf(Space::Side0, node->index), wanted);
        case BoundKind::Relabel: return emit(node->args[0], wanted);
        case BoundKind::Let: return let(node, wanted);
        default: break;
        }
        const std::uint32_t to = wanted ? *wanted : allocate();
        const std::uint32_t mark = m_next;
        into(node, to);
        m_next = mark;
        return temporary(to);
    }

private:
    static std::uint32_t temporary(std::uint32_t index) { return operandOf(Space::Temporary, index); }
    std::uint32_t allocate() {
        const auto index = m_next++;
        m_code.temporaries = std::max(m_code.temporaries, m_next);
        return index;
    }
    std::uint32_t push(Op op, std::uint32_t to, std::uint32_t a = 0, std::uint32_t b = 0, std::uint8_t extra = 0) {
        m_code.instructions.push_back({op, extra, to, a, b});
        return static_cast<std::uint32_t>(m_code.instructions.size() - 1);
    }
    std::uint32_t here() const { return static_cast<std::uint32_t>(m_code.instructions.size()); }
    void land(std::uint32_t jump) { m_code.instructions[jump].to = here(); }
    void land(const std::vector<std::uint32_t>& jumps) {
        for (const auto jump : jumps) land(jump);
    }
    std::uint32_t placed(std::uint32_t operand, std::optional<std::uint32_t> wanted) {
        if (!wanted) return operand;
        push(Op::Move, *wanted, operand);
        return temporary(*wanted);
    }
    std::uint32_t constant(const Type& type, const Datum& value) {
        m_code.constants.push_back(copyValue(type, value, m_code.bytes));
        return operandOf(Space::Constant, static_cast<std::uint32_t>(m_code.constants.size() - 1));
    }
    static Space spaceOf(std::uint8_t side) { return side == 0 ? Space::Side0 : Space::Side1; }
    std::uint32_t column(const Bound* node) {
        m_code.uses[node->side].columns[node->index] = true;
        return operandOf(spaceOf(node->side), node->index);
    }
    std::uint32_t let(const Bound* node, std::optional<std::uint32_t> wanted) {
        const std::uint32_t to = wanted ? *wanted : allocate();
        const std::uint32_t mark = m_next;
        const std::uint32_t value = allocate();
        emit(node->args[0], value);
        if (m_names.size() <= node->index) m_names.resize(node->index + 1);
        m_names[node->index] = value;
        emit(node->args[1], to);
        m_next = mark;
        return temporary(to);
    }
    std::uint32_t site(const Bound* node) {
        CallSite made;
        made.kernel = node->kernel;
        made.strict = node->strict;
        made.makesBytes = makesBytes(node->type);
        for (const Bound* argument : node->args) made.arguments.push_back(emit(argument));
        made.argumentTypes.assign(node->argumentTypes.begin(), node->argumentTypes.end());
        made.result = node->kernelResult;
        made.cache = static_cast<std::uint32_t>(m_code.calls.size());
        m_code.calls.push_back(std::move(made));
        return static_cast<std::uint32_t>(m_code.calls.size() - 1);
    }

    void into(const Bound* node, std::uint32_t to) {
        switch (node->kind) {
        case BoundKind::Pseudo: pseudo(node, to); break;
        case BoundKind::Call: call(node, to); break;
        case BoundKind::ConvertArray: push(Op::ConvertArray, to, site(node)); break;
        case BoundKind::And:
        case BoundKind::Or: junction(node, to); break;
        case BoundKind::Not: push(Op::Not, to, emit(node->args[0])); break;
        case BoundKind::IsNull: push(node->flag ? Op::IsNotNull : Op::IsNull, to, emit(node->args[0])); break;
        case BoundKind::BooleanTest: push(Op::BooleanTest, to, emit(node->args[0]), 0, static_cast<std::uint8_t>(node->index)); break;
        case BoundKind::Case: caseOf(node, to); break;
        case BoundKind::Coalesce: coalesce(node, to); break;
        case BoundKind::MinMax: {
            const auto made = site(node);
            m_code.calls[made].argumentTypes.assign(1, node->type);
            push(node->flag ? Op::Greatest : Op::Least, to, made);
            break;
        }
        case BoundKind::NullIf: nullIf(node, to); break;
        case BoundKind::Distinct: distinct(node, to); break;
        case BoundKind::AnyAll: {
            const std::uint8_t fast = node->op == Op::EqualInt ? 1 : node->op == Op::EqualText ? 2 : 0;
            push(node->flag ? Op::AllOf : Op::AnyOf, to, site(node), 0, fast);
            break;
        }
        case BoundKind::Array: push(Op::MakeArray, to, site(node)); break;
        case BoundKind::Subscript: push(Op::Subscript, to, site(node)); break;
        case BoundKind::Slice: push(Op::Slice, to, site(node), 0, static_cast<std::uint8_t>(node->index)); break;
        default: WEIR_ASSERT(false && "a bound node without instructions");
        }
    }
    void pseudo(const Bound* node, std::uint32_t to) {
        const auto which = static_cast<PseudoColumn>(node->index);
        auto& use = m_code.uses[node->side];
        switch (which) {
        case PseudoColumn::Key: use.key = true; break;
        case PseudoColumn::Value:
            use.value = true;
            if (m_code.sides[node->side].valueForm == ValueForm::Columns) use.columns.assign(use.columns.size(), true);
            break;
        case PseudoColumn::Headers: use.headers = true; break;
        case PseudoColumn::Topic:
        case PseudoColumn::Partition:
        case PseudoColumn::Offset:
            use.origin = true;
            m_code.deterministic = false;
            break;
        default: break;
        }
        push(Op::LoadPseudo, to, node->side, 0, static_cast<std::uint8_t>(node->index));
    }
    void call(const Bound* node, std::uint32_t to) {
        if (node->stable) m_code.deterministic = false;
        if (node->op != Op::None && node->args.size() <= 2) {
            const bool stands = node->args[0]->isTrivial(); // a long chain then takes one register, not one a link
            const auto a = stands ? emit(node->args[0]) : emit(node->args[0], to);
            const auto b = node->args.size() == 2 ? emit(node->args[1]) : 0;
            push(node->op, to, a, b, node->extra);
            return;
        }
        push(Op::Call, to, site(node));
    }
    void junction(const Bound* node, std::uint32_t to) {
        const bool all = node->kind == BoundKind::And;
        std::vector<std::uint32_t> jumps;
        emit(node->args[0], to);
        for (std::size_t i = 1; i < node->args.size(); ++i) {
            jumps.push_back(push(all ? Op::JumpIfFalse : Op::JumpIfTrue, 0, temporary(to)));
            const auto mark = m_next;
            const auto next = emit(node->args[i]);
            push(all ? Op::And : Op::Or, to, temporary(to), next);
            m_next = mark;
        }
        land(jumps);
    }
    void caseOf(const Bound* node, std::uint32_t to) {
        std::vector<std::uint32_t> ends;
        for (std::size_t i = 0; i + 1 < node->args.size(); i += 2) {
            const auto mark = m_next;
            const auto test = emit(node->args[i]);
            const auto over = push(Op::JumpIfNotTrue, 0, test);
            m_next = mark;
            emit(node->args[i + 1], to);
            ends.push_back(push(Op::Jump, 0));
            land(over);
        }
        emit(node->args.back(), to);
        land(ends);
    }
    void coalesce(const Bound* node, std::uint32_t to) {
        std::vector<std::uint32_t> ends;
        for (std::size_t i = 0; i < node->args.size(); ++i) {
            emit(node->args[i], to);
            if (i + 1 < node->args.size()) ends.push_back(push(Op::JumpIfNotNull, 0, temporary(to)));
        }
        land(ends);
    }
    void nullIf(const Bound* node, std::uint32_t to) {
        const auto value = emit(node->args[0]);
        const auto equal = emit(node->args[1]);
        const auto isEqual = push(Op::JumpIfTrue, 0, equal);
        push(Op::Move, to, value);
        const auto end = push(Op::Jump, 0);
        land(isEqual);
        push(Op::Move, to, constant(Type{}, Datum{}));
        land(end);
    }
    void distinct(const Bound* node, std::uint32_t to) {
        const auto left = emit(node->args[0]);
        const auto right = emit(node->args[1]);
        push(Op::NullsDiffer, to, left, right);
        const auto decided = push(Op::Jump, 0);
        emit(node->args[2], to);
        push(Op::Not, to, temporary(to));
        land(decided);
        if (node->flag) push(Op::Not, to, temporary(to));
    }

    Code& m_code;
    std::uint32_t m_next = 0;
    std::vector<std::uint32_t> m_names;
};

} // namespace

std::shared_ptr<Code> generate(std::span<Bound* const> expressions, std::span<const Side> sides) {
    auto code = std::make_shared<Code>();
    code->sides.assign(sides.begin(), sides.end());
    for (const auto& side : sides) {
        SideUse use;
        use.columns.assign(side.columns != nullptr ? side.columns->size() : 0, false);
        code->widestSide = std::max(code->widestSide, static_cast<std::uint32_t>(use.columns.size()));
        code->uses.push_back(std::move(use));
    }
    Generator generator(*code);
    for (const Bound* expression : expressions) code->results.push_back(generator.emit(expression));
    return code;
}

} // namespace weir::expr
