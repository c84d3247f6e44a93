// SPDX-License-Identifier: Apache-2.0
#include "weir/state/global_table.h"

#include <absl/container/flat_hash_map.h>
#include <xxhash.h>

namespace weir {
namespace {

struct KeyHash {
    std::size_t operator()(std::string_view key) const { return XXH3_64bits(key.data(), key.size()); }
};
constexpr std::uint64_t rowOverhead = 160; // the row, its control block, a slot in each hash

} // namespace

struct GlobalTable::Stored {
    std::string bytes;
    Row row;
};

struct GlobalTable::Copy {
    absl::flat_hash_map<std::string_view, std::shared_ptr<Stored>, KeyHash> rows;
    std::uint64_t bytes = 0;
    mutable std::atomic<int> readers{0};
};

GlobalTable::GlobalTable() : m_copies{std::make_unique<Copy>(), std::make_unique<Copy>()} {}
GlobalTable::~GlobalTable() = default;

void GlobalTable::put(std::string_view key, std::string_view value, std::int64_t timestamp) {
    auto stored = std::make_shared<Stored>();
    stored->bytes.reserve(key.size() + value.size());
    stored->bytes.append(key).append(value);
    const std::string_view bytes = stored->bytes;
    stored->row = {bytes.substr(0, key.size()), bytes.substr(key.size()), timestamp};
    m_changes.push_back({std::move(stored), {}});
}

void GlobalTable::remove(std::string_view key) { m_changes.push_back({nullptr, std::string(key)}); }

void GlobalTable::apply(Copy& copy, const Change& change) {
    const auto key = change.row ? change.row->row.key : std::string_view(change.key);
    if (const auto found = copy.rows.find(key); found != copy.rows.end()) {
        copy.bytes -= found->second->bytes.size() + rowOverhead;
        copy.rows.erase(found); // its key stands in the old row's bytes
    }
    if (!change.row) return;
    copy.bytes += change.row->bytes.size() + rowOverhead;
    copy.rows.emplace(key, change.row);
}

bool GlobalTable::publish() {
    if (!pending()) return true;
    const int active = m_active.load();
    auto& other = *m_copies[static_cast<std::size_t>(active ^ 1)];
    // A reader that comes too late to this copy sees that it is not the active one, and leaves it untouched.
    if (other.readers.load() != 0) return false;
    for (const auto& change : m_mirror) apply(other, change);
    m_mirror.clear();
    if (m_changes.empty()) return true;
    for (const auto& change : m_changes) apply(other, change);
    m_mirror.swap(m_changes);
    m_rows.store(other.rows.size(), std::memory_order_relaxed);
    m_bytes.store(other.bytes, std::memory_order_relaxed);
    m_active.store(active ^ 1);
    return true;
}

void GlobalTable::Reader::hold() {
    while (m_held < 0) {
        const int active = m_table.m_active.load();
        auto& readers = m_table.m_copies[static_cast<std::size_t>(active)]->readers;
        readers.fetch_add(1);
        if (m_table.m_active.load() == active) {
            m_held = active;
        } else {
            readers.fetch_sub(1);
        }
    }
}

const GlobalTable::Row* GlobalTable::Reader::find(std::string_view key) {
    if (m_held < 0) [[unlikely]] hold();
    const auto& rows = m_table.m_copies[static_cast<std::size_t>(m_held)]->rows;
    const auto found = rows.find(key);
    return found == rows.end() ? nullptr : &found->second->row;
}

void GlobalTable::Reader::release() {
    if (m_held < 0) return;
    m_table.m_copies[static_cast<std::size_t>(m_held)]->readers.fetch_sub(1);
    m_held = -1;
}

void GlobalTable::visit(const std::function<bool(const Row&)>& visit, const std::function<void()>& then) const {
    Reader reader(*this);
    reader.hold();
    for (const auto& [key, stored] : m_copies[static_cast<std::size_t>(reader.m_held)]->rows)
        if (!visit(stored->row)) break;
    then();
}

} // namespace weir
