// SPDX-License-Identifier: Apache-2.0
// A place in a log, as --from and --to take it: earliest, latest, an offset, partition:offset pairs, or a time.
#pragma once

#include "weir/runtime/engine_access.h"

#include <string_view>

namespace weir::cli {

/// "earliest", "latest", "1500" (in every partition), "0:1500,1:1800", "2026-11-22T10:00:00Z", "@1700000000000" (ms), "-2h" (before now).
Result<LogPosition> parsePosition(std::string_view text, const Clock& clock);
/// Their text in help.
inline constexpr const char* positionHelp = "earliest, latest, an offset, 0:1500,1:1800, a time (2026-11-22T10:00:00Z) or -2h";
/// The offset of a position in one partition of a topic. A partition that it does not name: the start.
Result<std::int64_t> offsetOf(const LogPosition& position, EngineAccess& engine, const TopicInfo& topic,
                              std::int32_t partition);

} // namespace weir::cli
