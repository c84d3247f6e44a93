// SPDX-License-Identifier: Apache-2.0
#include "tally.h"

#include "weir/core/rng.h"

#include <charconv>
#include <csignal>
#include <fmt/format.h>
#include <sys/wait.h>

namespace weir::torture {
namespace {

constexpr auto answerMost = std::chrono::seconds(30);
constexpr auto endMost = std::chrono::seconds(30);
constexpr auto nap = std::chrono::milliseconds(1);
constexpr auto betweenBatches = std::chrono::milliseconds(5);
constexpr int batchRecords = 20;
constexpr int regions = 11;
constexpr std::int64_t begin = 1'700'000'000'000;
constexpr std::int64_t stepMs = 5;

/// A connection that is made again until there is one.
std::unique_ptr<EngineClient> connected(const Path& data, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        if (auto client = EngineClient::connect(data)) return std::move(*client);
        std::this_thread::sleep_for(nap);
    }
    return nullptr;
}

} // namespace

std::string tallyText(int version) {
    return fmt::format(R"({{"weir": 1, "name": "Tally", "application_id": "{}", "guarantee": "exactly-once", "settings": {{"commit_interval": "20ms", "threads": 2}}, "nodes": [
        {{"id": "events", "type": "source", "topic": "events", "partitions": {}, "key": {{"format": "string"}}, "value": {{"format": "json", "schema": "region text, amount bigint"}}}},
        {{"id": "count", "type": "aggregate", "group_by": "region", "select": "count(*) AS seq, sum(amount) AS total"}},
        {{"id": "mark", "type": "map-values", "select": "seq, total, {} AS version"}},
        {{"id": "counted", "type": "sink", "topic": "counted", "partitions": {}, "value": {{"format": "json"}}}},
        {{"id": "windows", "type": "aggregate", "group_by": "region", "window": {{"type": "tumbling", "size": "10s", "grace": "1h"}}, "select": "count(*) AS n"}},
        {{"id": "windowed", "type": "sink", "topic": "windowed", "partitions": {}, "value": {{"format": "json"}}}}],
        "edges": [["events", "count"], ["count", "mark"], ["mark", "counted"], ["events", "windows"], ["windows", "windowed"]]}})",
                       tallyApplication, tallyPartitions, version, tallyPartitions, tallyPartitions);
}

Result<> Served::start(const std::string& killPoint) {
    m_client.reset();
    m_process.reset();
    const auto environment = killPoint.empty() ? Process::Environment{} : Process::Environment{{"WEIR_KILLPOINT", killPoint}};
    m_process = std::make_unique<Process>(std::vector<std::string>{m_weir.string(), "serve", "--data-dir", m_data.string()}, m_data.string() + ".err", environment);
    const auto deadline = std::chrono::steady_clock::now() + answerMost;
    while (m_process->running()) {
        // A process that was killed just now leaves its socket behind, and nobody listens there.
        if (auto client = EngineClient::connect(m_data); client && (*client)->ownerPid() == m_process->pid()) {
            m_client = std::move(*client);
            return {};
        }
        if (std::chrono::steady_clock::now() > deadline) return fail(Errc::Internal, "weir serve does not answer: " + m_process->errors());
        std::this_thread::sleep_for(nap);
    }
    return fail(Errc::Internal, "weir serve ends at once: " + m_process->errors());
}

Result<> Served::stop() {
    m_client.reset();
    m_process->signal(SIGTERM);
    const auto status = m_process->wait(endMost);
    if (!status) return fail(Errc::Internal, "weir serve does not end: " + m_process->errors());
    if (!WIFEXITED(*status)) return fail(Errc::Internal, fmt::format("weir serve ends by signal {}", WTERMSIG(*status)));
    return {};
}

void Served::kill() {
    m_process->kill();
    m_client.reset();
}

Result<> Served::died(std::chrono::milliseconds patience) {
    const auto status = m_process->wait(patience);
    m_client.reset();
    if (!status) return fail(Errc::Internal, "it never came to its kill point");
    if (!WIFSIGNALED(*status) || WTERMSIG(*status) != SIGKILL) return fail(Errc::Internal, fmt::format("weir serve ends with status {}: {}", *status, m_process->errors()));
    return {};
}

Load::Load(Path data, std::uint64_t seed) : m_data(std::move(data)), m_thread([this, seed](const std::stop_token& stop) { run(stop, seed); }) {}

// What was not acknowledged may be in the log or not: the log says what the input is.
void Load::run(const std::stop_token& stop, std::uint64_t seed) const {
    SplitMix64 rng(seed);
    std::unique_ptr<EngineClient> client;
    for (std::int64_t n = 0; !stop.stop_requested();) {
        if (!client) client = connected(m_data, stop);
        if (!client) return;
        std::vector<ProduceRecord> batch;
        for (int i = 0; i < batchRecords; ++i, ++n)
            batch.push_back({.timestamp = begin + n * stepMs, .key = fmt::format("event-{}", n), .value = fmt::format(R"({{"region":"region-{:02}","amount":{}}})", rng.below(regions), rng.below(1000)), .keyNull = false, .headers = {}});
        if (!client->produce("events", batch)) client.reset();
        std::this_thread::sleep_for(betweenBatches);
    }
}

Subscriber::Subscriber(Path data) : m_data(std::move(data)), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

void Subscriber::run(const std::stop_token& stop) {
    std::unique_ptr<EngineClient> client;
    std::map<std::int32_t, std::int64_t> next;
    while (!stop.stop_requested()) {
        if (!client) client = connected(m_data, stop);
        if (!client) return;
        bool some = false;
        for (std::int32_t p = 0; client && p < tallyPartitions; ++p) {
            const auto fetched = client->fetch({.topic = "counted", .partition = p, .offset = next[p], .recordsMax = 5000});
            if (!fetched) { // the process is gone, or the topic is not there yet
                client.reset();
                break;
            }
            next[p] = std::max(next[p], fetched->nextOffset);
            some = some || !fetched->records.empty();
            const std::lock_guard lock(m_mutex);
            for (const auto& record : fetched->records) take(p, record);
        }
        if (!some) std::this_thread::sleep_for(nap);
    }
}

void Subscriber::take(std::int32_t partition, const FetchedRecord& record) {
    const auto seq = numberIn(record.value, "seq");
    const auto version = numberIn(record.value, "version");
    const auto place = fmt::format("counted-{} offset {}, key {}, {}", partition, record.offset, record.key, record.value);
    auto& count = m_counts[record.key];
    if (m_wrong.empty() && seq != count + 1) m_wrong = fmt::format("{}: behind count {} there is {}", place, count, seq <= count ? "a double" : "a gap");
    count = std::max(count, seq);
    auto& newest = m_versions[partition];
    if (m_wrong.empty() && version < newest) m_wrong = fmt::format("{}: a result of an older version behind one of version {}", place, newest);
    newest = std::max(newest, version);
    const auto now = std::chrono::steady_clock::now();
    const auto [seen, fresh] = m_seen.try_emplace(version, now, now);
    seen->second.second = now;
}

std::string Subscriber::wrong() const {
    const std::lock_guard lock(m_mutex);
    return m_wrong;
}
std::map<std::string, std::int64_t> Subscriber::counts() const {
    const std::lock_guard lock(m_mutex);
    return m_counts;
}
bool Subscriber::hasSeen(int version) const {
    const std::lock_guard lock(m_mutex);
    return m_seen.contains(version);
}
std::chrono::microseconds Subscriber::pauseBefore(int version) const {
    const std::lock_guard lock(m_mutex);
    return std::chrono::duration_cast<std::chrono::microseconds>(m_seen.at(version).first - m_seen.at(version - 1).second);
}

Result<std::vector<FetchedRecord>> readAll(EngineAccess& engine, const std::string& topic) {
    std::vector<FetchedRecord> out;
    for (std::int32_t p = 0; p < tallyPartitions; ++p)
        for (std::int64_t next = 0;;) {
            WEIR_TRY(auto fetched, engine.fetch({.topic = topic, .partition = p, .offset = next, .recordsMax = 5000}));
            if (fetched.nextOffset <= next) break;
            next = fetched.nextOffset;
            for (auto& record : fetched.records) out.push_back(std::move(record));
        }
    return out;
}

std::int64_t numberIn(const std::string& json, const std::string& name) {
    const auto mark = "\"" + name + "\":";
    const auto at = json.find(mark);
    std::int64_t out = -1;
    if (at != std::string::npos) std::from_chars(json.data() + at + mark.size(), json.data() + json.size(), out);
    return out;
}

} // namespace weir::torture
