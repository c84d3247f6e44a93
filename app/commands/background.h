// SPDX-License-Identifier: Apache-2.0
// An owner that outlives the terminal: `weir serve`, started by `weir run --detach`.
#pragma once

#include "environment.h"
#include "signals.h"

namespace weir::cli {

/// The owner there is, or a new one in the background (with Steal always that). Its messages go to <data>/weir.log.
Result<std::unique_ptr<EngineClient>> ownerInBackground(const Environment& env, const Path& dataFolder, Takeover takeover = Takeover::Respect);
/// Is any job of this engine starting, running, paused or stopping?
bool hasWork(EngineAccess& engine);
/// Before a command that owns the folder ends: jobs that other commands handed to it end first, or with Ctrl+C.
void waitForOtherJobs(DataFolder& folder, const Signals& signals);

} // namespace weir::cli
