// SPDX-License-Identifier: Apache-2.0
// The commands of `weir`, one file each. add…() declares the command's options; parsing a command line that names it
// sets `chosen`, which main() then runs.
#pragma once

#include "environment.h"

#include <functional>

namespace CLI {
class App;
}

namespace weir::cli {

using Chosen = std::function<ExitStatus()>;

void addRun(CLI::App& app, const Environment& env, Chosen& chosen);
void addServe(CLI::App& app, const Environment& env, Chosen& chosen);
void addJobCommands(CLI::App& app, const Environment& env, Chosen& chosen); ///< status, stop, pause, resume
void addOffsets(CLI::App& app, const Environment& env, Chosen& chosen);
void addReplay(CLI::App& app, const Environment& env, Chosen& chosen);
void addCheckpoint(CLI::App& app, const Environment& env, Chosen& chosen);
void addCheck(CLI::App& app, const Environment& env, Chosen& chosen);
void addDescribe(CLI::App& app, const Environment& env, Chosen& chosen);
void addDiff(CLI::App& app, const Environment& env, Chosen& chosen);
void addExport(CLI::App& app, const Environment& env, Chosen& chosen);
void addTest(CLI::App& app, const Environment& env, Chosen& chosen);
void addEval(CLI::App& app, const Environment& env, Chosen& chosen);
void addTopic(CLI::App& app, const Environment& env, Chosen& chosen);
void addTopicProduce(CLI::App& topic, const Environment& env, Chosen& chosen);
void addTopicConsume(CLI::App& topic, const Environment& env, Chosen& chosen);
void addTopicAdmin(CLI::App& topic, const Environment& env, Chosen& chosen); ///< alter, delete, verify, compact
void addTopicCopy(CLI::App& topic, const Environment& env, Chosen& chosen);  ///< export, import
void addNodes(CLI::App& app, const Environment& env, Chosen& chosen);
void addCompletion(CLI::App& app, const Environment& env, Chosen& chosen);

} // namespace weir::cli
