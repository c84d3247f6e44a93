// SPDX-License-Identifier: Apache-2.0
#include "weir/core/arena.h"

#include <algorithm>

namespace weir {
namespace {
constexpr std::size_t firstBlockSize = std::size_t{16} << 10U;
}

void Arena::enter(std::size_t block) {
    m_block = block;
    m_at = reinterpret_cast<std::uintptr_t>(m_blocks[block].bytes.get());
    m_end = m_at + m_blocks[block].size;
}

char* Arena::allocateSlow(std::size_t size, std::size_t align) {
    // A block too small for this request is skipped until the next reset.
    while (m_block + 1 < m_blocks.size()) {
        m_before += m_blocks[m_block].size;
        enter(m_block + 1);
        if (m_blocks[m_block].size >= size + align) return allocate(size, align);
    }
    if (!m_blocks.empty()) m_before += m_blocks[m_block].size;
    const std::size_t grown = m_blocks.empty() ? firstBlockSize : m_blocks.back().size * 2;
    const std::size_t bytes = std::max(std::min(grown, std::size_t{4} << 20U), size + align);
    m_blocks.push_back({std::make_unique_for_overwrite<char[]>(bytes), bytes});
    enter(m_blocks.size() - 1);
    return allocate(size, align);
}

void Arena::reset() {
    m_before = 0;
    if (!m_blocks.empty()) enter(0);
}

std::size_t Arena::used() const {
    if (m_blocks.empty()) return 0;
    return m_before + (m_at - reinterpret_cast<std::uintptr_t>(m_blocks[m_block].bytes.get()));
}

} // namespace weir
