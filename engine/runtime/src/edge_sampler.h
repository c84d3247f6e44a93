// SPDX-License-Identifier: Apache-2.0
// EdgeSampler: a tap on one edge: a bounded ring of records as a person reads them. The tasks offer rows; a reader drains. A row beyond
// the rate, or when the reader holds the ring, is counted and not kept: a slow reader never slows a task. What a view wants computed
// (a plot's x, y, series) is computed here, for the kept rows alone.
// Threads  offer() from task threads, drain() from any.
#pragma once

#include "weir/core/time.h"
#include "weir/processors/operator.h"
#include "weir/runtime/engine_access.h"
#include "weir/topology/edge_type.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <string>

namespace weir {

class EdgeSampler final : public EdgeTap {
public:
    EdgeSampler(EdgeType type, std::vector<bool> columns, expr::Program where, std::vector<expr::Program> values, std::int32_t perSecond, const Clock& clock);
    void offer(const Row& row, TaskContext& task) override;
    TapDrain drain();

private:
    SampledRecord render(const Row& row) const;
    void compute(const Row& row, TaskContext& task, SampledRecord& out) const;

    EdgeType m_type;
    Schema m_shown; ///< the columns that travel over the edge
    std::vector<std::size_t> m_positions;
    expr::Program m_where;
    std::vector<expr::Program> m_values;
    std::int64_t m_intervalNanos;
    const Clock& m_clock;
    std::atomic<std::int64_t> m_next{0};
    std::atomic<std::uint64_t> m_seen{0};
    std::atomic<std::uint64_t> m_missed{0};
    std::mutex m_mutex;
    std::deque<SampledRecord> m_ring;
};

/// A key for people: text as it is, others as JSON.
std::string keyText(Format format, std::string_view bytes);

} // namespace weir
