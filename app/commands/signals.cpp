// SPDX-License-Identifier: Apache-2.0
#include "signals.h"

#include <csignal>
#include <ctime>

namespace weir::cli {

namespace {
sigset_t endings() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}
} // namespace

Signals::Signals() {
    const auto set = endings();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a file at its limit is a failed write, as on a full disk
}

std::optional<int> Signals::wait(Milliseconds patience) const {
    const auto set = endings();
    const timespec time{.tv_sec = patience.count() / 1000, .tv_nsec = patience.count() % 1000 * 1'000'000};
    const int signal = ::sigtimedwait(&set, nullptr, &time);
    return signal > 0 ? std::optional(signal) : std::nullopt;
}

ExitStatus Signals::statusOf(int signal) {
    return signal == SIGINT ? ExitStatus::Interrupted : ExitStatus::Terminated;
}

} // namespace weir::cli
