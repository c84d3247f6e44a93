// SPDX-License-Identifier: Apache-2.0
#include "subscriptions.h"

#include "weir/record/row_codec.h"

#include <absl/container/btree_set.h>
#include <absl/container/flat_hash_map.h>
#include <functional>
#include <xxhash.h>

namespace weir {

RowHash hashRow(std::string_view bytes) {
    const auto hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.low64, hash.high64};
}

void appendHash(std::string& out, const RowHash& hash) {
    for (const auto part : {hash.low, hash.high})
        for (unsigned shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(part >> shift & 0xFFU));
}

bool readHash(std::string_view& bytes, RowHash& out) {
    if (bytes.size() < 16) return false;
    const auto read = [&bytes](std::size_t at) {
        std::uint64_t part = 0;
        for (std::size_t i = 8; i-- > 0;) part = part << 8U | static_cast<unsigned char>(bytes[at + i]);
        return part;
    };
    out = {read(0), read(8)};
    bytes.remove_prefix(16);
    return true;
}

namespace {

struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return XXH3_64bits(key.data(), key.size()); }
};
using KeySet = absl::btree_set<std::string, std::less<>>;

} // namespace

struct Subscriptions::Index {
    absl::flat_hash_map<std::string, KeySet, KeyHash, std::equal_to<>> keys; ///< by foreign key
    KeySet& of(std::string_view foreignKey) {
        const auto found = keys.find(foreignKey);
        return found != keys.end() ? found->second : keys[std::string(foreignKey)];
    }
};

Subscriptions::Subscriptions(Store& store) : m_store(store), m_index(std::make_unique<Index>()) {}
Subscriptions::~Subscriptions() = default;

std::string_view Subscriptions::compose(std::string_view foreignKey, std::string_view key) {
    m_composed.clear();
    appendVarint(m_composed, foreignKey.size());
    m_composed.append(foreignKey).append(key);
    return m_composed;
}

bool splitSubscription(std::string_view storeKey, std::string_view& foreignKey, std::string_view& key) {
    std::uint64_t size = 0;
    if (!readVarint(storeKey, size) || size > storeKey.size()) return false;
    foreignKey = storeKey.substr(0, size);
    key = storeKey.substr(size);
    return true;
}

void Subscriptions::put(std::string_view foreignKey, std::string_view key, const Subscription& subscription, std::int64_t timestamp) {
    m_value.clear();
    appendHash(m_value, subscription.hash);
    appendVarint(m_value, static_cast<std::uint64_t>(subscription.partition));
    auto& table = m_store.table();
    auto& entry = table.at(compose(foreignKey, key));
    if (!entry.present()) m_index->of(foreignKey).emplace(key);
    table.put(entry, m_value, timestamp);
}

void Subscriptions::remove(std::string_view foreignKey, std::string_view key, std::int64_t timestamp) {
    auto* entry = m_store.table().find(compose(foreignKey, key));
    if (entry == nullptr) return;
    m_store.table().remove(*entry, timestamp);
    const auto found = m_index->keys.find(foreignKey);
    if (found == m_index->keys.end()) return;
    if (const auto at = found->second.find(key); at != found->second.end()) found->second.erase(at);
    if (found->second.empty()) m_index->keys.erase(found);
}

std::optional<Subscriptions::Subscription> Subscriptions::parse(std::string_view value) {
    Subscription out;
    std::uint64_t partition = 0;
    if (!readHash(value, out.hash) || !readVarint(value, partition)) return std::nullopt;
    out.partition = static_cast<std::int32_t>(partition);
    return out;
}

void Subscriptions::visit(std::string_view foreignKey, const std::function<bool(std::string_view, const Subscription&)>& visit) {
    const auto found = m_index->keys.find(foreignKey);
    if (found == m_index->keys.end()) return;
    for (const auto& key : found->second) {
        const auto* entry = m_store.table().find(compose(foreignKey, key));
        const auto subscription = entry != nullptr ? parse(entry->value()) : std::nullopt;
        if (subscription && !visit(key, *subscription)) return;
    }
}

void Subscriptions::load() {
    for (const auto* entry : m_store.table().all()) {
        std::string_view foreignKey;
        std::string_view key;
        if (splitSubscription(entry->key(), foreignKey, key)) m_index->of(foreignKey).emplace(key);
    }
}

} // namespace weir
