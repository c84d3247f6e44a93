// SPDX-License-Identifier: Apache-2.0
// join of a stream with a table: each record of the stream meets the row that its key has in the table at that moment, the latest
// by offset, even if newer than the record; the table's changes trigger nothing [KStreamKTableJoinProcessor].
#include "common_fields.h"
#include "join_config.h"
#include "table_row.h"

namespace weir {
namespace {

class StreamTableJoin final : public Operator {
public:
    explicit StreamTableJoin(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<JoinConfig>()), m_store(context.store(context.bound.stores[0].name)),
          m_codec(m_config.rightType, m_config.rightUse.columns, m_config.rightUse.value), m_columns(m_config.select.outputs().size()) {}

    void process(int port, const Row& row, const Row*) override {
        if (port == rightPort) return remember(row);
        if (row.valueNull) return; // a NULL value on the stream's side joins nothing (semantics.md, rule 3)
        if (row.keyNull) {
            if (m_config.how == JoinConfig::How::Inner) return m_counters.nullKey.add();
            return join(row, nullptr);
        }
        const auto* entry = m_store.table().find(row.key);
        if (entry == nullptr) {
            if (m_config.how == JoinConfig::How::Left) join(row, nullptr);
            return;
        }
        Row right;
        right.key = row.key;
        right.keyNull = false;
        right.timestamp = entry->timestamp();
        if (!m_codec.decode(entry->value(), m_task.arena, right)) return failed({"data_corrupted", "a row of the store does not fit its columns"});
        join(row, &right);
    }

private:
    static constexpr int rightPort = 1;

    void remember(const Row& row) {
        if (row.keyNull) return m_counters.nullKey.add();
        auto& table = m_store.table();
        if (row.valueNull) {
            if (auto* entry = table.find(row.key)) table.remove(*entry, row.timestamp);
            return;
        }
        m_scratch.clear();
        m_codec.encode(row, m_scratch);
        table.put(table.at(row.key), m_scratch, row.timestamp);
    }

    void join(const Row& left, const Row* right) {
        auto* columns = m_task.arena.allocateArray<Datum>(m_columns);
        if (!m_task.machine.run(m_config.select, {{&left, right}, m_task.nowMicros}, m_task.arena, {columns, m_columns})) return failed();
        Row out = left;
        out.columns = columns;
        out.valueRaw = false;
        out.value = {};
        forward(out);
    }

    const JoinConfig& m_config;
    Store& m_store;
    TableRowCodec m_codec;
    std::size_t m_columns;
    std::string m_scratch;
};

} // namespace

std::unique_ptr<Operator> makeStreamTableJoin(OperatorContext& context) { return std::make_unique<StreamTableJoin>(context); }

} // namespace weir
