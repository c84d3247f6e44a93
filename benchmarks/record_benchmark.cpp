// SPDX-License-Identifier: Apache-2.0
// Orders of 137 bytes (orders.h) from JSON to columns and back, one record at a time as a task does: the arena is reset and
// the same columns are filled again. Every variant validates the whole record. 20,000 different records (2.7 MB) go round.
#include "orders.h"
#include "weir/record/json_in.h"
#include "weir/record/json_out.h"
#include "weir/record/key.h"
#include "weir/record/row_codec.h"

#include <benchmark/benchmark.h>

namespace {

using namespace weir;

constexpr std::size_t orderCount = 20'000;

void readJson(benchmark::State& state, std::vector<bool> wanted) {
    const benchmarks::Orders orders(orderCount);
    JsonRowReader reader(benchmarks::orderSchema(), std::move(wanted), nullptr);
    Arena arena;
    Datum columns[8];
    std::size_t next = 0;
    for (auto _ : state) {
        arena.reset();
        if (!reader.read(orders.views()[next], arena, columns)) state.SkipWithError(reader.error().message.c_str());
        benchmark::DoNotOptimize(columns);
        if (++next == orderCount) next = 0;
    }
    state.SetItemsProcessed(state.iterations());
}

void BM_JsonRowReader_All8(benchmark::State& state) { readJson(state, {}); }
void BM_JsonRowReader_3Of8(benchmark::State& state) { readJson(state, {true, true, false, true, false, false, false, false}); }
void BM_JsonRowReader_None(benchmark::State& state) { readJson(state, std::vector<bool>(8, false)); }
BENCHMARK(BM_JsonRowReader_All8);
BENCHMARK(BM_JsonRowReader_3Of8);
BENCHMARK(BM_JsonRowReader_None);

/// W1's output: order_id, customer, region, total (amount * qty, mostly with noise behind the second decimal).
void BM_JsonRowWriter_4Columns(benchmark::State& state) {
    const JsonRowWriter writer(std::make_shared<const Schema>(Schema{{{"order_id", {TypeId::BigInt}}, {"customer", {TypeId::Text}}, {"region", {TypeId::Text}}, {"total", {TypeId::Double}}}}));
    std::string out;
    std::int64_t i = 0;
    for (auto _ : state) {
        const Datum columns[] = {Datum::ofInt(100000000 + i), Datum::ofBytes("c-0007"), Datum::ofBytes("eu-west"),
                                 Datum::ofDouble(static_cast<double>(100 + i % 24900) / 100 * static_cast<double>(1 + i % 5))};
        out.clear();
        writer.append(columns, out);
        benchmark::DoNotOptimize(out.data());
        ++i;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_JsonRowWriter_4Columns);

void BM_RowCodec_EncodeAndDecode8(benchmark::State& state) {
    const benchmarks::Orders orders(1);
    JsonRowReader reader(benchmarks::orderSchema(), {}, nullptr);
    const RowCodec codec(benchmarks::orderSchema());
    Arena arena;
    Datum columns[8];
    if (!reader.read(orders.views()[0], arena, columns)) state.SkipWithError(reader.error().message.c_str());
    Datum back[8];
    std::string bytes;
    for (auto _ : state) {
        bytes.clear();
        codec.encode(columns, bytes);
        benchmark::DoNotOptimize(codec.decode(bytes, arena, back));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_RowCodec_EncodeAndDecode8);

void BM_PartitionOfKey(benchmark::State& state) {
    std::string key = "c-0007";
    for (auto _ : state) {
        benchmark::DoNotOptimize(key.data());
        benchmark::DoNotOptimize(partitionOfKey(key, 4));
    }
}
BENCHMARK(BM_PartitionOfKey);

} // namespace
