// SPDX-License-Identifier: Apache-2.0
// join of two tables on the key (and window): both sides trigger; a result's time is the larger of its rows'
// [KTableKTableInnerJoin, KTableKTableLeftJoin, KTableKTableRightJoin, KTableKTableOuterJoin].
#include "join_operator.h"

#include <algorithm>
#include <array>
#include <optional>

namespace weir {
namespace {

class TableTableJoin final : public JoinOperator {
public:
    explicit TableTableJoin(OperatorContext& context)
        : JoinOperator(context), m_sides{JoinTable(context.store(context.bound.stores[0].name), m_config.leftType, m_config.leftUse, m_config.retentionMs),
                                         JoinTable(context.store(context.bound.stores[1].name), m_config.rightType, m_config.rightUse, m_config.retentionMs)},
          m_needsOld(context.needsOld) {}

    void process(int port, const Row& row, const Row*) override {
        if (row.keyNull) return m_counters.nullKey.add();
        std::optional<Row> before;
        bool had = false;
        if (!update(port, row, had, before)) return;

        auto& otherSide = m_sides[static_cast<std::size_t>(port ^ 1)];
        const auto* entry = otherSide.find(row);
        if (entry == nullptr && (!m_config.alone(port) || (row.valueNull && !had))) return;
        Row other;
        if (entry != nullptr && !restore(otherSide.codec(), entry->value(), entry->timestamp(), row, other)) return;
        const Row* const partner = entry != nullptr ? &other : nullptr;

        Row out = row;
        out.timestamp = partner != nullptr ? std::max(row.timestamp, partner->timestamp) : row.timestamp;
        if (!result(port, row.valueNull ? nullptr : &row, partner, out)) return;
        if (!m_needsOld) return forward(out);
        Row old = out;
        if (!result(port, before ? &*before : nullptr, partner, old)) return;
        forward(out, old.valueNull ? nullptr : &old);
    }

    void afterCommit() override {
        if (m_config.retentionMs < 0) return;
        for (auto& side : m_sides) side.store().expireBefore(side.store().observedTime() - m_config.retentionMs);
    }

private:
    /// `had`: there was a row; `before`: it, where something downstream takes old results back.
    bool update(int port, const Row& row, bool& had, std::optional<Row>& before) {
        auto& side = m_sides[static_cast<std::size_t>(port)];
        auto* entry = row.valueNull ? side.find(row) : &side.at(row);
        had = entry != nullptr && entry->present();
        if (had && m_needsOld) {
            before.emplace();
            if (!restore(side.codec(), m_task.arena.copy(entry->value()), entry->timestamp(), row, *before)) return false;
        }
        if (!row.valueNull) {
            side.put(*entry, row);
        } else if (had) {
            side.remove(*entry, row.timestamp);
        }
        return true;
    }

    /// What this side's row and its partner give; nothing where neither may stand alone.
    bool result(int port, const Row* own, const Row* partner, Row& out) {
        const bool there = own != nullptr ? partner != nullptr || m_config.alone(port) : partner != nullptr && m_config.alone(port ^ 1);
        if (!there) {
            erase(out);
            return true;
        }
        return port == leftPort ? pair(own, partner, out) : pair(partner, own, out);
    }

    std::array<JoinTable, 2> m_sides;
    bool m_needsOld;
};

} // namespace

std::unique_ptr<Operator> makeTableTableJoin(OperatorContext& context) { return std::make_unique<TableTableJoin>(context); }

} // namespace weir
