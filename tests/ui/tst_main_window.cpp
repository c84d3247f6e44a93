// SPDX-License-Identifier: GPL-3.0-or-later
// The window's manners, over an engine that is not one.
#include "fake_engine.h"
#include "program_for_tests.h"

#include "weir/inspector/inspector_panel.h"
#include "weir/shell/banner.h"
#include "weir/shell/canvas_figures.h"
#include "weir/shell/command_popup.h"
#include "weir/shell/path_consent.h"
#include "weir/shell/plots_panel.h"
#include "weir/shell/problems_panel.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/recovery_dialog.h"
#include "weir/shell/state_panel.h"
#include "weir/shell/topology_tab.h"
#include "weir/shell/welcome_page.h"

#include <QAbstractButton>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_home.isValid());
        qputenv("XDG_STATE_HOME", m_home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
    }

    void troubleOfTheDataFolderIsToldOnceWhereThePersonLooks() {
        FakeEngine engine;
        engine.folderProblems = {Error{Errc::Corrupt, "the batch can't be read", Place{.topic = "orders", .partition = 2, .offset = 7}}};
        Program program(engine);
        auto* tab = program.window->newTopology();
        QTRY_VERIFY(tab->banner().isVisible());
        QVERIFY2(tab->banner().message().contains(QStringLiteral("orders")), qPrintable(tab->banner().message()));
        tab->banner().hide();
        FolderWatch again(program.window->bridge());
        int told = 0;
        connect(&again, &FolderWatch::found, this, [&] { ++told; });
        for (int i = 0; i < 3; ++i) {
            again.ask();
            program.window->bridge().settle();
        }
        QCOMPARE(told, 1);
        QVERIFY(!tab->banner().isVisible());
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

    void anExampleSpeaksTheWindowsLanguage() {
        FakeEngine engine;
        Program program(engine);
        program.language.use(QStringLiteral("zh_CN"));
        auto* tab = program.window->openExample(QStringLiteral("orders-by-region"));
        program.language.use(QStringLiteral("en"));
        QVERIFY(tab);
        const auto& topology = tab->document().topology();
        QCOMPARE(QString::fromStdString(topology.nodes.front().title), QStringLiteral("订单"));
        QVERIFY(QString::fromStdString(topology.notes.front().text).startsWith(QStringLiteral("各地区订单\n")));
        QCOMPARE(topology.nodes.front().id, std::string("orders"));
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

    void aStoreThatIsRestoredSaysHowFarItIsWhileOthersRun() {
        FakeEngine engine;
        engine.restoring = true;
        Program program(engine);
        auto* tab = program.window->openExample(QStringLiteral("orders-by-region"));
        QTRY_VERIFY(tab->run().monitor() && tab->run().monitor()->latest());
        const auto shown = canvasFigures(tab->run().monitor()->rates(), tab->document().topology());
        const auto& revenue = shown.nodes.at("revenue");
        QCOMPARE(revenue.state, CardState::Restoring);
        QCOMPARE(revenue.restoringPercent, std::optional(75)); // one task is there, the other half way
        QCOMPARE(revenue.recordsPerSecond, 12'000.0);
        QCOMPARE(revenue.restoringSecondsLeft, std::optional(3.2));
        QVERIFY(shown.nodes.at("big").state != CardState::Restoring);
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
