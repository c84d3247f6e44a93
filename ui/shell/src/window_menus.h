// SPDX-License-Identifier: GPL-3.0-or-later
// WindowMenus: the menu bar, from the command set.
#pragma once

#include "weir/shell/command_set.h"

#include <QCoreApplication>

#include <initializer_list>
#include <utility>
#include <vector>

class QMenu;
class QMenuBar;

namespace weir {

class RecentFiles;

class WindowMenus : public QObject {
    Q_OBJECT
public:
    WindowMenus(QMenuBar& bar, CommandSet& commands, RecentFiles& recent);
    void retranslate();

Q_SIGNALS:
    void fileChosen(const QString& path);

private:
    void fillRecent();
    QMenu* add(const char* title, std::initializer_list<std::initializer_list<Command>> groups);
    QMenuBar& m_bar;
    CommandSet& m_commands;
    RecentFiles& m_recent;
    std::vector<std::pair<QMenu*, const char*>> m_menus;
    QMenu* m_recentMenu = nullptr;
};

} // namespace weir
