// SPDX-License-Identifier: Apache-2.0
// CheckpointStart: an application goes back to one of its checkpoints (docs/adr/0011). The state is built under a fresh state name, stores and
// changelogs of the same content; then one journal entry makes it the application's and forgets what it had.
// Threads  one at a time per application: whoever calls it holds its place in the JobTable.
#pragma once

#include "checkpoints.h"

#include "weir/topology/plan.h"

namespace weir {

class CheckpointStart {
public:
    CheckpointStart(const Checkpoints& checkpoints, const Clock& clock) : m_checkpoints(checkpoints), m_clock(clock) {}
    /// `plan`: of the topology that is to go on from there, under its own names. After a failure nothing has changed.
    Result<> goBack(const std::string& application, const std::string& checkpoint, const std::string& file, const Plan& plan, const Settings& settings) const;

private:
    struct Fresh {
        std::string name;
        std::shared_ptr<const Plan> plan;
        std::vector<CommitRecord> commits;
    };
    Result<> checkInput(const Checkpoints::Open& from) const;
    Result<Fresh> freshName(const std::string& application, const Plan& plan) const;
    Result<> build(const Checkpoints::Open& from, Fresh& fresh) const;
    Result<> buildTask(const Checkpoints::Open& from, const SubTopology& sub, const SavedTask& saved, Fresh& fresh) const;
    Result<> copyDatabase(const Path& from, const Path& to) const;
    JournalChange changeTo(const std::string& application, const Plan& plan, Fresh fresh) const;

    const Checkpoints& m_checkpoints;
    const Clock& m_clock;
};

} // namespace weir
