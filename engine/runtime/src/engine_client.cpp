// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/engine_client.h"

#include "protocol_json.h"
#include "socket_server.h"

#include <asio.hpp>
#include <fmt/format.h>
#include <mutex>

namespace weir {

namespace {

using wire::Json;
using Stream = asio::local::stream_protocol;
constexpr auto greetingPatience = std::chrono::seconds(3);

tl::unexpected<Error> ended() {
    return fail(Errc::Network,
                "The process that owned the data folder has ended or closed the connection; run the command again.");
}

/// One connection: a request, its reply.
class Channel {
public:
    Channel() : m_socket(m_context) {}

    Result<int> connect(const Path& dataFolder) {
        WEIR_TRY(const auto path, SocketPath::open(dataFolder));
        asio::error_code error;
        m_socket.connect(Stream::endpoint(path.text()), error);
        if (error)
            return fail(Errc::Network,
                        fmt::format("Nobody listens on {}: {}.", (dataFolder / "weir.sock").string(), error.message()));
        WEIR_TRY(const auto line, readGreeting(dataFolder));
        const Json greeting = Json::parse(line, nullptr, false);
        if (greeting.is_object() && greeting.contains("error")) return fail(wire::errorFrom(greeting.at("error")));
        const int version = greeting.is_object() && greeting.contains("weir") && greeting.at("weir").is_number_integer()
                                ? greeting.at("weir").get<int>()
                                : -1;
        if (version != wire::protocolVersion)
            return fail(Errc::Unsupported, fmt::format("The owner of {} speaks version {} of the socket's protocol, "
                                                       "this program version {}: use the same version of Weir.",
                                                       dataFolder.string(), version, wire::protocolVersion));
        return greeting.contains("pid") && greeting.at("pid").is_number_integer() ? greeting.at("pid").get<int>() : -1;
    }

    Result<Json> call(const char* op, Json args) {
        const std::lock_guard lock(m_mutex);
        if (!m_socket.is_open()) return ended();
        asio::error_code error;
        asio::write(m_socket, asio::buffer(wire::lineOf({{"op", op}, {"args", std::move(args)}})), error);
        std::size_t size = 0;
        // An owner that refuses a line may close before it has read all of it: its answer is still there to read.
        size = asio::read_until(m_socket, asio::dynamic_buffer(m_in), '\n', error);
        if (error || size == 0) {
            m_socket.close(error);
            return ended();
        }
        Json reply = Json::parse(m_in.begin(), m_in.begin() + static_cast<std::ptrdiff_t>(size), nullptr, false);
        m_in.erase(0, size);
        if (!reply.is_object())
            return fail(Errc::Network, "The owner of the data folder answered with what is no JSON object.");
        if (const auto it = reply.find("error"); it != reply.end()) return fail(wire::errorFrom(*it));
        return std::move(reply["ok"]);
    }

private:
    /// An owner that is stopped in a debugger accepts, and says nothing.
    Result<std::string> readGreeting(const Path& dataFolder) {
        asio::error_code outcome = asio::error::would_block;
        std::size_t size = 0;
        asio::async_read_until(m_socket, asio::dynamic_buffer(m_in, 4096), '\n',
                               [&](const asio::error_code& error, std::size_t bytes) {
                                   outcome = error;
                                   size = bytes;
                               });
        m_context.restart();
        m_context.run_for(greetingPatience);
        if (outcome == asio::error::would_block) {
            m_socket.close(outcome);
            m_context.run();
            return fail(EngineClient::silence(dataFolder));
        }
        if (outcome) return ended();
        auto line = m_in.substr(0, size);
        m_in.erase(0, size);
        return line;
    }

    asio::io_context m_context;
    Stream::socket m_socket;
    std::string m_in;
    std::mutex m_mutex;
};

/// Make a value of a reply that may be malformed.
template <class T, class Make>
Result<T> convert(Result<Json> reply, Make make) {
    if (!reply) return fail(std::move(reply).error());
    try {
        return make(*reply);
    } catch (const Json::exception& problem) {
        return fail(Errc::Network,
                    fmt::format("The owner of the data folder sent an answer that can't be read: {}.", problem.what()));
    }
}
template <class T, class From>
Result<std::vector<T>> convertList(Result<Json> reply, From from) {
    return convert<std::vector<T>>(std::move(reply), [&](const Json& list) {
        std::vector<T> out;
        for (const auto& item : list)
            out.push_back(from(item));
        return out;
    });
}
Result<> nothing(const Result<Json>& reply) {
    if (!reply) return fail(reply.error());
    return {};
}

} // namespace

struct EngineClient::State {
    Channel calls; ///< start, stop, topics: may take long
    Channel looks; ///< snapshot, taps, stores
    int pid = -1;
};

EngineClient::EngineClient(std::unique_ptr<State> state) : m_state(std::move(state)) {}
EngineClient::~EngineClient() = default;

Result<std::unique_ptr<EngineClient>> EngineClient::connect(const Path& dataFolder) {
    auto state = std::make_unique<State>();
    WEIR_TRY(state->pid, state->calls.connect(dataFolder));
    WEIR_CHECK(state->looks.connect(dataFolder));
    return std::unique_ptr<EngineClient>(new EngineClient(std::move(state)));
}

Error EngineClient::silence(const Path& dataFolder) {
    return {Errc::InUse, "The data folder is owned by another process, which does not answer: end that process, name another folder with --data-dir, or take the folder from it with --steal.",
            {.file = dataFolder.string()}};
}

int EngineClient::ownerPid() const {
    return m_state->pid;
}

Result<std::string> EngineClient::start(const StartRequest& request) {
    return convert<std::string>(m_state->calls.call("start", wire::toJson(request)),
                                [](const Json& j) { return j.get<std::string>(); });
}
Result<> EngineClient::pause(const std::string& applicationId) {
    return nothing(m_state->calls.call("pause", {{"app", applicationId}}));
}
Result<> EngineClient::resume(const std::string& applicationId) {
    return nothing(m_state->calls.call("resume", {{"app", applicationId}}));
}
Result<> EngineClient::stop(const std::string& applicationId) {
    return nothing(m_state->calls.call("stop", {{"app", applicationId}}));
}
Result<std::vector<std::string>> EngineClient::jobs() {
    return convert<std::vector<std::string>>(m_state->looks.call("jobs", Json::object()),
                                             [](const Json& j) { return j.get<std::vector<std::string>>(); });
}
std::shared_ptr<const JobSnapshot> EngineClient::snapshot(const std::string& applicationId) {
    const auto snapshot = convert<std::shared_ptr<const JobSnapshot>>(
        m_state->looks.call("snapshot", {{"app", applicationId}}), wire::snapshotFrom);
    return snapshot ? *snapshot : nullptr;
}
Result<TapId> EngineClient::tap(const TapRequest& request) {
    return convert<TapId>(m_state->looks.call("tap", wire::toJson(request)),
                          [](const Json& j) { return j.get<TapId>(); });
}
TapDrain EngineClient::drain(TapId tap) {
    auto drain = convert<TapDrain>(m_state->looks.call("drain", {{"tap", tap}}), wire::tapDrainFrom);
    return drain ? std::move(*drain) : TapDrain{};
}
void EngineClient::untap(TapId tap) {
    static_cast<void>(m_state->looks.call("untap", {{"tap", tap}}));
}
Result<StorePage> EngineClient::storeRows(const StoreQuery& query) {
    return convert<StorePage>(m_state->looks.call("store-rows", wire::toJson(query)), wire::storePageFrom);
}
Result<std::vector<TopicInfo>> EngineClient::topics() {
    return convertList<TopicInfo>(m_state->calls.call("topics", Json::object()), wire::topicInfoFrom);
}
Result<> EngineClient::createTopic(const TopicSpec& spec) {
    return nothing(m_state->calls.call("create-topic", wire::toJson(spec)));
}
Result<> EngineClient::alterTopic(const TopicSpec& spec) {
    return nothing(m_state->calls.call("alter-topic", wire::toJson(spec)));
}
Result<> EngineClient::deleteTopic(const std::string& name) {
    return nothing(m_state->calls.call("delete-topic", {{"topic", name}}));
}
Result<VerifyReport> EngineClient::verifyTopic(const std::string& name) {
    return convert<VerifyReport>(m_state->calls.call("verify-topic", {{"topic", name}}), wire::verifyReportFrom);
}
Result<CompactionReport> EngineClient::compactTopic(const std::string& name) {
    return convert<CompactionReport>(m_state->calls.call("compact-topic", {{"topic", name}}), wire::compactionReportFrom);
}
Result<FetchResult> EngineClient::fetch(const FetchRequest& request) {
    return convert<FetchResult>(m_state->calls.call("fetch", wire::toJson(request)), wire::fetchResultFrom);
}
Result<std::int64_t> EngineClient::offsetForTime(const std::string& topic, std::int32_t partition,
                                                 std::int64_t timestamp) {
    return convert<std::int64_t>(
        m_state->calls.call("offset-for-time", {{"topic", topic}, {"partition", partition}, {"timestamp", timestamp}}),
        [](const Json& j) { return j.get<std::int64_t>(); });
}
Result<OffsetsReport> EngineClient::offsets(const OffsetsRequest& request) {
    return convert<OffsetsReport>(m_state->calls.call("offsets", wire::toJson(request)), wire::offsetsReportFrom);
}
Result<std::string> EngineClient::startReplay(const ReplayRequest& request) {
    return convert<std::string>(m_state->calls.call("replay-start", wire::toJson(request)),
                                [](const Json& j) { return j.get<std::string>(); });
}
Result<std::vector<ReplayInfo>> EngineClient::replays() {
    return convertList<ReplayInfo>(m_state->looks.call("replays", Json::object()), wire::replayInfoFrom);
}
Result<ReplayDiff> EngineClient::diffReplay(const std::string& applicationId, std::size_t examplesMax) {
    return convert<ReplayDiff>(
        m_state->calls.call("replay-diff", {{"app", applicationId}, {"examples", examplesMax}}), wire::replayDiffFrom);
}
Result<> EngineClient::switchReplay(const std::string& applicationId) {
    return nothing(m_state->calls.call("replay-switch", {{"app", applicationId}}));
}
Result<> EngineClient::dropReplay(const std::string& applicationId) {
    return nothing(m_state->calls.call("replay-drop", {{"app", applicationId}}));
}
Result<CheckpointInfo> EngineClient::createCheckpoint(const CheckpointRequest& request) {
    return convert<CheckpointInfo>(m_state->calls.call("checkpoint-create", wire::toJson(request)), wire::checkpointInfoFrom);
}
Result<std::vector<CheckpointInfo>> EngineClient::checkpoints(const std::string& applicationId) {
    return convertList<CheckpointInfo>(m_state->calls.call("checkpoints", {{"app", applicationId}}), wire::checkpointInfoFrom);
}
Result<std::vector<Error>> EngineClient::problems() {
    return convertList<Error>(m_state->calls.call("problems", Json::object()), wire::errorFrom);
}
Result<> EngineClient::deleteCheckpoint(const std::string& applicationId, const std::string& name) {
    return nothing(m_state->calls.call("checkpoint-delete", {{"app", applicationId}, {"name", name}}));
}
Result<StateReply> EngineClient::stateAt(const StateQuery& query) {
    return convert<StateReply>(m_state->calls.call("state-at", wire::toJson(query)), wire::stateReplyFrom);
}
Result<> EngineClient::produce(const std::string& topic, const std::vector<ProduceRecord>& records) {
    Json list = Json::array();
    for (const auto& record : records)
        list.push_back(wire::toJson(record));
    return nothing(m_state->calls.call("produce", {{"topic", topic}, {"records", std::move(list)}}));
}

} // namespace weir
