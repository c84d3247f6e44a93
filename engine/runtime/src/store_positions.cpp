// SPDX-License-Identifier: Apache-2.0
#include "store_positions.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace weir {
namespace {

std::string timesKey(const std::string& store) { return "time:" + store; }
std::string discardedKey(const std::string& store) { return "discarded:" + store; }

} // namespace

std::vector<std::int64_t> parseNumbers(std::string_view text) {
    std::vector<std::int64_t> numbers;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        std::int64_t number = 0;
        const auto [rest, error] = std::from_chars(at, end, number);
        if (error != std::errc{}) break;
        numbers.push_back(number);
        at = rest < end ? rest + 1 : end;
    }
    return numbers;
}

std::optional<StoreTimes> timesOf(const CommitRecord& record, const std::string& store) {
    const auto times = record.positions.find(timesKey(store));
    if (times == record.positions.end()) return std::nullopt;
    const auto numbers = parseNumbers(times->second);
    return numbers.size() == 2 ? std::optional(StoreTimes{numbers[0], numbers[1]}) : std::nullopt;
}

OffsetRanges discardedOf(const CommitRecord& record, const std::string& store) {
    OffsetRanges out;
    const auto ranges = record.positions.find(discardedKey(store));
    if (ranges == record.positions.end()) return out;
    const auto numbers = parseNumbers(ranges->second);
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) out.emplace_back(numbers[i], numbers[i + 1]);
    return out;
}

void describeStore(CommitRecord& record, const std::string& store, const StoreTimes& times, const OffsetRanges& discarded) {
    record.positions[timesKey(store)] = fmt::format("{},{}", times.observed, times.emitted);
    std::string ranges;
    for (const auto& [from, to] : discarded) ranges += fmt::format("{}{},{}", ranges.empty() ? "" : ",", from, to);
    if (!ranges.empty()) record.positions[discardedKey(store)] = std::move(ranges);
}

bool inRanges(const OffsetRanges& ranges, std::int64_t offset) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) { return offset >= range.first && offset < range.second; });
}

} // namespace weir
