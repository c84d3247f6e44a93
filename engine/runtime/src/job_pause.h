// SPDX-License-Identifier: Apache-2.0
// JobPause: why a job's threads stand still: a person paused it, the disk is nearly full, or somebody looks at all of its tasks at one
//          moment (a checkpoint).
// Shape    each change has a number. A thread that has committed and stands still says which change it saw: it stands still for certain
//          while that is the last one.
// Threads  any.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

namespace weir {

class JobPause {
public:
    void setByPerson(bool paused) {
        const std::lock_guard lock(m_mutex);
        m_byPerson.store(paused, std::memory_order_release);
        change();
    }
    void setForSpace(bool waits) {
        const std::lock_guard lock(m_mutex);
        if (m_forSpace.load(std::memory_order_relaxed) == waits) return;
        m_forSpace.store(waits, std::memory_order_release);
        change();
    }
    void hold() {
        const std::lock_guard lock(m_mutex);
        ++m_holders;
        change();
    }
    void letGo() {
        const std::lock_guard lock(m_mutex);
        --m_holders;
        change();
    }
    bool byPerson() const { return m_byPerson.load(std::memory_order_acquire); }
    bool forSpace() const { return m_forSpace.load(std::memory_order_acquire); }
    /// Connectors go on while somebody only looks.
    const std::atomic<bool>& ofConnectors() const { return m_ofConnectors; }
    bool paused() const { return m_paused.load(std::memory_order_acquire); }
    /// Of the last change. Read it before paused().
    std::uint64_t version() const { return m_version.load(std::memory_order_acquire); }

private:
    void change() {
        const bool connectors = m_byPerson.load(std::memory_order_relaxed) || m_forSpace.load(std::memory_order_relaxed);
        m_ofConnectors.store(connectors, std::memory_order_release);
        m_paused.store(m_holders > 0 || connectors, std::memory_order_release);
        m_version.fetch_add(1, std::memory_order_acq_rel);
    }
    std::mutex m_mutex; ///< of who changes it
    int m_holders = 0;
    std::atomic<bool> m_byPerson{false};
    std::atomic<bool> m_forSpace{false};
    std::atomic<bool> m_ofConnectors{false};
    std::atomic<bool> m_paused{false};
    std::atomic<std::uint64_t> m_version{1};
};

} // namespace weir
