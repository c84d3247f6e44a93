// SPDX-License-Identifier: Apache-2.0
// FakeClock: time that a test moves.
#pragma once

#include "weir/core/time.h"

#include <atomic>

namespace weir {

class FakeClock final : public Clock {
public:
    explicit FakeClock(std::int64_t wallMicros = 0) : m_wall(wallMicros) {}
    std::int64_t wallMicros() const override { return m_wall.load(); }
    std::int64_t monotonicNanos() const override { return m_wall.load() * 1000; }
    void advance(Milliseconds by) { m_wall += by.count() * 1000; }
    void set(std::int64_t wallMicros) { m_wall = wallMicros; }

private:
    std::atomic<std::int64_t> m_wall;
};

} // namespace weir
