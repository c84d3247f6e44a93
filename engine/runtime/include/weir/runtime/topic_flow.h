// SPDX-License-Identifier: Apache-2.0
// TopicFlow: which of a sub-topology's inputs lead to which repartition topic that it writes (docs/adr/0006-order-of-records.md). What
// may still come in a topic depends on those inputs alone; so sub-topologies that write to each other need not wait in a ring.
// Threads  immutable once made.
#pragma once

#include "weir/topology/plan.h"

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace weir {

struct TopicFlow {
    /// A repartition topic.
    struct Topic {
        std::int32_t writer = -1;
        std::size_t index = 0;       ///< among the writer's repartitions
        std::vector<bool> from;      ///< by the writer's sources: its records come of these
        bool heldBack = false;       ///< a commit may send more (`emit: merged`)
        bool waitedFor = true;       ///< its reader waits for what may still come
        std::size_t place = 0;       ///< its turn among records of equal time: after every topic that its records come of
        std::int64_t delayMs = 0;    ///< it closes a ring: its reader takes its records this much later, and so may go ahead of its writer
    };

    /// The plan must outlive it.
    explicit TopicFlow(const Plan& plan);
    std::map<std::string_view, Topic> topics;
};

/// max_time_skew "auto" for a topic whose records go to this node: a quarter of the smallest grace from there on, 1 s to 1 min.
std::int64_t skewFor(const TypedTopology& typed, std::size_t node);

} // namespace weir
