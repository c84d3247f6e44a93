// SPDX-License-Identifier: Apache-2.0
// A topology file as the commands take it: read, loaded and checked, with every mistake at once.
#pragma once

#include "environment.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <memory>
#include <optional>
#include <string>

namespace weir::cli {

struct CheckedFile {
    std::string name; ///< as the user wrote it
    std::string text;
    std::optional<Topology> topology;
    std::shared_ptr<const Plan> plan; ///< null when the file could not be read as a topology
    Diagnostics problems;             ///< of loading, binding and planning
    bool ok() const { return plan && !hasErrors(problems); }
};

/// Error only when the file can't be read.
Result<CheckedFile> checkFile(const Environment& env, const std::string& name);
/// "FILE: node ID: field: message", a line each, with " (fix: …)" behind it where there is one.
std::string problemLines(const CheckedFile& file);

} // namespace weir::cli
