// SPDX-License-Identifier: Apache-2.0
// weir export FILE: the topology as Weir saves it, byte for byte: for files written by hand, and for a clean diff.
#include "commands.h"

#include "report.h"
#include "topology_file.h"

#include <CLI/CLI.hpp>

namespace weir::cli {

namespace {

ExitStatus exportFile(const Environment& env, const std::string& name, const std::string& output) {
    const auto file = checkFile(env, name);
    if (!file) {
        report(file.error());
        return ExitStatus::Usage;
    }
    std::fputs(problemLines(*file).c_str(), stderr);
    if (!file->topology) return ExitStatus::InvalidTopology;
    const auto text = saveTopology(*file->topology);
    if (output.empty()) {
        print(text);
        return ExitStatus::Done;
    }
    if (const auto written = replaceFile(env.files, output, text); !written) return report(written.error());
    return ExitStatus::Done;
}

} // namespace

void addExport(CLI::App& app, const Environment& env, Chosen& chosen) {
    struct Options {
        std::string file;
        std::string output;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("export", "Print a topology as Weir saves it: fixed order, one node a block");
    command->add_option("FILE", options->file, "Topology file")->required();
    command->add_option("--output", options->output, "Where it goes (default: standard output)")->type_name("FILE");
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return exportFile(env, options->file, options->output); }; });
}

} // namespace weir::cli
