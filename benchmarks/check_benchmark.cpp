// SPDX-License-Identifier: Apache-2.0
// What the designer does on every edit: bind and plan a drawing of 500 nodes and 500 wires; and what opening it costs. The
// file is 50 flows of ten nodes (source, filter, map-values, select-key, aggregate, to-stream, filter, merge, map-values,
// sink), 140 kB of JSON, with 450 SQL expressions in it. Target (engine.md 1): load, bind and plan in less than 10 ms.
#include "weir/processors/registry.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <string>

namespace {

using namespace weir;

constexpr int flows = 50;

std::string drawing() {
    std::string nodes;
    std::string edges;
    for (int i = 0; i < flows; ++i) {
        nodes += fmt::format(
            R"({0}{{"id": "orders-{1}", "type": "source", "topic": "orders-{1}", "key": {{"format": "string"}}, "value": {{"format": "json", "schema": "order_id bigint, customer text, region text, amount double precision, qty bigint, ts bigint"}}, "timestamp": "ts"}},
{{"id": "big-{1}", "type": "filter", "where": "amount > 100 AND region <> 'test'"}},
{{"id": "total-{1}", "type": "map-values", "select": "order_id, customer, region, amount * qty AS total, qty"}},
{{"id": "keyed-{1}", "type": "select-key", "key": "customer"}},
{{"id": "sums-{1}", "type": "aggregate", "window": {{"type": "tumbling", "size": "5m", "grace": "1m"}}, "select": "count(*) AS orders, sum(total) AS revenue, max(qty) AS most"}},
{{"id": "facts-{1}", "type": "to-stream"}},
{{"id": "some-{1}", "type": "filter", "where": "orders > 1"}},
{{"id": "all-{1}", "type": "merge"}},
{{"id": "shown-{1}", "type": "map-values", "select": "upper(_key) AS customer, orders, round(revenue::numeric, 2) AS revenue"}},
{{"id": "out-{1}", "type": "sink", "topic": "revenue-{1}"}})",
            i > 0 ? ",\n" : "", i);
        edges += fmt::format(
            R"({0}["orders-{1}", "big-{1}"], ["big-{1}", "total-{1}"], ["total-{1}", "keyed-{1}"], ["keyed-{1}", "sums-{1}"], ["sums-{1}", "facts-{1}"], ["facts-{1}", "some-{1}"], ["some-{1}", "all-{1}"], ["facts-{1}", "all-{1}"], ["all-{1}", "shown-{1}"], ["shown-{1}", "out-{1}"])",
            i > 0 ? ",\n" : "", i);
    }
    return fmt::format("{{\"weir\": 1, \"application_id\": \"bench\", \"nodes\": [{}], \"edges\": [{}]}}", nodes, edges);
}

void BM_Load(benchmark::State& state) {
    const NodeRegistry registry(processorSpecs());
    const std::string file = drawing();
    for (auto _ : state) benchmark::DoNotOptimize(loadTopology(file, registry));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(file.size()));
}
BENCHMARK(BM_Load)->Unit(benchmark::kMillisecond);

void BM_Save(benchmark::State& state) {
    const NodeRegistry registry(processorSpecs());
    const Topology topology = *loadTopology(drawing(), registry).topology;
    for (auto _ : state) benchmark::DoNotOptimize(saveTopology(topology));
}
BENCHMARK(BM_Save)->Unit(benchmark::kMillisecond);

void BM_Bind(benchmark::State& state) {
    const NodeRegistry registry(processorSpecs());
    const Topology topology = *loadTopology(drawing(), registry).topology;
    for (auto _ : state) benchmark::DoNotOptimize(bindTopology(topology, registry));
}
BENCHMARK(BM_Bind)->Unit(benchmark::kMillisecond);

void BM_LoadBindPlan(benchmark::State& state) {
    const NodeRegistry registry(processorSpecs());
    const std::string file = drawing();
    for (auto _ : state) {
        const auto loaded = loadTopology(file, registry);
        const auto plan = checkTopology(*loaded.topology, registry);
        if (!plan->ok()) state.SkipWithError(toText(plan->diagnostics.front()).c_str());
        benchmark::DoNotOptimize(plan->subTopologies.size());
    }
    state.counters["nodes"] = flows * 10;
}
BENCHMARK(BM_LoadBindPlan)->Unit(benchmark::kMillisecond);

} // namespace
