// SPDX-License-Identifier: Apache-2.0
// Sliding windows: for each record the window that ends at it, [ts - size, ts], and, once it holds something, the one that begins
// behind it, [ts + 1, ts + 1 + size]. A window's row keeps the state of all records in it and the largest of their timestamps; a new
// window's state is that of a window that already holds the same records. The order of updates and what a record finds are those of
// Kafka Streams [KStreamSlidingWindowAggregate].
#include "group_operator.h"

#include <algorithm>
#include <vector>

namespace weir {
namespace {

class SlidingGroup final : public TimeWindowGroup {
public:
    using TimeWindowGroup::TimeWindowGroup;

    void process(int, const Row& row, const Row*) override {
        if (row.keyNull) return m_counters.nullKey.add();
        if (row.valueNull) return m_counters.nullValue.add();
        const auto ts = row.timestamp;
        m_closeTime = m_store.observe(ts) - m_windows.graceMs;
        if (ts + 1 + m_windows.sizeMs <= m_closeTime) return late(row);
        // What retention hides is not there (rule 6).
        const auto from = std::max({std::int64_t{0}, ts - 2 * m_windows.sizeMs, m_latestStart - m_config.retentionMs + 1});
        m_found.clear();
        for (const auto& at : m_store.times(row.key, from, ts + 1))
            if (auto* entry = m_store.row(row.key, at); entry != nullptr) m_found.push_back({at.time, entry});
        m_taken = false;
        const bool done = ts < m_windows.sizeMs ? early(row) : usual(row);
        if (done && !m_taken) late(row);
    }

    void restored() override {
        TimeWindowGroup::restored();
        m_store.index().each([this](std::string_view, RowTime at) { m_latestStart = std::max(m_latestStart, at.time); });
    }

private:
    static constexpr std::int64_t none = -1;

    // From the latest window back to the first that ended before the record.
    bool usual(const Row& row) {
        const auto ts = row.timestamp;
        State right;
        State left;
        bool leftMade = false;
        bool rightMade = false;
        auto previous = none; // the record before this one
        for (auto found = m_found.rbegin(); found != m_found.rend(); ++found) {
            const auto [start, entry] = *found;
            const auto end = start + m_windows.sizeMs;
            const auto newest = entry->timestamp();
            if (start == ts + 1) {
                rightMade = true;
            } else if (end > ts) {
                if (!right.known) right = stateOf(*entry, newest > ts && !rightMade);
                if (!enter(row, start, *entry)) return false;
            } else if (end == ts) {
                leftMade = true;
                if (!enter(row, start, *entry)) return false;
                if (newest >= ts) return true;
                previous = newest;
            } else {
                left = stateOf(*entry, newest >= ts - m_windows.sizeMs);
                previous = newest;
                break;
            }
        }
        if (previous != none && previous + 1 + m_windows.sizeMs >= ts && !exists(previous + 1) && !open(row, previous + 1, {})) return false;
        if (!leftMade && !open(row, ts - m_windows.sizeMs, previous != none && ts - m_windows.sizeMs <= previous ? left : State{})) return false;
        return rightMade || makeRight(row, right);
    }

    // Before the first full window all records share [0, size].
    bool early(const Row& row) {
        const auto ts = row.timestamp;
        State right;
        bool rightMade = false;
        auto previous = none;
        State whole;
        StateTable::Entry* sharedEntry = nullptr;
        for (const auto& [start, entry] : m_found) {
            const auto newest = entry->timestamp();
            if (start == 0) {
                sharedEntry = entry;
                whole = stateOf(*entry, newest > ts);
                if (newest < ts) previous = newest;
            } else if (start <= ts) {
                right = stateOf(*entry, newest > ts);
                if (!enter(row, start, *entry)) return false;
            } else {
                rightMade = true;
            }
        }
        // Without a window behind, what is in [0, size] and later than the record is all that its right window holds.
        if (!right.known && sharedEntry != nullptr && whole.newest > ts) right = whole;
        if (!rightMade && !makeRight(row, right)) return false;
        if (previous != none && !exists(previous + 1) && !open(row, previous + 1, {})) return false;
        return sharedEntry != nullptr ? enter(row, 0, *sharedEntry) : open(row, 0, {});
    }

    struct State {
        bool known = false;
        std::string_view bytes; ///< in the arena, if asked for
        std::int64_t newest = none;
    };
    State stateOf(const StateTable::Entry& entry, bool copy) { return {true, copy ? m_task.arena.copy(entry.value()) : std::string_view(), entry.timestamp()}; }
    bool exists(std::int64_t start) const {
        return std::any_of(m_found.begin(), m_found.end(), [start](const Found& found) { return found.start == start; });
    }

    // One of a record's windows may have closed while others have not.
    bool closed(std::int64_t start) const { return start + m_windows.sizeMs < m_closeTime; }
    // The row enters a window that is there. False: the record failed.
    bool enter(const Row& row, std::int64_t start, StateTable::Entry& entry) {
        if (closed(start)) return true;
        m_taken = true;
        return update(row, start, entry);
    }
    // The row opens a window, which begins with the records of `like`; as in Kafka Streams these count as its old row downstream.
    bool open(const Row& row, std::int64_t start, const State& like) {
        if (closed(start)) return true;
        m_taken = true;
        m_latestStart = std::max(m_latestStart, start);
        auto& entry = m_store.window(row.key, start);
        if (like.known) m_store.table().put(entry, like.bytes, row.timestamp);
        return update(row, start, entry);
    }
    // The window behind the record holds what came before it in another window.
    bool makeRight(const Row& row, const State& right) {
        if (!right.known || right.newest <= row.timestamp) return true;
        const auto start = row.timestamp + 1;
        m_latestStart = std::max(m_latestStart, start);
        auto& entry = m_store.window(row.key, start);
        m_store.table().put(entry, right.bytes, right.newest);
        return emitWindow(entry, windowRow(row, start), std::nullopt);
    }

    std::int64_t m_closeTime = 0;
    std::int64_t m_latestStart = -1;
    bool m_taken = false;
    struct Found {
        std::int64_t start;
        StateTable::Entry* entry;
    };
    std::vector<Found> m_found; ///< the windows that the record finds
};

} // namespace

std::unique_ptr<Operator> makeSlidingGroup(OperatorContext& context, const GroupConfig& config, std::unique_ptr<Accumulator> accumulator) {
    return std::make_unique<SlidingGroup>(context, config, std::move(accumulator));
}

} // namespace weir
