// SPDX-License-Identifier: Apache-2.0
// The order in which one record reaches what stands behind a node, and the topics between.
#pragma once

#include "weir/topology/plan.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

/// The consumers of a node (node, index of its input): in the order of their nodes in the file, which depth-first output follows. The
/// table of a stream–table join comes before all others: a stream made of the same update finds it there, as in Kafka Streams, where
/// such a join looks into the store that the update has already reached.
std::vector<std::pair<std::size_t, std::size_t>> consumersOf(const Plan& plan, std::size_t node);

/// The topic that stands before this input; null if none, or if the node writes it itself.
const PlannedRepartition* repartitionOf(const SubTopology& sub, std::size_t node, std::size_t input);

/// The topics that a sub-topology writes for nodes downstream, in the order in which one record reaches them; then those that nodes
/// write themselves.
std::vector<std::string_view> writeOrder(const Plan& plan, const SubTopology& sub);

} // namespace weir
