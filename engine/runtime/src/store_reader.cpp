// SPDX-License-Identifier: Apache-2.0
#include "store_reader.h"

#include "edge_sampler.h"

#include "weir/processors/store_presenter.h"
#include "weir/record/json_out.h"
#include "weir/record/key.h"

#include <algorithm>
#include <tuple>

namespace weir {
namespace {

/// The group that a row belongs to; false: no key of such a store.
bool readKey(StoreSpec::Kind kind, const EdgeType& type, std::string_view storeKey, std::int64_t timestamp, Row& group) {
    group.key = storeKey;
    switch (kind) {
    case StoreSpec::Kind::KeyValue:
    case StoreSpec::Kind::Buffer:
        if (!type.windowed()) return true;
        if (const auto parts = splitWindowedKey(storeKey, type.windowing == Windowing::Session, type.windowSizeMs)) {
            group.key = parts->key;
            group.windowStart = parts->start;
            group.windowEnd = parts->end;
            return true;
        }
        return false;
    case StoreSpec::Kind::Window:
        if (!splitWindowKey(storeKey, group.key, group.windowStart)) return false;
        group.windowEnd = group.windowStart + type.windowSizeMs;
        return true;
    case StoreSpec::Kind::Session: group.windowEnd = timestamp; return splitWindowKey(storeKey, group.key, group.windowStart);
    case StoreSpec::Kind::Join:
    case StoreSpec::Kind::Seen: {
        RowTime at;
        return splitTimeKey(storeKey, group.key, at);
    }
    }
    return false;
}

/// A global table stands in the job's memory.
Result<StorePage> readGlobal(const Job& job, const StoreQuery& query, Format keyFormat, StorePresenter& presenter, StorePage page) {
    const auto* table = job.globals().find(query.store);
    if (table == nullptr) return page; // nothing joins it
    page.total = table->rows();
    std::vector<std::pair<std::string, const GlobalTable::Row*>> chosen; // by key; a GlobalTable has no order
    Arena arena;
    std::vector<Datum> values;
    table->visit(
        [&](const GlobalTable::Row& row) {
            auto key = keyText(keyFormat, row.key);
            if (key.starts_with(query.keyPrefix)) chosen.emplace_back(std::move(key), &row);
            return true;
        },
        [&] {
            std::sort(chosen.begin(), chosen.end());
            if (chosen.size() > query.limit) chosen.resize(query.limit);
            for (auto& [key, stored] : chosen) {
                Row group;
                group.keyNull = false;
                group.key = stored->key;
                group.timestamp = stored->timestamp;
                arena.reset();
                if (!presenter.present(stored->value, group, arena, values)) continue;
                auto& row = page.rows.emplace_back(StoreRow{.key = std::move(key), .timestamp = stored->timestamp});
                for (std::size_t i = 0; i < values.size(); ++i) appendJson(row.columns.emplace_back(), page.columns[i].type, values[i]);
            }
        });
    return page;
}

bool byKeyAndWindow(const StoreRow& a, const StoreRow& b) { return std::tie(a.key, a.windowStart) < std::tie(b.key, b.windowStart); }

} // namespace

Result<StorePage> readStore(const Job& job, const StoreQuery& query) {
    const auto& plan = job.plan();
    StorePage page;
    const BoundNode* owner = nullptr;
    const StoreSpec* spec = nullptr;
    for (const auto& bound : plan.typed.nodes)
        for (const auto& store : bound.stores)
            if (store.name == query.store) {
                owner = &bound;
                spec = &store;
            }
    if (owner == nullptr) return fail(Errc::NotFound, "the topology has no store \"" + query.store + "\"");
    auto presenter = presentStore(plan, *owner, *spec);
    if (!presenter) return fail(Errc::Unsupported, "store " + query.store + " can't be shown as a table");
    page.columns = presenter->columns().columns;
    const bool windowed = spec->kind != StoreSpec::Kind::Seen && !owner->outputs.empty() && owner->outputs[0].type.windowed();
    const auto keyFormat = !owner->outputs.empty() ? owner->outputs[0].type.keyFormat : Format::String;
    const auto type = !owner->outputs.empty() ? owner->outputs[0].type : EdgeType{};
    if (spec->global) return readGlobal(job, query, keyFormat, *presenter, std::move(page));
    for (const auto* task : job.tasks()) {
        if (!task->built()) continue; // it may be restoring
        const auto& specs = task->stores().specs();
        const auto mine = std::find_if(specs.begin(), specs.end(), [&](const StoreSpec& store) { return store.name == query.store; });
        const auto* database = task->stores().database();
        if (mine == specs.end()) continue;
        page.sequence += task->figures().commits;
        if (database == nullptr) continue;
        page.total += task->stores().rows(static_cast<std::size_t>(mine - specs.begin()));
        std::size_t taken = 0;
        Arena arena;
        std::vector<Datum> values;
        const auto prefix = keyFormat == Format::String ? std::string_view(query.keyPrefix) : std::string_view();
        WEIR_CHECK(database->rows(query.store, prefix, [&](std::string_view key, std::string_view value, std::int64_t timestamp) {
            Row group;
            group.keyNull = false;
            group.timestamp = timestamp;
            if (!readKey(spec->kind, type, key, timestamp, group)) return true;
            presenter->nameKey(group);
            if (!prefix.empty() && !group.key.starts_with(prefix)) return false;
            arena.reset();
            StoreRow row{.key = keyText(keyFormat, group.key), .timestamp = timestamp, .partition = task->partition()};
            if (windowed) {
                row.windowStart = group.windowStart;
                row.windowEnd = group.windowEnd;
            }
            if (prefix.empty() && !query.keyPrefix.empty() && !row.key.starts_with(query.keyPrefix)) return true;
            if (!presenter->present(value, group, arena, values)) return true;
            for (std::size_t i = 0; i < values.size(); ++i) appendJson(row.columns.emplace_back(), page.columns[i].type, values[i]);
            page.rows.push_back(std::move(row));
            return ++taken < query.limit;
        }));
    }
    std::sort(page.rows.begin(), page.rows.end(), byKeyAndWindow);
    if (page.rows.size() > query.limit) page.rows.resize(query.limit);
    return page;
}

} // namespace weir
