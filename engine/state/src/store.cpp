// SPDX-License-Identifier: Apache-2.0
#include "weir/state/store.h"

namespace weir {
namespace {

constexpr std::size_t startBytes = 8;
constexpr std::size_t countBytes = 4;

std::uint64_t readBigEndian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
    return value;
}

} // namespace

void appendWindowStart(std::string& out, std::int64_t start) {
    const auto flipped = static_cast<std::uint64_t>(start) ^ (std::uint64_t{1} << 63U);
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(flipped >> static_cast<unsigned>(shift) & 0xFFU));
}

bool splitWindowKey(std::string_view storeKey, std::string_view& key, std::int64_t& start) {
    if (storeKey.size() < startBytes) return false;
    start = static_cast<std::int64_t>(readBigEndian(storeKey.substr(storeKey.size() - startBytes)) ^ (std::uint64_t{1} << 63U));
    key = storeKey.substr(0, storeKey.size() - startBytes);
    return true;
}

bool splitTimeKey(std::string_view storeKey, std::string_view& key, RowTime& at) {
    if (storeKey.size() < startBytes + countBytes) return false;
    at.tie = static_cast<std::int64_t>(readBigEndian(storeKey.substr(storeKey.size() - countBytes)));
    return splitWindowKey(storeKey.substr(0, storeKey.size() - countBytes), key, at.time);
}

std::string_view Store::compose(std::string_view key, RowTime at) {
    m_composed.assign(key);
    appendWindowStart(m_composed, m_layout == Layout::BySession ? at.tie : at.time);
    if (m_layout == Layout::ByTime)
        for (int shift = 24; shift >= 0; shift -= 8) m_composed.push_back(static_cast<char>(static_cast<std::uint64_t>(at.tie) >> static_cast<unsigned>(shift) & 0xFFU));
    return m_composed;
}

bool Store::place(std::string_view storeKey, std::int64_t timestamp, std::string_view& key, RowTime& at) const {
    switch (m_layout) {
    case Layout::ByKey:
    case Layout::Joined: return false;
    case Layout::ByWindow: at.tie = 0; return splitWindowKey(storeKey, key, at.time);
    case Layout::BySession: at.time = timestamp; return splitWindowKey(storeKey, key, at.tie);
    case Layout::ByTime: return splitTimeKey(storeKey, key, at);
    }
    return false;
}

StateTable::Entry* Store::findWindow(std::string_view key, std::int64_t start) { return m_table.find(compose(key, {start, 0})); }

StateTable::Entry& Store::window(std::string_view key, std::int64_t start) {
    auto& entry = m_table.at(compose(key, {start, 0}));
    if (!entry.present() && !entry.dirty()) m_times.add(key, {start, 0});
    return entry;
}

void Store::putSession(std::string_view key, std::int64_t start, std::int64_t end, std::string_view value) {
    // One row a start: a session that retention hid but that has not left yet gives its place to the new one.
    const RowTime grown{end, start};
    for (const auto& at : m_times.of(key)) {
        if (at.tie != start) continue;
        if (at != grown) m_times.move(key, at, grown);
        return m_table.put(m_table.at(compose(key, grown)), value, end);
    }
    m_times.add(key, grown);
    m_table.put(m_table.add(compose(key, grown)), value, end);
}

RowTime Store::addRow(std::string_view key, std::int64_t time, std::string_view value) {
    const auto equal = m_times.range(key, time, time);
    const RowTime at{time, equal.empty() ? 0 : equal.back().tie + 1};
    m_times.add(key, at);
    m_table.put(m_table.add(compose(key, at)), value, time);
    return at;
}

void Store::removeRow(std::string_view key, RowTime at, std::int64_t timestamp) {
    m_times.remove(key, at);
    if (auto* entry = m_table.find(compose(key, at))) m_table.remove(*entry, timestamp);
}

void Store::indexRow(std::string_view storeKey, std::int64_t timestamp) {
    std::string_view key;
    RowTime at;
    if (place(storeKey, timestamp, key, at)) m_times.add(key, at);
}

void Store::expireBefore(std::int64_t before) {
    if (m_joinRows) return m_joinRows->expireBefore(before);
    m_times.expireBefore(before, [this](std::string_view key, RowTime at) {
        m_expired.emplace_back(compose(key, at));
        if (auto* entry = m_table.inMemory(m_composed)) m_table.forget(*entry);
    });
}

void Store::abort() {
    if (m_joinRows) return m_joinRows->abort();
    for (const auto* entry : m_table.dirty()) {
        std::string_view key;
        RowTime at;
        if (!place(entry->key(), entry->present() ? entry->timestamp() : 0, key, at)) continue;
        if (entry->present()) m_times.remove(key, at);
        if (!entry->committed().present) continue;
        (void)place(entry->key(), entry->committed().timestamp, key, at);
        m_times.add(key, at);
    }
    m_table.abort();
}

} // namespace weir
