// SPDX-License-Identifier: Apache-2.0
// JsonTree: a JSON text as a FieldValue, under limits, with every duplicate key found on the way.
// Errors   `fatal` where nothing can be said of the content: no JSON, too big, too deep. Everything else is a problem with
//          its path.
#pragma once

#include "weir/topology/field_value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

inline constexpr std::size_t jsonBytesMax = 8U << 20;
inline constexpr std::size_t jsonDepthMax = 64;
inline constexpr std::size_t jsonStringMax = 64U << 10;
/// 5,000 nodes of 40 values and 20,000 edges stay far below; it bounds what a hostile file costs in memory.
inline constexpr std::size_t jsonValuesMax = 500'000;

struct JsonStep {
    std::string key; ///< of an object's member
    std::optional<std::size_t> index; ///< of a list's element
};

struct JsonProblem {
    std::vector<JsonStep> path;
    std::string message;
    std::string code;
};

struct JsonTree {
    std::optional<FieldValue> root; ///< absent if `fatal`
    std::string fatal;              ///< a sentence
    std::vector<JsonProblem> problems;
};

JsonTree readJson(std::string_view text);
/// "nodes[3].where"
std::string pathText(const std::vector<JsonStep>& path, std::size_t from = 0);

} // namespace weir
