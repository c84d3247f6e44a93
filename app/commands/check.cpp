// SPDX-License-Identifier: Apache-2.0
// weir check FILE…: every problem of a topology, or ok.
#include "commands.h"

#include "report.h"
#include "topology_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace weir::cli {

namespace {

nlohmann::ordered_json toJson(const Diagnostic& problem) {
    constexpr const char* severities[] = {"error", "warning", "note"};
    nlohmann::ordered_json json{
        {"severity", severities[static_cast<int>(problem.severity)]}, {"node", problem.node}, {"field", problem.field}};
    if (problem.span.known()) json["span"] = {problem.span.begin, problem.span.end};
    json["code"] = problem.code;
    json["message"] = problem.message;
    return json;
}

ExitStatus check(const Environment& env, const std::vector<std::string>& names, bool asJson) {
    auto status = ExitStatus::Done;
    for (const auto& name : names) {
        const auto file = checkFile(env, name);
        if (!file) {
            report(file.error());
            return ExitStatus::Usage;
        }
        if (!file->ok()) status = ExitStatus::InvalidTopology;
        if (asJson) {
            auto problems = nlohmann::ordered_json::array();
            for (const auto& problem : file->problems)
                problems.push_back(toJson(problem));
            print(nlohmann::ordered_json{{"file", name}, {"ok", file->ok()}, {"problems", problems}}.dump(
                      -1, ' ', false, nlohmann::json::error_handler_t::replace) +
                  '\n');
            continue;
        }
        print(problemLines(*file));
        if (file->ok()) print(names.size() > 1 ? name + ": ok\n" : "ok\n");
    }
    return status;
}

} // namespace

void addCheck(CLI::App& app, const Environment& env, Chosen& chosen) {
    struct Options {
        std::vector<std::string> files;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("check", "Print every problem of a topology as \"FILE: node ID: field: message\", or ok");
    command->add_option("FILE", options->files, "Topology files")->required();
    command->add_flag("--json", options->json, "One JSON object a file");
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return check(env, options->files, options->json); }; });
}

} // namespace weir::cli
