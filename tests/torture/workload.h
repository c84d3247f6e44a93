// SPDX-License-Identifier: Apache-2.0
// The flow that is tortured: orders keyed anew by region (a repartition topic), joined with a table of rates, summed in windows; and
// orders joined with payments, stream with stream. Four partitions, exactly once. With its input in the log before the start every
// partition of its two outputs is the same bytes in every run.
#pragma once

#include "weir/core/result.h"
#include "weir/runtime/engine_access.h"
#include "weir/topology/node_spec.h"
#include "weir/topology/plan.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace weir::torture {

constexpr std::int32_t flowPartitions = 4;
inline const std::vector<std::string> flowInputs{"orders", "payments", "rates"};
inline const std::vector<std::string> flowOutputs{"revenue", "settled"};
inline const std::string flowApplication = "torture";

/// `more`: top-level members of the file, each with a comma behind.
std::string flowText(const std::string& more = {}, const std::string& application = flowApplication);
std::shared_ptr<const Plan> planOfFlow(const NodeRegistry& registry);
/// Make the outputs and the flow's own topics beforehand, in segments so small that they are sealed, followed and trimmed all the time.
Result<> makeSmallSegments(EngineAccess& engine, const Plan& plan);
/// Make the inputs and fill them: `orders` orders and what belongs to them, from this seed.
Result<> fillInputs(EngineAccess& engine, std::int64_t orders, std::uint64_t seed);

} // namespace weir::torture
