// SPDX-License-Identifier: Apache-2.0
#include "weir/processors/store_presenter.h"

#include "aggregate_config.h"
#include "join_config.h"
#include "table_row.h"

namespace weir {
namespace {

class AggregatePresenter final : public StorePresenter {
public:
    explicit AggregatePresenter(const AggregateConfig& config) : m_plan(config.plan), m_aggregator(config.plan) {}
    const Schema& columns() const override { return m_plan.outputs(); }
    bool present(std::string_view value, const Row& group, Arena& arena, std::vector<Datum>& out) override {
        out.resize(m_plan.outputs().size());
        return m_aggregator.result(value, group, 0, m_machine, arena, out);
    }

private:
    expr::AggregatePlan m_plan;
    expr::Aggregator m_aggregator;
    expr::Machine m_machine;
};

class TableRowPresenter final : public StorePresenter {
public:
    TableRowPresenter(const EdgeType& type, const std::vector<bool>& kept, bool raw) : m_codec(type, kept, raw) {
        if (type.columns)
            for (std::size_t i = 0; i < type.columns->size(); ++i)
                if (kept.empty() || (i < kept.size() && kept[i])) {
                    m_schema.columns.push_back(type.columns->columns[i]);
                    m_positions.push_back(i);
                }
        if (m_schema.columns.empty()) m_schema.columns.push_back({"_value", {TypeId::Text}});
    }
    const Schema& columns() const override { return m_schema; }
    bool present(std::string_view value, const Row&, Arena& arena, std::vector<Datum>& out) override {
        Row row;
        if (!m_codec.decode(value, arena, row)) return false;
        out.clear();
        for (const auto i : m_positions) out.push_back(row.columns[i]);
        if (m_positions.empty()) out.push_back(Datum::ofBytes(row.value));
        return true;
    }

private:
    TableRowCodec m_codec;
    Schema m_schema;
    std::vector<std::size_t> m_positions;
};

} // namespace

std::unique_ptr<StorePresenter> presentStore(const Plan&, const BoundNode& bound, const StoreSpec&) {
    if (const auto* aggregate = dynamic_cast<const AggregateConfig*>(bound.config.get())) return std::make_unique<AggregatePresenter>(*aggregate);
    if (const auto* join = dynamic_cast<const JoinConfig*>(bound.config.get())) return std::make_unique<TableRowPresenter>(join->rightType, join->rightUse.columns, join->rightUse.value);
    if (bound.outputs.empty()) return nullptr;
    return std::make_unique<TableRowPresenter>(bound.outputs[0].type, std::vector<bool>{}, bound.inputs.empty());
}

} // namespace weir
