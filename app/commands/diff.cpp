// SPDX-License-Identifier: Apache-2.0
// weir diff A B: what of two topologies differs in meaning: nodes, fields, wires and settings; where cards stand on the canvas counts for
// nothing.
#include "commands.h"

#include "report.h"
#include "topology_file.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace weir::cli {

namespace {

using Json = nlohmann::ordered_json;

/// One difference: where, and its two sides; an empty side: not there.
struct Difference {
    std::string place;
    std::string before;
    std::string after;
};

constexpr auto canvasOnly = {"layout", "notes", "groups", "$schema"};

std::string edgeText(const Json& edge) {
    return fmt::format("{} -> {}", edge.at(0).get<std::string>(), edge.at(1).get<std::string>());
}

/// Members of two objects, but those passed over, by name.
void compareMembers(const Json& before, const Json& after, const std::set<std::string>& skip, const std::string& place, std::vector<Difference>& out) {
    std::set<std::string> names;
    for (const auto* side : {&before, &after})
        for (const auto& [name, value] : side->items())
            if (!skip.contains(name)) names.insert(name);
    for (const auto& name : names) {
        const auto text = [&name](const Json& side) { return side.contains(name) ? side.at(name).dump() : std::string(); };
        if (text(before) != text(after)) out.push_back({place + name, text(before), text(after)});
    }
}

void compareNodes(const Json& before, const Json& after, std::vector<Difference>& out) {
    const auto find = [](const Json& nodes, const Json& id) {
        return std::find_if(nodes.begin(), nodes.end(), [&id](const Json& node) { return node.at("id") == id; });
    };
    for (const auto& node : before) {
        const auto& id = node.at("id");
        const auto place = "node " + id.get<std::string>();
        const auto other = find(after, id);
        if (other == after.end())
            out.push_back({place, node.dump(), {}});
        else
            compareMembers(node, *other, {}, place + ": ", out);
    }
    for (const auto& node : after)
        if (find(before, node.at("id")) == before.end()) out.push_back({"node " + node.at("id").get<std::string>(), {}, node.dump()});
}

void compareEdges(const Json& before, const Json& after, std::vector<Difference>& out) {
    for (const auto& edge : before)
        if (std::find(after.begin(), after.end(), edge) == after.end()) out.push_back({"wire", edgeText(edge), {}});
    for (const auto& edge : after)
        if (std::find(before.begin(), before.end(), edge) == before.end()) out.push_back({"wire", {}, edgeText(edge)});
}

std::vector<Difference> differences(const Topology& before, const Topology& after) {
    const auto a = Json::parse(saveTopology(before));
    const auto b = Json::parse(saveTopology(after));
    std::vector<Difference> out;
    std::set<std::string> skip{"nodes", "edges"};
    skip.insert(canvasOnly.begin(), canvasOnly.end());
    compareMembers(a, b, skip, {}, out);
    compareNodes(a.at("nodes"), b.at("nodes"), out);
    compareEdges(a.at("edges"), b.at("edges"), out);
    return out;
}

struct Options {
    std::string before;
    std::string after;
    bool json = false;
    bool exitCode = false;
};

ExitStatus diff(const Environment& env, const Options& options) {
    std::vector<CheckedFile> files;
    for (const auto& name : {options.before, options.after}) {
        auto file = checkFile(env, name);
        if (!file) {
            report(file.error());
            return ExitStatus::Usage;
        }
        if (!file->topology) {
            std::fputs(problemLines(*file).c_str(), stderr);
            return ExitStatus::InvalidTopology;
        }
        files.push_back(std::move(*file));
    }
    const auto found = differences(*files[0].topology, *files[1].topology);
    for (const auto& difference : found) {
        if (options.json) {
            Json line{{"place", difference.place}};
            if (!difference.before.empty()) line["before"] = difference.before;
            if (!difference.after.empty()) line["after"] = difference.after;
            print(line.dump() + '\n');
            continue;
        }
        const char sign = difference.before.empty() ? '+' : difference.after.empty() ? '-' : '~';
        print(fmt::format("{} {}\n", sign, difference.place));
        if (!difference.before.empty()) print(fmt::format("    before {}\n", difference.before));
        if (!difference.after.empty()) print(fmt::format("    after  {}\n", difference.after));
    }
    return options.exitCode && !found.empty() ? ExitStatus::Failed : ExitStatus::Done;
}

} // namespace

void addDiff(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("diff", "Print what of two topologies differs in meaning; the layout counts for nothing");
    command->add_option("BEFORE", options->before, "Topology file")->required();
    command->add_option("AFTER", options->after, "Topology file")->required();
    command->add_flag("--json", options->json, "One JSON object a difference");
    command->add_flag("--exit-code", options->exitCode, "Exit with 1 if they differ");
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return diff(env, *options); }; });
}

} // namespace weir::cli
