// SPDX-License-Identifier: GPL-3.0-or-later
// WindowPlot: a windowed aggregate as bars, one a window and key. A window is open while stream time < end + grace: those
// bars are hatched, the grace behind them is shaded; late, dropped records are ticks on the axis. Time is event time.
// A click on a key in the table shows that key alone; another click all again (at most eight side by side).
#pragma once

#include "weir/plots/plot_frame.h"

#include <QString>

#include <string>
#include <vector>

class QCPBars;
class QCPGraph;
class QCPItemLine;
class QCPItemRect;
class QCPItemText;

namespace weir {

class WindowBars;
class WindowLegend;

class WindowPlot : public PlotFrame {
    Q_OBJECT
public:
    WindowPlot(const Theme& theme, TimeAxisLink& link, QWidget* parent = nullptr);
    /// `bars` must outlive the plot, or be replaced first; null: nothing to draw.
    void setBars(const WindowBars* bars, std::int64_t graceMs);
    void setStreamTime(std::int64_t milliseconds) { m_streamTime = milliseconds; }
    void setLateTimes(const std::vector<std::int64_t>& times) { m_late = times; }
    /// A key to show alone; empty: the largest side by side.
    void setChosen(const std::string& key);
    const std::string& chosen() const { return m_chosen; }
    void setTheme(const Theme& theme) override;
    QString csv(bool visibleOnly) const override;

    /// Bars now drawn as open, for tests.
    int openBars() const { return m_openBars; }
    int closedBars() const { return m_closedBars; }

protected:
    double newest() const override;
    bool extent(double& from, double& to) const override;
    ValueRange pull(double from, double to, int columns) override;
    void fillTable() override;

private:
    struct Pair {
        QCPBars* closed = nullptr;
        QCPBars* open = nullptr;
    };
    std::vector<std::string> shownKeys() const;
    double slotMs(const std::vector<std::string>& keys) const;
    void styleBars();
    void shadeGrace(const std::vector<std::int64_t>& openEnds);
    void markLate(double from, double to, double top);

    const WindowBars* m_bars = nullptr;
    std::int64_t m_graceMs = 0;
    std::int64_t m_streamTime = -1;
    std::vector<std::int64_t> m_late;
    std::string m_chosen;
    std::vector<Pair> m_pairs;
    std::vector<QCPItemRect*> m_grace;
    std::vector<QCPItemText*> m_labels;
    QCPItemLine* m_streamLine = nullptr;
    QCPGraph* m_lateTicks = nullptr;
    WindowLegend* m_legend = nullptr;
    int m_openBars = 0;
    int m_closedBars = 0;
};

} // namespace weir
