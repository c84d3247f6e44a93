// SPDX-License-Identifier: Apache-2.0
// Subscriptions: which left rows of a foreign-key join point at a right row, with the hash of each left row when it said so
// (docs/formats/store.md, "Foreign-key joins"). A store keeps them; an index beside it in memory gives those of one foreign key in the
// order of the left keys' bytes.
// Threads  one task.
#pragma once

#include "weir/state/store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// Of a left row's kept bytes; all zero: no row.
struct RowHash {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const RowHash&) const = default;
};
RowHash hashRow(std::string_view bytes);
void appendHash(std::string& out, const RowHash& hash);
bool readHash(std::string_view& bytes, RowHash& out);

class Subscriptions {
public:
    struct Subscription {
        RowHash hash;
        std::int32_t partition = 0; ///< of the left row
    };

    explicit Subscriptions(Store& store);
    ~Subscriptions();
    void put(std::string_view foreignKey, std::string_view key, const Subscription& subscription, std::int64_t timestamp);
    void remove(std::string_view foreignKey, std::string_view key, std::int64_t timestamp);
    /// By the left keys' bytes, until `visit` returns false.
    void visit(std::string_view foreignKey, const std::function<bool(std::string_view key, const Subscription&)>& visit);
    /// After a restore: what the store holds.
    void load();

private:
    struct Index;
    std::string_view compose(std::string_view foreignKey, std::string_view key);
    static std::optional<Subscription> parse(std::string_view value);

    Store& m_store;
    std::unique_ptr<Index> m_index;
    std::string m_composed;
    std::string m_value;
};

/// The parts of a subscription's store key. False: it is none.
bool splitSubscription(std::string_view storeKey, std::string_view& foreignKey, std::string_view& key);

} // namespace weir
