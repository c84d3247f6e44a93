// SPDX-License-Identifier: GPL-3.0-or-later
// Six live plots of 600×220, three lines each, a new point a frame: how long a frame of all six takes to pull and to draw.
// Target (performance.md): 12 ms with 100,000 points a line. A plain program: the numbers are for people.
#include "weir/document/theme.h"
#include "weir/live/series_buffer.h"
#include "weir/plots/line_plot.h"
#include "weir/plots/time_axis_link.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QGridLayout>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const weir::Theme theme = weir::Theme::dark();
    for (const int points : {1'200, 10'000, 100'000}) {
        QWidget window;
        auto* grid = new QGridLayout(&window);
        weir::TimeAxisLink link(60);
        std::vector<std::unique_ptr<weir::SeriesSet>> data;
        std::vector<weir::LinePlot*> plots;
        const auto value = [](int series, int i) { return 50 + 30 * std::sin(i / 40.0 + series) + (i * 7919 + series * 104729) % 20; };
        for (int p = 0; p < 6; ++p) {
            data.push_back(std::make_unique<weir::SeriesSet>());
            for (int s = 0; s < 3; ++s)
                for (int i = 0; i < points; ++i) data.back()->add("s" + std::to_string(s), i * 60'000LL / points, value(s, i));
            plots.push_back(new weir::LinePlot(theme, link, data.back().get()));
            plots.back()->setFixedSize(600, 220);
            grid->addWidget(plots.back(), p / 2, p % 2);
        }
        window.show();
        QApplication::processEvents();
        std::vector<double> frames;
        for (int frame = 0; frame < 60; ++frame) {
            const std::int64_t now = 60'000 + frame * 33;
            QElapsedTimer timer;
            timer.start();
            for (std::size_t p = 0; p < plots.size(); ++p) {
                for (int s = 0; s < 3; ++s) data[p]->add("s" + std::to_string(s), now, value(s, points + frame));
                plots[p]->refresh();
            }
            QApplication::processEvents();
            frames.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(frames.begin(), frames.end());
        std::printf("six plots, 3 lines of %d points: median %.1f ms, p95 %.1f ms a frame\n", points, frames[frames.size() / 2], frames[frames.size() * 95 / 100]);
    }
    return 0;
}
