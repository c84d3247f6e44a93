// SPDX-License-Identifier: GPL-3.0-or-later
// JobRates: what changes per second, from the newest snapshot and one about a second older. The engine gives totals only.
#pragma once

#include "weir/runtime/job_snapshot.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace weir {

struct PartitionRate {
    double consumed = 0;        ///< records a second
    double arriving = 0;        ///< records a second at the end of the log
    double trend = 0;           ///< of the lag, records a second; positive: falling behind
    double secondsToClear = 0;  ///< 0: nothing to clear; negative: never at this pace
};

class JobRates {
public:
    /// A snapshot with smaller totals (the job began anew) forgets the older ones.
    void add(std::shared_ptr<const JobSnapshot> snapshot);
    void clear() { m_history.clear(); }
    const JobSnapshot* latest() const { return m_history.empty() ? nullptr : m_history.back().get(); }

    double processed() const;
    double edge(std::size_t index) const;
    double nodeIn(std::string_view id) const;
    double nodeOut(std::string_view id) const;
    PartitionRate partition(std::string_view topic, std::int32_t partition) const;
    std::int64_t lag() const;       ///< records, all partitions
    std::int64_t timeLagMs() const; ///< of the partition furthest behind
    std::uint64_t failed() const;   ///< records that failed, all nodes

private:
    double perSecond(std::uint64_t newer, std::uint64_t older) const;
    const JobSnapshot* base() const { return m_history.size() < 2 ? nullptr : m_history.front().get(); }
    std::deque<std::shared_ptr<const JobSnapshot>> m_history;
};

const NodeFigures* figuresOf(const JobSnapshot& snapshot, std::string_view node);
const PartitionFigures* figuresOf(const JobSnapshot& snapshot, std::string_view topic, std::int32_t partition);

} // namespace weir
