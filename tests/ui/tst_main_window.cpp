// SPDX-License-Identifier: GPL-3.0-or-later
// The program by gestures: "Orders by region" drawn on an empty canvas, run, watched, stopped, undone; and the window's manners.
#include "fake_engine.h"
#include "registry_for_tests.h"

#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/document/recent_files.h"
#include "weir/inspector/inspector_panel.h"
#include "weir/runtime/engine.h"
#include "weir/shell/banner.h"
#include "weir/shell/command_popup.h"
#include "weir/shell/language_switch.h"
#include "weir/shell/main_window.h"
#include "weir/shell/path_consent.h"
#include "weir/shell/plots_panel.h"
#include "weir/shell/problems_panel.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/recovery_dialog.h"
#include "weir/shell/shell_settings.h"
#include "weir/shell/state_panel.h"
#include "weir/shell/topology_tab.h"
#include "weir/shell/welcome_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;

namespace {

/// The window over an engine, with settings of its own.
struct Program {
    explicit Program(EngineAccess& engine)
        : registry(registryForTests()), settings(folder.path() + QStringLiteral("/config"), folder.path() + QStringLiteral("/state")), language(*qApp),
          recent(folder.path() + QStringLiteral("/recent")) {
        settings.setTheme(QStringLiteral("light"));
        window = std::make_unique<MainWindow>(WindowParts{registry, engine, language, settings, recent});
        window->show();
    }
    QTemporaryDir folder;
    NodeRegistry registry;
    ShellSettings settings;
    LanguageSwitch language;
    RecentFiles recent;
    std::unique_ptr<MainWindow> window;
};

/// Add by Space, a few letters, Enter.
void addByName(CanvasView& canvas, const QString& letters) {
    canvas.setFocus();
    canvas.quickAdd();
    auto* field = canvas.findChild<QLineEdit*>(QStringLiteral("quickAddField"));
    QVERIFY(field && field->isVisible());
    QTest::keyClicks(field, letters);
    QTest::keyClick(field, Qt::Key_Return);
}

QWidget* fieldOf(MainWindow& window, const char* path) { return window.panels().properties->findChild<QWidget*>(QLatin1String(path)); }

/// Type into a field of the form in front.
void typeInto(MainWindow& window, const char* path, const QString& text) {
    auto* editor = fieldOf(window, path);
    QVERIFY2(editor, path);
    QWidget* inner = editor;
    if (auto* combo = qobject_cast<QComboBox*>(editor) ? qobject_cast<QComboBox*>(editor) : editor->findChild<QComboBox*>(); combo && !combo->isEditable()) {
        const int index = combo->findData(text) >= 0 ? combo->findData(text) : combo->findText(text, Qt::MatchFixedString);
        QVERIFY2(index >= 0, path);
        combo->setFocus();
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
        return;
    }
    if (auto* line = editor->findChild<QLineEdit*>()) inner = line;
    for (auto* child : editor->findChildren<QWidget*>())
        if (child->inherits("QsciScintilla")) inner = child;
    inner->setFocus();
    QTest::keyClick(inner, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(inner, text);
    QTest::keyClick(inner, Qt::Key_Escape); // the completion's list
    if (qobject_cast<QLineEdit*>(inner)) QTest::keyClick(inner, Qt::Key_Tab);
    else window.panels().properties->setFocus();
}

void drawOrdersByRegion(MainWindow& window, TopologyTab& tab) {
    auto& canvas = tab.canvas();
    addByName(canvas, QStringLiteral("generator"));
    addByName(canvas, QStringLiteral("filter"));
    QCOMPARE(tab.document().topology().edges.size(), std::size_t{1}); // it followed the node that was selected
    typeInto(window, "where", QStringLiteral("amount > 1"));
    addByName(canvas, QStringLiteral("aggregate"));
    typeInto(window, "group_by", QStringLiteral("region"));
    typeInto(window, "select", QStringLiteral("count(*) AS orders, sum(amount) AS revenue"));
    addByName(canvas, QStringLiteral("sink"));
    typeInto(window, "topic", QStringLiteral("revenue-by-region"));
    QTRY_VERIFY2(tab.checker().ensureLatest().ok(), toText(tab.checker().latest().diagnostics.empty() ? Diagnostic{} : tab.checker().latest().diagnostics.front()).c_str());
    QCOMPARE(tab.document().topology().nodes.size(), std::size_t{4});
    QCOMPARE(tab.document().topology().edges.size(), std::size_t{3});
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_home.isValid());
        qputenv("XDG_STATE_HOME", m_home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
    }

    void ordersByRegionIsDrawnRunWatchedStoppedAndUndone() {
        QTemporaryDir data;
        SystemClock clock;
        PosixFileSystem files;
        const NodeRegistry nodes = builtinNodes();
        auto engine = Engine::open(Path(data.path().toStdString()), files, clock, nodes);
        QVERIFY2(engine, engine ? "" : engine.error().text().c_str());
        {
            Program program(**engine);
            auto& window = *program.window;
            auto* tab = window.newTopology();
            drawOrdersByRegion(window, *tab);

            window.commands()[Command::Run].trigger();
            QTRY_VERIFY2_WITH_TIMEOUT(tab->run().running(), qPrintable(tab->banner().message()), 20'000);
            QTRY_VERIFY_WITH_TIMEOUT(tab->run().monitor()->rates().processed() > 0, 20'000);
            const auto processed = tab->run().monitor()->latest()->processed;
            QTRY_VERIFY_WITH_TIMEOUT(tab->run().monitor()->latest()->processed > processed, 20'000);
            // The store of the aggregate fills; its rows are seen.
            const std::string aggregate = tab->document().topology().nodes[2].id;
            window.panels().state->showNode(aggregate);
            QTRY_VERIFY_WITH_TIMEOUT(window.panels().state->model().rowCount() > 0, 20'000);
            // Records of the wire that was clicked come in.
            window.panels().records->showEdge(1);
            QTRY_VERIFY_WITH_TIMEOUT(window.panels().records->model().rowCount() > 0, 20'000);

            window.commands()[Command::Stop].trigger();
            QTRY_VERIFY_WITH_TIMEOUT(!tab->run().running(), 20'000);
            while (tab->document().undoStack().canUndo()) window.commands()[Command::Undo].trigger();
            QVERIFY(tab->document().topology().nodes.empty());
            QVERIFY(tab->document().topology().edges.empty());
        }
    }

    void anExampleOpensAndRunsWithOneClick() {
        FakeEngine engine;
        engine.nodeIds = {"orders", "big", "revenue", "out"};
        Program program(engine);
        auto* card = program.window->welcome().findChild<QAbstractButton*>(QStringLiteral("example-orders-by-region"));
        QVERIFY(card);
        QTest::mouseClick(card, Qt::LeftButton);
        auto* tab = program.window->currentTab();
        QVERIFY(tab);
        QCOMPARE(program.window->perspective(), Perspective::Debug);
        QTRY_COMPARE(engine.starts.load(), 1);
        QTRY_VERIFY(tab->run().running());
        QTRY_VERIFY(program.window->panels().plots->plotCount() > 0);
        QVERIFY(program.window->panels().plots->isVisible());
        QTRY_VERIFY(!tab->run().feeds().front()->bars().empty() || !tab->run().feeds().front()->lines().entries().empty());
    }

    void aTopologyThatNamesFilesAsksOnce() {
        FakeEngine engine;
        Program program(engine);
        auto* tab = program.window->openExample(QStringLiteral("logs-of-this-machine"));
        QVERIFY(tab);
        QTest::qWait(50);
        QCOMPARE(engine.starts.load(), 0);
        QVERIFY(tab->banner().isVisible());
        QVERIFY(tab->banner().message().contains(QStringLiteral("/var/log/dpkg.log")));
        const auto buttons = tab->banner().findChildren<QPushButton*>();
        QTest::mouseClick(buttons.front(), Qt::LeftButton);
        QTRY_COMPARE(engine.starts.load(), 1);
        QTRY_VERIFY(tab->run().running());
        tab->run().stop();
        QTRY_VERIFY(!tab->run().running());
        tab->startRun();
        QTRY_COMPARE(engine.starts.load(), 2);
    }

    void aRefusedRunSaysWhyInABanner() {
        FakeEngine engine;
        engine.refusal = Error{Errc::NoSpace, "the disk is full", {}};
        Program program(engine);
        auto* tab = program.window->openExample(QStringLiteral("orders-by-region"));
        QTRY_VERIFY(tab->banner().isVisible());
        QCOMPARE(tab->banner().message(), QStringLiteral("the disk is full"));
        QVERIFY(!tab->run().running());
    }

    void aFailedJobIsNamedAtItsNode() {
        FakeEngine engine;
        Place place;
        place.node = "big";
        engine.failure = Error{Errc::RecordFailed, "division by zero", place};
        Program program(engine);
        auto* tab = program.window->openExample(QStringLiteral("orders-by-region"));
        QTRY_VERIFY(tab->banner().isVisible());
        QVERIFY(tab->banner().message().startsWith(QStringLiteral("big")));
        QVERIFY(!tab->run().running());
    }

    void pauseFreezesAndContinues() {
        FakeEngine engine;
        Program program(engine);
        auto* tab = program.window->openExample(QStringLiteral("orders-by-region"));
        QTRY_VERIFY(tab->run().running());
        program.window->commands()[Command::Pause].trigger();
        QTRY_VERIFY(tab->run().paused());
        program.window->commands()[Command::Run].trigger();
        QTRY_VERIFY(!tab->run().paused());
    }

    void editsWhileRunningAreMarkedAndApplied() {
        FakeEngine engine;
        Program program(engine);
        auto* tab = program.window->openExample(QStringLiteral("orders-by-region"));
        QTRY_VERIFY(tab->run().running());
        QVERIFY(tab->run().notApplied().empty());
        tab->document().push(edits::setField(tab->document().topology(), "big", "where", FieldValue("amount > 2")));
        QCOMPARE(tab->run().notApplied().size(), std::size_t{1});
        QVERIFY(program.window->commands()[Command::ApplyChanges].isEnabled());
        program.window->commands()[Command::ApplyChanges].trigger();
        QTRY_COMPARE(engine.starts.load(), 2);
        QTRY_VERIFY(tab->run().running());
        QVERIFY(tab->run().notApplied().empty());
    }

    void aFileIsOpenedOnceAndABadOneSaysWhy() {
        FakeEngine engine;
        Program program(engine);
        const QString path = program.folder.filePath(QStringLiteral("a.weir"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(ordersText());
        file.close();
        auto* tab = program.window->openFile(path);
        QVERIFY(tab);
        QCOMPARE(program.window->openFile(path), tab);
        QCOMPARE(program.recent.paths().size(), 1);
        QVERIFY(!program.window->openFile(program.folder.filePath(QStringLiteral("none.weir"))));
        QVERIFY(tab->banner().isVisible());
    }

    void languageAndThemeChangeWhileRunning() {
        FakeEngine engine;
        Program program(engine);
        auto& window = *program.window;
        auto* tab = window.openExample(QStringLiteral("orders-by-region"));
        QTRY_VERIFY(tab->run().running());
        QCOMPARE(CommandSet::plainText(window.commands()[Command::Run]), QStringLiteral("Run"));
        window.commands()[Command::Chinese].trigger();
        QTRY_COMPARE(CommandSet::plainText(window.commands()[Command::Run]), QStringLiteral("运行"));
        window.commands()[Command::ToggleTheme].trigger();
        QVERIFY(window.theme().isDark());
        QCOMPARE(program.settings.theme(), QStringLiteral("dark"));
        window.commands()[Command::English].trigger();
        QTRY_COMPARE(CommandSet::plainText(window.commands()[Command::Run]), QStringLiteral("Run"));
        QVERIFY(tab->run().running());
    }

    void problemsAreCountedWalkedAndMended() {
        FakeEngine engine;
        Program program(engine);
        auto& window = *program.window;
        auto* tab = window.newTopology();
        auto text = QByteArray(ordersText()).replace("amount > 100", "amuont > 100");
        QVERIFY(tab->document().openText(text, {}, false));
        QTRY_VERIFY(window.panels().problems->count(Severity::Error) > 0);
        window.commands()[Command::NextProblem].trigger();
        QCOMPARE(tab->canvas().canvas().selection().nodes, std::vector<std::string>{"big"});
        window.commands()[Command::Run].trigger();
        QCOMPARE(engine.starts.load(), 0);
        QVERIFY(tab->banner().isVisible());
        window.commands()[Command::QuickFix].trigger();
        QTRY_COMPARE(window.panels().problems->count(Severity::Error), 0);
    }

    void everyCommandIsInThePalette() {
        FakeEngine engine;
        Program program(engine);
        program.window->newTopology();
        program.window->commands()[Command::CommandPalette].trigger();
        auto& popup = program.window->popup();
        QVERIFY(popup.isVisible());
        QCOMPARE(popup.shownCount(), static_cast<int>(program.window->commands().all().size()));
        QTest::keyClicks(&popup.field(), QStringLiteral("dark"));
        QTest::keyClick(&popup.field(), Qt::Key_Return);
        QVERIFY(program.window->theme().isDark());
    }

    void perspectivesKeepTheirPanels() {
        FakeEngine engine;
        Program program(engine);
        auto& window = *program.window;
        window.newTopology();
        for (const auto perspective : {Perspective::Debug, Perspective::Replay, Perspective::Build}) {
            window.setPerspective(perspective);
            for (const auto* panel : {"records", "problems", "lag", "metrics", "properties", "plots", "log", "history"}) QVERIFY2(window.layouts().dockOf(QLatin1String(panel)), panel);
        }
        window.resize(1024, 640);
        QVERIFY(window.width() <= 1024);
        QVERIFY(window.currentTab()->canvas().width() > 200);
    }

    void pathsAreListedWithTheirUse() {
        const NodeRegistry registry = registryForTests();
        Topology topology;
        Node in;
        in.id = "in";
        in.type = "file-source";
        in.fields = {{"path", "/var/log/a"}};
        Node out;
        out.id = "out";
        out.type = "file-sink";
        out.fields = {{"path", "/tmp/b"}};
        topology.nodes = {in, out};
        const auto uses = pathsOf(topology, registry);
        QCOMPARE(describePaths(uses), QStringLiteral("reads /var/log/a, writes /tmp/b"));
        const auto hash = consentHash(topology, uses);
        topology.setPosition("in", {8, 8});
        QCOMPARE(consentHash(topology, pathsOf(topology, registry)), hash);
        topology.nodes[1].setField("path", "/tmp/c");
        QVERIFY(consentHash(topology, pathsOf(topology, registry)) != hash);
    }

    void differencesAreShownByLine() {
        const QStringList before{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        const QStringList after{QStringLiteral("a"), QStringLiteral("x"), QStringLiteral("c")};
        QCOMPARE(lineDiff(before, after), (QStringList{QStringLiteral("  a"), QStringLiteral("- b"), QStringLiteral("+ x"), QStringLiteral("  c")}));
    }

private:
    QTemporaryDir m_home;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
