// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_menus.h"

#include "weir/document/recent_files.h"

#include <QLocale>
#include <QMenu>
#include <QMenuBar>

namespace weir {

WindowMenus::WindowMenus(QMenuBar& bar, CommandSet& commands, RecentFiles& recent) : QObject(&bar), m_bar(bar), m_commands(commands), m_recent(recent) {
    using enum Command;
    auto* file = add(QT_TR_NOOP("&File"), {{New, Open}, {Save, SaveAs}, {CloseTab, Quit}});
    m_recentMenu = new QMenu(&bar);
    file->insertMenu(&commands[Save], m_recentMenu);
    connect(m_recentMenu, &QMenu::aboutToShow, this, &WindowMenus::fillRecent);
    m_versionsMenu = new QMenu(&bar);
    file->insertMenu(&commands[CloseTab], m_versionsMenu);
    connect(m_versionsMenu, &QMenu::aboutToShow, this, &WindowMenus::fillVersions);
    add(QT_TR_NOOP("&Edit"), {{Undo, Redo}, {Cut, Copy, Paste, Duplicate}, {Remove, RemoveAndHeal}, {SelectAll, FindNode}});
    auto* view = add(QT_TR_NOOP("&View"), {{ZoomIn, ZoomOut, ZoomActual, Fit, FitSelection}, {Minimap, SubTopologies, CanvasOnly}, {ToggleTheme}});
    view->addMenu(addLanguages());
    add(QT_TR_NOOP("&Insert"), {{QuickAdd, AddNote, Group}});
    auto* topology = add(QT_TR_NOOP("&Topology"), {{AutoLayout}, {CheckNow, QuickFix, NextProblem, PreviousProblem}});
    topology->insertMenu(topology->actions().at(1), addAlignment());
    add(QT_TR_NOOP("&Run"), {{Run, Pause, Stop, ApplyChanges}, {StepRecord, StepNode}, {FreezeRecords}});
    add(QT_TR_NOOP("Re&play"), {{Replay}});
    add(QT_TR_NOOP("&Window"), {{Build, Debug, Replay}, {NextTab, ResetLayout}});
    add(QT_TR_NOOP("&Help"), {{Help, KeyList, CommandPalette}, {About}});
    retranslate();
}

QMenu* WindowMenus::add(const char* title, std::initializer_list<std::initializer_list<Command>> groups) {
    auto* menu = new QMenu(&m_bar);
    bool first = true;
    for (const auto& group : groups) {
        if (!first) menu->addSeparator();
        first = false;
        for (const auto command : group) menu->addAction(&m_commands[command]);
    }
    m_bar.addMenu(menu);
    m_menus.emplace_back(menu, title);
    return menu;
}

QMenu* WindowMenus::addLanguages() {
    auto* languages = new QMenu(&m_bar);
    languages->addAction(&m_commands[Command::English]);
    languages->addAction(&m_commands[Command::Chinese]);
    m_menus.emplace_back(languages, QT_TR_NOOP("&Language"));
    return languages;
}

QMenu* WindowMenus::addAlignment() {
    using enum Command;
    auto* align = new QMenu(&m_bar);
    for (const auto command : {AlignLeft, AlignCentre, AlignRight, AlignTop, AlignMiddle, AlignBottom}) align->addAction(&m_commands[command]);
    align->addSeparator();
    for (const auto command : {SpreadAcross, SpreadDown}) align->addAction(&m_commands[command]);
    m_menus.emplace_back(align, QT_TR_NOOP("A&lign"));
    return align;
}

void WindowMenus::fillVersions() {
    m_versionsMenu->clear();
    const auto versions = m_versions ? m_versions() : std::vector<OlderVersion>();
    for (const auto& version : versions)
        m_versionsMenu->addAction(QLocale().toString(version.savedOver.toLocalTime(), QLocale::ShortFormat), this, [this, path = version.path] { Q_EMIT versionChosen(path); });
    if (versions.empty()) m_versionsMenu->addAction(tr("None yet: a save keeps what stood there before"))->setEnabled(false);
}

void WindowMenus::fillRecent() {
    m_recentMenu->clear();
    for (const auto& path : m_recent.paths()) m_recentMenu->addAction(path, this, [this, path] { Q_EMIT fileChosen(path); });
    m_recentMenu->addSeparator();
    auto* forget = m_recentMenu->addAction(tr("&Forget these"), &m_recent, &RecentFiles::clear);
    forget->setEnabled(!m_recent.paths().isEmpty());
}

void WindowMenus::retranslate() {
    for (const auto& [menu, title] : m_menus) menu->setTitle(tr(title));
    m_recentMenu->setTitle(tr("Open &recent"));
    m_versionsMenu->setTitle(tr("Older &versions"));
}

} // namespace weir
