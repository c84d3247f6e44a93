// SPDX-License-Identifier: Apache-2.0
// Offsets and replays as JSON and back (docs/formats/socket.md).
#include "protocol_json.h"

#include <array>

namespace weir::wire {

namespace {

constexpr std::array<std::string_view, 3> offsetsKinds{"show", "set", "reset"};

template <class Enum, std::size_t N>
Enum enumFrom(const std::array<std::string_view, N>& names, const std::string& name) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    throw Json::type_error::create(302, "no such word: " + name, nullptr);
}

} // namespace

Json toJson(const OffsetsRequest& request) {
    Json out{{"do", offsetsKinds.at(static_cast<std::size_t>(request.kind))}, {"app", request.applicationId}, {"topology", request.topologyText}, {"file", request.file},
             {"shiftBy", request.shiftBy}, {"topics", request.topics}, {"dryRun", request.dryRun}};
    if (request.to) out["to"] = toJson(*request.to);
    return out;
}
OffsetsRequest offsetsRequestFrom(const Json& json) {
    OffsetsRequest request;
    request.kind = enumFrom<OffsetsRequest::Kind>(offsetsKinds, json.at("do").get<std::string>());
    request.applicationId = json.value("app", "");
    request.topologyText = json.value("topology", "");
    request.file = json.value("file", "");
    request.shiftBy = json.value("shiftBy", std::int64_t{0});
    request.dryRun = json.value("dryRun", false);
    if (const auto it = json.find("topics"); it != json.end()) request.topics = it->get<std::vector<std::string>>();
    if (const auto it = json.find("to"); it != json.end() && !it->is_null()) request.to = positionFrom(*it);
    return request;
}
Json toJson(const OffsetsReport& report) {
    Json partitions = Json::array();
    for (const auto& p : report.partitions) {
        Json item{{"topic", p.topic}, {"partition", p.partition}, {"current", p.current >= 0 ? Json(p.current) : Json()}, {"new", p.target >= 0 ? Json(p.target) : Json()}, {"start", p.start}, {"end", p.end}};
        if (p.current >= 0 && p.target >= 0) item["delta"] = p.target - p.current;
        partitions.push_back(std::move(item));
    }
    return {{"app", report.applicationId}, {"changed", report.changed}, {"partitions", partitions}, {"removedTopics", report.removedTopics}};
}
OffsetsReport offsetsReportFrom(const Json& json) {
    OffsetsReport report;
    report.applicationId = json.at("app").get<std::string>();
    report.changed = json.at("changed").get<bool>();
    report.removedTopics = json.at("removedTopics").get<std::vector<std::string>>();
    const auto offset = [](const Json& item) { return item.is_null() ? std::int64_t{-1} : item.get<std::int64_t>(); };
    for (const auto& item : json.at("partitions"))
        report.partitions.push_back({item.at("topic").get<std::string>(), item.at("partition").get<std::int32_t>(), offset(item.at("current")), offset(item.at("new")), item.at("start").get<std::int64_t>(),
                                     item.at("end").get<std::int64_t>()});
    return report;
}

Json toJson(const ReplayRequest& request) {
    Json out{{"topology", request.topologyText}, {"file", request.file}, {"settings", request.settings}, {"app", request.applicationId}};
    if (request.from) out["from"] = toJson(*request.from);
    return out;
}
ReplayRequest replayRequestFrom(const Json& json) {
    ReplayRequest request;
    request.topologyText = json.at("topology").get<std::string>();
    request.file = json.value("file", "");
    request.applicationId = json.value("app", "");
    if (const auto it = json.find("settings"); it != json.end()) request.settings = it->get<decltype(request.settings)>();
    if (const auto it = json.find("from"); it != json.end() && !it->is_null()) request.from = positionFrom(*it);
    return request;
}
Json toJson(const ReplayInfo& info) {
    return {{"app", info.applicationId},   {"id", info.id},   {"phase", phaseName(info.phase)},       {"error", info.error ? toJson(*info.error) : Json()}, {"topics", info.topics},
            {"position", info.position},   {"end", info.end}, {"recordsPerSecond", info.recordsPerSecond}, {"secondsLeft", info.secondsLeft >= 0 ? Json(info.secondsLeft) : Json()}};
}
ReplayInfo replayInfoFrom(const Json& json) {
    ReplayInfo info;
    info.applicationId = json.at("app").get<std::string>();
    info.id = json.at("id").get<std::string>();
    info.phase = ReplayPhase::Failed;
    for (auto phase : {ReplayPhase::Stopped, ReplayPhase::CatchingUp, ReplayPhase::Ready, ReplayPhase::Switching})
        if (phaseName(phase) == json.at("phase").get<std::string>()) info.phase = phase;
    if (const auto& error = json.at("error"); !error.is_null()) info.error = errorFrom(error);
    info.topics = json.at("topics").get<std::map<std::string, std::string>>();
    info.position = json.at("position").get<std::int64_t>();
    info.end = json.at("end").get<std::int64_t>();
    info.recordsPerSecond = json.at("recordsPerSecond").get<double>();
    if (const auto& left = json.at("secondsLeft"); !left.is_null()) info.secondsLeft = left.get<std::int64_t>();
    return info;
}
Json toJson(const ReplayDiff& diff) {
    Json topics = Json::array();
    for (const auto& topic : diff.topics) {
        Json examples = Json::array();
        for (const auto& example : topic.examples) examples.push_back({{"key", example.key}, {"live", example.live}, {"replay", example.replay}});
        topics.push_back({{"topic", topic.topic},       {"table", topic.table},           {"equal", topic.equal},    {"different", topic.different},
                          {"onlyLive", topic.onlyLive}, {"onlyReplay", topic.onlyReplay}, {"examples", examples}});
    }
    return {{"topics", topics}, {"positions", diff.positions}};
}
ReplayDiff replayDiffFrom(const Json& json) {
    ReplayDiff diff;
    diff.positions = json.at("positions").get<std::map<std::string, std::int64_t>>();
    for (const auto& item : json.at("topics")) {
        auto& topic = diff.topics.emplace_back();
        topic.topic = item.at("topic").get<std::string>();
        topic.table = item.at("table").get<bool>();
        topic.equal = item.at("equal").get<std::uint64_t>();
        topic.different = item.at("different").get<std::uint64_t>();
        topic.onlyLive = item.at("onlyLive").get<std::uint64_t>();
        topic.onlyReplay = item.at("onlyReplay").get<std::uint64_t>();
        for (const auto& example : item.at("examples"))
            topic.examples.push_back({example.at("key").get<std::string>(), example.at("live").get<std::string>(), example.at("replay").get<std::string>()});
    }
    return diff;
}

} // namespace weir::wire
