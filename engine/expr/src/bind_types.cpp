// SPDX-License-Identifier: Apache-2.0
// Literals, type names and casts.
#include "binder.h"
#include "parse.h"

#include <array>
#include <charconv>
#include <cstring>

namespace weir::expr {

namespace {

/// Other systems' names of types, and ours.
std::string_view typeMeant(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"string", "text"},    {"str", "text"},     {"uuid", "text"},            {"int32", "integer"},            {"int64", "bigint"},            {"long", "bigint"},
        {"short", "smallint"}, {"number", "numeric"}, {"float32", "real"},       {"float64", "double precision"}, {"double", "double precision"}, {"bytes", "bytea"},
        {"binary", "bytea"},   {"datetime", "timestamptz"}, {"object", "jsonb"}, {"map", "jsonb"},
    };
    for (const auto& [theirs, ours] : names)
        if (theirs == name) return ours;
    return {};
}

} // namespace

Bound* Binder::unknownText(std::string_view text, std::int32_t location) {
    Bound* made = make(BoundKind::Constant, Type{}, location);
    made->value = Datum::ofBytes(text);
    return made;
}

Bound* Binder::literal(const Node* node) {
    switch (node->kind) {
    case NodeKind::IntegerConstant: {
        Bound* made = make(BoundKind::Constant, Type{TypeId::Integer}, node->location);
        made->value = Datum::ofInt(node->number);
        return made;
    }
    case NodeKind::FloatConstant: {
        std::int64_t value = 0;
        const auto* end = node->text.data() + node->text.size();
        const auto read = std::from_chars(node->text.data(), end, value);
        if (read.ec == std::errc() && read.ptr == end) {
            const bool small = value >= INT32_MIN && value <= INT32_MAX;
            Bound* made = make(BoundKind::Constant, Type{small ? TypeId::Integer : TypeId::BigInt}, node->location);
            made->value = Datum::ofInt(value);
            return made;
        }
        return readLiteral(unknownText(node->text, node->location), Type{TypeId::Numeric}, node->location);
    }
    case NodeKind::BooleanConstant: {
        Bound* made = make(BoundKind::Constant, Type{TypeId::Boolean}, node->location);
        made->value = Datum::ofBool(node->number != 0);
        return made;
    }
    case NodeKind::NullConstant: return make(BoundKind::Constant, Type{}, node->location);
    case NodeKind::BitConstant:
        report("feature_not_supported", "Bit strings are not supported; cast one to integer or bigint at once, as in X'1F'::integer.", node->location);
        return nullptr;
    default: return unknownText(node->text, node->location);
    }
}

Bound* Binder::readLiteral(Bound* literal, const Type& to, std::int32_t location) {
    Bound* made = make(BoundKind::Constant, to, location);
    if (literal->value.null) return made;
    RunError error;
    KernelContext context{.arena = m_arena, .error = error, .argumentTypes = {}, .resultType = to};
    if (!fromText(context, to, literal->value.bytes(), made->value)) {
        std::string message = error.message;
        if (!message.empty()) message += '.';
        report(error.condition, std::move(message), literal->location);
        return nullptr;
    }
    made->value.null = false;
    return made;
}

Bound* Binder::settleUnknown(Bound* value) {
    if (value == nullptr || !value->isUnknown()) return value;
    return coerce(value, Type{TypeId::Text}, CastContext::Implicit, value->location);
}

Bound* Binder::applyModifier(Bound* value, const Type& to, CastContext context, std::int32_t location) {
    if (value == nullptr || to.modifier < 0 || context == CastContext::Implicit) return value;
    const Kernel kernel = modifierKernel(to, context);
    if (kernel == nullptr) return value;
    Bound* args[] = {value};
    Bound* made = make(to.array ? BoundKind::ConvertArray : BoundKind::Call, Type{to.id, to.array, -1}, location, args);
    made->kernel = kernel;
    made->kernelResult = to.array ? to.element() : to;
    made->argumentTypes = keep({&made->kernelResult, 1});
    return made;
}

Bound* Binder::coerce(Bound* value, const Type& to, CastContext context, std::int32_t location) {
    if (value == nullptr) return nullptr;
    const Type bare{to.id, to.array, -1};
    if (value->isUnknown()) {
        if (!value->isConstant()) {
            report("indeterminate_datatype", "The type of this expression can't be told; add a cast.", value->location);
            return nullptr;
        }
        const Type read = to.id == TypeId::Interval ? to : bare;
        Bound* made = readLiteral(value, read, location);
        if (made != nullptr) made->type = bare;
        return to.id == TypeId::Interval ? made : applyModifier(made, to, context, location);
    }
    const auto path = castPath(value->type, bare, context);
    switch (path.method) {
    case CastMethod::None:
        report("cannot_coerce", "A value of type " + typeName(value->type) + " can't be cast to " + typeName(bare) + ".", location);
        return nullptr;
    case CastMethod::Same: {
        if (!sameType(value->type, bare)) {
            Bound* args[] = {value};
            value = make(BoundKind::Relabel, bare, location, args);
        }
        return applyModifier(value, to, context, location);
    }
    case CastMethod::Function:
    case CastMethod::Elements: {
        Bound* args[] = {value};
        const bool elements = path.method == CastMethod::Elements;
        Bound* made = make(elements ? BoundKind::ConvertArray : BoundKind::Call, bare, location, args);
        made->kernel = path.kernel;
        made->op = path.op;
        const Type from = elements ? value->type.element() : value->type;
        made->argumentTypes = keep({&from, 1});
        made->kernelResult = elements ? bare.element() : bare;
        return applyModifier(made, to, context, location);
    }
    }
    return nullptr;
}

std::optional<std::int32_t> Binder::modifierOf(const Node* node, TypeId id) {
    std::array<std::int64_t, 2> numbers{-1, -1};
    if (node->list.empty()) return -1;
    if (node->list.size() > 2) {
        report("invalid_parameter_value", "A type takes at most two modifiers.", node->location);
        return std::nullopt;
    }
    for (std::size_t i = 0; i < node->list.size(); ++i) {
        if (node->list[i]->kind != NodeKind::IntegerConstant) {
            report("invalid_parameter_value", "A type's modifiers must be whole numbers.", node->location);
            return std::nullopt;
        }
        numbers[i] = node->list[i]->number;
    }
    const auto bad = [&](std::string message) {
        report("invalid_parameter_value", std::move(message), node->location);
        return std::nullopt;
    };
    switch (id) {
    case TypeId::Varchar:
        if (node->list.size() != 1 || numbers[0] < 1 || numbers[0] > 10485760) return bad("The length of varchar must be between 1 and 10485760.");
        return static_cast<std::int32_t>(numbers[0]);
    case TypeId::Numeric: {
        if (numbers[0] < 1 || numbers[0] > 1000) return bad("The precision of numeric must be between 1 and 1000.");
        const std::int64_t scale = node->list.size() == 2 ? numbers[1] : 0;
        if (scale < -1000 || scale > 1000) return bad("The scale of numeric must be between -1000 and 1000.");
        return static_cast<std::int32_t>((numbers[0] << 16) | (scale & 0x7FF));
    }
    case TypeId::TimestampTz:
    case TypeId::Timestamp:
        if (node->list.size() != 1 || numbers[0] < 0) return bad("The precision of a timestamp must be between 0 and 6.");
        return static_cast<std::int32_t>(std::min<std::int64_t>(numbers[0], 6));
    case TypeId::Interval: {
        constexpr std::int64_t anyPrecision = 0xFFFF;
        const std::int64_t precision = node->list.size() == 2 ? std::min<std::int64_t>(numbers[1], 6) : anyPrecision;
        if (precision < 0) return bad("The precision of an interval must be between 0 and 6.");
        return static_cast<std::int32_t>((numbers[0] << 16) | precision);
    }
    default: report("syntax_error", "This type takes no modifier.", node->location); return std::nullopt;
    }
}

std::optional<Type> Binder::typeOf(const Node* node) {
    if (node->flag) {
        report("feature_not_supported", "SETOF and %TYPE can't be used here.", node->location);
        return std::nullopt;
    }
    auto name = node->text;
    if (!node->schema.empty() && node->schema != "pg_catalog") {
        report(node->schema == "public" ? "undefined_object" : "invalid_schema_name", "There is no schema " + std::string(node->schema) + ".", node->location);
        return std::nullopt;
    }
    Type type;
    type.array = node->number > 0;
    if (name.size() > 1 && name.front() == '_' && typeNamed(name.substr(1))) { // pg_type's own name of an array type
        type.array = true;
        name.remove_prefix(1);
    }
    auto id = typeNamed(name);
    if (!id && name == "bpchar" && node->list.empty()) id = TypeId::Text; // N'…'
    if (!id) {
        if (isForeignType(name))
            report("feature_not_supported", "The type " + std::string(name) + " is not supported.", node->location);
        else if (const auto meant = typeMeant(name); !meant.empty())
            report("undefined_object", "There is no type " + std::string(name) + "; did you mean " + std::string(meant) + "?", wordAt(m_text, node->location),
                   Fix{"Change to " + std::string(meant), {ReplaceText{wordAt(m_text, node->location), std::string(meant)}}});
        else
            report("undefined_object", "There is no type " + std::string(name) + ".", node->location);
        return std::nullopt;
    }
    type.id = *id;
    const auto modifier = modifierOf(node, *id);
    if (!modifier) return std::nullopt;
    type.modifier = *modifier;
    return type;
}

Bound* Binder::bitCast(const Node* bits, const Type& to, std::int32_t location) {
    const std::size_t width = to.is(TypeId::Integer) ? 32 : 64;
    const bool hexadecimal = bits->text.starts_with('x');
    const auto digits = bits->text.substr(1);
    std::uint64_t value = 0;
    std::size_t count = 0;
    for (const char c : digits) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0 || digit >= (hexadecimal ? 16 : 2)) {
            report("invalid_text_representation", "A bit string has a wrong digit.", bits->location);
            return nullptr;
        }
        value = (value << (hexadecimal ? 4U : 1U)) | static_cast<std::uint64_t>(digit);
        count += hexadecimal ? 4 : 1;
    }
    if (count > width) {
        report("numeric_value_out_of_range", typeName(to) + " out of range.", location);
        return nullptr;
    }
    Bound* made = make(BoundKind::Constant, Type{to.id}, location);
    made->value = Datum::ofInt(width == 32 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value));
    return made;
}

Bound* Binder::cast(const Node* node) {
    const auto to = typeOf(node->right);
    if (to && node->left->kind == NodeKind::BitConstant && (to->is(TypeId::Integer) || to->is(TypeId::BigInt))) return bitCast(node->left, *to, node->location);
    // ARRAY[] under a cast has the cast's type from the start, as in PostgreSQL
    Bound* value = to && to->array && node->left->kind == NodeKind::Array ? arrayAs(node->left, *to) : bind(node->left);
    if (!to || value == nullptr) return nullptr;
    const auto location = node->location >= 0 ? node->location : node->left->location;
    return coerce(value, *to, CastContext::Explicit, location);
}

} // namespace weir::expr
