// SPDX-License-Identifier: Apache-2.0
#include "weir/record/type.h"

#include <fmt/format.h>

namespace weir {
namespace {

std::string_view baseName(TypeId id) {
    switch (id) {
    case TypeId::Unknown: return "unknown";
    case TypeId::Boolean: return "boolean";
    case TypeId::SmallInt: return "smallint";
    case TypeId::Integer: return "integer";
    case TypeId::BigInt: return "bigint";
    case TypeId::Real: return "real";
    case TypeId::Double: return "double precision";
    case TypeId::Numeric: return "numeric";
    case TypeId::Text: return "text";
    case TypeId::Varchar: return "character varying";
    case TypeId::Bytea: return "bytea";
    case TypeId::TimestampTz: return "timestamptz";
    case TypeId::Timestamp: return "timestamp";
    case TypeId::Interval: return "interval";
    case TypeId::Jsonb: return "jsonb";
    }
    return "unknown";
}

} // namespace

std::string typeName(const Type& type) {
    std::string out(baseName(type.id));
    if (type.modifier >= 0 && type.id == TypeId::Varchar) out += fmt::format("({})", type.modifier);
    if (type.modifier >= 0 && type.id == TypeId::Numeric) out += fmt::format("({},{})", type.modifier >> 16, type.modifier & 0xFFFF);
    if (type.array) out += "[]";
    return out;
}

} // namespace weir
