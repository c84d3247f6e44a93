// SPDX-License-Identifier: Apache-2.0
#include "upkeep.h"

namespace weir {
namespace {

constexpr auto betweenTurns = std::chrono::seconds(10);
constexpr auto betweenNotes = std::chrono::seconds(1); // reliability.md D2
constexpr auto betweenLooks = std::chrono::minutes(1); // whether a scrub is due
// Reading and writing together: what a job needs of the disk comes first.
constexpr std::int64_t compactedPerSecond = 64LL << 20;
constexpr std::int64_t scrubbedPerSecond = 32LL << 20;

} // namespace

Upkeep::Upkeep(TopicStore& topics, CommitJournal& journal, EmbeddedBroker& broker, const Clock& clock)
    : m_topics(topics), m_broker(broker), m_scrub(topics, journal, clock), m_keeping([this](Background& thread) { keep(thread); }), m_scrubbing([this](Background& thread) { scrub(thread); }),
      m_noting([this](Background& thread) { note(thread); }) {}

std::vector<Error> Upkeep::problems() const {
    auto out = m_scrub.damage();
    const std::lock_guard lock(m_mutex);
    if (m_problem) out.insert(out.begin(), *m_problem);
    return out;
}

void Upkeep::keep(Background& thread) {
    CompactionOptions options;
    options.goOn = [&](std::int64_t bytes) { return thread.restFor(bytes, compactedPerSecond); };
    while (thread.rest(betweenTurns)) {
        std::optional<Error> problem;
        if (const auto freed = m_topics.applyRetention(); !freed) problem = freed.error();
        while (!problem) {
            const auto compacted = m_topics.compactDirtiest(options);
            if (!compacted) problem = compacted.error();
            if (!compacted || !*compacted || !thread.rest(std::chrono::nanoseconds(0))) break;
        }
        const std::lock_guard lock(m_mutex);
        m_problem = std::move(problem);
    }
}

void Upkeep::scrub(Background& thread) {
    do {
        if (m_scrub.due()) (void)m_scrub.pass([&](std::int64_t bytes) { return thread.restFor(bytes, scrubbedPerSecond); });
    } while (thread.rest(betweenLooks));
}

// A journal that takes nothing stops the jobs, and says so there.
void Upkeep::note(Background& thread) {
    while (thread.rest(betweenNotes)) {
        m_broker.tend(); // a job that has ended may have left a transaction that the disk had no room to end
        (void)m_broker.noteEnds();
    }
}

} // namespace weir
