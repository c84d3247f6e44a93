// SPDX-License-Identifier: GPL-3.0-or-later
// LinePlot: the lines of a SeriesSet over time.
#pragma once

#include "weir/plots/plot_frame.h"

#include <QString>

#include <functional>
#include <vector>

class QCPGraph;

namespace weir {

class SeriesSet;
struct FactRow;

class LinePlot : public PlotFrame {
    Q_OBJECT
public:
    /// `series` must outlive the plot, or be replaced first; null: nothing to draw.
    LinePlot(const Theme& theme, TimeAxisLink& link, const SeriesSet* series, QWidget* parent = nullptr);
    void setSeries(const SeriesSet* series);
    void setTheme(const Theme& theme) override;
    QString csv(bool visibleOnly) const override;

protected:
    double newest() const override;
    bool extent(double& from, double& to) const override;
    ValueRange pull(double from, double to, int columns) override;
    void fillTable() override;
    /// Below the table of values.
    virtual std::vector<FactRow> facts() const;
    virtual QString valueText(double value) const;
    const SeriesSet* series() const { return m_series; }

private:
    void styleGraphs();
    const SeriesSet* m_series;
    std::vector<QCPGraph*> m_graphs;
};

} // namespace weir
