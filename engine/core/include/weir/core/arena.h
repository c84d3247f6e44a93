// SPDX-License-Identifier: Apache-2.0
// Arena: bump allocation for the life of one record. reset() keeps the blocks, so a steady state allocates nothing.
// Threads  one owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace weir {

class Arena {
public:
    /// `limit`: bytes between two resets before overLimit() turns true (the engine's cap on an expression's memory).
    explicit Arena(std::size_t limit = std::size_t{16} << 20U) : m_limit(limit) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    char* allocate(std::size_t size, std::size_t align = 1) {
        auto at = (m_at + align - 1) & ~(align - 1);
        if (at + size > m_end) [[unlikely]] return allocateSlow(size, align);
        m_at = at + size;
        return reinterpret_cast<char*>(at); // NOLINT: pointers kept as integers for the alignment arithmetic
    }
    template <class T>
    T* allocateArray(std::size_t count) {
        return reinterpret_cast<T*>(allocate(sizeof(T) * count, alignof(T)));
    }
    std::string_view copy(std::string_view text) {
        if (text.empty()) return {"", 0};
        char* to = allocate(text.size());
        std::memcpy(to, text.data(), text.size());
        return {to, text.size()};
    }
    /// Forget everything handed out.
    void reset();
    std::size_t used() const;
    bool overLimit() const { return used() > m_limit; }
    std::size_t limit() const { return m_limit; }

private:
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size;
    };
    char* allocateSlow(std::size_t size, std::size_t align);
    void enter(std::size_t block);

    std::vector<Block> m_blocks;
    std::size_t m_block = 0;
    std::size_t m_before = 0; ///< bytes in full blocks before the current one
    std::uintptr_t m_at = 0;
    std::uintptr_t m_end = 0;
    std::size_t m_limit;
};

} // namespace weir
