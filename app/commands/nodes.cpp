// SPDX-License-Identifier: Apache-2.0
// weir nodes: the reference of the node types, and the topology file's JSON Schema, from the registry.
#include "commands.h"

#include "reference_pages.h"
#include "report.h"
#include "weir/topology/topology_json.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace weir::cli {

namespace {

using Json = nlohmann::ordered_json;

Json asJson(const std::vector<FieldSpec>& fields) {
    auto list = Json::array();
    for (const auto& field : fields) {
        Json item{{"name", field.name},
                  {"kind", fieldKindName(field.kind)},
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
    std::string reference; ///< a folder for all pages
};

ExitStatus writeReference(const Environment& env, const Path& folder) {
    for (const auto& page : referencePages(env.registry)) {
        const auto file = folder / page.path;
        if (const auto made = env.files.createDirectories(file.parent_path()); !made) return report(made.error());
        if (const auto written = replaceFile(env.files, file, page.text); !written) return report(written.error());
    }
    return ExitStatus::Done;
}

ExitStatus nodes(const Environment& env, const Options& options) {
    if (options.schema) {
        auto schema = topologyJsonSchema(env.registry);
        print(schema.ends_with('\n') ? schema : schema + '\n');
        return ExitStatus::Done;
    }
    if (!options.reference.empty()) return writeReference(env, options.reference);
    if (!options.type.empty() && !env.registry.find(options.type)) {
        say(fmt::format("There is no node type {}; `weir nodes` lists them.", options.type));
        return ExitStatus::Usage;
    }
    for (const auto& spec : env.registry.specs()) {
        if (!options.type.empty() && spec.type != options.type) continue;
        if (options.json)
            print(asJson(spec).dump() + '\n');
        else if (options.markdown)
            print(nodePage(spec, env.registry));
        else
            print(nodeText(spec));
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
    command->add_option("--reference", options->reference, "Write a page for each node type and each SQL function into this folder")
        ->type_name("DIR")
        ->excludes(json)
        ->excludes(markdown);
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return nodes(env, *options); }; });
}

} // namespace weir::cli
