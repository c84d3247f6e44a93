// SPDX-License-Identifier: Apache-2.0
// JoinRows: the records that one side of a stream–stream join remembers. Rows are added, found by key and time, and leave when they
// are old; none is ever changed. All of them are in memory, the changelog keeps them (docs/formats/store.md).
// Shape    rows stand one behind the other in blocks, in order of arrival, each with its store key as the changelog has it. One hash
//          from key to the places of its rows by time; a single row's place stands in the slot. Arrival is nearly the order of time, so
//          the oldest block goes as a whole when its newest row is too old. What is behind the last commit is the blocks' tail.
// Threads  one task.
#pragma once

#include "weir/state/time_index.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace weir {

class JoinRows {
public:
    /// Stands at the head of its own bytes.
    class Row {
    public:
        std::string_view storeKey() const { return {bytes(), m_storeKeySize}; }
        std::string_view key() const { return {bytes(), m_storeKeySize - tailBytes}; }
        std::string_view value() const { return {bytes() + m_storeKeySize, m_valueSize}; }
        RowTime at() const;

    private:
        friend class JoinRows;
        static constexpr std::uint32_t tailBytes = 8 + 4; ///< time, count
        const char* bytes() const { return reinterpret_cast<const char*>(this + 1); }
        char* bytes() { return reinterpret_cast<char*>(this + 1); }
        std::uint32_t m_storeKeySize;
        std::uint32_t m_valueSize;
    };
    struct Place {
        std::int64_t time;
        const Row* row;
    };

    JoinRows();
    ~JoinRows();
    JoinRows(const JoinRows&) = delete;
    JoinRows& operator=(const JoinRows&) = delete;

    /// The key's rows with `from` <= time <= `to`, by time, then arrival. Valid until the next change.
    std::span<const Place> range(std::string_view key, std::int64_t from, std::int64_t to) const;
    /// add() or range() of this key comes soon: its slot comes into the cache meanwhile.
    void prefetch(std::string_view key) const;
    /// Null: no such row.
    const Row* find(std::string_view key, RowTime at) const;
    /// Add a row behind those of the same key and time.
    RowTime add(std::string_view key, std::int64_t time, std::string_view value);
    /// A row of the changelog, with its place; one that is there gives way. False: no store key.
    bool restore(std::string_view storeKey, std::string_view value);

    /// The rows since the last commit, in order of arrival: visit(const Row&).
    template <class Visit>
    void eachUncommitted(const Visit& visit) const {
        for (auto cursor = uncommitted(); const Row* row = next(cursor);) visit(*row);
    }
    bool dirty() const { return m_dirtyBytes > 0; }
    std::size_t dirtyBytes() const { return m_dirtyBytes; }
    void commit();
    void abort();
    /// Rows with time < `before` may leave; those leave that share their block with none that stays. After a commit.
    void expireBefore(std::int64_t before);

    std::size_t rows() const { return m_rows; }
    std::size_t bytes() const;

private:
    struct State;
    struct Cursor {
        std::size_t block = 0;
        std::size_t offset = 0;
    };
    Cursor uncommitted() const { return m_clean; }
    const Row* next(Cursor& cursor) const;
    Row& append(std::string_view key, std::size_t tail, std::string_view value, std::int64_t time);
    void expireFirstBlock(std::int64_t before);

    std::unique_ptr<State> m_state;
    Cursor m_clean; ///< what is committed ends here
    std::size_t m_rows = 0;
    std::size_t m_blockBytes = 0;
    std::size_t m_dirtyBytes = 0;
};

} // namespace weir
