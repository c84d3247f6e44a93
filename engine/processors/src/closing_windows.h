// SPDX-License-Identifier: Apache-2.0
// ClosingWindows: windows whose result is held back until they close (emit: final), in the order in which they leave: by end, then by
// the windowed key's serialized bytes (semantics.md, rule 10). It keeps suppress's own stream time in the store.
// Threads  one task.
#pragma once

#include "wait_order.h"

#include "weir/state/store.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace weir {

class ClosingWindows {
public:
    struct Window {
        std::string_view key;
        std::int64_t start = 0;
        std::int64_t end = 0;
    };

    /// `afterMs`: how long after its end a window closes.
    ClosingWindows(Store& store, bool session, std::int64_t afterMs) : m_store(store), m_session(session), m_afterMs(afterMs) {}
    /// An update of the window came; adding what waits already changes nothing.
    void add(const Window& window);
    void remove(const Window& window);
    /// The window is open for suppress: its result was not emitted yet.
    bool open(const Window& window) const { return window.end > m_store.emittedTime() - m_afterMs; }
    /// An update with this timestamp came. `emit` is called for every window that closes by it, until it returns false.
    void advance(std::int64_t timestamp, const std::function<bool(const Window&)>& emit);
    /// Of the windows that wait; if none does, the largest time.
    std::int64_t earliestEnd() const;

private:
    std::string_view serialize(const Window& window);
    Window parse(const WaitOrder::Waiting& waiting) const;

    Store& m_store;
    bool m_session;
    std::int64_t m_afterMs;
    WaitOrder m_waiting;
    std::string m_scratch;
};

} // namespace weir
