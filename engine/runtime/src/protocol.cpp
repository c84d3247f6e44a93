// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/protocol.h"

#include "protocol_json.h"

#include <fmt/format.h>
#include <functional>
#include <map>
#include <unistd.h>

namespace weir {

namespace {

using wire::Json;

Json okLine(Json value) {
    return {{"ok", std::move(value)}};
}
Json errorLine(const Error& error) {
    return {{"error", wire::toJson(error)}};
}
Json errorLine(Errc code, std::string detail) {
    return errorLine(Error{code, std::move(detail), {}});
}

Json replyOf(const Result<>& result) {
    return result ? okLine(nullptr) : errorLine(result.error());
}
template <class T>
Json replyOf(const Result<T>& result) {
    if (!result) return errorLine(result.error());
    if constexpr (requires { wire::toJson(*result); })
        return okLine(wire::toJson(*result));
    else
        return okLine(*result);
}

template <class T>
    requires requires(const T& item) { wire::toJson(item); }
Json replyOf(const Result<std::vector<T>>& result) {
    if (!result) return errorLine(result.error());
    Json list = Json::array();
    for (const auto& item : *result)
        list.push_back(wire::toJson(item));
    return okLine(std::move(list));
}

using Handler = std::function<Json(EngineAccess&, std::set<TapId>&, const Json&)>;

std::string app(const Json& args) {
    return args.at("app").get<std::string>();
}

const std::map<std::string_view, Handler>& handlers() {
    static const std::map<std::string_view, Handler> table{
        {"start", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.start(wire::startRequestFrom(a))); }},
        {"pause", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.pause(app(a))); }},
        {"resume", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.resume(app(a))); }},
        {"stop", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.stop(app(a))); }},
        {"jobs", [](EngineAccess& e, auto&, const Json&) { return replyOf(e.jobs()); }},
        {"snapshot",
         [](EngineAccess& e, auto&, const Json& a) {
             const auto snapshot = e.snapshot(app(a));
             return okLine(snapshot ? wire::toJson(*snapshot) : Json());
         }},
        {"tap",
         [](EngineAccess& e, std::set<TapId>& taps, const Json& a) {
             const auto tap = e.tap(wire::tapRequestFrom(a));
             if (tap) taps.insert(*tap);
             return replyOf(tap);
         }},
        {"drain",
         [](EngineAccess& e, std::set<TapId>& taps, const Json& a) {
             const auto tap = a.at("tap").get<TapId>();
             if (!taps.contains(tap)) return errorLine(Errc::NotFound, "This connection has no such tap.");
             return okLine(wire::toJson(e.drain(tap)));
         }},
        {"untap",
         [](EngineAccess& e, std::set<TapId>& taps, const Json& a) {
             const auto tap = a.at("tap").get<TapId>();
             if (taps.erase(tap) == 1) e.untap(tap);
             return okLine(nullptr);
         }},
        {"store-rows",
         [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.storeRows(wire::storeQueryFrom(a))); }},
        {"topics", [](EngineAccess& e, auto&, const Json&) { return replyOf(e.topics()); }},
        {"create-topic",
         [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.createTopic(wire::topicSpecFrom(a))); }},
        {"alter-topic",
         [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.alterTopic(wire::topicSpecFrom(a))); }},
        {"delete-topic",
         [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.deleteTopic(a.at("topic").get<std::string>())); }},
        {"verify-topic",
         [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.verifyTopic(a.at("topic").get<std::string>())); }},
        {"compact-topic",
         [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.compactTopic(a.at("topic").get<std::string>())); }},
        {"fetch", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.fetch(wire::fetchRequestFrom(a))); }},
        {"offset-for-time",
         [](EngineAccess& e, auto&, const Json& a) {
             return replyOf(e.offsetForTime(a.at("topic").get<std::string>(), a.value("partition", 0),
                                            a.at("timestamp").get<std::int64_t>()));
         }},
        {"offsets", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.offsets(wire::offsetsRequestFrom(a))); }},
        {"replay-start", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.startReplay(wire::replayRequestFrom(a))); }},
        {"replays", [](EngineAccess& e, auto&, const Json&) { return replyOf(e.replays()); }},
        {"replay-diff", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.diffReplay(app(a), a.value("examples", std::size_t{10}))); }},
        {"replay-switch", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.switchReplay(app(a))); }},
        {"replay-drop", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.dropReplay(app(a))); }},
        {"checkpoint-create", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.createCheckpoint(wire::checkpointRequestFrom(a))); }},
        {"checkpoints", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.checkpoints(a.value("app", ""))); }},
        {"problems", [](EngineAccess& e, auto&, const Json&) { return replyOf(e.problems()); }},
        {"checkpoint-delete", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.deleteCheckpoint(app(a), a.at("name").get<std::string>())); }},
        {"state-at", [](EngineAccess& e, auto&, const Json& a) { return replyOf(e.stateAt(wire::stateQueryFrom(a))); }},
        {"produce",
         [](EngineAccess& e, auto&, const Json& a) {
             std::vector<ProduceRecord> records;
             for (const auto& item : a.at("records"))
                 records.push_back(wire::produceRecordFrom(item));
             return replyOf(e.produce(a.at("topic").get<std::string>(), records));
         }},
    };
    return table;
}

} // namespace

Conversation::~Conversation() {
    for (const TapId tap : m_taps)
        m_engine.untap(tap);
}

std::string Conversation::greeting() {
    return wire::lineOf({{"weir", wire::protocolVersion}, {"version", WEIR_VERSION}, {"pid", ::getpid()}});
}

std::string Conversation::tooLong() {
    return wire::lineOf(
        errorLine(Errc::Limit, fmt::format("The line is longer than {}.",
                                           formatSize(static_cast<std::int64_t>(wire::requestBytesMax)))));
}

std::string Conversation::answer(std::string_view line) {
    const Json request = Json::parse(line, nullptr, false);
    if (!request.is_object()) {
        m_over = true;
        return wire::lineOf(errorLine(Errc::Invalid, "The line is not a JSON object."));
    }
    std::string op;
    try {
        op = request.value("op", "");
        const auto handler = handlers().find(op);
        if (handler == handlers().end())
            return wire::lineOf(
                errorLine(Errc::Unsupported, fmt::format("This version of Weir knows no request \"{}\".", op)));
        const Json none = Json::object();
        return wire::lineOf(handler->second(m_engine, m_taps, request.contains("args") ? request.at("args") : none));
    } catch (const Json::exception& problem) {
        return wire::lineOf(errorLine(
            Errc::Invalid,
            fmt::format("The request \"{}\" lacks an argument or has one of the wrong type: {}.", op, problem.what())));
    }
}

namespace {
constexpr const char* exportEnd = "end";
constexpr std::size_t exportEndBytesMax = 64;

/// One line, for whoever ends it himself.
std::string withoutEnd(const Json& json) {
    auto line = wire::lineOf(json);
    line.pop_back();
    return line;
}
} // namespace

std::string snapshotToJson(const JobSnapshot& snapshot) { return withoutEnd(wire::toJson(snapshot)); }
std::string verifyToJson(const std::string& topic, const VerifyReport& report) {
    auto json = wire::toJson(report);
    json["topic"] = topic;
    return withoutEnd(json);
}
std::string compactionToJson(const CompactionReport& report) { return withoutEnd(wire::toJson(report)); }
std::string offsetsToJson(const OffsetsReport& report) { return withoutEnd(wire::toJson(report)); }
std::string replayToJson(const ReplayInfo& info) { return withoutEnd(wire::toJson(info)); }
std::string diffToJson(const ReplayDiff& diff) { return withoutEnd(wire::toJson(diff)); }
std::string checkpointToJson(const CheckpointInfo& info) { return withoutEnd(wire::toJson(info)); }
std::string stateToJson(const StateReply& reply) { return withoutEnd(wire::toJson(reply)); }
std::string topicToJson(const TopicInfo& topic) { return withoutEnd(wire::toJson(topic)); }
std::string exportEndToJson(std::uint64_t records) { return withoutEnd({{exportEnd, records}}); }
std::optional<std::uint64_t> exportEndFromJson(std::string_view line) {
    if (line.size() > exportEndBytesMax || line.find(exportEnd) == std::string_view::npos) return std::nullopt;
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || json.size() != 1 || !json.contains(exportEnd) || !json[exportEnd].is_number_unsigned()) return std::nullopt;
    return json[exportEnd].get<std::uint64_t>();
}
std::string errorToJson(const Error& error) { return withoutEnd(wire::toJson(error)); }

std::string recordToJson(const FetchedRecord& record, std::int32_t partition) {
    auto json = wire::toJson(record);
    json["partition"] = partition;
    return withoutEnd(json);
}

namespace {

template <class T>
Result<T> parsed(std::string_view line, const char* what, T (*from)(const Json&)) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return fail(Errc::Invalid, fmt::format("this is no JSON object of {}", what));
    try {
        return from(json);
    } catch (const Json::exception& problem) {
        std::string_view reason = problem.what(); // after the exception's own name in brackets
        if (const auto name = reason.find("] "); name != std::string_view::npos) reason.remove_prefix(name + 2);
        return fail(Errc::Invalid, fmt::format("{} lacks a member or has one of the wrong type: {}", what, reason));
    }
}

} // namespace

Result<ProduceRecord> recordFromJson(std::string_view line) {
    return parsed(line, "a record", wire::produceRecordFrom);
}
Result<TopicInfo> topicFromJson(std::string_view line) {
    return parsed(line, "a topic", wire::topicInfoFrom);
}

} // namespace weir
