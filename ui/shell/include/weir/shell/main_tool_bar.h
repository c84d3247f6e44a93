// SPDX-License-Identifier: GPL-3.0-or-later
// MainToolBar: perspectives, target, run controls, search, theme: one row of 40 px.
#pragma once

#include <QToolBar>

#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace weir {

class CommandSet;
class Theme;

class MainToolBar : public QToolBar {
    Q_OBJECT
public:
    MainToolBar(CommandSet& commands, const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void retranslate();
    /// How many nodes differ from what runs.
    void setChanges(int count);
    void setPaused(bool paused);
    void setReplay(bool replay);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* button(QAction& action, bool text);
    CommandSet& m_commands;
    QWidget* m_perspectives = nullptr;
    std::vector<QToolButton*> m_perspectiveButtons;
    QLabel* m_replayChip = nullptr;
    QComboBox* m_target = nullptr;
    QToolButton* m_run = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_apply = nullptr;
    QLabel* m_changes = nullptr;
    QToolButton* m_stepRecord = nullptr;
    QToolButton* m_stepNode = nullptr;
    QComboBox* m_speed = nullptr;
    QAction* m_speedAction = nullptr;
    QPushButton* m_search = nullptr;
    QLabel* m_searchKey = nullptr;
    QToolButton* m_theme = nullptr;
};

} // namespace weir
