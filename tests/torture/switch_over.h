// SPDX-License-Identifier: Apache-2.0
// Switch-overs under load (R12): what the form `restore` does beside restoring.
#pragma once

#include "frame.h"

#include <chrono>
#include <mutex>
#include <string_view>
#include <vector>

namespace weir::torture {

class SwitchOvers {
public:
    SwitchOvers(const Options& options, Path work, Verdict& verdict) : m_options(options), m_work(std::move(work)), m_verdict(verdict) {}
    /// This form kills there, and no other does.
    static bool diesAt(std::string_view killPoint) { return killPoint.starts_with("replay.") || killPoint.starts_with("switch."); }
    /// With that many cases each place has been killed at.
    static std::int64_t places();
    /// A switch-over under load, a second one that is killed at a place, a replay that is dropped; a sentence if something is wrong.
    std::string run(std::int64_t number, Rng& rng);
    /// The figures, for the verdict.
    void say();

private:
    friend class SwitchOver;
    const Options& m_options;
    Path m_work;
    Verdict& m_verdict;
    std::mutex m_mutex;
    std::vector<std::chrono::microseconds> m_pauses;   ///< between the results
    std::vector<std::chrono::microseconds> m_commands; ///< `weir replay switch`, from its start to its end
};

} // namespace weir::torture
