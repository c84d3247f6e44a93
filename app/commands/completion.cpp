// SPDX-License-Identifier: Apache-2.0
// weir completion SHELL: a completion script, made from the commands and options themselves.
#include "commands.h"

#include "report.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace weir::cli {

namespace {

/// The words that may follow: sub-commands and long options.
std::vector<std::string> wordsAfter(const CLI::App& app) {
    std::vector<std::string> words;
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        if (!sub->get_group().empty()) words.push_back(sub->get_name());
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames())
            words.push_back("--" + name);
    return words;
}

/// Calls `visit("topic list", {words})` for each command, the outermost as "".
void eachCommand(const CLI::App& app, const std::string& path,
                 const std::function<void(const std::string&, const std::vector<std::string>&)>& visit) {
    visit(path, wordsAfter(app));
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        if (!sub->get_group().empty())
            eachCommand(*sub, path.empty() ? sub->get_name() : path + ' ' + sub->get_name(), visit);
}

std::string bashScript(const CLI::App& app) {
    std::string cases;
    eachCommand(app, "", [&](const std::string& path, const auto& words) {
        cases += fmt::format("        '{}') words='{}' ;;\n", path, fmt::join(words, " "));
    });
    return "_weir() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} path= words= word\n"
           "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        case $word in -* | */* | *.*) ;; *) path=\"${path:+$path }$word\" ;; esac\n"
           "    done\n"
           "    case $path in topic\\ *\\ *) path=${path% *} ;; topic\\ *) ;; *\\ *) path=${path%% *} ;; esac\n"
           "    case $path in\n" +
           cases +
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "    case $current in -*) ;; *) COMPREPLY+=($(compgen -f -- \"$current\")) ;; esac\n"
           "}\n"
           "complete -o filenames -F _weir weir\n";
}

std::string fishScript(const CLI::App& app) {
    std::string script = "complete -c weir -n __fish_use_subcommand -f\n";
    eachCommand(app, "", [&](const std::string& path, const auto& words) {
        const auto condition = path.empty()
                                   ? std::string("__fish_use_subcommand")
                                   : fmt::format("__fish_seen_subcommand_from {}", path.substr(path.rfind(' ') + 1));
        for (const auto& word : words)
            script += word.starts_with("--")
                          ? fmt::format("complete -c weir -n '{}' -l {}\n", condition, word.substr(2))
                          : fmt::format("complete -c weir -n '{}' -a {}\n", condition, word);
    });
    return script;
}

} // namespace

void addCompletion(CLI::App& app, const Environment&, Chosen& chosen) {
    auto shell = std::make_shared<std::string>();
    auto* command =
        app.add_subcommand("completion", "Print a completion script for a shell: source <(weir completion bash)");
    command->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""));
    command->callback([&app, &chosen, shell] {
        chosen = [&app, shell] {
            if (*shell == "zsh") print("autoload -U +X bashcompinit && bashcompinit\n");
            print(*shell == "fish" ? fishScript(app) : bashScript(app));
            return ExitStatus::Done;
        };
    });
}

} // namespace weir::cli
