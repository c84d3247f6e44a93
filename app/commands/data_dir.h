// SPDX-License-Identifier: Apache-2.0
// DataDir: --data-dir and --steal of a command, and the engine of the folder that they name.
#pragma once

#include "signals.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace weir::cli {

struct DataDir {
    std::string option;
    bool steal = false;

    void addTo(CLI::App& command);
    /// --steal, for commands that may become the owner.
    void addStealTo(CLI::App& command);
    /// Error: the environment names no home.
    Result<Path> path() const;
    Takeover takeover() const { return steal ? Takeover::Steal : Takeover::Respect; }
};

/// Runs `work` on the folder's engine, as its owner or its client. Jobs that other commands handed to it meanwhile end before it returns.
ExitStatus onFolder(const Environment& env, const DataDir& dir, const std::function<ExitStatus(DataFolder&, const Signals&)>& work);

} // namespace weir::cli
