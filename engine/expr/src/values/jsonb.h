// SPDX-License-Identifier: Apache-2.0
// jsonb: a value is PostgreSQL's text form of it, `{"a": 1, "bb": [1, 2]}`: keys by length, then bytes, the last of equal
// ones kept, numbers digit for digit. Everything here but jsonbFromText takes that form for granted.
// Shape    JsonView looks into the text without building anything; JsonTree is for what edits, compares or builds.
// Errors   invalid_text_representation, untranslatable_character, statement_too_complex.
#pragma once

#include "kernel.h"

#include <optional>

namespace weir::expr {

bool jsonbFromText(KernelContext& context, std::string_view text, Datum& out);

enum class JsonKind : std::uint8_t { Null, String, Number, Boolean, Array, Object }; // in jsonb's order
JsonKind jsonKind(std::string_view json);

/// A JSON string token to its text, and back (appended with its quotes).
std::string jsonUnquote(std::string_view token);
void appendJsonbString(std::string& out, std::string_view text);

/// The parts of an array or an object, one after the other.
class JsonView {
public:
    explicit JsonView(std::string_view json);
    /// False at the end. `key` is the token with its quotes; empty in arrays.
    bool next(std::string_view& key, std::string_view& value);

private:
    std::string_view m_rest;
    bool m_object;
};

std::int64_t jsonSize(std::string_view json); ///< elements or pairs
std::optional<std::string_view> jsonMember(std::string_view object, std::string_view key);
/// Negative: from the end. A scalar counts as an array of itself, as in PostgreSQL.
std::optional<std::string_view> jsonElement(std::string_view array, std::int64_t index);

struct JsonTree {
    JsonKind kind = JsonKind::Null;
    std::string text;               ///< a string's text, a number's digits, "true" or "false"
    std::vector<std::string> keys;  ///< of an object, sorted
    std::vector<JsonTree> children;

    static JsonTree read(std::string_view json);
    void print(std::string& out) const;
    /// Sorts the pairs by key; the last of equal ones stays.
    void normalize();
    bool isContainer() const { return kind == JsonKind::Array || kind == JsonKind::Object; }
};

int compareJsonb(std::string_view a, std::string_view b);
/// The operator @>.
bool jsonbContains(std::string_view whole, std::string_view part);
Datum jsonbDatum(Arena& arena, const JsonTree& tree);
/// Any value as to_jsonb gives it.
bool appendAsJsonb(KernelContext& context, const Type& type, const Datum& value, std::string& out);

} // namespace weir::expr
