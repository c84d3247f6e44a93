// SPDX-License-Identifier: Apache-2.0
#include "target.h"

#include "topology_file.h"

#include <fmt/format.h>

namespace weir::cli {

Result<Target> targetOf(const Environment& env, const std::string& name) {
    const auto about = env.files.info(name);
    if (!name.ends_with(".weir") && (!about || about->directory)) {
        if (!isApplicationId(name)) return fail(Errc::Invalid, fmt::format("\"{}\" is neither a topology file nor an application id.", name));
        return Target{name, {}, {}};
    }
    WEIR_TRY(auto file, checkFile(env, name));
    if (!file.ok()) return fail(Errc::Invalid, problemLines(file));
    return Target{file.topology->applicationId, std::move(file.text), name};
}

} // namespace weir::cli
