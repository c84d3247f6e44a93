// SPDX-License-Identifier: Apache-2.0
// BoundedQueue<T>: commands from other threads to one owner, drained once per poll. push says false when full.
#pragma once

#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace weir {

template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}
    bool push(T value) {
        const std::lock_guard lock(m_mutex);
        if (m_items.size() >= m_capacity) return false;
        m_items.push_back(std::move(value));
        return true;
    }
    std::vector<T> drain() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_items, {});
    }

private:
    std::mutex m_mutex;
    std::size_t m_capacity;
    std::vector<T> m_items;
};

} // namespace weir
