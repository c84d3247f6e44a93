// SPDX-License-Identifier: Apache-2.0
#include "functions/registry.h"

#include "weir/core/assert.h"

#include <array>
#include <utility>

namespace weir::expr {
namespace {

constexpr std::array<std::pair<std::string_view, TypeId>, 14> typeNames{{
    {"boolean", TypeId::Boolean},
    {"smallint", TypeId::SmallInt},
    {"integer", TypeId::Integer},
    {"bigint", TypeId::BigInt},
    {"real", TypeId::Real},
    {"double", TypeId::Double},
    {"numeric", TypeId::Numeric},
    {"text", TypeId::Text},
    {"varchar", TypeId::Varchar},
    {"bytea", TypeId::Bytea},
    {"timestamptz", TypeId::TimestampTz},
    {"timestamp", TypeId::Timestamp},
    {"interval", TypeId::Interval},
    {"jsonb", TypeId::Jsonb},
}};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

ArgumentType argumentNamed(std::string_view name) {
    name = trimmed(name);
    if (name == "anyelement") return {Type{}, Poly::AnyElement};
    if (name == "anyarray") return {Type{}, Poly::AnyArray};
    if (name == "any") return {Type{}, Poly::Any};
    if (name == "json" || name == "macaddr") return {Type{}, Poly::ForeignUser};
    if (name == "anyrange" || name == "box" || name == "point" || name == "date") return {Type{}, Poly::ForeignOther};
    ArgumentType out;
    if (name.ends_with("[]")) {
        out.type.array = true;
        name.remove_suffix(2);
    }
    for (const auto& [text, id] : typeNames)
        if (text == name) {
            out.type.id = id;
            return out;
        }
    WEIR_ASSERT(!"a signature names an unknown type");
    return out;
}

} // namespace

void define(FunctionList& list, std::string_view signature, Kernel kernel, std::string_view summary, Traits traits) {
    const auto arrow = signature.rfind(" -> ");
    const auto open = signature.find('(');
    WEIR_ASSERT(arrow != std::string_view::npos && open != std::string_view::npos && signature[arrow - 1] == ')');
    FunctionEntry entry;
    entry.name = signature.substr(0, open);
    std::string_view arguments = trimmed(signature.substr(open + 1, arrow - open - 2));
    while (!arguments.empty()) {
        const auto comma = arguments.find(',');
        entry.arguments.push_back(argumentNamed(arguments.substr(0, comma)));
        arguments = comma == std::string_view::npos ? std::string_view{} : arguments.substr(comma + 1);
    }
    entry.result = argumentNamed(signature.substr(arrow + 4));
    entry.kernel = kernel;
    entry.strict = traits.strict;
    entry.variadic = traits.variadic;
    entry.stable = traits.stable;
    entry.setReturning = traits.setReturning;
    entry.foreign = traits.foreign;
    entry.summary = summary;
    list.push_back(std::move(entry));
}

} // namespace weir::expr
