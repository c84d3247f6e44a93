// SPDX-License-Identifier: Apache-2.0
// toText and fromText: one switch over the types; each type's own reading and printing is in the file of its name.
#include "kernel.h"
#include "values/array_text.h"
#include "values/bytea_text.h"
#include "values/date_text.h"
#include "values/interval_text.h"
#include "values/jsonb.h"
#include "values/number_text.h"
#include "weir/record/numeric.h"

#include <fmt/format.h>

namespace weir::expr {

bool toText(KernelContext& context, const Type& type, const Datum& value, std::string& out) {
    if (type.array) return arrayToText(context, type, value, out);
    switch (type.id) {
    case TypeId::Boolean: out += value.b ? 't' : 'f'; return true;
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt: fmt::format_to(std::back_inserter(out), "{}", value.i); return true;
    case TypeId::Real: appendReal(out, value.d); return true;
    case TypeId::Double: appendDouble(out, value.d); return true;
    case TypeId::Numeric: appendNumeric(out, value.bytes()); return true;
    case TypeId::Bytea: appendBytea(out, value.bytes()); return true;
    case TypeId::TimestampTz: appendTimestamp(out, value.i, true); return true;
    case TypeId::Timestamp: appendTimestamp(out, value.i, false); return true;
    case TypeId::Interval: appendInterval(out, intervalOf(value)); return true;
    case TypeId::Unknown:
    case TypeId::Text:
    case TypeId::Varchar:
    case TypeId::Jsonb: out += value.bytes(); return true;
    }
    return false;
}

namespace {

bool numericFromText(KernelContext& context, std::string_view text, Datum& out) {
    Numeric value;
    switch (Numeric::parse(text, value)) {
    case Numeric::Parsed::Syntax: return invalidText(context, "numeric", text);
    case Numeric::Parsed::Overflow: return context.fail("numeric_value_out_of_range", "value overflows numeric format");
    case Numeric::Parsed::Ok: break;
    }
    out = Datum::ofBytes(value.write(context.arena));
    return true;
}

} // namespace

bool fromText(KernelContext& context, const Type& type, std::string_view text, Datum& out) {
    if (type.array) return arrayFromText(context, type, text, out);
    switch (type.id) {
    case TypeId::Boolean: {
        bool value = false;
        if (!parseBoolean(context, text, value)) return false;
        out = Datum::ofBool(value);
        return true;
    }
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt: {
        std::int64_t value = 0;
        if (!parseInteger(context, type.id, text, value)) return false;
        out = Datum::ofInt(value);
        return true;
    }
    case TypeId::Real:
    case TypeId::Double: {
        double value = 0;
        if (!(type.id == TypeId::Real ? parseReal : parseDouble)(context, text, value)) return false;
        out = Datum::ofDouble(value);
        return true;
    }
    case TypeId::Numeric: return numericFromText(context, text, out);
    case TypeId::Bytea: return byteaFromText(context, text, out);
    case TypeId::TimestampTz:
    case TypeId::Timestamp: {
        std::int64_t micros = 0;
        if (!parseTimestamp(context, type.id == TypeId::TimestampTz, text, micros)) return false;
        out = Datum::ofInt(micros);
        return true;
    }
    case TypeId::Interval: {
        IntervalValue value;
        if (!parseInterval(context, text, type.modifier, value)) return false;
        out = intervalDatum(context.arena, value);
        return true;
    }
    case TypeId::Jsonb: return jsonbFromText(context, text, out);
    case TypeId::Unknown:
    case TypeId::Text:
    case TypeId::Varchar: out = Datum::ofBytes(context.arena.copy(text)); return true;
    }
    return false;
}

} // namespace weir::expr
