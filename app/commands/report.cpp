// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace weir::cli {

ExitStatus statusOf(const Error& error) {
    switch (error.code) {
    case Errc::InUse:
        return ExitStatus::InUse;
    case Errc::Corrupt:
        return ExitStatus::Damaged;
    case Errc::Network:
        return ExitStatus::Connection;
    default:
        return ExitStatus::Failed;
    }
}

void say(std::string_view message) {
    std::fprintf(stderr, "weir: %.*s\n", static_cast<int>(message.size()), message.data());
}

ExitStatus report(const Error& error) {
    say(error.text());
    return statusOf(error);
}

bool print(std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

ExitStatus finishOutput(ExitStatus status) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
    if (errno == EPIPE) return status;
    say(std::string("Standard output can't be written: ") + std::strerror(errno) +
        "."); // NOLINT(concurrency-mt-unsafe): one thread
    return ExitStatus::Failed;
}

Result<Path> dataFolderOf(const std::string& option) {
    if (!option.empty()) return std::filesystem::absolute(option).lexically_normal();
    auto folder = defaultDataFolder();
    if (folder.empty())
        return fail(Errc::Invalid, "Neither XDG_DATA_HOME nor HOME is set: name the data folder with --data-dir.");
    return folder;
}

} // namespace weir::cli
