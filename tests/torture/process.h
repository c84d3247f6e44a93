// SPDX-License-Identifier: Apache-2.0
// Process: a program that a form starts, kills, stops and waits for. Its standard error goes to a file.
// Shape    the child is killed when the Process goes, and when this program ends.
#pragma once

#include "weir/core/file_system.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir::torture {

class Process {
public:
    using Environment = std::vector<std::pair<std::string, std::string>>;
    Process(const std::vector<std::string>& command, const Path& errors, const Environment& environment = {});
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void signal(int number) const;
    /// As waitpid gives it; nullopt: it still runs after that time.
    std::optional<int> wait(std::chrono::milliseconds most);
    bool running() { return !wait(std::chrono::milliseconds(0)); }
    /// SIGKILL, and wait.
    void kill();
    int pid() const { return m_pid; }
    std::string errors() const;

private:
    int m_pid = -1;
    int m_handle = -1; ///< readable when it has ended
    std::optional<int> m_status;
    Path m_errors;
};

/// Temporary folders from now on in memory, unless TMPDIR names a place or there is little room: for forms that ask nothing that a disk
/// keeps. Before any thread. False: they are where they were.
bool useMemory();

/// A folder that leaves with its owner (TMPDIR says where).
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const Path& path() const { return m_path; }

private:
    Path m_path;
};

} // namespace weir::torture
