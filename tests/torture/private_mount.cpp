// SPDX-License-Identifier: Apache-2.0
#include "private_mount.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace weir::torture {
namespace {

constexpr char refused = 'R';
constexpr char answered = 'A';

bool writeTo(const char* path, const std::string& text) {
    const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    const bool done = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (fd >= 0) ::close(fd);
    return done;
}

/// As `unshare -rm`; a root that may not have a user namespace of its own may still have mounts of its own.
Result<> leaveMounts() {
    const auto user = ::getuid();
    const auto group = ::getgid();
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) {
        (void)writeTo("/proc/self/setgroups", "deny");
        if (!writeTo("/proc/self/uid_map", fmt::format("0 {} 1", user)) || !writeTo("/proc/self/gid_map", fmt::format("0 {} 1", group))) return failErrno(errno, "can't map the user");
    } else if (::unshare(CLONE_NEWNS) != 0) {
        return failErrno(errno, "unshare is not allowed");
    }
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return failErrno(errno, "mounts can't be made private");
    return {};
}

std::string inChild(const Path& at, int megabytes, const std::function<std::string()>& work) {
    if (const auto left = leaveMounts(); !left) return refused + left.error().text();
    if (::mount("tmpfs", at.c_str(), "tmpfs", 0, fmt::format("size={}m,mode=0700", megabytes).c_str()) != 0) return refused + std::string("a tmpfs can't be mounted: ") + std::strerror(errno);
    return answered + work();
}

} // namespace

Result<std::string> onSmallDisk(const Path& at, int megabytes, const std::function<std::string()>& work) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failErrno(errno, "no pipe");
    const auto child = ::fork();
    if (child < 0) return failErrno(errno, "no process");
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const auto said = inChild(at, megabytes, work);
        for (std::size_t sent = 0; sent < said.size();) {
            const auto n = ::write(pipe[1], said.data() + sent, said.size() - sent);
            if (n <= 0) break;
            sent += static_cast<std::size_t>(n);
        }
        ::_exit(0); // the mount goes with the last process that sees it
    }
    ::close(pipe[1]);
    std::string said;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = ::read(pipe[0], buffer.data(), buffer.size())) > 0 || (n < 0 && errno == EINTR);)
        if (n > 0) said.append(buffer.data(), static_cast<std::size_t>(n));
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (said.empty()) return fail(Errc::Internal, fmt::format("the rounds on the small disk ended with status {}", status));
    if (said.front() == refused) return fail(Errc::Permission, said.substr(1));
    return said.substr(1);
}

} // namespace weir::torture
