// SPDX-License-Identifier: Apache-2.0
// Environment: what main() hands to every command: the real clock and files, the node registry, and how to open an
// engine.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/runtime/owner.h"
#include "weir/topology/node_spec.h"

#include <functional>
#include <string>

namespace weir::cli {

/// topology-format.md 6.
enum class ExitStatus : int {
    Done = 0,
    Failed = 1,
    Usage = 2,
    InvalidTopology = 3,
    Connection = 4,
    OutputDiffers = 5,
    Damaged = 6,
    InUse = 7,
    Interrupted = 130,
    Terminated = 143
};

struct Environment {
    FileSystem& files;
    const Clock& clock;
    const NodeRegistry& registry;
    /// Opens the engine of a data folder: `owned`, its lock is held, and it is kept up; else on a FrozenFiles.
    std::function<Result<std::unique_ptr<EngineAccess>>(const Path& dataFolder, FileSystem& files, bool owned)> openEngine;
    std::string version;

    /// As its owner, or as a client of its owner; Steal (--steal) makes it the owner.
    Result<DataFolder> openFolder(const Path& dataFolder, Takeover takeover = Takeover::Respect) const {
        return DataFolder::open(dataFolder, files, clock, [&](FileSystem& owned) { return openEngine(dataFolder, owned, true); }, takeover);
    }
};

} // namespace weir::cli
