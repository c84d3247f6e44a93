// SPDX-License-Identifier: Apache-2.0
// Row: one record on its way through a task, as views. Nothing in it is owned: bytes live in the batch that was read,
// in the task's arena or in a store, until the record's depth-first journey ends (docs/adr/0002-record-path.md).
// Threads  one task.
#pragma once

#include "weir/record/datum.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

/// Where the source record that led to a row stands.
struct Origin {
    const std::string* topic = nullptr;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
};

/// Headers as they stand in a Kafka record: varint length and bytes of each name and value (-1: null value).
struct HeadersView {
    std::int32_t count = 0;
    std::string_view bytes;
};

struct Row {
    const Datum* columns = nullptr; ///< by the edge's schema; columns nobody reads are not filled. Null for a tombstone
    std::string_view value;         ///< the record's own bytes, while the value is unchanged since the source
    std::string_view key;           ///< serialized, canonical; the inner key on a windowed edge
    bool keyNull = true;
    bool valueNull = true; ///< tombstone
    bool valueRaw = false; ///< `value` holds; false once columns were computed
    std::int64_t timestamp = 0; ///< ms since the epoch
    std::int64_t windowStart = 0; ///< on a windowed edge
    std::int64_t windowEnd = 0;
    HeadersView headers;
    Origin origin;
};

} // namespace weir
