// SPDX-License-Identifier: Apache-2.0
// Casts to and from text: every type prints by assignment and reads explicitly (PostgreSQL's I/O casts).
#include "functions/registry.h"

namespace weir::expr {
namespace {

bool print(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    if (!toText(context, context.argumentTypes[0], in[0], text)) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

/// The cast of boolean prints words where the output function prints letters.
bool printBoolean(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBytes(in[0].b ? std::string_view("true") : std::string_view("false"));
    return true;
}

bool read(KernelContext& context, const Datum* in, Datum& out) {
    return fromText(context, context.resultType, in[0].bytes(), out);
}

} // namespace

void addTextCasts(CastList& list) {
    using enum TypeId;
    using enum CastContext;
    list.push_back({Text, Varchar, Implicit, nullptr});
    list.push_back({Varchar, Text, Implicit, nullptr});
    for (const TypeId text : {Text, Varchar}) {
        list.push_back({Boolean, text, Assignment, printBoolean});
        list.push_back({text, Boolean, Explicit, read});
        for (const TypeId type : {SmallInt, Integer, BigInt, Real, Double, Numeric, Bytea, TimestampTz, Timestamp, Interval, Jsonb}) {
            list.push_back({type, text, Assignment, print});
            list.push_back({text, type, Explicit, read});
        }
    }
}

} // namespace weir::expr
