// SPDX-License-Identifier: Apache-2.0
#include "catalog.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <array>

namespace weir::expr {

namespace {

struct OpName {
    std::string_view name;
    Op integers;
    Op doubles;
    Op texts;
};
constexpr std::array<OpName, 11> binaryOps{{
    {"+", Op::AddInt, Op::AddDouble, Op::None},
    {"-", Op::SubtractInt, Op::SubtractDouble, Op::None},
    {"*", Op::MultiplyInt, Op::MultiplyDouble, Op::None},
    {"/", Op::DivideInt, Op::DivideDouble, Op::None},
    {"%", Op::ModuloInt, Op::None, Op::None},
    {"=", Op::EqualInt, Op::EqualDouble, Op::EqualText},
    {"<>", Op::NotEqualInt, Op::NotEqualDouble, Op::NotEqualText},
    {"<", Op::LessInt, Op::LessDouble, Op::LessText},
    {"<=", Op::LessEqualInt, Op::LessEqualDouble, Op::LessEqualText},
    {">", Op::GreaterInt, Op::GreaterDouble, Op::GreaterText},
    {">=", Op::GreaterEqualInt, Op::GreaterEqualDouble, Op::GreaterEqualText},
}};

std::uint8_t widthOf(const Type& type) {
    switch (type.id) {
    case TypeId::SmallInt: return 2;
    case TypeId::Integer: return 4;
    default: return 8;
    }
}

bool isFloat(const Type& type) { return type.is(TypeId::Double) || type.is(TypeId::Real); }
bool isTime(const Type& type) { return type.is(TypeId::TimestampTz) || type.is(TypeId::Timestamp); }

/// The instruction that does what an entry's kernel does, for the operators on plain numbers, texts and booleans.
Routine withInstruction(const FunctionEntry& entry) {
    Routine routine{&entry, Op::None, 0};
    if (std::any_of(entry.arguments.begin(), entry.arguments.end(), [](const auto& a) { return a.poly != Poly::No; })) return routine;
    const auto& result = entry.result.type;
    if (entry.arguments.size() == 1 && entry.name == "-") {
        const auto& of = entry.arguments[0].type;
        if (of.isInteger()) {
            routine.op = Op::NegateInt;
            routine.extra = widthOf(of);
        } else if (of.is(TypeId::Double)) {
            routine.op = Op::NegateDouble;
        }
        return routine;
    }
    if (entry.arguments.size() != 2) return routine;
    const auto& left = entry.arguments[0].type;
    const auto& right = entry.arguments[1].type;
    const auto* op = std::find_if(binaryOps.begin(), binaryOps.end(), [&](const OpName& o) { return o.name == entry.name; });
    if (op == binaryOps.end()) return routine;
    const bool compares = result.is(TypeId::Boolean);
    if (left.isInteger() && right.isInteger()) {
        routine.op = op->integers;
        routine.extra = compares ? 8 : widthOf(result);
    } else if (compares && isTime(left) && isTime(right)) {
        routine.op = op->integers;
        routine.extra = 8;
    } else if (isFloat(left) && isFloat(right) && (compares || result.is(TypeId::Double))) {
        routine.op = op->doubles;
    } else if (left.isText() && right.isText()) {
        routine.op = op->texts;
    } else if (left.is(TypeId::Boolean) && right.is(TypeId::Boolean)) {
        if (entry.name == "=") routine.op = Op::EqualBool;
        if (entry.name == "<>") routine.op = Op::NotEqualBool;
    }
    return routine;
}

using RoutineIndex = absl::flat_hash_map<std::string_view, std::vector<Routine>>;

const RoutineIndex& routineIndex() {
    static const RoutineIndex index = [] {
        RoutineIndex made;
        for (const auto& entry : functionTable()) made[entry.name].push_back(withInstruction(entry));
        return made;
    }();
    return index;
}

constexpr std::size_t typeCount = static_cast<std::size_t>(TypeId::Jsonb) + 1;
using CastIndex = std::array<std::array<const CastEntry*, typeCount>, typeCount>;

const CastIndex& castIndex() {
    static const CastIndex index = [] {
        CastIndex made{};
        for (const auto& entry : castTable()) made[static_cast<std::size_t>(entry.from)][static_cast<std::size_t>(entry.to)] = &entry;
        return made;
    }();
    return index;
}

bool printArray(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    if (!toText(context, context.argumentTypes[0], in[0], text)) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}
bool readArray(KernelContext& context, const Datum* in, Datum& out) { return fromText(context, context.resultType, in[0].bytes(), out); }

} // namespace

std::span<const Routine> routinesNamed(std::string_view name) {
    const auto& index = routineIndex();
    const auto found = index.find(name);
    if (found == index.end()) return {};
    return found->second;
}

std::vector<std::string_view> routineNames() {
    std::vector<std::string_view> names;
    for (const auto& [name, routines] : routineIndex())
        if ((name[0] >= 'a' && name[0] <= 'z') || name[0] == '_') names.push_back(name);
    return names;
}

TypeCategory categoryOf(const Type& type) {
    if (type.array) return TypeCategory::Array;
    switch (type.id) {
    case TypeId::Unknown: return TypeCategory::Unknown;
    case TypeId::Boolean: return TypeCategory::Boolean;
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt:
    case TypeId::Real:
    case TypeId::Double:
    case TypeId::Numeric: return TypeCategory::Number;
    case TypeId::Text:
    case TypeId::Varchar: return TypeCategory::String;
    case TypeId::TimestampTz:
    case TypeId::Timestamp: return TypeCategory::DateTime;
    case TypeId::Interval: return TypeCategory::Timespan;
    case TypeId::Bytea:
    case TypeId::Jsonb: return TypeCategory::User;
    }
    return TypeCategory::User;
}

bool isPreferred(const Type& type) {
    if (type.array) return false;
    switch (type.id) {
    case TypeId::Boolean:
    case TypeId::Double:
    case TypeId::Text:
    case TypeId::TimestampTz:
    case TypeId::Interval: return true;
    default: return false;
    }
}

bool sameType(const Type& a, const Type& b) { return a.id == b.id && a.array == b.array; }

CastPath castPath(const Type& from, const Type& to, CastContext context) {
    if (sameType(from, to)) return {CastMethod::Same, nullptr, Op::None};
    if (from.array && to.array) {
        const auto element = castPath(from.element(), to.element(), context);
        if (element.method == CastMethod::None || element.method == CastMethod::Same) return element;
        return {CastMethod::Elements, element.kernel, Op::None};
    }
    if (from.array) return to.isText() && context != CastContext::Implicit ? CastPath{CastMethod::Function, printArray, Op::None} : CastPath{};
    if (to.array) return from.isText() && context == CastContext::Explicit ? CastPath{CastMethod::Function, readArray, Op::None} : CastPath{};
    const auto* entry = castIndex()[static_cast<std::size_t>(from.id)][static_cast<std::size_t>(to.id)];
    if (entry == nullptr || entry->context > context) return {};
    const bool widening = from.isInteger() && to.isInteger() && entry->context == CastContext::Implicit;
    if (entry->kernel == nullptr || widening || (from.is(TypeId::Real) && to.is(TypeId::Double))) return {CastMethod::Same, nullptr, Op::None};
    return {CastMethod::Function, entry->kernel, from.isInteger() && to.is(TypeId::Double) ? Op::IntToDouble : Op::None};
}

bool canCoerce(const Type& from, const Type& to, CastContext context) {
    if (from.id == TypeId::Unknown && !from.array) return true;
    return castPath(from, to, context).method != CastMethod::None;
}

std::optional<TypeId> typeNamed(std::string_view name) {
    static const absl::flat_hash_map<std::string_view, TypeId> names{
        {"bool", TypeId::Boolean},        {"int2", TypeId::SmallInt},       {"int4", TypeId::Integer},
        {"int8", TypeId::BigInt},         {"float4", TypeId::Real},         {"float8", TypeId::Double},
        {"numeric", TypeId::Numeric},     {"text", TypeId::Text},           {"varchar", TypeId::Varchar},
        {"bytea", TypeId::Bytea},         {"timestamptz", TypeId::TimestampTz}, {"timestamp", TypeId::Timestamp},
        {"interval", TypeId::Interval},   {"jsonb", TypeId::Jsonb},
    };
    const auto found = names.find(name);
    if (found == names.end()) return std::nullopt;
    return found->second;
}

bool isForeignType(std::string_view name) {
    static constexpr std::array<std::string_view, 44> names{
        "date",      "time",     "timetz",    "json",      "uuid",      "bpchar",    "char",      "bit",       "varbit",    "name",      "money",
        "xml",       "inet",     "cidr",      "macaddr",   "macaddr8",  "point",     "line",      "lseg",      "box",       "path",      "polygon",
        "circle",    "tsvector", "tsquery",   "jsonpath",  "oid",       "xid",       "regclass",  "regtype",   "regproc",   "int4range", "int8range",
        "numrange",  "tsrange",  "tstzrange", "daterange", "pg_lsn",    "int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace weir::expr
