// SPDX-License-Identifier: Apache-2.0
// Diagnostic: one mistake in the user's drawing or SQL, with its place, a sentence, and a fix where there is one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir {

/// Half-open range of bytes in a field's text.
struct Span {
    std::int32_t begin = -1;
    std::int32_t end = -1;
    bool known() const { return begin >= 0; }
    bool operator==(const Span&) const = default;
};

enum class Severity : std::uint8_t { Error, Warning, Info };

/// Replace `span` of the field by `replacement`; `title` is the button's text ("Change to amount").
struct Fix {
    std::string title;
    Span span;
    std::string replacement;
    bool operator==(const Fix&) const = default;
};

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
