// SPDX-License-Identifier: Apache-2.0
// Cut: two jobs at one place of their input, everything before it worked off and committed by both, nothing behind it begun
// (docs/adr/0009).
#pragma once

#include "job.h"

#include <functional>

namespace weir {

class Cut {
public:
    /// `giveUp`: asked again and again; true ends the waiting.
    explicit Cut(std::function<bool()> giveUp) : m_giveUp(std::move(giveUp)) {}

    /// The live job is held where it stands (or a little further, where the replay is ahead of it); `liveIsThere` is called once it is
    /// drained: it may release it. The replay follows. Returns the place. After a failure nothing is held.
    Result<RunLimits::Limits> make(Job& live, Job& replay, const std::function<Result<>()>& liveIsThere);
    /// Only the replay, at a place where a stopped application stands.
    Result<> makeAt(Job& replay, const RunLimits::Limits& at);

private:
    Result<RunLimits::Limits> holdBoth(Job& live, Job& replay, const std::function<Result<>()>& liveIsThere);
    Result<> runs(Job& job) const;
    Result<> until(Job& job, const std::function<bool()>& holds) const;
    Result<> rests(Job& job, const RunLimits::Limits& at) const;

    std::function<bool()> m_giveUp;
};

} // namespace weir
