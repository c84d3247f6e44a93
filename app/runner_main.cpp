// SPDX-License-Identifier: Apache-2.0
// weir: the headless program. Builds the real clock, files and registry, and hands them to the command that was named.
#include "commands/commands.h"
#include "commands/designer_start.h"
#include "commands/report.h"
#include "weir/core/kill_point.h"
#include "weir/core/out_of_memory.h"
#include "weir/runtime/engine.h"

#include <CLI/CLI.hpp>

using namespace weir;
using namespace weir::cli;

int main(int argc, char** argv) {
    endWhenOutOfMemory();
    if (const auto armed = armKillPointsFromEnvironment(); !armed) {
        std::fprintf(stderr, "%s\n", armed.error().detail.c_str());
        return static_cast<int>(ExitStatus::Usage);
    }
    SystemClock clock;
    PosixFileSystem files;
    const NodeRegistry registry = builtinNodes();
    const Environment env{files, clock, registry,
                          [&](const Path& dataFolder, FileSystem& on, bool owned) -> Result<std::unique_ptr<EngineAccess>> {
                              auto engine = Engine::open(dataFolder, on, clock, registry);
                              if (engine && owned) (*engine)->startUpkeep();
                              return engine;
                          },
                          WEIR_VERSION};

    CLI::App app("Draw, run and watch stream processing. `weir` or `weir FILE` alone opens the designer.", "weir");
    app.set_version_flag("--version", std::string("weir ") + WEIR_VERSION);
    app.require_subcommand(0, 1);
    Chosen chosen;
    addRun(app, env, chosen);
    addServe(app, env, chosen);
    addJobCommands(app, env, chosen);
    addOffsets(app, env, chosen);
    addReplay(app, env, chosen);
    addCheckpoint(app, env, chosen);
    addCheck(app, env, chosen);
    addDescribe(app, env, chosen);
    addDiff(app, env, chosen);
    addExport(app, env, chosen);
    addTest(app, env, chosen);
    addEval(app, env, chosen);
    addTopic(app, env, chosen);
    addNodes(app, env, chosen);
    addCompletion(app, env, chosen);

    if (namesNoCommand(app, argc, argv)) {
        startDesigner(argc, argv);
        std::fputs(app.help().c_str(), stderr);
        return static_cast<int>(ExitStatus::Usage);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? 0 : static_cast<int>(ExitStatus::Usage);
    }
    if (!chosen) {
        std::fputs(app.help().c_str(), stderr);
        return static_cast<int>(ExitStatus::Usage);
    }
    return static_cast<int>(finishOutput(chosen()));
}
