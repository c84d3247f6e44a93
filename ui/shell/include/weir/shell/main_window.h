// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: Weir's window: menus, tool bar, docks by perspective, a tab for each topology, status and timeline.
//   drawing     CanvasView → Document → Checker → problems, inspector
//   running     Run → TopologyTab::startRun → TopologyRun → EngineBridge → snapshots → canvas, plots, tables
// Its parts are made by app/designer_main.cpp and outlive it.
#pragma once

#include "weir/document/theme.h"
#include "weir/live/engine_bridge.h"
#include "weir/live/folder_watch.h"
#include "weir/shell/command_set.h"
#include "weir/shell/perspective_layout.h"
#include "weir/shell/window_panels.h"

#include <QMainWindow>

#include <vector>

class QTabWidget;

namespace weir {

class CommandPopup;
class LanguageSwitch;
class MainToolBar;
class NodeRegistry;
class RecentFiles;
class ShellSettings;
class StatusStrip;
class TimelineStrip;
class TopologyTab;
class WelcomePage;
class WindowMenus;
struct Recovered;

class FileSystem;

struct WindowParts {
    const NodeRegistry& registry;
    EngineAccess& engine;
    LanguageSwitch& language;
    ShellSettings& settings;
    RecentFiles& recent;
    FileSystem& files;
};

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(WindowParts parts);
    ~MainWindow() override;

    /// Null: the Welcome page is in front.
    TopologyTab* currentTab() const;
    std::vector<TopologyTab*> tabs() const;
    TopologyTab* newTopology();
    /// Null if it can't be read (the Welcome page's banner says why). A file that is open comes to the front.
    TopologyTab* openFile(const QString& path);
    /// From the gallery: open, show the Debug perspective, run.
    TopologyTab* openExample(const QString& id);
    /// A text that was saved over, in a tab without a file.
    TopologyTab* openVersion(const QString& path);
    TopologyTab* openRecovered(const Recovered& recovered);
    /// Offer what a crash left behind; nothing if there is none.
    void offerRecovery();

    void setPerspective(Perspective perspective);
    Perspective perspective() const { return m_layout->perspective(); }
    void setTheme(const Theme& theme);
    const Theme& theme() const { return m_theme; }
    void setLanguage(const QString& language);
    CommandSet& commands() { return *m_commands; }
    WindowPanels& panels() { return *m_panels; }
    PerspectiveLayout& layouts() { return *m_layout; }
    EngineBridge& bridge() { return m_bridge; }
    CommandPopup& popup() { return *m_popup; }
    WelcomePage& welcome() { return *m_welcome; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeFrame();
    void wireCommands();
    void wirePanels();
    TopologyTab* addTab();
    void showFolderProblem(const Error& problem);
    void showTab(TopologyTab* tab);
    void closeTab(int index);
    void followTab();
    void runningChanged(TopologyTab* tab);
    void selectStateful(TopologyTab& tab);
    void showProblems();
    void showDocument();
    void enableCommands();
    void attend();
    void goTo();
    void openPalette();
    void showKeys();
    void retranslate();
    void frame();
    void help();

    WindowParts m_parts;
    Theme m_theme;
    EngineBridge m_bridge;
    FolderWatch m_folder{m_bridge};
    CommandSet* m_commands = nullptr;
    WindowMenus* m_menus = nullptr;
    MainToolBar* m_toolBar = nullptr;
    QTabWidget* m_tabs = nullptr;
    WelcomePage* m_welcome = nullptr;
    WindowPanels* m_panels = nullptr;
    PerspectiveLayout* m_layout = nullptr;
    TimelineStrip* m_timeline = nullptr;
    QToolBar* m_timelineBar = nullptr;
    StatusStrip* m_status = nullptr;
    CommandPopup* m_popup = nullptr;
    TopologyTab* m_followed = nullptr;
    bool m_canvasOnly = false;
};

} // namespace weir
