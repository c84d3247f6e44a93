// SPDX-License-Identifier: Apache-2.0
// Records as JSON Lines, as topic produce takes and topic consume prints them:
//   {"topic","partition","offset","timestamp","key","value","headers":[["name","base64"]]}
// Bytes that do not fit their format stand as key_base64 and value_base64.
#pragma once

#include "weir/core/time.h"
#include "weir/record/schema.h"
#include "weir/runtime/engine_access.h"

#include <optional>
#include <string>
#include <string_view>

namespace weir::cli {

struct RecordFormats {
    Format key = Format::String;
    Format value = Format::Json;
    enum class Windowed : std::uint8_t {
        No,
        Time,
        Session
    } windowed = Windowed::No;     ///< consume: the key ends with its window
    std::int64_t windowSizeMs = 0; ///< Time
};

/// One line to a record. Its topic and offset are passed over. Invalid, with a sentence.
Result<ProduceRecord> recordFromLine(std::string_view line, const RecordFormats& formats);
/// Appends the line and its newline.
void appendRecordLine(std::string& out, const FetchedRecord& record, std::string_view topic, std::int32_t partition,
                      const RecordFormats& formats);
/// "string", "json", …; Invalid with the list of names.
Result<Format> parseFormat(std::string_view name);

} // namespace weir::cli
