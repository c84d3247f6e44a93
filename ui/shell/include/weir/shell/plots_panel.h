// SPDX-License-Identifier: GPL-3.0-or-later
// PlotsPanel: the plots that the topology asks for by its `plot` nodes: windowed edges as bars, others as lines.
#pragma once

#include "weir/document/theme.h"
#include "weir/plots/time_axis_link.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QSplitter;

namespace weir {

class LinePlot;
class PlotFeed;
class TopologyRun;
class WindowPlot;

class PlotsPanel : public QWidget {
    Q_OBJECT
public:
    explicit PlotsPanel(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setRun(TopologyRun* run);
    void refresh();
    /// The only plot's title, or "Plots".
    QString title() const;
    int plotCount() const { return static_cast<int>(m_plots.size()); }

Q_SIGNALS:
    void titleChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Plot {
        const PlotFeed* feed;
        LinePlot* lines = nullptr;
        WindowPlot* windows = nullptr;
    };
    void rebuild();
    void retranslate();

    Theme m_theme;
    TopologyRun* m_run = nullptr;
    std::vector<std::unique_ptr<TimeAxisLink>> m_links;
    std::vector<Plot> m_plots;
    QSplitter* m_splitter = nullptr;
    QLabel* m_empty = nullptr;
};

} // namespace weir
