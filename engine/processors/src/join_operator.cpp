// SPDX-License-Identifier: Apache-2.0
#include "join_operator.h"

#include "weir/record/key.h"

namespace weir {

JoinTable::JoinTable(Store& store, const EdgeType& type, const expr::SideUse& use, std::int64_t retentionMs)
    : m_store(store), m_codec(type, use.columns, use.value), m_windowing(type.windowing), m_retentionMs(retentionMs) {}

// A session is known by both its ends; the store orders and expires by the later one.
std::string_view JoinTable::prefix(const Row& keyed) {
    if (m_windowing != Windowing::Session) return keyed.key;
    m_prefix.assign(keyed.key);
    appendWindowStart(m_prefix, keyed.windowStart);
    return m_prefix;
}

StateTable::Entry* JoinTable::find(const Row& keyed) {
    if (m_retentionMs >= 0 && (m_windowing == Windowing::Time ? keyed.windowStart : keyed.windowEnd) <= m_store.observedTime() - m_retentionMs) return nullptr;
    switch (m_windowing) {
    case Windowing::None: return m_store.table().find(keyed.key);
    case Windowing::Time: return m_store.findWindow(keyed.key, keyed.windowStart);
    case Windowing::Session: return m_store.findWindow(prefix(keyed), keyed.windowEnd);
    }
    return nullptr;
}

StateTable::Entry& JoinTable::at(const Row& keyed) {
    if (m_windowing == Windowing::None) return m_store.table().at(keyed.key);
    // The time of a store of windows is that of its latest window: its start, of a session its end [RocksDBWindowStore].
    m_store.observe(m_windowing == Windowing::Time ? keyed.windowStart : keyed.windowEnd);
    return m_windowing == Windowing::Time ? m_store.window(keyed.key, keyed.windowStart) : m_store.window(prefix(keyed), keyed.windowEnd);
}

void JoinTable::put(StateTable::Entry& entry, const Row& row) {
    m_scratch.clear();
    m_codec.encode(row, m_scratch);
    m_store.table().put(entry, m_scratch, row.timestamp);
}

bool LookupKey::compute(TaskContext& task, const Row& left, std::string_view& key, bool& null) {
    Datum value;
    const auto run = [&](const expr::Program& program, const Row& row) {
        if (task.machine.run(program, task.inputs(row), task.arena, {&value, 1})) return true;
        m_error = task.machine.error();
        return false;
    };
    if (!run(m_config.lookup, left)) return false;
    null = value.null;
    if (null) return true;
    if (m_config.lookupCast) {
        Row one;
        const Datum from = value;
        one.columns = &from;
        one.valueNull = false;
        if (!run(m_config.lookupCast, one)) return false;
        null = value.null;
        if (null) return true;
    }
    if (m_config.rightType.keyFormat == Format::String) {
        key = value.bytes(); // text keys are their own bytes
        return true;
    }
    m_scratch.clear();
    if (!encodeKey(m_config.rightType.keyFormat, m_config.rightType.keyType, value, m_scratch)) {
        m_error = {"invalid_parameter_value", "NaN can't be a key"};
        return false;
    }
    key = task.arena.copy(m_scratch);
    return true;
}

} // namespace weir
