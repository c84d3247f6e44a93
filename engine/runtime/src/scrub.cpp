// SPDX-License-Identifier: Apache-2.0
#include "scrub.h"

#include <charconv>

namespace weir {
namespace {

constexpr std::string_view noteName = "scrub:ended";
constexpr std::int64_t weekMs = 7LL * 24 * 60 * 60 * 1000;

} // namespace

Scrub::Scrub(TopicStore& topics, CommitJournal& journal, const Clock& clock) : m_topics(topics), m_journal(journal), m_clock(clock) {
    if (!m_journal.note(noteName)) (void)noteNow(); // a journal that takes nothing stops the jobs too
}

bool Scrub::due() const {
    const auto note = m_journal.note(noteName);
    std::int64_t ended = 0;
    if (!note || std::from_chars(note->data(), note->data() + note->size(), ended).ec != std::errc{}) return true;
    const auto now = m_clock.wallMs();
    return now < ended || now - ended >= weekMs; // a clock that was set back says nothing
}

Result<> Scrub::pass(const std::function<bool(std::int64_t bytes)>& goOn) {
    {
        const std::lock_guard lock(m_mutex);
        m_damage.clear();
    }
    bool ending = false;
    for (const auto& spec : m_topics.list()) {
        const auto read = m_topics.verify(spec.name, [&](std::int64_t bytes) {
            ending = ending || !goOn(bytes);
            return !ending;
        });
        if (ending) return {};
        if (read || read.error().code == Errc::NotFound) continue; // it was removed meanwhile
        const std::lock_guard lock(m_mutex);
        m_damage.push_back(read.error());
    }
    return noteNow();
}

Result<> Scrub::noteNow() { return m_journal.change({.forget = {}, .commits = {}, .notes = {{std::string(noteName), std::to_string(m_clock.wallMs())}}}); }

std::vector<Error> Scrub::damage() const {
    const std::lock_guard lock(m_mutex);
    return m_damage;
}

} // namespace weir
