// SPDX-License-Identifier: Apache-2.0
// fold: the largest constant parts are run once, by the machine itself, so that folding can't differ from running. A part
// that fails, or whose value is large, stays: it fails, or is made, at run.
#include "bound.h"
#include "value_copy.h"

#include <algorithm>
#include <array>
#include <vector>

namespace weir::expr {

namespace {

constexpr std::size_t foldedBytesMax = std::size_t{16} << 10U;
constexpr std::size_t foldingBytesMax = std::size_t{4} << 20U;

class Folder {
public:
    explicit Folder(Arena& arena) : m_arena(arena), m_scratch(foldingBytesMax) {}

    /// True if `node` is constant; its parts are folded if it is not. `refs` collects the values named and not yet bound.
    bool visit(Bound* node, std::vector<std::uint32_t>& refs) {
        bool constant = node->kind != BoundKind::Column && node->kind != BoundKind::Pseudo && node->kind != BoundKind::Aggregate && !node->stable;
        if (node->kind == BoundKind::Ref) refs.push_back(node->index);
        std::vector<bool> parts(node->args.size(), false);
        for (std::size_t i = 0; i < node->args.size(); ++i) {
            std::vector<std::uint32_t> inner;
            const bool part = visit(node->args[i], inner);
            parts[i] = part && inner.empty(); // a body alone can't be run: the value it names is made by the Let
            if (node->kind == BoundKind::Let && i == 1) std::erase(inner, node->index);
            constant = constant && part;
            for (const auto ref : inner)
                if (std::find(refs.begin(), refs.end(), ref) == refs.end()) refs.push_back(ref);
        }
        if (constant && refs.empty()) return true;
        for (std::size_t i = 0; i < node->args.size(); ++i)
            if (parts[i]) node->args[i] = evaluated(node->args[i]);
        return constant;
    }

    Bound* evaluated(Bound* node) {
        if (node->isConstant() || node->isUnknown()) return node;
        Bound* nodes[] = {node};
        const Program program(generate(nodes, {}));
        Datum value;
        m_scratch.reset();
        if (!m_machine.run(program, {}, m_scratch, {&value, 1})) return node;
        if (valueBytes(node->type, value) > foldedBytesMax) return node;
        auto* made = new (m_arena.allocate(sizeof(Bound), alignof(Bound))) Bound;
        made->kind = BoundKind::Constant;
        made->type = node->type;
        made->location = node->location;
        made->value = copyValue(node->type, value, m_arena);
        return made;
    }

private:
    Arena& m_arena;
    Arena m_scratch;
    Machine m_machine;
};

/// Which argument is the pattern; 0: no regular expression.
std::size_t patternArgument(const FunctionEntry& entry) {
    static constexpr std::array<std::string_view, 11> names{"~", "~*", "!~", "!~*", "regexp_replace", "regexp_match", "regexp_matches", "regexp_like", "regexp_count", "regexp_instr", "regexp_substr"};
    if (entry.name == "substring") return entry.arguments.size() == 2 && entry.arguments[1].type.isText() ? 1 : 0;
    return std::find(names.begin(), names.end(), entry.name) != names.end() ? 1 : 0;
}

} // namespace

Bound* fold(Bound* expression, Arena& arena) {
    if (expression->isTrivial()) return expression;
    Folder folder(arena);
    std::vector<std::uint32_t> refs;
    return folder.visit(expression, refs) && refs.empty() ? folder.evaluated(expression) : expression;
}

void checkPatterns(const Bound* expression, Arena& arena, std::string_view text, Diagnostics& diagnostics) {
    for (const Bound* part : expression->args) checkPatterns(part, arena, text, diagnostics);
    if (expression->kind != BoundKind::Call || expression->entry == nullptr || expression->kernel == nullptr) return;
    const auto pattern = patternArgument(*expression->entry);
    if (pattern == 0 || pattern >= expression->args.size() || !expression->args[pattern]->isConstant() || expression->args[pattern]->value.null) return;
    std::vector<Datum> arguments;
    for (const Bound* argument : expression->args) {
        const bool known = argument->isConstant() && !argument->value.null;
        arguments.push_back(known ? argument->value : argument->type.isText() ? Datum::ofBytes("") : Datum::ofInt(1));
    }
    RunError error;
    KernelContext context{.arena = arena, .error = error, .argumentTypes = expression->argumentTypes, .resultType = expression->kernelResult};
    Datum ignored;
    if (expression->kernel(context, arguments.data(), ignored) || error.condition != "feature_not_supported") return;
    Diagnostic diagnostic;
    diagnostic.code = error.condition;
    diagnostic.message = error.message;
    if (!diagnostic.message.ends_with('.')) diagnostic.message += '.';
    const auto at = expression->args[pattern]->location;
    diagnostic.span = {at, at < 0 ? -1 : std::min(at + 1, static_cast<std::int32_t>(text.size()))};
    diagnostics.push_back(std::move(diagnostic));
}

} // namespace weir::expr
