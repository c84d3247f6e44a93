// SPDX-License-Identifier: Apache-2.0
// powerloss (R3): a job runs over a memory file system that keeps every unsynced operation. Before file calls anywhere in it, in the middle
// of an append, a commit or a roll, states are taken that a power loss could leave. Each must hold all that was acknowledged, of
// everything else a prefix, and the job that starts in it must end with the outputs, stores and positions of a run without faults. The same
// of a job at least once with `sync: buffered`, whose outputs may stand there twice.
#include "frame.h"
#include "memory_job.h"
#include "watched_files.h"
#include "workload.h"

#include "weir/runtime/engine.h"
#include "weir/testing/fake_clock.h"

#include <cstdlib>
#include <fmt/format.h>
#include <set>

namespace weir::torture {
namespace {

const Path data = "/data";
constexpr std::int64_t wallMicros = 1'700'000'000'000'000;
constexpr std::int64_t orders = 220;
constexpr int statesARun = 10;

/// "topic-partition" → batch by base offset, as the log holds them, committed or not.
using Batches = std::map<std::string, std::map<std::int64_t, std::string>>;

Result<> readBatches(TopicStore& topics, Batches& into) {
    BatchBuffer buffer;
    for (const auto& spec : topics.list())
        for (std::int32_t p = 0; p < spec.partitions; ++p) {
            WEIR_TRY(auto* const log, topics.partition(spec.name, p));
            auto& batches = into[partitionName(spec.name, p)];
            for (auto next = log->startOffset(); next < log->endOffset();) {
                WEIR_CHECK(log->read(next, 1 << 20, buffer, Isolation::All));
                if (buffer.bytes().empty()) return fail(Errc::Corrupt, fmt::format("{}-{} has nothing at {}", spec.name, p, next));
                for (auto rest = buffer.bytes(); !rest.empty();) {
                    WEIR_TRY(const auto header, readBatchHeader(rest));
                    const auto whole = rest.first(static_cast<std::size_t>(header.sizeBytes));
                    batches[header.baseOffset] = std::string(reinterpret_cast<const char*>(whole.data()), whole.size());
                    next = header.lastOffset() + 1;
                    rest = rest.subspan(whole.size());
                }
            }
        }
    return {};
}

struct Promised {
    std::map<std::string, CommitRecord> commits;   ///< acknowledged, by task
    std::map<std::string, std::int64_t> synced;    ///< "topic-partition" → offset
};
struct State {
    std::unique_ptr<MemoryFileSystem> files;
    Promised promised;
    std::int64_t call = 0;
};

std::int64_t numberOf(const std::string& position) { return position.empty() ? 0 : std::strtoll(position.c_str(), nullptr, 10); }

/// The most orders that were counted for a region and a window.
std::map<std::string, std::int64_t> countsOf(const Outcome& outcome) {
    constexpr std::string_view member = "\"orders\":";
    std::map<std::string, std::int64_t> out;
    for (const auto& [partition, records] : outcome.outputs)
        for (const auto& record : records) {
            const auto at = record.find(member);
            if (at == std::string::npos) continue;
            auto& most = out[record.substr(record.find('\''), record.rfind('\'') - record.find('\''))];
            most = std::max(most, static_cast<std::int64_t>(std::strtoll(record.c_str() + at + member.size(), nullptr, 10)));
        }
    return out;
}

/// At least once: something may stand there twice, and be counted twice behind a repartition topic; nothing may be missing.
std::string whatIsMissing(const Outcome& want, const Outcome& have) {
    for (const auto& [partition, records] : want.outputs) {
        if (!partition.starts_with("settled-")) continue;
        const auto found = have.outputs.find(partition);
        const std::set<std::string> there = found == have.outputs.end() ? std::set<std::string>() : std::set<std::string>(found->second.begin(), found->second.end());
        for (const auto& record : records)
            if (!there.contains(record)) return fmt::format("{} lacks {}", partition, record);
    }
    const auto counted = countsOf(have);
    for (const auto& [key, count] : countsOf(want)) {
        const auto found = counted.find(key);
        if (found == counted.end() || found->second < count) return fmt::format("{} counts {} orders, not {}", key, found == counted.end() ? 0 : found->second, count);
    }
    for (const auto& [place, position] : want.positions) // of the inputs; a repartition topic has a record twice too
        if (place.find(".repartition-") == std::string::npos && (!have.positions.contains(place) || have.positions.at(place) != position)) return fmt::format("{} does not stand at {}", place, position);
    return {};
}

std::string checkPromised(MemoryJob& job, const Promised& promised) {
    for (const auto& [task, commit] : promised.commits) {
        const auto now = job.broker().committed(flowApplication, task);
        if (!now) return now.error().text();
        if (!*now) return fmt::format("task {} has no commit, one was acknowledged", task);
        for (const auto& [source, position] : commit.positions) {
            if (source.find(':') != std::string::npos) continue;
            const auto found = (*now)->positions.find(source);
            if (found == (*now)->positions.end() || numberOf(found->second) < numberOf(position)) return fmt::format("task {} stands before its acknowledged position in {}", task, source);
        }
    }
    return {};
}

class PoweredRun {
public:
    /// `turns` decides the run alone; `rng` what a power loss leaves of it.
    PoweredRun(const MemoryFileSystem& inputs, std::shared_ptr<const Plan> plan, const Outcome& want, std::uint64_t turns, Rng& rng, Promise promise = Promise::ExactlyOnce)
        : m_plan(std::move(plan)), m_want(want), m_turns(turns), m_rng(rng), m_promise(promise), m_memory(inputs.crash(rng)), m_files(*m_memory) {}

    /// Returns the number of its file calls; states are taken before `states` of the first `among`.
    std::int64_t go(int states, std::int64_t among) {
        for (int i = 0; i < states; ++i) m_at.insert(1 + static_cast<std::int64_t>(m_rng.below(static_cast<std::uint64_t>(among))));
        m_files.watch([this](const FileEvent&) {
            const auto times = m_at.count(++m_calls);
            for (std::size_t i = 0; i < times; ++i) m_states.push_back({m_memory->crash(m_rng), m_promised, m_calls});
            return 0;
        });
        const FakeClock clock(wallMicros);
        MemoryJob job(data, m_files, clock, m_plan, m_promise);
        auto going = job.open();
        while (going && !job.finished()) {
            const auto turned = job.turn(m_turns);
            if (!turned) going = fail(turned.error());
            note(job);
        }
        if (going) going = readBatches(job.topics(), m_batches);
        if (!going) m_failure = going.error().text();
        m_files.watch({});
        return m_calls;
    }

    std::string check() {
        if (!m_failure.empty()) return "the run itself: " + m_failure;
        for (auto& state : m_states)
            if (auto wrong = check(state); !wrong.empty()) return fmt::format("power lost before file call {} of {}: {}", state.call, m_calls, wrong);
        return {};
    }
    std::int64_t states() const { return static_cast<std::int64_t>(m_states.size()); }

private:
    void note(MemoryJob& job) {
        m_promised.commits = job.acknowledged();
        for (const auto& spec : job.topics().list())
            for (std::int32_t p = 0; p < spec.partitions; ++p)
                if (const auto log = job.topics().partition(spec.name, p)) m_promised.synced[partitionName(spec.name, p)] = (*log)->syncedOffset();
    }

    std::string check(State& state) {
        const FakeClock clock(wallMicros);
        {
            const auto topics = TopicStore::open(data, *state.files, clock);
            if (!topics) return topics.error().text();
            Batches found;
            if (const auto read = readBatches(**topics, found); !read) return read.error().text();
            for (const auto& [partition, batches] : found)
                for (const auto& [offset, bytes] : batches) {
                    const auto& known = m_batches[partition];
                    const auto same = known.find(offset);
                    // What the run trimmed or compacted later is no longer known to it.
                    if (same == known.end() ? !known.empty() && offset > known.begin()->first : same->second != bytes)
                        return fmt::format("{} holds a batch at offset {} that nobody wrote", partition, offset);
                }
            for (const auto& [partition, synced] : state.promised.synced) {
                const auto dash = partition.rfind('-');
                const auto log = (*topics)->partition(partition.substr(0, dash), static_cast<std::int32_t>(std::stol(partition.substr(dash + 1))));
                if (!log) return log.error().text();
                if ((*log)->endOffset() < synced) return fmt::format("{} ends at {}, {} were synced", partition, (*log)->endOffset(), synced);
            }
        }
        MemoryJob job(data, *state.files, clock, m_plan, m_promise);
        if (const auto opened = job.open(); !opened) return "start: " + opened.error().text();
        if (auto wrong = checkPromised(job, state.promised); !wrong.empty()) return wrong;
        if (const auto done = job.finish(m_rng); !done) return "going on: " + done.error().text();
        const auto have = job.outcome();
        if (have && m_promise == Promise::Buffered) return whatIsMissing(m_want, *have);
        return have ? difference(m_want, *have) : have.error().text();
    }

    std::shared_ptr<const Plan> m_plan;
    const Outcome& m_want;
    SplitMix64 m_turns;
    Rng& m_rng;
    Promise m_promise;
    std::unique_ptr<MemoryFileSystem> m_memory;
    WatchedFiles m_files;
    std::multiset<std::int64_t> m_at;
    std::int64_t m_calls = 0;
    Promised m_promised;
    std::vector<State> m_states;
    Batches m_batches;
    std::string m_failure;
};

} // namespace

int powerloss(const Options& options) {
    Verdict verdict(options);
    const auto baseline = makeBaseline(data, orders, options.seed);
    if (!baseline) {
        verdict.failed(0, "without faults: " + baseline.error().text());
        return verdict.finish();
    }
    const auto& [registry, plan, inputs, want] = **baseline;
    const auto states = options.cases(300, 2000, 1'000'000);
    forEachCase(options, verdict, (states + statesARun - 1) / statesARun, [&](std::int64_t, Rng& rng) {
        const auto turns = rng.next();
        const auto calls = PoweredRun(*inputs, plan, want, turns, rng).go(0, 1);
        PoweredRun run(*inputs, plan, want, turns, rng);
        verdict.count("file_calls", run.go(statesARun, calls));
        verdict.count("states", run.states());
        if (auto wrong = run.check(); !wrong.empty()) return wrong;
        const auto bufferedCalls = PoweredRun(*inputs, plan, want, turns, rng, Promise::Buffered).go(0, 1);
        PoweredRun buffered(*inputs, plan, want, turns, rng, Promise::Buffered);
        buffered.go(statesARun, bufferedCalls);
        verdict.count("buffered_states", buffered.states());
        auto wrong = buffered.check();
        return wrong.empty() ? wrong : "buffered: " + wrong;
    });
    return verdict.finish();
}

} // namespace weir::torture
