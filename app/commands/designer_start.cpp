// SPDX-License-Identifier: Apache-2.0
#include "designer_start.h"

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <unistd.h>

namespace weir::cli {

bool namesNoCommand(const CLI::App& app, int argc, char** argv) {
    if (argc == 1) return true;
    const std::string_view word = argv[1];
    const auto commands = app.get_subcommands([word](const CLI::App* command) { return command->get_name() == word; });
    if (argc != 2 || word.starts_with('-') || !commands.empty()) return false;
    std::error_code ignored;
    return word.ends_with(".weir") || std::filesystem::is_regular_file(word, ignored);
}

void startDesigner(int argc, char** argv) {
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value && *value != '\0';
    };
    if (!set("DISPLAY") && !set("WAYLAND_DISPLAY")) return;
    std::string name = "weir-designer";
    const std::array<char*, 3> arguments{name.data(), argc > 1 ? argv[1] : nullptr, nullptr};
    std::error_code problem;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", problem);
    if (!problem) ::execv((self.parent_path() / name).c_str(), arguments.data());
    ::execvp(name.c_str(), arguments.data());
}

} // namespace weir::cli
