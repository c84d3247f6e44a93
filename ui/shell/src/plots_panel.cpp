// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/plots_panel.h"

#include "weir/live/job_monitor.h"
#include "weir/live/plot_feed.h"
#include "weir/plots/line_plot.h"
#include "weir/plots/window_plot.h"
#include "weir/shell/topology_run.h"

#include <QEvent>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace weir {

PlotsPanel::PlotsPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_splitter(new QSplitter(Qt::Horizontal)), m_empty(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_empty, 1);
    m_empty->setProperty("look", QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(16, 0, 16, 0);
    m_splitter->hide();
    retranslate();
}

void PlotsPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    for (auto& plot : m_plots) {
        if (plot.lines) plot.lines->setTheme(theme);
        if (plot.windows) plot.windows->setTheme(theme);
    }
}

void PlotsPanel::setRun(TopologyRun* run) {
    if (run == m_run) return;
    if (m_run) m_run->disconnect(this);
    m_run = run;
    if (m_run) connect(m_run, &TopologyRun::feedsChanged, this, &PlotsPanel::rebuild);
    rebuild();
}

void PlotsPanel::rebuild() {
    for (auto& plot : m_plots) {
        delete plot.lines;
        delete plot.windows;
    }
    m_plots.clear();
    m_links.clear();
    TimeAxisLink* shared = nullptr; // lines over event time move together; windows span longer
    if (m_run)
        for (const auto& feed : m_run->feeds()) {
            Plot plot{feed.get()};
            QString caption = QString::fromStdString(feed->spec().title);
            if (feed->spec().windowed) {
                m_links.push_back(std::make_unique<TimeAxisLink>(600));
                plot.windows = new WindowPlot(m_theme, *m_links.back());
                plot.windows->setBars(&feed->bars(), feed->spec().graceMs);
                plot.windows->setCaption(caption);
                m_splitter->addWidget(plot.windows);
            } else {
                if (!shared) {
                    m_links.push_back(std::make_unique<TimeAxisLink>(60));
                    shared = m_links.back().get();
                }
                plot.lines = new LinePlot(m_theme, *shared, &feed->lines());
                plot.lines->setCaption(caption);
                m_splitter->addWidget(plot.lines);
            }
            m_plots.push_back(plot);
        }
    m_splitter->setVisible(!m_plots.empty());
    m_empty->setVisible(m_plots.empty());
    Q_EMIT titleChanged();
}

void PlotsPanel::refresh() {
    const auto* monitor = m_run ? m_run->monitor() : nullptr;
    for (auto& plot : m_plots) {
        if (plot.lines) plot.lines->refresh();
        if (!plot.windows) continue;
        const auto streamTime = monitor && monitor->latest() && monitor->latest()->streamTime >= 0 ? monitor->latest()->streamTime : plot.feed->streamTime();
        plot.windows->setStreamTime(streamTime);
        if (monitor) plot.windows->setLateTimes(monitor->lateTimes());
        plot.windows->refresh();
    }
}

QString PlotsPanel::title() const { return m_plots.size() == 1 ? QString::fromStdString(m_plots.front().feed->spec().title) : tr("Plots"); }

void PlotsPanel::retranslate() { m_empty->setText(tr("Plots open here when a topology with a plot node runs.")); }

void PlotsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace weir
