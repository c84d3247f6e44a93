// SPDX-License-Identifier: GPL-3.0-or-later
// WindowMenus: the menu bar, from the command set.
#pragma once

#include "weir/document/older_versions.h"
#include "weir/shell/command_set.h"

#include <QCoreApplication>

#include <initializer_list>
#include <functional>
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
    /// What File ▸ Older versions offers of the topology in front, asked when it opens.
    void setVersions(std::function<std::vector<OlderVersion>()> versions) { m_versions = std::move(versions); }
    void retranslate();

Q_SIGNALS:
    void fileChosen(const QString& path);
    void versionChosen(const QString& path);

private:
    void fillRecent();
    void fillVersions();
    QMenu* addLanguages();
    QMenu* addAlignment();
    QMenu* add(const char* title, std::initializer_list<std::initializer_list<Command>> groups);
    QMenuBar& m_bar;
    CommandSet& m_commands;
    RecentFiles& m_recent;
    std::vector<std::pair<QMenu*, const char*>> m_menus;
    std::function<std::vector<OlderVersion>()> m_versions;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_versionsMenu = nullptr;
};

} // namespace weir
