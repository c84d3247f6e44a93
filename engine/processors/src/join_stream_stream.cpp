// SPDX-License-Identifier: Apache-2.0
// join of two streams: pairs of one key whose times are near enough. A record meets what the other side remembers, then it is
// remembered itself. Left and outer go by the documented rule, not by Kafka Streams' bookkeeping (semantics.md, rules 2 to 4, 6).
#include "join_operator.h"
#include "parked_rows.h"

#include "weir/record/json_out.h"

#include <algorithm>
#include <array>
#include <optional>

namespace weir {
namespace {

class StreamStreamJoin final : public JoinOperator {
public:
    explicit StreamStreamJoin(OperatorContext& context)
        : JoinOperator(context), m_retention(m_config.beforeMs + m_config.afterMs + m_config.graceMs),
          m_sides{Side(context, m_config.leftType, m_config.leftUse, 0), Side(context, m_config.rightType, m_config.rightUse, 1)},
          m_windowed(m_config.leftType.windowed()) {
        // A right record may be up to `after` later than the left one, and up to `before` earlier.
        m_sides[leftPort].reach(m_config.beforeMs, m_config.afterMs);
        m_sides[rightPort].reach(m_config.afterMs, m_config.beforeMs);
        if (m_config.how == JoinConfig::How::Inner) return;
        auto& unmatched = context.store(context.bound.stores[2].name);
        m_sides[rightPort].parked.emplace(unmatched, ParkedRows::rightSide);
        m_sides[leftPort].parked.emplace(unmatched, ParkedRows::leftSide);
    }

    void process(int port, const Row& row, const Row*) override {
        const auto time = advance(row.timestamp);
        if (m_config.how != JoinConfig::How::Inner && !emitUnmatched(time, row)) return;
        if (row.valueNull) return m_counters.nullValue.add(); // joins nothing
        const bool alone = m_config.alone(port);
        if (row.keyNull) {
            if (!alone) return m_counters.nullKey.add();
            return unmatched(port, row);
        }
        auto& own = m_sides[static_cast<std::size_t>(port)];
        const auto key = keyOf(row);
        const bool past = row.timestamp + own.ahead + m_config.graceMs < time;
        own.store.joinRows()->prefetch(key);
        const auto matches = meet(port, row, key);
        if (m_task.stopped) return;
        // Nobody would find a record that is out of its side's retention; one that waits for its turn needs its columns.
        std::optional<RowTime> at;
        if (!past || row.timestamp > own.store.observedTime() - m_retention) at = remember(own, row, key);
        if (matches > 0) return;
        if (past) late(port, row);
        if (!alone || m_task.stopped) return;
        if (past) return unmatched(port, row);
        own.parked->park(key, *at);
    }

    void restored() override {
        for (auto& side : m_sides)
            if (side.parked) side.parked->load();
    }

    // A parked row needs its columns until its turn; it has come when the row is older than this.
    void afterCommit() override {
        for (auto& side : m_sides) side.store.expireBefore(side.store.observedTime() - m_retention);
    }

private:
    struct Side {
        Side(OperatorContext& context, const EdgeType& type, const expr::SideUse& use, std::size_t index)
            : store(context.store(context.bound.stores[index].name)), codec(type, use.columns, use.value) {}
        void reach(std::int64_t back, std::int64_t forward) {
            behind = back;
            ahead = forward;
        }
        Store& store;
        TableRowCodec codec;
        std::int64_t behind = 0; ///< how far a partner may be before a record of this side
        std::int64_t ahead = 0;  ///< and behind it
        std::optional<ParkedRows> parked;
    };

    /// The join's stream time: the largest of either side, of records without key or value too. It is kept with the left store.
    std::int64_t advance(std::int64_t timestamp) {
        auto& store = m_sides[leftPort].store;
        if (timestamp > store.emittedTime()) store.setEmittedTime(timestamp);
        return store.emittedTime();
    }

    std::string_view keyOf(const Row& row) {
        if (!m_windowed) return row.key;
        m_key.assign(row.key);
        appendWindowStart(m_key, row.windowStart);
        appendWindowStart(m_key, row.windowEnd);
        return m_key;
    }
    void splitKey(std::string_view bytes, Row& row) const {
        row.keyNull = false;
        row.key = bytes;
        if (m_windowed && splitWindowKey(bytes, bytes, row.windowEnd) && splitWindowKey(bytes, bytes, row.windowStart)) row.key = bytes;
    }

    /// Both sides' parked rows whose time is over: by time, then right before left. False: one failed and the task stops.
    bool emitUnmatched(std::int64_t time, const Row& trigger) {
        while (true) {
            const auto dueOf = [&](int port) -> const ParkedRow* {
                auto& side = m_sides[static_cast<std::size_t>(port)];
                return m_config.alone(port) ? side.parked->due(time - side.ahead - m_config.graceMs) : nullptr;
            };
            const auto* left = dueOf(leftPort);
            const auto* right = dueOf(rightPort);
            if (left == nullptr && right == nullptr) return true;
            const int port = right != nullptr && (left == nullptr || right->at.time <= left->at.time) ? rightPort : leftPort;
            auto& side = m_sides[static_cast<std::size_t>(port)];
            const auto parked = side.parked->take();
            const auto* remembered = side.store.joinRows()->find(parked.key, parked.at);
            if (remembered == nullptr) continue;
            Row row;
            Row like;
            splitKey(parked.key, like);
            if (restore(side.codec, remembered->value(), parked.at.time, like, row)) {
                row.origin = trigger.origin;
                row.key = m_task.arena.copy(row.key);
                unmatched(port, row);
            }
            if (m_task.stopped) return false;
        }
    }

    void unmatched(int port, const Row& row) {
        Row out = row;
        if (port == leftPort ? pair(&row, nullptr, out) : pair(nullptr, &row, out)) forward(out);
    }

    /// Every remembered record of the other side that is near enough, by its time, then arrival.
    std::size_t meet(int port, const Row& row, std::string_view key) {
        auto& own = m_sides[static_cast<std::size_t>(port)];
        auto& other = m_sides[static_cast<std::size_t>(port ^ 1)];
        const auto oldest = other.store.observedTime() - m_retention + 1; // retention is visible (rule 6)
        std::size_t found = 0;
        for (const auto& [time, remembered] : other.store.joinRows()->range(key, std::max(row.timestamp - own.behind, oldest), row.timestamp + own.ahead)) {
            ++found;
            Row partner;
            if (!restore(other.codec, remembered->value(), time, row, partner)) return found;
            if (other.parked && m_config.alone(port ^ 1)) other.parked->unpark(key, remembered->at());
            Row out = row;
            out.timestamp = std::max(row.timestamp, time);
            if (port == leftPort ? pair(&row, &partner, out) : pair(&partner, &row, out)) forward(out);
            if (m_task.stopped) return found;
        }
        return found;
    }

    RowTime remember(Side& side, const Row& row, std::string_view key) {
        side.store.observe(row.timestamp);
        m_scratch.clear();
        side.codec.encode(row, m_scratch);
        return side.store.joinRows()->add(key, row.timestamp, m_scratch);
    }

    void late(int port, const Row& row) {
        m_counters.late.add();
        const auto& type = port == leftPort ? m_config.leftType : m_config.rightType;
        if (!m_config.lateRaw || row.valueRaw || row.columns == nullptr || type.columns == nullptr) return forward(row, nullptr, 1);
        m_scratch.clear();
        appendJsonRow(m_scratch, *type.columns, row.columns);
        Row whole = row;
        whole.value = m_task.arena.copy(m_scratch);
        whole.valueRaw = true;
        whole.columns = nullptr;
        forward(whole, nullptr, 1);
    }

    std::int64_t m_retention;
    std::array<Side, 2> m_sides;
    bool m_windowed;
    std::string m_key;
    std::string m_scratch;
};

} // namespace

std::unique_ptr<Operator> makeStreamStreamJoin(OperatorContext& context) { return std::make_unique<StreamStreamJoin>(context); }

} // namespace weir
