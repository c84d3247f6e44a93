// SPDX-License-Identifier: Apache-2.0
#include "parked_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace weir {
namespace {

constexpr std::size_t tailBytes = 8 + 8 + 1; // time, count, side

bool later(const ParkedRow& a, const ParkedRow& b) { return std::tie(a.at.time, a.key, a.at.tie) > std::tie(b.at.time, b.key, b.at.tie); }

} // namespace

std::string_view ParkedRows::compose(std::string_view key, RowTime at) {
    m_composed.assign(key);
    appendWindowStart(m_composed, at.time);
    appendWindowStart(m_composed, at.tie);
    m_composed.push_back(m_side);
    return m_composed;
}

void ParkedRows::park(std::string_view key, RowTime at) {
    auto& table = m_store.table();
    table.put(table.add(compose(key, at)), {}, at.time);
    push({std::string(key), at});
}

void ParkedRows::unpark(std::string_view key, RowTime at) {
    if (auto* entry = m_store.table().find(compose(key, at))) m_store.table().remove(*entry, at.time);
}

const ParkedRow* ParkedRows::due(std::int64_t before) {
    while (!m_heap.empty() && m_heap.front().at.time < before) {
        if (m_store.table().find(compose(m_heap.front().key, m_heap.front().at)) != nullptr) return &m_heap.front();
        pop();
    }
    return nullptr;
}

ParkedRow ParkedRows::take() {
    ParkedRow row = std::move(m_heap.front());
    unpark(row.key, row.at);
    pop();
    return row;
}

bool ParkedRows::split(std::string_view storeKey, std::string_view& key, RowTime& at, bool& left) {
    if (storeKey.size() < tailBytes) return false;
    left = storeKey.back() == leftSide;
    return splitWindowKey(storeKey.substr(0, storeKey.size() - 1), storeKey, at.tie) && splitWindowKey(storeKey, key, at.time);
}

void ParkedRows::load() {
    for (const auto* entry : m_store.table().all()) {
        ParkedRow row;
        std::string_view key;
        bool left = false;
        if (!split(entry->key(), key, row.at, left) || left != (m_side == leftSide)) continue;
        row.key = key;
        push(std::move(row));
    }
}

void ParkedRows::push(ParkedRow row) {
    m_heap.push_back(std::move(row));
    std::push_heap(m_heap.begin(), m_heap.end(), later);
}

void ParkedRows::pop() {
    std::pop_heap(m_heap.begin(), m_heap.end(), later);
    m_heap.pop_back();
}

} // namespace weir
