// SPDX-License-Identifier: Apache-2.0
// A plan under another state name (docs/adr/0009): its changelogs, repartition topics, commits and stores bear that name; what it
// means is unchanged.
#pragma once

#include "weir/topology/plan.h"

namespace weir {

/// `topics`: of what it writes for others (sinks, dead letters), which topic stands for which.
std::shared_ptr<const Plan> renamedPlan(const Plan& plan, const std::string& stateName, const std::map<std::string, std::string>& topics);
/// What the nodes of a plan write for others: sink topics and dead letters.
std::vector<std::string> writtenTopics(const Plan& plan);
/// The repartition topics and changelogs of a plan.
std::vector<std::string> internalTopics(const Plan& plan);

} // namespace weir
