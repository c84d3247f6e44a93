// SPDX-License-Identifier: GPL-3.0-or-later
// MetricsPanel: throughput and lag beside each other, on one time axis.
#pragma once

#include "weir/plots/time_axis_link.h"

#include <QWidget>

namespace weir {

class JobMonitor;
class LagPlot;
class Theme;
class ThroughputPlot;

class MetricsPanel : public QWidget {
    Q_OBJECT
public:
    explicit MetricsPanel(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setMonitor(const JobMonitor* monitor);
    void refresh();
    TimeAxisLink& timeAxis() { return m_link; }

private:
    TimeAxisLink m_link;
    const JobMonitor* m_monitor = nullptr;
    ThroughputPlot* m_throughput = nullptr;
    LagPlot* m_lag = nullptr;
};

} // namespace weir
