// SPDX-License-Identifier: Apache-2.0
#include "stateful_shape.h"

#include "weir/runtime/task_stores.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace weir {
namespace {

template <class Stores>
const StatefulShape::Store* find(const Stores& stores, const std::string& name) {
    const auto found = std::find_if(stores.begin(), stores.end(), [&](const auto& store) { return store.name == name; });
    return found != stores.end() ? &*found : nullptr;
}

const StatefulShape::Store* find(const StatefulShape& shape, const std::string& name) {
    for (const auto& sub : shape.subTopologies)
        if (const auto* store = find(sub.stores, name)) return store;
    return nullptr;
}

} // namespace

StatefulShape shapeOf(const Plan& plan, const PartitionCounts& counts) {
    StatefulShape out;
    const auto prefix = plan.typed.topology.applicationId.size();
    for (const auto& sub : plan.subTopologies) {
        if (sub.global) continue;
        auto& mine = out.subTopologies.emplace_back();
        mine.id = sub.id;
        mine.tasks = counts.tasks[static_cast<std::size_t>(sub.id)];
        for (const auto& source : sub.sources) mine.sources.push_back(source.repartition >= 0 ? source.topic.substr(prefix) : source.topic);
        std::sort(mine.sources.begin(), mine.sources.end());
        for (const auto& store : sub.stores)
            if (!store.global) mine.stores.push_back({store.name, static_cast<std::int32_t>(store.kind), schemaHash(store), store.retentionMs});
        std::sort(mine.stores.begin(), mine.stores.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    }
    return out;
}

// Stores first: a person knows their names.
std::optional<std::string> differenceOf(const StatefulShape& before, const StatefulShape& now) {
    if (before == now) return std::nullopt;
    for (const auto& sub : before.subTopologies)
        for (const auto& store : sub.stores) {
            const auto* mine = find(now, store.name);
            if (mine == nullptr) return fmt::format("it has no store {}", store.name);
            if (mine->kind != store.kind || mine->hash != store.hash) return fmt::format("its store {} holds rows of another shape", store.name);
            if (mine->retentionMs != store.retentionMs) return fmt::format("its store {} keeps rows for another time", store.name);
        }
    for (const auto& sub : now.subTopologies)
        for (const auto& store : sub.stores)
            if (find(before, store.name) == nullptr) return fmt::format("its store {} is new", store.name);
    for (std::size_t i = 0; i < std::min(before.subTopologies.size(), now.subTopologies.size()); ++i) {
        const auto& old = before.subTopologies[i];
        const auto& mine = now.subTopologies[i];
        if (old.sources != mine.sources) return fmt::format("its sub-topology {} reads {} and not {}", mine.id, fmt::join(mine.sources, ", "), fmt::join(old.sources, ", "));
        if (old.tasks != mine.tasks) return fmt::format("its sub-topology {} has {} partitions and not {}", mine.id, mine.tasks, old.tasks);
    }
    return "its stores stand in other sub-topologies";
}

} // namespace weir
