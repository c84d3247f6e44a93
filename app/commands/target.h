// SPDX-License-Identifier: Apache-2.0
// What a command about an application names: its id, or a topology file.
#pragma once

#include "environment.h"

#include <string>

namespace weir::cli {

struct Target {
    std::string applicationId;
    std::string topologyText; ///< empty: an id was named
    std::string file;
};
/// A name that ends in ".weir" or is the name of a file: that file, free of errors. Everything else: an application id.
Result<Target> targetOf(const Environment& env, const std::string& name);

} // namespace weir::cli
