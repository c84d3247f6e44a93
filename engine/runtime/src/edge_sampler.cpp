// SPDX-License-Identifier: Apache-2.0
#include "edge_sampler.h"

#include "weir/record/json_out.h"
#include "weir/record/key.h"

namespace weir {
namespace {
constexpr int lockTries = 1000;
constexpr std::size_t ringRecords = 1000;
// The rate is an average: what a commit emits at once (a row a key) passes together, not its first row alone.
constexpr std::int64_t burstNanos = 200'000'000;
}

EdgeSampler::EdgeSampler(EdgeType type, std::vector<bool> columns, expr::Program where, std::vector<expr::Program> values, std::int32_t perSecond, const Clock& clock)
    : m_type(std::move(type)), m_where(std::move(where)), m_values(std::move(values)), m_intervalNanos(1'000'000'000 / std::max(perSecond, 1)), m_clock(clock) {
    if (!m_type.columns) return;
    for (std::size_t i = 0; i < m_type.columns->size(); ++i)
        if (m_type.valueForm == expr::ValueForm::Columns || i >= columns.size() || columns[i]) {
            m_shown.columns.push_back(m_type.columns->columns[i]);
            m_positions.push_back(i);
        }
}

void EdgeSampler::offer(const Row& row, TaskContext& task) {
    m_seen.fetch_add(1, std::memory_order_relaxed);
    if (m_where) {
        const auto matches = task.machine.test(m_where, task.inputs(row), task.arena);
        if (!matches || !*matches) return;
    }
    const auto now = m_clock.monotonicNanos();
    auto due = m_next.load(std::memory_order_relaxed);
    if (now + burstNanos < due || !m_next.compare_exchange_strong(due, std::max(due, now) + m_intervalNanos, std::memory_order_relaxed)) {
        m_missed.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    auto sample = render(row);
    compute(row, task, sample);
    // A reader holds it for the swap of two rings. That is worth a few tries, not a wait.
    std::unique_lock lock(m_mutex, std::try_to_lock);
    for (int tries = 0; !lock && tries < lockTries; ++tries) (void)lock.try_lock();
    if (!lock) {
        m_missed.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    if (m_ring.size() >= ringRecords) {
        m_ring.pop_front();
        m_missed.fetch_add(1, std::memory_order_relaxed);
    }
    m_ring.push_back(std::move(sample));
}

SampledRecord EdgeSampler::render(const Row& row) const {
    SampledRecord out;
    if (row.origin.topic != nullptr) out.topic = *row.origin.topic;
    out.partition = row.origin.partition;
    out.offset = row.origin.offset;
    out.timestamp = row.timestamp;
    out.keyNull = row.keyNull;
    if (!row.keyNull) out.key = keyText(m_type.keyFormat, row.key);
    out.tombstone = row.valueNull;
    if (m_type.windowed()) {
        out.windowStart = row.windowStart;
        out.windowEnd = row.windowEnd;
    }
    if (row.valueNull) {
        out.value = "null";
    } else if (row.valueRaw) {
        if (m_type.valueFormat == Format::Json) {
            out.value = row.value;
        } else {
            out.value = keyText(m_type.valueFormat, row.value);
        }
    } else if (row.columns != nullptr) {
        std::vector<Datum> shown;
        shown.reserve(m_positions.size());
        for (const auto i : m_positions) shown.push_back(row.columns[i]);
        appendJsonRow(out.value, m_shown, shown.data());
    }
    return out;
}

void EdgeSampler::compute(const Row& row, TaskContext& task, SampledRecord& out) const {
    for (const auto& program : m_values) {
        Datum value;
        out.values.emplace_back();
        // A tombstone has its key, its time and its window; its columns read as NULL.
        if (task.machine.run(program, task.inputs(row), task.arena, {&value, 1})) appendJson(out.values.back(), program.outputs().columns.front().type, value);
        else out.values.back() = "null";
    }
}

TapDrain EdgeSampler::drain() {
    TapDrain out;
    decltype(m_ring) taken;
    {
        const std::lock_guard lock(m_mutex);
        taken.swap(m_ring);
    }
    out.records.assign(std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
    out.seen = m_seen.load(std::memory_order_relaxed);
    out.missed = m_missed.load(std::memory_order_relaxed);
    return out;
}

std::string keyText(Format format, std::string_view bytes) {
    if (format == Format::String || format == Format::Json) return std::string(bytes);
    std::string out;
    if (format == Format::Bytes) {
        appendBase64(out, bytes);
        return out;
    }
    Arena arena;
    Datum value;
    if (decodeKey(format, bytes, arena, value)) appendJson(out, typeOfFormat(format), value);
    return out;
}

} // namespace weir
