// SPDX-License-Identifier: GPL-3.0-or-later
// The first flow as a person makes it, over a real engine: "Orders by region" drawn with the mouse and the keys from an empty canvas,
// run, watched, stopped and undone; and the way of a newcomer from the window to the first moving plot.
#include "program_for_tests.h"

#include "weir/canvas/palette_panel.h"
#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/plots/line_plot.h"
#include "weir/plots/window_plot.h"
#include "weir/runtime/engine.h"
#include "weir/shell/banner.h"
#include "weir/shell/plots_panel.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/state_panel.h"
#include "weir/shell/topology_tab.h"
#include "weir/shell/welcome_page.h"

#include <QAccessible>
#include <QDrag>
#include <QMimeData>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace weir;

namespace {

/// An engine on a folder of its own.
struct RealEngine {
    RealEngine() : nodes(builtinNodes()) {
        auto opened = Engine::open(Path(data.path().toStdString()), files, clock, nodes);
        if (!opened) qFatal("%s", opened.error().text().c_str());
        engine = std::move(*opened);
    }
    QTemporaryDir data;
    SystemClock clock;
    PosixFileSystem files;
    NodeRegistry nodes;
    std::unique_ptr<Engine> engine;
};

/// Remembers the drag that a widget begins. Where no desktop takes a drag it ends at once; what it carried is then delivered by hand.
class DragWatch : public QObject {
public:
    explicit DragWatch(QWidget& widget) { widget.installEventFilter(this); }
    QDrag* drag() const { return qobject_cast<QDrag*>(m_child); }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::ChildAdded) m_child = static_cast<QChildEvent*>(event)->child();
        return false;
    }

private:
    QPointer<QObject> m_child;
};

/// The hands on one canvas.
struct Hands {
    Program& program;
    TopologyTab& tab;
    CanvasView& canvas = tab.canvas();

    CanvasPoint position(const std::string& id) const { return tab.document().topology().position(id).value_or(CanvasPoint{}); }
    QPoint at(const std::string& id, int x, int y) const { return canvas.mapFromScene(QPointF(position(id).x + x, position(id).y + y)); }

    void mouse(QWidget& widget, QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons held) const {
        QMouseEvent event(type, at, widget.mapToGlobal(at), button, held, Qt::NoModifier);
        QCoreApplication::sendEvent(&widget, &event);
    }

    void dragFromPalette(const QString& title, QPoint to) const {
        auto* tree = program.window->panels().palette->findChild<QTreeWidget*>();
        const auto rows = tree->findItems(title, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY2(!rows.isEmpty(), qPrintable(title));
        tree->scrollToItem(rows.front());
        const QPoint from = tree->visualItemRect(rows.front()).center();
        const DragWatch watch(*tree);
        mouse(*tree->viewport(), QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
        mouse(*tree->viewport(), QEvent::MouseMove, from + QPoint(QApplication::startDragDistance() + 5, 3), Qt::NoButton, Qt::LeftButton);
        mouse(*tree->viewport(), QEvent::MouseMove, from + QPoint(2 * QApplication::startDragDistance() + 9, 6), Qt::NoButton, Qt::LeftButton);
        QVERIFY2(watch.drag(), "no drag began");
        const QMimeData* carried = watch.drag()->mimeData();
        QDragEnterEvent enter(to, Qt::CopyAction, carried, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas.viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move(to, Qt::CopyAction, carried, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas.viewport(), &move);
        QDropEvent drop(to, Qt::CopyAction, carried, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas.viewport(), &drop);
        mouse(*tree->viewport(), QEvent::MouseButtonRelease, from, Qt::LeftButton, Qt::NoButton);
    }

    void addBySpace(const QString& letters, QPoint where) const {
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, where); // nothing is selected, so nothing is wired
        QTest::keyClick(&canvas, Qt::Key_Space);
        auto* field = canvas.findChild<QLineEdit*>(QStringLiteral("quickAddField"));
        QVERIFY(field && field->isVisible());
        QTest::keyClicks(field, letters);
        QTest::keyClick(field, Qt::Key_Return);
    }

    void select(const std::string& id) const { QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, at(id, 90, 28)); }

    void wire(const std::string& from, const std::string& to, int portX = 0) const {
        QSignalSpy refused(&canvas, &CanvasView::said);
        const auto before = tab.document().topology().edges.size();
        const QPoint begin = at(from, Theme::NODE_WIDTH, 28);
        const QPoint end = at(to, portX, 28);
        QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, begin);
        QTest::mouseMove(canvas.viewport(), begin + QPoint(9, 4));
        QTest::mouseMove(canvas.viewport(), (begin + end) / 2);
        QTest::mouseMove(canvas.viewport(), end);
        QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, end);
        QVERIFY2(tab.document().topology().edges.size() == before + 1, refused.isEmpty() ? (from + " to " + to).c_str() : qPrintable(refused[0][0].toString()));
    }

    /// What stands on a card (then on a wire) now, as a screen reader says it.
    QString said(int part) const {
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&canvas);
        return list && list->child(part) ? list->child(part)->text(QAccessible::Description) : QString();
    }
};

void draw(const Hands& hands) {
    auto& program = hands.program;
    hands.dragFromPalette(QStringLiteral("Generator"), {110, 200});
    hands.dragFromPalette(QStringLiteral("Filter"), {330, 200});
    hands.addBySpace(QStringLiteral("aggregate"), {550, 200});
    hands.dragFromPalette(QStringLiteral("Plot"), {770, 120});
    hands.dragFromPalette(QStringLiteral("Sink"), {770, 290});
    QCOMPARE(hands.tab.document().topology().nodes.size(), std::size_t{5});
    QVERIFY(hands.tab.document().topology().edges.empty());

    hands.wire("generator", "filter");
    hands.wire("filter", "aggregate");
    hands.wire("aggregate", "plot");
    hands.wire("aggregate", "sink", 10);
    QCOMPARE(hands.tab.document().topology().edges.size(), std::size_t{4});

    hands.select("generator");
    program.typeInto("nodeTitle", QStringLiteral("Orders"));
    program.typeInto("rate", QStringLiteral("2000"));
    program.typeInto("disorder", QStringLiteral("2s"));
    hands.select("filter");
    program.typeInto("where", QStringLiteral("amount * qty > 100"));
    hands.select("aggregate");
    program.typeInto("group_by", QStringLiteral("region"));
    program.typeInto("window.type", QStringLiteral("tumbling"));
    program.typeInto("window.size", QStringLiteral("1m"));
    program.typeInto("window.grace", QStringLiteral("30s"));
    program.typeInto("select", QStringLiteral("count(*) AS orders, sum(amount * qty) AS revenue"));
    program.typeInto("emit", QStringLiteral("merged"));
    hands.select("plot");
    program.typeInto("nodeTitle", QStringLiteral("Revenue"));
    program.typeInto("x", QStringLiteral("_window_start"));
    program.typeInto("y", QStringLiteral("revenue / 1000"));
    program.typeInto("series", QStringLiteral("upper(_key)"));
    program.typeInto("style", QStringLiteral("bars"));
    hands.select("sink");
    program.typeInto("topic", QStringLiteral("revenue-by-region"));
    const auto& latest = hands.tab.checker().ensureLatest();
    QVERIFY2(latest.ok(), latest.diagnostics.empty() ? "" : toText(latest.diagnostics.front()).c_str());
}

} // namespace

class TestFirstFlow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_home.isValid());
        qputenv("XDG_STATE_HOME", m_home.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
        QAccessible::setActive(true);
    }

    void ordersByRegionIsDrawnRunWatchedStoppedAndUndone() {
        RealEngine real;
        Program program(*real.engine);
        auto& window = *program.window;
        QTest::mouseClick(program.button(Command::New), Qt::LeftButton);
        auto* tab = window.currentTab();
        QVERIFY(tab);
        const Hands hands{program, *tab};
        draw(hands);
        if (QTest::currentTestFailed()) return;
        const auto* window1m = fieldAt(tab->document().topology().find("aggregate")->fields, "window.size");
        QCOMPARE(*window1m->text(), std::string("1m"));

        QTest::mouseClick(program.button(Command::Run), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(tab->run().running(), qPrintable(tab->banner().message()), 20'000);
        // Cards and wires bear rates: the generator's card, and the wire out of it (after the five cards).
        QTRY_VERIFY2_WITH_TIMEOUT(hands.said(0).contains(QStringLiteral("/s")), qPrintable(hands.said(0) + tab->banner().message() + QStringLiteral(" state %1").arg(static_cast<int>(tab->run().monitor()->state()))), 20'000);
        QTRY_VERIFY2_WITH_TIMEOUT(hands.said(5).contains(QStringLiteral("/s")) && !hands.said(5).startsWith(QStringLiteral("0/s")), qPrintable(hands.said(5)), 20'000);
        const auto processed = tab->run().monitor()->latest()->processed;
        QTRY_VERIFY_WITH_TIMEOUT(tab->run().monitor()->latest()->processed > processed, 20'000);
        // A click on the aggregate shows its store; a click on a wire its records.
        hands.select("aggregate");
        QTRY_VERIFY_WITH_TIMEOUT(window.panels().state->model().rowCount() > 1, 20'000);
        QVERIFY(window.panels().state->model().index(0, 0).data().isValid());
        const QPoint middle = (hands.at("filter", Theme::NODE_WIDTH, 28) + hands.at("aggregate", 0, 28)) / 2;
        QTest::mouseClick(hands.canvas.viewport(), Qt::LeftButton, {}, middle);
        QTRY_VERIFY_WITH_TIMEOUT(window.panels().records->model().rowCount() > 0, 20'000);
        // The plot draws bars of the open window, one series a region, by expressions.
        QTRY_COMPARE_WITH_TIMEOUT(window.panels().plots->plotCount(), 1, 20'000);
        const auto& bars = tab->run().feeds().front()->bars();
        QTRY_VERIFY_WITH_TIMEOUT(bars.names().size() > 1, 20'000);
        const auto region = bars.names().front();
        QCOMPARE(QString::fromStdString(region).toUpper(), QString::fromStdString(region));
        const double revenue = bars.newest(region)->value;
        QTRY_VERIFY_WITH_TIMEOUT(bars.newest(region)->value > revenue, 20'000);
        QCOMPARE(bars.newest(region)->end - bars.newest(region)->start, 60'000);
        auto* plot = window.panels().plots->findChild<WindowPlot*>();
        QVERIFY(plot);
        QTRY_VERIFY_WITH_TIMEOUT(plot->openBars() > 0, 20'000);

        QTest::mouseClick(program.button(Command::Stop), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!tab->run().running(), 20'000);
        QTest::mouseClick(hands.canvas.viewport(), Qt::LeftButton, {}, {30, 30});
        while (tab->document().undoStack().canUndo()) {
            const int before = tab->document().undoStack().index();
            window.commands()[Command::Undo].trigger();
            QCOMPARE(tab->document().undoStack().index(), before - 1);
        }
        QVERIFY(tab->document().topology().nodes.empty());
        QVERIFY(tab->document().topology().edges.empty());
        QVERIFY(hands.canvas.canvas().nodeItems().empty());
    }

    /// The requirement itself: a plot moves within 60 s of the window, after at most three clicks. It takes one.
    void aNewcomerSeesAPlotMoveAfterOneClick_data() {
        QTest::addColumn<QString>("example");
        QTest::newRow("lines") << QStringLiteral("this-machine");
        QTest::newRow("windows") << QStringLiteral("orders-by-region");
    }
    void aNewcomerSeesAPlotMoveAfterOneClick() {
        QFETCH(QString, example);
        RealEngine real;
        Program program(*real.engine);
        auto* card = program.window->welcome().findChild<QAbstractButton*>(QStringLiteral("example-") + example);
        QVERIFY(card && card->isVisible());
        QTest::mouseClick(card, Qt::LeftButton);
        auto* tab = program.window->currentTab();
        QVERIFY(tab);
        QVERIFY2(!tab->banner().isVisible(), "nothing is asked");
        auto& plots = *program.window->panels().plots;
        QTRY_VERIFY_WITH_TIMEOUT(plots.isVisible() && plots.plotCount() > 0, 60'000);
        const auto& feed = *tab->run().feeds().front();
        const auto shown = [&]() -> std::optional<double> {
            if (feed.spec().windowed) return feed.bars().empty() ? std::nullopt : std::optional(feed.bars().newest(feed.bars().names().front())->value);
            return feed.lines().lastTime();
        };
        QTRY_VERIFY_WITH_TIMEOUT(shown(), 60'000);
        const double first = *shown();
        QTRY_VERIFY_WITH_TIMEOUT(*shown() != first, 60'000);
    }

private:
    QTemporaryDir m_home;
};

QTEST_MAIN(TestFirstFlow)
#include "tst_first_flow.moc"
