// SPDX-License-Identifier: Apache-2.0
// JobView: a running job, shown to the person at the terminal: one line that changes, plain log lines where the output
// is no terminal, or the whole job as text (--watch).
#pragma once

#include "environment.h"
#include "weir/runtime/engine_access.h"

#include <memory>
#include <string>

namespace weir::cli {

class JobView {
public:
    virtual ~JobView() = default;
    /// Called several times a second; shows as often as it suits.
    virtual void show(const JobSnapshot& snapshot) = 0;
    /// The job's last figures. Leaves the cursor on a new line.
    virtual void finish(const JobSnapshot& last) = 0;
};

/// "running, 81 records/s, 1,234 processed, lag 0": on one line of a terminal on standard error, or as a log line now
/// and then.
std::unique_ptr<JobView> makeStatusView(bool terminal);
/// Nodes, partitions, and the newest rows of each store, on standard output; drawn over itself on a terminal.
std::unique_ptr<JobView> makeWatchView(EngineAccess& engine, bool terminal, std::string title);
/// One JSON line a second on standard output, as weir status --json.
std::unique_ptr<JobView> makeJsonView();

/// 1,234,567
std::string grouped(std::uint64_t number);
/// 12.3k
std::string shortRate(double perSecond);

} // namespace weir::cli
