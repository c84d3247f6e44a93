// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/plots/time_axis_link.h"

#include <algorithm>

namespace weir {

void TimeAxisLink::advance(double newest, double first) {
    if (!m_following || newest < m_to) return;
    m_to = newest;
    m_from = std::max(newest - m_span, std::min(first, newest - m_span / 8));
}

void TimeAxisLink::setRange(double from, double to) {
    if (to - from < 0.05) return;
    m_from = from;
    m_to = to;
    m_span = std::clamp(to - from, 0.05, 7 * 86'400.0);
    if (m_following) {
        m_following = false;
        Q_EMIT followingChanged(false);
    }
    Q_EMIT rangeChanged();
}

void TimeAxisLink::follow() {
    if (m_following) return;
    m_following = true;
    m_to = 0; // the next frame's newest time is the edge again
    Q_EMIT followingChanged(true);
    Q_EMIT rangeChanged();
}

void TimeAxisLink::setCursor(std::optional<double> time) {
    if (m_cursor == time) return;
    m_cursor = time;
    Q_EMIT cursorChanged();
}

} // namespace weir
