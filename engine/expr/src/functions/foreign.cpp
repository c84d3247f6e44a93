// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL has under the names of Weir's functions and operators, over types or in forms that Weir has not. An
// untyped literal could mean one of them: a call that is ambiguous there must not mean something here.
#include "functions/registry.h"

namespace weir::expr {

void addForeign(FunctionList& list) {
    for (const auto* signature :
         {"->(json, text) -> jsonb", "->(json, integer) -> jsonb", "->>(json, text) -> text", "->>(json, integer) -> text", "#>(json, text[]) -> jsonb", "#>>(json, text[]) -> text",
          "@>(anyrange, anyelement) -> boolean", "@>(point, anyelement) -> boolean", "@>(box, box) -> boolean", "<@(anyelement, anyrange) -> boolean", "<@(anyelement, point) -> boolean",
          "<@(box, box) -> boolean", "&&(box, box) -> boolean", "&&(anyrange, anyrange) -> boolean", "?|(point, point) -> boolean", "trunc(macaddr) -> text", "isfinite(date) -> boolean",
          "substring(text, text, text) -> text"})
        define(list, signature, nullptr, "", postgresOnly);
}

} // namespace weir::expr
