// SPDX-License-Identifier: Apache-2.0
// RunLimits: where the tasks of a job stop reading for the time being, while it runs (docs/adr/0009): a switch to a replay holds it at
// one place of its input until all before that place is worked off.
// Shape    held at a map of limits; a source's partition that is not in it is held where it stands. Tasks take a change at their next
//          step and say which one they took. Repartition topics have no limits: they run empty.
// Threads  set by one, read by all tasks.
#pragma once

#include "weir/broker/broker.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

namespace weir {

class RunLimits {
public:
    using Limits = std::map<TopicPartition, std::int64_t>;

    /// Returns the number of this change.
    std::uint64_t hold(Limits limits) { return set(std::move(limits)); }
    std::uint64_t release() { return set(std::nullopt); }
    std::uint64_t version() const { return m_version.load(std::memory_order_acquire); }
    /// nullopt: nothing is held.
    std::optional<Limits> get() const {
        const std::lock_guard lock(m_mutex);
        return m_limits;
    }

private:
    std::uint64_t set(std::optional<Limits> limits) {
        const std::lock_guard lock(m_mutex);
        m_limits = std::move(limits);
        return m_version.fetch_add(1, std::memory_order_acq_rel) + 1;
    }
    mutable std::mutex m_mutex;
    std::optional<Limits> m_limits;
    std::atomic<std::uint64_t> m_version{0};
};

} // namespace weir
