// SPDX-License-Identifier: Apache-2.0
#include "sorted_rows.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::size_t keptBytes = std::size_t{8} << 20U; // a rare large batch is not remembered

std::uint64_t prefixOf(std::string_view key) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < 8; ++i) out = out << 8U | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
    return out;
}

} // namespace

void SortedRows::clear() {
    if (m_bytes.capacity() > keptBytes) *this = {};
    m_rows.clear();
    m_bytes.clear();
}

void SortedRows::add(std::uint32_t family, std::string_view key, std::uint32_t valueBytes) {
    if (m_rows.empty()) {
        m_common = key.size();
    } else {
        const auto first = keyOf(m_rows.front()).substr(0, m_common);
        m_common = static_cast<std::size_t>(std::mismatch(first.begin(), first.end(), key.begin(), key.end()).first - first.begin());
    }
    m_rows.push_back({0, m_bytes.size(), static_cast<std::uint32_t>(key.size()), valueBytes, family, static_cast<std::uint32_t>(m_rows.size())});
    m_bytes.append(key);
}

void SortedRows::sort() {
    for (auto& row : m_rows) row.prefix = prefixOf(keyOf(row).substr(m_common));
    const auto before = [&](const Row& a, const Row& b) {
        if (a.family != b.family) return a.family < b.family;
        if (a.prefix != b.prefix) return a.prefix < b.prefix;
        const auto order = keyOf(a).substr(m_common).compare(keyOf(b).substr(m_common));
        return order != 0 ? order < 0 : a.order < b.order;
    };
    if (!std::is_sorted(m_rows.begin(), m_rows.end(), before)) std::sort(m_rows.begin(), m_rows.end(), before);
}

} // namespace weir
