// SPDX-License-Identifier: Apache-2.0
// EdgeType: what an edge carries (topology-format.md 4): a stream of facts or a table of the latest value by key, its key,
// its window, its columns.
#pragma once

#include "weir/expr/scope.h"
#include "weir/record/schema.h"

#include <cstdint>
#include <string>

namespace weir {

enum class EdgeKind : std::uint8_t { Stream, Table, GlobalTable };
enum class Windowing : std::uint8_t { None, Time, Session };

struct EdgeType {
    EdgeKind kind = EdgeKind::Stream;
    Windowing windowing = Windowing::None;
    std::int64_t windowSizeMs = 0; ///< Time: what a reader of the windowed key must know
    std::int64_t graceMs = 0;      ///< of the windows, for suppress
    bool session = false;          ///< grace counts from end + gap
    std::int64_t gapMs = 0;
    Format keyFormat = Format::String;
    Type keyType{TypeId::Text};
    SchemaPtr columns; ///< null: the whole value only (`_value`)
    expr::ValueForm valueForm = expr::ValueForm::Raw;
    Format valueFormat = Format::Json;
    bool materialised = false; ///< a table whose old rows are at hand (an aggregate's), also behind filters and map-values
    bool keyChanged = false; ///< since the last repartition: a stateful node repartitions
    bool operator==(const EdgeType&) const = default;

    bool isTable() const { return kind != EdgeKind::Stream; }
    bool windowed() const { return windowing != Windowing::None; }
    /// A side of a scope for expressions over this edge's rows.
    expr::Side side(std::string qualifier = {}) const;
};

/// "stream, key text, 6 columns"; "windowed table, key text, 2 columns".
std::string describeEdge(const EdgeType& type);

} // namespace weir
