// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineStrip: the row under the docks. Idle: records a second of the running job over its last minutes, 24 px. In the
// Replay perspective it is higher and says plainly that replaying comes later.
#pragma once

#include "weir/document/theme.h"

#include <QWidget>

#include <vector>

namespace weir {

class JobMonitor;

class TimelineStrip : public QWidget {
    Q_OBJECT
public:
    explicit TimelineStrip(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setExpanded(bool expanded);
    /// A bar each second.
    void showJob(const JobMonitor* monitor);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme m_theme;
    bool m_expanded = false;
    std::vector<double> m_rates; ///< one a second, oldest first
    std::int64_t m_second = 0;
    std::int64_t m_first = 0;    ///< second of the first bar
    const JobMonitor* m_monitor = nullptr;
};

} // namespace weir
