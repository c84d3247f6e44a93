// SPDX-License-Identifier: Apache-2.0
#include "weir/state/state_table.h"

#include "weir/core/assert.h"

#include <absl/container/flat_hash_map.h>
#include <bit>
#include <cstring>
#include <xxhash.h>

namespace weir {
namespace {

// An entry, its slot in the hash and the allocator's own bytes.
constexpr std::size_t entryOverhead = sizeof(StateTable::Entry) + 48;

struct KeyHash {
    std::size_t operator()(std::string_view key) const { return XXH3_64bits(key.data(), key.size()); }
};

} // namespace

struct StateTable::Index {
    absl::flat_hash_map<std::string_view, std::unique_ptr<Entry>, KeyHash> map;
};

StateTable::StateTable(StateBacking* backing, bool complete) : m_backing(backing), m_complete(complete || backing == nullptr), m_index(std::make_unique<Index>()) {}
StateTable::~StateTable() = default;

StateTable::Entry& StateTable::insert(std::string_view key, bool ask) {
    auto entry = std::make_unique<Entry>();
    char* to = entry->m_nearKey;
    if (key.size() > Entry::inlineKeyBytes) {
        entry->m_farKey = std::make_unique_for_overwrite<char[]>(key.size());
        to = entry->m_farKey.get();
        m_bytes += key.size();
    }
    if (!key.empty()) std::memcpy(to, key.data(), key.size());
    entry->m_keySize = static_cast<std::uint32_t>(key.size());
    Entry& made = *entry;
    m_bytes += entryOverhead;
    m_index->map.emplace(made.key(), std::move(entry));
    if (ask && !m_complete) {
        std::int64_t timestamp = -1;
        const auto found = m_backing->read(key, m_scratch, timestamp);
        if (!found) {
            m_failed = found.error();
        } else if (*found) {
            auto& value = made.committedValue();
            assign(value, m_scratch);
            value.present = true;
            value.timestamp = timestamp;
            ++m_rows;
        }
    }
    return made;
}

StateTable::Entry& StateTable::at(std::string_view key) {
    const auto found = m_index->map.find(key);
    Entry& entry = found != m_index->map.end() ? *found->second : insert(key, true);
    entry.m_touched = true;
    return entry;
}

StateTable::Entry& StateTable::add(std::string_view key) {
    const auto found = m_index->map.find(key);
    Entry& entry = found != m_index->map.end() ? *found->second : insert(key, false);
    entry.m_touched = true;
    return entry;
}

StateTable::Entry* StateTable::inMemory(std::string_view key) {
    const auto found = m_index->map.find(key);
    return found == m_index->map.end() ? nullptr : found->second.get();
}

StateTable::Entry* StateTable::find(std::string_view key) {
    const auto found = m_index->map.find(key);
    if (found == m_index->map.end()) {
        if (m_complete) return nullptr;
        Entry& entry = insert(key, true); // an absent row is remembered too, until the next eviction
        entry.m_touched = true;
        return entry.present() ? &entry : nullptr;
    }
    Entry& entry = *found->second;
    entry.m_touched = true;
    return entry.present() ? &entry : nullptr;
}

void StateTable::assign(Value& to, std::string_view bytes) {
    if (to.capacity() < bytes.size()) {
        const auto capacity = static_cast<std::uint32_t>(std::bit_ceil(bytes.size()));
        m_bytes += capacity - (to.m_far ? to.m_capacity : 0);
        to.m_far = std::make_unique_for_overwrite<char[]>(capacity);
        to.m_capacity = capacity;
    }
    if (!bytes.empty()) std::memcpy(to.data(), bytes.data(), bytes.size());
    to.m_size = static_cast<std::uint32_t>(bytes.size());
}

void StateTable::touch(Entry& entry) {
    if (entry.m_dirty) return;
    entry.m_dirty = true;
    m_dirty.push_back(&entry);
    entry.uncommittedValue().m_size = 0; // what stands there is of the commit before the last
    m_dirtyBytes += entryOverhead + entry.m_keySize;
}

char* StateTable::modify(Entry& entry, std::int64_t timestamp) {
    WEIR_ASSERT(entry.present());
    auto& value = entry.uncommittedValue();
    if (!entry.m_dirty) {
        touch(entry);
        assign(value, entry.committedValue().view());
        value.present = true;
        m_dirtyBytes += value.m_size;
    }
    value.timestamp = timestamp;
    return value.data();
}

void StateTable::put(Entry& entry, std::string_view bytes, std::int64_t timestamp) {
    auto& value = entry.uncommittedValue();
    touch(entry);
    m_dirtyBytes += bytes.size();
    m_dirtyBytes -= value.m_size;
    assign(value, bytes);
    value.present = true;
    value.timestamp = timestamp;
}

void StateTable::remove(Entry& entry, std::int64_t timestamp) {
    auto& value = entry.uncommittedValue();
    touch(entry);
    m_dirtyBytes -= value.m_size;
    value.present = false;
    value.m_size = 0;
    value.timestamp = timestamp;
}

std::size_t StateTable::bytesOf(const Entry& entry) {
    std::size_t bytes = entryOverhead + (entry.m_farKey ? entry.m_keySize : 0);
    for (const auto& value : entry.m_values) bytes += value.m_far ? value.m_capacity : 0;
    return bytes;
}

void StateTable::forget(Entry& entry) {
    if (entry.m_dirty) {
        std::erase(m_dirty, &entry);
        m_dirtyBytes -= entryOverhead + entry.m_keySize + entry.uncommittedValue().m_size;
    }
    if (entry.m_unstored) std::erase(m_unstored, &entry);
    if (entry.committed().present) --m_rows;
    erase(entry);
}

void StateTable::erase(Entry& entry) {
    m_bytes -= bytesOf(entry);
    m_index->map.erase(entry.key());
}

void StateTable::commit() {
    for (Entry* entry : m_dirty) {
        m_rows -= entry->committed().present ? 1 : 0;
        entry->m_committed ^= 1U;
        m_rows += entry->committed().present ? 1 : 0;
        entry->m_dirty = false;
        if (m_backing == nullptr) {
            if (!entry->committed().present) erase(*entry);
            continue;
        }
        if (entry->m_unstored) continue;
        entry->m_unstored = true;
        m_unstored.push_back(entry);
        m_unstoredBytes += entryOverhead + entry->m_keySize + entry->committed().view().size();
    }
    m_dirty.clear();
    m_dirtyBytes = 0;
}

void StateTable::stored() {
    for (Entry* entry : m_unstored) {
        entry->m_unstored = false;
        // The backing has no such row now: what is absent everywhere need not be remembered.
        if (m_complete && !entry->m_dirty && !entry->committed().present) erase(*entry);
    }
    m_unstored.clear();
    m_unstoredBytes = 0;
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
            const bool spare = entry.m_dirty || entry.m_unstored || (spareTouched && entry.m_touched);
            entry.m_touched = false;
            if (spare) {
                ++it;
                continue;
            }
            if (entry.committed().present) --m_rows;
            m_bytes -= bytesOf(entry);
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
