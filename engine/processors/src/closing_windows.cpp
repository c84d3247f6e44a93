// SPDX-License-Identifier: Apache-2.0
#include "closing_windows.h"

#include "weir/record/key.h"

#include <limits>

namespace weir {

std::string_view ClosingWindows::serialize(const Window& window) {
    m_scratch.clear();
    if (m_session) {
        appendSessionWindowedKey(m_scratch, window.key, window.start, window.end);
    } else {
        appendTimeWindowedKey(m_scratch, window.key, window.start);
    }
    return m_scratch;
}

ClosingWindows::Window ClosingWindows::parse(const WaitOrder::Waiting& waiting) const {
    const auto parts = splitWindowedKey(waiting.second, m_session, 0);
    return {parts->key, parts->start, waiting.first};
}

void ClosingWindows::add(const Window& window) { m_waiting.add(window.end, serialize(window)); }
void ClosingWindows::remove(const Window& window) { m_waiting.remove(window.end, serialize(window)); }

void ClosingWindows::advance(std::int64_t timestamp, const std::function<bool(const Window&)>& emit) {
    if (timestamp > m_store.emittedTime()) m_store.setEmittedTime(timestamp);
    while (!m_waiting.empty()) {
        const auto window = parse(m_waiting.first());
        if (open(window)) return;
        const bool goOn = emit(window);
        m_waiting.removeFirst();
        if (!goOn) return;
    }
}

std::int64_t ClosingWindows::earliestEnd() const { return m_waiting.empty() ? std::numeric_limits<std::int64_t>::max() : m_waiting.first().first; }

} // namespace weir
