// SPDX-License-Identifier: Apache-2.0
// ScriptClock: a wall clock that jumps, and a monotonic one that never falls.
// Threads  one.
#pragma once

#include "weir/core/time.h"

namespace weir::torture {

class ScriptClock final : public Clock {
public:
    static constexpr std::int64_t begin = 1'700'000'000'000'000; ///< wall clock, µs
    std::int64_t wallMicros() const override { return m_wall; }
    std::int64_t monotonicNanos() const override { return m_nanos; }
    void tick(std::int64_t micros) {
        m_wall += micros;
        m_nanos += micros * 1000;
    }
    void jumpTo(std::int64_t wallMicros) { m_wall = wallMicros; }
    void jumpBy(std::int64_t micros) { m_wall += micros; }

private:
    std::int64_t m_wall = begin;
    std::int64_t m_nanos = 1'000'000'000;
};

} // namespace weir::torture
