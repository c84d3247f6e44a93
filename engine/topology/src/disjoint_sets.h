// SPDX-License-Identifier: Apache-2.0
// DisjointSets: which of n things belong together.
#pragma once

#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace weir {

class DisjointSets {
public:
    explicit DisjointSets(std::size_t count) : m_parent(count) { std::iota(m_parent.begin(), m_parent.end(), std::size_t{0}); }
    std::size_t find(std::size_t x) {
        while (m_parent[x] != x) x = m_parent[x] = m_parent[m_parent[x]];
        return x;
    }
    void unite(std::size_t a, std::size_t b) { m_parent[find(a)] = find(b); }

private:
    std::vector<std::size_t> m_parent;
};

} // namespace weir
