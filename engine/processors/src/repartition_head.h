// SPDX-License-Identifier: Apache-2.0
// The head of a repartition record's value, as docs/formats/row.md has it: a byte of flags, how far the producing task's stream time
// was ahead of the record, the task's partition. Here for the topics between the parts of a node, whose flags are 0.
#pragma once

#include "weir/record/row_codec.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

inline void appendRepartitionHead(std::string& out, std::int64_t ahead, std::int32_t producer) {
    out.push_back(0);
    appendVarint(out, (static_cast<std::uint64_t>(ahead) << 1U) ^ static_cast<std::uint64_t>(ahead >> 63));
    appendVarint(out, static_cast<std::uint64_t>(producer));
}

inline bool readRepartitionHead(std::string_view& bytes, std::int64_t& ahead, std::int32_t& producer) {
    if (bytes.empty()) return false;
    bytes.remove_prefix(1);
    std::uint64_t zigzag = 0;
    std::uint64_t partition = 0;
    if (!readVarint(bytes, zigzag) || !readVarint(bytes, partition)) return false;
    ahead = static_cast<std::int64_t>(zigzag >> 1U) ^ -static_cast<std::int64_t>(zigzag & 1U);
    producer = static_cast<std::int32_t>(partition);
    return true;
}

} // namespace weir
