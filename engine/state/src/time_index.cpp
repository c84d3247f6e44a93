// SPDX-License-Identifier: Apache-2.0
#include "weir/state/time_index.h"

#include <absl/container/flat_hash_map.h>
#include <algorithm>
#include <deque>
#include <limits>
#include <string>
#include <vector>
#include <xxhash.h>

namespace weir {
namespace {

constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::max();
constexpr auto noKey = std::numeric_limits<std::uint32_t>::max();

struct KeyHash {
    std::size_t operator()(std::string_view key) const { return XXH3_64bits(key.data(), key.size()); }
};

struct Key {
    std::string bytes;
    std::vector<RowTime> rows;
    std::int64_t due = nowhere; ///< the earliest time at which the heap knows the key
};

struct Due {
    std::int64_t time;
    std::uint32_t key;
};
bool later(const Due& a, const Due& b) { return a.time > b.time; }

} // namespace

struct TimeIndex::State {
    absl::flat_hash_map<std::string_view, std::uint32_t, KeyHash> byBytes;
    std::deque<Key> keys; // a deque: the hash points to their bytes
    std::vector<std::uint32_t> unused;
    std::vector<Due> due; // a heap; an entry whose time is not its key's is an old one and means nothing
    std::size_t rows = 0;
    std::uint32_t last = noKey; ///< found last: a record asks for its key several times

    std::uint32_t find(std::string_view bytes) {
        if (last != noKey && keys[last].bytes == bytes) return last;
        const auto found = byBytes.find(bytes);
        return found == byBytes.end() ? noKey : last = found->second;
    }
    std::uint32_t at(std::string_view bytes) {
        if (const auto found = find(bytes); found != noKey) return found;
        std::uint32_t made = 0;
        if (unused.empty()) {
            made = static_cast<std::uint32_t>(keys.size());
            keys.emplace_back();
        } else {
            made = unused.back();
            unused.pop_back();
        }
        keys[made].bytes.assign(bytes);
        byBytes.emplace(keys[made].bytes, made);
        return last = made;
    }
    // A key without rows stays until the heap comes to it: sessions that merge leave and come at once.
    void enqueue(std::uint32_t key, std::int64_t time) {
        if (keys[key].due <= time) return;
        keys[key].due = time;
        due.push_back({time, key});
        std::push_heap(due.begin(), due.end(), later);
    }
    void insert(std::uint32_t key, RowTime at) {
        auto& list = keys[key].rows;
        const auto place = list.empty() || list.back() < at ? list.end() : std::lower_bound(list.begin(), list.end(), at);
        if (place != list.end() && *place == at) return;
        list.insert(place, at);
        ++rows;
        enqueue(key, at.time);
    }
    void erase(std::uint32_t key, RowTime at) {
        auto& list = keys[key].rows;
        const auto place = std::lower_bound(list.begin(), list.end(), at);
        if (place == list.end() || *place != at) return;
        list.erase(place);
        --rows;
    }
};

TimeIndex::TimeIndex() : m_state(std::make_unique<State>()) {}
TimeIndex::~TimeIndex() = default;

std::span<const RowTime> TimeIndex::of(std::string_view key) const {
    const auto found = m_state->find(key);
    if (found == noKey) return {};
    return m_state->keys[found].rows;
}

std::span<const RowTime> TimeIndex::range(std::string_view key, std::int64_t from, std::int64_t to) const {
    const auto all = of(key);
    if (from > to) return {};
    const auto first = std::partition_point(all.begin(), all.end(), [&](const RowTime& at) { return at.time < from; });
    const auto last = std::partition_point(first, all.end(), [&](const RowTime& at) { return at.time <= to; });
    return {first, last};
}

void TimeIndex::add(std::string_view key, RowTime at) { m_state->insert(m_state->at(key), at); }

void TimeIndex::remove(std::string_view key, RowTime at) {
    if (const auto found = m_state->find(key); found != noKey) m_state->erase(found, at);
}

void TimeIndex::move(std::string_view key, RowTime from, RowTime to) {
    const auto it = m_state->at(key);
    m_state->erase(it, from);
    m_state->insert(it, to);
}

void TimeIndex::expireBefore(std::int64_t before, const std::function<void(std::string_view key, RowTime at)>& row) {
    auto& state = *m_state;
    while (!state.due.empty() && state.due.front().time < before) {
        const auto [time, index] = state.due.front();
        std::pop_heap(state.due.begin(), state.due.end(), later);
        state.due.pop_back();
        auto& key = state.keys[index];
        if (key.due != time) continue;
        key.due = nowhere;
        const auto kept = std::partition_point(key.rows.begin(), key.rows.end(), [&](const RowTime& at) { return at.time < before; });
        for (auto at = key.rows.begin(); at != kept; ++at) row(key.bytes, *at);
        state.rows -= static_cast<std::size_t>(kept - key.rows.begin());
        key.rows.erase(key.rows.begin(), kept);
        if (!key.rows.empty()) {
            state.enqueue(index, key.rows.front().time);
            continue;
        }
        state.last = noKey;
        state.byBytes.erase(key.bytes);
        state.unused.push_back(index);
    }
}

void TimeIndex::each(const std::function<void(std::string_view key, RowTime at)>& row) const {
    for (const auto& key : m_state->keys)
        for (const auto& at : key.rows) row(key.bytes, at);
}

std::size_t TimeIndex::size() const { return m_state->rows; }

} // namespace weir
