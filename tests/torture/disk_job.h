// SPDX-License-Identifier: Apache-2.0
// DiskJob: the tortured flow on a folder of the disk, run by `weir run` in a process of its own, and looked at afterwards by an engine
// in this one.
#pragma once

#include "memory_job.h"
#include "process.h"

#include "weir/core/time.h"
#include "weir/topology/node_spec.h"

#include <map>
#include <set>

namespace weir::torture {

class DiskJob {
public:
    /// `work`: a folder for files of its own; `weir`: the runner. Makes the inputs.
    static Result<std::unique_ptr<DiskJob>> make(const Path& work, const Path& weir, std::int64_t orders, std::uint64_t seed, const std::string& settings);

    /// A data folder with the inputs alone.
    Result<Path> fresh(const std::string& name) const;
    /// `weir run` to the end of the inputs. `more`: arguments.
    std::unique_ptr<Process> start(const Path& data, const Process::Environment& environment = {}, const std::vector<std::string>& more = {}) const;
    /// Until its end; a sentence if it doesn't come to it.
    std::string finish(const Path& data) const;
    /// What a run without faults leaves.
    Result<Outcome> undisturbed(const std::string& name = "whole") const;
    /// What is in the folder: committed outputs, last rows of the changelogs, the rows in the databases, positions.
    Result<Outcome> look(const Path& data) const;
    /// Which databases there are: a store that was wiped comes back under another identity.
    static std::map<std::string, std::string> identities(const Path& data);
    const Path& flow() const { return m_flow; }
    const Path& work() const { return m_work; }
    const Path& weir() const { return m_weir; }
    const NodeRegistry& registry() const { return m_registry; }
    const std::shared_ptr<const Plan>& plan() const { return m_plan; }

private:
    DiskJob(Path work, Path weir);

    Path m_work;
    Path m_weir;
    Path m_flow;
    Path m_inputs;
    NodeRegistry m_registry;
    std::shared_ptr<const Plan> m_plan;
};

} // namespace weir::torture
