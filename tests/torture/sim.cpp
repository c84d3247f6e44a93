// SPDX-License-Identifier: Apache-2.0
// sim (R16): everything at once, and repeatable. A seed decides the order of the tasks' turns and at least five faults: calls that fail once or
// for a while, a full disk, power losses, ends of the process, jumps of the clock. The same seed run twice must make the same file calls with
// the same bytes, in the same order; and the outputs must be those of a run without faults.
#include "frame.h"
#include "memory_job.h"
#include "script_clock.h"
#include "watched_files.h"
#include "workload.h"

#include "weir/core/crc32c.h"
#include "weir/runtime/engine.h"

#include <cerrno>
#include <fmt/format.h>
#include <optional>

namespace weir::torture {
namespace {

const Path data = "/data";
constexpr std::int64_t orders = 150;
constexpr int faultsLeast = 5;
constexpr int refusedMost = 10;
constexpr std::int64_t turnsMost = 30'000;

class Simulation {
public:
    Simulation(const MemoryFileSystem& inputs, const std::shared_ptr<const Plan>& plan, std::uint64_t seed) : m_plan(plan), m_rng(seed), m_memory(inputs.crash(m_rng)) {}

    /// Empty: as it should be.
    std::string go(const Outcome& want) {
        const auto faults = faultsLeast + static_cast<int>(m_rng.below(6));
        for (std::int64_t turn = 0; turn < turnsMost; ++turn) {
            if (!m_job && !start()) {
                if (++m_refused > refusedMost) return "it does not start any more: " + m_why;
                continue;
            }
            m_refused = 0;
            if (m_faults < faults && m_rng.below(25) == 0) {
                ++m_faults;
                makeFault();
                continue;
            }
            if (m_job->finished()) {
                if (m_faults >= faults) break;
                end(); // its faults come at the start
                continue;
            }
            m_clock.tick(7000);
            if (const auto turned = m_job->turn(m_rng); !turned) recover(turned.error());
            if (m_calm > 0 && --m_calm == 0) m_failing.reset();
        }
        if (!m_job || !m_job->finished()) return "it does not come to its end";
        const auto have = m_job->outcome();
        m_job.reset();
        return have ? difference(want, *have) : have.error().text();
    }
    std::uint64_t trace() const { return m_trace; }
    int faults() const { return m_faults; }

private:
    struct Failing {
        FileCall kind;
        int errnoValue;
        std::int64_t skip;
        bool always;
    };

    bool start() {
        m_files = std::make_unique<WatchedFiles>(*m_memory);
        m_files->watch([this](const FileEvent& event) { return onCall(event); });
        m_job = std::make_unique<MemoryJob>(data, *m_files, m_clock, m_plan);
        if (const auto opened = m_job->open(); !opened) {
            recover(opened.error());
            return false;
        }
        return true;
    }
    void end() {
        m_job.reset();
        m_files.reset();
    }
    /// What a person does after an error: the cause is gone, it is started again.
    void recover(const Error& error) {
        note(static_cast<std::uint64_t>(error.code));
        m_why = error.text();
        end();
        m_failing.reset();
    }

    int onCall(const FileEvent& event) {
        note(static_cast<std::uint64_t>(event.kind));
        note(crc32c(std::as_bytes(std::span(event.path.native()))));
        note(static_cast<std::uint64_t>(event.position));
        note(crc32c(std::as_bytes(std::span(event.bytes))));
        if (!m_failing || (m_failing->kind != FileCall::Any && m_failing->kind != event.kind)) return 0;
        if (m_failing->skip-- > 0) return 0;
        const int error = m_failing->errnoValue;
        if (!m_failing->always) m_failing.reset();
        return error;
    }

    void makeFault() {
        const auto which = m_rng.below(7);
        note(which);
        switch (which) {
        case 0: // the power goes
        case 1: {
            auto after = m_memory->crash(m_rng);
            end();
            m_memory = std::move(after);
            return;
        }
        case 2: { // killed: what was written is there, synced or not, and nothing is closed
            auto after = m_memory->killed();
            end();
            m_memory = std::move(after);
            return;
        }
        case 3: end(); return; // stopped, started again
        case 4: {
            constexpr std::int64_t jumps[] = {3600, -3600, 315'360'000, -315'360'000, 1};
            m_clock.jumpBy(jumps[m_rng.below(5)] * 1'000'000);
            return;
        }
        default: {
            constexpr FileCall kinds[] = {FileCall::Write, FileCall::Sync, FileCall::Open, FileCall::Rename, FileCall::Any, FileCall::SyncDirectory, FileCall::Truncate};
            m_failing = Failing{kinds[m_rng.below(7)], m_rng.below(2) == 0 ? EIO : ENOSPC, static_cast<std::int64_t>(m_rng.below(30)), m_rng.below(2) == 0};
            m_calm = 1 + static_cast<std::int64_t>(m_rng.below(60));
        }
        }
    }

    void note(std::uint64_t what) { m_trace = (m_trace ^ what) * 0x100000001B3ULL; }

    const std::shared_ptr<const Plan>& m_plan;
    SplitMix64 m_rng;
    std::unique_ptr<MemoryFileSystem> m_memory;
    std::unique_ptr<WatchedFiles> m_files;
    ScriptClock m_clock;
    std::unique_ptr<MemoryJob> m_job;
    std::optional<Failing> m_failing;
    std::int64_t m_calm = 0;
    std::uint64_t m_trace = 0xCBF29CE484222325ULL;
    int m_faults = 0;
    int m_refused = 0;
    std::string m_why;
};

} // namespace

int sim(const Options& options) {
    Verdict verdict(options);
    const auto baseline = makeBaseline(data, orders, options.seed);
    if (!baseline) {
        verdict.failed(0, "without faults: " + baseline.error().text());
        return verdict.finish();
    }
    const auto& [registry, plan, inputs, want] = **baseline;
    forEachCase(options, verdict, options.cases(60, 500, 100'000), [&](std::int64_t, Rng& rng) -> std::string {
        const auto seed = rng.next();
        Simulation first(*inputs, plan, seed);
        auto wrong = first.go(want);
        verdict.count("faults", first.faults());
        if (!wrong.empty()) return wrong;
        Simulation second(*inputs, plan, seed);
        (void)second.go(want);
        return first.trace() == second.trace() ? "" : "run twice, it made other file calls";
    });
    return verdict.finish();
}

} // namespace weir::torture
