// SPDX-License-Identifier: Apache-2.0
#include "frame.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fmt/format.h>
#include <thread>
#include <vector>

namespace weir::torture {
namespace {

constexpr std::int64_t failuresShown = 10;

std::string again(const Options& options) {
    const auto* const effort = options.effort == Effort::Full ? " --full" : options.effort == Effort::Long ? " --long" : "";
    return fmt::format("weir-torture {} --seed {}{}", options.form, options.seed, effort);
}

} // namespace

void Verdict::passed(std::int64_t cases) {
    const std::lock_guard lock(m_mutex);
    m_cases += cases;
}

void Verdict::failed(std::int64_t number, const std::string& what) {
    const std::lock_guard lock(m_mutex);
    ++m_cases;
    if (++m_failed > failuresShown) return;
    fmt::print("{}: case {} failed: {}\n    again: {} --case {}\n", m_options.form, number, what, again(m_options), number);
    std::fflush(stdout);
}

void Verdict::judge(std::int64_t number, const std::string& wrong) {
    if (wrong.empty()) {
        passed();
    } else {
        failed(number, wrong);
    }
}

void Verdict::count(const std::string& name, std::int64_t by) {
    const std::lock_guard lock(m_mutex);
    m_counts[name] += by;
}

std::int64_t Verdict::counted(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_counts.find(name);
    return found == m_counts.end() ? 0 : found->second;
}

void Verdict::note(const std::string& name, std::string value) {
    const std::lock_guard lock(m_mutex);
    m_notes[name] = std::move(value);
}

void Verdict::require(bool holds, const std::string& what) {
    if (holds) return;
    const std::lock_guard lock(m_mutex);
    ++m_failed;
    fmt::print("{}: {}\n    again: {}\n", m_options.form, what, again(m_options));
}

int Verdict::finish() {
    const std::lock_guard lock(m_mutex);
    std::string figures;
    for (const auto& [name, value] : m_counts) figures += fmt::format(" {}={}", name, value);
    for (const auto& [name, value] : m_notes) figures += fmt::format(" {}={}", name, value);
    fmt::print("{}: seed={} cases={}{} failed={}\n", m_options.form, m_options.seed, m_cases, figures, m_failed);
    return m_failed == 0 && m_cases > 0 ? 0 : 1;
}

SplitMix64 rngOf(const Options& options, std::int64_t number) {
    SplitMix64 mixed(options.seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(number));
    return SplitMix64(mixed.next());
}

void forEachCase(const Options& options, Verdict& verdict, std::int64_t n, const std::function<std::string(std::int64_t, Rng&)>& run, std::int64_t first,
                 std::int64_t stride) {
    const auto one = [&](std::int64_t number) {
        auto rng = rngOf(options, number);
        verdict.judge(number, run(number, rng));
    };
    if (options.only) return one(*options.only);
    std::atomic<std::int64_t> next{first};
    std::vector<std::jthread> workers;
    for (int i = 0; i < std::max(options.threads, 1); ++i)
        workers.emplace_back([&] {
            for (auto number = next.fetch_add(stride); number < n; number = next.fetch_add(stride)) one(number);
        });
}

} // namespace weir::torture
