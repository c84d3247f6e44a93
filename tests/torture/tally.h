// SPDX-License-Identifier: Apache-2.0
// Tally: a flow whose results tell when one is missing or doubled: counts of each region, one by one, behind a repartition topic, and counts in
// windows beside. With a load that never pauses, and a reader that stays subscribed whatever becomes of the process that serves it.
#pragma once

#include "process.h"

#include "weir/core/result.h"
#include "weir/runtime/engine_client.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace weir::torture {

constexpr std::int32_t tallyPartitions = 4;
inline const std::string tallyApplication = "tally";

/// `version`: stands in every result, and tells who wrote it.
std::string tallyText(int version);

/// `weir serve` on a folder.
class Served {
public:
    Served(Path weir, Path data) : m_weir(std::move(weir)), m_data(std::move(data)) {}
    /// `killPoint` as in WEIR_KILLPOINT; empty: none. Returns when it answers.
    Result<> start(const std::string& killPoint = {});
    EngineClient& engine() { return *m_client; }
    Process& process() { return *m_process; }
    /// SIGTERM, and its end.
    Result<> stop();
    void kill();
    /// It has died by itself, by SIGKILL.
    Result<> died(std::chrono::milliseconds patience);

private:
    Path m_weir;
    Path m_data;
    std::unique_ptr<Process> m_process;
    std::unique_ptr<EngineClient> m_client;
};

/// Writes events all the time, over a connection of its own.
class Load {
public:
    explicit Load(Path data, std::uint64_t seed);

private:
    void run(const std::stop_token& stop, std::uint64_t seed) const;

    Path m_data;
    std::jthread m_thread;
};

/// Reads the counts as they come. The counts of a region must be 1, 2, 3, …, and of a partition no result of an older version may come behind a newer one.
class Subscriber {
public:
    explicit Subscriber(Path data);
    /// The first thing that was wrong.
    std::string wrong() const;
    /// Of each region the last count.
    std::map<std::string, std::int64_t> counts() const;
    /// Between the last result of the version before and the first of this one.
    std::chrono::microseconds pauseBefore(int version) const;
    bool hasSeen(int version) const;

private:
    using Moment = std::chrono::steady_clock::time_point;
    void run(const std::stop_token& stop);
    void take(std::int32_t partition, const FetchedRecord& record);

    Path m_data;
    mutable std::mutex m_mutex;
    std::string m_wrong;
    std::map<std::string, std::int64_t> m_counts;
    std::map<std::int32_t, std::int64_t> m_versions; ///< the newest of each partition
    std::map<std::int64_t, std::pair<Moment, Moment>> m_seen; ///< version → its first and last result
    std::jthread m_thread;
};

/// Everything in a topic.
Result<std::vector<FetchedRecord>> readAll(EngineAccess& engine, const std::string& topic);
/// The number behind `"name":` in a JSON object; -1: there is none.
std::int64_t numberIn(const std::string& json, const std::string& name);

} // namespace weir::torture
