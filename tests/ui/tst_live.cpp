// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_engine.h"

#include "weir/live/job_monitor.h"
#include "weir/live/number_text.h"
#include "weir/live/plot_feed.h"
#include "weir/live/record_table_model.h"
#include "weir/live/store_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace weir;

namespace {

std::shared_ptr<JobSnapshot> snapshotAt(std::uint64_t sequence, std::int64_t millis, std::uint64_t processed) {
    auto made = std::make_shared<JobSnapshot>();
    made->sequence = sequence;
    made->wallMicros = millis * 1000;
    made->processed = processed;
    made->edges = {processed, processed / 2};
    PartitionFigures p;
    p.topic = "orders";
    p.position = static_cast<std::int64_t>(processed);
    p.endOffset = 2'000;
    made->partitions = {p};
    return made;
}

StorePage pageOf(std::initializer_list<std::pair<const char*, const char*>> rows) {
    StorePage page;
    page.columns = {{"n", Type{TypeId::BigInt}}};
    for (const auto& [key, value] : rows) {
        StoreRow row;
        row.key = key;
        row.columns = {value};
        page.rows.push_back(row);
    }
    return page;
}

} // namespace

class TestLive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreShort() {
        QCOMPARE(perSecondText(0), QStringLiteral("0/s"));
        QCOMPARE(perSecondText(1236.2), QStringLiteral("1,236/s"));
        QCOMPARE(perSecondText(79'412), QStringLiteral("79.4k/s"));
        QCOMPARE(spanText(4'100), QStringLiteral("4.1 s"));
        QCOMPARE(spanText(128'000), QStringLiteral("2 m 08 s"));
        QCOMPARE(spanText(3'900'000), QStringLiteral("1 h 05 m"));
        QCOMPARE(cellText(u"98370.3"), QStringLiteral("98,370.3"));
        QCOMPARE(cellText(u"\"a\\\"b\""), QStringLiteral("a\"b"));
        QCOMPARE(cellText(u"-1234567"), QStringLiteral("-1,234,567"));
        QCOMPARE(bytesText(2'100'000'000), QStringLiteral("2.1 GB"));
    }

    void ratesComeFromTwoSnapshots() {
        JobRates rates;
        rates.add(snapshotAt(1, 0, 0));
        QCOMPARE(rates.processed(), 0.0);
        rates.add(snapshotAt(2, 500, 100));
        QCOMPARE(rates.processed(), 200.0);
        rates.add(snapshotAt(3, 1'000, 500));
        QCOMPARE(rates.processed(), 500.0);
        QCOMPARE(rates.edge(1), 250.0);
        QCOMPARE(rates.lag(), 1'500);
        const auto partition = rates.partition("orders", 0);
        QCOMPARE(partition.trend, -500.0);
        QCOMPARE(partition.secondsToClear, 3.0);
    }

    void aJobThatBeganAnewForgetsItsOldTotals() {
        JobRates rates;
        rates.add(snapshotAt(1, 0, 5'000));
        rates.add(snapshotAt(2, 1'000, 10));
        QCOMPARE(rates.processed(), 0.0);
    }

    void aPeakSurvivesAnyZoom() {
        SeriesBuffer buffer;
        for (int i = 0; i < 100'000; ++i) buffer.add(i * 5, i == 43'210 ? 1'000.0 : 1.0);
        const auto points = buffer.sample(0, 500'000, 200);
        QVERIFY(points.size() <= 2 * 200 + 4);
        QVERIFY(std::any_of(points.begin(), points.end(), [](const SeriesPoint& p) { return p.value == 1'000.0; }));
        QVERIFY(std::is_sorted(points.begin(), points.end(), [](const SeriesPoint& a, const SeriesPoint& b) { return a.time < b.time; }));
    }

    void aPeakSurvivesWhenRawPointsHaveLeft() {
        SeriesBuffer buffer;
        for (int i = 0; i < 3'600; ++i) buffer.add(i * 1'000, i == 100 ? 99.0 : 1.0);
        QVERIFY(buffer.raw().front().time > 100'000); // ten minutes only
        const auto points = buffer.sample(0, 3'600'000, 300);
        QVERIFY(std::any_of(points.begin(), points.end(), [](const SeriesPoint& p) { return p.value == 99.0; }));
    }

    void aLatePointTakesItsPlace() {
        SeriesBuffer buffer;
        buffer.add(1'000, 1);
        buffer.add(3'000, 3);
        buffer.add(2'000, 2);
        QCOMPARE(buffer.at(2'500)->value, 2.0);
        QCOMPARE(buffer.last()->value, 3.0);
    }

    void recordsStandStillWhileFrozenAndAreCounted() {
        RecordTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        TapDrain drain;
        for (int i = 0; i < 600; ++i) {
            SampledRecord record;
            record.offset = i;
            record.value = i % 100 == 0 ? R"({"who":"alice"})" : "{}";
            drain.records.push_back(record);
        }
        drain.seen = 600;
        model.add(drain);
        QCOMPARE(model.rowCount(), 500);
        QCOMPARE(model.record(0)->offset, 599);
        model.setFrozen(true);
        drain.records = {SampledRecord{}};
        drain.records[0].offset = 600;
        model.add(drain);
        QCOMPARE(model.record(0)->offset, 599);
        QCOMPARE(model.newCount(), std::uint64_t{1});
        model.setFrozen(false);
        QCOMPARE(model.record(0)->offset, 600);
        QCOMPARE(model.rowCount(), 500);
        model.setTextFilter(QStringLiteral("ALICE"));
        QCOMPARE(model.rowCount(), 4); // the oldest has left
    }

    void aRecordIsCopiedWhole() {
        SampledRecord record;
        record.topic = "orders";
        record.offset = 7;
        record.key = "a\"b";
        record.value = R"({"n":12345678901234567890})";
        const std::string expected = "{\"topic\":\"orders\",\"partition\":0,\"offset\":7,\"key\":\"a\\\"b\",\"value\":" + record.value + ",\"timestamp\":0}";
        QCOMPARE(RecordTableModel::asJson(record), QString::fromStdString(expected));
    }

    void storeRowsChangeRowByRow() {
        StoreTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPage(pageOf({{"a", "1"}, {"c", "3"}}), 1'000);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setPage(pageOf({{"b", "2"}, {"c", "4"}, {"d", "5"}}), 2'000);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("4"));
        QVERIFY(model.index(1, 0).data(StoreTableModel::FreshRole).toBool());
        model.setFrozen(true);
        model.setPage(pageOf({}), 3'000);
        QCOMPARE(model.rowCount(), 3);
    }

    void windowsOfAPlotKeepTheNewestValue() {
        FakeEngine engine;
        EngineBridge bridge(engine);
        PlotSpec spec;
        spec.y = {"revenue"};
        spec.windowed = true;
        PlotFeed feed(bridge, "app", spec);
        SampledRecord record;
        record.key = "eu";
        record.windowStart = 60'000;
        record.windowEnd = 120'000;
        for (const char* value : {"1", "7.5"}) {
            record.values = {"1", "null", value};
            feed.take(record);
        }
        QCOMPARE(feed.bars().newest("eu")->value, 7.5);
        QCOMPARE(feed.bars().bars("eu").size(), std::size_t{1});
        record.tombstone = true;
        feed.take(record);
        QVERIFY(feed.bars().empty());
    }

    void aPlotDrawsWhatItsExpressionsGive() {
        FakeEngine engine;
        EngineBridge bridge(engine);
        PlotSpec spec;
        spec.x = "at";
        spec.y = {"amount * qty", "qty"};
        spec.series = "upper(region)";
        QCOMPARE(PlotFeed::expressions(spec), (std::vector<std::string>{"at", "upper(region)", "amount * qty", "qty"}));
        PlotFeed feed(bridge, "app", spec);
        SampledRecord record;
        record.timestamp = 5;
        record.values = {"\"2024-05-01 12:00:00.25+00\"", "\"EU\"", "7.5", "null"};
        feed.take(record);
        QCOMPARE(feed.lines().entries().size(), std::size_t{1});
        QCOMPARE(feed.lines().entries().front().name, std::string("EU amount * qty"));
        QCOMPARE(feed.lines().entries().front().buffer.last()->time, 1'714'564'800'250.0);
        QCOMPARE(feed.lines().entries().front().buffer.last()->value, 7.5);
    }

    void theBridgeAnswersOnTheGuiThreadAndMonitorsFollow() {
        FakeEngine engine;
        EngineBridge bridge(engine);
        std::string id;
        bridge.start({}, [&](const Result<std::string>& started) {
            QCOMPARE(QThread::currentThread(), qApp->thread());
            id = started.value();
        });
        QTRY_COMPARE(id, std::string("app"));
        JobMonitor monitor(bridge, id);
        QAbstractItemModelTester lagTester(&monitor.lagModel(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester taskTester(&monitor.taskModel(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(monitor.rates().processed() > 0);
        QTRY_COMPARE(monitor.lagModel().rowCount(), 2);
        QCOMPARE(monitor.taskModel().rowCount(), 2);
        QTRY_COMPARE(monitor.throughput().entries().size(), std::size_t{1});
        QTRY_VERIFY(!monitor.lateTimes().empty());
        bool stopped = false;
        bridge.stop(id, [&](const Result<>& done) { stopped = done.has_value(); });
        QTRY_VERIFY(stopped);
        QTRY_COMPARE(monitor.state(), JobState::Stopped);
        QVERIFY(!monitor.active());
    }

    void aConditionThatIsNoSqlEndsItsWatchOnce() {
        FakeEngine engine;
        EngineBridge bridge(engine);
        TapRequest request;
        request.where = "nonsense = 1";
        int errors = 0;
        bridge.watchEdge(request, [&](const Result<TapDrain>& drain) { errors += drain ? 0 : 1; });
        QTRY_COMPARE(errors, 1);
        bridge.poll();
        bridge.settle();
        QCOMPARE(errors, 1);
    }

    void aHiddenWindowAsksNothing() {
        FakeEngine engine;
        EngineBridge bridge(engine);
        bridge.setAttention(Attention::Hidden);
        int frames = 0;
        bridge.watchJob("app", [&](auto) { ++frames; });
        QTest::qWait(120);
        QCOMPARE(frames, 0);
        bridge.setAttention(Attention::Focused);
        QTRY_VERIFY(frames > 0);
    }
};

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
