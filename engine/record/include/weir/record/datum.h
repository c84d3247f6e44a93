// SPDX-License-Identifier: Apache-2.0
// Datum: one SQL value in 16 bytes. Its type stands beside it (a schema, a program), never inside.
// Shape    by TypeId:
//            Boolean b · SmallInt, Integer, BigInt i · Real, Double d
//            TimestampTz, Timestamp i: µs since the Unix epoch, INT64_MIN and INT64_MAX are -infinity and infinity
//            Text, Varchar, Bytea: `size` bytes at p · Jsonb: PostgreSQL's text form of it (keys in jsonb order), at p
//            Numeric: docs/formats/row.md's bytes at p · Interval: an IntervalValue at p · arrays: an ArrayValue at p
// Life     a view. Bytes belong to a record batch, an Arena or a store, and are copied by whoever keeps them longer.
#pragma once

#include "weir/record/type.h"

#include <cstdint>
#include <string_view>

namespace weir {

struct Datum {
    union {
        std::int64_t i;
        double d;
        bool b;
        const char* p;
    };
    std::uint32_t size = 0;
    bool null = true;

    Datum() : i(0) {}
    static Datum ofBool(bool v) {
        Datum d;
        d.i = 0;
        d.b = v;
        d.null = false;
        return d;
    }
    static Datum ofInt(std::int64_t v) {
        Datum d;
        d.i = v;
        d.null = false;
        return d;
    }
    static Datum ofDouble(double v) {
        Datum d;
        d.d = v;
        d.null = false;
        return d;
    }
    /// Text, bytea, jsonb, numeric: `bytes` must outlive the datum.
    static Datum ofBytes(std::string_view bytes) {
        Datum d;
        d.p = bytes.data();
        d.size = static_cast<std::uint32_t>(bytes.size());
        d.null = false;
        return d;
    }
    std::string_view bytes() const { return {p, size}; }
};
static_assert(sizeof(Datum) == 16);

/// months, days and µs are kept apart, as in PostgreSQL.
struct IntervalValue {
    std::int64_t micros = 0;
    std::int32_t days = 0;
    std::int32_t months = 0;
    bool operator==(const IntervalValue&) const = default;
};

/// One-dimensional, lower bound 1; elements may be NULL. (PostgreSQL's '{}' has length 0.)
struct ArrayValue {
    std::uint32_t length = 0;
    const Datum* elements = nullptr;
};

inline const IntervalValue& intervalOf(const Datum& d) { return *reinterpret_cast<const IntervalValue*>(d.p); }
inline const ArrayValue& arrayOf(const Datum& d) { return *reinterpret_cast<const ArrayValue*>(d.p); }

} // namespace weir
