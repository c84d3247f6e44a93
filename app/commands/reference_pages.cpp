// SPDX-License-Identifier: Apache-2.0
#include "reference_pages.h"

#include "weir/expr/compile.h"
#include "weir/expr/corpus.h"
#include "weir/testing/test_case.h"
#include "weir/topology/topology_json.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
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

std::string cell(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\\|");
    return text;
}

/// What the example's input makes of its topology; a page says so if it fails, and the test of the pages fails with it.
std::string exampleOutput(const NodeSpec& spec, const NodeRegistry& registry) {
    const auto loaded = loadTopology(spec.exampleTopology, registry);
    if (!loaded.topology) return "The example can't be read: " + toText(loaded.diagnostics.front());
    const auto plan = checkTopology(*loaded.topology, registry);
    if (!plan->ok()) return "The example is wrong: " + toText(plan->diagnostics.front());
    const auto driver = TopologyTestDriver::create(plan);
    if (!driver) return "The example does not start: " + driver.error().text();
    std::string output;
    const auto done = driveLines(**driver, spec.exampleInput, "the example", [&output](const TestRecord&, const std::string& line) { output += line + '\n'; });
    if (!done) return "The example fails: " + done.error().text();
    return output;
}

std::string exampleOf(const NodeSpec& spec, const NodeRegistry& registry) {
    if (spec.exampleTopology.empty()) return {};
    auto text = fmt::format("## Example\n\n```json\n{}```\n\n", spec.exampleTopology);
    if (spec.exampleInput.empty()) return text;
    const auto output = exampleOutput(spec, registry);
    text += fmt::format("`weir test` makes of\n\n```json\n{}```\n\n", spec.exampleInput);
    return text + (output.empty() ? "no output.\n" : fmt::format("this:\n\n```json\n{}```\n", output));
}

/// "3 (bigint)"; of a function that gives several rows, where it may stand; else the error, which the test of the pages refuses.
std::string resultOf(const expr::FunctionInfo& function) {
    Json line{{"schema", function.aggregate ? std::string(expr::aggregateExampleColumns) : std::string("n bigint")}, {"expr", function.example}};
    if (function.aggregate)
        line["rows"] = Json::array({{{"region", "eu"}, {"amount", 20}, {"paid", true}}, {{"region", "us"}, {"amount", 5}, {"paid", false}}, {{"region", "eu"}, {"amount", 30}, {"paid", true}}});
    else
        line["row"] = Json::object();
    const auto answer = Json::parse(expr::evaluateCorpusLine(line.dump()), nullptr, false);
    if (answer.contains("result")) return fmt::format("`{}` ({})", answer["result"].dump(), answer["type"].get<std::string>());
    if (answer["error"] == "feature_not_supported") return "one record for each element, in the select list of a flat map";
    return "the error " + answer["error"].get<std::string>();
}

std::string functionPage(const std::string& name, const std::vector<const expr::FunctionInfo*>& forms) {
    auto text = fmt::format("# {}\n\n{}\n\n| form | |\n|---|---|\n", name, forms.front()->aggregate ? "*Aggregate function.*" : "*Function.*");
    for (const auto* form : forms) text += fmt::format("| `{}` | {} |\n", cell(form->signature), cell(form->summary));
    const auto& example = forms.front()->example;
    if (example.empty()) return text;
    text += fmt::format("\n## Example\n\n```sql\n{}\n```\n\n", example);
    if (forms.front()->aggregate) text += "over (eu, 20, paid), (us, 5, unpaid), (eu, 30, paid) ";
    return text + fmt::format("gives {}.\n", resultOf(*forms.front()));
}

} // namespace

const char* fieldKindName(FieldKind kind) {
    return kindNames.at(static_cast<std::size_t>(kind));
}

std::string nodeText(const NodeSpec& spec) {
    auto text = fmt::format("{} ({}, {})\n  {}\n  inputs: {}; outputs: {}\n", spec.type, spec.title, spec.category,
                            spec.summary, portNames(spec.inputs),
                            spec.dynamicOutputs ? "as its fields say" : portNames(spec.outputs));
    eachField(spec.fields, "", [&](const std::string& path, const FieldSpec& field) {
        text += fmt::format("  {:<24} {}{}\n", path, fieldKindName(field.kind),
                            notesOf(field).empty() ? "" : ", " + notesOf(field));
        if (!field.help.empty()) text += fmt::format("  {:<24}   {}\n", "", field.help);
    });
    return text + '\n';
}

std::string nodePage(const NodeSpec& spec, const NodeRegistry& registry) {
    auto text = fmt::format("# {}\n\n*{}, `{}`.* {}\n\nInputs: {}. Outputs: {}.\n\n", spec.title, spec.category,
                            spec.type, spec.summary, portNames(spec.inputs),
                            spec.dynamicOutputs ? "as its fields say" : portNames(spec.outputs));
    if (!spec.help.empty()) text += spec.help + "\n\n";
    if (!spec.keywords.empty()) text += fmt::format("In Kafka Streams and elsewhere: {}.\n\n", fmt::join(spec.keywords, ", "));
    if (!spec.fields.empty()) text += "| field | kind | | meaning |\n|---|---|---|---|\n";
    eachField(spec.fields, "", [&](const std::string& path, const FieldSpec& field) {
        text += fmt::format("| `{}` | {} | {} | {} |\n", path, fieldKindName(field.kind), cell(notesOf(field)),
                            cell(field.help));
    });
    return text + (spec.fields.empty() ? "" : "\n") + exampleOf(spec, registry);
}

std::vector<ReferencePage> referencePages(const NodeRegistry& registry) {
    std::vector<ReferencePage> pages;
    std::string index = "# Reference\n\nMade by `weir nodes --reference docs/reference`; the examples were run while it was made.\n\n## Nodes\n\n| node | category | |\n|---|---|---|\n";
    for (const auto& spec : registry.specs()) {
        pages.push_back({fmt::format("nodes/{}.md", spec.type), nodePage(spec, registry)});
        index += fmt::format("| [{0}](nodes/{0}.md) | {1} | {2} |\n", spec.type, spec.category, cell(spec.summary));
    }
    std::map<std::string, std::vector<const expr::FunctionInfo*>> functions;
    for (const auto& function : expr::functions()) functions[function.name].push_back(&function);
    index += "\n## Functions\n\n| function | |\n|---|---|\n";
    for (const auto& [name, forms] : functions) {
        pages.push_back({fmt::format("functions/{}.md", name), functionPage(name, forms)});
        index += fmt::format("| [{0}](functions/{0}.md) | {1} |\n", name, cell(forms.front()->summary));
    }
    pages.push_back({"README.md", std::move(index)});
    return pages;
}

} // namespace weir::cli
