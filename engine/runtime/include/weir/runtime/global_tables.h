// SPDX-License-Identifier: Apache-2.0
// GlobalTables: the global tables of a job, by the name of their store (docs/adr/0008-global-tables.md).
// Threads  immutable once made; each table as GlobalTable says.
#pragma once

#include "weir/state/global_table.h"
#include "weir/topology/plan.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>

namespace weir {

class GlobalTables {
public:
    explicit GlobalTables(const Plan& plan) {
        for (const auto& sub : plan.subTopologies)
            for (const auto& store : sub.stores)
                if (store.global) m_tables[store.name] = std::make_unique<GlobalTable>();
    }
    /// Null: there is no such table.
    GlobalTable* find(const std::string& store) const {
        const auto found = m_tables.find(store);
        return found == m_tables.end() ? nullptr : found->second.get();
    }
    /// Every table holds what its topic held at the start.
    bool loaded() const {
        return std::all_of(m_tables.begin(), m_tables.end(), [](const auto& table) { return table.second->loaded(); });
    }
    const std::map<std::string, std::unique_ptr<GlobalTable>>& all() const { return m_tables; }

private:
    std::map<std::string, std::unique_ptr<GlobalTable>> m_tables;
};

} // namespace weir
