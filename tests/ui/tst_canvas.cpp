// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas by gestures: mouse and keys go in, the topology and the history come out.
#include "registry_for_tests.h"
#include "weir/canvas/canvas_view.h"
#include "weir/canvas/node_search.h"
#include "weir/canvas/palette_panel.h"

#include <QAccessible>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

using namespace weir;

namespace {

/// A window with a document, a checker and the canvas, at 100 % with the origin at the upper left.
struct Stage {
    explicit Stage(const NodeRegistry& registry, const char* text = nullptr) : document(registry) {
        if (text && !document.openText(text, {}, false)) qFatal("the test's topology does not open");
        checker = std::make_unique<Checker>(document);
        view = std::make_unique<CanvasView>(document, *checker, Theme::light());
        view->resize(1200, 700);
        view->show();
        if (!QTest::qWaitForWindowExposed(view.get())) qFatal("no window");
        view->setZoom(1);
        view->centerOn(500, 250);
        view->setFocus();
    }
    QPoint at(double x, double y) const { return view->mapFromScene(QPointF(x, y)); }
    /// Centres of a card's ports, of one in and one out.
    QPoint out(const std::string& id) const { return at(position(id).x + 168, position(id).y + 28); }
    QPoint in(const std::string& id, int y = 28) const { return at(position(id).x, position(id).y + y); }
    QPoint sinkIn(const std::string& id) const { return at(position(id).x + 10, position(id).y + 28); }
    QPoint card(const std::string& id) const { return at(position(id).x + 90, position(id).y + 28); }
    CanvasPoint position(const std::string& id) const { return document.topology().position(id).value_or(CanvasPoint{}); }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::mousePress(view->viewport(), Qt::LeftButton, modifiers, from);
        QTest::mouseMove(view->viewport(), from + QPoint(5, 5));
        QTest::mouseMove(view->viewport(), (from + to) / 2);
        QTest::mouseMove(view->viewport(), to);
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, modifiers, to);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(view.get(), key, modifiers); }
    QLineEdit* searchField() const { return view->findChild<QLineEdit*>(QStringLiteral("quickAddField")); }
    int steps() const { return document.undoStack().count(); }

    Document document;
    std::unique_ptr<Checker> checker;
    std::unique_ptr<CanvasView> view;
};

} // namespace

class TestCanvas : public QObject {
    Q_OBJECT
    const NodeRegistry m_registry = registryForTests();

private Q_SLOTS:
    void draggingACardMovesItByTheGridInOneStep();
    void escapeLeavesEverythingAsItWas();
    void undoDuringADragEndsTheDrag();
    void anUnwiredCardDroppedOntoAWireGoesBetween();
    void aWireIsDrawnFromPortToPort();
    void aRefusedWireSaysWhy();
    void aWireDroppedOnEmptySpaceSearchesAndConnects();
    void theEndOfAWireMovesToAnotherPort();
    void aWireEndDroppedOnNothingIsRemoved();
    void spaceAddsANodeByItsKafkaName();
    void boxSelectionAndDeleteIsOneStep();
    void controlDeleteHeals();
    void altAndADragCutsWires();
    void aScreenReaderFindsCardsAndWires();
    void copyAndPasteGoThroughTheClipboardAsText();
    void pastingOtherTextSaysSo();
    void duplicateMakesACopyBeside();
    void aNodeFromThePaletteLandsWhereItIsDropped();
    void aNodeDroppedOntoAWireGoesBetween();
    void arrowKeysWalkAlongWiresAndMove();
    void zoomStaysAtTheCursor();
    void aViewThatFittedFitsAgainInAnotherSize();
    void groupsFollowTheirNodesAndSwitchThem();
    void autoLayoutIsOneStep();
    void undoingAGestureOfEachKindEndsWhereItBegan();
    void figuresShowOnCardsAndWires();
    void paletteFindsNodesByEveryName();
    void thousandNodesPaint();
};

void TestCanvas::draggingACardMovesItByTheGridInOneStep() {
    Stage s(m_registry, ordersText());
    s.drag(s.card("big"), s.card("big") + QPoint(37, 90));
    QCOMPARE(s.position("big").x, 296);
    QCOMPARE(s.position("big").y, 88);
    QCOMPARE(s.steps(), 1);
    s.drag(s.card("big"), s.card("big") + QPoint(16, 0));
    QCOMPARE(s.steps(), 2);
    s.document.undoStack().undo();
    s.document.undoStack().undo();
    QCOMPARE(s.position("big").x, 256);
    QVERIFY(!s.document.isDirty());
}

void TestCanvas::escapeLeavesEverythingAsItWas() {
    Stage s(m_registry, ordersText());
    QTest::mousePress(s.view->viewport(), Qt::LeftButton, {}, s.card("big"));
    QTest::mouseMove(s.view->viewport(), s.card("big") + QPoint(100, 100));
    s.key(Qt::Key_Escape);
    QTest::mouseRelease(s.view->viewport(), Qt::LeftButton, {}, s.card("big") + QPoint(100, 100));
    QCOMPARE(s.steps(), 0);
    QVERIFY(s.position("big") == (CanvasPoint{256, 0}));
}

void TestCanvas::undoDuringADragEndsTheDrag() {
    Stage s(m_registry, ordersText());
    s.document.push(edits::moveNodes(s.document.topology(), {"revenue"}, {0, 80}));
    QTest::mousePress(s.view->viewport(), Qt::LeftButton, {}, s.card("big"));
    QTest::mouseMove(s.view->viewport(), s.card("big") + QPoint(100, 100));
    s.document.undoStack().undo();
    QTest::mouseMove(s.view->viewport(), s.card("big") + QPoint(200, 200));
    QTest::mouseRelease(s.view->viewport(), Qt::LeftButton, {}, s.card("big") + QPoint(200, 200));
    QVERIFY(s.position("big") == (CanvasPoint{256, 0}));
    QCOMPARE(s.document.undoStack().index(), 0);
}

void TestCanvas::anUnwiredCardDroppedOntoAWireGoesBetween() {
    Stage s(m_registry, ordersText());
    Node spare;
    spare.id = "spare";
    spare.type = "filter";
    spare.setField("where", "qty > 1");
    s.document.push(edits::addNode(s.document.topology(), spare, {128, 200}));
    s.drag(s.card("spare"), s.at(212 + 6, 28));
    const auto& edges = s.document.topology().edges;
    QCOMPARE(edges.size(), std::size_t{4});
    QVERIFY((edges[2] == Edge{{"orders", "out"}, {"spare", "in"}}));
    QVERIFY((edges[3] == Edge{{"spare", "out"}, {"big", "in"}}));
    QCOMPARE(s.steps(), 2);
    s.document.undoStack().undo();
    QVERIFY(s.position("spare") == (CanvasPoint{128, 200}));
    QCOMPARE(edges.size(), std::size_t{3});
}

void TestCanvas::aWireIsDrawnFromPortToPort() {
    Stage s(m_registry, ordersText());
    s.document.push(edits::disconnect(s.document.topology(), {s.document.topology().edges[0]}));
    s.drag(s.out("orders"), s.in("big"));
    QCOMPARE(s.document.topology().edges.size(), std::size_t{3});
    QVERIFY((s.document.topology().edges.back() == Edge{{"orders", "out"}, {"big", "in"}}));
    s.document.undoStack().undo();
    s.drag(s.in("big"), s.out("orders")); // backwards too
    QVERIFY((s.document.topology().edges.back() == Edge{{"orders", "out"}, {"big", "in"}}));
}

void TestCanvas::aRefusedWireSaysWhy() {
    Stage s(m_registry, ordersText());
    QSignalSpy said(s.view.get(), &CanvasView::said);
    s.drag(s.out("revenue"), s.in("big")); // a circle
    QCOMPARE(s.steps(), 0);
    QCOMPARE(said.count(), 1);
    QVERIFY(said[0][0].toString().size() > 10);
    s.drag(s.out("orders"), s.sinkIn("out")); // taken
    QCOMPARE(said.count(), 2);
    QCOMPARE(s.steps(), 0);
}

void TestCanvas::aWireDroppedOnEmptySpaceSearchesAndConnects() {
    Stage s(m_registry, ordersText());
    s.drag(s.out("big"), s.at(520, 260));
    QTRY_VERIFY(s.searchField()->isVisible());
    QTest::keyClicks(s.searchField(), QStringLiteral("select key"));
    QTest::keyClick(s.searchField(), Qt::Key_Return);
    const Node* added = s.document.topology().find("select-key");
    QVERIFY(added);
    QVERIFY((s.document.topology().edges.back() == Edge{{"big", "out"}, {"select-key", "in"}}));
    QCOMPARE(s.steps(), 1); // node and wire
    s.document.undoStack().undo();
    QCOMPARE(s.document.topology().edges.size(), std::size_t{3});
    // Escape adds nothing.
    s.drag(s.out("big"), s.at(520, 260));
    QTRY_VERIFY(s.searchField()->isVisible());
    QTest::keyClick(s.searchField(), Qt::Key_Escape);
    QVERIFY(!s.searchField()->isVisible());
    QCOMPARE(s.document.topology().nodes.size(), std::size_t{4});
}

void TestCanvas::theEndOfAWireMovesToAnotherPort() {
    Stage s(m_registry, ordersText());
    Node other;
    other.id = "other";
    other.type = "filter";
    other.setField("where", "qty > 1");
    s.document.push(edits::addNode(s.document.topology(), other, {256, 160}));
    s.checker->ensureLatest();
    s.drag(s.in("big") - QPoint(15, 0), s.in("other"));
    QCOMPARE(s.document.topology().edges.size(), std::size_t{3});
    QVERIFY((s.document.topology().edges.back() == Edge{{"orders", "out"}, {"other", "in"}}));
    QCOMPARE(s.steps(), 2);
}

void TestCanvas::aWireEndDroppedOnNothingIsRemoved() {
    Stage s(m_registry, ordersText());
    s.drag(s.in("big") - QPoint(15, 0), s.at(200, 300));
    QCOMPARE(s.document.topology().edges.size(), std::size_t{2});
    s.document.undoStack().undo();
    QCOMPARE(s.document.topology().edges.size(), std::size_t{3});
}

void TestCanvas::spaceAddsANodeByItsKafkaName() {
    Stage s(m_registry);
    QTest::mouseMove(s.view->viewport(), s.at(300, 200));
    s.key(Qt::Key_Space);
    QTRY_VERIFY(s.searchField()->isVisible());
    QTest::keyClicks(s.searchField(), QStringLiteral("mapValues"));
    QTest::keyClick(s.searchField(), Qt::Key_Return);
    QVERIFY(s.document.topology().find("map-values"));
    QVERIFY(s.view->canvas().selection().nodes == std::vector<std::string>{"map-values"});
    s.document.undoStack().undo();
    QVERIFY(s.document.topology().nodes.empty());
}

void TestCanvas::boxSelectionAndDeleteIsOneStep() {
    Stage s(m_registry, ordersText());
    const Topology before = s.document.topology();
    s.drag(s.at(230, -60), s.at(720, 120));
    QVERIFY((s.view->canvas().selection().nodes == std::vector<std::string>{"big", "revenue"}));
    s.key(Qt::Key_Delete);
    QCOMPARE(s.document.topology().nodes.size(), std::size_t{2});
    QVERIFY(s.document.topology().edges.empty());
    QCOMPARE(s.steps(), 1);
    s.document.undoStack().undo();
    QVERIFY(s.document.topology() == before);
    QVERIFY(s.view->canvas().edgeItems().size() == 3);
}

void TestCanvas::controlDeleteHeals() {
    Stage s(m_registry, ordersText());
    QTest::mouseClick(s.view->viewport(), Qt::LeftButton, {}, s.card("big"));
    s.key(Qt::Key_Delete, Qt::ControlModifier);
    QVERIFY((s.document.topology().edges.back() == Edge{{"orders", "out"}, {"revenue", "in"}}));
    QCOMPARE(s.steps(), 1);
}

void TestCanvas::altAndADragCutsWires() {
    Stage s(m_registry, ordersText());
    s.drag(s.at(212, -60), s.at(212, 90), Qt::AltModifier);
    QCOMPARE(s.document.topology().edges.size(), std::size_t{2});
    QCOMPARE(s.document.topology().edges.front().from.node, std::string("big"));
    QCOMPARE(s.steps(), 1);
    s.drag(s.at(440, 100), s.at(500, -60), Qt::AltModifier);
    QCOMPARE(s.document.topology().edges.size(), std::size_t{1});
    QCOMPARE(s.steps(), 2);
    s.document.undoStack().undo();
    s.document.undoStack().undo();
    QCOMPARE(s.document.topology().edges.size(), std::size_t{3});
    // Escape cuts nothing.
    QTest::mousePress(s.view->viewport(), Qt::LeftButton, Qt::AltModifier, s.at(212, -60));
    QTest::mouseMove(s.view->viewport(), s.at(212, 90));
    s.key(Qt::Key_Escape);
    QTest::mouseRelease(s.view->viewport(), Qt::LeftButton, Qt::AltModifier, s.at(212, 90));
    QCOMPARE(s.document.topology().edges.size(), std::size_t{3});
}

void TestCanvas::aScreenReaderFindsCardsAndWires() {
    Stage s(m_registry, ordersText());
    QAccessible::setActive(true);
    QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(s.view.get());
    QVERIFY(canvas);
    QVERIFY(canvas->childCount() >= 7);
    QAccessibleInterface* big = canvas->child(1);
    QVERIFY(big && big->isValid());
    QVERIFY(big->text(QAccessible::Name).startsWith(QStringLiteral("big, Filter")));
    QVERIFY(big->rect().contains(s.view->viewport()->mapToGlobal(s.card("big"))));
    QCOMPARE(canvas->indexOfChild(big), 1);
    QCOMPARE(canvas->childAt(big->rect().center().x(), big->rect().center().y()), big);
    LiveFigures figures;
    CardFigures card;
    card.state = CardState::Running;
    card.recordsPerSecond = 418;
    figures.nodes["big"] = card;
    figures.edges[s.document.topology().edges[0]] = {1236.0, 4.1, 5000};
    s.view->setFigures(figures);
    QCOMPARE(big->text(QAccessible::Description), QStringLiteral("418/s"));
    CardFigures restoring{.state = CardState::Restoring, .recordsPerSecond = 12'000, .restoringPercent = 40, .restoringSecondsLeft = 3.2};
    figures.nodes["big"] = restoring;
    s.view->setFigures(figures);
    QCOMPARE(big->text(QAccessible::Description), QStringLiteral("restoring 12,000/s, 3.2 s"));
    figures.nodes["big"] = {.state = CardState::Restoring};
    s.view->setFigures(figures);
    QCOMPARE(big->text(QAccessible::Description), QStringLiteral("starting"));
    QCOMPARE(canvas->child(4)->text(QAccessible::Name), QStringLiteral("Wire from orders to big"));
    QCOMPARE(canvas->child(4)->text(QAccessible::Description), QStringLiteral("1,236/s, 4.1 s behind"));
    // "Press" selects, and the keys' ring is what has the focus.
    big->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(s.view->canvas().selection().nodes == std::vector<std::string>{"big"});
    QVERIFY(big->state().selected);
    if (s.view->hasFocus()) QCOMPARE(canvas->focusChild(), big);
    // It goes with its card.
    s.view->removeSelection();
    QVERIFY(!big->isValid());
    QVERIFY(canvas->child(1)->text(QAccessible::Name).startsWith(QStringLiteral("revenue")));
}

void TestCanvas::copyAndPasteGoThroughTheClipboardAsText() {
    Stage s(m_registry, ordersText());
    s.drag(s.at(230, -60), s.at(720, 120));
    s.view->copy();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains(QStringLiteral("\"where\"")));
    s.view->paste();
    QVERIFY(s.document.topology().find("big-2") && s.document.topology().find("revenue-2"));
    QCOMPARE(s.document.topology().edges.size(), std::size_t{4});
    QCOMPARE(s.steps(), 1);
    QVERIFY((s.view->canvas().selection().nodes == std::vector<std::string>{"big-2", "revenue-2"}));
    // The same from plain text, as it comes from a chat.
    QGuiApplication::clipboard()->setText(text);
    s.view->paste();
    QVERIFY(s.document.topology().find("big-3"));
    s.view->selectAll();
    s.view->cut();
    QVERIFY(s.document.topology().nodes.empty());
    s.document.undoStack().setIndex(0);
    QVERIFY(!s.document.isDirty());
}

void TestCanvas::pastingOtherTextSaysSo() {
    Stage s(m_registry, ordersText());
    QSignalSpy said(s.view.get(), &CanvasView::said);
    QGuiApplication::clipboard()->setText(QStringLiteral("hello"));
    s.view->paste();
    QCOMPARE(said.count(), 1);
    QCOMPARE(s.steps(), 0);
}

void TestCanvas::duplicateMakesACopyBeside() {
    Stage s(m_registry, ordersText());
    QTest::mouseClick(s.view->viewport(), Qt::LeftButton, {}, s.card("big"));
    s.view->duplicate();
    QVERIFY(s.position("big-2") == (CanvasPoint{288, 32}));
    QCOMPARE(s.document.topology().edges.size(), std::size_t{3});
}

namespace {
void drop(CanvasView& view, QPoint at, const char* mime, const QByteArray& text) {
    QMimeData data;
    data.setData(QString::fromLatin1(mime), text);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &move);
    QDropEvent dropped(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &dropped);
}
} // namespace

void TestCanvas::aNodeFromThePaletteLandsWhereItIsDropped() {
    Stage s(m_registry);
    drop(*s.view, s.at(400, 200), CanvasView::NODE_TYPE_MIME, "generator");
    QVERIFY(s.document.topology().find("generator"));
    QVERIFY(s.position("generator") == (CanvasPoint{320, 176}));
    drop(*s.view, s.at(400, 400), CanvasView::NODE_TYPE_MIME, "source/table");
    const Node* table = s.document.topology().find("table");
    QVERIFY(table);
    QCOMPARE(table->type, std::string("source"));
    QCOMPARE(*table->field("as")->text(), std::string("table"));
    drop(*s.view, s.at(700, 400), CanvasView::TOPIC_MIME, "clicks");
    QCOMPARE(*s.document.topology().find("source")->field("topic")->text(), std::string("clicks"));
    drop(*s.view, s.at(700, 100), CanvasView::NODE_TYPE_MIME, "note");
    QCOMPARE(s.document.topology().notes.size(), std::size_t{1});
}

void TestCanvas::aNodeDroppedOntoAWireGoesBetween() {
    Stage s(m_registry, ordersText());
    drop(*s.view, s.at(212, 28), CanvasView::NODE_TYPE_MIME, "map-values");
    const auto& edges = s.document.topology().edges;
    QCOMPARE(edges.size(), std::size_t{4});
    QVERIFY((edges[2] == Edge{{"orders", "out"}, {"map-values", "in"}}));
    QVERIFY((edges[3] == Edge{{"map-values", "out"}, {"big", "in"}}));
    QCOMPARE(s.steps(), 1);
}

void TestCanvas::arrowKeysWalkAlongWiresAndMove() {
    Stage s(m_registry, ordersText());
    QTest::mouseClick(s.view->viewport(), Qt::LeftButton, {}, s.card("orders"));
    s.key(Qt::Key_Right);
    s.key(Qt::Key_Right);
    QVERIFY(s.view->canvas().selection().nodes == std::vector<std::string>{"revenue"});
    s.key(Qt::Key_Left);
    QVERIFY(s.view->canvas().selection().nodes == std::vector<std::string>{"big"});
    s.key(Qt::Key_Down, Qt::ControlModifier);
    s.key(Qt::Key_Down, Qt::ControlModifier);
    QVERIFY(s.position("big") == (CanvasPoint{256, 16}));
    QCOMPARE(s.steps(), 1); // one walk of the keys, one step
}

void TestCanvas::aViewThatFittedFitsAgainInAnotherSize() {
    Stage s(m_registry, ordersText());
    const auto all = [&] { return s.view->mapToScene(s.view->viewport()->rect()).boundingRect().contains(s.view->canvas().contentRect()); };
    s.view->fit();
    s.view->resize(600, 300);
    QTRY_VERIFY(all());
    // Who looked closer keeps what they look at.
    s.view->setZoomAt(1, QPoint(100, 100));
    s.view->resize(500, 300);
    QCOMPARE(s.view->zoom(), 1.0);
}

void TestCanvas::zoomStaysAtTheCursor() {
    Stage s(m_registry, ordersText());
    const QPoint cursor(300, 250);
    const QPointF under = s.view->mapToScene(cursor);
    s.view->setZoomAt(2.5, cursor);
    const QPointF still = s.view->mapToScene(cursor);
    QVERIFY(std::abs(still.x() - under.x()) < 1 && std::abs(still.y() - under.y()) < 1);
    s.view->setZoom(100);
    QCOMPARE(s.view->zoom(), 4.0);
    s.view->setZoom(0.001);
    QCOMPARE(s.view->zoom(), 0.1);
    s.view->fit();
    QCOMPARE(s.view->zoom(), 1.0);
    QVERIFY(s.view->mapToScene(s.view->viewport()->rect()).boundingRect().contains(s.view->canvas().contentRect()));
}

void TestCanvas::groupsFollowTheirNodesAndSwitchThem() {
    Stage s(m_registry, ordersText());
    s.drag(s.at(230, -60), s.at(720, 120));
    s.view->groupSelection();
    QCOMPARE(s.document.topology().groups.size(), std::size_t{1});
    s.document.push(edits::setEnabled(s.document.topology(), s.document.topology().groups[0].nodes, false));
    QVERIFY(!s.document.topology().find("big")->enabled);
    s.document.undoStack().undo();
    s.document.undoStack().undo();
    QVERIFY(s.document.topology().groups.empty());
    QVERIFY(s.document.topology().find("big")->enabled);
}

void TestCanvas::autoLayoutIsOneStep() {
    Stage s(m_registry, ordersText());
    s.document.push(edits::moveNodes(s.document.topology(), {"big"}, {400, 300}));
    s.view->autoLayout();
    QTRY_COMPARE(s.steps(), 2);
    QVERIFY(s.position("orders").x < s.position("big").x);
    QVERIFY(s.position("big").x < s.position("revenue").x);
    QCOMPARE(s.position("big").x % 8, 0);
}

void TestCanvas::undoingAGestureOfEachKindEndsWhereItBegan() {
    Stage s(m_registry, ordersText());
    const Topology before = s.document.topology();
    s.drag(s.card("big"), s.card("big") + QPoint(40, 200));
    s.drag(s.in("big") - QPoint(15, 0), s.at(200, 400));
    s.view->addNote();
    s.drag(s.at(-40, -60), s.at(1000, 120));
    s.view->duplicate();
    s.view->groupSelection();
    s.view->removeSelection();
    s.view->selectAll();
    s.view->removeAndHeal();
    QVERIFY(s.steps() >= 7);
    while (s.document.undoStack().canUndo()) s.document.undoStack().undo();
    QVERIFY(s.document.topology() == before);
    while (s.document.undoStack().canRedo()) s.document.undoStack().redo();
    QVERIFY(s.document.topology().nodes.empty());
    QVERIFY(s.view->canvas().nodeItems().empty());
    while (s.document.undoStack().canUndo()) s.document.undoStack().undo();
    QCOMPARE(s.view->canvas().nodeItems().size(), std::size_t{4});
    QCOMPARE(s.view->canvas().edgeItems().size(), std::size_t{3});
}

void TestCanvas::figuresShowOnCardsAndWires() {
    QCOMPARE(rateText(1236), QStringLiteral("1,236/s"));
    QCOMPARE(rateText(0), QStringLiteral("0/s"));
    QCOMPARE(rateText(2.5), QStringLiteral("2.5/s"));
    QCOMPARE(lagText(0.31), QStringLiteral("0.3 s"));
    QCOMPARE(lagText(38), QStringLiteral("38 s"));
    QCOMPARE(lagText(128), QStringLiteral("2 m 08 s"));
    QCOMPARE(lagText(840), QStringLiteral("14 m"));
    QCOMPARE(Theme::heatStep(0.5), 0);
    QCOMPARE(Theme::heatStep(60), 3);
    QCOMPARE(Theme::heatStep(1e6), 4);
    Stage s(m_registry, ordersText());
    const QImage stopped = s.view->grab().toImage();
    LiveFigures figures;
    CardFigures card;
    card.state = CardState::Running;
    card.recordsPerSecond = 418;
    figures.nodes["big"] = card;
    figures.edges[s.document.topology().edges[0]] = {1236.0, 4.1, 5000};
    s.view->setFigures(figures);
    QVERIFY(s.view->grab().toImage() != stopped);
    s.view->setFigures(std::nullopt);
    QTest::mouseMove(s.view->viewport(), QPoint(5, 5));
    QVERIFY(s.view->grab().toImage() == stopped);
}

void TestCanvas::paletteFindsNodesByEveryName() {
    const auto entries = paletteEntries(m_registry);
    const auto best = [&entries](const char* text) {
        const PaletteEntry* found = nullptr;
        int score = 0;
        for (const PaletteEntry& entry : entries)
            if (const int s = matchScore(entry, QString::fromUtf8(text)); s > score) {
                score = s;
                found = &entry;
            }
        return found ? found->id.toStdString() : std::string();
    };
    QCOMPARE(best("filter"), std::string("filter"));
    QCOMPARE(best("groupByKey"), std::string("aggregate"));
    QCOMPARE(best("globalTable"), std::string("source/global-table"));
    QCOMPARE(best("xyzzy"), std::string());
    PalettePanel palette(m_registry, Theme::dark());
    QSignalSpy added(&palette, &PalettePanel::entryActivated);
    QTest::keyClicks(&palette.filterField(), QStringLiteral("merge"));
    QTest::keyClick(&palette.filterField(), Qt::Key_Return);
    QCOMPARE(added.count(), 1);
}

void TestCanvas::thousandNodesPaint() {
    Stage s(m_registry);
    Topology big;
    big.applicationId = "big";
    for (int i = 0; i < 1000; ++i) {
        Node node;
        node.id = "n" + std::to_string(i);
        node.type = i % 3 == 0 ? "filter" : "map-values";
        big.nodes.push_back(node);
        big.setPosition(node.id, {i % 40 * 256, i / 40 * 120});
        if (i >= 40) big.edges.push_back({{"n" + std::to_string(i - 40), "out"}, {node.id, "in"}});
    }
    s.document.push(edits::paste(s.document.topology(), big, {0, 0}).edit);
    QCOMPARE(s.view->canvas().nodeItems().size(), std::size_t{1000});
    for (const double zoom : {0.1, 0.3, 0.5, 1.0, 4.0}) {
        s.view->setZoom(zoom);
        QVERIFY(!s.view->grab().isNull());
    }
    s.document.undoStack().undo();
    QVERIFY(s.view->canvas().nodeItems().empty());
}

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
