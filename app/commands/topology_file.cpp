// SPDX-License-Identifier: Apache-2.0
#include "topology_file.h"

#include <fmt/format.h>

namespace weir::cli {

namespace {
constexpr std::int64_t fileBytesMax = 8LL << 20; // topology_json.h's limit
}

Result<CheckedFile> checkFile(const Environment& env, const std::string& name) {
    CheckedFile file;
    file.name = name;
    auto text = readFile(env.files, name, fileBytesMax);
    if (!text && text.error().code == Errc::Limit) {
        file.problems.push_back(
            {.message = fmt::format("The file is larger than {}, the most that a topology may have.",
                                    formatSize(fileBytesMax)),
             .code = "limit"});
        return file;
    }
    if (!text) return fail(std::move(text).error());
    file.text = std::move(*text);
    auto loaded = loadTopology(file.text, env.registry);
    file.topology = std::move(loaded.topology);
    file.problems = std::move(loaded.diagnostics);
    if (!file.topology) return file;
    file.plan = checkTopology(*file.topology, env.registry);
    file.problems.insert(file.problems.end(), file.plan->diagnostics.begin(), file.plan->diagnostics.end());
    return file;
}

std::string problemLines(const CheckedFile& file) {
    std::string lines;
    for (const auto& problem : file.problems)
        lines += fmt::format("{}: {}{}\n", file.name, toText(problem), problem.fix ? fmt::format(" (fix: {})", problem.fix->title) : std::string());
    return lines;
}

} // namespace weir::cli
