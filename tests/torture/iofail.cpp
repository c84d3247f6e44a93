// SPDX-License-Identifier: Apache-2.0
// iofail (R6): the k-th call of each kind fails while a job runs, once or from then on. The engine must say so or go on, never say yes to
// what is not durable, and, when the disk is well again, end with the outputs of a run without faults: the same process tries again
// as long as it may, then the engine starts anew on the same files, or after a power loss. At the end a real process on a real disk
// that gets full (full_disk.h).
#include "frame.h"
#include "full_disk.h"
#include "memory_job.h"
#include "watched_files.h"
#include "workload.h"

#include "weir/runtime/engine.h"
#include "weir/testing/fake_clock.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fmt/format.h>
#include <vector>

namespace weir::torture {
namespace {

const Path data = "/data";
constexpr std::int64_t wallMicros = 1'700'000'000'000'000;
constexpr std::int64_t orders = 150;
constexpr std::int64_t kMost = 500;
constexpr FileCall kinds[] = {FileCall::Write, FileCall::Sync, FileCall::Rename, FileCall::Open, FileCall::Truncate, FileCall::SyncDirectory, FileCall::CreateDirectory, FileCall::Remove};
constexpr const char* kindNames[] = {"write", "sync", "rename", "open", "truncate", "folder_sync", "new_folder", "remove"};

struct Fault {
    std::size_t kind = 0;
    std::int64_t k = 1;
    bool always = false;
    int errnoValue = EIO;
    bool powerLoss = false;
    std::string text() const {
        return fmt::format("{} {} fails with errno {} {}{}", kindNames[kind], k, errnoValue, always ? "and all later ones" : "once", powerLoss ? ", then the power goes" : "");
    }
};

class FailingRun {
public:
    FailingRun(const MemoryFileSystem& inputs, const std::shared_ptr<const Plan>& plan, const Fault& fault, Rng& rng) : m_plan(plan), m_fault(fault), m_rng(rng), m_memory(inputs.crash(rng)), m_files(*m_memory) {}

    std::string go(const Outcome& want) {
        const FakeClock clock(wallMicros);
        std::map<std::string, CommitRecord> promised;
        std::int64_t calls = 0;
        m_files.watch([&](const FileEvent& event) {
            if (event.kind != kinds[m_fault.kind]) return 0;
            ++calls;
            m_hit = m_hit || calls == m_fault.k;
            return calls == m_fault.k || (m_fault.always && calls > m_fault.k) ? m_fault.errnoValue : 0;
        });
        {
            MemoryJob job(data, m_files, clock, m_plan);
            auto done = job.open();
            if (done) done = job.finish(m_rng);
            promised = job.acknowledged();
            if (!done) m_said = done.error().text();
        } // closing may fail too; it must not end the process
        m_files.watch({});
        if (m_fault.powerLoss) m_memory = m_memory->crash(m_rng);
        MemoryJob job(data, *m_memory, clock, m_plan);
        if (const auto opened = job.open(); !opened) return "it does not start again: " + opened.error().text();
        for (const auto& [task, commit] : promised) {
            const auto now = job.broker().committed(flowApplication, task);
            if (!now || !*now) return fmt::format("the commit of task {} was acknowledged and is gone", task);
            for (const auto& [source, position] : commit.positions) {
                const auto found = (*now)->positions.find(source);
                if (found == (*now)->positions.end() || std::strtoll(found->second.c_str(), nullptr, 10) < std::strtoll(position.c_str(), nullptr, 10))
                    return fmt::format("task {} stands before its acknowledged position in {}", task, source);
            }
        }
        if (const auto done = job.finish(m_rng); !done) return "it does not go on: " + done.error().text();
        const auto have = job.outcome();
        return have ? difference(want, *have) : have.error().text();
    }
    bool hit() const { return m_hit; }
    const std::string& said() const { return m_said; }

private:
    const std::shared_ptr<const Plan>& m_plan;
    const Fault& m_fault;
    Rng& m_rng;
    std::unique_ptr<MemoryFileSystem> m_memory;
    WatchedFiles m_files;
    bool m_hit = false;
    std::string m_said;
};

/// How many calls of each kind a run makes, so that no k is beyond them.
std::vector<std::int64_t> callsOf(const MemoryFileSystem& inputs, const std::shared_ptr<const Plan>& plan) {
    SplitMix64 rng(1);
    const auto memory = inputs.crash(rng);
    std::vector<std::int64_t> before;
    std::vector<std::int64_t> counts;
    for (const auto kind : kinds) before.push_back(memory->calls(kind));
    const FakeClock clock(wallMicros);
    MemoryJob job(data, *memory, clock, plan);
    if (!job.open() || !job.finish(rng)) return std::vector<std::int64_t>(std::size(kinds), 0);
    for (std::size_t i = 0; i < std::size(kinds); ++i) counts.push_back(memory->calls(kinds[i]) - before[i]);
    return counts;
}

} // namespace

int iofail(const Options& options) {
    Verdict verdict(options);
    const auto baseline = makeBaseline(data, orders, options.seed);
    if (!baseline) {
        verdict.failed(0, "without faults: " + baseline.error().text());
        return verdict.finish();
    }
    const auto& [registry, plan, inputs, want] = **baseline;
    // Every k up to 500, or up to as many calls of the kind as the job makes; each once and for ever, with and without a power loss behind.
    std::vector<Fault> faults;
    const auto counts = callsOf(*inputs, plan);
    for (std::size_t kind = 0; kind < std::size(kinds); ++kind) {
        const auto most = std::min(counts[kind], options.n > 0 ? options.n : kMost);
        verdict.note(fmt::format("calls_{}", kindNames[kind]), std::to_string(counts[kind]));
        for (std::int64_t k = 1; k <= most; ++k)
            for (const bool always : {false, true})
                for (const bool powerLoss : {false, true}) faults.push_back({.kind = kind, .k = k, .always = always, .powerLoss = powerLoss});
    }
    const auto stride = std::int64_t{options.effort == Effort::Short ? 7 : 1};
    const auto first = static_cast<std::int64_t>(options.seed % static_cast<std::uint64_t>(stride));
    const auto rounds = options.effort == Effort::Long ? std::int64_t{50} : std::int64_t{1};
    const auto total = static_cast<std::int64_t>(faults.size()) * rounds;
    forEachCase(options, verdict, total, [&](std::int64_t number, Rng& rng) -> std::string {
        auto fault = faults[static_cast<std::size_t>(number % static_cast<std::int64_t>(faults.size()))];
        fault.errnoValue = rng.below(2) == 0 ? EIO : ENOSPC;
        FailingRun run(*inputs, plan, fault, rng);
        auto wrong = run.go(want);
        verdict.count(run.hit() ? "hit" : "not_reached");
        if (!run.said().empty()) verdict.count("said");
        return wrong.empty() ? wrong : fault.text() + (run.said().empty() ? ", nothing is said: " : " (said: " + run.said() + "): ") + wrong;
    }, first, stride);
    if (!options.only) fullDisk(options, verdict);
    return verdict.finish();
}

} // namespace weir::torture
