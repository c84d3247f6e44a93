// SPDX-License-Identifier: Apache-2.0
// evaluateCorpusLine: one line of an expression corpus to one line of its answer (tests/expressions/README.md).
// Errors   never fails: what goes wrong is the answer, {"error": condition, "when": "check" or "run"}.
#pragma once

#include <string>
#include <string_view>

namespace weir::expr {

/// `line`: {"schema", "row" or "rows", "expr", …}. The answer: {"type", "result"} or an error; no line end.
std::string evaluateCorpusLine(std::string_view line);

} // namespace weir::expr
