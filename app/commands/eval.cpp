// SPDX-License-Identifier: Apache-2.0
// weir eval --corpus FILE: single expressions, each line's answer as one line.
#include "commands.h"

#include "report.h"
#include "weir/expr/corpus.h"

#include <CLI/CLI.hpp>

namespace weir::cli {

namespace {

constexpr std::int64_t corpusBytesMax = 1LL << 30;

ExitStatus eval(const Environment& env, const std::string& corpus) {
    const auto text = readFile(env.files, corpus, corpusBytesMax);
    if (!text) {
        report(text.error());
        return ExitStatus::Usage;
    }
    for (std::string_view rest = *text; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line.empty() && !print(expr::evaluateCorpusLine(line) + '\n')) break;
    }
    return ExitStatus::Done;
}

} // namespace

void addEval(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto corpus = std::make_shared<std::string>();
    auto* command = app.add_subcommand("eval", "Evaluate single SQL expressions");
    command
        ->add_option("--corpus", *corpus,
                     "JSON Lines of {\"schema\",\"row\" or \"rows\",\"expr\"}; each gets one line "
                     "{\"type\",\"result\"} or {\"error\",\"when\"}")
        ->required()
        ->type_name("FILE");
    command->callback([corpus, &env, &chosen] { chosen = [corpus, &env] { return eval(env, *corpus); }; });
}

} // namespace weir::cli
