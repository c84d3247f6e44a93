// SPDX-License-Identifier: GPL-3.0-or-later
// Cases of a topology in the window: captured from records, edited as a table, run, and compared.
#include "fake_engine.h"
#include "registry_for_tests.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/theme.h"
#include "weir/live/engine_bridge.h"
#include "weir/shell/tests_panel.h"
#include "weir/shell/topology_run.h"
#include "weir/testing/memory_file_system.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;

namespace {

constexpr auto flow = R"({"weir": 1, "application_id": "totals", "nodes": [
  {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "amount bigint"}},
  {"id": "sum", "type": "aggregate", "select": "sum(amount) AS total"},
  {"id": "out", "type": "sink", "topic": "totals"}],
  "edges": [["orders", "sum"], ["sum", "out"]]})";

} // namespace

class TestTestsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineIsEditedInTheTableAndKeptDigitForDigit();
    void aCaseRunsAndShowsWhatDiffers();
    void whatCameCanBeTakenAsExpected();
    void capturedRecordsBecomeACase();
    void withoutAFileThereIsNowhereToKeepATest();
};

namespace {

/// A panel over a saved topology and a fake engine.
struct Bench {
    explicit Bench(bool saved = true)
        : registry(registryForTests()), document(registry), checker(document), bridge(engine), run(document, checker, bridge), panel(bridge, files, theme) {
        const QString path = saved ? folder.filePath(QStringLiteral("totals.weir")) : QString();
        const auto opened = document.openText(QByteArray(flow), path, false);
        if (!opened) qFatal("the flow does not open");
        panel.setRun(&run);
        panel.resize(1000, 300);
        panel.show();
        panel.cases().settle();
        QCoreApplication::processEvents();
    }
    void settle() {
        panel.cases().settle();
        QCoreApplication::processEvents();
        panel.cases().settle();
        QCoreApplication::processEvents();
    }
    QPushButton* button(const char* text) {
        for (auto* found : panel.findChildren<QPushButton*>())
            if (found->text() == QLatin1String(text)) return found;
        qFatal("no button %s", text);
    }

    NodeRegistry registry;
    Theme theme = Theme::light();
    QTemporaryDir folder;
    MemoryFileSystem files;
    FakeEngine engine;
    Document document;
    Checker checker;
    EngineBridge bridge;
    TopologyRun run;
    TestsPanel panel;
};

TestCase caseOf(const char* input, const char* expected) {
    TestCase out;
    out.input = input;
    out.expected = expected;
    return out;
}

constexpr auto twoOrders = "{\"topic\":\"orders\",\"key\":\"a\",\"value\":{\"amount\":2},\"timestamp\":1}\n{\"topic\":\"orders\",\"key\":\"a\",\"value\":{\"amount\":3},\"timestamp\":2}\n";
constexpr auto twoTotals = "{\"topic\":\"totals\",\"key\":\"a\",\"value\":{\"total\":2},\"timestamp\":1}\n{\"topic\":\"totals\",\"key\":\"a\",\"value\":{\"total\":5},\"timestamp\":2}\n";

} // namespace

void TestTestsPanel::aLineIsEditedInTheTableAndKeptDigitForDigit() {
    TestInputModel model;
    model.setLines("{\"topic\":\"orders\",\"key\":\"a\",\"value\":{\"amount\":1.10},\"timestamp\":12345678901234567}\nno json\n");
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.unreadable(), std::size_t{1});
    QVERIFY(model.setData(model.index(0, TestInputModel::Key), QStringLiteral("b")));
    QVERIFY(!model.setData(model.index(0, TestInputModel::Value), QStringLiteral("{\"amount\":")));
    QVERIFY(!model.setData(model.index(0, TestInputModel::Timestamp), QStringLiteral("noon")));
    QCOMPARE(QString::fromStdString(model.lines()), QStringLiteral("{\"topic\":\"orders\",\"key\":\"b\",\"value\":{\"amount\":1.10},\"timestamp\":12345678901234567}\n"));
}

void TestTestsPanel::aCaseRunsAndShowsWhatDiffers() {
    Bench bench;
    bench.panel.cases().add(caseOf(twoOrders, twoTotals));
    QTest::mouseClick(bench.button("Run"), Qt::LeftButton);
    bench.settle();
    QCOMPARE(bench.panel.cases().entries()[0].state, TestCases::State::Passed);
    QCOMPARE(bench.panel.difference().rowCount(), 2);
    QCOMPARE(bench.panel.difference().firstDifference(), -1);

    QVERIFY(bench.panel.input().setData(bench.panel.input().index(1, TestInputModel::Value), QStringLiteral("{\"amount\":4}")));
    QTest::mouseClick(bench.button("Run all"), Qt::LeftButton);
    bench.settle();
    QCOMPARE(bench.panel.cases().entries()[0].state, TestCases::State::Failed);
    QCOMPARE(bench.panel.difference().firstDifference(), 1);
    QVERIFY(bench.panel.difference().index(1, TestDiffModel::Came).data().toString().contains(QStringLiteral("6")));
}

void TestTestsPanel::whatCameCanBeTakenAsExpected() {
    Bench bench;
    bench.panel.cases().add(caseOf(twoOrders, ""));
    QTest::mouseClick(bench.button("Run"), Qt::LeftButton);
    bench.settle();
    QCOMPARE(bench.panel.cases().entries()[0].state, TestCases::State::Failed);
    QTest::mouseClick(bench.button("Accept"), Qt::LeftButton);
    bench.settle();
    QCOMPARE(bench.panel.cases().entries()[0].state, TestCases::State::Passed);
    const Path folder = Path(TestCases::folderOf(bench.document.filePath()).toStdString()) / "case-1";
    const auto kept = readTestCase(bench.files, folder);
    QVERIFY(kept);
    QCOMPARE(QString::fromStdString(kept->expected), QString::fromLatin1(twoTotals));
}

void TestTestsPanel::capturedRecordsBecomeACase() {
    Bench bench;
    TopicInfo orders;
    orders.spec.name = "orders";
    orders.partitions = {{0, 2, 100}};
    bench.engine.topicList = {orders};
    bench.engine.fetched = [](const FetchRequest& request) {
        FetchResult result;
        if (request.topic != "orders") return result;
        result.records = {{.offset = 0, .timestamp = 1, .key = "a", .value = R"({"amount":2})"}, {.offset = 1, .timestamp = 2, .key = "a", .value = R"({"amount":3})"}};
        return result;
    };
    QTest::mouseClick(bench.button("From records"), Qt::LeftButton);
    for (int i = 0; i < 4; ++i) bench.bridge.settle();
    bench.settle();
    QCOMPARE(bench.panel.cases().entries().size(), std::size_t{1});
    const auto& entry = bench.panel.cases().entries()[0];
    QCOMPARE(QString::fromStdString(entry.testCase.input), QString::fromLatin1(twoOrders));
    QCOMPARE(QString::fromStdString(entry.testCase.expected), QString::fromLatin1(twoTotals));
    QCOMPARE(entry.state, TestCases::State::Passed);
}

void TestTestsPanel::withoutAFileThereIsNowhereToKeepATest() {
    Bench bench(false);
    QVERIFY(!bench.button("From records")->isEnabled());
    bool said = false;
    for (auto* label : bench.panel.findChildren<QLabel*>()) said = said || label->text().startsWith(QStringLiteral("Save the topology first"));
    QVERIFY(said);
}

QTEST_MAIN(TestTestsPanel)
#include "tst_tests_panel.moc"
