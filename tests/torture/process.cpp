// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace weir::torture {

// The environment and the arguments are built before the fork: between fork and exec nothing may allocate.
Process::Process(const std::vector<std::string>& command, const Path& errors, const Environment& environment) : m_errors(errors) {
    std::vector<std::string> variables;
    for (char** at = ::environ; *at != nullptr; ++at) variables.emplace_back(*at);
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
    std::vector<char*> arguments;
    std::vector<char*> pointers;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    for (const auto& variable : variables) pointers.push_back(const_cast<char*>(variable.c_str()));
    arguments.push_back(nullptr);
    pointers.push_back(nullptr);
    const int err = ::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    m_pid = ::fork();
    if (m_pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(null, STDIN_FILENO);
        ::dup2(null, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
        ::execve(arguments[0], arguments.data(), pointers.data());
        ::_exit(127);
    }
    ::close(err);
    ::close(null);
    m_handle = static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0));
}

Process::~Process() {
    kill();
    if (m_handle >= 0) ::close(m_handle);
}

void Process::signal(int number) const {
    if (m_pid > 0 && !m_status) ::kill(m_pid, number);
}

std::optional<int> Process::wait(std::chrono::milliseconds most) {
    const auto deadline = std::chrono::steady_clock::now() + most;
    while (!m_status && m_pid > 0) {
        int status = 0;
        const auto found = ::waitpid(m_pid, &status, WNOHANG);
        if (found == m_pid) m_status = status;
        if (found < 0 && errno == ECHILD) m_status = -1;
        const auto now = std::chrono::steady_clock::now();
        if (m_status || now >= deadline) break;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now);
        pollfd ended{m_handle, POLLIN, 0}; // until it has ended
        if (m_handle < 0 || ::poll(&ended, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000))) < 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return m_status;
}

void Process::kill() {
    signal(SIGKILL);
    signal(SIGCONT);
    while (m_pid > 0 && !wait(std::chrono::milliseconds(100))) {}
}

std::string Process::errors() const {
    std::ifstream in(m_errors, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool useMemory() {
    constexpr const char* memory = "/dev/shm";
    constexpr std::uintmax_t leastBytes = std::uintmax_t{1} << 30U;
    std::error_code error;
    const auto space = std::filesystem::space(memory, error);
    if (error || space.available < leastBytes || std::getenv("TMPDIR") != nullptr) return false; // NOLINT(concurrency-mt-unsafe): before any thread
    return ::setenv("TMPDIR", memory, 1) == 0; // NOLINT(concurrency-mt-unsafe)
}

TemporaryFolder::TemporaryFolder() {
    auto name = (std::filesystem::temp_directory_path() / "weir-torture-XXXXXX").string();
    m_path = ::mkdtemp(name.data());
}
TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace weir::torture
