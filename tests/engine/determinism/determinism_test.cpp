// SPDX-License-Identifier: Apache-2.0
// engine.md 10: with the input in the log before the start a job's output is byte for byte equal at any number of threads and with any
// batches; at another number of partitions the final tables are equal (docs/adr/0006-order-of-records.md says which records of a
// partition that several tasks write may change places).
#include "determinism_run.h"

#include "weir/runtime/engine.h"

#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

namespace weir {
namespace {

constexpr std::uint32_t shortSeeds = 20;
constexpr std::uint32_t fullSeeds = 320;
constexpr int leastOfEach = 10; ///< topologies of the full form with each form of node

/// Variants that write the same bytes: the first is what the others are compared with.
std::vector<std::vector<Variant>> families(std::uint32_t seed) {
    std::vector<std::vector<Variant>> out;
    for (const std::int32_t partitions : {1, 4})
        for (const auto* emit : {"updates", "merged"}) {
            auto& same = out.emplace_back();
            for (const std::int32_t threads : {1, 3})
                for (const int batch : {1, 1000}) same.push_back({partitions, batch, emit, threads});
            same.push_back({partitions, 1000, emit, 0, seed});
            same.push_back({partitions, 1, emit, 0, seed + 1});
            if (std::string_view(emit) == "updates") same.push_back({partitions, 1000, emit, 0, seed + 2, 3}); // a restart commits, and a commit emits what is merged
            same.push_back({partitions, 1000, emit, 3, 0, 0, 0, true});
            same.push_back({partitions, 1, emit, 0, seed + 3, 0, 0, true});
            if (std::string_view(emit) == "updates") same.push_back({partitions, 1000, emit, 0, seed + 4, 3, 0, true});
        }
    // Commits on the way.
    for (const std::int32_t partitions : {1, 4}) {
        auto& same = out.emplace_back();
        for (std::uint32_t turns = 0; turns < 3; ++turns) same.push_back({partitions, turns == 0 ? 1 : 1000, "merged", 0, seed + turns, 0, 17});
    }
    return out;
}

std::string difference(const std::map<std::string, std::vector<std::string>>& expected, const std::map<std::string, std::vector<std::string>>& got) {
    for (const auto& [where, lines] : expected) {
        const auto found = got.find(where);
        if (found == got.end()) return where + ": nothing";
        for (std::size_t i = 0; i < std::max(lines.size(), found->second.size()); ++i) {
            const auto a = i < lines.size() ? lines[i] : std::string("(end)");
            const auto b = i < found->second.size() ? found->second[i] : std::string("(end)");
            if (a != b) return fmt::format("{}, record {} of {}: {}\n  instead of: {}", where, i, lines.size(), b, a);
        }
    }
    for (const auto& [where, lines] : got)
        if (!expected.contains(where)) return fmt::format("{}: {} records that are not expected", where, lines.size());
    return {};
}

/// True: all variants agree.
bool agree(std::uint32_t seed, const NodeRegistry& registry, std::size_t& runs) {
    const RandomTopology random(seed);
    std::optional<Outcome> exact;
    for (const auto& family : families(seed)) {
        std::optional<Outcome> first;
        for (const auto& variant : family) {
            auto outcome = Run(random, variant, registry).outcome();
            ++runs;
            auto wrong = outcome.failure;
            if (wrong.empty() && first && outcome.ordered) {
                wrong = difference(first->written, outcome.written);
                if (!wrong.empty()) wrong = "unlike " + family.front().text() + ": " + wrong;
            }
            if (wrong.empty() && exact) {
                wrong = difference(exact->final, outcome.final);
                if (!wrong.empty()) wrong = "another final table: " + wrong;
            }
            if (!wrong.empty()) {
                ADD_FAILURE() << fmt::format("seed {}, {}\n{}\n{}", seed, variant.text(), wrong, random.text(variant.emit));
                return false;
            }
            if (!exact) exact = outcome;
            if (!first) first = std::move(outcome);
        }
    }
    return true;
}

bool full() {
    const auto* mode = std::getenv("WEIR_DETERMINISM");
    return mode != nullptr && std::string_view(mode) == "full";
}

std::vector<std::uint32_t> seeds() {
    if (const auto* one = std::getenv("WEIR_DETERMINISM_SEED"); one != nullptr) return {static_cast<std::uint32_t>(std::strtoul(one, nullptr, 10))};
    std::vector<std::uint32_t> out;
    std::ifstream kept(WEIR_SEEDS);
    for (std::string line; std::getline(kept, line);)
        if (!line.empty() && line.front() != '#') out.push_back(static_cast<std::uint32_t>(std::stoul(line)));
    for (std::uint32_t seed = 1; seed <= (full() ? fullSeeds : shortSeeds); ++seed) out.push_back(seed);
    return out;
}

TEST(DeterminismTest, OutputsAreEqualAtAnyThreadsAndBatchesAndFinalTablesAtAnyPartitions) {
    const auto registry = builtinNodes();
    std::size_t runs = 0;
    std::vector<std::uint32_t> failed;
    const auto all = seeds();
    for (const auto seed : all)
        if (!agree(seed, registry, runs)) failed.push_back(seed);
    for (const auto seed : failed) fmt::print("seed {} failed: WEIR_DETERMINISM_SEED={} runs it alone; keep it in seeds.txt\n", seed, seed);
    fmt::print("seeds {}..{} topologies={} runs={} failed={}\n", all.front(), all.back(), all.size(), runs, failed.size());
    EXPECT_TRUE(failed.empty());
}

// The topologies alone: nothing runs.
TEST(DeterminismTest, EveryFormOfNodeComesOftenInTheFullForm) {
    std::map<std::string, int> forms;
    std::map<std::string, int> exact;
    for (std::uint32_t seed = 1; seed <= fullSeeds; ++seed) {
        const RandomTopology random(seed);
        for (const auto& form : random.forms()) ++forms[form];
        for (const auto& sink : random.sinks()) ++exact[sink.exact ? "compared at any number of partitions" : "compared at the same number of partitions"];
    }
    for (const auto& form : RandomTopology::allForms()) {
        fmt::print("{} in {} topologies\n", form, forms[form]);
        EXPECT_GE(forms[form], leastOfEach) << form;
    }
    for (const auto& [what, count] : exact) fmt::print("{} sinks {}\n", count, what);
}

} // namespace
} // namespace weir
