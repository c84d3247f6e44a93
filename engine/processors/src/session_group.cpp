// SPDX-License-Identifier: Apache-2.0
// Session windows: [first, last record]. A record joins all sessions within the gap of it; if the session that results is another than
// [ts, ts], each old one gets a tombstone before the new one comes. Merge first, then test whether it is late [Kafka Streams:
// KStreamSessionWindowAggregate; semantics.md, rules 5, 6 and 10].
#include "group_operator.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace weir {
namespace {

class SessionGroup final : public GroupOperator {
public:
    SessionGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator)
        : GroupOperator(context, config, std::move(accumulator)), m_gapMs(config.windows->sizeMs), m_closing(m_store, true, config.windows->finalAfterMs()) {}

    void process(int, const Row& row, const Row*) override {
        if (row.keyNull) return m_counters.nullKey.add();
        const auto ts = row.timestamp;
        const auto latestEnd = m_store.observedTime(); // whatever advanced the time is the end of a session
        const auto streamTime = m_store.observe(ts);
        RowTime merged{ts, ts};
        m_sessions.clear();
        // What retention hides is not there (rule 6).
        for (const auto& session : m_store.times(row.key, std::max(ts - m_gapMs, latestEnd - m_config.retentionMs + 1), std::numeric_limits<std::int64_t>::max())) {
            if (session.tie > ts + m_gapMs) break; // in order of their end, and apart: of their start too
            m_sessions.push_back(session);
            merged = {std::max(merged.time, session.time), std::min(merged.tie, session.tie)};
        }
        if (merged.time < streamTime - m_config.windows->finalAfterMs()) {
            m_counters.late.add();
            return forward(row, nullptr, 1);
        }
        std::string_view state;
        if (!newState(row, state)) return;
        if (m_sessions.size() == 1 && m_sessions[0] == merged && merged == RowTime{ts, ts}) return update(row, merged, state);
        for (const auto& session : m_sessions)
            if (!leave(row, session, session.tie == merged.tie)) return;
        m_store.putSession(row.key, merged.tie, merged.time, state);
        emit(groupOf(row, merged), state);
    }

    // Of an entry that began and ended at the same instants one row; of a session that grew the old one leaves first.
    void beforeCommit() override {
        if (m_config.emit != Emit::Merged) return;
        for (auto* entry : m_store.table().dirty()) {
            Row group;
            group.keyNull = false;
            if (!splitWindowKey(entry->key(), group.key, group.windowStart)) continue;
            const auto& committed = entry->committed();
            const bool same = committed.present && entry->present() && committed.timestamp == entry->timestamp();
            std::optional<Row> old;
            if (committed.present) {
                group.windowEnd = committed.timestamp;
                if (m_needsOld) {
                    old = group;
                    if (!result(committed.view(), committed.timestamp, *old)) return;
                }
                if (!same) {
                    tombstone(group, old);
                    old.reset();
                }
            }
            if (entry->present() && !m_task.stopped) {
                group.windowEnd = entry->timestamp();
                emitUpdate(*entry, group, old);
            }
            m_task.arena.reset();
            if (m_task.stopped) return;
        }
    }

    void afterCommit() override {
        auto before = m_store.observedTime() - m_config.retentionMs + 1;
        if (m_config.emit == Emit::Final) before = std::min(before, m_closing.earliestEnd());
        m_store.expireBefore(before);
    }

    void restored() override {
        if (m_config.emit != Emit::Final) return;
        m_store.index().each([this](std::string_view key, RowTime at) {
            const ClosingWindows::Window window{key, at.tie, at.time};
            if (m_closing.open(window)) m_closing.add(window);
        });
    }

private:
    static Row groupOf(const Row& row, RowTime session) {
        auto group = groupRow(row);
        group.windowStart = session.tie;
        group.windowEnd = session.time;
        return group;
    }

    // The found sessions' states, the older one's values first, and then the row's. In the arena; the store is as it was.
    bool newState(const Row& row, std::string_view& state) {
        bool any = false;
        for (const auto& session : m_sessions) {
            const auto* entry = m_store.row(row.key, session);
            if (entry == nullptr) continue;
            if (!any) {
                state = entry->value();
            } else if (!m_accumulator->merge(state, entry->value(), state)) {
                return failedHere();
            }
            any = true;
        }
        if (!any && !m_accumulator->begin(state)) return failedHere();
        if (m_fixedBytes == 0) return m_accumulator->apply(state, row, false, state) || failedHere();
        char* copy = m_task.arena.allocate(m_fixedBytes, 8);
        std::copy_n(state.data(), m_fixedBytes, copy);
        if (!m_accumulator->applyInPlace(copy, row, false)) return failedHere();
        state = {copy, m_fixedBytes};
        return true;
    }

    // A one-instant session that the record does not make longer. As in Kafka Streams it comes without its old row, though nothing
    // took that back: an aggregate of this table counts it once more.
    void update(const Row& row, RowTime session, std::string_view state) {
        m_store.putSession(row.key, session.tie, session.time, state);
        emit(groupOf(row, session), state);
    }

    // An old session: gone from the store (unless the new one takes over its row), and downstream hears so.
    bool leave(const Row& row, RowTime session, bool takenOver) {
        const auto group = groupOf(row, session);
        std::optional<Row> old;
        if (m_needsOld && m_config.emit == Emit::Updates)
            if (const auto* entry = m_store.row(row.key, session); entry != nullptr && !takeOld(*entry, group, old)) return false;
        if (!takenOver) m_store.removeRow(row.key, session, session.time);
        if (m_config.emit == Emit::Updates) tombstone(group, old);
        if (m_config.emit == Emit::Final) m_closing.remove({row.key, session.tie, session.time});
        return !m_task.stopped;
    }

    void tombstone(Row group, const std::optional<Row>& old) {
        group.timestamp = group.windowEnd;
        group.valueNull = true;
        forward(group, old ? &*old : nullptr);
    }

    void emit(Row group, std::string_view state) {
        if (m_config.emit == Emit::Updates && result(state, group.windowEnd, group)) forward(group);
        if (m_config.emit != Emit::Final) return;
        m_closing.add({group.key, group.windowStart, group.windowEnd});
        m_closing.advance(group.windowEnd, [this](const ClosingWindows::Window& window) {
            if (const auto* entry = m_store.row(window.key, {window.end, window.start}); entry != nullptr && entry->timestamp() == window.end) {
                Row closed;
                closed.key = m_task.arena.copy(window.key);
                closed.keyNull = false;
                closed.windowStart = window.start;
                closed.windowEnd = window.end;
                emitUpdate(*entry, closed, std::nullopt);
            }
            return !m_task.stopped;
        });
    }

    std::int64_t m_gapMs;
    ClosingWindows m_closing; ///< emit: final
    std::vector<RowTime> m_sessions; ///< that the record joins: end and start
};

} // namespace

std::unique_ptr<Operator> makeSessionGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator) {
    return std::make_unique<SessionGroup>(context, config, std::move(accumulator));
}

} // namespace weir
