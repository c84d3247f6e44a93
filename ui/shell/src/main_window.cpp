// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/main_window.h"

#include "shell_style.h"
#include "weir/document/autosave.h"
#include "weir/document/document_file.h"
#include "weir/document/engine_words.h"
#include "weir/document/older_versions.h"
#include "weir/document/recent_files.h"
#include "weir/document/style_sheet.h"
#include "weir/shell/banner.h"
#include "weir/shell/command_popup.h"
#include "weir/shell/language_switch.h"
#include "weir/shell/log_panel.h"
#include "weir/shell/main_tool_bar.h"
#include "weir/shell/plots_panel.h"
#include "weir/shell/problems_panel.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/recovery_dialog.h"
#include "weir/shell/shell_settings.h"
#include "weir/shell/status_strip.h"
#include "weir/shell/timeline_strip.h"
#include "weir/shell/topology_tab.h"
#include "weir/shell/welcome_page.h"
#include "window_menus.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

// A static library's resources are linked only if somebody asks for them; the macro must stand outside any namespace.
static void initDesignerResources() { Q_INIT_RESOURCE(designer); }

namespace weir {
namespace {

Theme chosenTheme(const ShellSettings& settings) {
    const QString name = settings.theme();
    const bool dark = name == QStringLiteral("dark") || (name == QStringLiteral("system") && systemPrefersDark());
    return dark ? Theme::dark() : Theme::light();
}

} // namespace

MainWindow::MainWindow(WindowParts parts) : m_parts(parts), m_theme(chosenTheme(parts.settings)), m_bridge(parts.engine) {
    initDesignerResources();
    setWindowIcon(QIcon(QStringLiteral(":/icons/weir.svg")));
    setAcceptDrops(true);
    setMinimumSize(800, 500);
    resize(1440, 900);
    makeFrame();
    wirePanels();
    wireCommands();
    setTheme(m_theme);
    retranslate();
    if (const auto geometry = m_parts.settings.geometry(); !geometry.isEmpty()) restoreGeometry(geometry);
    setPerspective(Perspective::Build);
    followTab();
}

// Tabs, panels and their watches look at the bridge, a member: they go first.
MainWindow::~MainWindow() {
    m_tabs->disconnect(this); // taking a tab away would bring the next to the front
    m_panels->follow(nullptr);
    while (m_tabs->count() > 0) delete m_tabs->widget(0);
    for (auto* dock : findChildren<QDockWidget*>()) delete dock;
}

void MainWindow::makeFrame() {
    m_commands = new CommandSet(this);
    for (auto* action : m_commands->all()) addAction(action);
    m_menus = new WindowMenus(*menuBar(), *m_commands, m_parts.recent);
    menuBar()->setFixedHeight(Theme::MENU_HEIGHT);
    m_toolBar = new MainToolBar(*m_commands, m_theme, this);
    addToolBar(m_toolBar);

    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("topologyTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->tabBar()->setElideMode(Qt::ElideMiddle);
    m_tabs->tabBar()->setDrawBase(false);
    auto* add = new QToolButton;
    add->setDefaultAction(&(*m_commands)[Command::New]);
    add->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_tabs->setCornerWidget(add);
    m_welcome = new WelcomePage(m_parts.registry, m_parts.recent, m_theme, m_parts.settings.welcomeAtStart());
    m_tabs->addTab(m_welcome, QString());
    m_tabs->tabBar()->setTabButton(0, QTabBar::RightSide, nullptr);
    setCentralWidget(m_tabs);

    m_panels = new WindowPanels(m_parts.registry, m_bridge, m_parts.files, m_theme, this);
    m_layout = new PerspectiveLayout(*this, *m_panels, m_parts.settings, m_theme);
    m_timeline = new TimelineStrip(m_theme);
    m_timelineBar = new QToolBar;
    m_timelineBar->setObjectName(QStringLiteral("timelineBar"));
    m_timelineBar->setMovable(false);
    m_timelineBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_timelineBar->addWidget(m_timeline);
    addToolBar(Qt::BottomToolBarArea, m_timelineBar);
    m_status = new StatusStrip(m_theme, this);
    setStatusBar(m_status);
    m_popup = new CommandPopup(this);
    setContextMenuPolicy(Qt::PreventContextMenu);

    connect(&m_folder, &FolderWatch::found, this, &MainWindow::showFolderProblem);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::followTab);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_welcome, &WelcomePage::newAsked, this, &MainWindow::newTopology);
    connect(m_welcome, &WelcomePage::openAsked, &(*m_commands)[Command::Open], &QAction::trigger);
    connect(m_welcome, &WelcomePage::fileChosen, this, &MainWindow::openFile);
    connect(m_welcome, &WelcomePage::exampleChosen, this, &MainWindow::openExample);
    connect(m_welcome, &WelcomePage::showAtStartChanged, this, [this](bool shown) { m_parts.settings.setWelcomeAtStart(shown); });
    connect(m_menus, &WindowMenus::fileChosen, this, &MainWindow::openFile);
    m_menus->setVersions([this] {
        auto* tab = currentTab();
        return tab && !tab->document().filePath().isEmpty() ? OlderVersions(stateFolder() + QStringLiteral("/versions")).of(tab->document().filePath()) : std::vector<OlderVersion>();
    });
    connect(m_menus, &WindowMenus::versionChosen, this, &MainWindow::openVersion);
}

TopologyTab* MainWindow::currentTab() const { return qobject_cast<TopologyTab*>(m_tabs->currentWidget()); }

std::vector<TopologyTab*> MainWindow::tabs() const {
    std::vector<TopologyTab*> found;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (auto* tab = qobject_cast<TopologyTab*>(m_tabs->widget(i))) found.push_back(tab);
    return found;
}

TopologyTab* MainWindow::addTab() {
    auto* tab = new TopologyTab(m_parts.registry, m_bridge, m_parts.settings, m_theme);
    connect(tab, &TopologyTab::selectionEdited, this, [this, tab](const Selection& selection) {
        if (tab == currentTab()) m_panels->showSelection(*tab, selection);
        enableCommands();
    });
    connect(tab, &TopologyTab::said, this, [this, tab](const QString& sentence) {
        m_status->say(sentence);
        m_panels->log->add(LogPanel::Level::Info, tab->document().displayName(), sentence);
    });
    connect(tab, &TopologyTab::saved, this, [this](const QString& path) {
        m_parts.recent.add(path);
        showDocument();
    });
    connect(&tab->document(), &Document::dirtyChanged, this, &MainWindow::showDocument);
    connect(&tab->document(), &Document::filePathChanged, this, &MainWindow::showDocument);
    connect(&tab->document(), &Document::edited, this, &MainWindow::showDocument);
    connect(&tab->checker(), &Checker::checked, this, [this, tab] {
        if (tab == currentTab()) showProblems();
    });
    connect(&tab->run(), &TopologyRun::runningChanged, this, [this, tab] { runningChanged(tab); });
    connect(&tab->run(), &TopologyRun::figuresChanged, this, [this, tab] {
        if (tab == currentTab()) frame();
    });
    connect(&tab->run(), &TopologyRun::refused, this, [this] { m_layout->raise(QStringLiteral("problems")); });
    connect(&tab->run(), &TopologyRun::failed, this, [this, tab](const QString&, const QString&, const QString& details) {
        m_panels->log->add(LogPanel::Level::Error, tab->document().displayName(), details);
    });
    connect(&tab->canvas(), &CanvasView::edgeActivated, this, [this, tab](const Edge& edge) {
        const auto& edges = tab->document().topology().edges;
        const auto found = std::find(edges.begin(), edges.end(), edge);
        if (found == edges.end()) return;
        m_panels->records->showEdge(static_cast<std::size_t>(found - edges.begin()));
        m_layout->raise(QStringLiteral("records"));
    });
    connect(&tab->canvas(), &CanvasView::nodeActivated, this, [this](const std::string&) { m_layout->raise(QStringLiteral("properties")); });
    return tab;
}

// It concerns every tab; the banner stands where the person looks.
void MainWindow::showFolderProblem(const Error& problem) {
    const QString text = engineWords(problem);
    m_status->say(text);
    m_panels->log->add(LogPanel::Level::Error, tr("Data folder"), text);
    if (auto* front = currentTab()) front->banner().show(Banner::Kind::Error, tr("Something is wrong with the data folder: %1").arg(text));
}

void MainWindow::showTab(TopologyTab* tab) {
    if (m_tabs->indexOf(tab) < 0) m_tabs->addTab(tab, tab->document().displayName());
    m_tabs->setCurrentWidget(tab);
    showDocument();
    tab->canvas().setFocus();
}

TopologyTab* MainWindow::newTopology() {
    auto* tab = addTab();
    showTab(tab);
    setPerspective(Perspective::Build);
    return tab;
}

TopologyTab* MainWindow::openFile(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    for (auto* open : tabs())
        if (open->document().filePath() == absolute) {
            showTab(open);
            return open;
        }
    auto* tab = addTab();
    const auto done = tab->document().open(absolute);
    if (!done) {
        delete tab;
        const QString text = engineWords(done.error());
        m_status->say(text);
        m_panels->log->add(LogPanel::Level::Error, QFileInfo(absolute).fileName(), text);
        if (auto* front = currentTab()) front->banner().show(Banner::Kind::Error, text);
        else m_welcome->showError(text);
        return nullptr;
    }
    m_parts.settings.setLastFolder(QFileInfo(absolute).absolutePath());
    m_parts.recent.add(absolute);
    showTab(tab);
    return tab;
}

TopologyTab* MainWindow::openExample(const QString& id) {
    for (auto* open : tabs())
        if (open->exampleId() == id) {
            showTab(open);
            return open;
        }
    for (const auto& example : examples()) {
        if (example.id != id) continue;
        auto* tab = addTab();
        if (!tab->document().openText(translatedExample(example, m_parts.registry), QString(), false)) {
            delete tab;
            return nullptr;
        }
        tab->setExample(id);
        showTab(tab);
        setPerspective(Perspective::Debug);
        tab->startRun();
        return tab;
    }
    return nullptr;
}

TopologyTab* MainWindow::openVersion(const QString& path) {
    const auto text = readDocumentFile(path);
    auto* tab = addTab();
    // Without a file: saving asks where, so the newer text is not lost by looking at the older.
    if (!text || !tab->document().openText(*text, QString(), false)) {
        delete tab;
        m_status->say(tr("That version can't be read any more."));
        return nullptr;
    }
    showTab(tab);
    return tab;
}

TopologyTab* MainWindow::openRecovered(const Recovered& recovered) {
    auto* tab = addTab();
    if (!tab->document().openText(recovered.text, recovered.filePath, true)) {
        delete tab;
        return nullptr;
    }
    showTab(tab);
    return tab;
}

void MainWindow::offerRecovery() {
    auto found = findRecovered(stateFolder() + QStringLiteral("/autosave"));
    if (found.empty()) return;
    auto* dialog = new RecoveryDialog(std::move(found), m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RecoveryDialog::taken, this, &MainWindow::openRecovered);
    dialog->open();
}

void MainWindow::closeTab(int index) {
    auto* tab = qobject_cast<TopologyTab*>(m_tabs->widget(index));
    if (!tab || !tab->mayClose()) return;
    if (tab->run().running()) tab->run().stop();
    if (tab == m_followed) m_panels->follow(nullptr);
    m_tabs->removeTab(index);
    tab->deleteLater();
}

void MainWindow::followTab() {
    auto* tab = currentTab();
    m_followed = tab;
    m_panels->follow(tab);
    m_layout->setShown(tab != nullptr && !m_canvasOnly);
    m_timelineBar->setVisible(tab != nullptr && !m_canvasOnly);
    m_timeline->showJob(tab ? tab->run().monitor() : nullptr);
    m_status->showJob(tab ? tab->run().monitor() : nullptr);
    showProblems();
    showDocument();
    enableCommands();
}

void MainWindow::runningChanged(TopologyTab* tab) {
    if (tab != currentTab()) return;
    m_panels->follow(tab);
    if (tab->run().running() && perspective() != Perspective::Build) selectStateful(*tab);
    m_timeline->showJob(tab->run().monitor());
    m_layout->retranslate(); // the plots' dock bears the plot's name
    if (tab->run().running() && !tab->run().feeds().empty()) m_layout->raise(QStringLiteral("plots"));
    frame();
    enableCommands();
}

// Data and State show something at once: the first node that keeps state, unless one was chosen.
void MainWindow::selectStateful(TopologyTab& tab) {
    if (!tab.selection().empty()) return;
    for (const auto& node : tab.document().topology().nodes)
        if (!tab.run().storeOf(node.id).empty()) return tab.canvas().canvas().select(Selection{{node.id}, {}, {}, {}});
}

void MainWindow::frame() {
    auto* tab = currentTab();
    if (!tab) return;
    m_panels->refresh();
    m_timeline->showJob(tab->run().monitor());
    m_status->showJob(tab->run().monitor());
}

void MainWindow::showProblems() {
    auto* tab = currentTab();
    auto& problems = *m_panels->problems;
    problems.showResult(tab ? &tab->checker().latest() : nullptr);
    const int errors = problems.count(Severity::Error);
    const int others = static_cast<int>(problems.diagnostics().size()) - errors;
    m_layout->setBadge(QStringLiteral("problems"), errors, others);
    m_status->showProblems(errors, problems.count(Severity::Warning));
    enableCommands();
}

void MainWindow::showDocument() {
    for (auto* tab : tabs()) {
        const int index = m_tabs->indexOf(tab);
        m_tabs->setTabText(index, tab->document().displayName() + (tab->document().isDirty() ? QStringLiteral(" •") : QString()));
        m_tabs->setTabToolTip(index, tab->document().filePath());
    }
    auto* tab = currentTab();
    if (!tab) {
        m_status->showDocument({}, {});
        setWindowTitle(QStringLiteral("Weir"));
        return;
    }
    const auto& topology = tab->document().topology();
    m_status->showDocument(tr("%n node(s)", nullptr, static_cast<int>(topology.nodes.size())) + QStringLiteral(", ") +
                               tr("%n wire(s)", nullptr, static_cast<int>(topology.edges.size())),
                           tab->document().isDirty() ? tr("Not saved") : tab->document().filePath().isEmpty() ? tr("No file") : tr("Saved"));
    setWindowTitle(tab->document().displayName() + QStringLiteral(" — Weir"));
    m_toolBar->setChanges(static_cast<int>(tab->run().notApplied().size()));
    enableCommands();
}

void MainWindow::setPerspective(Perspective perspective) {
    m_layout->apply(perspective);
    m_toolBar->setReplay(perspective == Perspective::Replay);
    m_timeline->setExpanded(perspective == Perspective::Replay);
    for (auto* tab : tabs()) tab->canvas().setMinimapShown(perspective == Perspective::Build); // room is short while debugging
    (*m_commands)[Command::Build].setChecked(perspective == Perspective::Build);
    (*m_commands)[Command::Debug].setChecked(perspective == Perspective::Debug);
    (*m_commands)[Command::Replay].setChecked(perspective == Perspective::Replay);
    showProblems();
    frame();
}

void MainWindow::setTheme(const Theme& chosen) {
    m_theme = chosen;
    const Theme& theme = m_theme; // panels keep a pointer to it: the caller's may be a temporary
    qApp->setPalette(theme.palette());
    qApp->setFont(theme.font(12));
    qApp->setStyleSheet(applicationStyleSheet(theme) + shellStyleSheet(theme));
    m_commands->setTheme(theme);
    (*m_commands)[Command::ToggleTheme].setChecked(theme.isDark());
    m_toolBar->setTheme(theme);
    m_welcome->setTheme(theme);
    m_panels->setTheme(theme);
    m_layout->setTheme(theme);
    m_timeline->setTheme(theme);
    m_status->setTheme(theme);
    for (auto* tab : tabs()) tab->setTheme(theme);
}

void MainWindow::setLanguage(const QString& language) {
    m_parts.settings.setLanguage(language);
    m_parts.language.use(language);
}

void MainWindow::attend() {
    m_bridge.setAttention(!isVisible() || isMinimized() ? Attention::Hidden : isActiveWindow() ? Attention::Focused : Attention::Unfocused);
}

void MainWindow::retranslate() {
    m_commands->retranslate();
    m_menus->retranslate();
    m_toolBar->retranslate();
    m_layout->retranslate();
    m_tabs->setTabText(0, tr("Welcome"));
    for (auto* tab : tabs()) tab->retranslate();
    const bool chinese = m_parts.language.language() == QStringLiteral("zh_CN");
    (*m_commands)[Command::English].setChecked(!chinese);
    (*m_commands)[Command::Chinese].setChecked(chinese);
    m_timeline->update();
    m_status->showJob(currentTab() ? currentTab()->run().monitor() : nullptr);
    showProblems();
    showDocument();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_layout) retranslate();
    if (event->type() == QEvent::ActivationChange || event->type() == QEvent::WindowStateChange) attend();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    attend();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    attend();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    for (auto* tab : tabs())
        if (!tab->mayClose()) {
            event->ignore();
            return;
        }
    m_layout->save();
    m_parts.settings.setGeometry(saveGeometry());
    for (auto* tab : tabs())
        if (tab->run().running()) tab->run().stop();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile()) openFile(url.toLocalFile());
    event->acceptProposedAction();
}

} // namespace weir
