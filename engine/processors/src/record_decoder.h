// SPDX-License-Identifier: Apache-2.0
// RecordDecoder: a log record's key and value to a row, with every check of topology-format.md 2.
// Threads  one task.
#pragma once

#include "weir/core/arena.h"
#include "weir/log/record_batch.h"
#include "weir/record/json_in.h"
#include "weir/record/row.h"
#include "weir/record/schema.h"

#include <optional>
#include <string>
#include <vector>

namespace weir {

struct DecodeFailure {
    std::string condition;
    std::string message;
};

class RecordDecoder {
public:
    /// `wanted`: columns to fill (empty: none; the whole value is checked all the same).
    RecordDecoder(Format keyFormat, Format valueFormat, SchemaPtr schema, std::vector<bool> wanted);
    /// Fills key, value, columns, timestamp, headers, origin. False: failure() says why.
    bool decode(const RecordView& record, const Origin& origin, Arena& arena, Row& row);
    const DecodeFailure& failure() const { return m_failure; }

private:
    bool decodeKey(const RecordView& record, Arena& arena, Row& row);
    bool decodeValue(const RecordView& record, Arena& arena, Row& row);
    bool refuse(std::string condition, std::string message);

    Format m_keyFormat;
    Format m_valueFormat;
    SchemaPtr m_schema;
    std::optional<JsonRowReader> m_reader;
    DecodeFailure m_failure;
};

} // namespace weir
