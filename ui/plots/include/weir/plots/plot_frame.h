// SPDX-License-Identifier: GPL-3.0-or-later
// PlotFrame: what all plots share: axes with fixed margins, a hairline grid, the linked time range and cursor, the table of
// values at the right, pause, pan, zoom, follow, export. A plot draws from data that live/ holds; it is pulled once a frame.
// Speed    pens of 1 px, no anti-aliasing, queued replots: six plots of three series stay under 16 ms a frame (a smooth pen
//          of 1.5 px takes 700 ms with this library). A plot that takes longer than 12 ms skips every other frame.
// Keys     wheel: time; Shift+wheel: values; drag: pan; right drag: box; double click: fit; L: follow; context menu: the rest.
#pragma once

#include "weir/document/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

class QCustomPlot;
class QCPItemStraightLine;
class QCPItemText;
class QMenu;
class QMouseEvent;
class QWheelEvent;

namespace weir {

class TimeAxisLink;
class ValueTable;

class PlotFrame : public QWidget {
    Q_OBJECT
public:
    /// `link` must outlive the plot.
    PlotFrame(const Theme& theme, TimeAxisLink& link, QWidget* parent = nullptr);
    ~PlotFrame() override;

    virtual void setTheme(const Theme& theme);
    void setCaption(const QString& caption);
    QString caption() const;
    /// Paused, it keeps its picture while the data goes on.
    void setPaused(bool paused);
    bool paused() const { return m_paused; }
    /// One frame: pull the data and queue a replot.
    void refresh();
    void fit();

    /// Of the visible range, or of all that is held.
    virtual QString csv(bool visibleOnly) const = 0;
    bool savePng(const QString& path, double scale = 2);
    bool saveCsv(const QString& path, bool visibleOnly);
    /// Milliseconds that the last frame took to draw.
    double frameMillis() const;
    /// Texts in the present language.
    virtual void retranslate() {}

Q_SIGNALS:
    void pausedChanged(bool paused);

protected:
    /// The newest time of the data, in seconds; the range follows it. NaN: none.
    virtual double newest() const = 0;
    /// The time range of all data, for fit(). False: none.
    virtual bool extent(double& from, double& to) const = 0;
    /// Put the data of [from, to] into the plottables, and the value table; return the largest and least value shown.
    struct ValueRange {
        double least = 0;
        double largest = 0;
    };
    virtual ValueRange pull(double from, double to, int columns) = 0;
    virtual void fillTable() = 0;

    QCustomPlot& plot() { return *m_plot; }
    const QCustomPlot& plot() const { return *m_plot; }
    ValueTable& table() { return *m_table; }
    const Theme& theme() const { return m_theme; }
    TimeAxisLink& link() { return m_link; }
    const TimeAxisLink& link() const { return m_link; }
    /// Below the axes, over the whole width.
    void setFooter(QWidget* footer);
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void applyTheme();
    void scaleValues(ValueRange range);
    void draw();
    void moveCursor();
    void pressed(QMouseEvent* event);
    void moved(QMouseEvent* event);
    void released(QMouseEvent* event);
    void wheeled(QWheelEvent* event);
    void showMenu(QPoint globalPosition);

    Theme m_theme;
    TimeAxisLink& m_link;
    QCustomPlot* m_plot = nullptr;
    ValueTable* m_table = nullptr;
    QWidget* m_footer = nullptr;
    QCPItemStraightLine* m_cursor = nullptr;
    QCPItemText* m_captionItem = nullptr;
    QPoint m_rightPress;
    bool m_paused = false;
    bool m_applying = false;
    bool m_valuesByHand = false;
    bool m_skip = false;
    double m_top = 1;
    double m_bottom = 0;
};

} // namespace weir
