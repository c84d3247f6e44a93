// SPDX-License-Identifier: Apache-2.0
#include "store_reader.h"

#include "edge_sampler.h"

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

} // namespace

Result<StoreTable> StoreTable::open(const Plan& plan, const std::string& store, const std::string& keyPrefix) {
    StoreTable out;
    for (const auto& bound : plan.typed.nodes)
        for (const auto& spec : bound.stores)
            if (spec.name == store) {
                out.m_owner = &bound;
                out.m_spec = &spec;
            }
    if (out.m_owner == nullptr) return fail(Errc::NotFound, "the topology has no store \"" + store + "\"");
    out.m_presenter = presentStore(plan, *out.m_owner, *out.m_spec);
    if (!out.m_presenter) return fail(Errc::Unsupported, "store " + store + " can't be shown as a table");
    out.m_columns = out.m_presenter->columns().columns;
    if (!out.m_owner->outputs.empty()) out.m_type = out.m_owner->outputs[0].type;
    out.m_windowed = out.m_spec->kind != StoreSpec::Kind::Seen && out.m_type.windowed();
    out.m_keyFormat = !out.m_owner->outputs.empty() ? out.m_type.keyFormat : Format::String;
    out.m_keyPrefix = keyPrefix;
    return out;
}

StoreTable::Shown StoreTable::show(std::string_view key, std::string_view value, std::int64_t timestamp, std::int32_t partition) {
    Row group;
    group.keyNull = false;
    group.timestamp = timestamp;
    if (!readKey(m_spec->kind, m_type, key, timestamp, group)) return {Fit::Unreadable, {}};
    m_presenter->nameKey(group);
    const auto prefix = bytePrefix();
    if (!prefix.empty() && !group.key.starts_with(prefix)) return {Fit::Behind, {}};
    m_arena->reset();
    StoreRow row{.key = keyText(m_keyFormat, group.key), .timestamp = timestamp, .partition = partition};
    if (m_windowed) {
        row.windowStart = group.windowStart;
        row.windowEnd = group.windowEnd;
    }
    if (prefix.empty() && !m_keyPrefix.empty() && !row.key.starts_with(m_keyPrefix)) return {Fit::Other, {}};
    if (!m_presenter->present(value, group, *m_arena, m_values)) return {Fit::Unreadable, {}};
    for (std::size_t i = 0; i < m_values.size(); ++i) appendJson(row.columns.emplace_back(), m_columns[i].type, m_values[i]);
    return {Fit::Shown, std::move(row)};
}

void sortRows(std::vector<StoreRow>& rows, std::size_t limit) {
    std::sort(rows.begin(), rows.end(), [](const StoreRow& a, const StoreRow& b) { return std::tie(a.key, a.windowStart) < std::tie(b.key, b.windowStart); });
    if (rows.size() > limit) rows.resize(limit);
}

Result<StorePage> readStore(const Job& job, const StoreQuery& query) {
    WEIR_TRY(auto table, StoreTable::open(job.plan(), query.store, query.keyPrefix));
    StorePage page;
    page.columns = table.columns();
    if (table.spec().global) return readGlobal(job, query, table.keyFormat(), table.presenter(), std::move(page));
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
        WEIR_CHECK(database->rows(query.store, table.bytePrefix(), [&](std::string_view key, std::string_view value, std::int64_t timestamp) {
            auto shown = table.show(key, value, timestamp, task->partition());
            if (shown.fit != StoreTable::Fit::Shown) return shown.fit != StoreTable::Fit::Behind;
            page.rows.push_back(std::move(shown.row));
            return ++taken < query.limit;
        }));
    }
    sortRows(page.rows, query.limit);
    return page;
}

} // namespace weir
