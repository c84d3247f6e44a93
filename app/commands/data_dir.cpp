// SPDX-License-Identifier: Apache-2.0
#include "data_dir.h"

#include "background.h"
#include "report.h"

namespace weir::cli {

void DataDir::addTo(CLI::App& command) {
    command.add_option("--data-dir", option, "The embedded log (default: the user's XDG data folder)")->type_name("DIR");
}

void DataDir::addStealTo(CLI::App& command) {
    command.add_flag("--steal", steal, "Take the data folder from a process that owns it and does not answer; that one then stops by itself");
}

Result<Path> DataDir::path() const { return dataFolderOf(option); }

ExitStatus onFolder(const Environment& env, const DataDir& dir, const std::function<ExitStatus(DataFolder&, const Signals&)>& work) {
    const Signals signals;
    const auto path = dir.path();
    if (!path) {
        say(path.error().text());
        return ExitStatus::Usage;
    }
    auto folder = env.openFolder(*path, dir.takeover());
    if (!folder) return report(folder.error());
    const auto status = work(*folder, signals);
    waitForOtherJobs(*folder, signals);
    return status;
}

} // namespace weir::cli
