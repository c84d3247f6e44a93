// SPDX-License-Identifier: Apache-2.0
// StateAt: the rows of a store as they were at a place of its changelog (docs/adr/0011): the nearest checkpoint before it and the changelog
// from there; nothing is written. It says so where compaction or retention has removed a change that it would need, and gives no rows then.
// Threads  one; beside a running job.
#pragma once

#include "checkpoints.h"
#include "store_positions.h"

#include "weir/runtime/engine_access.h"
#include "weir/state/task_database.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

class StateAt {
public:
    StateAt(const Checkpoints& checkpoints, const std::shared_ptr<const Plan>& plan) : m_checkpoints(checkpoints), m_plan(plan) {}
    Result<StateReply> read(const StateQuery& query) const;

private:
    /// A partition of the store, at a place.
    struct Change {
        std::optional<std::string> value; ///< none: removed
        std::int64_t timestamp = -1;
    };
    struct Rows {
        std::unique_ptr<TaskDatabase> database; ///< of a checkpoint
        std::map<std::string, Change, std::less<>> changes; ///< over its rows
        std::size_t bytes = 0;
        std::int64_t observed = -1; ///< stream time, as far as it is known
        StatePlace place;
    };
    struct Wanted {
        const StoreSpec* spec = nullptr;
        std::int32_t subTopology = 0;
        std::int32_t partition = 0;
        std::string changelog; ///< its topic
        std::int64_t offset = 0;
        OffsetRanges discarded;
        std::int64_t observed = -1; ///< known only at the last commit
    };
    Result<Rows> ofCheckpoint(const Wanted& wanted, const Checkpoints::Open& from) const;
    Result<Rows> atOffset(const Wanted& wanted, const std::vector<Checkpoints::Open>& checkpoints) const;
    Result<bool> addChanges(const Wanted& wanted, std::int64_t from, Rows& rows) const;
    Result<std::vector<Wanted>> places(const StateQuery& query, const StoreSpec& spec) const;
    static Result<> put(Rows& rows, const RecordView& record);
    Result<> visit(const Wanted& wanted, const Rows& rows, std::string_view from, const std::function<bool(std::string_view, std::string_view, std::int64_t)>& visit) const;

    const Checkpoints& m_checkpoints;
    std::shared_ptr<const Plan> m_plan;
};

} // namespace weir
