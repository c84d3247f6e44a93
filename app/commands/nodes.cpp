// SPDX-License-Identifier: Apache-2.0
// weir nodes: the reference of the node types, and the topology file's JSON Schema, from the registry.
#include "commands.h"

#include "report.h"
#include "weir/topology/topology_json.h"

#include <CLI/CLI.hpp>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace weir::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 18> kindNames{"text",
                                                "topic",
                                                "path",
                                                "name",
                                                "duration",
                                                "integer",
                                                "number",
                                                "true or false",
                                                "choice",
                                                "condition (SQL)",
                                                "expression (SQL)",
                                                "select list (SQL)",
                                                "group expressions (SQL)",
                                                "select list with unnest (SQL)",
                                                "columns (SQL)",
                                                "list of texts",
                                                "object",
                                                "list of objects"};

const char* kindName(FieldKind kind) {
    return kindNames.at(static_cast<std::size_t>(kind));
}

std::string portNames(const std::vector<PortSpec>& ports) {
    std::string names;
    for (const auto& port : ports)
        names += (names.empty() ? "" : ", ") + port.name;
    return names.empty() ? "none" : names;
}

std::string notesOf(const FieldSpec& field) {
    std::string notes;
    const auto add = [&](const std::string& note) { notes += (notes.empty() ? "" : "; ") + note; };
    if (field.required) add("required");
    if (!field.choices.empty()) add(fmt::format("one of {}", fmt::join(field.choices, ", ")));
    if (!field.fallback.isNull()) add("default " + fieldToJson(field.fallback));
    if (!field.onlyWhen.empty())
        add(fmt::format("only with {} {}", field.onlyWhen, fmt::join(field.onlyValues, " or ")));
    return notes;
}

void eachField(const std::vector<FieldSpec>& fields, const std::string& prefix,
               const std::function<void(const std::string&, const FieldSpec&)>& visit) {
    for (const auto& field : fields) {
        visit(prefix + field.name, field);
        eachField(field.members, prefix + field.name + (field.kind == FieldKind::ObjectList ? "[]." : "."), visit);
    }
}

std::string asText(const NodeSpec& spec) {
    auto text = fmt::format("{} ({}, {})\n  {}\n  inputs: {}; outputs: {}\n", spec.type, spec.title, spec.category,
                            spec.summary, portNames(spec.inputs),
                            spec.dynamicOutputs ? "as its fields say" : portNames(spec.outputs));
    eachField(spec.fields, "", [&](const std::string& path, const FieldSpec& field) {
        text += fmt::format("  {:<24} {}{}\n", path, kindName(field.kind),
                            notesOf(field).empty() ? "" : ", " + notesOf(field));
        if (!field.help.empty()) text += fmt::format("  {:<24}   {}\n", "", field.help);
    });
    return text + '\n';
}

std::string cell(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\\|");
    return text;
}

std::string asMarkdown(const NodeSpec& spec) {
    auto text = fmt::format("## {}\n\n*{}, `{}`.* {}\n\nInputs: {}. Outputs: {}.\n\n", spec.title, spec.category,
                            spec.type, spec.summary, portNames(spec.inputs),
                            spec.dynamicOutputs ? "as its fields say" : portNames(spec.outputs));
    if (!spec.help.empty()) text += spec.help + "\n\n";
    if (!spec.fields.empty()) text += "| field | kind | | meaning |\n|---|---|---|---|\n";
    eachField(spec.fields, "", [&](const std::string& path, const FieldSpec& field) {
        text += fmt::format("| `{}` | {} | {} | {} |\n", path, kindName(field.kind), cell(notesOf(field)),
                            cell(field.help));
    });
    return text + '\n';
}

Json asJson(const std::vector<FieldSpec>& fields) {
    auto list = Json::array();
    for (const auto& field : fields) {
        Json item{{"name", field.name},
                  {"kind", kindName(field.kind)},
                  {"required", field.required},
                  {"label", field.label},
                  {"help", field.help}};
        if (!field.fallback.isNull()) item["default"] = Json::parse(fieldToJson(field.fallback), nullptr, false);
        if (!field.choices.empty()) item["choices"] = field.choices;
        if (!field.onlyWhen.empty()) item["onlyWhen"] = {{"field", field.onlyWhen}, {"values", field.onlyValues}};
        if (!field.members.empty()) item["members"] = asJson(field.members);
        list.push_back(std::move(item));
    }
    return list;
}
Json asJson(const NodeSpec& spec) {
    const auto names = [](const std::vector<PortSpec>& ports) {
        auto list = Json::array();
        for (const auto& port : ports)
            list.push_back(port.name);
        return list;
    };
    return {{"type", spec.type},
            {"title", spec.title},
            {"category", spec.category},
            {"summary", spec.summary},
            {"help", spec.help},
            {"keywords", spec.keywords},
            {"inputs", names(spec.inputs)},
            {"outputs", names(spec.outputs)},
            {"fields", asJson(spec.fields)}};
}

struct Options {
    std::string type;
    bool json = false;
    bool markdown = false;
    bool schema = false;
};

ExitStatus nodes(const Environment& env, const Options& options) {
    if (options.schema) {
        auto schema = topologyJsonSchema(env.registry);
        print(schema.ends_with('\n') ? schema : schema + '\n');
        return ExitStatus::Done;
    }
    if (!options.type.empty() && !env.registry.find(options.type)) {
        say(fmt::format("There is no node type {}; `weir nodes` lists them.", options.type));
        return ExitStatus::Usage;
    }
    for (const auto& spec : env.registry.specs()) {
        if (!options.type.empty() && spec.type != options.type) continue;
        if (options.json)
            print(asJson(spec).dump() + '\n');
        else if (options.markdown)
            print(asMarkdown(spec));
        else
            print(asText(spec));
    }
    return ExitStatus::Done;
}

} // namespace

void addNodes(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("nodes", "Print the reference of the node types");
    command->add_option("TYPE", options->type, "Only this type");
    auto* json = command->add_flag("--json", options->json, "One JSON object a type");
    auto* markdown = command->add_flag("--markdown", options->markdown, "As Markdown")->excludes(json);
    command->add_flag("--schema", options->schema, "The JSON Schema of a topology file")
        ->excludes(json)
        ->excludes(markdown);
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return nodes(env, *options); }; });
}

} // namespace weir::cli
