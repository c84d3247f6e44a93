// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/plots/window_plot.h"

#include "weir/live/number_text.h"
#include "weir/live/window_bars.h"
#include "weir/plots/time_axis_link.h"
#include "weir/plots/value_table.h"
#include "window_legend.h"

#include <QDateTime>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace weir {
namespace {
constexpr std::size_t keysMost = 8;
constexpr std::size_t graceMost = 6;
constexpr std::size_t labelsMost = 40;
constexpr double labelPixels = 34;
} // namespace

WindowPlot::WindowPlot(const Theme& theme, TimeAxisLink& link, QWidget* parent)
    : PlotFrame(theme, link, parent), m_streamLine(new QCPItemLine(&plot())), m_lateTicks(plot().addGraph()), m_legend(new WindowLegend(theme, this)) {
    setFooter(m_legend);
    m_streamLine->start->setTypeX(QCPItemPosition::ptPlotCoords);
    m_streamLine->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_streamLine->end->setTypeX(QCPItemPosition::ptPlotCoords);
    m_streamLine->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_streamLine->setVisible(false);
    m_lateTicks->setLineStyle(QCPGraph::lsImpulse);
    connect(&table(), &ValueTable::rowClicked, this, [this](const QString& name) {
        setChosen(m_chosen == name.toStdString() ? std::string() : name.toStdString());
    });
    styleBars();
}

void WindowPlot::setBars(const WindowBars* bars, std::int64_t graceMs) {
    m_bars = bars;
    m_graceMs = graceMs;
    refresh();
}

void WindowPlot::setChosen(const std::string& key) {
    m_chosen = key;
    table().setChosen(QString::fromStdString(key));
    refresh();
}

void WindowPlot::setTheme(const Theme& theme) {
    PlotFrame::setTheme(theme);
    m_legend->setTheme(theme);
    styleBars();
}

void WindowPlot::styleBars() {
    m_streamLine->setPen(QPen(theme().sel(), 0, Qt::DashLine));
    m_lateTicks->setPen(QPen(theme().error(), 1));
    const bool alone = !m_chosen.empty() || m_pairs.size() <= 1;
    for (std::size_t i = 0; i < m_pairs.size(); ++i) {
        const QColor color = alone ? theme().kindStateful() : theme().series(static_cast<int>(i));
        m_pairs[i].closed->setPen(Qt::NoPen);
        m_pairs[i].closed->setBrush(Theme::mixed(color, 0.62, theme().plotBackground()));
        m_pairs[i].open->setPen(QPen(color, 0));
        m_pairs[i].open->setBrush(QBrush(color, Qt::BDiagPattern));
    }
    for (auto* rect : m_grace) {
        QColor shade = theme().warn();
        shade.setAlphaF(0.22F);
        rect->setBrush(shade);
        rect->setPen(Qt::NoPen);
    }
    for (auto* label : m_labels) {
        label->setFont(theme().font(10));
        label->setColor(theme().muted());
    }
}

double WindowPlot::newest() const {
    if (!m_bars || m_bars->lastEnd() < 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(std::max(m_bars->lastEnd(), m_streamTime)) / 1000;
}

bool WindowPlot::extent(double& from, double& to) const {
    if (!m_bars || m_bars->empty()) return false;
    from = static_cast<double>(m_bars->firstStart()) / 1000;
    to = newest();
    return true;
}

std::vector<std::string> WindowPlot::shownKeys() const {
    if (!m_bars) return {};
    if (!m_chosen.empty()) return {m_chosen};
    auto names = m_bars->names();
    if (names.size() > keysMost) names.resize(keysMost);
    std::sort(names.begin(), names.end()); // a key keeps its place and colour while values move
    return names;
}

double WindowPlot::slotMs(const std::vector<std::string>& keys) const {
    // Hopping windows overlap: a bar stands on its window's start and is as wide as the hop.
    std::set<std::int64_t> starts;
    double slot = 0;
    for (const auto& key : keys)
        for (const auto& bar : m_bars->bars(key)) {
            starts.insert(bar.start);
            slot = static_cast<double>(bar.end - bar.start);
        }
    std::int64_t before = -1;
    for (const auto start : starts) {
        if (before >= 0) slot = std::min(slot, static_cast<double>(start - before));
        before = start;
    }
    return slot;
}

PlotFrame::ValueRange WindowPlot::pull(double from, double to, int columns) {
    ValueRange range;
    m_openBars = m_closedBars = 0;
    const auto keys = shownKeys();
    const auto pairs = m_pairs.size();
    while (m_pairs.size() < keys.size()) {
        Pair pair{new QCPBars(plot().xAxis, plot().yAxis), new QCPBars(plot().xAxis, plot().yAxis)};
        for (auto* bars : {pair.closed, pair.open}) {
            bars->setWidthType(QCPBars::wtPlotCoords);
            bars->setAntialiased(false);
        }
        m_pairs.push_back(pair);
    }
    if (pairs != m_pairs.size()) styleBars();
    const double slot = (keys.empty() ? 0 : slotMs(keys)) / 1000;
    const auto count = static_cast<double>(std::max<std::size_t>(keys.size(), 1));
    const double width = slot / count;
    const double pixels = to > from ? width / (to - from) * columns : 0;
    std::set<std::int64_t> openEnds;
    std::size_t labels = 0;
    for (std::size_t i = 0; i < m_pairs.size(); ++i) {
        QVector<QCPBarsData> closed;
        QVector<QCPBarsData> open;
        if (i < keys.size())
            for (const auto& bar : m_bars->bars(keys[i])) {
                const double start = static_cast<double>(bar.start) / 1000;
                if (start + slot < from || start > to) continue;
                const QCPBarsData datum(start + width * (static_cast<double>(i) + 0.5), bar.value);
                const bool isOpen = m_streamTime < bar.end + m_graceMs;
                (isOpen ? open : closed).append(datum);
                if (isOpen) openEnds.insert(bar.end);
                range.largest = std::max(range.largest, bar.value);
                range.least = std::min(range.least, bar.value);
                if (pixels < labelPixels || labels >= labelsMost) continue;
                if (labels == m_labels.size()) {
                    m_labels.push_back(new QCPItemText(&plot()));
                    m_labels.back()->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
                    styleBars();
                }
                auto* label = m_labels[labels++];
                label->setVisible(true);
                label->position->setCoords(datum.key, bar.value);
                label->setText(shortText(bar.value));
                label->setColor(isOpen ? theme().text() : theme().muted());
            }
        m_closedBars += static_cast<int>(closed.size());
        m_openBars += static_cast<int>(open.size());
        for (auto* bars : {m_pairs[i].closed, m_pairs[i].open}) bars->setWidth(pixels > 6 ? width * 0.92 : width);
        m_pairs[i].closed->data()->set(closed, false);
        m_pairs[i].open->data()->set(open, false);
    }
    for (std::size_t i = labels; i < m_labels.size(); ++i) m_labels[i]->setVisible(false);
    shadeGrace({openEnds.begin(), openEnds.end()});
    m_streamLine->setVisible(m_streamTime >= 0);
    m_streamLine->start->setCoords(static_cast<double>(m_streamTime) / 1000, 0);
    m_streamLine->end->setCoords(static_cast<double>(m_streamTime) / 1000, 1);
    markLate(from, to, range.largest);
    return range;
}

void WindowPlot::shadeGrace(const std::vector<std::int64_t>& openEnds) {
    // A day of grace behind windows of a minute would paint the whole plot; then the hatching alone says that they are open.
    const double visible = (link().to() - link().from()) * 1000;
    std::size_t used = 0;
    if (m_graceMs > 0 && static_cast<double>(m_graceMs) < visible / 2)
        for (const auto end : openEnds) {
            if (used == graceMost) break;
            if (used == m_grace.size()) {
                auto* rect = new QCPItemRect(&plot());
                rect->setLayer(QStringLiteral("grid"));
                for (auto* position : {rect->topLeft, rect->bottomRight}) {
                    position->setTypeX(QCPItemPosition::ptPlotCoords);
                    position->setTypeY(QCPItemPosition::ptAxisRectRatio);
                }
                m_grace.push_back(rect);
                styleBars();
            }
            auto* rect = m_grace[used++];
            rect->topLeft->setCoords(static_cast<double>(end) / 1000, 0);
            rect->bottomRight->setCoords(static_cast<double>(end + m_graceMs) / 1000, 1);
        }
    for (std::size_t i = 0; i < m_grace.size(); ++i) m_grace[i]->setVisible(i < used);
}

void WindowPlot::markLate(double from, double to, double top) {
    QVector<QCPGraphData> ticks;
    for (const auto time : m_late) {
        const double at = static_cast<double>(time) / 1000;
        if (at >= from && at <= to) ticks.append(QCPGraphData(at, top * 0.05));
    }
    m_lateTicks->data()->set(ticks, false);
}

void WindowPlot::fillTable() {
    if (!m_bars) return table().setRows({});
    const auto keys = shownKeys();
    std::vector<ValueRow> rows;
    for (const auto& name : m_bars->names()) {
        std::optional<WindowBar> shown = m_bars->newest(name);
        if (const auto cursor = link().cursor())
            for (const auto& bar : m_bars->bars(name))
                if (*cursor * 1000 >= static_cast<double>(bar.start) && *cursor * 1000 < static_cast<double>(bar.end)) shown = bar;
        if (!shown) continue;
        const auto place = std::find(keys.begin(), keys.end(), name);
        const bool alone = keys.size() == 1;
        const QColor color = place == keys.end() ? theme().line() : alone ? theme().kindStateful() : theme().series(static_cast<int>(place - keys.begin()));
        rows.push_back({color, QString::fromStdString(name), shortText(shown->value), shown->value, std::nullopt});
    }
    table().setRows(std::move(rows));
}

QString WindowPlot::csv(bool visibleOnly) const {
    QString text = QStringLiteral("key,window_start,window_end,value\n");
    if (!m_bars) return text;
    const auto iso = [](std::int64_t ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); };
    for (const auto& name : m_bars->names()) {
        QString key = QString::fromStdString(name);
        if (key.contains(u',') || key.contains(u'"') || key.contains(u'\n'))
            key = u'"' + key.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
        for (const auto& bar : m_bars->bars(name)) {
            if (visibleOnly && (static_cast<double>(bar.end) < link().from() * 1000 || static_cast<double>(bar.start) > link().to() * 1000)) continue;
            text += key + u',' + iso(bar.start) + u',' + iso(bar.end) + u',' + QString::number(bar.value, 'g', 17) + u'\n';
        }
    }
    return text;
}

} // namespace weir
