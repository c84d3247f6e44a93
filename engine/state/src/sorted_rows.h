// SPDX-License-Identifier: Apache-2.0
// SortedRows: the rows of one batch, given out by key and each key once, as it was put last.
// Shape    RocksDB's skip list finds the place of a key next to the one before with few comparisons, that of any other with 15 to
//          20; a changelog that is read back has a key as often as it changed.
// Threads  one at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

class SortedRows {
public:
    void clear();
    /// All of it is copied; the value is head and tail.
    void put(std::uint32_t family, std::string_view key, std::string_view head, std::string_view tail) {
        add(family, key, static_cast<std::uint32_t>(head.size() + tail.size()));
        m_bytes.append(head);
        m_bytes.append(tail);
    }
    void remove(std::uint32_t family, std::string_view key) { add(family, key, gone); }

    /// About what a batch of them takes.
    std::size_t bytes() const { return m_bytes.size() + 16 * m_rows.size(); }
    /// visit(family, key, value, removed). Sorts.
    template <class Visit>
    void each(Visit&& visit) {
        sort();
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const auto& row = m_rows[i];
            if (i + 1 < m_rows.size() && m_rows[i + 1].prefix == row.prefix && m_rows[i + 1].family == row.family && keyOf(m_rows[i + 1]) == keyOf(row)) continue;
            const bool removed = row.valueBytes == gone;
            visit(row.family, keyOf(row), removed ? std::string_view() : std::string_view(m_bytes).substr(row.at + row.keyBytes, row.valueBytes), removed);
        }
    }

private:
    struct Row {
        std::uint64_t prefix; ///< of the key, behind what all keys begin with; as a number in the keys' order
        std::uint64_t at;
        std::uint32_t keyBytes;
        std::uint32_t valueBytes;
        std::uint32_t family;
        std::uint32_t order;
    };
    static constexpr std::uint32_t gone = UINT32_MAX;

    std::string_view keyOf(const Row& row) const { return std::string_view(m_bytes).substr(row.at, row.keyBytes); }
    void add(std::uint32_t family, std::string_view key, std::uint32_t valueBytes);
    void sort();

    std::vector<Row> m_rows;
    std::string m_bytes;
    std::size_t m_common = 0; ///< bytes that all keys begin with
};

} // namespace weir
