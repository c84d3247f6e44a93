// SPDX-License-Identifier: Apache-2.0
// Keys: serialized, canonical bytes; what is hashed, ordered and compared (topology-format.md 2).
#pragma once

#include "weir/core/arena.h"
#include "weir/record/datum.h"
#include "weir/record/schema.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// A computed key to its bytes in `format`. Double: -0 is 0; false on NaN. NULL is the caller's.
bool encodeKey(Format format, const Type& type, const Datum& value, std::string& out);
/// Bytes to a value of `type`; json keys of a scalar type are read as that scalar. Null bytes are the caller's. False: bytes that don't fit.
/// Numeric, timestamptz and the like of a json key come out as jsonb text when `type` is Jsonb, else by expr's conversion (see keyOf there).
bool decodeKey(Format format, std::string_view bytes, Arena& arena, Datum& out);
/// Kafka's murmur2, and its default partition for a key: (murmur2 & 0x7fffffff) % partitions.
std::uint32_t murmur2(std::string_view bytes);
std::int32_t partitionOfKey(std::string_view key, std::int32_t partitions);

/// Kafka Streams' serdes: time-windowed key = key, 8-byte start; session = key, 8-byte end, 8-byte start (big-endian).
void appendTimeWindowedKey(std::string& out, std::string_view key, std::int64_t start);
void appendSessionWindowedKey(std::string& out, std::string_view key, std::int64_t start, std::int64_t end);
struct WindowedKey {
    std::string_view key;
    std::int64_t start = 0;
    std::int64_t end = 0;
};
/// The parts of such a key; `sizeMs` gives a time window its end. Nullopt: too short to be one.
std::optional<WindowedKey> splitWindowedKey(std::string_view bytes, bool session, std::int64_t sizeMs);

} // namespace weir
