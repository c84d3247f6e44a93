// SPDX-License-Identifier: GPL-3.0-or-later
// ThroughputPlot: records a second of each source and sink of a job.
#pragma once

#include "weir/plots/line_plot.h"

namespace weir {

class JobMonitor;

class ThroughputPlot : public LinePlot {
    Q_OBJECT
public:
    ThroughputPlot(const Theme& theme, TimeAxisLink& link, QWidget* parent = nullptr);
    /// Null: none. The monitor must outlive the plot, or be replaced first.
    void setMonitor(const JobMonitor* monitor);
    void retranslate() override;

protected:
    QString valueText(double value) const override;
};

} // namespace weir
