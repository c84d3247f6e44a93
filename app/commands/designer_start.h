// SPDX-License-Identifier: Apache-2.0
// `weir` or `weir FILE` alone: the designer, where it is installed and a display is set.
#pragma once

namespace CLI {
class App;
}

namespace weir::cli {

/// No argument, or one that is neither an option nor a command but a file.
bool namesNoCommand(const CLI::App& app, int argc, char** argv);
/// Becomes weir-designer, found beside this program or on the path; returns when there is none, or no display.
void startDesigner(int argc, char** argv);

} // namespace weir::cli
