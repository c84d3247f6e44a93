// SPDX-License-Identifier: Apache-2.0
#include "log_position.h"

#include "weir/core/time.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace weir::cli {

namespace {

/// One offset for all partitions stands under this number.
constexpr std::int32_t everyPartition = -1;

template <class T>
bool number(std::string_view text, T& out) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
    return problem == std::errc() && end == text.data() + text.size() && out >= 0;
}

} // namespace

Result<LogPosition> parsePosition(std::string_view text, const Clock& clock) {
    LogPosition position;
    if (text == "earliest") return position;
    if (text == "latest") {
        position.kind = LogPosition::Kind::Latest;
        return position;
    }
    if (text.starts_with('-')) {
        if (const auto before = parseDuration(text.substr(1))) {
            position.kind = LogPosition::Kind::Time;
            position.timestamp = clock.wallMs() - before->count();
            return position;
        }
    }
    if (text.starts_with('@') && number(text.substr(1), position.timestamp)) {
        position.kind = LogPosition::Kind::Time;
        return position;
    }
    if (text.find('T') != std::string_view::npos) {
        if (const auto micros = parseTimestampMicros(text)) {
            position.kind = LogPosition::Kind::Time;
            position.timestamp = *micros / 1000;
            return position;
        }
    }
    position.kind = LogPosition::Kind::Offsets;
    if (std::int64_t offset = 0; number(text, offset)) {
        position.offsets.emplace_back(everyPartition, offset);
        return position;
    }
    for (std::string_view rest = text; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto pair = rest.substr(0, comma);
        const auto colon = pair.find(':');
        std::int32_t partition = 0;
        std::int64_t offset = 0;
        if (colon == std::string_view::npos || !number(pair.substr(0, colon), partition) ||
            !number(pair.substr(colon + 1), offset)) {
            position.offsets.clear();
            break;
        }
        position.offsets.emplace_back(partition, offset);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (position.offsets.empty())
        return fail(Errc::Invalid, fmt::format("\"{}\" is no place in a log: give earliest, latest, an offset, "
                                               "partition:offset pairs (0:1500,1:1800), "
                                               "a time (2026-11-22T10:00:00Z), how long ago (-2h) or @ and ms since the epoch.",
                                               text));
    return position;
}

Result<std::int64_t> offsetOf(const LogPosition& position, EngineAccess& engine, const TopicInfo& topic,
                              std::int32_t partition) {
    const auto& bounds = topic.partitions.at(static_cast<std::size_t>(partition));
    switch (position.kind) {
    case LogPosition::Kind::Earliest:
        return bounds.start;
    case LogPosition::Kind::Latest:
        return bounds.end;
    case LogPosition::Kind::Time:
        return engine.offsetForTime(topic.spec.name, partition, position.timestamp);
    case LogPosition::Kind::Offsets:
        break;
    }
    for (const auto& [of, offset] : position.offsets)
        if (of == partition || of == everyPartition) return std::clamp(offset, bounds.start, bounds.end);
    return bounds.start;
}

} // namespace weir::cli
