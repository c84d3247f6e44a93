// SPDX-License-Identifier: Apache-2.0
// Checkpoints and states of stores as JSON and back (docs/formats/socket.md).
#include "protocol_json.h"

namespace weir::wire {

Json toJson(const CheckpointRequest& request) { return {{"app", request.applicationId}, {"name", request.name}, {"topology", request.topologyText}, {"file", request.file}}; }
CheckpointRequest checkpointRequestFrom(const Json& json) { return {json.value("app", ""), json.at("name").get<std::string>(), json.value("topology", ""), json.value("file", "")}; }

Json toJson(const CheckpointInfo& info) {
    return {{"app", info.applicationId},     {"name", info.name},           {"created", info.createdMs}, {"bytes", info.bytes},  {"topology", info.topologyHash},
            {"positions", info.positions}, {"changelogs", info.changelogs}, {"current", info.current},   {"error", info.error ? toJson(*info.error) : Json()}};
}
CheckpointInfo checkpointInfoFrom(const Json& json) {
    CheckpointInfo info;
    info.applicationId = json.at("app").get<std::string>();
    info.name = json.at("name").get<std::string>();
    info.createdMs = json.at("created").get<std::int64_t>();
    info.bytes = json.at("bytes").get<std::int64_t>();
    info.topologyHash = json.at("topology").get<std::string>();
    info.positions = json.at("positions").get<std::map<std::string, std::int64_t>>();
    info.changelogs = json.at("changelogs").get<std::map<std::string, std::int64_t>>();
    info.current = json.at("current").get<bool>();
    if (const auto& error = json.at("error"); !error.is_null()) info.error = errorFrom(error);
    return info;
}

Json toJson(const StateQuery& query) {
    return {{"app", query.applicationId}, {"store", query.store}, {"at", toJson(query.at)}, {"checkpoint", query.checkpoint}, {"keyPrefix", query.keyPrefix}, {"limit", query.limit},
            {"topology", query.topologyText}, {"file", query.file}};
}
StateQuery stateQueryFrom(const Json& json) {
    StateQuery query;
    query.applicationId = json.at("app").get<std::string>();
    query.store = json.at("store").get<std::string>();
    if (const auto it = json.find("at"); it != json.end() && !it->is_null()) query.at = positionFrom(*it);
    query.checkpoint = json.value("checkpoint", "");
    query.keyPrefix = json.value("keyPrefix", "");
    query.limit = json.value("limit", query.limit);
    query.topologyText = json.value("topology", "");
    query.file = json.value("file", "");
    return query;
}
Json toJson(const StateReply& reply) {
    auto out = toJson(reply.page);
    Json places = Json::array();
    for (const auto& place : reply.places) places.push_back({{"partition", place.partition}, {"offset", place.offset}, {"checkpoint", place.checkpoint.empty() ? Json() : Json(place.checkpoint)}, {"from", place.from}});
    out["places"] = std::move(places);
    return out;
}
StateReply stateReplyFrom(const Json& json) {
    StateReply reply{storePageFrom(json), {}};
    for (const auto& place : json.at("places")) {
        const auto& checkpoint = place.at("checkpoint");
        reply.places.push_back({place.at("partition").get<std::int32_t>(), place.at("offset").get<std::int64_t>(), checkpoint.is_null() ? "" : checkpoint.get<std::string>(), place.at("from").get<std::int64_t>()});
    }
    return reply;
}

} // namespace weir::wire
