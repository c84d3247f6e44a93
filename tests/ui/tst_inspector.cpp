// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_for_tests.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/inspector/expression_editor.h"
#include "weir/inspector/help_panel.h"
#include "weir/inspector/inspector_panel.h"
#include "weir/inspector/profile_table.h"

#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace weir;

namespace {

struct Desk {
    explicit Desk(const NodeRegistry& registry) : document(registry), panel(Theme::light()) {
        if (!document.openText(ordersText(), {}, false)) qFatal("the test's topology does not open");
        checker = std::make_unique<Checker>(document);
        panel.setDocument(&document, checker.get());
        panel.resize(344, 800);
        panel.show();
        if (!QTest::qWaitForWindowExposed(&panel)) qFatal("no window");
    }
    ~Desk() { panel.setDocument(nullptr, nullptr); }
    void select(const std::string& node) {
        panel.setSelection(Selection{{node}, {}, {}, {}});
        checker->ensureLatest();
        QCoreApplication::processEvents();
    }
    template <class T>
    T* editor(const char* path) {
        for (QWidget* field : panel.findChildren<QWidget*>(QString::fromLatin1(path)))
            if (field->isVisible())
                if (T* found = field->findChild<T*>()) return found;
        return nullptr;
    }
    const FieldValue* field(const char* node, const char* path) { return fieldAt(document.topology().find(node)->fields, path); }
    Document document;
    std::unique_ptr<Checker> checker;
    InspectorPanel panel;
};

QWidget* sheetOf(ExpressionEditor* editor) { return editor->findChild<QAbstractScrollArea*>(); }

} // namespace

class TestInspector : public QObject {
    Q_OBJECT
    const NodeRegistry m_registry = registryForTests();

private Q_SLOTS:
    void everyNodeTypeHasAForm();
    void aLineEditsItsField();
    void emptyingALineRemovesTheField();
    void aChoiceBringsItsFields();
    void typingSqlIsOneStepAndSaysMistakesAtOnce();
    void theQuickFixChangesTheWord();
    void aCompletionIsTakenByEnter();
    void undoShowsInTheForm();
    void renamingMovesTheForm();
    void theFormAsJsonEditsTheSameFields();
    void branchesGrowAndShrink();
    void aMistakeBehindTheFoldOpensIt();
    void theTopologyHasAFormOfItsOwn();
    void theTableOfProfilesFollowsTheGuaranteeAndChooses();
    void theTableOfProfilesSaysWhatThePageSays();
    void removingTheNodeLeavesItsForm();
    void aCheckerThatGoesFirstIsForgotten();
    void helpShowsEveryType();
    void helpExplainsTheFunctionUnderTheCursor();
};

void TestInspector::everyNodeTypeHasAForm() {
    Desk desk(m_registry);
    for (const NodeSpec& spec : m_registry.specs()) {
        Node node;
        node.id = edits::freeId(desk.document.topology(), spec.type);
        node.type = spec.type;
        desk.document.push(edits::addNode(desk.document.topology(), node, {0, 0}));
        desk.select(node.id);
        const auto buttons = desk.panel.findChildren<QPushButton*>();
        const auto fold = std::find_if(buttons.begin(), buttons.end(), [&](const QPushButton* button) { return button->property("look") == QStringLiteral("fold") && button->isVisibleTo(&desk.panel); });
        if (fold != buttons.end()) (*fold)->click();
        for (const FieldSpec& field : spec.fields) {
            const bool row = field.kind != FieldKind::Object && field.kind != FieldKind::ObjectList;
            if (row) QVERIFY2(desk.panel.findChild<QWidget*>(QString::fromStdString(field.name)), (spec.type + "." + field.name).c_str());
        }
        QVERIFY(!desk.panel.grab().isNull());
    }
    QCOMPARE(desk.document.undoStack().count(), static_cast<int>(m_registry.specs().size())); // showing changes nothing
}

void TestInspector::aMistakeBehindTheFoldOpensIt() {
    Desk desk(m_registry);
    Node node;
    node.id = "in";
    node.type = "source";
    desk.document.push(edits::addNode(desk.document.topology(), node, {0, 0}));
    desk.select("in");
    QVERIFY(!desk.panel.findChild<QWidget*>(QStringLiteral("start")));
    desk.document.push(edits::setField(desk.document.topology(), "in", "start", FieldValue(std::string("tomorrow"))));
    QTRY_VERIFY(desk.panel.findChild<QWidget*>(QStringLiteral("start")));
    QVERIFY(desk.panel.findChild<QWidget*>(QStringLiteral("start"))->isVisibleTo(&desk.panel));
}

void TestInspector::aLineEditsItsField() {
    Desk desk(m_registry);
    desk.select("out");
    auto* line = desk.editor<QLineEdit>("topic");
    QVERIFY(line);
    QCOMPARE(line->text(), QStringLiteral("revenue-by-region"));
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("income"));
    QCOMPARE(*desk.field("out", "topic")->text(), std::string("income"));
    QCOMPARE(desk.document.undoStack().count(), 1);
}

void TestInspector::emptyingALineRemovesTheField() {
    Desk desk(m_registry);
    desk.select("revenue");
    auto* line = desk.editor<QLineEdit>("window.grace");
    QVERIFY(line);
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QVERIFY(!desk.field("revenue", "window.grace"));
    QVERIFY(desk.field("revenue", "window.size"));
}

void TestInspector::aChoiceBringsItsFields() {
    Desk desk(m_registry);
    desk.select("revenue");
    QVERIFY(!desk.editor<QLineEdit>("window.advance"));
    auto* box = desk.editor<QComboBox>("window.type");
    QVERIFY(box);
    for (int i = 0; i < box->count(); ++i) {
        box->setCurrentIndex(i);
        Q_EMIT box->activated(i);
        const FieldValue* type = desk.field("revenue", "window.type");
        if (type && *type->text() == "hopping") break;
    }
    QCOMPARE(*desk.field("revenue", "window.type")->text(), std::string("hopping"));
    QVERIFY(desk.editor<QLineEdit>("window.advance"));
}

void TestInspector::typingSqlIsOneStepAndSaysMistakesAtOnce() {
    Desk desk(m_registry);
    desk.select("big");
    auto* editor = desk.editor<ExpressionEditor>("where");
    QVERIFY(editor);
    QCOMPARE(editor->text(), QStringLiteral("amount > 100"));
    const int height = editor->height();
    editor->focusMistake(); // to the end
    QSignalSpy checked(desk.checker.get(), &Checker::checked);
    QTest::keyClicks(sheetOf(editor), QStringLiteral(" AND qyt > 1"));
    QCOMPARE(*desk.field("big", "where")->text(), std::string("amount > 100 AND qyt > 1"));
    QCOMPARE(desk.document.undoStack().count(), 1);
    QTRY_VERIFY(!desk.checker->latest().ok());
    const auto mine = desk.checker->latest().of("big");
    QCOMPARE(mine[0]->field, std::string("where"));
    QCOMPARE(mine[0]->span.begin, 17);
    QTRY_VERIFY(editor->height() > height); // the sentence stands beneath
    desk.document.undoStack().undo();
    QCOMPARE(editor->text(), QStringLiteral("amount > 100"));
}

void TestInspector::theQuickFixChangesTheWord() {
    Desk desk(m_registry);
    desk.document.push(edits::setField(desk.document.topology(), "big", "where", "amuont > 100"));
    desk.select("big");
    const auto mine = desk.checker->latest().of("big");
    QVERIFY(!mine.empty());
    if (!mine[0]->fix) {
        Diagnostic made = *mine[0];
        made.fix = Fix{"Change to amount", {ReplaceText{made.span, "amount"}}};
        QVERIFY(applyFix(desk.document, made));
    } else {
        QVERIFY(desk.panel.applyQuickFix());
    }
    QCOMPARE(*desk.field("big", "where")->text(), std::string("amount > 100"));
    QVERIFY(desk.checker->ensureLatest().ok());
    Diagnostic stale;
    stale.node = "big";
    stale.field = "where";
    stale.fix = Fix{"x", {ReplaceText{Span{5, 500}, "y"}}};
    QVERIFY(!applyFix(desk.document, stale));
}

void TestInspector::aCompletionIsTakenByEnter() {
    Desk desk(m_registry);
    desk.select("big");
    auto* editor = desk.editor<ExpressionEditor>("where");
    editor->focusMistake();
    QTest::keyClicks(sheetOf(editor), QStringLiteral(" AND cust"));
    QTest::keyClick(sheetOf(editor), Qt::Key_Return);
    QCOMPARE(editor->text(), QStringLiteral("amount > 100 AND customer"));
}

void TestInspector::undoShowsInTheForm() {
    Desk desk(m_registry);
    desk.select("out");
    desk.document.push(edits::setField(desk.document.topology(), "out", "topic", "x"));
    QCOMPARE(desk.editor<QLineEdit>("topic")->text(), QStringLiteral("x"));
    desk.document.undoStack().undo();
    QCOMPARE(desk.editor<QLineEdit>("topic")->text(), QStringLiteral("revenue-by-region"));
}

void TestInspector::renamingMovesTheForm() {
    Desk desk(m_registry);
    desk.select("big");
    auto* name = desk.panel.findChild<QLineEdit*>(QStringLiteral("nodeName"));
    QVERIFY(name);
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("orders"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(desk.document.topology().find("big")); // taken: refused with a sentence
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("large"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(desk.document.topology().find("large"));
    QVERIFY(desk.editor<ExpressionEditor>("where"));
    desk.document.undoStack().undo();
    QVERIFY(desk.document.topology().find("big"));
    QVERIFY(desk.editor<ExpressionEditor>("where"));
}

void TestInspector::theFormAsJsonEditsTheSameFields() {
    Desk desk(m_registry);
    desk.select("big");
    for (QPushButton* button : desk.panel.findChildren<QPushButton*>())
        if (button->isCheckable()) button->click();
    auto* json = desk.panel.findChild<QPlainTextEdit*>();
    QVERIFY(json && json->isVisible());
    QCOMPARE(json->toPlainText(), QStringLiteral("{\n  \"where\": \"amount > 100\"\n}"));
    json->setPlainText(QStringLiteral("{\"where\": \"qty > 2\"}"));
    QCOMPARE(*desk.field("big", "where")->text(), std::string("qty > 2"));
    json->setPlainText(QStringLiteral("{\"where\": "));
    QCOMPARE(*desk.field("big", "where")->text(), std::string("qty > 2"));
}

void TestInspector::branchesGrowAndShrink() {
    Desk desk(m_registry);
    Node branch;
    branch.id = "split";
    branch.type = "branch";
    desk.document.push(edits::addNode(desk.document.topology(), branch, {0, 200}));
    desk.select("split");
    const auto press = [&desk](const QString& start) {
        for (QPushButton* button : desk.panel.findChildren<QPushButton*>())
            if (button->isVisible() && button->text().startsWith(start)) return button->click();
    };
    press(QStringLiteral("Add"));
    press(QStringLiteral("Add"));
    QVERIFY(desk.field("split", "branches[1].name"));
    QVERIFY(desk.editor<ExpressionEditor>("branches[1].where"));
    press(QStringLiteral("Remove"));
    QVERIFY(!desk.field("split", "branches[1]"));
    QCOMPARE(*desk.field("split", "branches[0].name")->text(), std::string("branch-2"));
}

void TestInspector::theTopologyHasAFormOfItsOwn() {
    Desk desk(m_registry);
    desk.panel.setSelection(Selection{{"big"}, {}, {}, {}});
    desk.panel.setSelection({});
    const auto lines = desk.panel.findChildren<QLineEdit*>();
    QLineEdit* application = nullptr;
    for (QLineEdit* line : lines)
        if (line->isVisible() && line->text() == QStringLiteral("revenue-by-region")) application = line;
    QVERIFY(application);
    application->setFocus();
    application->selectAll();
    QTest::keyClicks(application, QStringLiteral("other"));
    QCOMPARE(desk.document.topology().applicationId, std::string("other"));
    QCOMPARE(desk.document.undoStack().count(), 1);
}

void TestInspector::theTableOfProfilesFollowsTheGuaranteeAndChooses() {
    Desk desk(m_registry);
    desk.panel.setSelection({});
    auto* table = desk.panel.findChild<ProfileTable*>();
    QVERIFY(table && table->isVisible());
    const auto cell = [&](const char* text) -> QLabel* {
        for (QLabel* label : table->findChildren<QLabel*>())
            if (label->text() == QLatin1String(text)) return label;
        return nullptr;
    };
    QVERIFY(cell("balanced") && cell("balanced")->font().bold());
    const auto once = [&] { return std::ranges::count_if(table->findChildren<QLabel*>(), [](const QLabel* label) { return label->text() == QStringLiteral("none"); }); };
    QCOMPARE(once(), 3);
    QTest::mouseClick(cell("throughput"), Qt::LeftButton);
    QCOMPARE(desk.document.topology().profile, std::optional(Profile::Throughput));
    QVERIFY(cell("throughput")->font().bold());
    QVERIFY(!cell("balanced")->font().bold());
    auto header = headerOf(desk.document.topology());
    header.guarantee = Guarantee::AtLeastOnce;
    desk.document.push(edits::setHeader(desk.document.topology(), header));
    QCOMPARE(once(), 0); // at least once is not once
}

void TestInspector::theTableOfProfilesSaysWhatThePageSays() {
    QFile page(QFINDTESTDATA("../../docs/promises.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(page.readAll()).split(QLatin1Char('\n'));
    const char* profiles[] = {"latency", "balanced", "throughput"};
    const char* guarantees[] = {"exactly-once", "at-least-once"};
    for (const auto& figures : profileFigures()) {
        const auto begin = QStringLiteral("| %1 | %2 | %3, %4 ms |")
                               .arg(QLatin1String(profiles[static_cast<int>(figures.profile)]), QLatin1String(guarantees[static_cast<int>(figures.guarantee)]))
                               .arg(figures.p50Ms)
                               .arg(figures.p99Ms);
        const auto end = QStringLiteral("| %1 records/s |").arg(figures.recordsPerSecond);
        QVERIFY2(std::any_of(lines.begin(), lines.end(), [&](const QString& line) { return line.startsWith(begin) && line.endsWith(end); }), qPrintable(begin + end));
    }
}

void TestInspector::removingTheNodeLeavesItsForm() {
    Desk desk(m_registry);
    desk.select("big");
    desk.document.push(edits::removeSelection(desk.document.topology(), Selection{{"big"}, {}, {}, {}}));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!desk.editor<ExpressionEditor>("where"));
    desk.document.undoStack().undo();
}

void TestInspector::aCheckerThatGoesFirstIsForgotten() {
    Desk desk(m_registry);
    desk.select("big");
    desk.checker.reset();
    desk.panel.setSelection(Selection{{"revenue"}, {}, {}, {}});
    QVERIFY(desk.editor<QLineEdit>("window.grace"));
    desk.panel.setDocument(nullptr, nullptr);
}

void TestInspector::helpShowsEveryType() {
    HelpPanel help(m_registry, Theme::dark());
    help.show(); // a page that nobody sees is not written
    QVERIFY(help.toPlainText().contains(QStringLiteral("Space")));
    for (const NodeSpec& spec : m_registry.specs()) {
        help.showType(spec.type);
        QVERIFY2(help.toPlainText().contains(QString::fromStdString(spec.title)), spec.type.c_str());
        QVERIFY2(help.toPlainText().contains(QStringLiteral("\"type\": \"%1\"").arg(QString::fromStdString(spec.type))), spec.type.c_str());
    }
}

void TestInspector::helpExplainsTheFunctionUnderTheCursor() {
    ExpressionEditor editor(Theme::light());
    editor.setText(QStringLiteral("upper(region)"));
    editor.focusMistake(); // there is none: the cursor goes to the end
    QCOMPARE(editor.wordAtCursor(), QString());
    editor.setText(QStringLiteral("amount + SUM"));
    editor.focusMistake();
    QCOMPARE(editor.wordAtCursor(), QStringLiteral("SUM"));
    HelpPanel help(m_registry, Theme::dark());
    help.show();
    QVERIFY(help.showFunction(editor.wordAtCursor()));
    QVERIFY(help.toPlainText().contains(QStringLiteral("sum(bigint)")));
    QVERIFY(!help.showFunction(QStringLiteral("region")));
    help.showType("filter");
    QVERIFY(!help.toPlainText().contains(QStringLiteral("sum(bigint)")));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
