// SPDX-License-Identifier: Apache-2.0
// What each profile and guarantee costs: the time from a record's event to its result that a reader of committed records gets, bytes that are
// written for a record, and how many records a second go through.
//   profile_benchmark [SECONDS a measurement] [DATA FOLDER]
// The flow: generator → filter → 1-minute revenue by region (behind a repartition topic: two commits in a row) → sink, 4 partitions.
#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/runtime/engine.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace weir;

constexpr std::int32_t partitions = 4;
constexpr auto warmUp = std::chrono::seconds(2);

std::string flow(int rate, const std::string& profile, const std::string& guarantee) {
    return fmt::format(R"({{"weir": 1, "application_id": "profiles", "profile": "{}", "guarantee": "{}", "nodes": [
    {{"id": "orders", "type": "generator", "schema": "orders", "rate": {}, "keys": 10000, "topic": "orders"}},
    {{"id": "large", "type": "filter", "where": "qty > 0"}},
    {{"id": "revenue", "type": "aggregate", "group_by": "region", "window": {{"type": "tumbling", "size": "1m", "grace": "10s"}}, "select": "count(*) AS orders, sum(amount) AS revenue"}},
    {{"id": "out", "type": "sink", "topic": "revenue"}}],
  "edges": [["orders", "large"], ["large", "revenue"], ["revenue", "out"]]}})",
                       profile, guarantee, rate);
}

/// Written by this process so far, in bytes.
std::int64_t writtenBytes() {
    std::ifstream io("/proc/self/io");
    for (std::string name; io >> name;) {
        std::int64_t value = 0;
        io >> value;
        if (name == "wchar:") return value;
    }
    return 0;
}

std::int64_t consumed(Engine& engine) {
    std::int64_t sum = 0;
    if (const auto snapshot = engine.snapshot("profiles"))
        for (const auto& partition : snapshot->partitions)
            if (partition.topic == "orders") sum += partition.position;
    return sum;
}

/// Reads the sink's topic as a program beside the job would.
class Reader {
public:
    explicit Reader(Engine& engine) : m_engine(engine) {}
    /// Time from the event to now of every record that came, in ms.
    std::vector<double> read(const Clock& clock, std::chrono::seconds how) {
        std::vector<double> latencies;
        const auto until = std::chrono::steady_clock::now() + how;
        while (std::chrono::steady_clock::now() < until) {
            bool any = false;
            for (std::int32_t p = 0; p < partitions; ++p) {
                const auto fetched = m_engine.fetch({"revenue", p, m_next[p], 100'000, std::size_t{8} << 20U});
                if (!fetched || fetched->nextOffset == m_next[p]) continue;
                m_next[p] = fetched->nextOffset;
                any = true;
                const auto now = static_cast<double>(clock.wallMicros()) / 1e3;
                for (const auto& record : fetched->records) latencies.push_back(now - static_cast<double>(record.timestamp));
            }
            if (!any) std::this_thread::sleep_for(std::chrono::microseconds(300));
        }
        return latencies;
    }

private:
    Engine& m_engine;
    std::int64_t m_next[partitions] = {};
};

double percentile(std::vector<double>& values, double share) {
    if (values.empty()) return -1;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

struct Measured {
    double p50 = 0;
    double p99 = 0;
    double perSecond = 0;
    double bytesPerRecord = 0;
};

Measured measure(const Path& folder, const NodeRegistry& registry, int rate, const std::string& profile, const std::string& guarantee, std::chrono::seconds how) {
    std::filesystem::remove_all(folder);
    SystemClock clock;
    PosixFileSystem files;
    auto engine = Engine::open(folder, files, clock, registry);
    if (!engine) {
        fmt::print(stderr, "profile_benchmark: {}\n", engine.error().text());
        std::exit(1);
    }
    if (const auto started = (*engine)->start({.topologyText = flow(rate, profile, guarantee), .file = "profiles.weir", .settings = {}, .to = {}}); !started) {
        fmt::print(stderr, "profile_benchmark: {}\n", started.error().text());
        std::exit(1);
    }
    Reader reader(**engine);
    (void)reader.read(clock, warmUp);
    const auto before = consumed(**engine);
    const auto bytesBefore = writtenBytes();
    auto latencies = reader.read(clock, how);
    const auto records = static_cast<double>(consumed(**engine) - before);
    const auto bytes = static_cast<double>(writtenBytes() - bytesBefore);
    (void)(*engine)->stop("profiles");
    return {percentile(latencies, 0.5), percentile(latencies, 0.99), records / static_cast<double>(how.count()), records > 0 ? bytes / records : 0};
}

} // namespace

int main(int argc, char** argv) {
    const std::chrono::seconds how(argc > 1 ? std::max(1, std::atoi(argv[1])) : 10);
    const Path folder = argc > 2 ? Path(argv[2]) : std::filesystem::temp_directory_path() / fmt::format("weir-profiles-{}", ::getpid());
    const auto registry = builtinNodes();
    fmt::print("| profile | guarantee | 1,000/s: p50, p99 | 50,000/s: p50, p99 | bytes a record at 1,000/s, 50,000/s | as fast as it can |\n|---|---|---|---|---|---|\n");
    for (const auto* profile : {"latency", "balanced", "throughput"})
        for (const auto* guarantee : {"exactly-once", "at-least-once"}) {
            const auto slow = measure(folder, registry, 1'000, profile, guarantee, how);
            const auto fast = measure(folder, registry, 50'000, profile, guarantee, how);
            const auto most = measure(folder, registry, 0, profile, guarantee, how);
            fmt::print("| {} | {} | {:.0f}, {:.0f} ms | {:.0f}, {:.0f} ms{} | {:.0f}, {:.0f} | {:.0f} records/s |\n", profile, guarantee, slow.p50, slow.p99, fast.p50, fast.p99,
                       fast.perSecond < 49'000 ? fmt::format(" (kept up with {:.0f}/s)", fast.perSecond) : "", slow.bytesPerRecord, fast.bytesPerRecord, most.perSecond);
            std::fflush(stdout);
        }
    std::filesystem::remove_all(folder);
    return 0;
}
