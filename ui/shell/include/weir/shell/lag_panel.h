// SPDX-License-Identifier: GPL-3.0-or-later
// LagPanel: how far behind each partition is: as a plot, as a table with trend and time to clear, and the tasks that work on it.
#pragma once

#include "weir/plots/time_axis_link.h"

#include <QWidget>

class QButtonGroup;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace weir {

class JobMonitor;
class LagPlot;
class Theme;

class LagPanel : public QWidget {
    Q_OBJECT
public:
    explicit LagPanel(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setMonitor(JobMonitor* monitor);
    void refresh();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    class LagDelegate;
    TimeAxisLink m_link;
    JobMonitor* m_monitor = nullptr;
    LagPlot* m_plot = nullptr;
    QTableView* m_lags = nullptr;
    QTableView* m_tasks = nullptr;
    QStackedWidget* m_views = nullptr;
    QToolButton* m_buttons[3] = {};
    LagDelegate* m_delegate = nullptr;
};

} // namespace weir
