// SPDX-License-Identifier: Apache-2.0
// weir describe FILE: sub-topologies, what each edge carries, stores, internal topics and settings, as text or as a
// picture's source.
#include "commands.h"

#include "report.h"
#include "topology_file.h"

#include <CLI/CLI.hpp>
#include <map>

namespace weir::cli {

namespace {

ExitStatus describe(const Environment& env, const std::string& name, DescribeForm form) {
    const auto file = checkFile(env, name);
    if (!file) {
        report(file.error());
        return ExitStatus::Usage;
    }
    std::fputs(problemLines(*file).c_str(), stderr);
    if (!file->ok()) return ExitStatus::InvalidTopology;
    auto text = describePlan(*file->plan, form);
    if (!text.ends_with('\n')) text += '\n';
    print(text);
    return ExitStatus::Done;
}

} // namespace

void addDescribe(CLI::App& app, const Environment& env, Chosen& chosen) {
    struct Options {
        std::string file;
        DescribeForm form = DescribeForm::Text;
        bool json = false;
    };
    const std::map<std::string, DescribeForm> forms{{"text", DescribeForm::Text},
                                                    {"dot", DescribeForm::Dot},
                                                    {"mermaid", DescribeForm::Mermaid},
                                                    {"json", DescribeForm::Json}};
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "describe", "Print a topology's sub-topologies, edges, stores, internal topics and settings");
    command->add_option("FILE", options->file, "Topology file")->required();
    command->add_option("--format", options->form, "text, dot (Graphviz), mermaid or json")
        ->transform(CLI::CheckedTransformer(forms).description(""))
        ->type_name("FORMAT");
    command->add_flag("--json", options->json, "Short for --format json");
    command->callback([=, &env, &chosen] {
        chosen = [=, &env] { return describe(env, options->file, options->json ? DescribeForm::Json : options->form); };
    });
}

} // namespace weir::cli
