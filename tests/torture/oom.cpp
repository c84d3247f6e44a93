// SPDX-License-Identifier: Apache-2.0
// oom (R7): the n-th allocation fails, in the loader and everywhere in a running job: log, codecs, journal, restore. The process that it befell
// must end as weir/core/out_of_memory.h says, or with an error of its own, never by a signal; and whoever starts on what it left must
// come to the outputs of an undisturbed run.
#include "frame.h"
#include "memory_job.h"
#include "process.h"
#include "workload.h"

#include "weir/core/out_of_memory.h"
#include "weir/runtime/engine.h"
#include "weir/testing/fake_clock.h"
#include "weir/topology/topology_json.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <new>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

// Of this thread: a test's own, as operator new is the program's.
thread_local std::int64_t allocationsLeft = -1; // -1: none fails
thread_local std::int64_t allocations = 0;

} // namespace

// As the library's own: the handler is asked first.
void* operator new(std::size_t size) {
    ++allocations;
    const bool fails = allocationsLeft > 0 && --allocationsLeft == 0;
    void* const memory = fails ? nullptr : std::malloc(size == 0 ? 1 : size); // NOLINT(cppcoreguidelines-no-malloc)
    if (memory != nullptr) return memory;
    if (const auto handler = std::get_new_handler()) handler();
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return ::operator new(size); }
void operator delete(void* memory) noexcept { std::free(memory); } // NOLINT(cppcoreguidelines-no-malloc)
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); } // NOLINT(cppcoreguidelines-no-malloc)

namespace weir::torture {
namespace {

constexpr std::int64_t orders = 80;
constexpr std::int64_t wallMicros = 1'700'000'000'000'000;

enum class End : int { Finished = 0, OutOfMemory = 1, Error = 2 }; // 1 is what endWhenOutOfMemory() ends with

/// What the child does; `failing`: which allocation, 0: none.
End runJob(const Path& data, const NodeRegistry& registry, std::int64_t failing, std::uint64_t turns, std::int64_t& counted) {
    PosixFileSystem files;
    const FakeClock clock(wallMicros);
    SplitMix64 rng(turns);
    auto end = End::Finished;
    allocations = 0;
    allocationsLeft = failing > 0 ? failing : -1;
    {
        const auto plan = planOfFlow(registry);
        if (!plan) return End::Error;
        MemoryJob job(data, files, clock, plan);
        auto done = job.open();
        if (done) done = job.finish(rng);
        if (!done) end = End::Error;
    }
    counted = allocations;
    allocationsLeft = -1;
    return end;
}

} // namespace

int oom(const Options& options) {
    Verdict verdict(options);
    (void)useMemory();
    const auto registry = builtinNodes();
    const auto plan = planOfFlow(registry);
    const TemporaryFolder work;
    const auto inputs = work.path() / "inputs";
    PosixFileSystem files;
    const FakeClock clock(wallMicros);
    {
        const auto engine = Engine::open(inputs, files, clock, registry);
        const auto filled = engine ? fillInputs(**engine, orders, options.seed) : Result<>(fail(engine.error()));
        if (!filled) {
            verdict.failed(0, filled.error().text());
            return verdict.finish();
        }
    }
    const auto copyInputs = [&](const std::string& name) {
        const auto data = work.path() / name;
        std::filesystem::remove_all(data);
        std::filesystem::copy(inputs, data, std::filesystem::copy_options::recursive);
        return data;
    };
    const auto outcomeIn = [&](const Path& data) -> Result<Outcome> {
        SplitMix64 rng(1);
        MemoryJob job(data, files, clock, plan);
        WEIR_CHECK(job.open());
        WEIR_CHECK(job.finish(rng));
        return job.outcome();
    };
    const auto want = outcomeIn(copyInputs("whole"));
    if (!want) {
        verdict.failed(0, want.error().text());
        return verdict.finish();
    }
    std::int64_t total = 0;
    (void)runJob(copyInputs("whole"), registry, 0, options.seed, total);
    verdict.note("allocations", std::to_string(total));
    const auto cases = options.cases(100, 2000, total);
    forEachCase(options, verdict, cases, [&](std::int64_t number, Rng& rng) -> std::string {
        // A quarter of them one after the other from the first, the rest anywhere.
        const auto failing = number < cases / 4 ? number + 1 : 1 + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(total)));
        const auto data = copyInputs(fmt::format("case-{}", number));
        const auto turns = options.seed;
        const auto child = ::fork();
        if (child == 0) {
            const rlimit none{0, 0};
            ::setrlimit(RLIMIT_CORE, &none);
            (void)!::freopen("/dev/null", "w", stderr);
            endWhenOutOfMemory();
            std::int64_t counted = 0;
            ::_exit(static_cast<int>(runJob(data, registry, failing, turns, counted)));
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        std::string wrong;
        if (!WIFEXITED(status)) {
            wrong = fmt::format("the process ends by signal {}", WTERMSIG(status));
        } else {
            constexpr const char* ends[] = {"finished_all_the_same", "ended", "gave_an_error"};
            verdict.count(ends[std::min(WEXITSTATUS(status), 2)]);
        }
        if (wrong.empty()) {
            const auto have = outcomeIn(data);
            wrong = have ? difference(*want, *have) : "what it left: " + have.error().text();
        }
        std::error_code ignored;
        std::filesystem::remove_all(data, ignored);
        return wrong.empty() ? wrong : fmt::format("allocation {} of {}: {}", failing, total, wrong);
    });
    return verdict.finish();
}

} // namespace weir::torture
