// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/plots/lag_plot.h"

#include "weir/live/job_monitor.h"
#include "weir/live/number_text.h"
#include "weir/plots/value_table.h"

#include <cmath>

namespace weir {

LagPlot::LagPlot(const Theme& theme, TimeAxisLink& link, QWidget* parent) : LinePlot(theme, link, nullptr, parent) { LagPlot::retranslate(); }

void LagPlot::setMonitor(const JobMonitor* monitor) {
    m_monitor = monitor;
    setSeries(monitor ? &monitor->lag() : nullptr);
}

void LagPlot::retranslate() { setCaption(tr("records behind")); }
QString LagPlot::valueText(double value) const { return groupedText(std::llround(value)); }

std::vector<FactRow> LagPlot::facts() const {
    if (!m_monitor || !m_monitor->latest()) return {};
    std::int64_t sum = 0;
    const PartitionFigures* worst = nullptr;
    for (const auto& p : m_monitor->latest()->partitions) {
        sum += p.lag();
        if (!worst || p.lag() > worst->lag()) worst = &p;
    }
    // Records that came since the last commit or snapshot are no lag: a pace from them would be noise.
    constexpr std::int64_t noticeableMs = 1'000;
    if (!worst || sum == 0 || m_monitor->rates().timeLagMs() < noticeableMs) return {{tr("to clear"), tr("caught up"), std::nullopt}};
    const auto rate = m_monitor->rates().partition(worst->topic, worst->partition);
    const std::optional<QColor> hot = rate.trend > 0.5 ? std::optional(theme().heat3()) : std::nullopt;
    return {{tr("p%1 holds").arg(worst->partition), QStringLiteral("%1 %").arg(100 * worst->lag() / sum), std::nullopt},
            {tr("to clear"), toClearText(rate), std::nullopt},
            {tr("trend"), trendText(rate), hot}};
}

} // namespace weir
