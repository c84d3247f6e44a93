// SPDX-License-Identifier: Apache-2.0
#include "weir/state/state_table.h"

#include "weir/core/assert.h"

#include <absl/container/flat_hash_map.h>
#include <bit>
#include <cstring>
#include <xxhash.h>

namespace weir {
namespace {

constexpr std::size_t entryOverhead = sizeof(StateTable::Entry) + 32;

struct KeyHash {
    std::size_t operator()(std::string_view key) const { return XXH3_64bits(key.data(), key.size()); }
};

} // namespace

struct StateTable::Index {
    absl::flat_hash_map<std::string_view, std::unique_ptr<Entry>, KeyHash> map;
};

StateTable::StateTable(StateBacking* backing, bool complete) : m_backing(backing), m_complete(complete || backing == nullptr), m_index(std::make_unique<Index>()) {}
StateTable::~StateTable() = default;

StateTable::Entry& StateTable::insert(std::string_view key) {
    auto entry = std::make_unique<Entry>();
    entry->m_key = std::make_unique_for_overwrite<char[]>(key.size());
    std::memcpy(entry->m_key.get(), key.data(), key.size());
    entry->m_keySize = static_cast<std::uint32_t>(key.size());
    Entry& made = *entry;
    m_bytes += key.size() + entryOverhead;
    m_index->map.emplace(made.key(), std::move(entry));
    if (!m_complete) {
        std::int64_t timestamp = -1;
        const auto found = m_backing->read(key, m_scratch, timestamp);
        if (!found) {
            m_failed = found.error();
        } else if (*found) {
            assign(made.m_committed, m_scratch);
            made.m_committed.present = true;
            made.m_committed.timestamp = timestamp;
        }
    }
    return made;
}

StateTable::Entry& StateTable::at(std::string_view key) {
    const auto found = m_index->map.find(key);
    Entry& entry = found != m_index->map.end() ? *found->second : insert(key);
    entry.m_touched = true;
    return entry;
}

StateTable::Entry* StateTable::find(std::string_view key) {
    const auto found = m_index->map.find(key);
    if (found == m_index->map.end()) {
        if (m_complete) return nullptr;
        Entry& entry = insert(key); // an absent row is remembered too, until the next eviction
        entry.m_touched = true;
        return entry.present() ? &entry : nullptr;
    }
    Entry& entry = *found->second;
    entry.m_touched = true;
    return entry.present() ? &entry : nullptr;
}

void StateTable::assign(Value& to, std::string_view bytes) {
    if (to.capacity < bytes.size()) {
        const auto capacity = static_cast<std::uint32_t>(std::bit_ceil(bytes.size() < 16 ? std::size_t{16} : bytes.size()));
        m_bytes += capacity - to.capacity;
        to.bytes = std::make_unique_for_overwrite<char[]>(capacity);
        to.capacity = capacity;
    }
    if (!bytes.empty()) std::memcpy(to.bytes.get(), bytes.data(), bytes.size());
    to.size = static_cast<std::uint32_t>(bytes.size());
}

void StateTable::touch(Entry& entry) {
    if (entry.m_dirty) return;
    entry.m_dirty = true;
    m_dirty.push_back(&entry);
    m_dirtyBytes += entry.m_keySize + entry.m_committed.size + entryOverhead;
}

char* StateTable::modify(Entry& entry, std::int64_t timestamp) {
    WEIR_ASSERT(entry.present());
    if (!entry.m_dirty) {
        assign(entry.m_current, entry.m_committed.view());
        entry.m_current.present = true;
        touch(entry);
    }
    entry.m_current.timestamp = timestamp;
    return entry.m_current.bytes.get();
}

void StateTable::put(Entry& entry, std::string_view value, std::int64_t timestamp) {
    touch(entry);
    assign(entry.m_current, value);
    entry.m_current.present = true;
    entry.m_current.timestamp = timestamp;
}

void StateTable::remove(Entry& entry, std::int64_t timestamp) {
    touch(entry);
    entry.m_current.present = false;
    entry.m_current.size = 0;
    entry.m_current.timestamp = timestamp;
}

void StateTable::forget(Entry& entry) {
    if (entry.m_dirty) std::erase(m_dirty, &entry);
    m_bytes -= entry.m_keySize + entryOverhead + entry.m_committed.capacity + entry.m_current.capacity;
    m_index->map.erase(entry.key());
}

void StateTable::commit() {
    for (Entry* entry : m_dirty) {
        std::swap(entry->m_committed, entry->m_current);
        entry->m_dirty = false;
    }
    m_dirty.clear();
    m_dirtyBytes = 0;
}

void StateTable::abort() {
    for (Entry* entry : m_dirty) entry->m_dirty = false;
    m_dirty.clear();
    m_dirtyBytes = 0;
}

void StateTable::evict(std::size_t bytesMax) {
    if (m_backing == nullptr || m_bytes <= bytesMax) return;
    for (const bool spareTouched : {true, false}) {
        for (auto it = m_index->map.begin(); it != m_index->map.end() && m_bytes > bytesMax;) {
            Entry& entry = *it->second;
            const bool spare = entry.m_dirty || (spareTouched && entry.m_touched);
            entry.m_touched = false;
            if (spare) {
                ++it;
                continue;
            }
            m_bytes -= entry.m_keySize + entryOverhead + entry.m_committed.capacity + entry.m_current.capacity;
            m_index->map.erase(it++);
            m_complete = false;
        }
    }
}

std::size_t StateTable::entries() const { return m_index->map.size(); }

std::vector<StateTable::Entry*> StateTable::all() {
    std::vector<Entry*> rows;
    rows.reserve(m_index->map.size());
    for (auto& [key, entry] : m_index->map)
        if (entry->present()) rows.push_back(entry.get());
    return rows;
}

} // namespace weir
