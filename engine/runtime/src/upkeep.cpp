// SPDX-License-Identifier: Apache-2.0
#include "upkeep.h"

namespace weir {
namespace {

constexpr auto betweenTurns = std::chrono::seconds(10);
// Reading and writing together: what a job needs of the disk comes first.
constexpr std::int64_t bytesPerSecond = 64LL << 20;

} // namespace

Upkeep::Upkeep(TopicStore& topics) : m_topics(topics), m_thread([this] { run(); }) {}

Upkeep::~Upkeep() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

std::optional<Error> Upkeep::problem() const {
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

// False: it is to end.
bool Upkeep::rest(std::chrono::nanoseconds time) {
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, time, [this] { return m_ending; });
}

void Upkeep::run() {
    CompactionOptions options;
    options.goOn = [this](std::int64_t bytes) { return rest(std::chrono::nanoseconds(bytes * 1'000'000'000 / bytesPerSecond)); };
    while (rest(betweenTurns)) {
        std::optional<Error> problem;
        if (const auto freed = m_topics.applyRetention(); !freed) problem = freed.error();
        while (!problem) {
            const auto compacted = m_topics.compactDirtiest(options);
            if (!compacted) problem = compacted.error();
            if (!compacted || !*compacted || !rest(std::chrono::nanoseconds(0))) break;
        }
        const std::lock_guard lock(m_mutex);
        m_problem = std::move(problem);
    }
}

} // namespace weir
