// SPDX-License-Identifier: GPL-3.0-or-later
// LagPlot: records behind, by partition; below the values: how much of it one partition holds, the trend, the time to clear.
#pragma once

#include "weir/plots/line_plot.h"

namespace weir {

class JobMonitor;

class LagPlot : public LinePlot {
    Q_OBJECT
public:
    LagPlot(const Theme& theme, TimeAxisLink& link, QWidget* parent = nullptr);
    /// Null: none. The monitor must outlive the plot, or be replaced first.
    void setMonitor(const JobMonitor* monitor);
    void retranslate() override;

protected:
    std::vector<FactRow> facts() const override;
    QString valueText(double value) const override;

private:
    const JobMonitor* m_monitor = nullptr;
};

} // namespace weir
