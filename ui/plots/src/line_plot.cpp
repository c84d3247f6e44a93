// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/plots/line_plot.h"

#include "weir/live/number_text.h"
#include "weir/live/series_buffer.h"
#include "weir/plots/time_axis_link.h"
#include "weir/plots/value_table.h"

#include <QDateTime>

#include <qcustomplot.h>

#include <cmath>
#include <limits>

namespace weir {

LinePlot::LinePlot(const Theme& theme, TimeAxisLink& link, const SeriesSet* series, QWidget* parent)
    : PlotFrame(theme, link, parent), m_series(series) {}

void LinePlot::setSeries(const SeriesSet* series) {
    m_series = series;
    for (auto* graph : m_graphs) plot().removeGraph(graph);
    m_graphs.clear();
    refresh();
}

void LinePlot::setTheme(const Theme& theme) {
    PlotFrame::setTheme(theme);
    styleGraphs();
}

void LinePlot::styleGraphs() {
    for (std::size_t i = 0; i < m_graphs.size(); ++i) m_graphs[i]->setPen(QPen(theme().series(static_cast<int>(i)), 1));
}

double LinePlot::newest() const {
    const auto last = m_series ? m_series->lastTime() : std::nullopt;
    return last ? *last / 1000 : std::numeric_limits<double>::quiet_NaN();
}

bool LinePlot::extent(double& from, double& to) const {
    if (!m_series) return false;
    const auto first = m_series->firstTime();
    const auto last = m_series->lastTime();
    if (!first || !last) return false;
    from = *first / 1000;
    to = *last / 1000;
    return true;
}

PlotFrame::ValueRange LinePlot::pull(double from, double to, int columns) {
    ValueRange range;
    if (!m_series) return range;
    while (m_graphs.size() < m_series->entries().size()) {
        auto* graph = plot().addGraph();
        graph->setAdaptiveSampling(false); // the buffer gave at most two points a column
        graph->setAntialiased(false);
        m_graphs.push_back(graph);
        styleGraphs();
    }
    for (std::size_t i = 0; i < m_series->entries().size(); ++i) {
        const auto points = m_series->entries()[i].buffer.sample(from * 1000, to * 1000, columns);
        QVector<QCPGraphData> drawn;
        drawn.reserve(static_cast<qsizetype>(points.size()));
        for (const auto& point : points) {
            drawn.append(QCPGraphData(point.time / 1000, point.value));
            range.largest = std::max(range.largest, point.value);
            range.least = std::min(range.least, point.value);
        }
        m_graphs[i]->data()->set(drawn, true);
    }
    return range;
}

QString LinePlot::valueText(double value) const { return shortText(value); }
std::vector<FactRow> LinePlot::facts() const { return {}; }

void LinePlot::fillTable() {
    std::vector<ValueRow> rows;
    if (m_series)
        for (std::size_t i = 0; i < m_series->entries().size(); ++i) {
            const auto& entry = m_series->entries()[i];
            const auto point = link().cursor() ? entry.buffer.at(*link().cursor() * 1000) : entry.buffer.last();
            rows.push_back({theme().series(static_cast<int>(i)), QString::fromStdString(entry.name), point ? valueText(point->value) : QStringLiteral("–"),
                            point ? point->value : -1, std::nullopt});
        }
    table().setRows(std::move(rows), facts());
}

QString LinePlot::csv(bool visibleOnly) const {
    QString text = QStringLiteral("time,series,value\n");
    if (!m_series) return text;
    for (const auto& entry : m_series->entries()) {
        QString name = QString::fromStdString(entry.name);
        if (name.contains(u',') || name.contains(u'"') || name.contains(u'\n'))
            name = u'"' + name.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
        for (const auto& point : entry.buffer.raw()) {
            if (visibleOnly && (point.time < link().from() * 1000 || point.time > link().to() * 1000)) continue;
            text += QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(point.time), Qt::UTC).toString(Qt::ISODateWithMs) + u',' + name + u',' +
                    QString::number(point.value, 'g', 17) + u'\n';
        }
    }
    return text;
}

} // namespace weir
