// SPDX-License-Identifier: GPL-3.0-or-later
// Each mistake that has a fix: the button in the problems list takes it away, as one step, and one undo brings it back.
#include "registry_for_tests.h"

#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/theme.h"
#include "weir/inspector/inspector_panel.h"
#include "weir/shell/problems_panel.h"
#include "weir/topology/topology_json.h"

#include <QPushButton>
#include <QtTest>

#include <algorithm>

using namespace weir;

class TestFixes : public QObject {
    Q_OBJECT
    const NodeRegistry m_registry = registryForTests();

private Q_SLOTS:
    void aButtonMendsAndUndoBringsItBack_data();
    void aButtonMendsAndUndoBringsItBack();
};

void TestFixes::aButtonMendsAndUndoBringsItBack_data() {
    QTest::addColumn<QByteArray>("nodes");
    QTest::addColumn<QByteArray>("edges");
    QTest::addColumn<QByteArray>("code");
    const auto between = [](const char* name, const char* code, const QByteArray& node) {
        QTest::newRow(name) << node << QByteArray(R"(["orders", "n"], ["n", "out"])") << QByteArray(code);
    };
    between("unknown column", "undefined_column", R"({"id": "n", "type": "filter", "where": "amuont > 1"})");
    between("wrong quotes", "undefined_column", R"({"id": "n", "type": "filter", "where": "customer = \"Zoe\""})");
    between("type clash", "undefined_function", R"({"id": "n", "type": "filter", "where": "customer = 5"})");
    between("no alias", "missing_alias", R"({"id": "n", "type": "map-values", "select": "amount * 2"})");
    between("two columns of one name", "duplicate_column", R"({"id": "n", "type": "map-values", "select": "amount, amount"})");
    between("unknown type", "unknown_type", R"({"id": "n", "type": "filtre", "where": "true"})");
    between("unknown key", "unknown_key", R"({"id": "n", "type": "filter", "wher": "amount > 1"})");
    between("within missing", "missing", R"({"id": "n", "type": "deduplicate", "by": "customer"})");
    between("a duration in other words", "invalid_duration", R"({"id": "n", "type": "deduplicate", "by": "customer", "within": "10 min"})");
    between("stream where a table belongs", "wrong_kind", R"({"id": "n", "type": "suppress", "until": {"time_limit": "1s"}})");
    between("a node for nothing", "wrong_kind", R"({"id": "n", "type": "to-stream"})");
    between("grace missing", "missing_grace", R"({"id": "n", "type": "aggregate", "emit": "final", "window": {"type": "tumbling", "size": "1m"}, "select": "count(*) AS n"})");
    QTest::newRow("table where a stream belongs") << QByteArray(R"({"id": "a", "type": "aggregate", "select": "count(*) AS n"}, {"id": "n", "type": "deduplicate", "by": "n", "within": "1m"})")
                                                  << QByteArray(R"(["orders", "a"], ["a", "n"], ["n", "out"])") << QByteArray("wrong_kind");
    QTest::newRow("dropped key") << QByteArray(R"({"id": "m", "type": "map-values", "select": "amount"}, {"id": "n", "type": "aggregate", "group_by": "customer", "select": "count(*) AS n"})")
                                 << QByteArray(R"(["orders", "m"], ["m", "n"], ["n", "out"])") << QByteArray("undefined_column");
    QTest::newRow("unreachable branch") << QByteArray(R"({"id": "n", "type": "branch", "branches": [{"name": "a", "where": "true"}, {"name": "b", "where": "amount > 1"}]})")
                                        << QByteArray(R"(["orders", "n"], ["n:b", "out"])") << QByteArray("unreachable_branch");
    QTest::newRow("a wire from nowhere") << QByteArray(R"({"id": "n", "type": "filter", "where": "true"})") << QByteArray(R"(["ordrs", "n"], ["n", "out"])") << QByteArray("dangling_edge");
}

void TestFixes::aButtonMendsAndUndoBringsItBack() {
    QFETCH(QByteArray, nodes);
    QFETCH(QByteArray, edges);
    QFETCH(QByteArray, code);
    const QByteArray text = QByteArray(R"({"weir": 1, "application_id": "t", "nodes": [{"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, amount double precision"}}, )") +
                            nodes + R"(, {"id": "out", "type": "sink", "topic": "out"}], "edges": [)" + edges + "]}";
    Document document(m_registry);
    QVERIFY(document.openText(text, {}, false));
    Checker checker(document);
    const Theme theme = Theme::light();
    ProblemsPanel panel(theme);
    connect(&panel, &ProblemsPanel::fixAsked, &document, [&](const Diagnostic& problem) { QVERIFY(applyFix(document, problem)); });
    const auto codes = [&] {
        const auto& all = checker.ensureLatest().diagnostics;
        return std::count_if(all.begin(), all.end(), [&](const Diagnostic& d) { return d.code == code.toStdString(); });
    };
    QCOMPARE(codes(), 1);
    const std::string before = saveTopology(document.topology());
    panel.showResult(&checker.latest());
    const auto buttons = panel.findChildren<QPushButton*>(QStringLiteral("smallButton"));
    QVERIFY(!buttons.isEmpty());
    buttons.front()->click();
    QCOMPARE(codes(), 0);
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    QCOMPARE(saveTopology(document.topology()), before);
    QCOMPARE(codes(), 1);
}

QTEST_MAIN(TestFixes)
#include "tst_fixes.moc"
