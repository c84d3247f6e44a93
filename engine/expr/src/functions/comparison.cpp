// SPDX-License-Identifier: Apache-2.0
// Comparison operators. Integers and floats of different widths compare without a cast, as in PostgreSQL.
#include "functions/registry.h"

#include <cmath>

namespace weir::expr {
namespace {

enum class Is { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

template <Is is>
bool answer(int order) {
    if constexpr (is == Is::Equal) return order == 0;
    else if constexpr (is == Is::NotEqual) return order != 0;
    else if constexpr (is == Is::Less) return order < 0;
    else if constexpr (is == Is::LessEqual) return order <= 0;
    else if constexpr (is == Is::Greater) return order > 0;
    else return order >= 0;
}

template <Is is>
bool compareInts(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(answer<is>(in[0].i < in[1].i ? -1 : in[0].i > in[1].i ? 1 : 0));
    return true;
}

template <Is is>
bool compareFloats(KernelContext&, const Datum* in, Datum& out) {
    static constexpr Type type{TypeId::Double};
    out = Datum::ofBool(answer<is>(compareValues(type, in[0], in[1])));
    return true;
}

template <Is is>
bool compareText(KernelContext&, const Datum* in, Datum& out) {
    if constexpr (is == Is::Equal || is == Is::NotEqual)
        out = Datum::ofBool((in[0].bytes() == in[1].bytes()) == (is == Is::Equal));
    else out = Datum::ofBool(answer<is>(in[0].bytes().compare(in[1].bytes())));
    return true;
}

template <Is is>
bool compareAny(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum::ofBool(answer<is>(compareValues(context.argumentTypes[0], in[0], in[1])));
    return true;
}

bool compareBooleans(const Datum* in) { return in[0].b == in[1].b; }

template <Is is>
bool compareBools(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(answer<is>(compareBooleans(in) ? 0 : in[0].b ? 1 : -1));
    return true;
}

} // namespace

#define WEIR_COMPARE(A, B, kernel)                                                                                     \
    define(list, "=(" A ", " B ") -> boolean", kernel<Is::Equal>, "Equal.");                                            \
    define(list, "<>(" A ", " B ") -> boolean", kernel<Is::NotEqual>, "Not equal.");                                    \
    define(list, "<(" A ", " B ") -> boolean", kernel<Is::Less>, "Less than.");                                         \
    define(list, "<=(" A ", " B ") -> boolean", kernel<Is::LessEqual>, "Less than or equal.");                          \
    define(list, ">(" A ", " B ") -> boolean", kernel<Is::Greater>, "Greater than.");                                   \
    define(list, ">=(" A ", " B ") -> boolean", kernel<Is::GreaterEqual>, "Greater than or equal.")

void addComparisons(FunctionList& list) {
    WEIR_COMPARE("integer", "integer", compareInts);
    WEIR_COMPARE("bigint", "bigint", compareInts);
    WEIR_COMPARE("smallint", "smallint", compareInts);
    WEIR_COMPARE("smallint", "integer", compareInts);
    WEIR_COMPARE("integer", "smallint", compareInts);
    WEIR_COMPARE("smallint", "bigint", compareInts);
    WEIR_COMPARE("bigint", "smallint", compareInts);
    WEIR_COMPARE("integer", "bigint", compareInts);
    WEIR_COMPARE("bigint", "integer", compareInts);
    WEIR_COMPARE("double", "double", compareFloats);
    WEIR_COMPARE("real", "real", compareFloats);
    WEIR_COMPARE("real", "double", compareFloats);
    WEIR_COMPARE("double", "real", compareFloats);
    WEIR_COMPARE("numeric", "numeric", compareAny);
    WEIR_COMPARE("boolean", "boolean", compareBools);
    WEIR_COMPARE("text", "text", compareText);
    WEIR_COMPARE("bytea", "bytea", compareText);
    WEIR_COMPARE("timestamptz", "timestamptz", compareInts);
    WEIR_COMPARE("timestamp", "timestamp", compareInts);
    WEIR_COMPARE("timestamp", "timestamptz", compareInts); // the session's zone is UTC
    WEIR_COMPARE("timestamptz", "timestamp", compareInts);
    WEIR_COMPARE("interval", "interval", compareAny);
    WEIR_COMPARE("jsonb", "jsonb", compareAny);
    WEIR_COMPARE("anyarray", "anyarray", compareAny);
}

#undef WEIR_COMPARE

} // namespace weir::expr
