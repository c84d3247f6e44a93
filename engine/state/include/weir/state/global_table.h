// SPDX-License-Identifier: Apache-2.0
// GlobalTable: the rows of a global table: one copy for the whole job, changed by the task that reads its topic and read by every task
// that joins it (ADR 0008). In memory; the topic itself is what it is filled from at each start.
// Shape    two hashes of the same rows. Readers hold on to the one that is active for a slice of their records: one atomic
//          addition a slice, no lock and nothing shared written for a record. The writer changes the other one and turns them
//          over; the one that the last readers leave then gets the same changes.
// Threads  one writer (put, remove, publish); each Reader belongs to one thread; rows() and visit() from any.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace weir {

class GlobalTable {
public:
    struct Row {
        std::string_view key;
        std::string_view value;
        std::int64_t timestamp = -1;
    };

    GlobalTable();
    ~GlobalTable();
    GlobalTable(const GlobalTable&) = delete;
    GlobalTable& operator=(const GlobalTable&) = delete;

    void put(std::string_view key, std::string_view value, std::int64_t timestamp);
    void remove(std::string_view key);
    /// Let readers see the changes. False: some readers still hold the older copy; ask again later.
    bool publish();
    /// publish() has something to do.
    bool pending() const { return !m_changes.empty() || !m_mirror.empty(); }

    /// The first load is over: every row that the topic had at the start is there, or the load failed.
    void setLoaded() { m_loaded.store(true, std::memory_order_release); }
    bool loaded() const { return m_loaded.load(std::memory_order_acquire); }

    std::uint64_t rows() const { return m_rows.load(std::memory_order_relaxed); }
    std::uint64_t bytes() const { return m_bytes.load(std::memory_order_relaxed); }
    /// Every row, unordered, until `visit` returns false; they stand until `then` has returned.
    void visit(const std::function<bool(const Row&)>& visit, const std::function<void()>& then) const;

    class Reader {
    public:
        explicit Reader(const GlobalTable& table) : m_table(table) {}
        ~Reader() { release(); }
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;
        /// Null: no such row. The row stands until release().
        const Row* find(std::string_view key);
        /// What is found from now on may be newer. After each slice of records.
        void release();

    private:
        friend class GlobalTable;
        void hold();
        const GlobalTable& m_table;
        int m_held = -1; ///< the copy; -1: none
    };

private:
    struct Stored;
    struct Copy;
    struct Change {
        std::shared_ptr<Stored> row; ///< null: remove
        std::string key;             ///< of a removal
    };
    static void apply(Copy& copy, const Change& change);

    std::array<std::unique_ptr<Copy>, 2> m_copies;
    std::atomic<int> m_active{0};
    std::deque<Change> m_changes; ///< in neither copy yet
    std::deque<Change> m_mirror;  ///< in the active copy only
    std::atomic<bool> m_loaded{false};
    std::atomic<std::uint64_t> m_rows{0};
    std::atomic<std::uint64_t> m_bytes{0};
};

} // namespace weir
