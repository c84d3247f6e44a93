// SPDX-License-Identifier: Apache-2.0
// join of a stream with a global table: each record looks up the row whose key `on` names; no time, no co-partitioning, and the
// table's changes trigger nothing [KStreamGlobalKTableJoin]. The rows are the whole job's (GlobalTable).
#include "join_operator.h"

#include "weir/state/global_table.h"

namespace weir {
namespace {

class StreamGlobalJoin final : public JoinOperator {
public:
    explicit StreamGlobalJoin(OperatorContext& context)
        : JoinOperator(context), m_key(m_config), m_rows(context.globalReader(context.plan.typed.nodes[rightInput(context).node].stores[0].name)), m_codec(m_config.rightType, {}, true) {}

    void process(int, const Row& row, const Row*) override {
        if (row.valueNull) return m_counters.nullValue.add(); // joins nothing (semantics.md, rule 3)
        std::string_view key;
        bool null = false;
        if (!m_key.compute(m_task, row, key, null)) return failed(m_key.error());
        if (null) {
            // Kafka Streams 3.9.1 gives the unmatched row for a record whose own key is NULL too, and drops the others.
            if (!m_config.alone(leftPort) || !row.keyNull) return m_counters.nullKey.add();
            return join(row, nullptr);
        }
        const auto* found = m_rows.find(key);
        if (found == nullptr) {
            if (m_config.alone(leftPort)) join(row, nullptr);
            return;
        }
        Row right;
        Row like;
        like.key = found->key;
        if (restore(m_codec, found->value, found->timestamp, like, right)) join(row, &right);
    }

private:
    static const BoundInput& rightInput(const OperatorContext& context) {
        const auto& inputs = context.bound.inputs;
        return inputs[0].port == "right" ? inputs[0] : inputs[1];
    }
    void join(const Row& left, const Row* right) {
        Row out = left;
        if (pair(&left, right, out)) forward(out);
    }

    LookupKey m_key;
    GlobalTable::Reader& m_rows;
    TableRowCodec m_codec;
};

} // namespace

std::unique_ptr<Operator> makeStreamGlobalJoin(OperatorContext& context) { return std::make_unique<StreamGlobalJoin>(context); }

} // namespace weir
