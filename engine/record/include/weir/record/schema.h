// SPDX-License-Identifier: Apache-2.0
// Schema: the columns of a row, in order. Format: how a key or a value stands in a record's bytes.
#pragma once

#include "weir/record/type.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct Column {
    std::string name;
    Type type;
    bool operator==(const Column&) const = default;
};

struct Schema {
    std::vector<Column> columns;
    std::optional<std::size_t> find(std::string_view name) const {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].name == name) return i;
        return std::nullopt;
    }
    std::size_t size() const { return columns.size(); }
    bool operator==(const Schema&) const = default;
};
using SchemaPtr = std::shared_ptr<const Schema>;

/// topology-format.md 2: Kafka's big-endian serdes for the numbers.
enum class Format : std::uint8_t { None, String, Int32, Int64, Double, Bytes, Json };
std::string_view formatName(Format format);
std::optional<Format> formatFromName(std::string_view name);
/// The SQL type of a value in this format: text, integer, bigint, double precision, bytea, jsonb (None: text, always NULL).
Type typeOfFormat(Format format);
/// The format of a computed key of this type (topology-format.md 2): text → String, … anything else Json.
Format formatOfKeyType(const Type& type);

} // namespace weir
