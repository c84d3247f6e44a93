// SPDX-License-Identifier: Apache-2.0
// What every form of weir-torture shares: its options, its numbered cases on all cores, and the verdict.
// Shape    a form is a function from Options to an exit status. Its cases are numbered; a case depends on the seed and its
//          number alone, so that `--seed S --case I` repeats one. An oracle answers with a sentence: what is wrong, empty if nothing.
// Threads  forEachCase() runs cases on two threads; a Verdict is thread-safe.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/rng.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace weir::torture {

enum class Effort : std::uint8_t { Short, Full, Long };

struct Options {
    std::string form;
    std::uint64_t seed = 0;
    Effort effort = Effort::Short;
    std::int64_t n = 0;                ///< cases; 0: what the effort says
    std::optional<std::int64_t> only{}; ///< this case alone
    Path weir{};                       ///< the runner, for forms that start processes
    int threads = 2;

    std::int64_t cases(std::int64_t few, std::int64_t full, std::int64_t many) const {
        if (n > 0) return n;
        return effort == Effort::Short ? few : effort == Effort::Full ? full : many;
    }
};

class Verdict {
public:
    explicit Verdict(const Options& options) : m_options(options) {}
    void passed(std::int64_t cases = 1);
    void failed(std::int64_t number, const std::string& what);
    /// Empty: passed.
    void judge(std::int64_t number, const std::string& wrong);
    /// A figure for the last line.
    void count(const std::string& name, std::int64_t by = 1);
    std::int64_t counted(const std::string& name);
    void note(const std::string& name, std::string value);
    /// Something that must be so of the run as a whole.
    void require(bool holds, const std::string& what);
    /// Prints `form: seed=… cases=… failed=…`; the exit status.
    int finish();

private:
    const Options& m_options;
    std::mutex m_mutex;
    std::int64_t m_cases = 0;
    std::int64_t m_failed = 0;
    std::map<std::string, std::int64_t> m_counts;
    std::map<std::string, std::string> m_notes;
};

/// Cases `first`, `first + stride`, … below n, or the one that was asked for; each with an Rng of its own.
void forEachCase(const Options& options, Verdict& verdict, std::int64_t n, const std::function<std::string(std::int64_t number, Rng& rng)>& run, std::int64_t first = 0,
                 std::int64_t stride = 1);
SplitMix64 rngOf(const Options& options, std::int64_t number);

int torn(const Options& options);
int bitflip(const Options& options);
int powerloss(const Options& options);
int iofail(const Options& options);
int sim(const Options& options);
int clockJumps(const Options& options);
int oom(const Options& options);
int kill(const Options& options);
int points(const Options& options);
int zombie(const Options& options);
int restore(const Options& options);

} // namespace weir::torture
