// SPDX-License-Identifier: Apache-2.0
#include "weir/core/kill_point.h"

#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <mutex>
#include <string>
#include <unistd.h>

namespace weir {
namespace {

struct Armed {
    std::mutex mutex;
    std::string name;
    std::int64_t passesLeft = 0; // of that name
    int log = -1;
    std::function<void(std::string_view)> watch;
    bool any() const { return passesLeft > 0 || log >= 0 || watch; }
};

Armed& armed() {
    static Armed state;
    return state;
}

} // namespace

constinit std::atomic<bool> killPointsArmed{false};

void passKillPoint(std::string_view name) {
    auto& state = armed();
    std::function<void(std::string_view)> watch;
    {
        const std::lock_guard lock(state.mutex);
        if (state.log >= 0) {
            const auto line = std::string(name) + '\n';
            (void)!::write(state.log, line.data(), line.size());
        }
        if (state.passesLeft > 0 && name == state.name && --state.passesLeft == 0) ::raise(SIGKILL);
        watch = state.watch;
    }
    if (watch) watch(name);
}

Result<> armKillPointsFromEnvironment() {
    auto& state = armed();
    const std::lock_guard lock(state.mutex);
    if (const char* const wanted = std::getenv("WEIR_KILLPOINT"); wanted != nullptr) { // NOLINT(concurrency-mt-unsafe): before any thread
        const std::string_view text = wanted;
        const auto colon = text.find(':');
        const auto name = text.substr(0, colon);
        std::int64_t pass = 1;
        if (colon != std::string_view::npos) {
            const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), pass);
            if (error != std::errc{} || end != text.data() + text.size() || pass < 1) pass = 0;
        }
        if (pass == 0 || !isKillPoint(name)) return fail(Errc::Invalid, fmt::format("WEIR_KILLPOINT={} names no kill point and pass, as commit.journaled:3 does.", text));
        state.name = name;
        state.passesLeft = pass;
    }
    if (const char* const path = std::getenv("WEIR_KILLPOINT_LOG"); path != nullptr) { // NOLINT(concurrency-mt-unsafe)
        state.log = ::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (state.log < 0) return fail(Errc::Io, fmt::format("WEIR_KILLPOINT_LOG={} can't be written.", path));
    }
    killPointsArmed.store(state.any(), std::memory_order_relaxed);
    return {};
}

KillPointWatch::KillPointWatch(std::function<void(std::string_view)> passed) {
    auto& state = armed();
    const std::lock_guard lock(state.mutex);
    state.watch = std::move(passed);
    killPointsArmed.store(true, std::memory_order_relaxed);
}

KillPointWatch::~KillPointWatch() {
    auto& state = armed();
    const std::lock_guard lock(state.mutex);
    state.watch = nullptr;
    killPointsArmed.store(state.any(), std::memory_order_relaxed);
}

} // namespace weir
