// SPDX-License-Identifier: Apache-2.0
// weir check FILE…: every problem of a topology, or ok.
#include "commands.h"

#include "report.h"
#include "topology_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace weir::cli {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const FixValue& value) {
    return std::visit([](const auto& v) {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) return Json();
        else return Json(v);
    }, value);
}

/// As a file's edges are written.
Json toJson(const WireEnds& wire) { return Json::array({wire.fromNode + ":" + wire.fromPort, wire.toNode + ":" + wire.toPort}); }

struct StepToJson {
    Json operator()(const ReplaceText& s) const {
        Json json{{"do", "replace-text"}};
        if (s.span.known()) json["span"] = {s.span.begin, s.span.end};
        json["text"] = s.text;
        return json;
    }
    Json operator()(const SetField& s) const {
        return {{"do", std::holds_alternative<std::monostate>(s.value) ? "remove-field" : "set-field"}, {"node", s.node}, {"field", s.field}, {"value", toJson(s.value)}};
    }
    Json operator()(const RenameField& s) const { return {{"do", "rename-field"}, {"node", s.node}, {"field", s.from}, {"to", s.to}}; }
    Json operator()(const InsertNode& s) const {
        Json fields = Json::object();
        for (const auto& [name, value] : s.fields) fields[name] = value;
        return {{"do", "insert-node"}, {"edge", toJson(s.wire)}, {"type", s.type}, {"fields", std::move(fields)}};
    }
    Json operator()(const RemoveNode& s) const { return {{"do", "remove-node"}, {"node", s.node}}; }
    Json operator()(const AddEdge& s) const { return {{"do", "add-edge"}, {"edge", toJson(s.wire)}}; }
    Json operator()(const RemoveEdge& s) const { return {{"do", "remove-edge"}, {"edge", toJson(s.wire)}}; }
};

Json toJson(const Fix& fix) {
    auto steps = Json::array();
    for (const auto& step : fix.steps) steps.push_back(std::visit(StepToJson(), step));
    return {{"title", fix.title}, {"steps", std::move(steps)}};
}

nlohmann::ordered_json toJson(const Diagnostic& problem) {
    constexpr const char* severities[] = {"error", "warning", "note"};
    nlohmann::ordered_json json{
        {"severity", severities[static_cast<int>(problem.severity)]}, {"node", problem.node}, {"field", problem.field}};
    if (problem.span.known()) json["span"] = {problem.span.begin, problem.span.end};
    json["code"] = problem.code;
    json["message"] = problem.message;
    if (problem.fix) json["fix"] = toJson(*problem.fix);
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
