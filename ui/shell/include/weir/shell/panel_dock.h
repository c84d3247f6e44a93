// SPDX-License-Identifier: GPL-3.0-or-later
// PanelDock: a dock whose title is a row of tabs, one a panel. Which panels stand in which dock is the perspective's choice;
// where the dock stands is the user's.
#pragma once

#include <QDockWidget>
#include <QString>

#include <functional>
#include <vector>

class QLabel;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace weir {

class Theme;

/// A panel of the window. The widget belongs to the window.
struct PanelEntry {
    QString id;
    QWidget* widget = nullptr;
    std::function<QString()> title; ///< in the present language
};

class PanelDock : public QDockWidget {
    Q_OBJECT
public:
    PanelDock(const QString& id, const Theme& theme, QWidget* parent);
    void setPanels(const std::vector<PanelEntry>& panels);
    bool holds(const QString& panel) const;
    void raisePanel(const QString& panel);
    QString frontPanel() const;
    /// Counts beside a tab's text: errors in red, others grey; 0: none.
    void setBadge(const QString& panel, int errors, int others);
    /// A narrow column: its tabs take the whole width, without buttons beside them.
    void setNarrow();
    void setTheme(const Theme& theme);
    void retranslate();
    QTabBar& tabBar() { return *m_tabs; }

Q_SIGNALS:
    void frontChanged(const QString& panel);

private:
    int indexOf(const QString& panel) const;
    std::vector<PanelEntry> m_panels;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    QToolButton* m_float = nullptr;
    QToolButton* m_close = nullptr;
    bool m_filling = false;
};

} // namespace weir
