// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/metrics_panel.h"

#include "weir/plots/lag_plot.h"
#include "weir/plots/throughput_plot.h"

#include <QHBoxLayout>

namespace weir {

MetricsPanel::MetricsPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_throughput(new ThroughputPlot(theme, m_link)), m_lag(new LagPlot(theme, m_link)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_throughput, 1);
    row->addWidget(m_lag, 1);
}

void MetricsPanel::setTheme(const Theme& theme) {
    m_throughput->setTheme(theme);
    m_lag->setTheme(theme);
}

void MetricsPanel::setMonitor(const JobMonitor* monitor) {
    if (monitor == m_monitor) return;
    m_monitor = monitor;
    m_throughput->setMonitor(monitor);
    m_lag->setMonitor(monitor);
}

void MetricsPanel::refresh() {
    m_throughput->refresh();
    m_lag->refresh();
}

} // namespace weir
