// SPDX-License-Identifier: Apache-2.0
#include "weir/processors/store_presenter.h"

#include "group_config.h"
#include "join_presenter.h"
#include "suppress_buffer.h"
#include "table_row.h"

#include "weir/record/row_codec.h"

#include <algorithm>
#include <string_view>

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

/// A fold's state is its columns.
class FoldPresenter final : public StorePresenter {
public:
    explicit FoldPresenter(SchemaPtr columns) : m_codec(std::move(columns)) {}
    const Schema& columns() const override { return m_codec.schema(); }
    bool present(std::string_view value, const Row&, Arena& arena, std::vector<Datum>& out) override {
        out.resize(m_codec.schema().size());
        return m_codec.decode(value, arena, out.data());
    }

private:
    RowCodec m_codec;
};

/// Rows that wait in a suppress node.
class BufferPresenter final : public StorePresenter {
public:
    BufferPresenter(const EdgeType& type, bool raw) : m_rows(type, {}, raw) {}
    const Schema& columns() const override { return m_rows.columns(); }
    bool present(std::string_view value, const Row& group, Arena& arena, std::vector<Datum>& out) override {
        BufferedRow buffered;
        if (!readBufferedRow(value, buffered)) return false;
        if (buffered.hasRow) return m_rows.present(buffered.row, group, arena, out);
        out.assign(columns().size(), Datum{});
        for (auto& datum : out) datum.null = true;
        return true;
    }

private:
    TableRowPresenter m_rows;
};

/// Keys and times alone.
class SeenPresenter final : public StorePresenter {
public:
    const Schema& columns() const override { return m_none; }
    bool present(std::string_view, const Row&, Arena&, std::vector<Datum>& out) override {
        out.clear();
        return true;
    }

private:
    Schema m_none;
};

} // namespace

std::unique_ptr<StorePresenter> presentStore(const Plan& plan, const BoundNode& bound, const StoreSpec& store) {
    if (const auto* aggregate = dynamic_cast<const AggregateConfig*>(bound.config.get())) return std::make_unique<AggregatePresenter>(*aggregate);
    if (const auto* join = dynamic_cast<const JoinConfig*>(bound.config.get())) {
        const auto suffix = std::string_view(store.name).substr(std::min(store.name.rfind('.'), store.name.size()));
        if (suffix == ".right") return std::make_unique<TableRowPresenter>(join->rightType, join->rightUse.columns, join->rightUse.value);
        if (suffix == ".left" && join->kind != JoinConfig::Kind::ForeignKey) return std::make_unique<TableRowPresenter>(join->leftType, join->leftUse.columns, join->leftUse.value);
        if (suffix == ".result") return std::make_unique<TableRowPresenter>(bound.outputs[0].type, std::vector<bool>{}, false);
        if (suffix == ".left") return presentForeignKeyLeft(std::make_unique<TableRowPresenter>(join->leftType, join->leftUse.columns, join->leftUse.value));
        return suffix == ".unmatched" ? presentUnmatched() : presentSubscriptions(join->rightType);
    }
    if (const auto* fold = dynamic_cast<const FoldConfig*>(bound.config.get())) return std::make_unique<FoldPresenter>(fold->columns);
    if (store.kind == StoreSpec::Kind::Seen) return std::make_unique<SeenPresenter>();
    if (bound.outputs.empty()) return nullptr;
    if (store.kind == StoreSpec::Kind::Buffer) return std::make_unique<BufferPresenter>(bound.outputs[0].type, plan.edgeUses[bound.inputs[0].edge].value);
    return std::make_unique<TableRowPresenter>(bound.outputs[0].type, std::vector<bool>{}, bound.inputs.empty());
}

} // namespace weir
