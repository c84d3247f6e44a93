// SPDX-License-Identifier: Apache-2.0
// Two topics compared by key: what a job wrote, and what its replay wrote in its stead.
#pragma once

#include "weir/broker/broker.h"
#include "weir/runtime/run_control.h"
#include "weir/topology/plan.h"

namespace weir {

/// Up to these offsets, by partition.
struct ComparedTopic {
    std::string topic;
    std::vector<std::int64_t> ends;
};
/// One past what may be read of each partition now.
Result<ComparedTopic> endsOf(Broker& broker, const std::string& topic);
/// `whole`: the replay began where the job did; else of a stream's key the live records may begin earlier. `plan`: what the sinks
/// write, for the form of keys; under the live names.
Result<ReplayDiff::Topic> compareTopics(Broker& broker, const Plan& plan, const ComparedTopic& live, const ComparedTopic& replay, bool whole, std::size_t examplesMax);

} // namespace weir
