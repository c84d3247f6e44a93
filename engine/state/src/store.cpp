// SPDX-License-Identifier: Apache-2.0
#include "weir/state/store.h"

namespace weir {

void appendWindowStart(std::string& out, std::int64_t start) {
    const auto flipped = static_cast<std::uint64_t>(start) ^ (std::uint64_t{1} << 63U);
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(flipped >> static_cast<unsigned>(shift) & 0xFFU));
}

bool splitWindowKey(std::string_view storeKey, std::string_view& key, std::int64_t& start) {
    if (storeKey.size() < 8) return false;
    std::uint64_t flipped = 0;
    for (const char c : storeKey.substr(storeKey.size() - 8)) flipped = flipped << 8U | static_cast<unsigned char>(c);
    start = static_cast<std::int64_t>(flipped ^ (std::uint64_t{1} << 63U));
    key = storeKey.substr(0, storeKey.size() - 8);
    return true;
}

std::string_view Store::compose(std::string_view key, std::int64_t start) {
    m_composed.assign(key);
    appendWindowStart(m_composed, start);
    return m_composed;
}

StateTable::Entry* Store::findWindow(std::string_view key, std::int64_t start) { return m_table.find(compose(key, start)); }

StateTable::Entry& Store::window(std::string_view key, std::int64_t start) {
    auto& entry = m_table.at(compose(key, start));
    if (!entry.present() && !entry.dirty()) m_windows[start].push_back(m_composed);
    return entry;
}

void Store::indexWindow(std::string_view storeKey) {
    std::string_view key;
    std::int64_t start = 0;
    if (splitWindowKey(storeKey, key, start)) m_windows[start].emplace_back(storeKey);
}

void Store::expireWindowsBefore(std::int64_t before) {
    while (!m_windows.empty() && m_windows.begin()->first < before) {
        for (auto& storeKey : m_windows.begin()->second) {
            if (auto* entry = m_table.find(storeKey)) m_table.forget(*entry);
            m_expired.push_back(std::move(storeKey));
        }
        m_windows.erase(m_windows.begin());
    }
}

} // namespace weir
