// SPDX-License-Identifier: Apache-2.0
// StateTable: a store's rows in memory, in front of RocksDB (engine.md 4, step 1; ADR 0002).
// Shape    a hash of key bytes to entries that hold the committed and the uncommitted value apart: reads see own writes, abort()
//          drops the uncommitted, commit() makes it the committed one. Only dirty entries cost anything at a commit.
//          When rows were evicted, or a database holds rows from before, a miss reads the backing.
// Errors   a backing that can't be read sets failed(); the task stops.
// Threads  one task.
#pragma once

#include "weir/core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// Rows that are not in memory. Implemented by the task's database.
class StateBacking {
public:
    virtual ~StateBacking() = default;
    /// False: no such row. `value` and `timestamp` as they were put.
    virtual Result<bool> read(std::string_view key, std::string& value, std::int64_t& timestamp) = 0;
};

class StateTable {
public:
    /// Bytes with room for small ones inside: a fixed-size accumulator costs no second cache line.
    class Value {
    public:
        std::string_view view() const { return {data(), m_size}; }
        bool present = false;
        std::int64_t timestamp = -1;

    private:
        friend class StateTable;
        static constexpr std::uint32_t inlineBytes = 24;
        const char* data() const { return m_far ? m_far.get() : m_near; }
        char* data() { return m_far ? m_far.get() : m_near; }
        std::uint32_t capacity() const { return m_far ? m_capacity : inlineBytes; }
        char m_near[inlineBytes];
        std::unique_ptr<char[]> m_far;
        std::uint32_t m_size = 0;
        std::uint32_t m_capacity = 0;
    };
    class Entry {
    public:
        std::string_view key() const { return {m_farKey ? m_farKey.get() : m_nearKey, m_keySize}; }
        bool present() const { return now().present; }
        std::string_view value() const { return now().view(); }
        std::int64_t timestamp() const { return now().timestamp; }
        bool dirty() const { return m_dirty; }
        const Value& committed() const { return m_values[m_committed]; }

    private:
        friend class StateTable;
        static constexpr std::uint32_t inlineKeyBytes = 24;
        const Value& now() const { return m_values[m_dirty ? m_committed ^ 1U : m_committed]; }
        Value& committedValue() { return m_values[m_committed]; }
        Value& uncommittedValue() { return m_values[m_committed ^ 1U]; }
        char m_nearKey[inlineKeyBytes];
        std::uint32_t m_keySize = 0;
        std::uint8_t m_committed = 0; ///< which of the two values; a commit turns it over
        bool m_dirty = false;
        bool m_unstored = false; ///< committed, but not yet in the backing
        bool m_touched = false;  ///< since the last eviction round
        Value m_values[2];
        std::unique_ptr<char[]> m_farKey;
    };

    /// `backing` may be null (tests: memory only) and must outlive the table. `complete`: it holds no rows yet.
    StateTable(StateBacking* backing, bool complete);
    ~StateTable();
    StateTable(const StateTable&) = delete;
    StateTable& operator=(const StateTable&) = delete;

    /// Null when there is no such row.
    Entry* find(std::string_view key);
    /// The entry, made if absent (then !present()).
    Entry& at(std::string_view key);
    /// Likewise for a row that the caller knows to be absent: the backing is not asked.
    Entry& add(std::string_view key);
    /// The entry if it is in memory, present or not; the backing is not asked.
    Entry* inMemory(std::string_view key);
    /// The current value's bytes, to be changed in place (same size). The entry must be present.
    char* modify(Entry& entry, std::int64_t timestamp);
    void put(Entry& entry, std::string_view value, std::int64_t timestamp);
    void remove(Entry& entry, std::int64_t timestamp);
    /// Forget a row without a trace in the changelog (an expired window); the backing is told by the caller.
    void forget(Entry& entry);

    /// In the order they first became dirty.
    std::span<Entry* const> dirty() const { return m_dirty; }
    /// The uncommitted values become the committed ones; their entries join unstored().
    void commit();
    /// Committed rows that the backing does not have yet: it may lag the journal, never lead it.
    std::span<Entry* const> unstored() const { return m_unstored; }
    std::size_t unstoredBytes() const { return m_unstoredBytes; }
    /// The backing has them now.
    void stored();
    void abort();
    /// Drop clean rows, the least recently used first, until at most `bytesMax` are held. After a commit.
    void evict(std::size_t bytesMax);

    /// The backing holds rows that are not here (after a restore), or none.
    void markIncomplete() { m_complete = m_backing == nullptr; }
    void markComplete() { m_complete = true; }
    bool complete() const { return m_complete; }

    std::size_t entries() const;
    /// Committed rows in memory.
    std::size_t rows() const { return m_rows; }
    std::size_t bytes() const { return m_bytes; }
    std::size_t dirtyBytes() const { return m_dirtyBytes; }
    const std::optional<Error>& failed() const { return m_failed; }
    /// All present rows in memory, unordered.
    std::vector<Entry*> all();

private:
    struct Index;
    Entry& insert(std::string_view key, bool ask);
    void assign(Value& to, std::string_view bytes);
    void touch(Entry& entry);
    void erase(Entry& entry);
    static std::size_t bytesOf(const Entry& entry);

    StateBacking* m_backing;
    bool m_complete;
    std::unique_ptr<Index> m_index;
    std::vector<Entry*> m_dirty;
    std::vector<Entry*> m_unstored;
    std::size_t m_unstoredBytes = 0;
    std::size_t m_bytes = 0;
    std::size_t m_dirtyBytes = 0;
    std::size_t m_rows = 0;
    std::string m_scratch;
    std::optional<Error> m_failed;
};

} // namespace weir
