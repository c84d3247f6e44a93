// SPDX-License-Identifier: Apache-2.0
// Background: a thread of its own for work that goes on beside the jobs, and that can be ended while it rests.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace weir {

class Background {
public:
    /// `work` returns soon after rest() says that it is to end.
    explicit Background(std::function<void(Background&)> work) : m_thread([this, work = std::move(work)] { work(*this); }) {}
    ~Background() {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// From the work alone. False: it is to end.
    bool rest(std::chrono::nanoseconds time) {
        std::unique_lock lock(m_mutex);
        return !m_changed.wait_for(lock, time, [this] { return m_ending; });
    }
    /// As long as reading or writing so much may take at a rate.
    bool restFor(std::int64_t bytes, std::int64_t bytesPerSecond) { return rest(std::chrono::nanoseconds(bytes * 1'000'000'000 / bytesPerSecond)); }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace weir
