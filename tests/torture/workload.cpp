// SPDX-License-Identifier: Apache-2.0
#include "workload.h"

#include "weir/core/rng.h"
#include "weir/topology/topology_json.h"

#include <fmt/format.h>

namespace weir::torture {

std::string flowText(const std::string& more, const std::string& application) {
    return R"({"weir": 1, "name": "Torture", "application_id": ")" + application + R"(", "guarantee": "exactly-once", )" + more + R"("nodes": [
        {"id": "orders", "type": "source", "topic": "orders", "partitions": 4, "key": {"format": "string"}, "value": {"format": "json", "schema": "n bigint, region text, amount bigint"}},
        {"id": "payments", "type": "source", "topic": "payments", "partitions": 4, "key": {"format": "string"}, "value": {"format": "json", "schema": "paid bigint"}},
        {"id": "rates", "type": "source", "topic": "rates", "as": "table", "partitions": 4, "key": {"format": "string"}, "value": {"format": "json", "schema": "rate bigint"}},
        {"id": "by-region", "type": "select-key", "key": "region"},
        {"id": "priced", "type": "join", "how": "left", "select": "l.n AS n, l.amount * coalesce(r.rate, 1) AS amount"},
        {"id": "revenue", "type": "aggregate", "window": {"type": "tumbling", "size": "10s", "grace": "5s"}, "select": "count(*) AS orders, sum(amount) AS revenue, max(n) AS last"},
        {"id": "out", "type": "sink", "topic": "revenue", "partitions": 4},
        {"id": "settled", "type": "join", "how": "left", "within": "5s", "grace": "1s", "select": "l.n AS n, r.paid AS paid"},
        {"id": "paid", "type": "sink", "topic": "settled", "partitions": 4}],
        "edges": [["orders", "by-region"], ["by-region", "priced:left"], ["rates", "priced:right"], ["priced", "revenue"], ["revenue", "out"],
                  ["orders", "settled:left"], ["payments", "settled:right"], ["settled", "paid"]]})";
}

std::shared_ptr<const Plan> planOfFlow(const NodeRegistry& registry) {
    auto loaded = loadTopology(flowText(), registry);
    if (!loaded.topology) return nullptr;
    return checkTopology(*loaded.topology, registry);
}

Result<> fillInputs(EngineAccess& engine, std::int64_t orders, std::uint64_t seed) {
    constexpr std::int64_t begin = 1'700'000'000'000;
    constexpr std::int64_t together = 500;
    constexpr int regions = 11;
    SplitMix64 rng(seed);
    for (const auto& topic : flowInputs) WEIR_CHECK(engine.createTopic({.name = topic, .partitions = flowPartitions}));
    std::vector<ProduceRecord> batches[3];
    const auto send = [&](std::int64_t least) -> Result<> {
        for (std::size_t i = 0; i < flowInputs.size(); ++i) {
            if (static_cast<std::int64_t>(batches[i].size()) < least) continue;
            if (!batches[i].empty()) WEIR_CHECK(engine.produce(flowInputs[i], batches[i]));
            batches[i].clear();
        }
        return {};
    };
    const auto below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(rng.below(bound)); };
    for (std::int64_t n = 0; n < orders; ++n) {
        const auto late = rng.below(50) == 0 ? below(20'000) : below(300);
        const auto time = begin + n * 40 - late;
        const auto key = fmt::format("order-{}", n);
        const auto region = rng.below(40) == 0 ? std::string("null") : fmt::format("\"region-{}\"", below(regions));
        batches[0].push_back({.timestamp = time, .key = key, .value = fmt::format(R"({{"n":{},"region":{},"amount":{}}})", n, region, 1 + below(900)), .keyNull = false, .headers = {}});
        if (rng.below(10) < 7) batches[1].push_back({.timestamp = time + below(7000), .key = key, .value = fmt::format(R"({{"paid":{}}})", below(1000)), .keyNull = false, .headers = {}});
        if (rng.below(30) == 0) {
            ProduceRecord rate{.timestamp = time, .key = fmt::format("region-{}", below(regions)), .value = fmt::format(R"({{"rate":{}}})", 1 + below(9)), .keyNull = false, .headers = {}};
            rate.valueNull = rng.below(12) == 0;
            if (rate.valueNull) rate.value.clear();
            batches[2].push_back(std::move(rate));
        }
        WEIR_CHECK(send(together));
    }
    return send(1);
}

Result<> makeSmallSegments(EngineAccess& engine, const Plan& plan) {
    constexpr std::int64_t bytes = 16 << 10;
    const auto make = [&](const std::string& name, bool internal, Cleanup cleanup) {
        return engine.createTopic({.name = name, .partitions = flowPartitions, .cleanup = cleanup, .segmentBytes = bytes, .internal = internal});
    };
    for (const auto& topic : flowOutputs) WEIR_CHECK(make(topic, false, Cleanup::Delete));
    for (const auto& sub : plan.subTopologies) {
        for (const auto& repartition : sub.repartitions) WEIR_CHECK(make(repartition.topic, true, Cleanup::Delete));
        for (const auto& store : sub.stores)
            if (store.changelog && !store.global) WEIR_CHECK(make(plan.changelogTopic(store), true, store.retentionMs >= 0 ? Cleanup::CompactDelete : Cleanup::Compact));
    }
    return {};
}

} // namespace weir::torture
