// SPDX-License-Identifier: Apache-2.0
// Scope: what an expression may name. A side is one input row: a stream's record, a join's l and r, a fold's acc.
// Threads  immutable once built.
#pragma once

#include "weir/record/schema.h"

#include <string>
#include <vector>

namespace weir::expr {

/// How a side's whole value is held, for `_value`.
enum class ValueForm : std::uint8_t {
    Raw,     ///< Row::value in `valueFormat` (a source's own bytes)
    Columns, ///< a computed row: `_value` is jsonb built from the columns
};

struct Side {
    std::string qualifier;   ///< "", "l", "r", "acc"
    SchemaPtr columns;       ///< may be null: no columns
    bool pseudo = true;      ///< offers _key, _value, _timestamp, _topic, _partition, _offset, _headers
    bool windowed = false;   ///< offers _window_start, _window_end
    bool unqualified = true; ///< its columns may be named without the qualifier
    Format keyFormat = Format::String;
    Type keyType{TypeId::Text};
    ValueForm valueForm = ValueForm::Raw;
    Format valueFormat = Format::Json;
};

/// At most 2 sides with a row each. A name that two unqualified sides offer is ambiguous_column.
struct Scope {
    std::vector<Side> sides;
};

} // namespace weir::expr
