// SPDX-License-Identifier: Apache-2.0
// _key, _value, _timestamp and the others: what they are on a side, and how they are read from a row.
#include "program_code.h"

#include "weir/expr/json_value.h"
#include "weir/record/json_out.h"
#include "weir/record/key.h"

#include <array>
#include <optional>
#include <utility>

namespace weir::expr {

namespace {

bool readVarint(std::string_view& bytes, std::int64_t& out) { // zigzag, as in a Kafka record
    std::uint64_t raw = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        raw |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) != 0) continue;
        out = static_cast<std::int64_t>((raw >> 1U) ^ (~(raw & 1U) + 1U));
        return true;
    }
    return false;
}

bool takeBytes(std::string_view& bytes, std::string_view& out, bool& null) {
    std::int64_t size = 0;
    if (!readVarint(bytes, size) || size > static_cast<std::int64_t>(bytes.size())) return false;
    null = size < 0;
    out = null ? std::string_view() : bytes.substr(0, static_cast<std::size_t>(size));
    bytes.remove_prefix(out.size());
    return true;
}

bool loadHeaders(KernelContext& context, const Row& row, Datum& out) {
    std::string json = "[";
    auto bytes = row.headers.bytes;
    for (std::int32_t i = 0; i < row.headers.count; ++i) {
        std::string_view name, value;
        bool nameNull = false, valueNull = false;
        if (!takeBytes(bytes, name, nameNull) || !takeBytes(bytes, value, valueNull)) return context.fail("data_corrupted", "the record's headers can't be read");
        json += i == 0 ? "[" : ",[";
        appendJsonString(json, name);
        json += ',';
        if (valueNull) {
            json += "null";
        } else {
            json += '"';
            appendBase64(json, value);
            json += '"';
        }
        json += ']';
    }
    json += ']';
    return fromText(context, Type{TypeId::Jsonb}, json, out);
}

bool fromFormat(KernelContext& context, Format format, const Type& type, std::string_view bytes, Datum& out) {
    if (format == Format::Json) {
        JsonError error;
        if (convertJson(bytes, type, context.arena, out, error)) return true;
        return context.fail(error.condition, error.message);
    }
    if (decodeKey(format, bytes, context.arena, out)) return true;
    return context.fail("data_corrupted", "the bytes don't fit the format " + std::string(formatName(format)));
}

bool loadValue(KernelContext& context, const Side& side, const Row& row, Datum& out) {
    if (row.valueNull) return true;
    if (row.valueRaw && side.valueForm == ValueForm::Raw) return fromFormat(context, side.valueFormat, typeOfFormat(side.valueFormat), row.value, out);
    if (side.columns == nullptr || row.columns == nullptr) return true;
    std::string json;
    appendJsonRow(json, *side.columns, row.columns);
    return fromText(context, Type{TypeId::Jsonb}, json, out);
}

constexpr std::array<std::pair<std::string_view, PseudoColumn>, 9> names{{
    {"_key", PseudoColumn::Key},
    {"_value", PseudoColumn::Value},
    {"_timestamp", PseudoColumn::Timestamp},
    {"_topic", PseudoColumn::Topic},
    {"_partition", PseudoColumn::Partition},
    {"_offset", PseudoColumn::Offset},
    {"_headers", PseudoColumn::Headers},
    {"_window_start", PseudoColumn::WindowStart},
    {"_window_end", PseudoColumn::WindowEnd},
}};

} // namespace

std::optional<PseudoColumn> pseudoNamed(std::string_view name) {
    if (!name.starts_with('_')) return std::nullopt;
    for (const auto& [text, which] : names)
        if (text == name) return which;
    return std::nullopt;
}

std::optional<Type> pseudoType(PseudoColumn which, const Side& side) {
    const bool window = which == PseudoColumn::WindowStart || which == PseudoColumn::WindowEnd;
    if (window ? !side.windowed : !side.pseudo) return std::nullopt;
    switch (which) {
    case PseudoColumn::Key: return side.keyType;
    case PseudoColumn::Value: return side.valueForm == ValueForm::Columns ? Type{TypeId::Jsonb} : typeOfFormat(side.valueFormat);
    case PseudoColumn::Topic: return Type{TypeId::Text};
    case PseudoColumn::Partition: return Type{TypeId::Integer};
    case PseudoColumn::Headers: return Type{TypeId::Jsonb};
    default: return Type{TypeId::BigInt};
    }
}

bool loadPseudo(KernelContext& context, PseudoColumn which, const Side& side, const Row* row, Datum& out) {
    out = Datum{};
    if (row == nullptr) return true;
    switch (which) {
    case PseudoColumn::Key: return row->keyNull || fromFormat(context, side.keyFormat, side.keyType, row->key, out);
    case PseudoColumn::Value: return loadValue(context, side, *row, out);
    case PseudoColumn::Timestamp: out = Datum::ofInt(row->timestamp); return true;
    case PseudoColumn::Topic:
        if (row->origin.topic != nullptr) out = Datum::ofBytes(*row->origin.topic);
        return true;
    case PseudoColumn::Partition: out = Datum::ofInt(row->origin.partition); return true;
    case PseudoColumn::Offset: out = Datum::ofInt(row->origin.offset); return true;
    case PseudoColumn::Headers: return loadHeaders(context, *row, out);
    case PseudoColumn::WindowStart: out = Datum::ofInt(row->windowStart); return true;
    case PseudoColumn::WindowEnd: out = Datum::ofInt(row->windowEnd); return true;
    }
    return true;
}

} // namespace weir::expr
