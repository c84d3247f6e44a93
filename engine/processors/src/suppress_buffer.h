// SPDX-License-Identifier: Apache-2.0
// BufferedRow: a table's update that waits in a suppress node, as its store keeps it (docs/formats/store.md, "Buffered rows").
// Threads  one task.
#pragma once

#include "table_row.h"

#include "weir/record/row.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// The parts of a buffered row, as views.
struct BufferedRow {
    std::int64_t slotTime = 0;  ///< when it began to wait, or its window's end
    bool hasRow = false;        ///< false: the newest update deleted the row
    bool hasOld = false;
    std::string_view row;       ///< a table row
    std::string_view old;       ///< what downstream has now, if it wants old rows
    std::int64_t oldTimestamp = 0;
    HeadersView headers;
    std::string_view topic;     ///< empty: the origin does not travel
    std::int32_t partition = 0;
    std::int64_t offset = 0;
};

void appendBufferedRow(std::string& out, const BufferedRow& buffered);
/// False: bytes that do not fit.
bool readBufferedRow(std::string_view bytes, BufferedRow& out);

} // namespace weir
