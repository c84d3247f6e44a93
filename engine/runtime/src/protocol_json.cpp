// SPDX-License-Identifier: Apache-2.0
#include "protocol_json.h"

namespace weir::wire {

namespace {

constexpr std::array<std::string_view, 15> errcNames{
    "io",      "no-space",    "permission", "corrupt",       "out-of-range", "not-found", "exists",  "in-use",
    "invalid", "unsupported", "limit",      "record-failed", "network",      "closed",    "internal"};

template <class State>
State stateFrom(std::string_view name, State last) {
    for (int i = 0; i <= static_cast<int>(last); ++i)
        if (stateName(static_cast<State>(i)) == name) return static_cast<State>(i);
    return last;
}

/// The name of a type back to the type; its modifier (numeric's scale) stays behind.
Type typeFrom(std::string_view name) {
    Type type;
    if (name.ends_with("[]")) {
        type.array = true;
        name.remove_suffix(2);
    }
    name = name.substr(0, name.find('('));
    for (int id = 1; id <= static_cast<int>(TypeId::Jsonb); ++id)
        if (typeName(Type{static_cast<TypeId>(id)}) == name) type.id = static_cast<TypeId>(id);
    return type;
}

} // namespace

Json toJson(const Error& error) {
    Json place = Json::object();
    const auto text = [&](const char* name, const std::string& value) {
        if (!value.empty()) place[name] = value;
    };
    text("file", error.place.file);
    text("node", error.place.node);
    text("field", error.place.field);
    text("topic", error.place.topic);
    if (error.place.partition >= 0) place["partition"] = error.place.partition;
    if (error.place.offset >= 0) place["offset"] = error.place.offset;
    return {{"code", errcNames.at(static_cast<std::size_t>(error.code))}, {"detail", error.detail}, {"place", place}};
}
Error errorFrom(const Json& json) {
    Error error;
    error.code = enumFrom(errcNames, json.value("code", ""), Errc::Internal);
    error.detail = json.value("detail", "");
    if (const auto it = json.find("place"); it != json.end()) {
        error.place.file = it->value("file", "");
        error.place.node = it->value("node", "");
        error.place.field = it->value("field", "");
        error.place.topic = it->value("topic", "");
        error.place.partition = it->value("partition", -1);
        error.place.offset = it->value("offset", std::int64_t{-1});
    }
    return error;
}

Json toJson(const LogPosition& position) {
    switch (position.kind) {
    case LogPosition::Kind::Earliest:
        return {{"at", "earliest"}};
    case LogPosition::Kind::Latest:
        return {{"at", "latest"}};
    case LogPosition::Kind::Time:
        return {{"time", position.timestamp}};
    case LogPosition::Kind::Offsets:
        break;
    }
    return {{"offsets", position.offsets}};
}
LogPosition positionFrom(const Json& json) {
    LogPosition position;
    if (const auto offsets = json.find("offsets"); offsets != json.end()) {
        position.kind = LogPosition::Kind::Offsets;
        position.offsets = offsets->get<decltype(position.offsets)>();
    } else if (const auto time = json.find("time"); time != json.end()) {
        position.kind = LogPosition::Kind::Time;
        position.timestamp = time->get<std::int64_t>();
    } else if (json.at("at").get<std::string>() == "latest") {
        position.kind = LogPosition::Kind::Latest;
    }
    return position;
}
Json toJson(const StartRequest& request) {
    Json out{{"topology", request.topologyText}, {"file", request.file}, {"settings", request.settings}};
    if (request.to) out["to"] = toJson(*request.to);
    if (request.from) out["from"] = toJson(*request.from);
    if (request.everyMs > 0) out["every"] = request.everyMs;
    if (!request.checkpoint.empty()) out["checkpoint"] = request.checkpoint;
    return out;
}
StartRequest startRequestFrom(const Json& json) {
    StartRequest request;
    request.topologyText = json.at("topology").get<std::string>();
    request.file = json.value("file", "");
    if (const auto it = json.find("settings"); it != json.end())
        request.settings = it->get<decltype(request.settings)>();
    if (const auto it = json.find("to"); it != json.end() && !it->is_null()) request.to = positionFrom(*it);
    if (const auto it = json.find("from"); it != json.end() && !it->is_null()) request.from = positionFrom(*it);
    request.everyMs = json.value("every", std::int64_t{0});
    request.checkpoint = json.value("checkpoint", "");
    return request;
}

Json toJson(const JobSnapshot& snapshot) {
    Json nodes = Json::array();
    for (const auto& node : snapshot.nodes) {
        Json dropped = Json::object();
        for (const auto& [reason, count] : node.dropped)
            dropped[reason] = count;
        Json item{{"id", node.id}, {"in", node.in}, {"out", node.out}, {"dropped", dropped}, {"failed", node.failed}};
        if (!node.lastError.empty()) item["lastError"] = node.lastError;
        nodes.push_back(std::move(item));
    }
    Json partitions = Json::array();
    for (const auto& p : snapshot.partitions)
        partitions.push_back({{"topic", p.topic},
                              {"partition", p.partition},
                              {"node", p.node},
                              {"repartition", p.repartition},
                              {"position", p.position},
                              {"endOffset", p.endOffset},
                              {"lag", p.lag()},
                              {"committed", p.committed},
                              {"timestamp", p.timestamp},
                              {"endTimestamp", p.endTimestamp}});
    Json tasks = Json::array();
    for (const auto& t : snapshot.tasks)
        tasks.push_back({{"id", t.id},
                         {"subTopology", t.subTopology},
                         {"partition", t.partition},
                         {"thread", t.thread},
                         {"state", stateName(t.state)},
                         {"restored", t.restored},
                         {"restoreRate", t.restoreRate},
                         {"restoreRemainingMs", t.restoreRemainingMs},
                         {"streamTime", t.streamTime},
                         {"commits", t.commits},
                         {"commitMicros", t.commitMicros}});
    Json stores = Json::array();
    for (const auto& s : snapshot.stores)
        stores.push_back({{"name", s.name}, {"node", s.node}, {"subTopology", s.subTopology}, {"rows", s.rows}, {"bytes", s.bytes}});
    return {{"app", snapshot.applicationId},
            {"state", stateName(snapshot.state)},
            {"sequence", snapshot.sequence},
            {"time", snapshot.wallMicros},
            {"monotonic", snapshot.monotonicNanos},
            {"processed", snapshot.processed},
            {"streamTime", snapshot.streamTime},
            {"error", snapshot.error ? toJson(*snapshot.error) : Json()},
            {"waits", snapshot.waits.empty() ? Json() : Json(snapshot.waits)},
            {"nodes", nodes},
            {"edges", snapshot.edges},
            {"partitions", partitions},
            {"tasks", tasks},
            {"stores", stores},
            {"createdTopics", snapshot.createdTopics},
            {"nextRun", snapshot.nextRunMs >= 0 ? Json(snapshot.nextRunMs) : Json()}};
}
std::shared_ptr<const JobSnapshot> snapshotFrom(const Json& json) {
    if (json.is_null()) return nullptr;
    auto snapshot = std::make_shared<JobSnapshot>();
    snapshot->applicationId = json.at("app").get<std::string>();
    snapshot->state = stateFrom(json.at("state").get<std::string>(), JobState::Failed);
    snapshot->sequence = json.at("sequence").get<std::uint64_t>();
    snapshot->wallMicros = json.at("time").get<std::int64_t>();
    snapshot->monotonicNanos = json.at("monotonic").get<std::int64_t>();
    snapshot->processed = json.at("processed").get<std::uint64_t>();
    snapshot->streamTime = json.at("streamTime").get<std::int64_t>();
    if (const auto& error = json.at("error"); !error.is_null()) snapshot->error = errorFrom(error);
    if (const auto it = json.find("waits"); it != json.end() && !it->is_null()) snapshot->waits = it->get<std::string>();
    snapshot->edges = json.at("edges").get<std::vector<std::uint64_t>>();
    if (const auto it = json.find("nextRun"); it != json.end() && !it->is_null()) snapshot->nextRunMs = it->get<std::int64_t>();
    snapshot->createdTopics = json.at("createdTopics").get<std::vector<std::string>>();
    for (const auto& item : json.at("nodes")) {
        NodeFigures node;
        node.id = item.at("id").get<std::string>();
        node.in = item.at("in").get<std::uint64_t>();
        node.out = item.at("out").get<std::uint64_t>();
        for (const auto& [reason, count] : item.at("dropped").items())
            node.dropped.emplace_back(reason, count.get<std::uint64_t>());
        node.failed = item.at("failed").get<std::uint64_t>();
        node.lastError = item.value("lastError", "");
        snapshot->nodes.push_back(std::move(node));
    }
    for (const auto& item : json.at("partitions")) {
        PartitionFigures p;
        p.topic = item.at("topic").get<std::string>();
        p.partition = item.at("partition").get<std::int32_t>();
        p.node = item.at("node").get<std::string>();
        p.repartition = item.at("repartition").get<bool>();
        p.position = item.at("position").get<std::int64_t>();
        p.endOffset = item.at("endOffset").get<std::int64_t>();
        p.committed = item.at("committed").get<std::int64_t>();
        p.timestamp = item.at("timestamp").get<std::int64_t>();
        p.endTimestamp = item.at("endTimestamp").get<std::int64_t>();
        snapshot->partitions.push_back(std::move(p));
    }
    for (const auto& item : json.at("tasks")) {
        TaskFigures t;
        t.id = item.at("id").get<std::string>();
        t.subTopology = item.at("subTopology").get<std::int32_t>();
        t.partition = item.at("partition").get<std::int32_t>();
        t.thread = item.at("thread").get<std::int32_t>();
        t.state = stateFrom(item.at("state").get<std::string>(), TaskState::Failed);
        t.restored = item.at("restored").get<double>();
        t.restoreRate = item.value("restoreRate", 0.0);
        t.restoreRemainingMs = item.value("restoreRemainingMs", std::int64_t{-1});
        t.streamTime = item.at("streamTime").get<std::int64_t>();
        t.commits = item.at("commits").get<std::uint64_t>();
        t.commitMicros = item.at("commitMicros").get<std::int64_t>();
        snapshot->tasks.push_back(std::move(t));
    }
    for (const auto& item : json.at("stores"))
        snapshot->stores.push_back({item.at("name").get<std::string>(), item.at("node").get<std::string>(), item.value("subTopology", -1),
                                    item.at("rows").get<std::uint64_t>(), item.at("bytes").get<std::uint64_t>()});
    return snapshot;
}

Json toJson(const TapRequest& request) {
    return {{"app", request.applicationId},
            {"edge", request.edge},
            {"perSecond", request.perSecond},
            {"where", request.where},
            {"values", request.values}};
}
TapRequest tapRequestFrom(const Json& json) {
    return {json.at("app").get<std::string>(), json.at("edge").get<std::size_t>(), json.value("perSecond", 200),
            json.value("where", ""), json.value("values", std::vector<std::string>{})};
}
Json toJson(const TapDrain& drain) {
    Json records = Json::array();
    for (const auto& r : drain.records) {
        Json item{{"topic", r.topic},
                  {"partition", r.partition},
                  {"offset", r.offset},
                  {"timestamp", r.timestamp},
                  {"key", r.keyNull ? Json() : Json(r.key)},
                  {"value", r.value},
                  {"tombstone", r.tombstone}};
        if (r.windowStart >= 0) item["window"] = Json::array({r.windowStart, r.windowEnd});
        if (!r.values.empty()) item["values"] = r.values;
        records.push_back(std::move(item));
    }
    return {{"records", records}, {"seen", drain.seen}, {"missed", drain.missed}};
}
TapDrain tapDrainFrom(const Json& json) {
    TapDrain drain;
    drain.seen = json.at("seen").get<std::uint64_t>();
    drain.missed = json.at("missed").get<std::uint64_t>();
    for (const auto& item : json.at("records")) {
        SampledRecord r;
        r.topic = item.at("topic").get<std::string>();
        r.partition = item.at("partition").get<std::int32_t>();
        r.offset = item.at("offset").get<std::int64_t>();
        r.timestamp = item.at("timestamp").get<std::int64_t>();
        r.keyNull = item.at("key").is_null();
        if (!r.keyNull) r.key = item.at("key").get<std::string>();
        r.value = item.at("value").get<std::string>();
        r.tombstone = item.at("tombstone").get<bool>();
        if (const auto it = item.find("window"); it != item.end()) {
            r.windowStart = it->at(0).get<std::int64_t>();
            r.windowEnd = it->at(1).get<std::int64_t>();
        }
        r.values = item.value("values", std::vector<std::string>{});
        drain.records.push_back(std::move(r));
    }
    return drain;
}

Json toJson(const StoreQuery& query) {
    return {
        {"app", query.applicationId}, {"store", query.store}, {"keyPrefix", query.keyPrefix}, {"limit", query.limit}};
}
StoreQuery storeQueryFrom(const Json& json) {
    return {json.at("app").get<std::string>(), json.at("store").get<std::string>(), json.value("keyPrefix", ""),
            json.value("limit", std::size_t{500})};
}
Json toJson(const StorePage& page) {
    Json columns = Json::array();
    for (const auto& column : page.columns)
        columns.push_back(Json::array({column.name, typeName(column.type)}));
    Json rows = Json::array();
    for (const auto& row : page.rows)
        rows.push_back({{"key", row.key},
                        {"window", Json::array({row.windowStart, row.windowEnd})},
                        {"timestamp", row.timestamp},
                        {"columns", row.columns},
                        {"partition", row.partition}});
    return {{"columns", columns}, {"rows", rows}, {"total", page.total}, {"sequence", page.sequence}};
}
StorePage storePageFrom(const Json& json) {
    StorePage page;
    for (const auto& column : json.at("columns"))
        page.columns.push_back({column.at(0).get<std::string>(), typeFrom(column.at(1).get<std::string>())});
    for (const auto& item : json.at("rows")) {
        StoreRow row;
        row.key = item.at("key").get<std::string>();
        row.windowStart = item.at("window").at(0).get<std::int64_t>();
        row.windowEnd = item.at("window").at(1).get<std::int64_t>();
        row.timestamp = item.at("timestamp").get<std::int64_t>();
        row.columns = item.at("columns").get<std::vector<std::string>>();
        row.partition = item.at("partition").get<std::int32_t>();
        page.rows.push_back(std::move(row));
    }
    page.total = json.at("total").get<std::uint64_t>();
    page.sequence = json.at("sequence").get<std::uint64_t>();
    return page;
}

std::string lineOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace weir::wire
