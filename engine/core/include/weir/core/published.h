// SPDX-License-Identifier: Apache-2.0
// Published<T>: the newest immutable value, from one writer to any readers. A mutex round one pointer swap
// (std::atomic<std::shared_ptr> of libstdc++ 12 makes ThreadSanitizer report a race inside the library).
#pragma once

#include <memory>
#include <mutex>

namespace weir {

template <class T>
class Published {
public:
    void publish(std::shared_ptr<const T> value) {
        const std::lock_guard lock(m_mutex);
        m_value.swap(value);
    }
    std::shared_ptr<const T> latest() const {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace weir
