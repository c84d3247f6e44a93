// SPDX-License-Identifier: Apache-2.0
#include "protocol_json.h"

#include "weir/record/json_out.h"

#include <absl/strings/escaping.h>
#include <simdjson.h>

namespace weir::wire {

namespace {

constexpr std::array<std::string_view, 3> cleanupNames{"delete", "compact", "compact-delete"};
constexpr std::array<std::string_view, 2> durabilityNames{"fsync", "buffered"};

Json bytesToJson(std::string_view bytes, bool null) {
    if (null) return nullptr;
    if (simdjson::validate_utf8(bytes.data(), bytes.size())) return std::string(bytes);
    std::string base64;
    appendBase64(base64, bytes);
    return {{"base64", base64}};
}
std::string bytesFrom(const Json& json, bool& null) {
    null = json.is_null();
    if (null) return {};
    if (json.is_string()) return json.get<std::string>();
    const auto base64 = json.at("base64").get<std::string>();
    std::string bytes;
    if (!absl::Base64Unescape(absl::string_view(base64.data(), base64.size()), &bytes))
        throw Json::type_error::create(302, "base64 holds other characters", nullptr);
    return bytes;
}
using Headers = std::vector<std::pair<std::string, std::optional<std::string>>>;
Json headersToJson(const Headers& headers) {
    Json out = Json::array();
    for (const auto& [name, value] : headers)
        out.push_back(Json::array({name, value ? bytesToJson(*value, false) : Json()}));
    return out;
}
Headers headersFrom(const Json& json) {
    Headers headers;
    for (const auto& pair : json) {
        bool null = false;
        auto value = bytesFrom(pair.at(1), null);
        headers.emplace_back(pair.at(0).get<std::string>(), null ? std::nullopt : std::optional(std::move(value)));
    }
    return headers;
}
template <class T>
std::optional<T> optionalFrom(const Json& json, const char* name) {
    const auto it = json.find(name);
    return it == json.end() || it->is_null() ? std::nullopt : std::optional<T>(it->get<T>());
}

} // namespace

Json toJson(const TopicSpec& spec) {
    Json out{{"name", spec.name},
             {"partitions", spec.partitions},
             {"cleanup", cleanupNames.at(static_cast<std::size_t>(spec.cleanup))},
             {"durability", durabilityNames.at(static_cast<std::size_t>(spec.durability))},
             {"segmentBytes", spec.segmentBytes}};
    if (spec.retention) out["retentionMs"] = spec.retention->count();
    if (spec.retentionBytes) out["retentionBytes"] = *spec.retentionBytes;
    if (spec.deleteRetention != deleteRetentionDefault) out["deleteRetentionMs"] = spec.deleteRetention.count();
    if (spec.internal) out["internal"] = true;
    if (spec.rows != 0) out["rows"] = spec.rows;
    return out;
}
TopicSpec topicSpecFrom(const Json& json) {
    TopicSpec spec;
    spec.name = json.at("name").get<std::string>();
    spec.partitions = json.value("partitions", spec.partitions);
    spec.cleanup = enumFrom(cleanupNames, json.value("cleanup", ""), spec.cleanup);
    spec.durability = enumFrom(durabilityNames, json.value("durability", ""), spec.durability);
    if (const auto ms = optionalFrom<std::int64_t>(json, "retentionMs")) spec.retention = Milliseconds(*ms);
    spec.retentionBytes = optionalFrom<std::int64_t>(json, "retentionBytes");
    spec.segmentBytes = json.value("segmentBytes", spec.segmentBytes);
    spec.deleteRetention = Milliseconds(json.value("deleteRetentionMs", spec.deleteRetention.count()));
    spec.internal = json.value("internal", false);
    spec.rows = json.value("rows", std::uint64_t{0});
    return spec;
}
Json toJson(const TopicInfo& info) {
    Json out = toJson(info.spec);
    Json ends = Json::array();
    for (const auto& p : info.partitions)
        ends.push_back(p.problem ? Json::array({p.start, p.end, p.bytes, toJson(*p.problem)}) : Json::array({p.start, p.end, p.bytes}));
    out["partitions"] = std::move(ends);
    return out;
}
TopicInfo topicInfoFrom(const Json& json) {
    TopicInfo info;
    Json spec = json;
    spec["partitions"] = json.at("partitions").size();
    info.spec = topicSpecFrom(spec);
    for (const auto& p : json.at("partitions")) {
        auto& partition = info.partitions.emplace_back(TopicInfo::Partition{p.at(0).get<std::int64_t>(), p.at(1).get<std::int64_t>(), p.at(2).get<std::int64_t>()});
        if (p.size() > 3) partition.problem = errorFrom(p.at(3));
    }
    return info;
}

Json toJson(const VerifyReport& report) {
    return {{"segments", report.segments}, {"batches", report.batches}, {"records", report.records}, {"bytes", report.bytes}};
}
VerifyReport verifyReportFrom(const Json& json) {
    return {json.at("segments").get<std::int64_t>(), json.at("batches").get<std::int64_t>(),
            json.at("records").get<std::int64_t>(), json.at("bytes").get<std::int64_t>()};
}
Json toJson(const CompactionReport& report) {
    return {{"passes", report.passes},
            {"bytesBefore", report.bytesBefore},
            {"bytesAfter", report.bytesAfter},
            {"recordsDropped", report.recordsDropped},
            {"tombstonesDropped", report.tombstonesDropped},
            {"finished", report.finished}};
}
CompactionReport compactionReportFrom(const Json& json) {
    CompactionReport report;
    report.passes = json.at("passes").get<std::int64_t>();
    report.bytesBefore = json.at("bytesBefore").get<std::int64_t>();
    report.bytesAfter = json.at("bytesAfter").get<std::int64_t>();
    report.recordsDropped = json.at("recordsDropped").get<std::int64_t>();
    report.tombstonesDropped = json.at("tombstonesDropped").get<std::int64_t>();
    report.finished = json.at("finished").get<bool>();
    return report;
}

Json toJson(const FetchRequest& request) {
    return {{"topic", request.topic},
            {"partition", request.partition},
            {"offset", request.offset},
            {"recordsMax", request.recordsMax},
            {"bytesMax", request.bytesMax}};
}
FetchRequest fetchRequestFrom(const Json& json) {
    FetchRequest request;
    request.topic = json.at("topic").get<std::string>();
    request.partition = json.value("partition", 0);
    request.offset = json.value("offset", std::int64_t{0});
    request.recordsMax = json.value("recordsMax", request.recordsMax);
    request.bytesMax = std::min(json.value("bytesMax", request.bytesMax), fetchBytesMax);
    return request;
}
Json toJson(const FetchedRecord& record) {
    Json out{{"offset", record.offset},
             {"timestamp", record.timestamp},
             {"key", bytesToJson(record.key, record.keyNull)},
             {"value", bytesToJson(record.value, record.valueNull)}};
    if (!record.headers.empty()) out["headers"] = headersToJson(record.headers);
    return out;
}
Json toJson(const FetchResult& result) {
    Json records = Json::array();
    for (const auto& r : result.records)
        records.push_back(toJson(r));
    return {{"records", records}, {"nextOffset", result.nextOffset}, {"endOffset", result.endOffset}};
}
FetchResult fetchResultFrom(const Json& json) {
    FetchResult result;
    result.nextOffset = json.at("nextOffset").get<std::int64_t>();
    result.endOffset = json.at("endOffset").get<std::int64_t>();
    for (const auto& item : json.at("records")) {
        FetchedRecord r;
        r.offset = item.at("offset").get<std::int64_t>();
        r.timestamp = item.at("timestamp").get<std::int64_t>();
        r.key = bytesFrom(item.at("key"), r.keyNull);
        r.value = bytesFrom(item.at("value"), r.valueNull);
        if (const auto it = item.find("headers"); it != item.end()) r.headers = headersFrom(*it);
        result.records.push_back(std::move(r));
    }
    return result;
}
Json toJson(const ProduceRecord& record) {
    Json out{{"partition", record.partition},
             {"timestamp", record.timestamp},
             {"key", bytesToJson(record.key, record.keyNull)},
             {"value", bytesToJson(record.value, record.valueNull)}};
    if (!record.headers.empty()) out["headers"] = headersToJson(record.headers);
    return out;
}
ProduceRecord produceRecordFrom(const Json& json) {
    ProduceRecord record;
    record.partition = json.value("partition", -1);
    record.timestamp = json.value("timestamp", std::int64_t{-1});
    const Json none;
    record.key = bytesFrom(json.contains("key") ? json.at("key") : none, record.keyNull);
    record.value = bytesFrom(json.contains("value") ? json.at("value") : none, record.valueNull);
    if (const auto it = json.find("headers"); it != json.end()) record.headers = headersFrom(*it);
    return record;
}

} // namespace weir::wire
