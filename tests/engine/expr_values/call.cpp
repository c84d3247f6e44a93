// SPDX-License-Identifier: Apache-2.0
#include "call.h"

#include "kernel.h"

#include <algorithm>
#include <map>
#include <memory>

namespace weir::expr::test {
namespace {

Type typeNamed(std::string_view name) {
    static const std::map<std::string_view, TypeId> names{
        {"boolean", TypeId::Boolean}, {"smallint", TypeId::SmallInt}, {"integer", TypeId::Integer}, {"bigint", TypeId::BigInt},
        {"real", TypeId::Real}, {"double", TypeId::Double}, {"numeric", TypeId::Numeric}, {"text", TypeId::Text},
        {"varchar", TypeId::Varchar}, {"bytea", TypeId::Bytea}, {"timestamptz", TypeId::TimestampTz}, {"timestamp", TypeId::Timestamp},
        {"interval", TypeId::Interval}, {"jsonb", TypeId::Jsonb}};
    Type type;
    if (name.ends_with("[]")) {
        type.array = true;
        name.remove_suffix(2);
    }
    type.id = names.at(name);
    return type;
}

bool fits(const ArgumentType& declared, const Type& type) {
    if (declared.poly == Poly::AnyArray) return type.array;
    return declared.poly != Poly::No || (declared.type.id == type.id && declared.type.array == type.array);
}

struct Arguments {
    Arena arena;
    RunError error;
    std::vector<Type> types;
    std::vector<Datum> values;
    bool anyNull = false;

    bool read(const std::vector<Argument>& arguments) {
        for (const Argument& argument : arguments) {
            types.push_back(typeNamed(argument.type));
            values.emplace_back();
            anyNull = anyNull || !argument.text;
            KernelContext context{.arena = arena, .error = error, .argumentTypes = {}, .resultType = types.back()};
            if (argument.text && !fromText(context, types.back(), *argument.text, values.back())) return false;
        }
        return true;
    }

    std::string run(Kernel kernel, const Type& result, bool strict) {
        Datum out;
        std::unique_ptr<CallCache> cache;
        KernelContext context{.arena = arena, .error = error, .argumentTypes = types, .resultType = result, .cache = &cache};
        if (!(strict && anyNull) && !kernel(context, values.data(), out)) return "!" + error.condition;
        if (out.null) return "NULL";
        std::string text;
        EXPECT_TRUE(toText(context, result, out, text));
        return text;
    }
};

Type resultOf(const FunctionEntry& entry, const std::vector<Type>& types) {
    Type result = entry.result.type;
    if (entry.result.poly != Poly::No)
        for (std::size_t i = 0; i < types.size(); ++i)
            if (const Poly poly = entry.arguments[std::min(i, entry.arguments.size() - 1)].poly; poly != Poly::No) {
                result = types[i];
                result.array = entry.result.poly == Poly::AnyArray;
                break;
            }
    if (entry.setReturning) result.array = true;
    return result;
}

} // namespace

std::string call(std::string_view function, const std::vector<Argument>& arguments) {
    if (function.starts_with("::")) return cast(arguments.at(0), function.substr(2));
    Arguments read;
    if (!read.read(arguments)) return "!" + read.error.condition;
    for (const FunctionEntry& entry : functionTable()) {
        if (entry.name != function || (entry.variadic ? read.types.size() < entry.arguments.size() : read.types.size() != entry.arguments.size())) continue;
        bool good = true;
        for (std::size_t i = 0; i < read.types.size(); ++i) good = good && fits(entry.arguments[std::min(i, entry.arguments.size() - 1)], read.types[i]);
        if (good) return read.run(entry.kernel, resultOf(entry, read.types), entry.strict);
    }
    return "!undefined_function";
}

std::string cast(Argument value, std::string_view to) {
    Arguments read;
    if (!read.read({value})) return "!" + read.error.condition;
    const Type type = typeNamed(to);
    if (type.array) // the binder casts arrays by their elements; from text they are read
        return read.run([](KernelContext& context, const Datum* in, Datum& out) { return fromText(context, context.resultType, in[0].bytes(), out); }, type, true);
    for (const CastEntry& entry : castTable())
        if (entry.from == read.types[0].id && entry.to == type.id) return read.run(entry.kernel, type, true);
    return "!cannot_coerce";
}

void expectAll(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        std::string shown(one.function);
        for (const Argument& argument : one.arguments) shown += " " + std::string(argument.type) + ":" + std::string(argument.text.value_or("NULL"));
        EXPECT_EQ(call(one.function, one.arguments), one.answer) << shown;
    }
}

} // namespace weir::expr::test
