// SPDX-License-Identifier: Apache-2.0
// What is asked of an engine beside running: places in a log, offsets of an application, replays and their switch-over
// (docs/adr/0009). Plain values; EngineAccess has the calls.
#pragma once

#include "weir/core/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

/// "earliest", "latest", an offset per partition (-1: every one), or a timestamp.
struct LogPosition {
    enum class Kind : std::uint8_t { Earliest, Latest, Offsets, Time } kind = Kind::Earliest;
    std::vector<std::pair<std::int32_t, std::int64_t>> offsets;
    std::int64_t timestamp = 0;
};

struct OffsetsRequest {
    enum class Kind : std::uint8_t {
        Show,
        Set,  ///< its stores stay as they are
        Reset ///< without stores and internal topics, as if it had never run
    } kind = Kind::Show;
    std::string applicationId;       ///< empty: the topology's
    std::string topologyText;        ///< may be empty once the application has committed
    std::string file;                ///< its name, for messages
    std::optional<LogPosition> to;   ///< absent: where it is (Set), earliest (Reset)
    std::int64_t shiftBy = 0;        ///< added to where it is, in place of `to`
    std::vector<std::string> topics; ///< "orders", "orders:2"; empty: all. Others stay (Set)
    bool dryRun = false;
};
struct OffsetsReport {
    struct Partition {
        std::string topic;
        std::int32_t partition = 0;
        std::int64_t current = -1; ///< -1: nothing committed
        std::int64_t target = -1;
        std::int64_t start = 0; ///< of the partition
        std::int64_t end = 0;
    };
    std::string applicationId;
    std::vector<Partition> partitions;      ///< by topic and partition
    std::vector<std::string> removedTopics; ///< internal ones (Reset)
    bool changed = false;                   ///< false: shown, or a dry run
};

struct ReplayRequest {
    std::string topologyText;
    std::string file;
    std::vector<std::pair<std::string, std::string>> settings;
    std::optional<LogPosition> from; ///< absent: earliest
    std::string applicationId;       ///< that it replays; empty: the topology's own
};
enum class ReplayPhase : std::uint8_t {
    Stopped,    ///< it does not run in this process; begin it again with the same file
    CatchingUp, ///< behind the end of its input
    Ready,      ///< at the end, as far as the input's rate lets one say so
    Switching,  ///< about to take over
    Failed      ///< its job failed, or the switch did
};
std::string_view phaseName(ReplayPhase phase);
struct ReplayInfo {
    std::string applicationId;
    std::string id;                            ///< of its job and its state: "orders.replay-1"
    ReplayPhase phase = ReplayPhase::Stopped;
    std::optional<Error> error;
    std::map<std::string, std::string> topics; ///< topic → the one that it writes in its stead
    std::int64_t position = 0;                 ///< records of the input that are behind it, all partitions
    std::int64_t end = 0;
    double recordsPerSecond = 0;
    std::int64_t secondsLeft = -1;             ///< -1: can't be said
};
struct ReplayDiff {
    struct Example {
        std::string key;
        std::string live;   ///< the values, the newest last; empty: none
        std::string replay;
    };
    struct Topic {
        std::string topic;
        bool table = false; ///< the newest value of each key counts; else all of them in their order
        std::uint64_t equal = 0;
        std::uint64_t different = 0;
        std::uint64_t onlyLive = 0;
        std::uint64_t onlyReplay = 0;
        std::vector<Example> examples; ///< of what is not equal
    };
    std::vector<Topic> topics;
    std::map<std::string, std::int64_t> positions; ///< "topic-partition" → the input offset at which both were compared
};

} // namespace weir
