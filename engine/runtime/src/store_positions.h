// SPDX-License-Identifier: Apache-2.0
// What a commit record says of a task's stores beside their changelogs' ends (docs/formats/store.md, "In the commit record").
#pragma once

#include "weir/log/commit_journal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

struct StoreTimes {
    std::int64_t observed = -1; ///< stream time
    std::int64_t emitted = -1;  ///< up to which closed windows were emitted
};
using OffsetRanges = std::vector<std::pair<std::int64_t, std::int64_t>>; ///< [from, to)

std::optional<StoreTimes> timesOf(const CommitRecord& record, const std::string& store);
/// Changelog offsets of commits that never happened.
OffsetRanges discardedOf(const CommitRecord& record, const std::string& store);
void describeStore(CommitRecord& record, const std::string& store, const StoreTimes& times, const OffsetRanges& discarded);
bool inRanges(const OffsetRanges& ranges, std::int64_t offset);
/// Numbers with a character between them; up to the first that is none.
std::vector<std::int64_t> parseNumbers(std::string_view text);

} // namespace weir
