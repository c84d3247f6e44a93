// SPDX-License-Identifier: Apache-2.0
// What every join does: the select list over a pair of rows, and rows as a side's store keeps them.
// Threads  one task.
#pragma once

#include "join_config.h"
#include "table_row.h"

#include <string>
#include <string_view>

namespace weir {

class JoinOperator : public Operator {
public:
    static constexpr int leftPort = 0;
    static constexpr int rightPort = 1;

protected:
    explicit JoinOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<JoinConfig>()), m_columns(m_config.select.outputs().size()) {}

    /// The result of a pair (a null row: that side is missing) as the value of `out`; its key, window and time are the caller's.
    /// False: it failed and was reported.
    bool pair(const Row* left, const Row* right, Row& out) {
        auto* columns = m_task.arena.allocateArray<Datum>(m_columns);
        if (!m_task.machine.run(m_config.select, {{left, right}, m_task.nowMicros}, m_task.arena, {columns, m_columns})) {
            failed();
            return false;
        }
        out.columns = columns;
        out.valueNull = false;
        out.valueRaw = false;
        out.value = {};
        return true;
    }
    /// Without a value.
    static void erase(Row& out) {
        out.columns = nullptr;
        out.valueNull = true;
        out.valueRaw = false;
        out.value = {};
    }
    /// A kept row with the key and window of `like`. False: its bytes don't fit, which was reported.
    bool restore(const TableRowCodec& codec, std::string_view bytes, std::int64_t timestamp, const Row& like, Row& out) {
        out = Row();
        out.key = like.key;
        out.keyNull = false;
        out.windowStart = like.windowStart;
        out.windowEnd = like.windowEnd;
        out.timestamp = timestamp;
        if (codec.decode(bytes, m_task.arena, out)) return true;
        failed({"data_corrupted", "a row of the store does not fit its columns"});
        return false;
    }

    const JoinConfig& m_config;
    std::size_t m_columns;
};

/// One side's latest rows by key, and window where the side is windowed.
class JoinTable {
public:
    /// `retentionMs` of windows: an older one is not found, even before a commit expires it; -1: it is.
    JoinTable(Store& store, const EdgeType& type, const expr::SideUse& use, std::int64_t retentionMs = -1);
    /// Null: there is none.
    StateTable::Entry* find(const Row& keyed);
    /// Made if absent.
    StateTable::Entry& at(const Row& keyed);
    void put(StateTable::Entry& entry, const Row& row);
    void remove(StateTable::Entry& entry, std::int64_t timestamp) { m_store.table().remove(entry, timestamp); }
    const TableRowCodec& codec() const { return m_codec; }
    Store& store() { return m_store; }

private:
    std::string_view prefix(const Row& keyed);

    Store& m_store;
    TableRowCodec m_codec;
    Windowing m_windowing;
    std::int64_t m_retentionMs;
    std::string m_prefix;
    std::string m_scratch;
};

/// The right row's key from a left row (`on`, `foreign_key`).
class LookupKey {
public:
    explicit LookupKey(const JoinConfig& config) : m_config(config) {}
    /// `key`: bytes in the task's arena or the row; `null`: the expression is NULL. False: see error().
    bool compute(TaskContext& task, const Row& left, std::string_view& key, bool& null);
    const expr::RunError& error() const { return m_error; }

private:
    const JoinConfig& m_config;
    std::string m_scratch;
    expr::RunError m_error;
};

} // namespace weir
