// SPDX-License-Identifier: Apache-2.0
// What goes over the owner's socket, as JSON and back (docs/formats/socket.md). Shared by its two ends.
// Errors   the from… functions throw nlohmann's type_error on a member of the wrong type; callers catch it at once.
#pragma once

#include "weir/runtime/engine_access.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace weir::wire {

using Json = nlohmann::json;

constexpr int protocolVersion = 1;
constexpr std::size_t requestBytesMax = std::size_t{24} << 20U;
constexpr std::size_t fetchBytesMax = std::size_t{8} << 20U;

/// By its name's place; a newer program's value is the fallback.
template <class Enum, std::size_t N>
Enum enumFrom(const std::array<std::string_view, N>& names, std::string_view name, Enum fallback) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    return fallback;
}

Json toJson(const Error& error);
Error errorFrom(const Json& json);

Json toJson(const LogPosition& position);
LogPosition positionFrom(const Json& json);
Json toJson(const StartRequest& request);
StartRequest startRequestFrom(const Json& json);

// run_control_json.cpp
Json toJson(const OffsetsRequest& request);
OffsetsRequest offsetsRequestFrom(const Json& json);
Json toJson(const OffsetsReport& report);
OffsetsReport offsetsReportFrom(const Json& json);
Json toJson(const ReplayRequest& request);
ReplayRequest replayRequestFrom(const Json& json);
Json toJson(const ReplayInfo& info);
ReplayInfo replayInfoFrom(const Json& json);
Json toJson(const ReplayDiff& diff);
ReplayDiff replayDiffFrom(const Json& json);

// checkpoint_json.cpp
Json toJson(const CheckpointRequest& request);
CheckpointRequest checkpointRequestFrom(const Json& json);
Json toJson(const CheckpointInfo& info);
CheckpointInfo checkpointInfoFrom(const Json& json);
Json toJson(const StateQuery& query);
StateQuery stateQueryFrom(const Json& json);
Json toJson(const StateReply& reply);
StateReply stateReplyFrom(const Json& json);

Json toJson(const JobSnapshot& snapshot);
std::shared_ptr<const JobSnapshot> snapshotFrom(const Json& json);

Json toJson(const TapRequest& request);
TapRequest tapRequestFrom(const Json& json);
Json toJson(const TapDrain& drain);
TapDrain tapDrainFrom(const Json& json);

Json toJson(const StoreQuery& query);
StoreQuery storeQueryFrom(const Json& json);
Json toJson(const StorePage& page);
StorePage storePageFrom(const Json& json);

// topic_json.cpp
Json toJson(const TopicSpec& spec);
TopicSpec topicSpecFrom(const Json& json);
Json toJson(const TopicInfo& info);
TopicInfo topicInfoFrom(const Json& json);

Json toJson(const VerifyReport& report);
VerifyReport verifyReportFrom(const Json& json);
Json toJson(const CompactionReport& report);
CompactionReport compactionReportFrom(const Json& json);

Json toJson(const FetchRequest& request);
FetchRequest fetchRequestFrom(const Json& json);
Json toJson(const FetchedRecord& record);
Json toJson(const FetchResult& result);
FetchResult fetchResultFrom(const Json& json);
Json toJson(const ProduceRecord& record);
ProduceRecord produceRecordFrom(const Json& json);

/// One line's text; bytes that are not UTF-8 (a file's name, say) become replacement characters.
std::string lineOf(const Json& json);

} // namespace weir::wire
