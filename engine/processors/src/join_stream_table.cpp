// SPDX-License-Identifier: Apache-2.0
// join of a stream with a table: each record of the stream meets the row that its key has in the table at that moment, the latest
// by offset, even if newer than the record; the table's changes trigger nothing [KStreamKTableJoinProcessor].
#include "join_operator.h"

namespace weir {
namespace {

class StreamTableJoin final : public JoinOperator {
public:
    explicit StreamTableJoin(OperatorContext& context)
        : JoinOperator(context), m_right(context.store(context.bound.stores[0].name), m_config.rightType, m_config.rightUse) {}

    void process(int port, const Row& row, const Row*) override {
        if (port == rightPort) return remember(row);
        if (row.valueNull) return m_counters.nullValue.add(); // a NULL value on the stream's side joins nothing (semantics.md, rule 3)
        if (row.keyNull) {
            if (!m_config.alone(leftPort)) return m_counters.nullKey.add();
            return join(row, nullptr);
        }
        const auto* entry = m_right.find(row);
        if (entry == nullptr) {
            if (m_config.alone(leftPort)) join(row, nullptr);
            return;
        }
        Row right;
        if (restore(m_right.codec(), entry->value(), entry->timestamp(), row, right)) join(row, &right);
    }

    void afterCommit() override {
        if (m_config.retentionMs >= 0) m_right.store().expireBefore(m_right.store().observedTime() - m_config.retentionMs);
    }

private:
    void remember(const Row& row) {
        if (row.keyNull) return m_counters.nullKey.add();
        if (!row.valueNull) return m_right.put(m_right.at(row), row);
        if (auto* entry = m_right.find(row)) m_right.remove(*entry, row.timestamp);
    }

    void join(const Row& left, const Row* right) {
        Row out = left;
        if (pair(&left, right, out)) forward(out);
    }

    JoinTable m_right;
};

} // namespace

std::unique_ptr<Operator> makeStreamTableJoin(OperatorContext& context) { return std::make_unique<StreamTableJoin>(context); }

} // namespace weir
