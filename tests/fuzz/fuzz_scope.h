// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share: a scope with a column of every type, and checks that stop the program.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/expr/compile.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace weir::fuzz {

inline void must(bool fine) {
    if (!fine) std::abort();
}

/// No program: a diagnostic must say why.
inline void mustSayWhy(bool made, const Diagnostics& diagnostics) {
    must(made || std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; }));
}

inline expr::Scope scopeOfAllTypes() {
    expr::Side side;
    side.columns = expr::parseSchema("a bigint, b bigint, i integer, si smallint, r real, x double precision, n numeric, s text, u varchar, p boolean, q boolean, t timestamptz, d interval, j jsonb, "
                                     "g bigint[], h text[], f double precision[], y bytea, o numeric[], k jsonb[]")
                       .schema;
    expr::Scope scope;
    scope.sides.push_back(std::move(side));
    return scope;
}

} // namespace weir::fuzz
