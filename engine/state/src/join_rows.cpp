// SPDX-License-Identifier: Apache-2.0
#include "weir/state/join_rows.h"

#include "weir/core/assert.h"
#include "weir/state/store.h"

#include <absl/container/flat_hash_set.h>
#include <absl/container/inlined_vector.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <new>
#include <xxhash.h>

namespace weir {
namespace {

constexpr std::size_t blockBytesMin = std::size_t{4} << 10U;
constexpr std::size_t blockBytesMax = std::size_t{64} << 10U;
constexpr std::size_t countBits = 32;

struct Wanted {
    std::string_view key;
    std::size_t hash = 0;
    Wanted() = default;
    explicit Wanted(std::string_view bytes) : key(bytes), hash(XXH3_64bits(bytes.data(), bytes.size())) {}
};

// The key stands in the rows. The hash of a slot must not need them: a table that grows would touch every row.
struct Slot {
    std::size_t hash;
    mutable absl::InlinedVector<JoinRows::Place, 1> places; ///< by time, then count; never empty
    std::string_view key() const { return places.front().row->key(); }
};
struct SlotHash {
    using is_transparent = void;
    std::size_t operator()(const Slot& slot) const { return slot.hash; }
    std::size_t operator()(const Wanted& wanted) const { return wanted.hash; }
};
struct SlotEqual {
    using is_transparent = void;
    bool operator()(const Slot& a, const Slot& b) const { return a.hash == b.hash && a.key() == b.key(); }
    bool operator()(const Slot& a, const Wanted& b) const { return a.hash == b.hash && a.key() == b.key; }
    bool operator()(const Wanted& a, const Slot& b) const { return (*this)(b, a); }
};

struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
    std::size_t used = 0;
    std::int64_t newest = 0;
};

std::size_t rowBytes(const JoinRows::Row& row) {
    const auto size = sizeof(JoinRows::Row) + row.storeKey().size() + row.value().size();
    return (size + alignof(JoinRows::Row) - 1) & ~(alignof(JoinRows::Row) - 1);
}

// Rows with time < `before` at the front.
std::size_t olderThan(std::span<const JoinRows::Place> places, std::int64_t before) {
    const auto kept = std::partition_point(places.begin(), places.end(), [&](const JoinRows::Place& place) { return place.time < before; });
    return static_cast<std::size_t>(kept - places.begin());
}

void writeTail(char* to, RowTime at) {
    const auto time = static_cast<std::uint64_t>(at.time) ^ (std::uint64_t{1} << 63U);
    for (unsigned i = 0; i < 8; ++i) *to++ = static_cast<char>(time >> (56U - 8U * i) & 0xFFU);
    for (unsigned i = 0; i < 4; ++i) *to++ = static_cast<char>(static_cast<std::uint64_t>(at.tie) >> (24U - 8U * i) & 0xFFU);
}

} // namespace

struct JoinRows::State {
    absl::flat_hash_set<Slot, SlotHash, SlotEqual> slots;
    std::deque<Block> blocks;
};

JoinRows::JoinRows() : m_state(std::make_unique<State>()) {}
JoinRows::~JoinRows() = default;

RowTime JoinRows::Row::at() const {
    std::string_view key;
    RowTime at;
    (void)splitTimeKey(storeKey(), key, at);
    return at;
}

std::span<const JoinRows::Place> JoinRows::range(std::string_view key, std::int64_t from, std::int64_t to) const {
    const auto slot = m_state->slots.find(Wanted(key));
    if (slot == m_state->slots.end() || from > to) return {};
    const std::span<const Place> all(slot->places);
    const auto rest = all.subspan(olderThan(all, from));
    const auto last = std::partition_point(rest.begin(), rest.end(), [&](const Place& place) { return place.time <= to; });
    return rest.first(static_cast<std::size_t>(last - rest.begin()));
}

void JoinRows::prefetch(std::string_view key) const { m_state->slots.prefetch(Wanted(key)); }

const JoinRows::Row* JoinRows::find(std::string_view key, RowTime at) const {
    for (const auto& place : range(key, at.time, at.time))
        if (place.row->at() == at) return place.row;
    return nullptr;
}

JoinRows::Row& JoinRows::append(std::string_view key, std::size_t tail, std::string_view value, std::int64_t time) {
    auto& blocks = m_state->blocks;
    const auto needed = (sizeof(Row) + key.size() + tail + value.size() + alignof(Row) - 1) & ~(alignof(Row) - 1);
    if (blocks.empty() || blocks.back().size - blocks.back().used < needed) {
        const auto size = std::max(needed, std::clamp(m_blockBytes, blockBytesMin, blockBytesMax));
        blocks.push_back({std::make_unique_for_overwrite<char[]>(size), size, 0, time});
        m_blockBytes += size;
    }
    auto& block = blocks.back();
    auto* row = new (block.bytes.get() + block.used) Row;
    row->m_storeKeySize = static_cast<std::uint32_t>(key.size() + tail);
    row->m_valueSize = static_cast<std::uint32_t>(value.size());
    if (!key.empty()) std::memcpy(row->bytes(), key.data(), key.size());
    if (!value.empty()) std::memcpy(row->bytes() + key.size() + tail, value.data(), value.size());
    block.used += needed;
    block.newest = std::max(block.newest, time);
    m_dirtyBytes += needed;
    return *row;
}

RowTime JoinRows::add(std::string_view key, std::int64_t time, std::string_view value) {
    const Wanted wanted(key);
    auto& row = append(key, Row::tailBytes, value, time);
    RowTime at{time, 0};
    bool made = false;
    const auto slot = m_state->slots.lazy_emplace(wanted, [&](const auto& construct) {
        construct(Slot{wanted.hash, {Place{time, &row}}});
        made = true;
    });
    ++m_rows;
    if (!made) {
        auto& places = slot->places;
        auto behind = places.end();
        while (behind != places.begin() && std::prev(behind)->time > time) --behind;
        if (behind != places.begin() && std::prev(behind)->time == time) at.tie = std::prev(behind)->row->at().tie + 1;
        places.insert(behind, Place{time, &row});
    }
    writeTail(row.bytes() + key.size(), at);
    return at;
}

bool JoinRows::restore(std::string_view storeKey, std::string_view value) {
    std::string_view key;
    RowTime at;
    if (!splitTimeKey(storeKey, key, at)) return false;
    const Wanted wanted(key);
    const auto& row = append(storeKey, 0, value, at.time);
    bool made = false;
    const auto slot = m_state->slots.lazy_emplace(wanted, [&](const auto& construct) {
        construct(Slot{wanted.hash, {Place{at.time, &row}}});
        made = true;
    });
    if (!made) {
        auto& places = slot->places;
        auto behind = places.end();
        while (behind != places.begin() && std::prev(behind)->row->at() > at) --behind;
        if (behind != places.begin() && std::prev(behind)->row->at() == at) {
            std::prev(behind)->row = &row;
            return true;
        }
        places.insert(behind, Place{at.time, &row});
    }
    ++m_rows;
    return true;
}

const JoinRows::Row* JoinRows::next(Cursor& cursor) const {
    const auto& blocks = m_state->blocks;
    if (cursor.block < blocks.size() && cursor.offset == blocks[cursor.block].used) cursor = {cursor.block + 1, 0};
    if (cursor.block >= blocks.size()) return nullptr;
    const auto* row = std::launder(reinterpret_cast<const Row*>(blocks[cursor.block].bytes.get() + cursor.offset));
    cursor.offset += rowBytes(*row);
    return row;
}

void JoinRows::commit() {
    m_dirtyBytes = 0;
    m_clean = {};
    if (!m_state->blocks.empty()) m_clean = {m_state->blocks.size() - 1, m_state->blocks.back().used};
}

void JoinRows::abort() {
    eachUncommitted([this](const Row& row) {
        const auto slot = m_state->slots.find(Wanted(row.key()));
        if (slot == m_state->slots.end()) return;
        auto& places = slot->places;
        const auto place = std::find_if(places.begin(), places.end(), [&](const Place& at) { return at.row == &row; });
        if (place == places.end()) return;
        --m_rows;
        if (places.size() > 1) {
            places.erase(place);
        } else {
            m_state->slots.erase(slot);
        }
    });
    auto& blocks = m_state->blocks;
    while (blocks.size() > m_clean.block + 1) {
        m_blockBytes -= blocks.back().size;
        blocks.pop_back();
    }
    // The block's newest time may be of a row that went: it then stays a little longer.
    if (m_clean.block < blocks.size()) blocks.back().used = m_clean.offset;
    m_dirtyBytes = 0;
}

// All rows of the block are too old; of their keys other old rows may leave the hash before their block goes.
void JoinRows::expireFirstBlock(std::int64_t before) {
    constexpr std::size_t ahead = 16; // searches under way at once
    auto& slots = m_state->slots;
    const auto& block = m_state->blocks.front();
    std::array<Wanted, ahead> pending;
    std::size_t taken = 0;
    std::size_t done = 0;
    const auto drop = [&] {
        const auto slot = slots.find(pending[done++ % ahead]);
        if (slot == slots.end()) return;
        auto& places = slot->places;
        const auto old = olderThan(places, before);
        m_rows -= old;
        if (old == places.size()) {
            slots.erase(slot);
        } else if (old > 0) {
            places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(old));
        }
    };
    for (Cursor cursor; cursor.offset < block.used;) {
        if (taken - done == ahead) drop();
        auto& wanted = pending[taken++ % ahead] = Wanted(next(cursor)->key());
        slots.prefetch(wanted);
    }
    while (done < taken) drop();
}

void JoinRows::expireBefore(std::int64_t before) {
    auto& blocks = m_state->blocks;
    while (!blocks.empty() && blocks.front().newest < before) {
        const bool whole = m_clean.block > 0 || m_clean.offset == blocks.front().used;
        if (!whole) return;
        expireFirstBlock(before);
        m_blockBytes -= blocks.front().size;
        blocks.pop_front();
        if (m_clean.block > 0) {
            --m_clean.block;
        } else {
            m_clean.offset = 0;
        }
    }
}

std::size_t JoinRows::bytes() const { return m_blockBytes + m_state->slots.capacity() * (sizeof(Slot) + 1); }

} // namespace weir
