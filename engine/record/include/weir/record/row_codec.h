// SPDX-License-Identifier: Apache-2.0
// RowCodec: columns to bytes and back, for repartition topics, stores and changelogs (docs/formats/row.md).
// Shape    a null bitmap, then each non-NULL value: fixed-width numbers little-endian, bytes with a varint length, arrays with
//          a varint count and their own bitmap. Unwanted columns are left out when the codec is pruned.
// Errors   decode returns false on bytes that do not fit (Corrupt for the caller).
// Threads  immutable.
#pragma once

#include "weir/core/arena.h"
#include "weir/record/datum.h"
#include "weir/record/schema.h"

#include <string>
#include <string_view>
#include <vector>

namespace weir {

class RowCodec {
public:
    /// `kept`: columns that travel; empty: all. The order is the schema's.
    RowCodec(SchemaPtr schema, std::vector<bool> kept = {});
    void encode(const Datum* columns, std::string& out) const;
    /// Fills the kept columns (others NULL); text, numeric and jsonb are views into `bytes`, arrays and intervals live in `arena`.
    bool decode(std::string_view bytes, Arena& arena, Datum* columns) const;
    const Schema& schema() const { return *m_schema; }

private:
    SchemaPtr m_schema;
    std::vector<bool> m_kept;
    std::size_t m_keptCount = 0;
};

void appendValue(std::string& out, const Type& type, const Datum& value);
bool readValue(std::string_view& bytes, const Type& type, Arena& arena, Datum& out);
void appendVarint(std::string& out, std::uint64_t value);
bool readVarint(std::string_view& bytes, std::uint64_t& out);

} // namespace weir
