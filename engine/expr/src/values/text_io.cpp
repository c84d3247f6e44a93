// SPDX-License-Identifier: Apache-2.0
// toText and fromText: one switch over the types; each type's own reading and printing is in the file of its name.
#include "kernel.h"
#include "values/number_text.h"

#include <fmt/format.h>

namespace weir::expr {

bool toText(KernelContext& context, const Type& type, const Datum& value, std::string& out) {
    switch (type.id) {
    case TypeId::Boolean: out += value.b ? 't' : 'f'; return true;
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt: fmt::format_to(std::back_inserter(out), "{}", value.i); return true;
    case TypeId::Real: appendReal(out, value.d); return true;
    case TypeId::Double: appendDouble(out, value.d); return true;
    case TypeId::Unknown:
    case TypeId::Text:
    case TypeId::Varchar:
    case TypeId::Jsonb: out += value.bytes(); return true;
    default: return context.fail("feature_not_supported", fmt::format("type {} has no text form", typeName(type)));
    }
}

bool fromText(KernelContext& context, const Type& type, std::string_view text, Datum& out) {
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
    case TypeId::Unknown:
    case TypeId::Text:
    case TypeId::Varchar: out = Datum::ofBytes(context.arena.copy(text)); return true;
    default: return context.fail("feature_not_supported", fmt::format("type {} can't be read from text", typeName(type)));
    }
}

} // namespace weir::expr
