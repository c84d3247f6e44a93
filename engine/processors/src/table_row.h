// SPDX-License-Identifier: Apache-2.0
// TableRow: a row as a store keeps it: its columns, or the record's own bytes where there are no columns or `_value` is read
// downstream (docs/formats/store.md, "Table rows").
// Threads  immutable.
#pragma once

#include "weir/core/arena.h"
#include "weir/record/row.h"
#include "weir/record/row_codec.h"
#include "weir/topology/edge_type.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

class TableRowCodec {
public:
    /// `kept`: columns that travel; empty: all. `raw`: the record's own bytes travel too.
    TableRowCodec(const EdgeType& type, std::vector<bool> kept, bool raw);
    void encode(const Row& row, std::string& out) const;
    /// Sets columns, value, valueRaw, valueNull; the rest of `row` is the caller's. False: bytes that do not fit.
    bool decode(std::string_view bytes, Arena& arena, Row& row) const;

private:
    std::optional<RowCodec> m_codec;
    std::size_t m_columns = 0;
    bool m_raw;
};

} // namespace weir
