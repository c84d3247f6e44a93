// SPDX-License-Identifier: Apache-2.0
// Diagnostic: one mistake in the user's drawing or SQL, with its place, a sentence, and a fix where there is one.
#pragma once

#include "weir/core/fix.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir {

enum class Severity : std::uint8_t { Error, Warning, Info };

struct Diagnostic {
    Severity severity = Severity::Error;
    std::string node;  ///< id; empty: the file
    std::string field; ///< "where", "window.size", "branches[1].where", "port:left"
    Span span;         ///< in the field's text
    std::string message;
    std::string code; ///< PostgreSQL condition name ("undefined_column") or ours ("unknown_key")
    std::optional<Fix> fix;
    bool operator==(const Diagnostic&) const = default;
};
using Diagnostics = std::vector<Diagnostic>;

inline bool hasErrors(const Diagnostics& diagnostics) {
    for (const auto& d : diagnostics)
        if (d.severity == Severity::Error) return true;
    return false;
}
/// "node ID: field: message", as `weir check` prints it after the file's name.
std::string toText(const Diagnostic& diagnostic);

} // namespace weir
