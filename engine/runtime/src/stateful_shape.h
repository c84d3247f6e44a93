// SPDX-License-Identifier: Apache-2.0
// StatefulShape: what of a plan the state of its tasks depends on: which task reads what, and what its stores hold. Two topologies of one
// shape may go on with each other's state, whatever else is changed in the file.
#pragma once

#include "weir/topology/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weir {

struct StatefulShape {
    struct Store {
        std::string name;
        std::int32_t kind = 0;
        std::uint64_t hash = 0;
        std::int64_t retentionMs = -1;
        bool operator==(const Store&) const = default;
    };
    struct SubTopology {
        std::int32_t id = 0;
        std::int32_t tasks = 0;
        std::vector<std::string> sources; ///< topics, sorted; of a repartition topic what stands behind the application's name
        std::vector<Store> stores;        ///< by name
        bool operator==(const SubTopology&) const = default;
    };
    std::vector<SubTopology> subTopologies; ///< not those of global tables
    bool operator==(const StatefulShape&) const = default;
};

StatefulShape shapeOf(const Plan& plan, const PartitionCounts& counts);
/// The first difference, as the end of a sentence about `now`; nullopt: none.
std::optional<std::string> differenceOf(const StatefulShape& before, const StatefulShape& now);

} // namespace weir
