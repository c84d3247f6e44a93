// SPDX-License-Identifier: Apache-2.0
#include "weir/record/schema.h"

#include <array>
#include <utility>

namespace weir {
namespace {
constexpr std::array<std::pair<Format, std::string_view>, 7> formatNames{{{Format::None, "none"},
                                                                          {Format::String, "string"},
                                                                          {Format::Int32, "int32"},
                                                                          {Format::Int64, "int64"},
                                                                          {Format::Double, "double"},
                                                                          {Format::Bytes, "bytes"},
                                                                          {Format::Json, "json"}}};
}

std::string_view formatName(Format format) {
    for (const auto& [id, name] : formatNames)
        if (id == format) return name;
    return "none";
}

std::optional<Format> formatFromName(std::string_view name) {
    for (const auto& [id, known] : formatNames)
        if (known == name) return id;
    return std::nullopt;
}

Type typeOfFormat(Format format) {
    switch (format) {
    case Format::None:
    case Format::String: return {TypeId::Text};
    case Format::Int32: return {TypeId::Integer};
    case Format::Int64: return {TypeId::BigInt};
    case Format::Double: return {TypeId::Double};
    case Format::Bytes: return {TypeId::Bytea};
    case Format::Json: return {TypeId::Jsonb};
    }
    return {TypeId::Text};
}

Format formatOfKeyType(const Type& type) {
    if (type.isText()) return Format::String;
    if (type.is(TypeId::BigInt)) return Format::Int64;
    if (type.is(TypeId::Integer)) return Format::Int32;
    if (type.is(TypeId::Double)) return Format::Double;
    return Format::Json;
}

} // namespace weir
