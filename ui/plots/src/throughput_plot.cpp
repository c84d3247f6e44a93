// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/plots/throughput_plot.h"

#include "weir/live/job_monitor.h"
#include "weir/live/number_text.h"

namespace weir {

ThroughputPlot::ThroughputPlot(const Theme& theme, TimeAxisLink& link, QWidget* parent) : LinePlot(theme, link, nullptr, parent) {
    ThroughputPlot::retranslate();
}

void ThroughputPlot::setMonitor(const JobMonitor* monitor) { setSeries(monitor ? &monitor->throughput() : nullptr); }
void ThroughputPlot::retranslate() { setCaption(tr("records a second")); }
QString ThroughputPlot::valueText(double value) const { return perSecondText(value); }

} // namespace weir
