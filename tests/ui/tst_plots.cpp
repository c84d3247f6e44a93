// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/theme.h"
#include "weir/live/series_buffer.h"
#include "weir/live/window_bars.h"
#include "weir/plots/line_plot.h"
#include "weir/plots/time_axis_link.h"
#include "weir/plots/value_table.h"
#include "weir/plots/window_plot.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace weir;

namespace {

constexpr std::int64_t start = 1'700'000'040'000; // a whole minute

int colorsIn(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == color) ++count;
    return count;
}

void showPlot(QWidget& plot) {
    plot.resize(480, 216);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
}

} // namespace

class TestPlots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesFollowTheNewestTimeUntilSomeonePans() {
        const Theme theme = Theme::light();
        TimeAxisLink link(60);
        SeriesSet series;
        LinePlot plot(theme, link, &series);
        showPlot(plot);
        for (int i = 0; i < 600; ++i) series.add("p0", start + i * 100, 50 + 40 * std::sin(i / 20.0));
        plot.refresh();
        QCOMPARE(link.to(), static_cast<double>(start + 59'900) / 1000);
        link.setRange(link.from() - 10, link.to() - 10);
        QVERIFY(!link.following());
        const double to = link.to();
        series.add("p0", start + 70'000, 1);
        plot.refresh();
        QCOMPARE(link.to(), to);
        QTest::keyClick(&plot, Qt::Key_L);
        QVERIFY(link.following());
        plot.refresh();
        QCOMPARE(link.to(), static_cast<double>(start + 70'000) / 1000);
    }

    void lineIsDrawnInItsColourInBothThemes() {
        for (const Theme& theme : {Theme::light(), Theme::dark()}) {
            TimeAxisLink link(60);
            SeriesSet series;
            LinePlot plot(theme, link, &series);
            for (int i = 0; i < 600; ++i) series.add("p0", start + i * 100, i % 40);
            showPlot(plot);
            plot.refresh();
            QTest::qWait(20);
            QVERIFY(colorsIn(plot.grab().toImage(), theme.series(0)) > 100);
        }
    }

    void pausedPlotKeepsItsPictureWhileDataGoesOn() {
        const Theme theme = Theme::light();
        TimeAxisLink link(60);
        SeriesSet series;
        LinePlot plot(theme, link, &series);
        showPlot(plot);
        series.add("a", start, 1);
        plot.refresh();
        plot.setPaused(true);
        series.add("a", start + 5'000, 2);
        plot.refresh();
        QCOMPARE(link.to(), static_cast<double>(start) / 1000);
        plot.setPaused(false);
        QCOMPARE(link.to(), static_cast<double>(start + 5'000) / 1000);
    }

    void valuesUnderTheCursorAreInTheTableLargestFirst() {
        const Theme theme = Theme::light();
        TimeAxisLink link(60);
        SeriesSet series;
        LinePlot plot(theme, link, &series);
        showPlot(plot);
        for (const auto& [name, first, second] : {std::tuple("low", 1.0, 20.0), std::tuple("high", 9.0, 10.0)}) {
            series.add(name, start, first);
            series.add(name, start + 10'000, second);
        }
        plot.refresh();
        auto* table = plot.findChild<ValueTable*>();
        QVERIFY(table);
        QCOMPARE(table->rows().front().name, QStringLiteral("low"));
        link.setCursor(static_cast<double>(start + 5'000) / 1000);
        QCOMPARE(table->rows().front().name, QStringLiteral("high"));
        QCOMPARE(table->rows().front().text, QStringLiteral("9"));
    }

    void windowsAreOpenUntilStreamTimePassesTheirGrace() {
        const Theme theme = Theme::dark();
        TimeAxisLink link(600);
        WindowBars bars;
        for (int i = 0; i < 4; ++i) bars.put("eu", start + i * 60'000, start + (i + 1) * 60'000, 10 * (i + 1));
        WindowPlot plot(theme, link);
        plot.setStreamTime(start + 3 * 60'000 + 5'000); // 5 s into the fourth window
        showPlot(plot);
        plot.setBars(&bars, 10'000);
        plot.refresh();
        QCOMPARE(plot.closedBars(), 2); // the third is in grace for 5 s more
        QCOMPARE(plot.openBars(), 2);
        plot.setStreamTime(start + 3 * 60'000 + 10'000);
        plot.refresh();
        QCOMPARE(plot.closedBars(), 3);
    }

    void aClickOnAKeyShowsItAlone() {
        const Theme theme = Theme::light();
        TimeAxisLink link(600);
        WindowBars bars;
        for (const char* key : {"eu", "us", "ap"}) bars.put(key, start, start + 60'000, 5);
        WindowPlot plot(theme, link);
        plot.setStreamTime(start);
        showPlot(plot);
        plot.setBars(&bars, 0);
        QCOMPARE(plot.openBars(), 3);
        QTest::mouseClick(plot.findChild<ValueTable*>(), Qt::LeftButton, {}, {20, 18});
        QCOMPARE(plot.openBars(), 1);
        QTest::mouseClick(plot.findChild<ValueTable*>(), Qt::LeftButton, {}, {20, 18});
        QVERIFY(!plot.chosen().empty() || plot.openBars() == 3);
    }

    void valuesAndPicturesAreExported() {
        const Theme theme = Theme::light();
        TimeAxisLink link(5);
        SeriesSet series;
        series.add("a,b", 0, 1);
        series.add("a,b", 10'000, 2.5);
        LinePlot plot(theme, link, &series);
        showPlot(plot);
        plot.refresh();
        QCOMPARE(plot.csv(false), QStringLiteral("time,series,value\n1970-01-01T00:00:00.000Z,\"a,b\",1\n1970-01-01T00:00:10.000Z,\"a,b\",2.5\n"));
        QCOMPARE(plot.csv(true).count(u'\n'), 2); // the header and what is in view
        QTemporaryDir folder;
        QVERIFY(plot.savePng(folder.filePath(QStringLiteral("plot.png"))));
        QCOMPARE(QImage(folder.filePath(QStringLiteral("plot.png"))).size(), plot.size() * 2);
        QVERIFY(plot.saveCsv(folder.filePath(QStringLiteral("plot.csv")), false));
        QVERIFY(!plot.saveCsv(folder.filePath(QStringLiteral("none/plot.csv")), false));
    }
};

QTEST_MAIN(TestPlots)
#include "tst_plots.moc"
