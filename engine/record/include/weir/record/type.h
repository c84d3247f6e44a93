// SPDX-License-Identifier: Apache-2.0
// Type: the SQL types of topology-format.md 3, as they stand in schemas and expressions.
#pragma once

#include <cstdint>
#include <string>

namespace weir {

enum class TypeId : std::uint8_t {
    Unknown, ///< an untyped literal ('x', NULL) before it is resolved; never a column's type
    Boolean,
    SmallInt,
    Integer,
    BigInt,
    Real,
    Double,
    Numeric,
    Text,
    Varchar,
    Bytea,
    TimestampTz,
    Timestamp, ///< inside expressions only, refused as a column's type
    Interval,
    Jsonb,
};

struct Type {
    TypeId id = TypeId::Unknown;
    bool array = false;
    std::int32_t modifier = -1; ///< varchar(n): n; numeric(p, s): p << 16 | s; -1: none
    bool operator==(const Type&) const = default;

    Type element() const { return {id, false, modifier}; }
    bool is(TypeId other) const { return id == other && !array; }
    bool isText() const { return !array && (id == TypeId::Text || id == TypeId::Varchar); }
    bool isInteger() const { return !array && (id == TypeId::SmallInt || id == TypeId::Integer || id == TypeId::BigInt); }
};

/// PostgreSQL's name: "double precision", "text[]", "numeric(10,2)".
std::string typeName(const Type& type);

} // namespace weir
